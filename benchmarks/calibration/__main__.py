"""`python -m benchmarks.calibration INPUT`: is what a text gives as often right as it is stated to be?

INPUT is JSON lines `{"source", "event"}`, events as schema.org describes them, gzipped or not. Each is read from its
title and description alone, as the stage *extract* reads a post, and compared with what its structure states: the start
(to the minute, or its day where one of the two has no hour) and the venue (one name within the other, or the address).
Prints one JSON object: for each field how many were read, the share that was right, calibration error (ten bins), Brier
score, that of the share itself (`base_rate_brier`), and the curve: stated, right and number by stated probability.
`unseen` holds the same for sources that the stated shares were not taken from: each source's by those of the others;
`parted` the mean error on one half of the sources by shares of the other.
`--counts FILE` writes what the curve is made of by source, as CSV; `--errors FILE` the mistakes, a JSON line each.
"""

from __future__ import annotations

import json
from datetime import datetime

from benchmarks.arguments import parser
from benchmarks.calibration.counts import counted, curves, parted_errors, unseen_curves, write_counts
from benchmarks.calibration.reading import Published, outcomes
from benchmarks.lines import BadLine, event_of, fail, read_lines, write_lines
from include.areas.area import load_area
from include.settings import settings


def main() -> None:
    """Read, compare and print."""
    options = parser("calibration", __doc__, "JSON lines: a source and an event each")
    options.add_argument("--counts", metavar="FILE", help="where the outcomes are written by source, as CSV")
    asked = options.parse_args()
    try:
        published = read_lines(asked.input, _published)
    except (BadLine, OSError) as error:
        fail("calibration", error)
    found = outcomes(published, load_area(settings().area))
    if asked.errors:
        write_lines(asked.errors, (one.mistake() for one in found if not one.right))
    counts = counted(found)
    if asked.counts:
        write_counts(asked.counts, counts)
    print(json.dumps({**curves(counts), "unseen": unseen_curves(counts), "parted": parted_errors(counts)}))


def _published(line: dict[str, object]) -> Published:
    source, event = event_of(line, "line")
    seen = line.get("seen")
    return Published(source, event, datetime.fromisoformat(seen) if isinstance(seen, str) else None)


if __name__ == "__main__":
    main()
