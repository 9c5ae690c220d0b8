"""Public holidays of a country and its part, which the library of opening hours does not have for every country."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays

from include.errors import ConfigurationError


@dataclass(frozen=True)
class HolidayCalendar:
    """The holidays of a country (ISO 3166-1, two letters) and a part of it (the second half of its ISO 3166-2 code).

    A country that the library does not have is one without holidays.
    """

    country: str
    subdivision: str = ""

    def name_of(self, day: date) -> str | None:
        """What is celebrated on a day, in English where the library has it; None on an ordinary one.

        Raises: ConfigurationError for a part that the country does not have.
        """
        return _of_year(self.country, self.subdivision, day.year).get(day)

    def __contains__(self, day: date) -> bool:
        return self.name_of(day) is not None


@lru_cache(maxsize=64)
def _of_year(country: str, subdivision: str, year: int) -> dict[date, str]:
    # of one year: the library's own object adds years as they are asked for, without an end
    known = holidays.list_supported_countries()
    if country not in known:
        return {}
    if subdivision and subdivision not in known[country]:
        raise ConfigurationError(f"subdivision_code: {country} has no part {subdivision!r}")
    return dict(holidays.country_holidays(country, subdiv=subdivision or None, years=year))
