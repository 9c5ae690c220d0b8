"""A function that others call often is planned once a session, or put into its caller by the planner.

One that is `language sql` and has settings of its own, or is `security definer`, is neither: its text is read and
planned at each call, which takes longer than most of ours read.
"""

from __future__ import annotations

import psycopg

RARE = {
    *("access_log_write", "alert_refusal", "alert_words", "alert_write", "alerts_list_v1"),  # people's own alerts
    *("decision_announce", "decision_conflicts", "decision_listings", "decision_refusal", "decision_version"),
    *("decisions_get_v1", "listing_reason", "source_reason_public"),  # a console's page
    *("event_rsvps_counted", "events_search_share", "events_titled"),
    *("feed_new_epoch_v1", "search_border_step"),  # once a start, or an hour
    *("place_reports_level", "place_week", "weather_json"),  # once a report, a page, a state that is written
}


def test_what_is_called_often_is_planned_once(owner: psycopg.Connection) -> None:
    called = owner.execute(
        """
        with ours as (
          select proname, prosrc, lanname = 'sql' and (proconfig is not null or prosecdef) as is_planned_each_time
          from pg_proc join pg_language l on l.oid = prolang where pronamespace = 'jatre'::regnamespace
        )
        select distinct a.proname from ours a join ours b on b.proname <> a.proname
          and b.prosrc ~ ('\\m' || a.proname || '\\s*\\(')
        where a.is_planned_each_time
        """
    ).fetchall()

    assert {name for (name,) in called} - RARE == set(), (
        "make it plpgsql, or one expression without settings; RARE is for what is seldom called"
    )
