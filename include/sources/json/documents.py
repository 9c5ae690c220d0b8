"""The JSON of an answer, read within its budget."""

from __future__ import annotations

from typing import Any

from include.errors import UnreadablePayload
from include.payloads.lenient_json import read_json
from include.sources.http import Response
from include.untrusted.budget import PAYLOAD_BUDGET, OverBudget, within_budget


def read_document(answer: Response) -> Any:
    """What the answer holds. Raises: UnreadablePayload when it is no JSON, or costs more than its budget."""
    try:
        return within_budget(read_json, answer.text(), budget=PAYLOAD_BUDGET)
    except OverBudget as error:
        raise UnreadablePayload(f"{answer.url}: {error}") from error
