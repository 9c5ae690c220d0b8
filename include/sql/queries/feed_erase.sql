-- Take what was erased of :events out of the changes that are kept.
select jatre.feed_erase(cast(:events as uuid[]))
