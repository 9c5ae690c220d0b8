"""The private server: starts twice without harm, survives a power cut, and is reached by password only."""

from __future__ import annotations

import stat
from collections.abc import Iterator

import psycopg
import pytest

from deploy.local.database import setup
from deploy.local.database.postgres import Cluster
from deploy.local.steps import Problem

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("server"))
    cluster.start()
    yield cluster
    cluster.destroy()


def test_starting_again_changes_nothing(server: Cluster) -> None:
    pid = server.pid()
    server.start()
    assert server.pid() == pid


@pytest.mark.faults
def test_committed_work_survives_a_power_cut(server: Cluster) -> None:
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("create table kept as select 42 as answer")
    port = server.port
    server.kill()
    assert server.pid() is None
    server.start()
    assert server.port == port
    with psycopg.connect(server.url()) as connection:
        assert connection.execute("select answer from kept").fetchone() == (42,)


def test_another_object_over_the_same_files_finds_the_running_server(server: Cluster) -> None:
    assert Cluster(server.root).url() == server.url()


def test_stopping_twice_is_no_error(server: Cluster) -> None:
    server.stop()
    server.stop()
    assert server.pid() is None
    server.start()


def test_nobody_enters_without_the_password(server: Cluster) -> None:
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url().replace(server.credentials.get("postgres"), "guess"))


def test_passwords_are_readable_by_their_owner_only(server: Cluster) -> None:
    assert stat.S_IMODE(server.credentials.path.stat().st_mode) == 0o600


def test_roles_and_databases_are_made_once(server: Cluster) -> None:
    for _ in range(2):
        setup.prepare(server.url(), server.credentials)
    with psycopg.connect(server.url("jatre", "jatre_owner")) as connection:
        extensions = {name for (name,) in connection.execute("select extname from pg_extension")}
    assert extensions >= set(setup.EXTENSIONS)
    with psycopg.connect(server.url("airflow", "airflow")) as connection:
        assert connection.execute("select current_user").fetchone() == ("airflow",)


def test_a_server_that_does_not_answer_is_a_foreseeable_failure(server: Cluster) -> None:
    with pytest.raises(Problem, match="cannot be reached"):
        setup.prepare("postgresql://nobody@127.0.0.1:1/postgres", server.credentials)


def test_a_login_without_the_rights_is_a_foreseeable_failure(server: Cluster) -> None:
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute(f"create role visitor login password '{server.credentials.get('visitor')}'")
    with pytest.raises(Problem, match="may not set up the database"):
        setup.prepare(server.url("postgres", "visitor"), server.credentials, {"other": "jatre_owner"})
