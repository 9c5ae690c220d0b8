"""The statements of lists that are planned once a session, with every condition of the table of fields in each.

What is not asked is null, and each condition passes then. That may be where the planner has nothing to choose: dates
are walked in the order of an index, or drawn, and the event of each is looked up. What other indexes may find is left
to statements that are composed of what is asked (`statements`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from include.filters.field import Condition, Field
from include.filters.fields import BY_NAME, FIELDS

PARTS = {
    "begins": "o.over_at > {starts_from} and o.starts_at < {starts_until}"
    " and o.starts_at >= {starts_from} - interval '24 hours'",
    # of the other indexes none helps here; named by the range alone, none is tried
    "runs for long": "o.over_at - o.starts_at > interval '24 hours'"
    " and tstzrange(o.starts_at, o.over_at) @> {starts_from} and lower(tstzrange(o.starts_at, o.over_at))"
    " < least({starts_from} - interval '24 hours', {starts_until})",
}
"""Which dates a part of a list has."""
STANDS = """nullif(
        exists (
          select from event_occurrences p
          where p.event_id = {event} and p.is_public and p.over_at > {starts_from} and p.starts_at < {starts_until}
            and p.starts_at >= {starts_from} - interval '24 hours'
            and p.starts_at < case when o.cancelled then 'infinity' else o.starts_at end
            and (p.cancelled, p.starts_at) < (o.cancelled, o.starts_at){others}
        )
        or exists (
          select from event_occurrences p
          where p.event_id = {event} and p.is_public and p.over_at > {starts_from} and p.starts_at < {starts_until}
            and p.starts_at < {starts_from} - interval '24 hours' and p.over_at - p.starts_at > interval '24 hours'
            and (p.cancelled, p.starts_at) < (o.cancelled, o.starts_at){others}
        ),
        true
      ) is not null"""
"""That a date stands for its event: no other that passes goes before it."""
_EVENT = """
    cross join lateral (select * from discovered_events d where d.id = o.event_id and d.is_public offset 0) as e"""
_SETTINGS = """
set search_path = jatre, public, pg_temp
set plan_cache_mode = force_generic_plan
set max_parallel_workers_per_gather = 0
set random_page_cost = 1.1
set jit = off"""


def files(columns: Mapping[str, str]) -> dict[str, str]:
    """The text of each function, by its name; `columns` are those of `events_list_values` by the names of values."""
    where = _Conditions(columns)
    return {
        "events_list_stands": _stands(),
        "events_list_walked_part": _walk(where),
        "events_list_long_part": _long(where),
        "events_list_long_alone": _long_alone(),
    }


class _Conditions:
    """All conditions of the table, each of which passes where its values are null.

    Of those about the same, one variable states that none is asked: testing each for each date takes longer than
    planning what is asked.
    """

    def __init__(self, columns: Mapping[str, str]) -> None:
        self._columns = columns
        self.on_dates = self._passing("place", "o") + self._passing("date", "o")
        self.on_others = self._passing("date", "p")
        self.on_events = self._passing("event", "e")
        category = BY_NAME["category"]
        of_one, of_any = category.conditions
        self.of_one = of_one.sql.format(**self._values(category, of_one))
        self.of_any = self._or_unasked(of_any, self._values(category, of_any), "o")
        self.declared = "".join(
            f"  c_any_{about} constant boolean := {self._unasked(about)};\n" for about in ("place", "date", "event")
        )

    def _passing(self, about: str, date: str) -> str:
        each = "".join(
            f"\n        and {self._or_unasked(condition, values, date)}" for condition, values in self._of(about)
        )
        return f"\n      and (c_any_{about} or (true{each}))"

    def _or_unasked(self, condition: Condition, values: Mapping[str, str], date: str) -> str:
        return f"({self._is_null(values)} or {condition.sql.format(date=date, **values)})"

    def _of(self, about: str) -> Iterator[tuple[Condition, dict[str, str]]]:
        """Each condition, of fields by which no index has the dates in their order, with its values."""
        for field in FIELDS:
            if all(condition.about != "index" for condition in field.conditions):
                for condition in field.conditions:
                    if condition.about == about:
                        yield condition, self._values(field, condition)

    def _values(self, field: Field, condition: Condition) -> dict[str, str]:
        """By their names; of a condition that names none, the value of its field."""
        named = set(re.findall(r"{(\w+)}", condition.sql)) - {"date"} or {field.name}
        return {name: f"p_values.{self._columns[name]}" for name in sorted(named)}

    def _unasked(self, about: str) -> str:
        return "\n    and ".join(dict.fromkeys(f"({self._is_null(values)})" for _, values in self._of(about)))

    def _is_null(self, values: Mapping[str, str]) -> str:
        return " or ".join(f"{value} is null" for value in values.values())


def _named(text: str, **more: str) -> str:
    return text.format(starts_from="p_values.starts_from", starts_until="p_values.starts_until", **more)


def _stands() -> str:
    event, others = "' || p_event || '", "' || p_others || '"
    condition = STANDS.format(starts_from="$1", starts_until="$2", event=event, others=others)
    quoted = condition.replace("interval '24 hours'", "interval ''24 hours''").replace("'infinity'", "''infinity''")
    return f"""\
-- That a date `o` stands for its event in a list, as the text of a condition: no other date in the window that passes
-- goes before it, one that is not cancelled, then the earliest. `nullif ... is not null` is `not`, of which the planner
-- expects that nearly all dates pass: of `not exists` it expects half, so that it reads and sorts all there is. And it
-- stays a look-up for each date that is reached. `p_event` is the event's id, `p_others` what has to hold of `p`.
create function jatre.events_list_stands(p_event text, p_others text) returns text
language plpgsql immutable
set search_path = jatre, public, pg_temp
as $$
begin
  return '{quoted}';
end
$$;
"""


def _walk(where: _Conditions) -> str:
    def dates(walked: str, columns: str) -> str:
        return f"""
        select {columns} from event_occurrences o
        where o.is_public and {_named(PARTS["begins"])}
          and o.starts_at >= p_first and o.starts_at <= p_last{walked}
        order by o.starts_at fetch first (p_dates) rows with ties"""  # noqa: S608 - no value of anybody is in it

    def statements(walked: str, passing: str) -> str:
        return f"""
    select jsonb_agg(jsonb_build_array(event_id, starts_at)) into dates from (
      select o.event_id, o.starts_at
      from ({dates(walked, "*")}
      ) as o{_EVENT}
      where true{passing}{where.on_dates}{where.on_events}
      and {_named(STANDS, event="e.id", others=where.on_others)}
      and (p_behind is null or o.starts_at > p_behind or o.starts_at = p_behind
        and (not o.date_only, e.title, o.event_id) > (p_values.after_timed, p_values.after_title, p_values.after_id))
      order by o.starts_at, o.date_only desc, e.title, o.event_id limit p_limit
    ) as found;
    if dates is null or jsonb_array_length(dates) < p_limit then
      select count(*), max(walked.starts_at) into read, walked_to from ({dates(walked, "o.starts_at")}
      ) as walked;
    end if;"""  # noqa: S608 - no value of anybody is in it

    return f"""\
-- The events of a part of a page of a list, see `events_list_page`: those of the first `p_dates` dates from `p_first`
-- to `p_last` (and of those at the moment of the last one), of one category in the order of its own index. Where these
-- do not fill it, how many dates were read, and the start of the last. `p_values` are the values of the filter, of
-- which what is not asked is null; with `p_behind`, what stands behind the last event of the page before.
create function jatre.events_list_walked_part(
  p_values record, p_first timestamptz, p_last timestamptz, p_behind timestamptz, p_dates integer, p_limit integer,
  out dates jsonb, out read integer, out walked_to timestamptz
)
language plpgsql stable{_SETTINGS}
set enable_bitmapscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
set enable_sort = off
as $$
declare
{where.declared}begin
  if cardinality(p_values.of_category) = 1 then{statements(f" and {where.of_one}", "")}
  else{statements("", f" and {where.of_any}")}
  end if;
  dates := coalesce(dates, '[]');
end
$$;
"""


def _long(where: _Conditions) -> str:
    return f"""\
-- The same of what has been going on for more than a day: few run at a time, found by that alone, the latest first.
create function jatre.events_list_long_part(p_values record, p_behind timestamptz, p_limit integer) returns jsonb
language plpgsql stable{_SETTINGS}
as $$
declare
{where.declared}  v_dates jsonb;
begin
  select jsonb_agg(jsonb_build_array(event_id, starts_at)) into v_dates from (
    select o.event_id, o.starts_at
    from (
      select * from event_occurrences o where o.is_public and {_named(PARTS["runs for long"])} offset 0
    ) as o{_EVENT}
    where {where.of_any}{where.on_dates}{where.on_events}
      and {_named(STANDS, event="o.event_id", others=where.on_others)}
      and (p_behind is null or o.starts_at < p_behind or o.starts_at = p_behind
        and (not o.date_only, e.title, o.event_id) > (p_values.after_timed, p_values.after_title, p_values.after_id))
    order by o.starts_at desc, o.date_only desc, e.title, o.event_id limit p_limit
  ) as found;
  return coalesce(v_dates, '[]');
end
$$;
"""  # noqa: S608 - no value of anybody is in it


def _long_alone() -> str:
    return f"""\
-- How many events of some slices (`sample_slice`) and of the categories that are asked run for long in a window and
-- have no date that begins in it.
create function jatre.events_list_long_alone(p_values record, p_slices integer[]) returns bigint
language plpgsql stable{_SETTINGS}
as $$
declare
  v_events bigint;
begin
  select count(distinct o.event_id) into v_events
  from (select * from event_occurrences o where o.is_public and {_named(PARTS["runs for long"])} offset 0) as o
  where (p_values.of_category is null or o.category = any(p_values.of_category))
    and sample_slice(o.event_id) = any(p_slices)
    and not exists (
      select from event_occurrences p
      where p.event_id = o.event_id and p.is_public and p.over_at > p_values.starts_from
        and p.starts_at < p_values.starts_until and p.starts_at >= p_values.starts_from - interval '24 hours'
    );
  return v_events;
end
$$;
"""  # noqa: S608 - no value of anybody is in it
