alter table jatre.webhook_inbox drop column signed_at;
