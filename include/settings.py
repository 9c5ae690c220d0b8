"""Settings, read once from the environment (prefix `JATRE_`)."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent

OptionalPath = Annotated[Path | None, BeforeValidator(lambda value: value or None)]
"""A path, or none: a variable that is empty names none."""


class Settings(BaseSettings):
    """One field per setting; the environment variable is `JATRE_` and the field's name in capitals."""

    model_config = SettingsConfigDict(env_prefix="JATRE_", extra="ignore")

    owner_url: str = Field(default="", description="Connection of the role that owns the schema: migrations only.")
    pipeline_url: str = Field(default="", description="Connection of the pipeline's role.")
    service_url: str = Field(default="", description="Connection of the service's role; direct, not through a pooler.")

    area: str = Field(default="indiranagar", description="Code of the area this installation is for.")
    areas_folder: OptionalPath = Field(
        default=None, description="Areas of one's own, a folder each, looked in before those that are shipped."
    )
    use_models: bool = Field(default=True, description="False categorises by words alone and loads no model.")
    embedding_model: str = Field(
        default="",
        description="A model of sentence-transformers on this machine, a name or folder; the bundled one unless given.",
    )
    category_head: OptionalPath = Field(
        default=None, description="Weights of categories trained on that model; those that are shipped unless given."
    )
    entity_model: str = Field(
        default="",
        description="A model of spaCy on this machine, package or folder, that finds more names of private persons.",
    )
    as_of: datetime | None = Field(default=None, description="Business clock for a replay; None is the real clock.")
    replaying: str = Field(default="", description="The date of a replay: takes its listings, and no others.")

    match_title_weight: float = Field(default=0.4, ge=0, description="How much the titles count in matching.")
    match_time_weight: float = Field(default=0.3, ge=0, description="How much the times count in matching.")
    match_location_weight: float = Field(default=0.3, ge=0, description="How much the places count in matching.")
    match_merge: float = Field(default=0.85, gt=0, le=1, description="Score from which on two listings are one event.")
    match_review: float = Field(
        default=0.75, gt=0, le=1, description="Score from which on a person should decide, where they are not."
    )

    harmful_hosts: OptionalPath = Field(
        default=None, description="A file of hosts that no event may link to, one a line or as in /etc/hosts."
    )

    safe_browsing: Literal["", "v4", "v5"] = Field(
        default="",
        description="Whether Google Safe Browsing is asked for links: `v5` is told parts of hashes, `v4` addresses.",
    )
    safe_browsing_key: SecretStr = Field(default=SecretStr(""), description="The key that it wants.")
    safe_browsing_url: str = Field(
        default="https://safebrowsing.googleapis.com", description="Where it is asked, a stand-in too."
    )

    contact_key: str = Field(
        default="", description="Secret under which organizers' e-mail addresses are hashed; without it none is kept."
    )

    geocoder: Literal["", "nominatim", "photon"] = Field(
        default="", description="Who is asked for places that nothing else gives: `nominatim`, `photon`, or nobody."
    )
    geocoder_url: str = Field(
        default="", description="Where it is, one in your own network too; the project's public one unless given."
    )
    geocoder_days: int = Field(default=180, ge=1, description="Days for which what it answered counts.")

    language_model: str = Field(
        default="",
        description="A language model that points at words where a reading is in doubt, as its endpoint calls it.",
    )
    language_model_url: str = Field(
        default="", description="Where it answers chat completions (`.../v1`), in your own network too."
    )
    language_model_secret: str = Field(
        default="", description="Name of the secret that is its key; none where it takes none."
    )
    language_model_requests: int = Field(default=500, ge=1, description="How often it is asked a day (UTC) at most.")
    language_model_tokens: int = Field(
        default=500_000, ge=1, description="Tokens of a day after which it is not asked any more."
    )
    language_model_days: int = Field(default=180, ge=1, description="Days for which what it answered is kept.")

    weather: Literal["", "open-meteo"] = Field(
        default="", description="Who is asked for the weather of the area: `open-meteo`, or nobody."
    )
    weather_url: str = Field(
        default="", description="Where it is, one in your own network too; the project's public one unless given."
    )
    weather_secret: str = Field(default="", description="Name of the secret that is its key; none where it takes none.")
    weather_minutes: int = Field(
        default=90, ge=15, le=1_440, description="Minutes after an observation for which it counts as the weather now."
    )
    weather_hours: int = Field(default=6, ge=1, le=48, description="Hours for which a forecast counts.")

    alert_keys: SecretStr = Field(
        default=SecretStr(""),
        description="Keys under which addresses of alerts are sealed, separated by commas; the first seals, all open.",
    )
    alert_allow: str = Field(
        default="", description="Where pushes and webhooks go though it is no public address: host:port, ..."
    )
    alert_days: int = Field(default=90, ge=7, description="Days for which it is kept who was told of what.")

    images: bool = Field(default=False, description="Whether the pictures of events are downloaded for thumbnails.")
    image_days: int = Field(default=30, ge=1, description="Days for which a thumbnail is kept after its events.")

    archive_uri: str = Field(
        default=f"file://{ROOT}/.local/archive", description="Where raw payloads go: file:// or s3://."
    )
    archive_connection: str = Field(
        default="", description="Airflow's connection that opens the archive; the environment does unless given."
    )
    sources_file: OptionalPath = Field(
        default=None, description="Seed of the source instances; `sources.json` of the area unless given."
    )
    fetch_allow: str = Field(
        default="", description="What is fetched though it is no public address on a port of the web: host:port, ..."
    )
    browser_sandbox: bool = Field(
        default=True, description="False where the system lets Chromium build no sandbox, as in most containers."
    )
    snapshot_file: Path = Field(
        default=ROOT / ".local/sources.json", description="Last good copy of the instances, read by the DAG factory."
    )

    secrets_file: Path = Field(
        default=ROOT / ".local/source_secrets.json",
        description="Secrets of sources: JSON, readable by its owner only.",
    )

    body_days: int = Field(default=30, ge=2, description="Days after its last date for which a listing keeps its body.")
    history_days: int = Field(default=30, ge=2, description="Days for which fetches and answered requests are kept.")
    archive_days: int = Field(default=30, ge=2, description="Days for which raw payloads are kept.")
    inbox_days: int = Field(default=30, ge=2, description="Days for which deliveries that were taken are kept.")
    place_status_days: int = Field(
        default=1, ge=1, le=30, description="Days for which it is kept what a place was like, after it counted."
    )
    access_log_days: int = Field(
        default=365, ge=30, description="Days for which it is kept what was done to tokens and sources, and by whom."
    )
    feed_days: int = Field(default=7, ge=1, description="Days for which changes of the feed are kept at least.")

    smtp_url: SecretStr = Field(
        default=SecretStr(""),
        description="The mail server: smtp://name:password@host:587 (TLS is asked for) or smtps://; none, no mails.",
    )
    mail_from: str = Field(default="", description="The address that mails come from, which the server may send for.")
    vapid_key: SecretStr = Field(
        default=SecretStr(""),
        description="Private key that signs web push, as 32 bytes in URL-safe base64; none, no push.",
    )

    page_url: str = Field(default="http://127.0.0.1:8000", description="Where people see the page.")
    statsd_host: str = Field(default="127.0.0.1")
    statsd_port: int = Field(default=8125)

    @model_validator(mode="after")
    def _is_matching_possible(self) -> Self:
        if self.match_review > self.match_merge:
            raise ValueError("match_review is above match_merge: what is merged already is for nobody to decide")
        if not self.match_title_weight + self.match_time_weight + self.match_location_weight:
            raise ValueError("match_title_weight, match_time_weight and match_location_weight are all 0")
        return self


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
