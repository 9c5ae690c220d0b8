"""A webhook's secret is replaced with an overlap, by a command."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy.local.commands import webhook_secret
from deploy.local.database.credentials import Credentials
from deploy.local.steps import Problem


def test_a_secret_is_made_replaced_and_ended(tmp_path: Path) -> None:
    credentials = Credentials(tmp_path / "secrets.json")
    credentials.get("webhook_other", lambda: "untouched")

    first = webhook_secret.replace(credentials, "box")
    assert credentials.all("webhook") == {"webhook_other": "untouched", "webhook_box": first}

    second = webhook_secret.replace(credentials, "box")
    assert credentials.all("webhook")["webhook-before:box"] == first
    with pytest.raises(Problem, match="still taken"):
        webhook_secret.replace(credentials, "box")
    assert credentials.all("webhook_")["webhook_box"] == second

    webhook_secret.end(credentials, "box")
    assert credentials.all("webhook") == {"webhook_other": "untouched", "webhook_box": second}
    with pytest.raises(Problem, match="no secret is being replaced"):
        webhook_secret.end(credentials, "box")
    assert (tmp_path / "secrets.json").stat().st_mode & 0o077 == 0
    assert len(second) >= 32
