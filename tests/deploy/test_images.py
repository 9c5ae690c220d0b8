"""The images hold what their programs need, and no more."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from cryptography.fernet import Fernet
from dockerfile_parse import DockerfileParser

from deploy.docker import prepare
from deploy.docker.migrate import make_bucket, write_login
from deploy.docker.secrets import filled
from deploy.local.database.postgres import Cluster
from deploy.local.database.setup import ROLES
from deploy.local.steps import Problem
from include.network.chromium import BROWSERS
from tests.deploy.composed import ROOT, environment, services

pytestmark = pytest.mark.slow

DOCKERFILES = sorted((ROOT / "deploy/docker").glob("*.Dockerfile"))
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
# what is not pinned for the service cannot be imported, as if it were not installed
ALONE = """
import sys
from importlib.metadata import packages_distributions
pinned, known = set(sys.argv[1:]), packages_distributions()
class Missing:
    def find_spec(self, name, path=None, target=None):
        owners = {owner.lower().replace("_", "-") for owner in known.get(name.partition(".")[0], [])}
        if owners and not owners & pinned:
            raise ModuleNotFoundError(name=name)
sys.meta_path.insert(0, Missing())
try:
    import airflow
    sys.exit("airflow is there")
except ModuleNotFoundError:
    import realtime.app, realtime.__main__
    print(len(realtime.app.ROUTES))
"""


def _steps(path: Path) -> list[tuple[str, str]]:
    return [(step["instruction"], step["value"]) for step in DockerfileParser(str(path)).structure]


def _copied(path: Path) -> list[str]:
    copies = [value.split() for instruction, value in _steps(path) if instruction == "COPY"]
    return [source for copy in copies if not copy[0].startswith("--from") for source in copy[:-1]]


@pytest.mark.parametrize("path", DOCKERFILES, ids=lambda path: path.stem)
def test_a_dockerfile_is_clean(path: Path) -> None:
    linter = shutil.which("hadolint", path=str(Path(sys.executable).parent))
    assert linter is not None
    found = subprocess.run([linter, str(path)], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout) == (0, "")


@pytest.mark.parametrize("path", DOCKERFILES, ids=lambda path: path.stem)
def test_what_is_copied_exists_and_reaches_the_builder(path: Path) -> None:
    copied = _copied(path)
    assert len(copied) > 2
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert [name for name in copied if not any(name.startswith(kept[1:]) for kept in IGNORED if kept[0] == "!")] == []


@pytest.mark.parametrize("path", DOCKERFILES, ids=lambda path: path.stem)
def test_an_image_is_pinned_and_runs_as_nobody_in_particular(path: Path) -> None:
    steps = _steps(path)
    bases = [value.split()[0] for instruction, value in steps if instruction == "FROM"]
    assert all(base.startswith("python:3.11.") for base in bases)
    assert [value for instruction, value in steps if instruction == "USER"] == ["50000"]


def test_airflow_s_image_has_a_browser_for_crawls_that_take_one() -> None:
    (airflow,) = [path for path in DOCKERFILES if path.stem == "airflow"]
    installs = [value for instruction, value in _steps(airflow) if instruction == "RUN" and "apt-get install" in value]
    assert any(name in installs[0].split() for name in BROWSERS)


def test_secrets_stay_outside_the_images_and_the_repository() -> None:
    assert IGNORED[0] == "*"
    assert "!.env" not in IGNORED
    assert ".env" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()


def test_the_service_s_image_holds_all_that_it_imports(tmp_path: Path) -> None:
    for name in _copied(ROOT / "deploy/docker/realtime.Dockerfile"):
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    pinned = [line.partition("==")[0] for line in (ROOT / "requirements/service.txt").read_text().splitlines()]
    alone = subprocess.run(
        [sys.executable, "-P", "-c", ALONE, *pinned], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (alone.returncode, alone.stderr) == (0, "")
    assert int(alone.stdout) > 10


def test_passwords_are_made_up_and_fit_into_addresses() -> None:
    made = environment()
    assert all(made.values())
    assert filled("A=\n# B=\nC=kept\n").splitlines()[1:] == ["# B=", "C=kept"]
    Fernet(made["AIRFLOW_FERNET_KEY"])
    passwords = [value for name, value in made.items() if name.endswith("PASSWORD")]
    assert len(set(passwords)) == len(passwords) >= 8
    assert all(password.replace("-", "").replace("_", "").isalnum() for password in passwords)


def test_the_preparation_is_given_every_role_s_password(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(prepare.PASSWORDS) == set(ROLES)
    assert set(prepare.PASSWORDS.values()) <= set(services()["prepare"]["environment"])
    monkeypatch.setenv("SERVICE_PASSWORD", "spice")
    monkeypatch.delenv("OWNER_PASSWORD", raising=False)
    assert prepare.GivenCredentials().get("jatre_service") == "spice"
    with pytest.raises(Problem, match="OWNER_PASSWORD is not set"):
        prepare.GivenCredentials().get("jatre_owner")


def test_the_archive_s_folder_and_the_login_are_made_twice_alike(tmp_path: Path) -> None:
    for _ in range(2):
        make_bucket(f"file://{tmp_path}/archive")
        write_login(tmp_path / "passwords.json", "admin", "spice")
    assert (tmp_path / "archive").is_dir()
    assert (tmp_path / "passwords.json").read_text() == '{"admin": "spice"}'
    assert (tmp_path / "passwords.json").stat().st_mode & 0o777 == 0o600


def test_the_preparation_gives_each_role_its_password_and_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Cluster(tmp_path / "postgres", settings={"fsync": "off"})
    server.start()
    try:
        monkeypatch.setenv("DATABASE_URL", server.url())
        for variable in prepare.PASSWORDS.values():
            monkeypatch.setenv(variable, f"{variable.lower()}-spice")
        prepare.main()
        prepare.main()
        for database, role in (("jatre", "jatre_service"), ("jatre", "jatre_owner"), ("airflow", "airflow")):
            password = f"{prepare.PASSWORDS[role].lower()}-spice"
            url = f"postgresql://{role}:{password}@127.0.0.1:{server.port}/{database}"
            with psycopg.connect(url) as connection:
                assert connection.execute("select current_user").fetchone() == (role,)
    finally:
        server.destroy()
