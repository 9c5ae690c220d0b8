"""An answer of Open-Meteo as a report: what each value means, and what of a wrong answer is left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from include.errors import UnreadablePayload
from include.weather.reading import MAX_ANSWER_BYTES, read_report
from include.weather.report import ForecastHour, PresentWeather, WeatherReport
from samples.weather import forecast
from tests.weather.answers import NOW, POINT, UNITS, answer, body

THREE = NOW.replace(minute=0)
"""The hour under way, in UTC: half past eight in Bengaluru."""


def read(document: Any, now: datetime = NOW) -> WeatherReport:
    return read_report(body(document), POINT, now)


def test_an_answer_says_how_it_is_and_what_the_next_two_days_bring() -> None:
    report = read(answer(current={"precipitation": 0.3, "weather_code": 61}))
    assert report.present == PresentWeather(NOW - timedelta(minutes=5), "rain", 27.4, 28.9, 58.0, 1.2, 11.2)
    assert len(report.hours) == 48
    assert report.hours[0] == ForecastHour(THREE, "clear", 24.0, 10.0, 0.0, 9.0)


def test_what_falls_in_an_hour_stands_at_its_end() -> None:
    """Open-Meteo's rain and its probability are those of the hour before their time."""
    wet = answer(
        hourly={"precipitation": [0.0, 0.0, 3.5] + [0.0] * 46, "precipitation_probability": [0, 0, 90] + [0] * 46}
    )
    hours = read(wet).hours
    assert [(hour.rain, hour.rain_probability) for hour in hours[:3]] == [(0.0, 0.0), (3.5, 90.0), (0.0, 0.0)]
    assert [hour.is_rain_likely for hour in hours[:3]] == [False, True, False]
    assert hours[1].starts_at == THREE + timedelta(hours=1)


@pytest.mark.parametrize(
    ("probability", "rain", "likely"),
    [(60, 0.0, True), (59.9, 0.4, False), (0, 0.5, True), (None, None, False), (None, 2.0, True), (95, None, True)],
)
def test_rain_is_likely_by_probability_or_amount(probability: float | None, rain: float | None, likely: bool) -> None:
    assert ForecastHour(THREE, rain_probability=probability, rain=rain).is_rain_likely is likely


def test_times_of_a_zone_are_read_by_its_offset() -> None:
    stamps = [
        (THREE + timedelta(hours=5, minutes=30) + timedelta(hours=each)).strftime("%Y-%m-%dT%H:%M") for each in range(3)
    ]
    local = answer(
        hours=3, utc_offset_seconds=19_800, current={"time": "2026-03-02T08:55"}, hourly={"time": stamps},
        current_units={**UNITS, "time": "iso8601"}, hourly_units={**UNITS, "time": "iso8601"},
    )  # fmt: skip
    report = read(local)
    assert report.present.observed_at == datetime(2026, 3, 2, 3, 25, tzinfo=UTC)
    assert [hour.starts_at for hour in report.hours] == [THREE, THREE + timedelta(hours=1)]


@pytest.mark.parametrize(
    "value", [None, "27", True, 1e9, -1e9, float("nan"), float("inf"), 10**400, [27.4], {"is": 27.4}], ids=str
)
def test_a_value_that_cannot_be_is_unknown_and_the_others_stand(value: Any) -> None:
    report = read(answer(current={"temperature_2m": value}, hourly={"precipitation": [value] * 49}))
    assert (report.present.temperature, report.present.humidity) == (None, 58.0)
    assert {(hour.rain, hour.temperature) for hour in report.hours} == {(None, 24.0)}


@pytest.mark.parametrize("column", ["temperature_2m", "precipitation", "weather_code"])
@pytest.mark.parametrize("values", [None, "warm", [], [24.0], {"0": 24.0}], ids=str)
def test_a_column_that_is_missing_or_short_is_unknown(column: str, values: Any) -> None:
    report = read(answer(hourly={column: values}))
    assert len(report.hours) == 48
    assert report.hours[-1].wind == 9.0


def test_an_unknown_code_is_no_condition() -> None:
    report = read(answer(current={"weather_code": 42}, hourly={"weather_code": [1000] * 49}))
    assert {report.present.condition, *(hour.condition for hour in report.hours)} == {"unknown"}


FOREIGN = {
    "no JSON": (b"<!doctype html><title>Sign in</title>", "no JSON"),
    "cut short": (body(answer())[:300], "no JSON"),
    "nested without end": (b"[" * 50_000, "no JSON"),
    "a list": (b"[]", "no object"),
    "nothing": (b"", "no JSON"),
    "too long": (b" " * (MAX_ANSWER_BYTES + 1), "more than"),
    "its own error": (body({"error": True, "reason": "over capacity"}), "another place"),
    "another place": (body(answer(latitude=52.52, longitude=13.41)), "another place"),
    "no place": (body(answer(latitude=None)), "another place"),
    "Fahrenheit": (body(answer(current_units={**UNITS, "time": "unixtime", "temperature_2m": "°F"})), "'°F', not °C"),
    "miles": (body(answer(hourly_units={**UNITS, "time": "unixtime", "wind_speed_10m": "mp/h"})), "not km/h"),
    "no units": (body(answer(hourly_units=None)), "no object"),
    "no present": (body(answer(current=None) | {"current": None}), "no object"),
    "no time": (body(answer(current={"time": None})), "no time"),
    "a time of no form": (body(answer(current={"time": "yesterday"})), "no time"),
    "hours without times": (body(answer(hourly={"time": 7})), "no list"),
    "hours without end": (body(answer(hourly={"time": [1] * 500})), "no list"),
    "an offset of days": (body(answer(utc_offset_seconds=10**9)), "no offset"),
}  # fmt: skip


@pytest.mark.parametrize("kind", FOREIGN)
def test_an_answer_that_is_none_is_refused_with_the_reason(kind: str) -> None:
    sent, reason = FOREIGN[kind]
    with pytest.raises(UnreadablePayload, match=reason):
        read_report(sent, POINT, NOW)


def test_an_observation_that_lies_ahead_is_none() -> None:
    """One of the two clocks is wrong; which, nobody knows."""
    ahead = answer(at=NOW + timedelta(hours=3))
    with pytest.raises(UnreadablePayload, match="lies ahead"):
        read(ahead)
    assert read(ahead, NOW + timedelta(hours=3)).present.temperature == 27.4


def test_hours_that_are_over_or_too_far_ahead_are_left_out() -> None:
    report = read(answer(at=NOW - timedelta(hours=10), hours=100))
    assert report.hours[0].starts_at == THREE
    assert report.hours[-1].starts_at == THREE + timedelta(hours=48)


def test_an_hour_whose_end_is_not_forecast_is_left_out() -> None:
    assert len(read(answer(hours=2)).hours) == 1


def test_the_stand_in_of_the_demo_speaks_as_the_service_does() -> None:
    query = b"latitude=12.9719&longitude=77.6412&forecast_hours=49&timeformat=unixtime"
    report = read_report(bytes(forecast(Request({"type": "http", "query_string": query}), NOW).body), POINT, NOW)
    assert (report.present.condition, report.present.humidity, len(report.hours)) == ("cloudy", 64.0, 48)
    likely = [hour.starts_at for hour in report.hours if hour.is_rain_likely]
    assert likely[:2] == [NOW.replace(hour=13, minute=0), NOW.replace(hour=14, minute=0)]


JSON = st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
                    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
                    max_leaves=9)  # fmt: skip


@given(
    st.sampled_from(["latitude", "utc_offset_seconds", "current_units", "current", "hourly_units", "hourly"]),
    st.sampled_from(["time", "interval", "precipitation", "weather_code", "temperature_2m"]), JSON,
)  # fmt: skip
def test_whatever_is_sent_ends_in_a_report_or_a_refusal(part: str, name: str, value: Any) -> None:
    document = answer()
    for changed in ({**document, part: value}, {**document, part: {**answer()["current"], name: value}}):
        try:
            read(changed)
        except UnreadablePayload:
            continue
