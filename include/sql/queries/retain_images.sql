-- Delete at most :size thumbnails that no public event shows which is on, or was within :keep.
with old as (
  select
    t.url_hash,
    t.url
  from jatre.image_thumbnails as t
  where
    not exists (
      select
      from jatre.event_images as i
      inner join jatre.discovered_events as e on i.event_id = e.id
      inner join jatre.event_occurrences as o on e.id = o.event_id
      where
        md5(i.url) = md5(t.url) and i.url = t.url
        and e.is_public and o.over_at > jatre.now_v1() - cast(:keep as interval)
    )
  order by t.fetched_at, t.url_hash
  limit cast(:size as bigint)
  for update skip locked
),

unlinked as (
  update jatre.event_images as i
  set thumbnail_url = null
  from old
  where md5(i.url) = md5(old.url) and i.url = old.url and i.thumbnail_url is not null
)

delete from jatre.image_thumbnails as t
using old
where t.url_hash = old.url_hash
