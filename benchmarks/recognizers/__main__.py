"""`python -m benchmarks.recognizers DIR`: time expressions of the public cases of Recognizers-Text that are read right.

`DIR` holds their English cases (`DateTime/*.json` or the files themselves). Of those that have exactly one answer, and
of it exactly one value, that is a date, a time or a range of either, it prints one JSON object: the share right by kind
(`date`, `time`, `datetime`, `daterange`, `timerange`, `datetimerange`), of all ranges, and `all`, with `n` and
`ms_per_text` (median). `--file NAME` measures one file of them (the default is DateTimeModel.json); `--errors FILE`
writes the mistakes, a JSON line each.
"""

from __future__ import annotations

import argparse
import json

from benchmarks.arguments import parser
from benchmarks.lines import write_lines
from benchmarks.recognizers.cases import read_cases
from benchmarks.recognizers.report import measure


def main() -> None:
    """Read, compare and print."""
    asked = _arguments()
    found = sorted(asked.input.rglob(asked.file)) if asked.input.is_dir() else [asked.input]
    report = measure([case for path in found for case in read_cases(path)])
    if asked.errors:
        write_lines(asked.errors, report.mistakes)
    print(json.dumps(report.figures))


def _arguments() -> argparse.Namespace:
    options = parser("recognizers", __doc__, "the folder of the cases, or one of their files")
    options.add_argument("--file", default="DateTimeModel.json", help="which files of the folder, as a glob")
    return options.parse_args()


if __name__ == "__main__":
    main()
