-- Written by `make schema` from include/filters/fields.py; never edited.
-- That a date `o` stands for its event in a list, as the text of a condition: no other date in the window that passes
-- goes before it, one that is not cancelled, then the earliest. `nullif ... is not null` is `not`, of which the planner
-- expects that nearly all dates pass: of `not exists` it expects half, so that it reads and sorts all there is. And it
-- stays a look-up for each date that is reached. `p_event` is the event's id, `p_others` what has to hold of `p`.
create function jatre.events_list_stands(p_event text, p_others text) returns text
language plpgsql immutable
set search_path = jatre, public, pg_temp
as $$
begin
  return 'nullif(
        exists (
          select from event_occurrences p
          where p.event_id = ' || p_event || ' and p.is_public and p.over_at > $1 and p.starts_at < $2
            and p.starts_at >= $1 - interval ''24 hours''
            and p.starts_at < case when o.cancelled then ''infinity'' else o.starts_at end
            and (p.cancelled, p.starts_at) < (o.cancelled, o.starts_at)' || p_others || '
        )
        or exists (
          select from event_occurrences p
          where p.event_id = ' || p_event || ' and p.is_public and p.over_at > $1 and p.starts_at < $2
            and p.starts_at < $1 - interval ''24 hours'' and p.over_at - p.starts_at > interval ''24 hours''
            and (p.cancelled, p.starts_at) < (o.cancelled, o.starts_at)' || p_others || '
        ),
        true
      ) is not null';
end
$$;
