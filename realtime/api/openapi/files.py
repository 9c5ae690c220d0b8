"""The shapes of lists as files, as JSON Schema."""

from __future__ import annotations

from realtime.api.openapi.json_schema import COUNT, FLAG, ID, NUMBER, OBJECT, TEXT, Schema, many, or_null, record

FEATURE: dict[str, Schema] = {
    "type": {"const": "Feature"}, "id": ID,
    "properties": {**OBJECT, "description": "The columns of the table, under their names."},
    "geometry": or_null(record(
        "Where it is; null where no point is known.", type={"const": "Point"}, coordinates={
            **many(NUMBER), "minItems": 2, "maxItems": 2, "description": "Longitude and latitude, WGS 84.",
        },
    )),
}  # fmt: skip
"""An event as a feature."""

SCHEMAS: dict[str, Schema] = {
    "FeatureCollection": record(
        "A list as GeoJSON (RFC 7946).", type={"const": "FeatureCollection"}, title=TEXT,
        total={**COUNT, "description": "As the list's."},
        truncated={**FLAG, "description": "Whether the last ones are left out."},
        features=many(record("An event.", **FEATURE)),
    ),
}  # fmt: skip
