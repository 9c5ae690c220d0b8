"""The parts of the lists' functions in SQL that are made of the table of fields.

`make schema` writes them into `include/sql/functions`; a test compares. Values are never part of the text of a
statement: each has a number there, and stands at that place of `using`.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

from include.filters import planned
from include.filters.field import Condition, Field
from include.filters.fields import FIELDS, SORTS

FOLDER = Path(__file__).resolve().parent.parent / "sql" / "functions"
_WRITTEN = "-- Written by `make schema` from include/filters/fields.py; never edited.\n"
_OWN = (
    ("starts_from", "timestamptz", "(p_filter ->> 'from')::timestamptz"),
    ("starts_until", "timestamptz", "(p_filter ->> 'until')::timestamptz"),
    ("day_ends", "timestamptz", "(p_filter ->> 'dayEnds')::timestamptz"),
    ("after_start", "timestamptz", "(p_filter #>> '{after,startsAt}')::timestamptz"),
    ("after_timed", "boolean", "not (p_filter #>> '{after,dateOnly}')::boolean"),
    ("after_title", "text", "p_filter #>> '{after,title}'"),
    ("after_id", "uuid", "(p_filter #>> '{after,id}')::uuid"),
    ("zone", "text", "p_filter ->> 'zone'"),
)
"""The list's own values, $1 to $8: window, last moment of its first day, behind what the page begins, zone."""
_NULL_ALONE = ("text", "numeric", "float", "boolean", "timestamptz", "tsquery")
"""Types of which nothing is made of nothing."""
_LIMIT = len(_OWN) + 1
"""The number of `p_limit`."""


def files() -> dict[Path, str]:
    """The text of each file."""
    texts = {
        "events_list_conditions": _conditions(), "events_list_values": _values(), "events_list_run": _run(),
        "events_list_expected": _expected(), "events_list_walk": _walk(), "events_map_run": _map(),
        "events_facet_values": _facets(), "events_sort_key": _sorts(),
        **planned.files({name: column for name, column, *_ in _bounds()}),
    }  # fmt: skip
    made = {FOLDER / f"{name}.sql": _WRITTEN + text for name, text in texts.items()}
    return made | {FOLDER / "event_document_jsonb.sql": _document()}


def write() -> None:
    """Write them all."""
    for path, text in files().items():
        path.write_text(text, encoding="utf-8")


def _bounds() -> Iterator[tuple[str, str, str, str]]:
    """Name, column, type and expression of each value of a field.

    Those of a search come first: functions that are written by hand name them by their numbers, which a further field
    is not to change.
    """
    for field in sorted(FIELDS, key=lambda field: field.name != "q"):
        asked = field.conditions or field.bounds
        bounds = field.bounds if field.bounds is not None else {field.name: field.kind.sql}
        for name, (kind, expression) in bounds.items() if asked else ():
            text, json = f"(p_filter ->> '{field.stored}')", f"p_filter -> '{field.stored}'"
            made = expression.format(text=text, json=json)
            if made != expression and kind not in _NULL_ALONE:
                made = f"case when p_filter ? '{field.stored}' then {made} end"
            yield name, f"of_{_snake(name)}", kind, made


def _numbers() -> dict[str, str]:
    return {name: f"${number}" for number, (name, *_) in enumerate(_bounds(), _LIMIT + 1)}


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def _conditions() -> str:
    rows = ",\n".join(row for field in FIELDS for condition in field.conditions for row in _rows(field, condition))
    return f"""\
-- What a filter asks for, as conditions on a date `o` and on its event `e`. A line per condition: what is not asked is
-- in no statement, so that the planner sees only what is. Values are never part of the text; the numbers are those of
-- `events_list_values`. `on_index` is by what an index has the dates in their order; `on_others` is what has to hold of
-- another date `p` of the event, to stand before `o`. What an event has an index of and its dates carry too is asked of
-- the date, or, with `p_by_event`, of the event. In plpgsql for the reason that `events_list_values` has.
create function jatre.events_list_conditions(
  p_filter jsonb, p_by_event boolean = false,
  out on_index text, out on_dates text, out on_others text, out on_events text
)
language plpgsql immutable
set search_path = jatre, public, pg_temp
as $$
begin
  select
    coalesce(string_agg(' and ' || condition, '') filter (where about = 'index'), ''),
    coalesce(string_agg(' and ' || replace(condition, ':date', 'o'), '') filter (
      where about in ('date', 'place', case when not p_by_event then 'carried' end)
    ), ''),
    coalesce(string_agg(' and ' || replace(condition, ':date', 'p'), '') filter (where about = 'date'), ''),
    coalesce(string_agg(' and ' || condition, '') filter (
      where about in ('event', case when p_by_event then 'indexed' end)
    ), '')
  into on_index, on_dates, on_others, on_events
  from (values
{rows}
  ) as conditions (is_asked, about, condition)
  where is_asked;
end
$$;
"""  # noqa: S608 - no value of anybody is in it


def _rows(field: Field, condition: Condition) -> Iterator[str]:
    about = "carried" if condition.of_event else condition.about
    for name, sql in ((about, condition.sql), ("indexed", condition.of_event)):
        if sql is not None:
            asked = condition.asked or f"p_filter ? '{field.stored}'"
            yield f"    ({asked}, '{name}', $sql${sql.format(date=':date', **_numbers())}$sql$)"


def _values() -> str:
    columns = [
        *((name, kind, made) for name, kind, made in _OWN),
        *((name, kind, made) for _, name, kind, made in _bounds()),
    ]
    numbers = [*range(1, _LIMIT), *range(_LIMIT + 1, len(columns) + 2)]
    outs = "".join(f"  out {name} {kind}{',' if number < numbers[-1] else ''} -- ${number}\n"
                   for (name, kind, _), number in zip(columns, numbers, strict=True))  # fmt: skip
    made = ",\n".join(f"    {expression}" for _, _, expression in columns)
    names = textwrap.fill(", ".join(name for name, *_ in columns), 110, subsequent_indent="    ")
    return f"""\
-- The values that the statements of a list are executed with, in the order of their numbers, of a filter that has
-- `from`, `until`, `dayEnds` and `zone`. What is not asked is null, and in no statement. ${_LIMIT} is `p_limit`.
-- In plpgsql, which plans a statement once a session: what is `language sql` and not put into its caller is planned at
-- each call, and this is called for each statement of a list.
create function jatre.events_list_values(
  p_filter jsonb,
{outs})
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
begin
  select
{made}
  into
    {names};
end
$$;
"""


def _using(limit: str) -> str:
    own = [f"v.{name}" for name, *_ in _OWN]
    names = [*own, limit, *(f"v.{column}" for _, column, *_ in _bounds())]
    lines, line = [], ""
    for name in names:
        if len(line) + len(name) > 110:
            lines.append(line)
            line = ""
        line += f"{name}, "
    return "\n    ".join(one.rstrip() for one in [*lines, line]).removesuffix(",")


def _run() -> str:
    return _answering(
        "events_list_run", f"What a statement of a list answers, with the values of its filter; ${_LIMIT} is `p_limit`."
    )


def _walk() -> str:
    about = "The same of a statement that walks the dates of a window: by their index, and look-ups for each."
    off = ("bitmapscan", "hashjoin", "mergejoin", "seqscan", "sort")
    return _answering("events_list_walk", about, "".join(f"set enable_{one} = off\n" for one in off))


def _map() -> str:
    return _answering("events_map_run", "The same of a map, which is text.", "set timezone = 'UTC'\n", "text")


def _answering(name: str, about: str, settings: str = "", answer: str = "jsonb") -> str:
    return f"""\
-- {about}
create function jatre.{name}(p_statement text, p_filter jsonb, p_limit integer) returns {answer}
language plpgsql stable
set search_path = jatre, public, pg_temp
set max_parallel_workers_per_gather = 0
set random_page_cost = 1.1
set jit = off
{settings}as $$
declare
  v record;
  v_answer {answer};
begin
  v := events_list_values(p_filter);
  execute p_statement into v_answer
  using {_using("p_limit")};
  return v_answer;
end
$$;
"""


def _expected() -> str:
    return f"""\
-- How many rows the planner expects of a statement of a list, or what it expects it to cost (`Total Cost`). Volatile
-- because EXPLAIN is refused elsewhere; what reads is stable, so that all of one list is read in one snapshot.
create function jatre.events_list_expected(
  p_statement text, p_filter jsonb, p_what text = 'Plan Rows'
) returns float
language plpgsql volatile
set search_path = jatre, public, pg_temp
set max_parallel_workers_per_gather = 0
set random_page_cost = 1.1
as $$
declare
  v record;
  v_plan json;
begin
  v := events_list_values(p_filter);
  execute 'explain (format json) ' || p_statement into v_plan
  using {_using("null::integer")};
  return v_plan -> 0 -> 'Plan' ->> p_what;
end
$$;
"""


def _facets() -> str:
    rows = ",\n".join(
        f"    ('{field.name}', $sql${facet.sql}$sql$, {_sql(facet.about == 'date')}, {_sql(facet.is_array)})"
        for field in FIELDS
        if (facet := field.facet)
    )
    return f"""\
-- What a date `o` and its event `e` count for in a facet, as the text of an expression: of a text, or of an array of
-- texts. Where it is of the date, it may be another of each date of an event. Null where there is no such facet.
create function jatre.events_facet_values(p_facet text, out value text, out of_date boolean, out is_array boolean)
language plpgsql immutable
set search_path = jatre, public, pg_temp
as $$
begin
  select f.value, f.of_date, f.is_array into value, of_date, is_array
  from (values
{rows}
  ) as f (facet, value, of_date, is_array)
  where f.facet = p_facet;
end
$$;
"""  # noqa: S608 - no value of anybody is in it


def _sql(truth: bool) -> str:
    return str(truth).lower()


def _document() -> str:
    """The same document as `event_document`, of which `jsonb` would read the text that `json` is."""
    text = (FOLDER / "event_document.sql").read_text(encoding="utf-8")
    made = text[text.index("create function") :]
    for name, binary in (
        ("json_build_object(", "jsonb_build_object("),
        ("jatre.event_document(", "jatre.event_document_jsonb("),
        ("returns json\n", "returns jsonb\n"),
    ):
        made = made.replace(name, binary)
    return (
        "-- Written by `make schema` from event_document.sql; never edited.\n"
        f"-- The same document as jsonb, to which lists add.\n{made}"
    )


def _sorts() -> str:
    rows = "\n".join(f"    when '{name}' then $sql${key.format(**_numbers())}$sql$" for name, key in SORTS.items())
    return f"""\
-- By what a date `o` and its event `e` are sorted, the least first, as the text of an expression.
create function jatre.events_sort_key(p_sort text) returns text
language plpgsql immutable
set search_path = jatre, public, pg_temp
as $$
begin
  return case p_sort
{rows}
  end;
end
$$;
"""


if __name__ == "__main__":
    write()
