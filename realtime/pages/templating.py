"""The template environment of all pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from include.filters.fields import CATEGORIES
from include.filters.windows import CHOICES
from include.understand.text.marked.markup import clean_markup
from realtime.pages import assets, formatting, language, links, searching

LINK = re.compile(r"<a (?=href=)")
_templates = Jinja2Templates(directory=Path(__file__).parent / "templates")
_templates.env.trim_blocks = _templates.env.lstrip_blocks = True
_templates.env.globals.update(
    static=assets.ADDRESS,
    choices=CHOICES,
    categories=CATEGORIES,
    labels=formatting.labels,
    t=language.text,
    count=language.count,
    language=language,
    when_text=formatting.when_text,
    subscribing=links.SUBSCRIPTIONS,
    chip_text=searching.chip_text,
    without=searching.without,
)


def render(
    request: Request,
    template: str,
    context: dict[str, Any],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A page made of a template and its context."""
    return _templates.TemplateResponse(request, template, context, status, headers)


def _with_code(text: str) -> Markup:
    """The text with what stands between backticks as code."""
    return Markup(re.sub(r"`([^`]*)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped before


def _marked(markup: str) -> Markup:
    """A description's markup, cleaned again: what the database holds is trusted no further than what a site sent."""
    return Markup(LINK.sub('<a target="_blank" ', clean_markup(markup)))  # noqa: S704 - cleaned


_templates.env.filters["with_code"] = _with_code
_templates.env.filters["marked"] = _marked
