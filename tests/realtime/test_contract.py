"""The service reaches the database through one module, and only by functions that it was granted."""

from __future__ import annotations

import re

import psycopg

from tests.conftest import ROOT, Database

REALTIME = ROOT / "realtime"
CALL = re.compile(r"jatre\.(\w+_v\d+)\b")


def test_no_module_but_the_contracts_calls_a_function_of_the_database() -> None:
    calling = [path.name for path in REALTIME.rglob("*.py") if CALL.search(path.read_text(encoding="utf-8"))]
    assert set(calling) == {"contract.py"}


def test_the_service_may_call_every_function_that_it_calls(database: Database) -> None:
    modules = [path.read_text(encoding="utf-8") for path in REALTIME.rglob("contract.py")]
    called = set(CALL.findall("\n".join(modules)))
    with psycopg.connect(database.service_url) as service:
        granted = service.execute(
            "select proname from pg_proc where pronamespace = 'jatre'::regnamespace"
            " and has_function_privilege(oid, 'execute')"
        ).fetchall()
    assert len(called) > 10
    assert called <= {name for (name,) in granted}
