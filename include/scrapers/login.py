"""What has to be passed before the list: a form that is filled in, or a token that is asked for.

A form is filled in, and its fields are sent, on the site that we have the password of and nowhere else: by POST, which
keeps them out of addresses and logs, and with encryption where the address of the form has it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from urllib.parse import quote, urlencode, urlsplit

from parsel import Selector
from scrapy import FormRequest, Request
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure as TwistedFailure

from include.network.sites import same_site
from include.network.urls import absolute_url
from include.scrapers.access import BasicAccess, FormAccess, OauthAccess
from include.scrapers.failures import as_failure
from include.scrapers.job import CrawlResult, Failure, Job
from include.scrapers.middlewares import NO_CREDENTIALS, authorize

Onward = Callable[[], Request]
REDIRECTS = (301, 302, 303, 307, 308)
IN_ADDRESS = "its form is sent by GET, which puts the password into the address"
REMEDY = "correct them where the secret is kept (docs/adding-a-source.md)"


class Login:
    """The way into the site of a job."""

    def __init__(self, job: Job, result: CrawlResult, crawler: Crawler) -> None:
        self.job, self.result, self.crawler = job, result, crawler

    def before(self, onward: Onward) -> Request:
        """The first request of the crawl; `onward` makes the one behind it."""
        access = self.job.authentication
        if isinstance(access, BasicAccess):
            authorize(self.crawler, access.header)
        if isinstance(access, FormAccess):
            return self._step(Request(access.url, self._fill_in, cb_kwargs={"access": access, "onward": onward}))
        if isinstance(access, OauthAccess):
            return self._step(self._ask_for_token(access, onward))
        return onward()

    def _step(self, request: Request) -> Request:
        return request.replace(errback=self.failed, dont_filter=True, priority=1)

    def failed(self, failure: TwistedFailure) -> None:
        """The page of the form did not come, or does not take what was filled in."""
        request: Request = failure.request  # type: ignore[attr-defined]
        self.result.failures.append(as_failure(failure, request.url, where="entrance", with_credentials=True))

    def _fill_in(self, page: Response, access: FormAccess, onward: Onward) -> Request | None:
        form = _form(page, access)
        if form is None:
            self.refused(page.url, "UnreadablePayload", "no form that asks for a password")
            return None
        name, password = (_name(form, css) for css in (access.username_field, access.password_field))
        if not name or not password:
            self.refused(page.url, "UnreadablePayload", "the fields of its form have no names")
            return None
        filled = FormRequest.from_response(
            _as_text(page), formxpath=_path(form), formdata={name: access.username, password: access.password},
            callback=self._posted, cb_kwargs={"access": access, "onward": onward},
            # some redirects would carry the password on
            meta={"dont_redirect": True, "handle_httpstatus_list": list(REDIRECTS)},
        )  # fmt: skip
        if reason := self._rejection_reason(filled, page.url, access):
            self.refused(page.url, "SourceRefused", reason)
            return None
        return self._step(filled)

    def _rejection_reason(self, filled: Request, form: str, access: FormAccess) -> str | None:
        """Why a form that is filled in stays here, None when it goes to those whose password it is."""
        ways = (form, filled.url)
        if not all(same_site(one, self.job.url, self.job.sites) for one in ways):
            return f"its form leads away, to {urlsplit(filled.url).hostname}"
        if any(without_encryption(one, before) for one in ways for before in (access.url, form)):
            return "the password would be sent without encryption"
        return IN_ADDRESS if filled.method != "POST" else None

    def _posted(self, answer: Response, access: FormAccess, onward: Onward) -> Request | None:
        if answer.status not in REDIRECTS:
            return self._entered(answer, access, onward)
        target = absolute_url(answer.url, (answer.headers.get("Location") or b"").decode("latin-1"))
        if target is None or not same_site(target, self.job.url, self.job.sites):
            self.refused(answer.url, "SourceRefused", "after the login it leads away from the site")
            return None
        return self._step(Request(target, self._entered, cb_kwargs={"access": access, "onward": onward}))

    def _entered(self, answer: Response, access: FormAccess, onward: Onward) -> Request | None:
        page = Selector(text=_as_text(answer).text or "<p></p>")
        if reason := login_refusal(page, access):
            self.refused(answer.url, "CredentialsRefused", reason)
            return None
        return onward()

    def _ask_for_token(self, access: OauthAccess, onward: Onward) -> Request:
        asked = {"grant_type": "client_credentials"} | ({"scope": access.scope} if access.scope else {})
        known = f"{quote(access.client_id, safe='')}:{quote(access.client_secret, safe='')}"
        return Request(
            access.token_url, self._with_token, method="POST", body=urlencode(asked), cb_kwargs={"onward": onward},
            headers={
                "Authorization": "Basic " + base64.b64encode(known.encode()).decode(),
                "Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json",
            },
            meta={NO_CREDENTIALS: True, "dont_redirect": True},
        )  # fmt: skip

    def _with_token(self, answer: Response, onward: Onward) -> Request | None:
        try:
            document = json.loads(answer.body)
            token = document["access_token"]
            if not isinstance(token, str) or not token.isascii() or not token.isprintable():
                raise ValueError
        except (ValueError, KeyError, TypeError, RecursionError):
            self.refused(answer.url, "UnreadablePayload", "no access_token in the answer")
            return None
        self.result.secrets.append(token)
        authorize(self.crawler, f"Bearer {token}")
        return onward()

    def refused(self, url: str, error: str, message: str) -> None:
        """Note why there is no way in."""
        self.result.failures.append(
            Failure.model_validate({"url": url, "error": error, "message": f"{url}: {message}", "where": "entrance"})
        )


def without_encryption(url: str, before: str) -> bool:
    """Whether a way that began with encryption, at `before`, goes on without it at `url`."""
    return urlsplit(before).scheme == "https" and urlsplit(url).scheme != "https"


def login_refusal(page: Selector, access: FormAccess) -> str | None:
    """Why a page does not look like one for those who are logged in, None when it does."""
    if access.shown and not page.css(access.shown):
        return f"after the login it does not show {access.shown!r}: name or password are wrong, or ended; {REMEDY}"
    if not access.shown and page.css(access.password_field):
        return f"it asks for the password again: name or password are wrong, or ended; {REMEDY}"
    return None


def _form(page: Response, access: FormAccess) -> Selector | None:
    """The form that holds the password's field."""
    field = Selector(text=_as_text(page).text or "<p></p>").css(access.password_field)[:1]
    return next(iter(field.xpath("ancestor::form[1]")), None)


def _path(form: Selector) -> str:
    """Where a form stands on its page."""
    return f"(//form)[{len(form.xpath('preceding::form | ancestor::form')) + 1}]"


def _name(form: Selector, css: str) -> str | None:
    """The name of the first field that a selector finds, in the order of its alternatives."""
    found = (form.css(one) for one in css.split(", "))
    return next((name for one in found if (name := one.attrib.get("name"))), None)


def _as_text(page: Response) -> TextResponse:
    """The page as HTML, whatever it calls itself."""
    return page if isinstance(page, TextResponse) else TextResponse(page.url, body=page.body, encoding="utf-8")
