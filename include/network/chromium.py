"""Where Chromium is on this system. It imports nothing that has to be installed: the set-up asks it too.

The program without windows comes first: a page takes it half the processor time, as it draws no toolbars that nobody
sees.
"""

from __future__ import annotations

import os
import shutil

BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def chromium() -> str | None:
    """The path of a Chromium or Chrome on this system, None when there is none; `CHROMIUM` may name it."""
    names = (os.environ.get("CHROMIUM", ""), *BROWSERS)
    return next((path for name in names if name and (path := shutil.which(name))), None)
