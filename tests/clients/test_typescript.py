"""A program in TypeScript, with the types of the OpenAPI document: it compiles, and reads what the service answers.

`make test` fetches the compiler and the generator where node and npm are there (deploy/local/system/extras.py).
"""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from deploy.local.system import extras
from realtime.api.openapi.document import document
from tests.realtime.running import Running
from tests.realtime.scene import Scene

PACKAGES = extras.typescript()

pytestmark = pytest.mark.skipif(PACKAGES is None, reason="no node with npm here, or npm's registry cannot be reached")


async def _run(folder: Path, *command: str) -> str:
    process = await asyncio.create_subprocess_exec(
        "node", *command, cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    told, _ = await process.communicate()
    assert process.returncode == 0, told.decode()
    return told.decode()


@pytest.fixture
async def program(tmp_path: Path) -> Path:
    """The folder of the program, which compiles with the types of the document."""
    assert PACKAGES is not None
    for name in ("program.ts", "tsconfig.json", "package.json"):
        shutil.copy(extras.TYPESCRIPT / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(PACKAGES / "node_modules")
    (tmp_path / "openapi.json").write_text(json.dumps(document()), encoding="utf-8")
    # no .d.ts: those of packages are not checked, which takes most of the time, and these are to be
    await _run(tmp_path, "node_modules/openapi-typescript/bin/cli.js", "openapi.json", "--output", "schema.ts")
    await _run(tmp_path, "node_modules/typescript/bin/tsc", "--project", ".")
    return tmp_path


async def test_a_program_with_the_document_s_types_reads_the_service(
    program: Path, jatre: Running, scene: Scene
) -> None:
    paid = {"cost_type": "paid", "price_range": '{"minimum": 299.5, "currency": "INR"}'}
    scene.open("Jazz night", scene.at(1, 20), category="music", at=(12.9784, 77.6408), **paid)
    scene.open("Dosa day", scene.at(1, 12), category="food_festival")

    read = json.loads(await _run(program, "out/program.js", jatre.url))

    assert read == {
        "title": "Jazz night", "minimum": 299.5, "point": [77.6408, 12.9784], "weather": [None, 0], "total": 1,
        "refused": [400, "limit"],
    }  # fmt: skip
