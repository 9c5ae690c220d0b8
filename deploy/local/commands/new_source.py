"""`make new-source`, the part inside .venv: an instance of a kind that there is, or the files of a kind that is new.

An instance is written down only after one look at the site has shown what would be read from it; for a new kind there
are a connector, an input and a test that already pass, to be changed.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from string import Template

from pydantic import ValidationError

from deploy.local.installation import Installation
from deploy.local.steps import ROOT, Problem, explain_errors, report, step
from include.areas.area import load_area
from include.errors import JatreError
from include.operations.preview.address import SCHEDULE, slug_of
from include.operations.preview.detection import Detected
from include.operations.preview.lines import field_lines
from include.operations.preview.looking import look_at
from include.operations.preview.trial import Trial, try_out
from include.settings import settings
from include.sources import registry
from include.sources.configuration.instance import SourceInstance
from include.sources.instances.seed_file import read_seed
from include.understand.record.completeness import completeness

TEMPLATES = Path(__file__).parents[1] / "templates"
CONFIG_LOOKS = 'CONFIG=\'{"venue": "Toit"}\', or CONFIG=@file.json'
NO_KIND = "say how it is to be read: KIND=selectors CONFIG=... (docs/adding-a-source.md); nothing was written"
KIND = re.compile(r"^[a-z][a-z0-9_]{1,40}$")


def main() -> int:
    """Ask for what the command line does not give, and do it. Returns the exit code."""
    explain_errors()
    installation = Installation()
    settings().fetch_allow = installation.fetch_allow
    try:
        name = _asked("NAME", "name of the source")
        file = ROOT / (os.environ.get("FILE") or installation.area_folder / "sources.json")
        if os.environ.get("URL") and not os.environ.get("KIND"):
            add_address(file, name, os.environ["URL"])
            return 0
        kind = _asked("KIND", f"kind ({', '.join(sorted(registry.KINDS))})")
        if kind in registry.KINDS:
            add_instance(file, name, kind)
        elif os.environ.get("NEW_KIND") == "yes":
            scaffold(ROOT, kind, name)
        else:
            raise _unknown(kind)
    except JatreError as error:
        raise Problem(str(error), "correct it and run the same command again; nothing was written") from None
    return 0


def add_address(file: Path, name: str, url: str) -> None:
    """Find out how the address can be read, and add the first way that brings events. Raises `Problem`."""

    def named(detected: Detected) -> SourceInstance:
        instance = _instance(name, detected.kind, detected.config)
        _refuse_known(file, instance)
        return instance

    try:
        with step(f"looking at {url}"):
            look = look_at(url, named)
    except JatreError as error:
        raise Problem(f"{type(error).__name__}: {error}", NO_KIND) from None
    for one in look.attempts:
        report(f"   not as {one.kind}: {one.reason}")
    if look.found is None:
        raise Problem("nothing that could be read is an event to come", NO_KIND)
    instance = look.found.instance
    report(f"   as {instance.kind}: {json.dumps(instance.config, ensure_ascii=False)}")
    show(look.found.trial, instance)
    _added(file, instance)


def add_instance(file: Path, name: str, kind: str) -> None:
    """Try the source out, show what it would bring, and add it to the seed file. Raises `Problem`."""
    instance = _instance(name, kind)
    _refuse_known(file, instance)
    if registry.type_of(kind) != "webhook":
        with step(f"reading {instance.config.get('url', kind)} once"):
            show(_tried(instance), instance)
    _added(file, instance)


def _refuse_known(file: Path, instance: SourceInstance) -> None:
    if instance.slug in {one.slug for one in read_seed(file)}:
        raise Problem(f"{file.name} has a source {instance.slug!r} already", "give it another NAME")


def _added(file: Path, instance: SourceInstance) -> None:
    append(file, instance)
    report(f"   {instance.slug} is in {file.relative_to(ROOT) if file.is_relative_to(ROOT) else file};")
    report(f"   `make seed FILE={file}` brings it into the database that runs.")
    report(f"   Its DAG, source_{instance.slug}, starts paused: switch it on in Airflow.")


def show(trial: Trial, instance: SourceInstance) -> None:
    """What the pipeline would make of what came. Raises `Problem` for nothing."""
    zone = load_area(instance.area).zone
    whole = (
        "that is all the site lists"
        if trial.complete
        else "it is not all the site lists, so an absence will mean nothing"
    )
    report(f"   {len(trial.listings)} events in {trial.pages} answers; {whole}")
    for listing in trial.listings[:5]:
        first = min(listing.occurrences, key=lambda one: one.starts_at)
        start = first.starts_at.astimezone(zone)
        when = f"{start:%a %d %b %Y}" if first.date_only else f"{start:%a %d %b %Y %H:%M}"
        report(f"     {when}  {listing.title}  @ {listing.venue.name or listing.venue.address or 'nowhere named'}")
    for key, reason in trial.aside[:5]:
        report(f"     set aside: {key[:80]}: {reason}")
    for one in trial.unreadable[:5]:
        report(f"     unreadable: {one.reason[:120]}")
    if not trial.listings:
        raise Problem("nothing that could be read is an event to come", "look at URL and CONFIG; nothing was written")
    for line in field_lines(completeness(trial.listings, instance.kind)):
        report(f"   {line}")


def append(file: Path, instance: SourceInstance) -> None:
    """Add the instance to a seed file, and keep the rest of it as it is."""
    entry = instance.model_dump(exclude_defaults=True) | {"kind": instance.kind, "schedule": instance.schedule}
    block = "\n".join(f"  {line}" for line in json.dumps(entry, indent=2, ensure_ascii=False).splitlines())
    before = file.read_text(encoding="utf-8").rstrip().removesuffix("]").rstrip()
    text = f"{before}{'' if before.endswith('[') else ','}\n{block}\n]\n"
    file.write_text(text, encoding="utf-8")
    read_seed(file)


def scaffold(root: Path, kind: str, name: str) -> None:
    """Write connector, input and test of a new kind, and register it. Raises `Problem`."""
    if not KIND.match(kind):
        raise Problem(f"{kind!r} is no name of a kind", "small letters, digits and underscores: KIND=city_portal")
    files = {
        root / f"include/sources/connectors/{kind}.py": "connector.py.txt",
        root / f"tests/sources/data/{kind}.json": "fixture.json",
        root / f"tests/sources/connectors/test_{kind}.py": "test.py.txt",
    }
    there = [path for path in files if path.exists()]
    if there:
        raise Problem(f"{there[0].relative_to(root)} is there already", "choose another KIND")
    words = {"kind": kind, "name": name, "classname": "".join(part.capitalize() for part in kind.split("_"))}
    for path, template in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(words), "utf-8")
        report(f"   {path.relative_to(root)}")
    _register(root / "include/sources/registry.py", kind, words["classname"])
    report(f"   They pass as they are (make test ARGS=tests/sources/connectors/test_{kind}.py); now make them true.")


def _register(registry_file: Path, kind: str, classname: str) -> None:
    text = registry_file.read_text(encoding="utf-8")
    entry = f'    "{kind}": ("include.sources.connectors.{kind}:{classname}", "api"),\n'
    start = text.index("KINDS:")
    end = text.index("\n}\n", start) + 1
    registry_file.write_text(text[:end] + entry + text[end:], encoding="utf-8")


def _instance(name: str, kind: str, found: Mapping[str, object] | None = None) -> SourceInstance:
    """The source as it is asked for; `found` is what a look at its address has given."""
    config = {**(found or {}), **_config(os.environ.get("CONFIG", ""))}
    if not found and registry.type_of(kind) != "webhook" and not registry.connector(kind).has_address_of_its_own():
        config = {"url": _asked("URL", "address"), **config}
    elif not found and os.environ.get("URL"):
        config = {"url": os.environ["URL"], **config}
    slug = os.environ.get("SLUG") or slug_of(name)
    schedule = None if registry.type_of(kind) == "webhook" else os.environ.get("SCHEDULE", SCHEDULE)
    try:
        return SourceInstance(slug=slug, name=name, kind=kind, config=config, schedule=schedule)
    except ValidationError as error:
        raise Problem(f"that is no source: {error}", "correct it, or give a SLUG of small letters and digits") from None


def _config(text: str) -> dict[str, object]:
    """`CONFIG`: JSON, or `@file` with it. Raises `Problem`."""
    try:
        found = json.loads(Path(text[1:]).read_text(encoding="utf-8") if text.startswith("@") else text or "{}")
    except (OSError, ValueError) as error:
        raise Problem(f"CONFIG cannot be read: {error}", 'CONFIG=\'{"venue": "Toit"}\', or CONFIG=@file.json') from None
    if not isinstance(found, dict):
        raise Problem("CONFIG is no JSON object", 'CONFIG=\'{"venue": "Toit"}\', or CONFIG=@file.json')
    return found


def _tried(instance: SourceInstance) -> Trial:
    try:
        return try_out(instance)
    except JatreError as error:
        cause = f"{type(error).__name__}: {error}"
        raise Problem(
            cause, f"look at URL and CONFIG (include/sources/connectors/{instance.kind}.py); nothing was written"
        ) from None


def _unknown(kind: str) -> Problem:
    near = difflib.get_close_matches(kind, registry.KINDS, n=1)
    known = f"KIND={near[0]}" if near else f"one of {', '.join(sorted(registry.KINDS))}"
    return Problem(f"there is no kind {kind!r}", f"{known}; NEW_KIND=yes writes the files of a kind of that name")


def _asked(variable: str, what: str) -> str:
    value = os.environ.get(variable, "").strip()
    if not value and sys.stdin.isatty():
        value = input(f"{what}: ").strip()
    if not value:
        raise Problem(f"{variable} is missing: the {what}", "make new-source NAME=... KIND=... URL=...")
    return value


if __name__ == "__main__":
    sys.exit(main())
