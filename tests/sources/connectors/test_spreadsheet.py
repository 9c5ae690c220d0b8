"""Tables of events: CSV as programs and people write it, and workbooks."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

import pytest

from include.errors import BrokenRecord, ConfigurationError, NotAnEvent, UnreadablePayload
from include.listing import Listing
from include.operations.preview.detection import Detected, candidates
from include.sources import registry
from include.sources.tables.dates import shown_order, times_of
from tests.sources.conftest import Connect, Connected, Site
from tests.sources.workbook_files import ods, packed, xlsx

HEADER = ["Title", "Date", "Time", "Venue", "Address", "Price", "Link"]
JAZZ = ["Jazz night", "2026-03-14", "19:30", "Lamp Rooms", "12, 100 Feet Road, Indiranagar", "₹250", "/jazz"]


def csv_of(*rows: list[str], separator: str = ",") -> str:
    return "".join(separator.join(f'"{cell}"' if separator in cell else cell for cell in row) + "\r\n" for row in rows)


def read(site: Site, connect: Connect, body: str | bytes, **config: Any) -> Connected:
    return connect("spreadsheet", {"url": site.put("/events.csv", body, media_type="text/plain"), **config})


def of_later_version(book: bytes) -> bytes:
    """A workbook whose list of parts asks for a version of ZIP that there is not yet."""
    at = book.index(b"PK\x01\x02") + 6
    return book[:at] + b"\xff\x00" + book[at + 2 :]


def starts(listings: dict[str, Listing]) -> dict[str, str]:
    return {
        one.title: day.starts_at.strftime("%Y-%m-%d" if day.date_only else "%Y-%m-%d %H:%M")
        for one in listings.values()
        for day in one.occurrences
    }


def test_a_row_is_an_event(site: Site, connect: Connect) -> None:
    listing = read(site, connect, csv_of(HEADER, JAZZ)).only()

    assert (listing.title, listing.venue.name, listing.price.minimum) == ("Jazz night", "Lamp Rooms", Decimal(250))
    assert listing.venue.address == "12, 100 Feet Road, Indiranagar"
    assert listing.url == f"{site.base}/jazz"
    assert [one.starts_at.isoformat() for one in listing.occurrences] == ["2026-03-14T19:30:00+05:30"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_whatever_separates_and_encodes(site: Site, connect: Connect, separator: str, encoding: str) -> None:
    row = ["Soirée – an evening", "2026-03-14", "19:30", "Café", "12 Road", "250", "/soiree"]
    text = csv_of(["Our programme"], [], HEADER, row, separator=separator)

    listing = read(site, connect, text.encode(encoding)).only()

    assert (listing.title, listing.venue.name) == ("Soirée – an evening", "Café")


def test_the_export_of_a_calendar_program(site: Site, connect: Connect) -> None:
    """Google's and Outlook's columns, with the month first; what is private stays so."""
    source = read(
        site,
        connect,
        "Subject,Start Date,Start Time,End Date,End Time,All Day Event,Description,Location,Private\n"
        '"Quiz, the final",03/14/2026,7:00 PM,03/14/2026,10:00 PM,False,"Teams of four, at most",Lamp Rooms,False\n'
        "Open house,04/05/2026,9:00 AM,04/05/2026,5:00 PM,True,,Lamp Rooms,False\n"
        "Dentist,03/16/2026,9:00 AM,03/16/2026,10:00 AM,False,,,True\n",
    )
    records = {record.data["Subject"]: record for record in source.fetch().records}
    quiz, house = (
        source.source.transform(records[name].data, source.reading) for name in ("Quiz, the final", "Open house")
    )

    assert [(one.starts_at.isoformat(), one.ends_at.isoformat()) for one in quiz.occurrences if one.ends_at] == [
        ("2026-03-14T19:00:00+05:30", "2026-03-14T22:00:00+05:30")
    ]
    assert [(one.starts_at.date(), one.date_only) for one in house.occurrences] == [(date(2026, 4, 5), True)]
    with pytest.raises(NotAnEvent, match="private"):
        source.source.transform(records["Dentist"].data, source.reading)


DATES = {
    "2026-03-14 19:30": "2026-03-14 19:30",
    "14/03/2026 7:30 pm": "2026-03-14 19:30",
    "Sat 14.03.26 19:30": "2026-03-14 19:30",
    "14 March 2026, 7.30pm": "2026-03-14 19:30",
    "Saturday 14 March, 7 pm onwards": "2026-03-14 19:00",
    "14-03-2026": "2026-03-14",
    "2026-03-14T19:30:00+05:30": "2026-03-14 19:30",
}


@pytest.mark.parametrize("written", DATES)
def test_dates_as_people_write_them(site: Site, connect: Connect, written: str) -> None:
    source = read(site, connect, csv_of(["Event", "When"], ["Jazz night", written]))

    assert starts(source.listings()) == {"Jazz night": DATES[written]}


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("7 pm - 9 pm", ("19:00", "21:00")),
        ("7-9 pm", ("19:00", "21:00")),
        ("19.30", ("19:30", None)),
        ("", ("00:00", None)),
    ],
)
def test_an_hour_in_a_column_of_its_own(site: Site, connect: Connect, time: str, expected: tuple[str, Any]) -> None:
    (day,) = (
        read(site, connect, csv_of(["Event", "Date", "Time"], ["Jazz night", "14/03/2026", time])).only().occurrences
    )

    assert (f"{day.starts_at:%H:%M}", day.ends_at and f"{day.ends_at:%H:%M}") == expected


class TestOrderOfDayAndMonth:
    EARLY = ("A", "03/04/2026")
    LATE = ("B", "03/14/2026")

    def body(self, *rows: tuple[str, str]) -> str:
        return csv_of(["Event", "Date"], *map(list, rows))

    def test_the_day_comes_first_where_nothing_shows_the_order(self, site: Site, connect: Connect) -> None:
        assert starts(read(site, connect, self.body(self.EARLY)).listings()) == {"A": "2026-04-03"}

    def test_one_date_shows_the_order_of_all(self, site: Site, connect: Connect) -> None:
        found = starts(read(site, connect, self.body(self.EARLY, self.LATE)).listings())

        assert found == {"A": "2026-03-04", "B": "2026-03-14"}

    def test_what_was_shown_once_is_remembered(self, site: Site, connect: Connect) -> None:
        first = read(site, connect, self.body(self.EARLY, self.LATE)).fetch()
        url = site.put("/events.csv", self.body(self.EARLY))

        assert starts(connect("spreadsheet", {"url": url}, first.state).listings()) == {"A": "2026-03-04"}

    @pytest.mark.parametrize(("order", "day"), [("month_first", "2026-03-04"), ("day_first", "2026-04-03")])
    def test_what_is_configured_stands(self, site: Site, connect: Connect, order: str, day: str) -> None:
        source = read(site, connect, self.body(self.EARLY, ("C", "13/01/2027")), day_order=order)

        assert starts(source.listings()) == {"A": day, "C": "2027-01-13"}

    def test_a_file_that_shows_both_shows_neither(self) -> None:
        assert shown_order(["03/14/2026", "14/03/2026"]) is None
        assert shown_order(["2026-03-14", "14 March", None, 7]) is None

    def test_what_may_be_a_month_shows_nothing(self) -> None:
        assert shown_order(["12/12/2026", "12/05/2026", "05/12/2026"]) is None
        assert (shown_order(["13/05/2026"]), shown_order(["05/13/2026"])) == (False, True)


def test_a_zone_of_the_row(site: Site, connect: Connect) -> None:
    body = csv_of(["Event", "Date", "Time zone"], ["Talk", "2026-03-14 19:30", "Europe/London"])

    assert read(site, connect, body).only().occurrences[0].starts_at.isoformat() == "2026-03-14T19:30:00+00:00"


def test_columns_that_the_configuration_names(site: Site, connect: Connect) -> None:
    body = csv_of(["Wann", "Was", "Titel der Reihe"], ["2026-03-14", "Jazz night", "Reihe"])
    with pytest.raises(UnreadablePayload, match="no row names the columns"):
        read(site, connect, body).fetch()

    listing = read(site, connect, body, fields={"title": "Was", "start": "Wann"}).only()

    assert listing.title == "Jazz night"


def test_a_cancelled_event(site: Site, connect: Connect) -> None:
    body = csv_of(["Event", "Date", "Cancelled"], ["A", "2026-03-14", "yes"], ["B", "2026-03-14", "no"])

    assert {one.title: one.status for one in read(site, connect, body).listings().values()} == {
        "A": "cancelled", "B": "scheduled",
    }  # fmt: skip


class TestNeighbours:
    """What is wrong with one row costs that row."""

    def test_a_wrong_quote(self, site: Site, connect: Connect) -> None:
        lines = ["Event,Date", '"Open to the end,2026-03-14', '"Odd" one,2026-03-15', "Last,2026-03-16"]

        fetched = read(site, connect, "\n".join(lines)).fetch()

        assert [record.data["Event"] for record in fetched.records] == ["Odd one", "Last"]
        assert [one.reason for one in fetched.unreadable] == ["a quote in this line has no end"]
        assert not fetched.complete, "the row that was lost might be one that is known"

    def test_a_cell_of_several_lines(self, site: Site, connect: Connect) -> None:
        body = 'Event,Date,Details\nJazz,2026-03-14,"One\n\nTwo, ""three"""\nLast,2026-03-16,x\n'

        assert [record.data["Details"] for record in read(site, connect, body).fetch().records] == [
            'One\n\nTwo, "three"',
            "x",
        ]

    def test_a_row_with_more_cells_than_columns(self, site: Site, connect: Connect) -> None:
        fetched = read(site, connect, "Event,Date\nJazz, blues,2026-03-14,,\nLast,2026-03-16,,,\n").fetch()

        assert [record.data["Event"] for record in fetched.records] == ["Last"]
        assert [one.reason for one in fetched.unreadable] == ["the row has 3 cells under 2 columns"]

    def test_a_row_without_a_title_is_set_aside_alone(self, site: Site, connect: Connect) -> None:
        source = read(site, connect, csv_of(["Event", "Date"], ["", "2026-03-14"], ["Last", "2026-03-16"]))
        untitled, last = source.fetch().records

        with pytest.raises(BrokenRecord, match="no name"):
            source.source.transform(untitled.data, source.reading)
        assert source.source.transform(last.data, source.reading).title == "Last"

    def test_names_that_are_repeated_and_headings_without_cells_are_no_rows(self, site: Site, connect: Connect) -> None:
        body = csv_of(["Event", "Date"], ["A", "2026-03-14"], ["Event", "Date"], ["", ""], ["B", "2026-04-14"])

        assert len(read(site, connect, body).fetch().records) == 2


@pytest.mark.parametrize("body", ["<html><input type=password></html>", "{}", "sold out", "", "Name,Town\nA,B\n"])
def test_what_is_no_table_of_events_is_refused(site: Site, connect: Connect, body: str) -> None:
    with pytest.raises(UnreadablePayload):
        read(site, connect, body).fetch()


def test_a_table_without_rows_is_an_empty_list(site: Site, connect: Connect) -> None:
    fetched = read(site, connect, csv_of(HEADER)).fetch()

    assert (fetched.records, fetched.complete, fetched.unreadable) == ([], True, [])


def test_an_unchanged_table_is_not_brought_again(site: Site, connect: Connect) -> None:
    source = read(site, connect, csv_of(HEADER, JAZZ))
    site.pages["/events.csv"].tagged = True
    first = source.fetch()

    again = connect("spreadsheet", source.source.instance.config, first.state).fetch()

    assert (again.unchanged, again.complete, again.records) == (True, True, [])


class TestWorkbooks:
    ROWS: ClassVar[list[list[Any]]] = [
        ["The lamp rooms: March"],
        ["Event", "Date", "Time", "Venue", "Price"],
        ["Jazz night", date(2026, 3, 14), 0.8125, "Lamp Rooms", 250],
        [("1+1", "Sum of parts"), datetime(2026, 3, 21, 20, 0), None, ('HYPERLINK("http://evil.example")', "Hall"), ""],  # noqa: DTZ001
    ]
    STARTS: ClassVar[dict[str, str]] = {"Jazz night": "2026-03-14 19:30", "Sum of parts": "2026-03-21 20:00"}

    def test_excel(self, site: Site, connect: Connect) -> None:
        """Of a formula the value counts that was stored beside it; nothing is calculated, and nothing fetched."""
        listings = read(site, connect, xlsx({"Notes": [["Ask Meena"]], "March": self.ROWS})).listings()

        assert starts(listings) == self.STARTS
        assert {one.venue.name for one in listings.values()} == {"Lamp Rooms", "Hall"}
        assert [path for path, _ in site.requests] == ["/events.csv"]

    def test_open_document(self, site: Site, connect: Connect) -> None:
        rows = [["Event", "Date", "Venue"], ["Jazz night", datetime(2026, 3, 14, 19, 30), "Lamp Rooms"]]  # noqa: DTZ001

        assert starts(read(site, connect, ods(rows)).listings()) == {"Jazz night": "2026-03-14 19:30"}

    def test_every_sheet_that_people_see(self, site: Site, connect: Connect) -> None:
        april = [["Event", "Date"], ["Late show", date(2026, 4, 4)]]
        draft = [["Event", "Date"], ["Not yet", date(2026, 5, 4)]]
        book = xlsx({"March": self.ROWS, "April": april, "Draft": draft}, hidden=["Draft"])

        assert starts(read(site, connect, book).listings()) == self.STARTS | {"Late show": "2026-04-04"}
        assert starts(read(site, connect, book, sheet="April").listings()) == {"Late show": "2026-04-04"}
        with pytest.raises(UnreadablePayload, match="no sheet 'May'"):
            read(site, connect, book, sheet="May").fetch()

    @pytest.mark.parametrize(
        ("body", "reason"),
        [
            (packed({"xl/workbook.xml": "x"}), "cannot be read"),
            (b"PK\x03\x04 and then nothing", "cannot be unpacked"),
            (of_later_version(xlsx({"March": ROWS})), "cannot be unpacked: zip file version 25.5"),
            (b"\xd0\xcf\x11\xe0 an old one, cut", "cannot be read"),
        ],
    )
    def test_what_is_none(self, site: Site, connect: Connect, body: bytes, reason: str) -> None:
        with pytest.raises(UnreadablePayload, match=reason):
            read(site, connect, body).fetch()

    @pytest.mark.slow
    def test_a_bomb_is_refused_before_it_is_unpacked(
        self, site: Site, connect: Connect, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        book = packed({f"xl/{number}.xml": " " * 50_000_000 for number in range(5)})
        assert len(book) < 1_000_000

        with pytest.raises(UnreadablePayload, match="250,000,000 bytes in the workbook, unpacked, at most 200,000,000"):
            read(site, connect, book).fetch()

    @pytest.mark.parametrize("place", ["AZ40000", "G90000", "XFD7"])
    def test_a_note_far_out_costs_the_table_nothing(self, site: Site, connect: Connect, place: str) -> None:
        row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        note = f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>ask Meena</t></is></c></row>'

        assert starts(read(site, connect, xlsx({"March": self.ROWS}, last_row=note)).listings()) == self.STARTS

    @pytest.mark.slow
    def test_too_many_cells_are_refused(self, site: Site, connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
        rows = [*self.ROWS, *[["x" if column == 999 else "" for column in range(1000)] for _ in range(1001)]]

        with pytest.raises(UnreadablePayload, match="cells in the sheet 'March', at most 1,000,000"):
            read(site, connect, xlsx({"March": rows})).fetch()

    @pytest.mark.slow
    @pytest.mark.worker
    def test_a_far_cell_makes_no_large_table(self, site: Site, connect: Connect) -> None:
        cell = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'

        with pytest.raises(UnreadablePayload):
            read(site, connect, xlsx({"Events": self.ROWS}, last_row=cell)).fetch()


def test_too_many_rows_are_refused_and_not_cut(site: Site, connect: Connect) -> None:
    body = "Event,Date\n" + "".join(f"Evening {number},2026-03-14\n" for number in range(10_001))

    with pytest.raises(UnreadablePayload, match="rows, at most 10,000"):
        read(site, connect, body).fetch()


def test_cells_of_hours_and_numbers() -> None:
    assert times_of({"start": 46095, "start_time": 0.8125}, month_first=False)["date"] == "2026-03-14 19:30"
    assert times_of({"start": "2026-03-14", "start_time": "1899-12-31 19:30:00"}, month_first=False)["date"] == (
        "2026-03-14 19:30:00"
    )
    assert times_of({"start": "14/03/2026", "start_time": "7 pm", "end": "9 pm"}, month_first=False) == {
        "date": "2026-03-14 7 pm", "end": "2026-03-14 9 pm", "date_text": "2026-03-14 7 pm to 9 pm",
    }  # fmt: skip
    both = times_of({"start": "2026-03-14 19:00", "end_time": "22:00"}, month_first=False)
    assert (both["date"], both["end"]) == ("2026-03-14 19:00", "2026-03-14 22:00"), "the end is on the day of the start"


@pytest.mark.parametrize(
    ("serial", "date"),
    [(46000.8333333, "2025-12-09 20:00"), (46000.99999, "2025-12-10 00:00"), (46000, "2025-12-09")],
)
def test_a_share_of_a_day_is_the_nearest_minute(serial: float, date: str) -> None:
    assert times_of({"start": serial}, month_first=False)["date"] == date


def test_an_hour_of_its_own_never_becomes_the_day_before(site: Site, connect: Connect) -> None:
    rows = [["Event", "Date", "Time"], ["A", 46095, 0.99999], ["B", 46095, 0.8333333]]

    assert times_of({"start": 46095, "start_time": 0.99999}, month_first=False)["date"] == "2026-03-14 23:59"
    assert starts(read(site, connect, xlsx({"March": rows})).listings()) == {
        "A": "2026-03-14 23:59", "B": "2026-03-14 20:00",
    }  # fmt: skip


def test_a_moment_of_a_workbook_is_the_nearest_minute(site: Site, connect: Connect) -> None:
    late = datetime(2026, 3, 14, 23, 59, 59, 200_000)  # noqa: DTZ001
    rows = [["Event", "Date"], ["A", datetime(2026, 3, 14, 19, 59, 59, 700_000)], ["B", late]]  # noqa: DTZ001

    assert starts(read(site, connect, xlsx({"March": rows})).listings()) == {
        "A": "2026-03-14 20:00", "B": "2026-03-15 00:00",
    }  # fmt: skip


@pytest.mark.parametrize("between", [" - ", "-", "–", " to ", " till "])
@pytest.mark.parametrize("month_first", [False, True])
def test_two_dates_in_a_cell_are_a_first_and_a_last_day(between: str, month_first: bool) -> None:
    days = ["04/12/2026", "04/14/2026"] if month_first else ["12/04/2026", "14/04/2026"]

    found = times_of({"start": between.join(days)}, month_first=month_first)

    assert (found["date"], found["end"]) == ("2026-04-12", "2026-04-14")


def test_hours_beside_two_dates_are_those_of_each_day(site: Site, connect: Connect) -> None:
    body = csv_of(["Event", "Date", "Time"], ["Fair", "12/03/2026 - 14/03/2026", "6 pm - 9 pm"])

    days = read(site, connect, body).only().occurrences

    assert [f"{one.starts_at:%d %H} {one.ends_at:%H}" for one in days] == ["12 18 21", "13 18 21", "14 18 21"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("1900", "19:00"), (1900, "19:00"), ("0930", "09:30"), ("1930 hrs", "19:30 hrs"), ("1900-2100", "19:00-21:00"),
        ("2400", "2400"), ("1960", "1960"),
    ],
)  # fmt: skip
def test_four_digits_in_the_column_of_hours(cell: Any, text: str) -> None:
    assert times_of({"start": "2026-03-14", "start_time": cell}, month_first=False)["date_text"] == f"2026-03-14 {text}"


@pytest.mark.parametrize("end", ["Sl", "Slam", "Slam,15/03", '"Slam'])
def test_a_file_that_is_cut_off_takes_nothing_away(site: Site, connect: Connect, end: str) -> None:
    body = csv_of(["Event", "Date", "Time"], ["Jam", "14/03/2026", "20:00"])

    fetched = read(site, connect, body + end).fetch()

    assert ([one.data["Event"] for one in fetched.records], fetched.complete) == (["Jam"], False)
    assert len(fetched.unreadable) == 1


@pytest.mark.parametrize(
    "end",
    [
        "Slam,1",
        "Slam,15/",
        "Slam,15/0",
        "Slam,15/03/2",
        "Slam,15/03/202",
        "Slam,15/03/",
        "Slam,2026-03",
        "Slam,2026-03-",
    ],
)
def test_a_file_that_is_cut_off_within_a_day_takes_nothing_away(site: Site, connect: Connect, end: str) -> None:
    fetched = read(site, connect, csv_of(["Event", "Date"], ["Jam", "14/03/2026"]) + end).fetch()

    assert ([one.data["Event"] for one in fetched.records], fetched.complete) == (["Jam"], False)
    assert "the file ends within this row" in fetched.unreadable[0].reason


@pytest.mark.parametrize(
    "end",
    ["Slam,15/03/2026,20:00", "Slam,15/03/2026\n", "Slam,15/03/2026,", "Slam,15/03,", "Slam,15.03,", "Slam,15-3,"],
)
def test_a_last_line_that_is_whole_needs_no_end(site: Site, connect: Connect, end: str) -> None:
    fetched = read(site, connect, csv_of(["Event", "Date", "Time"], ["Jam", "14/03/2026", "20:00"]) + end).fetch()

    assert (len(fetched.records), fetched.complete) == (2, True)


def test_a_last_line_without_an_end_is_sure_once_it_has_stood_before(site: Site, connect: Connect) -> None:
    """Programs that never end the last line are believed at the next fetch, which is answered in full again."""
    head, state, found = csv_of(["Event", "Date", "Link"]), dict[str, Any](), []
    for end in ("Slam,15/03/2026,/slam\n", "Slam,15/03/2026,/sl", "Slam,15/03/2026,/slam", "Slam,15/03/2026,/slam"):
        url = site.put("/events.csv", head + end, media_type="text/plain")
        site.pages["/events.csv"].tagged = True
        fetched = connect("spreadsheet", {"url": url}, state).fetch()
        found.append((len(fetched.records), fetched.complete, "etag" in str(fetched.state)))
        state = fetched.state

    assert found == [(1, True, True), (1, False, False), (1, False, False), (1, True, True)]


@pytest.mark.parametrize("day", ["31/02/2026", "32/03/2026", "2026-13-45", "15/03/202"])
def test_a_day_that_there_is_not_costs_its_row_and_takes_nothing_away(site: Site, connect: Connect, day: str) -> None:
    body = csv_of(["Event", "Date", "Link"], ["Jam", day, ""], ["Slam", "15/03/2026", ""], ["Own", day, "/own"])

    fetched = read(site, connect, body).fetch()

    assert [one.data["Event"] for one in fetched.records] == ["Slam", "Own"], "an address names its event, whatever day"
    assert ([one.reason for one in fetched.unreadable], fetched.complete) == ([f"{day!r} is no day"], False)


@pytest.mark.parametrize("day", ["29/02", "15.3.", "2026-03", "15/03/1999", "10-12-14", "9999-12-31", "TBA", ""])
def test_what_may_be_a_day_is_left_to_those_who_read_it(site: Site, connect: Connect, day: str) -> None:
    fetched = read(site, connect, csv_of(["Event", "Date"], ["Jam", day])).fetch()

    assert (len(fetched.records), fetched.complete) == (1, True)


class TestDetection:
    def test_a_table_by_its_columns(self, site: Site) -> None:
        url = site.put("/list", csv_of(HEADER, JAZZ), media_type="application/octet-stream")

        assert candidates(url) == [Detected("spreadsheet", {"url": url})]

    def test_a_workbook_by_its_columns(self, site: Site) -> None:
        url = site.put("/list", xlsx({"March": TestWorkbooks.ROWS}))
        other = site.put("/other", xlsx({"Stock": [["Item", "Count"], ["Chairs", 4]]}))

        assert candidates(url) == [Detected("spreadsheet", {"url": url})]
        with pytest.raises(UnreadablePayload, match="no row of the workbook"):
            candidates(other)

    def test_a_table_to_which_a_page_links(self, site: Site) -> None:
        page = site.put("/", '<html><a href="/programme.xlsx">All dates</a></html>')

        assert candidates(page) == [Detected("spreadsheet", {"url": f"{site.base}/programme.xlsx"})]


def test_what_the_configuration_may_hold() -> None:
    check = registry.connector("spreadsheet").check
    check({"url": "https://a.example/x.csv", "sheet": "March", "fields": {"title": "Was"}, "day_order": "month_first"})

    with pytest.raises(ConfigurationError, match="fields"):
        check({"url": "https://a.example/x.csv", "fields": {"name": "Was"}})
