"""A language model as second reader of what our own reading leaves in doubt, measured like the rest.

It sees a text as it would be published: contacts and names of private persons masked. An answer that fails leaves our
own reading as it is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from include.areas.area import Area
from include.errors import JatreError
from include.listing import Listing
from include.sources.base import Reading
from include.understand.personal.masking import mask_names
from include.understand.quotes.grounding import is_doubtful, read_again
from include.understand.quotes.question import quotes_in, request

log = logging.getLogger(__name__)


@dataclass
class SecondReader:
    """`ask` takes a request and returns what the model wrote (`LanguageModel.ask`); `model` is its name.

    `asked`, `failed`: how many texts it was asked about, and of how many there came no answer. Texts that are the same
    on one day are asked about once.
    """

    model: str
    ask: Callable[[dict[str, Any]], str]
    asked: int = 0
    failed: int = 0
    answers: dict[tuple[str, datetime], str | None] = field(default_factory=dict)

    def read(self, listing: Listing, area: Area, reading: Reading, posted: datetime) -> None:
        """Fill what is doubtful of `listing` from the words to which the model points."""
        if not is_doubtful(listing):
            return
        public = listing.model_copy(deep=True)
        mask_names(public, area)
        text = f"{public.title}\n{public.description or ''}"
        key = text, posted
        if key not in self.answers:
            self.answers[key] = self._answer(text, posted)
        answer = self.answers[key]
        if answer is None:
            return
        try:
            quotes = quotes_in(answer)
            read_again(listing, quotes, area, posted, reading.horizon, month_first=reading.month_first)
        except JatreError as error:
            self.failed += 1
            log.warning("no answer that can be read: %s", error)

    def _answer(self, text: str, posted: datetime) -> str | None:
        self.asked += 1
        try:
            return self.ask(request(self.model, text, posted))
        except JatreError as error:
            self.failed += 1
            log.warning("no answer: %s", error)
            return None
