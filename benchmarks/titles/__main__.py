"""`python -m benchmarks.titles INPUT`: are the titles that are shown as good as those that a person wrote?

INPUT is JSON lines: `{"id", "half", "title", "venue", "days", "shown"}`, `shown` the titles that are right. Prints one
JSON object for each half: the share as good or better, how many lose a word that every right title has, and `n`;
`--errors FILE` writes the others, a JSON line each.
"""

from __future__ import annotations

import json

from benchmarks.arguments import parser
from benchmarks.lines import write_lines
from benchmarks.titles.judging import judge, read_titles
from include.areas.area import load_area
from include.settings import settings


def main() -> None:
    """Read, compare and print."""
    asked = parser("titles", __doc__, "JSON lines: a title with the right shown ones each").parse_args()
    area = load_area(settings().area)
    titles = read_titles(asked.input)
    figures = {}
    mistakes = []
    for half in sorted({one.half for one in titles}):
        judged = judge([one for one in titles if one.half == half], area)
        figures[half] = judged.figures
        mistakes += judged.mistakes
    if asked.errors:
        write_lines(asked.errors, mistakes)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
