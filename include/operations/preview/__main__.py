"""`python -m include.operations.preview ADDRESS [--add NAME --by WHO --official]`: what an address would bring.

`make preview URL=...` does it in the database that runs. With `--add` what was found becomes a source: it is read at
once, and on its schedule from then on.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from include.errors import JatreError
from include.operations.preview.adding import add_source
from include.operations.preview.lines import lines
from include.operations.preview.preview import preview_address
from include.pipeline.runs import STAGES, pipeline_engine, run_fetch, run_stage


def main(arguments: Sequence[str] | None = None) -> int:
    """Show, and add where that is asked. Returns the exit code: 1 when nothing was found or added."""
    parser = argparse.ArgumentParser(prog="python -m include.operations.preview", description=__doc__)
    parser.add_argument("address", help="a page, a calendar, a feed or an API")
    parser.add_argument("--json", action="store_true", help="the preview as one JSON object")
    parser.add_argument("--add", metavar="NAME", help="add it as a source of this name")
    parser.add_argument("--official", action="store_true", help="it belongs to the venue or organizer itself")
    parser.add_argument("--by", metavar="WHO", default="the command line", help="who adds it; it is kept")
    asked = parser.parse_args(arguments)
    try:
        with pipeline_engine() as engine:
            preview = preview_address(engine, asked.address)
            shown = [json.dumps(preview.document(), default=str)] if asked.json else lines(preview)
            sys.stdout.write("".join(f"{line}\n" for line in shown))
            if preview.source is None:
                return 1
            if asked.add:
                source = preview.source.model_dump(mode="json")
                slug = add_source(engine, source, name=asked.add, official=asked.official, by=asked.by).slug
        if asked.add:
            run_fetch(slug, None)
            for stage in STAGES:
                run_stage(stage)
            sys.stdout.write(f"{slug} is a source now, and was read; its DAG is source_{slug}\n")
    except JatreError as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
