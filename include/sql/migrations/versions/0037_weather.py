"""The weather of an area: what the next hours bring beside the present, how long either counts, and how its source
fares. The hours stand in the row of the present, so that both are one state with one version in the feed."""

from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_CONDITIONS = "'clear', 'cloudy', 'fog', 'drizzle', 'rain', 'storm'"


def upgrade() -> None:
    op.execute(
        "alter table jatre.area_weather"
        " add column valid_until timestamptz,"
        " add column hours jsonb not null default '[]' check (jsonb_typeof(hours) = 'array'),"
        " add column hours_until timestamptz,"
        " add column fetched_at timestamptz not null default now(),"
        " add column attribution jsonb,"
        " drop constraint area_weather_condition_check,"
        f" add constraint area_weather_condition_check check (condition in ({_CONDITIONS}, 'snow', 'unknown'))"
    )
    op.execute(
        "create table jatre.weather_failures ("
        " area_code text primary key references jatre.areas (code),"
        " failures integer not null check (failures > 0),"
        " failed_at timestamptz not null,"
        " ask_at timestamptz not null,"
        " reason text not null)"
    )


def downgrade() -> None:
    op.execute("drop table jatre.weather_failures")
    op.execute("delete from jatre.area_weather where condition in ('snow', 'unknown')")
    op.execute(
        "alter table jatre.area_weather"
        " drop constraint area_weather_condition_check,"
        f" add constraint area_weather_condition_check check (condition in ({_CONDITIONS})),"
        " drop column attribution, drop column fetched_at, drop column hours_until, drop column hours,"
        " drop column valid_until"
    )
