"""`python -m include.operations.matching [--rollback]`: train the matcher anew, or use the training before."""

from __future__ import annotations

import argparse
import sys

from include.operations.matching.retraining import retrain, roll_back
from include.pipeline.command import write_report


def main() -> int:
    """Do what is asked and print the report as one JSON object. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m include.operations.matching", description=__doc__)
    parser.add_argument("--rollback", action="store_true", help="use the training before the latest one again")
    asked = parser.parse_args()
    return write_report("matching", roll_back if asked.rollback else retrain)


if __name__ == "__main__":
    sys.exit(main())
