-- What a new database begins with; run again it changes nothing.
insert into jatre.feed_head (epoch, fingerprint) values ('', '') on conflict do nothing;

select jatre.feed_new_epoch_v1() from jatre.feed_head
where epoch = '';

-- after a change of what events are found by, too
select jatre.search_renew(false);
