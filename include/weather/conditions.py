"""Weather conditions as words: what the codes of the WMO (code table 4677, as forecasts use it) come to."""

from __future__ import annotations

from typing import Any, Literal, get_args

Condition = Literal["clear", "cloudy", "fog", "drizzle", "rain", "snow", "storm", "unknown"]
CONDITIONS: tuple[str, ...] = get_args(Condition)

_CODES: dict[int, Condition] = {
    **dict.fromkeys((0, 1), "clear"),
    **dict.fromkeys((2, 3), "cloudy"),
    **dict.fromkeys((45, 48), "fog"),
    **dict.fromkeys((51, 53, 55, 56, 57), "drizzle"),
    **dict.fromkeys((61, 63, 65, 66, 67, 80, 81, 82), "rain"),
    **dict.fromkeys((71, 73, 75, 77, 85, 86), "snow"),
    **dict.fromkeys((95, 96, 99), "storm"),
}


def condition_of(code: Any) -> Condition:
    """The word of a WMO code; `unknown` for every other value, whatever its type."""
    if isinstance(code, bool) or not isinstance(code, int | float):
        return "unknown"
    return _CODES.get(int(code), "unknown") if code == code // 1 else "unknown"
