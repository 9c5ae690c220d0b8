"""One download of a crawl: within what is left of the time for its page, and refused where the guard refuses."""

from __future__ import annotations

import time

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import CannotResolveHostError, DownloadTimeoutError
from scrapy.http import Response

from include.http import LONGEST
from include.scrapers.failures import NotPublic
from include.scrapers.resolver import why_refused


class BoundedHandler(HTTP11DownloadHandler):
    """Scrapy's own handler; `spent` in a request's meta goes along through redirects and second tries."""

    lazy = True

    async def download_request(self, request: Request) -> Response:
        """Raises: NotPublic, DownloadTimeoutError."""
        left = LONGEST - request.meta.get("spent", 0.0)
        if left <= 0:
            raise DownloadTimeoutError(f"{request.url} took more than {LONGEST:g} s in all")
        request.meta["download_timeout"] = min(request.meta.get("download_timeout", left), left)
        began = time.monotonic()
        try:
            return await super().download_request(request)
        except CannotResolveHostError as error:
            if reason := why_refused(request.url):
                raise NotPublic(reason) from error
            raise
        finally:
            request.meta["spent"] = request.meta.get("spent", 0.0) + time.monotonic() - began
