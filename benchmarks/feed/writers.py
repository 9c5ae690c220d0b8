"""Thirty-two writers through pgbench: seven in ten change what is visible, two what is not, one adds an event."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from benchmarks.feed.arena import WITH, Arena

CLIENTS = 32
PICK = "\\set n random(1, :events)\n\\set v random(1, 1000000000)\n"
ROW = "where id = md5((:n)::text)::uuid;\n"
SCRIPTS = {
    # what a source changes most: a title, a price, an hour
    "title": (30, f"{PICK}update jatre.discovered_events set title = 'Evening with song ' || (:v)::text {ROW}"),
    "price": (
        20,
        f"{PICK}update jatre.discovered_events set cost_type = 'paid',"
        f" price_range = jsonb_build_object('minimum', (:v)::int, 'maximum', (:v)::int, 'currency', 'INR') {ROW}",
    ),
    "hour": (
        20,
        f"{PICK}update jatre.discovered_events set start_time = start_time + interval '1 minute',"
        f" end_time = end_time + interval '1 minute' {ROW}",
    ),
    "unseen": (20, f"{PICK}update jatre.discovered_events set moderation_notes = 'seen ' || (:v)::text {ROW}"),
    # what the triggers would fill in is given, so that the plain table keeps the same indexes (a colon means a
    # variable to pgbench)
    "insert": (
        10,
        PICK
        + """insert into jatre.discovered_events (title, description, category, start_time, location, area_code,
  moderation_status, published_at, is_public, rooms, version)
values ('New evening ' || (:v)::text, 'Doors at seven, songs until ten, chai in between.', 'music', now(),
  'SRID=4326;POINT(77.64 12.97)', 'indiranagar', 'approved', now(), true,
  string_to_array(
    translate('events-all events-music events-area-indiranagar events-area-bengaluru', '-', chr(58)), ' '), 1);
""",
    ),
}


@dataclass(frozen=True)
class Slice:
    """What one database managed in one slice of time: transactions per second, mean latency in milliseconds."""

    tps: float
    latency: float


def write_scripts(arena: Arena) -> list[str]:
    """The scripts as files, as pgbench's arguments."""
    arguments = []
    for name, (weight, script) in SCRIPTS.items():
        path = arena.folder / f"{name}.sql"
        Path(path).write_text(script, encoding="utf-8")
        arguments += ["-f", f"{path}@{weight}"]
    return arguments


def slice_of(arena: Arena, database: str, scripts: list[str], seconds: int) -> Slice:
    """Write for some seconds. Raises RuntimeError when pgbench fails or any transaction does."""
    arena.checkpoint()
    command = [arena.program("pgbench"), "-n", "-M", "prepared", "-D", f"events={arena.events}"]
    command += ["-c", str(CLIENTS), "-j", "2", "-T", str(seconds)]
    done = subprocess.run([*command, *scripts, arena.url(database)], capture_output=True, text=True, check=False)
    tps = re.search(r"tps = ([\d.]+)", done.stdout)
    latency = re.search(r"latency average = ([\d.]+)", done.stdout)
    if done.returncode or tps is None or latency is None or "number of failed transactions: 0" not in done.stdout:
        raise RuntimeError(f"pgbench failed: {done.stdout[-800:]} {done.stderr[-800:]}")
    return Slice(float(tps[1]), float(latency[1]))


def commit_to_sequenced(arena: Arena, after: int) -> tuple[float, float]:
    """Milliseconds from the trigger's write to the number in the feed, p50 and p99, of the changes after a position."""
    with arena.connect(WITH) as admin:
        row = admin.execute(
            """
            select percentile_cont(array[0.5, 0.99]) within group (
              order by extract(epoch from sequenced_at - changed_at) * 1000)
            from jatre.feed_changes where seq > %s
            """,
            [after],
        ).fetchone()
    assert row is not None
    return float(row[0][0]), float(row[0][1])
