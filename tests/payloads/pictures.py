"""Pictures that are made for a test: a lamp in a corner."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image


def picture(kind: str, width: int, height: int, mode: str = "RGB", turned: bool = False, **about: Any) -> bytes:
    """Light that falls off from the lower right, or `turned`, from the upper left."""
    lamp = Image.linear_gradient("L").rotate(180 if turned else 0).resize((width, height))
    drawn = Image.merge("RGB", (lamp, lamp.transpose(Image.Transpose.FLIP_LEFT_RIGHT), lamp)).rotate(20)
    written = BytesIO()
    if mode == "RGBA":
        drawn.putalpha(lamp)
    drawn.convert(mode).save(written, kind, **about)
    return written.getvalue()
