-- What a person decides of a place's hours: a week (null: as it is), and all its special days.
insert into jatre.place_hours as known (place_id, origin, stated, week, special, decided_by, reason, stated_at)
values (:place, 'moderator', :stated, :week, cast(:special as jsonb), :by, :reason, jatre.now_v1())
on conflict (place_id, origin) do update
  set
    stated = coalesce(excluded.stated, known.stated),
    week = coalesce(excluded.week, known.week),
    special = excluded.special,
    decided_by = excluded.decided_by,
    reason = excluded.reason,
    stated_at = excluded.stated_at
