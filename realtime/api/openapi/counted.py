"""The shapes of what passes a filter: counts by value and by day, and the points of a map."""

from __future__ import annotations

from realtime.api.openapi.json_schema import (
    CATEGORY,
    COUNT,
    FLAG,
    ID,
    NUMBER,
    TEXT,
    TIME,
    Schema,
    many,
    or_null,
    record,
    ref,
)

SCHEMAS: dict[str, Schema] = {
    "Facets": record(
        "How many events there would be with each value.",
        facets={
            "type": "object",
            "description": "By the facet's name.",
            "additionalProperties": ref("Facet"),
        },
    ),
    "Facet": record(
        "The most frequent values.",
        exact={**FLAG, "description": "Whether they were counted; else they are estimated."},
        values=many(record("A value.", value={**TEXT, "description": "To be sent as the filter."}, count=COUNT)),
    ),
    "Calendar": record(
        "The days on which something is.",
        timezone={**TEXT, "description": "IANA name; whose days these are."},
        days=many(
            record(
                "A day.",
                date={**TEXT, "format": "date"},
                count=COUNT,
                events=many(
                    record(
                        "One of the foremost three.",
                        id=ID,
                        title=TEXT,
                        category=or_null(CATEGORY),
                        startsAt=TIME,
                    )
                ),
            )
        ),
        through=or_null(
            {
                **TEXT,
                "format": "date",
                "description": "The last day that was counted, where not all are.",
            }
        ),
    ),
    "Map": record(
        "The events of a view whose place is known: each by itself, or all in squares where there are too many.",
        total={**COUNT, "description": "How many there are; about as many, where `totalExact` is false."},
        totalExact={**FLAG, "description": "Whether they were counted; else they are estimated, and in squares."},
        points=record(
            "An array each, in which the same place is of the same event, by its first date in the window, in "
            "the order of these dates.",
            id=many(ID),
            title=many(TEXT),
            category=many(or_null(CATEGORY)),
            startsAt=many(TIME),
            dateOnly={**many(FLAG), "description": "Only the day is known: the hour of `startsAt` means nothing."},
            cancelled=many(FLAG),
            latitude=many(NUMBER),
            longitude=many(NUMBER),
        ),
        squares=many(
            record(
                "The events of one square of a grid, in their middle.",
                count=COUNT,
                latitude=NUMBER,
                longitude=NUMBER,
            )
        ),
    ),
}
