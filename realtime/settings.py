"""Settings of the service: those of the project, and what only the service needs."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from include.settings import Settings

WebhookSecret = Annotated[SecretStr, Field(min_length=16)]


class ServiceSettings(Settings):
    """One field per setting; the environment variable is `JATRE_` and the field's name in capitals."""

    model_config = SettingsConfigDict(hide_input_in_errors=True)

    service_host: str = Field(default="127.0.0.1", description="Address the service listens on.")
    service_port: int = Field(default=8000, description="Port the service listens on.")
    allowed_origins: list[str] = Field(
        default=["*"], description="Origins whose pages may read the API; those named, also with a session."
    )
    allowed_hosts: list[str] = Field(
        default=[],
        description="Names by which readers reach the service, beside JATRE_PAGE_URL, as JSON; only these are written "
        "into addresses, and of names that anyone can register only pages of these may sign in or change anything.",
    )

    airflow_url: str = Field(
        default="",
        description="Where moderators see Airflow: runs are linked, and its pages may show the console in a frame.",
    )

    pool_size: int = Field(default=8, ge=1, description="Database connections for requests; the feed has its own.")
    statement_seconds: float = Field(default=5.0, gt=0, description="The longest that one statement may run.")
    waiting_deliveries: int = Field(
        default=20_000, ge=1, description="Webhook deliveries of a source that may wait; more are refused with 503."
    )
    waiting_delivery_bytes: int = Field(default=64 * 2**20, ge=1, description="The same in bytes of their bodies.")

    feed_poll_seconds: float = Field(
        default=0.25, gt=0, description="Longest wait for a notification with clients attached."
    )
    feed_idle_poll_seconds: float = Field(default=5.0, gt=0, description="The same while nobody is attached.")
    feed_batch: int = Field(default=500, ge=1, description="Changes per call of the sequencing and reading functions.")

    ring_changes: int = Field(default=10_000, ge=1, description="Recent changes kept in memory, shared by all clients.")
    ring_bytes: int = Field(
        default=12 * 2**20, ge=1, description="The same in bytes of payload; in memory it is up to eight times that."
    )
    backlog_bytes: int = Field(
        default=32 * 2**20, ge=2**20, description="Memory for older changes that clients are catching up with."
    )
    backlog_readers: int = Field(
        default=1_000, ge=1, description="Clients that catch up at once; four times as many may wait for their turn."
    )
    write_bytes: int = Field(default=64 * 2**10, ge=1, description="About the most that one write to a client carries.")
    stall_seconds: float = Field(default=30.0, gt=0, description="A write that takes longer ends the connection.")
    lag_changes: int = Field(
        default=10_000,
        ge=1,
        description="A client that was up to date and falls further behind is sent `behind` and closed.",
    )

    keepalive_seconds: float = Field(default=15.0, gt=0, description="The longest silence on a stream.")
    retry_milliseconds: int = Field(
        default=2_000, ge=100, description="Reconnect delay; each client gets 1 to 2 times it."
    )
    drain_seconds: float = Field(default=3.0, ge=0, description="Time over which clients are let go at shutdown.")
    max_rooms: int = Field(default=16, ge=1, description="Rooms per connection.")
    max_connections_per_address: int = Field(
        default=200, ge=0, description="Live connections from one address (IPv6: one /64); 0 is no limit."
    )
    max_connections: int = Field(
        default=10_000, ge=16, description="Connections of all kinds at once; fewer where the descriptors do not reach."
    )
    max_sockets_per_address: int = Field(
        default=400, ge=0, description="Connections of all kinds from one address (IPv6: one /64); 0 is no limit."
    )
    head_seconds: float = Field(default=10.0, gt=0, description="The longest that a request's head may take to come.")
    body_seconds: float = Field(default=30.0, gt=0, description="The same for its body.")
    idle_seconds: float = Field(default=5.0, gt=0, description="How long a connection may wait for its next request.")
    write_seconds: float = Field(default=30.0, gt=0, description="How long an answer may wait to be read.")
    live_token_secrets: dict[str, Annotated[SecretStr, Field(min_length=32)]] = Field(
        default={}, description="Key id -> secret of tokens for private rooms, as JSON; the first signs, all verify."
    )

    requests_per_minute: int = Field(
        default=3_000, ge=0, description="Requests to the API from one address in a minute; 0 is no limit."
    )
    reads_waiting: int = Field(
        default=1_000, ge=1, description="Lists and events that wait for a connection; then who asks for most gets 429."
    )
    searches_per_minute: int = Field(default=60, ge=1, description="Searches by words from one address in a minute.")
    searches_at_once: int = Field(
        default=2, ge=1, description="Searches by words under way at once; less than the pool."
    )
    searches_waiting: int = Field(default=50, ge=1, description="Searches that wait for their turn.")
    search_seconds: float = Field(default=2.0, gt=0, description="The longest that a search may wait, and may take.")
    file_bytes: int = Field(
        default=16 * 2**20, ge=0, description="Memory for calendars, feeds and tables that were rendered lately."
    )
    answer_bytes: int = Field(
        default=32 * 2**20,
        ge=0,
        description="Memory for answers that were asked for lately: three quarters for lists, one for maps.",
    )
    answer_seconds: float = Field(
        default=10.0, ge=0, description="The longest that a list is kept; a change that concerns it ends it at once."
    )
    counts_per_minute: int = Field(
        default=60, ge=1, description="Views, shares and reports of places taken from one address in a minute."
    )
    failed_sign_ins_per_minute: int = Field(
        default=20, ge=1, description="Tokens that do not hold, from one address; then none of it is looked at."
    )
    submissions_per_minute: int = Field(
        default=5, ge=1, description="Events that one address may try to send in within a minute."
    )
    alerts_per_minute: int = Field(default=10, ge=1, description="Alerts that one address may ask for within a minute.")
    submissions_per_hour: int = Field(
        default=100, ge=1, description="Events that all readers together may send in within an hour."
    )
    webhook_secrets: dict[str, WebhookSecret | Annotated[list[WebhookSecret], Field(min_length=1, max_length=4)]] = (
        Field(
            default={},
            description="Who may push: source -> secret of its signatures, or a list of which each is taken while one "
            'replaces another, as JSON ({"box_office": ["new...", "old..."]}).',
        )
    )
    webhook_bytes: int = Field(default=262_144, ge=1, description="The largest body that may be pushed.")
    webhook_seconds: int = Field(default=300, ge=1, description="How far a delivery's time stamp may be off.")


@lru_cache(maxsize=1)
def service_settings() -> ServiceSettings:
    """The settings of this process."""
    return ServiceSettings()
