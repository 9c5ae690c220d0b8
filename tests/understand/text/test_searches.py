"""Searches as people type them: which words become filters, and which are left to be searched as text."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from unicodedata import normalize

import pytest

from include.areas.area import load_area
from include.understand.text.searches.read import MAX_SEARCH_CHARS, understand
from include.understand.text.searches.spelling import english
from include.understand.text.searches.vocabulary import SearchVocabulary

NOW = datetime(2026, 3, 18, 11)  # noqa: DTZ001 (local wall time)


@pytest.fixture(scope="module")
def vocabulary() -> SearchVocabulary:
    return SearchVocabulary.read(load_area("indiranagar").search)


@pytest.mark.parametrize(
    ("text", "filters", "words"),
    [
        ("free free free", {"cost"}, ""),
        ("free jazz for free", {"cost"}, "jazz"),
        ("tonight quiz tonight", {"when"}, "quiz"),
        ("near toit quiz near toit", {"near"}, "quiz"),
        ("indiranagar music indiranagar", {"area", "category"}, ""),
        # a word of a filter alone is not the filter
        ("free entry entry", {"cost"}, ""),
        ("under 500 jazz 500", {"maxPrice"}, "jazz 500"),
        ("jazz jazz", set(), "jazz jazz"),
        ("open 24/7 cafe", set(), "open 24/7 cafe"),
    ],
)
def test_what_is_said_twice_is_meant_once(
    text: str, filters: set[str], words: str, vocabulary: SearchVocabulary
) -> None:
    meaning = understand(text, NOW, vocabulary)
    assert ({one.filter for one in meaning.found}, meaning.words) == (filters, words)


@pytest.mark.parametrize("kind", ["dance class", "pottery workshop", "night market", "sitar concert"])
def test_a_weekend_of_what_takes_place_is_the_coming_one(kind: str, vocabulary: SearchVocabulary) -> None:
    assert {"when": "weekend"}.items() <= understand(f"{kind} weekend", NOW, vocabulary).parameters.items()


def test_what_is_to_stay_a_word_stays_wherever_it_stands(vocabulary: SearchVocabulary) -> None:
    assert understand("free jazz free", NOW, vocabulary, frozenset({"cost"})).words == "free jazz free"
    assert understand("jazz not next weekend", NOW, vocabulary, frozenset({"ignored", "when", "without"})).words == (
        "jazz not next weekend"
    )


@pytest.mark.parametrize("feast", ["christmas", "xmas", "halloween", "new year", "new year's", "new years"])
def test_a_feast_is_a_day_only_where_it_is_said_to_be(feast: str, vocabulary: SearchVocabulary) -> None:
    for around in ("{}", "{} party", "this {}", "{} weekend", "{} week", "carols for {}", "{} 2026"):
        assert not understand(around.format(feast), NOW, vocabulary).found, around
    for around in ("on {}", "party on {}", "events before {}", "gigs after {}"):
        assert understand(around.format(feast), NOW, vocabulary).parameters, around
    other = understand(f"kids {feast} party tomorrow", NOW, vocabulary)
    assert (other.parameters, other.words) == ({"when": "tomorrow"}, f"kids {feast} party")


@pytest.mark.parametrize("eve", ["nye", "new year's eve", "new years eve", "new year eve"])
def test_the_last_evening_of_a_year_is_a_day(eve: str, vocabulary: SearchVocabulary) -> None:
    meaning = understand(f"{eve} party", NOW, vocabulary)
    assert (meaning.parameters["startDate"], meaning.words) == ("2026-12-31T00:00:00", "party")


def test_ideas_for_going_out_are_no_words(vocabulary: SearchVocabulary) -> None:
    for typed, left in (
        ("date ideas", "date"),
        ("date night ideas under 2000", "date night"),
        ("birthday party ideas", "birthday party ideas"),
    ):
        assert understand(typed, NOW, vocabulary).words == left


@pytest.mark.parametrize("denied", ["not next weekend", "except tomorrow", "excluding next friday", "but not tomorrow"])
def test_a_time_that_no_filter_leaves_out_is_said_to_be_ignored(denied: str, vocabulary: SearchVocabulary) -> None:
    meaning = understand(f"jazz {denied} under 500", NOW, vocabulary)
    assert [(one.filter, one.words) for one in meaning.found] == [("maxPrice", "under 500"), ("ignored", denied)]
    assert (meaning.words, {*meaning.parameters}) == ("jazz", {"maxPrice"})


@pytest.mark.parametrize("unit", ["km", "kms", " k", " kilometers", " kilometre"])
def test_a_distance_is_one_of_kilometres(unit: str, vocabulary: SearchVocabulary) -> None:
    meaning = understand(f"quiz within 3{unit} of toit", NOW, vocabulary)
    assert (meaning.parameters["radius"], meaning.words) == (3.0, "quiz")
    assert "radius" not in understand("in 3 kathak of toit", NOW, vocabulary).parameters


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("कल", {"when": "tomorrow"}),
        ("ನಾಳೆ", {"when": "tomorrow"}),
        ("naale", {"when": "tomorrow"}),
        ("कल संगीत", {"when": "tomorrow", "category": ["music"]}),
    ],
)
def test_words_of_time_are_read_in_every_language_of_announcements(
    text: str, parameters: dict[str, Any], vocabulary: SearchVocabulary
) -> None:
    meaning = understand(text, NOW, vocabulary)
    assert (meaning.parameters, meaning.words) == (parameters, "")


def test_every_name_of_kinds_and_places_is_understood_however_its_accents_are_written(
    vocabulary: SearchVocabulary,
) -> None:
    places = [(f"at {name}", {"near", "venue", "area"}) for place in vocabulary.places for name in place.names]
    for name, filters in places + [(word, {"category"}) for word in vocabulary.kinds]:
        for form in ("NFC", "NFD"):
            meaning = understand(normalize(form, name.title()), NOW, vocabulary)
            assert filters & {one.filter for one in meaning.found}, (form, name)


@pytest.mark.parametrize("text", ['"free" jazz', "free " * (MAX_SEARCH_CHARS // 5 + 1)])
def test_who_quotes_or_types_too_much_is_taken_by_the_word(text: str, vocabulary: SearchVocabulary) -> None:
    assert understand(text, NOW, vocabulary).words == text


def means(text: str, vocabulary: SearchVocabulary) -> tuple[dict[str, Any], str]:
    meaning = understand(text, NOW, vocabulary)
    return meaning.parameters, meaning.words


@pytest.mark.parametrize("day", ["monday", "friday", "sunday", "tomorrow"])
def test_two_words_as_one_are_taken_apart(day: str, vocabulary: SearchVocabulary) -> None:
    assert means(f"jazz{day}", vocabulary) == means(f"jazz {day}", vocabulary)
    assert means(f"{day}morning yoga", vocabulary) == means(f"{day} morning yoga", vocabulary)
    assert means("everyday tomorrowland", vocabulary) == ({}, "everyday tomorrowland")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("tommorow", "tomorrow"), ("tommorrow", "tomorrow"), ("frday", "friday"), ("wensday", "wednesday")],
)
def test_a_day_may_be_misspelt(typed: str, meant: str, vocabulary: SearchVocabulary) -> None:
    assert means(f"{typed} quiz", vocabulary) == means(f"{meant} quiz", vocabulary)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sndy mrnng yoga", "sunday morning yoga"), ("frdy evnng yoga", "friday evening yoga"),
        ("yoga nxt week", "yoga next week"), ("wknd yoga", "this weekend yoga"),
        ("nxt wknd yoga", "next weekend yoga"), ("strdy nght", "saturday night"),
    ],
)  # fmt: skip
def test_words_of_time_may_stand_without_their_vowels(typed: str, meant: str, vocabulary: SearchVocabulary) -> None:
    assert means(typed, vocabulary) == means(meant, vocabulary)


@pytest.mark.parametrize("how", ["3 km from", "under 3 km from", "less than 3 km away from", "3 km around"])
def test_a_distance_needs_no_within(how: str, vocabulary: SearchVocabulary) -> None:
    assert means(f"quiz {how} toit", vocabulary) == means("quiz within 3 km of toit", vocabulary)


@pytest.mark.parametrize("day", ["friday", "fri", "tomorrow", "today", "next sunday"])
@pytest.mark.parametrize("clock", ["7.30", "8.15", "6.45-8.15"])
def test_an_hour_behind_a_day_may_have_a_dot(day: str, clock: str, vocabulary: SearchVocabulary) -> None:
    assert means(f"quiz {day} {clock}", vocabulary) == means(f"quiz {day} {clock.replace('.', ':')}", vocabulary)


@pytest.mark.parametrize("period", ["april", "next month", "next week"])
def test_a_period_begins_and_ends_in_any_words(period: str, vocabulary: SearchVocabulary) -> None:
    begins = means(f"quiz start of {period}", vocabulary)
    assert begins == means(f"quiz beginning of {period}", vocabulary)
    assert begins[0]["startDate"] < begins[0]["endDate"] < means(f"quiz {period}", vocabulary)[0]["endDate"]


@pytest.mark.parametrize("to", ["till", "until", "by"])
@pytest.mark.parametrize(
    ("month", "ends"), [("march", "2026-04-01"), ("april", "2026-05-01"), ("december", "2027-01-01")]
)
def test_what_goes_on_to_the_end_of_a_month_ends_with_it(
    to: str, month: str, ends: str, vocabulary: SearchVocabulary
) -> None:
    """Of the month that has half passed it went on into the next year."""
    for text in (f"{to} end of {month} quiz", f"{to} the end of {month} quiz"):
        assert means(text, vocabulary)[0]["endDate"] == f"{ends}T00:00:00", text


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("yoga after work", {"timeOfDay": "18:00-24:00"}),
        ("yoga before breakfast", {"timeOfDay": "00:00-08:00"}),
        ("yoga friday after lunch", {"startDate": "2026-03-20T13:00:00", "endDate": "2026-03-21T00:00:00"}),
        ("yoga friday before dinner", {"startDate": "2026-03-20T00:00:00", "endDate": "2026-03-20T19:00:00"}),
    ],
)
def test_meals_and_work_part_the_day(text: str, parameters: dict[str, Any], vocabulary: SearchVocabulary) -> None:
    assert means(text, vocabulary) == (parameters, "yoga")


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        # now it is Wednesday, 18 March
        ("last friday of next month", "2026-04-24", "2026-04-25"),
        ("the last sunday in june", "2026-06-28", "2026-06-29"),
        ("2nd saturday of april", "2026-04-11", "2026-04-12"),
        ("first weekend of april", "2026-04-04", "2026-04-06"),
        ("last saturday of the month", "2026-03-28", "2026-03-29"),
        ("first saturday of the month", "2026-04-04", "2026-04-05"),
        ("first sunday of march", "2027-03-07", "2027-03-08"),
        ("15 june onwards", "2026-06-15", None),
        ("from june on", "2026-06-01", None),
        ("next week onwards", "2026-03-23", None),
        ("from next week on", "2026-03-23", None),
        ("for three days from today", "2026-03-18", "2026-03-21"),
        ("for 2 weeks from next friday", "2026-03-27", "2026-04-10"),
        ("three days starting tomorrow", "2026-03-19", "2026-03-22"),
        # in three days, and a road
        ("three days from today", "2026-03-21", "2026-03-22"),
        ("in june on the lawn", "2026-06-01", "2026-07-01"),
    ],
)
def test_days_of_a_month_and_times_from_a_day_on(
    text: str, starts: str | None, ends: str | None, vocabulary: SearchVocabulary
) -> None:
    found = understand(f"quiz {text}", NOW, vocabulary).parameters
    assert (found.get("startDate"), found.get("endDate")) == tuple(one and f"{one}T00:00:00" for one in (starts, ends))


def test_now_is_a_time_where_nothing_else_is_named_by_it(vocabulary: SearchVocabulary) -> None:
    for text in ("now", "open now", "happening now", "on now"):
        assert understand(text, NOW, vocabulary).found[0].filter == "when", text
    assert means("apocalypse now", vocabulary) == ({}, "apocalypse now")


def test_the_next_days_begin_with_today(vocabulary: SearchVocabulary) -> None:
    for text, ends in (
        ("next 3 days", "2026-03-22"),
        ("next few days", "2026-03-22"),
        ("coming 2 weeks", "2026-04-02"),
        ("next two months", "2026-05-19"),
    ):
        assert means(f"yoga {text}", vocabulary) == ({"endDate": f"{ends}T00:00:00"}, "yoga"), text


def test_any_such_day_is_one_of_every_week(vocabulary: SearchVocabulary) -> None:
    for text in ("yoga any tuesday", "yoga on a tuesday", "yoga every tuesday"):
        assert means(text, vocabulary) == ({"weekday": ["tue"]}, "yoga")


@pytest.mark.parametrize("given", ["wifi", "parking", "drinks", "samples"])
def test_what_is_given_to_those_who_come_makes_no_event_free(given: str, vocabulary: SearchVocabulary) -> None:
    assert means(f"free {given} quiz", vocabulary) == ({}, f"free {given} quiz")
    assert means("quiz 300 bucks", vocabulary) == ({"maxPrice": 300}, "quiz")


def test_money_is_known_in_kannada_letters(vocabulary: SearchVocabulary) -> None:
    for text in ("ರೂ 500 ಒಳಗೆ", "500 ರೂ ಒಳಗೆ", "500 ರೂಪಾಯಿ"):
        assert means(text, vocabulary) == ({"maxPrice": 500}, ""), text


def test_names_of_places_may_be_misspelt_or_have_a_kannada_ending(vocabulary: SearchVocabulary) -> None:
    for typed in ("indranagar", "in indiranagara", "indiranagaradalli", "ಇಂದಿರಾನಗರದಲ್ಲಿ", "indiranagar nalli"):
        assert means(f"{typed} yoga", vocabulary) == means("indiranagar yoga", vocabulary), typed
    for typed in ("ದೊಮ್ಮಲೂರಿನಲ್ಲಿ", "domluru", "domlur alli"):
        assert means(f"yoga {typed}", vocabulary) == means("yoga domlur", vocabulary), typed
    assert means("ಟಾಯ್ಟ್‌ನಲ್ಲಿ quiz", vocabulary) == means("at toit quiz", vocabulary)
    assert means("yoga near toit, indiranagar", vocabulary) == means("yoga near toit", vocabulary)
    assert means("jazz 100 ft road", vocabulary) == means("jazz 100 feet road", vocabulary)


@pytest.mark.parametrize("word", ["aaaaaaa", "a" * 60, "bbbbbbbb", "thththth"])
def test_a_long_word_is_no_short_one_of_a_place_with_a_slip(word: str, vocabulary: SearchVocabulary) -> None:
    assert understand(word, NOW, vocabulary).words == word
    assert english(word, ["a", "b", "tht"]) == word


def test_of_two_names_that_are_alike_one_is_meant_in_whatever_order_they_come() -> None:
    names = {name: name for name in ("hosahalli", "hosahalle")}
    assert english("hosahalla", names) == english("hosahalla", dict(reversed(names.items())))


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("quiz 250 or less", {"maxPrice": 250}),
        ("quiz ₹300 max", {"maxPrice": 300}),
        ("quiz between 500 and 1000", {"minPrice": 500, "maxPrice": 1000}),
        ("quiz 300-500 rupees", {"minPrice": 300, "maxPrice": 500}),
        ("quiz for 300 rupees", {"maxPrice": 300}),
        ("quiz ೫೦೦ ರೂಪಾಯಿ ಒಳಗೆ", {"maxPrice": 500}),
        ("quiz 1000 sq ft", {}),
    ],
)
def test_amounts_bound_the_price(text: str, bounds: dict[str, int], vocabulary: SearchVocabulary) -> None:
    found, words = means(text, vocabulary)
    assert found == bounds
    assert words == ("quiz 1000 sq ft" if not bounds else "quiz")


def test_small_numbers_are_no_amounts(vocabulary: SearchVocabulary) -> None:
    assert set(means("quiz between 5 and 8", vocabulary)[0]) == {"timeOfDay"}


def test_an_hour_of_a_day_stays_on_that_day(vocabulary: SearchVocabulary) -> None:
    for text in ("after 6 pm friday", "friday after 6pm", "friday post 6pm"):
        assert means(text, vocabulary)[0] == {"startDate": "2026-03-20T18:00:00", "endDate": "2026-03-21T00:00:00"}
    for text in ("before 9 am tomorrow", "tomorrow pre 9am"):
        assert means(text, vocabulary)[0] == {"startDate": "2026-03-19T00:00:00", "endDate": "2026-03-19T09:00:00"}


def test_until_a_date_is_with_it(vocabulary: SearchVocabulary) -> None:
    for text in ("quiz until 30 march", "quiz till march 30", "quiz by 30th march"):
        assert means(text, vocabulary)[0]["endDate"] == "2026-03-31T00:00:00"


@pytest.mark.parametrize(
    "text",
    [
        "between 500 and 1500 people",
        "hits between 1970 and 1990",
        "post 2000 rock",
        "sanjay sundar",
        "warranty",
        "vampire weekend",
        "the lost weekend",
    ],
)
def test_people_years_and_names_are_no_filters(text: str, vocabulary: SearchVocabulary) -> None:
    assert not understand(text, NOW, vocabulary).found


@pytest.mark.parametrize("text", ["breakfast at 9 marks", "brunch at 5 elements", "yoga at 7 hills"])
def test_a_name_that_begins_with_a_number_is_no_hour(text: str, vocabulary: SearchVocabulary) -> None:
    assert not {"startTime", "timeOfDay", "startDate"} & set(means(text, vocabulary)[0])


def test_two_amounts_are_a_span_in_either_order(vocabulary: SearchVocabulary) -> None:
    read = [understand(text, NOW, vocabulary).parameters for text in ("between 200 and 900", "between 900 and 200")]
    assert read[0] == read[1] == {"minPrice": 200, "maxPrice": 900}


@pytest.mark.parametrize(
    "text",
    [
        "from ₹300 to ₹900", "₹300 till ₹900", "rs 300 upto 900", "300 rupees to 900 rupees", "₹300 up to 900",
        "300 until 900 bucks", "between ₹300 & ₹900", "between 300 till 900", "₹300/- to 900/-",
    ],
)  # fmt: skip
def test_a_span_of_prices_has_both_ends_whatever_joins_them(text: str, vocabulary: SearchVocabulary) -> None:
    assert means(f"comedy {text}", vocabulary)[0] == {"minPrice": 300, "maxPrice": 900}


@pytest.mark.parametrize("behind", ["till 9 pm", "until 28 may", "till 300 km", "until 2026", "upto 12 years"])
def test_no_amount_ends_a_price_where_days_hours_or_people_stand(behind: str, vocabulary: SearchVocabulary) -> None:
    found = means(f"comedy ₹300 {behind}", vocabulary)[0]
    assert ("minPrice" in found, found["maxPrice"]) == (False, 300)


@pytest.mark.parametrize("sign", ["not", "but not", "except", "excluding", "without", "other than", "apart from"])
@pytest.mark.parametrize(
    ("thing", "left"),
    [("trivia", "-trivia"), ("trivia or chess", "-trivia -chess"), ("pub golf", '-"pub golf"'), ("at toit", "-toit")],
)
def test_what_is_to_be_left_out_is_a_filter_that_can_be_taken_away(
    sign: str, thing: str, left: str, vocabulary: SearchVocabulary
) -> None:
    meaning = understand(f"quiz {sign} {thing} tonight", NOW, vocabulary)
    assert ([one.filter for one in meaning.found], meaning.words) == (["when", "without"], f"quiz {left}")
    kept = understand(f"quiz {sign} {thing} tonight", NOW, vocabulary, frozenset({"without"}))
    assert [one.filter for one in kept.found] == ["when"]
    assert "-" not in kept.words


@pytest.mark.parametrize(
    "title",
    [
        "map is not the territory", "not same, not different", "to be or not to be", "what not to eat", "not just jazz",
        "not your usual quiz", "face without a name", "this will not hurt",
    ],
)  # fmt: skip
def test_titles_deny_what_no_search_leaves_out(title: str, vocabulary: SearchVocabulary) -> None:
    assert "-" not in understand(title, NOW, vocabulary).words


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("quiz not on sunday", "mon tue wed thu fri sat"), ("quiz except sundays and mondays", "tue wed thu fri sat"),
        ("quiz every day except friday", "mon tue wed thu sat sun"), ("quiz without weekends", "mon tue wed thu fri"),
        ("quiz on weekdays except friday", "mon tue wed thu"), ("weekdays quiz not monday", "tue wed thu fri"),
    ],
)  # fmt: skip
def test_days_of_the_week_are_left_out(text: str, days: str, vocabulary: SearchVocabulary) -> None:
    assert means(text, vocabulary) == ({"weekday": days.split()}, "quiz")


@pytest.mark.parametrize(
    ("denied", "meant"),
    [
        ("not before 8am", "from 8am"), ("no later than 9pm", "by 9pm"), ("not less than 500", "at least 500"),
        ("not above ₹300", "at most ₹300"), ("not free", "paid"), ("not online", "in person"),
    ],
)  # fmt: skip
def test_a_denied_bound_is_the_other_one(denied: str, meant: str, vocabulary: SearchVocabulary) -> None:
    assert means(f"quiz {denied}", vocabulary) == means(f"quiz {meant}", vocabulary)
    assert means(f"quiz {denied}", vocabulary)[1] == "quiz"


@pytest.mark.parametrize(("day", "hours"), [("friday", "after 8"), ("tomorrow", "evening"), ("tonight", "after 10")])
def test_an_hour_and_its_day_may_stand_apart(day: str, hours: str, vocabulary: SearchVocabulary) -> None:
    apart = understand(f"{day} quiz {hours}", NOW, vocabulary)
    together = understand(f"quiz {day} {hours}", NOW, vocabulary)
    assert (apart.parameters, apart.words) == (together.parameters, together.words)
    assert [one.words for one in apart.found] == [f"{day} {hours}"]


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("quiz 500rs", {"maxPrice": 500}), ("quiz 300rs to 500rs", {"minPrice": 300, "maxPrice": 500}),
        ("quiz 2000+", {"minPrice": 2000}), ("quiz ₹800 onwards", {"minPrice": 800}),
        ("quiz 900 or more", {"minPrice": 900}), ("quiz budget 1500", {"maxPrice": 1500}),
        ("quiz 18+", {}), ("100+ artists", {}), ("under 500 metres", {}), ("200 ರೂಪಾಯಿಗಿಂತ ಕಡಿಮೆ quiz", {"maxPrice": 200}),
    ],
)  # fmt: skip
def test_amounts_need_no_blank_and_may_be_the_least(
    text: str, parameters: dict[str, Any], vocabulary: SearchVocabulary
) -> None:
    assert means(text, vocabulary)[0] == parameters


@pytest.mark.parametrize(
    ("text", "km"), [("800 m from toit", 0.8), ("within 500 metres of toit", 0.5), ("10 min walk from toit", 0.8)]
)
def test_a_distance_may_be_in_metres_or_minutes(text: str, km: float, vocabulary: SearchVocabulary) -> None:
    parameters, words = means(f"quiz {text}", vocabulary)
    assert (parameters["radius"], words) == (km, "quiz")


@pytest.mark.parametrize(
    ("name", "heard"),
    [
        ("the humming tree", "the huming tree"), ("atta galatta", "atta galata"),
        ("defence colony", "defence collony"), ("goethe institut", "goethe instittut"),
    ],
)  # fmt: skip
def test_a_place_may_be_written_as_one_word_or_as_it_is_heard(
    name: str, heard: str, vocabulary: SearchVocabulary
) -> None:
    meant = means(f"quiz near {name}", vocabulary)
    assert meant[1] == "quiz"
    assert means(f"quiz near {name.replace(' ', '')}", vocabulary) == meant
    assert means(f"quiz near {heard}", vocabulary) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ಸೋಮವಾರದಿಂದ ಶುಕ್ರವಾರದವರೆಗೆ quiz", "monday till friday quiz"), ("somavaradinda quiz", "from monday quiz"),
        ("bhanuvarada quiz", "sunday quiz"), ("ನಾಳೆಯ quiz", "tomorrow quiz"), ("gurvara quiz", "thursday quiz"),
        ("shanvar quiz", "saturday quiz"), ("8 gante nantara quiz", "after 8 pm quiz"),
        ("ಬೆಳಿಗ್ಗೆ 8 ಗಂಟೆ ಮೊದಲು quiz", "before 8 am quiz"), ("aaj raat quiz", "tonight quiz"),
    ],
)  # fmt: skip
def test_endings_and_words_behind_are_words_before_in_english(
    text: str, meant: str, vocabulary: SearchVocabulary
) -> None:
    assert means(text, vocabulary) == means(meant, vocabulary)


def test_the_first_week_of_a_month_is_its_first_seven_days(vocabulary: SearchVocabulary) -> None:
    for text, starts, ends in (
        ("first week of april", "2026-04-01", "2026-04-08"), ("last week of the month", "2026-03-25", "2026-04-01"),
    ):  # fmt: skip
        found = means(f"quiz {text}", vocabulary)[0]
        assert (found["startDate"], found["endDate"]) == (f"{starts}T00:00:00", f"{ends}T00:00:00")


@pytest.mark.parametrize(
    ("text", "is_online"),
    [("yoga online", True), ("quiz on zoom", True), ("in person yoga", False), ("online dating comedy", None),
     ("book tickets online", None), ("virtual reality", None)],
)  # fmt: skip
def test_online_is_a_filter_where_it_says_how_to_come(
    text: str, is_online: bool | None, vocabulary: SearchVocabulary
) -> None:
    assert means(text, vocabulary)[0].get("online") is is_online


@pytest.mark.parametrize(
    ("text", "parameters", "words"),
    [
        ("yoga every day but sunday", {"weekday": ["mon", "tue", "wed", "thu", "fri", "sat"]}, "yoga"),
        ("weekdays but friday", {"weekday": ["mon", "tue", "wed", "thu"]}, ""),
        ("saturday but not at night", {"startDate": "2026-03-21T00:00:00", "endDate": "2026-03-22T00:00:00"}, "-night"),
        (
            "friday not in the evening",
            {"startDate": "2026-03-20T00:00:00", "endDate": "2026-03-21T00:00:00"},
            "-evening",
        ),
        ("nothing over 500", {"maxPrice": 500.0}, ""),
        ("excluding paid events", {"cost": "free"}, ""),
        ("talks without cover charge", {"cost": "free"}, "talks"),
        ("without you", {}, "without you"),
    ],
)
def test_what_is_denied_is_never_asked_for(
    text: str, parameters: dict[str, Any], words: str, vocabulary: SearchVocabulary
) -> None:
    meaning = understand(text, NOW, vocabulary)
    assert (meaning.parameters, meaning.words) == (parameters, words)


@pytest.mark.parametrize("text", ["after 8 in the morning", "morning yoga after 8"])
def test_an_hour_beside_a_morning_is_the_mornings(text: str, vocabulary: SearchVocabulary) -> None:
    hours = str(understand(text, NOW, vocabulary).parameters["timeOfDay"])
    assert hours.startswith("08:00") or hours == "05:00-12:00"


@pytest.mark.parametrize("amount", ["rs.500", "rs500", "Rs. 500/-", "500/-", "inr 500"])
def test_amounts_stand_beside_their_sign_with_a_stop_or_nothing_between(
    amount: str, vocabulary: SearchVocabulary
) -> None:
    meaning = understand(f"comedy {amount}", NOW, vocabulary)
    assert (meaning.parameters, meaning.words) == ({"maxPrice": 500.0}, "comedy")


@pytest.mark.parametrize("text", ["drummers 500", "colours 2026", "24 hours 500"])
def test_the_end_of_a_word_is_no_sign_of_money(text: str, vocabulary: SearchVocabulary) -> None:
    assert understand(text, NOW, vocabulary).words == text
