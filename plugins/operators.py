"""What operators see inside Airflow, as data: sources, fetches, what a run brought, where an event comes from.

Airflow does not guard what a plugin adds, so each answer asks Airflow's own login (its cookie or a bearer token), and
whether who is logged in may see runs: of this DAG, or of all. Only the script is served to everybody.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

from airflow.api_fastapi.auth.managers.models.resource_details import DagAccessEntity
from airflow.api_fastapi.core_api.security import GetUserDep, requires_access_dag
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, Field, StringConstraints
from sqlalchemy import Engine

from include import db
from include.errors import ConfigurationError
from include.network.urls import MAX_URL_CHARS
from include.operations import removals, why
from include.operations.health import changes, overview
from include.operations.preview import asking as previews
from include.settings import settings

STATIC = Path(__file__).parent / "static"

Name = Annotated[str, StringConstraints(pattern=r"^[^\x00]{1,250}$")]
"""Of a source, a DAG or a run: what the database takes as a text."""
Count = Annotated[int, Field(ge=0, lt=2**31)]
RequestId = Annotated[int, Field(ge=1, lt=2**63)]

router = APIRouter(dependencies=[Depends(requires_access_dag("GET", DagAccessEntity.RUN))])


@cache
def _engine() -> Engine:
    return db.engine(settings().pipeline_url)


@router.get("/page")
def page() -> dict[str, Any]:
    """Where the pages of the service are."""
    return {"page": settings().page_url.rstrip("/")}


@router.get("/sources")
def sources() -> dict[str, Any]:
    """How every source stands."""
    return {"page": settings().page_url, "rows": overview.sources(_engine())}


@router.post("/sources/{slug}/resume", dependencies=[Depends(requires_access_dag("PUT"))])
def resume(slug: Name) -> dict[str, Any]:
    """Let a paused source be read again; for who may change DAGs."""
    try:
        changes.resume(_engine(), slug)
    except ConfigurationError as error:
        raise HTTPException(404, str(error)) from None
    return {"resumed": slug}


@router.post("/sources/{slug}/removals", dependencies=[Depends(requires_access_dag("PUT"))])
def confirm_removals(slug: Name, count: Count, user: GetUserDep) -> dict[str, Any]:
    """Let go the `count` listings that the guard of absences holds, as they were shown; for who may change DAGs."""
    try:
        return {"gone": removals.confirm(_engine(), slug, count, by=user.get_name()).listings}
    except removals.RemovalsChangedError as error:
        raise HTTPException(409, str(error)) from None
    except ConfigurationError as error:
        raise HTTPException(404, str(error)) from None


class PastedAddress(BaseModel):
    """An address that somebody wants to know about."""

    address: str = Field(min_length=1, max_length=MAX_URL_CHARS)


class NewSource(BaseModel):
    """What a preview found, to be added under a name."""

    preview: RequestId
    name: str = Field(max_length=100, pattern=r"^[^\x00]*$")
    official: bool = False


@router.post("/previews", dependencies=[Depends(requires_access_dag("PUT"))])
def preview(pasted: PastedAddress, user: GetUserDep) -> dict[str, Any]:
    """Ask what an address would bring; a run of the DAG `requests` looks, and `/requests/{id}` has its answer."""
    try:
        return {"request": previews.ask_preview(_engine(), pasted.address, user.get_name())}
    except ConfigurationError as error:
        raise HTTPException(422, str(error)) from None


@router.post("/sources", dependencies=[Depends(requires_access_dag("PUT"))])
def add(source: NewSource, user: GetUserDep) -> dict[str, Any]:
    """Ask for the source of a preview to be added and read; for who may change DAGs."""
    try:
        asked = previews.ask_source(_engine(), source.preview, source.name, source.official, user.get_name())
    except ConfigurationError as error:
        raise HTTPException(422, str(error)) from None
    return {"request": asked}


@router.get("/requests/{request_id}", dependencies=[Depends(requires_access_dag("PUT"))])
def request(request_id: RequestId) -> dict[str, Any]:
    """How a request stands, with its answer once it is done."""
    found = previews.stands(_engine(), request_id)
    if found is None:
        raise HTTPException(404, "there is no such request")
    return found


@router.get("/dags/{dag_id}/fetches")
def fetches(dag_id: Name) -> dict[str, Any]:
    """The fetch history of the source that a DAG reads."""
    return {"page": settings().page_url, "rows": overview.fetches(_engine(), dag_id)}


@router.get("/dags/{dag_id}/listings")
def listings(dag_id: Name, run_id: Name) -> dict[str, Any]:
    """What a run brought."""
    return {"page": settings().page_url, "rows": overview.listings(_engine(), dag_id, run_id)}


@router.get("/events/{event_id}")
def origin(event_id: UUID) -> dict[str, Any]:
    """Where an event comes from."""
    return {"page": settings().page_url, "rows": overview.origin(_engine(), event_id)}


@router.get("/why")
def listings_meant(asked: Annotated[str, Query(min_length=1, max_length=why.MAX_ASKED_CHARS)]) -> dict[str, Any]:
    """The listings that an address, an id or a title means: why each is what it is, and how it was matched."""
    return {"page": settings().page_url, "rows": why.listings(_engine(), asked)}


@router.get("/sources/{slug}/removals")
def held_removals(slug: Name) -> dict[str, Any]:
    """What the guard of absences holds of a source."""
    return {"rows": overview.held_removals(_engine(), slug)}


@router.get("/reviews")
def reviews() -> dict[str, Any]:
    """Which pairs of listings a person should decide, and why they were not merged."""
    return {"page": settings().page_url, "rows": overview.reviews(_engine())}


app = FastAPI(title="Jatre", docs_url=None, redoc_url=None, openapi_url=None)
app.include_router(router, prefix="/api")
app.mount("/static", StaticFiles(directory=STATIC))
