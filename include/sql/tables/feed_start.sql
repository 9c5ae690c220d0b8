-- The feed begins: no change yet, an epoch of its own.
insert into jatre.feed_head (epoch, fingerprint) values ('', '');

select jatre.feed_new_epoch_v1();
