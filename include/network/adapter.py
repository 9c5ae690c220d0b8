"""requests over guarded connections: the guard sits where urllib3 opens a socket, so no hop goes around it.

The limit of requests sits where urllib3 sends one, so that second tries and redirects count too.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from socket import gaierror, socket
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.retry import Retry

from include.network.exchange_budget import BudgetedTlsContext, ExchangeBudget
from include.network.guard import Guard
from include.network.limits import RequestLimit


def guarded_session(guard: Guard, budget: ExchangeBudget, retries: Retry, limit: RequestLimit) -> requests.Session:
    """A session whose connections are all opened by `guard` within `budget`, for requests that `limit` admits.

    It follows no redirect, and takes neither proxies nor passwords from the environment.
    """
    session = _Session()
    session.trust_env = False
    adapter = _Adapter(guard, budget, retries, limit)
    session.adapters.clear()
    for scheme in ("http://", "https://"):
        session.mount(scheme, adapter)
    return session


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:
        """None, always: requests would read the whole body of a redirect before it follows."""


class _Adapter(HTTPAdapter):
    def __init__(self, guard: Guard, budget: ExchangeBudget, retries: Retry, limit: RequestLimit) -> None:
        self.pools = _pools(guard, budget, limit)
        self.context = BudgetedTlsContext.of(budget)
        super().__init__(max_retries=retries)

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        super().init_poolmanager(*args, **{**more, "ssl_context": self.context})
        self.poolmanager.pool_classes_by_scheme = self.pools


def _pools(guard: Guard, budget: ExchangeBudget, limit: RequestLimit) -> dict[str, type[HTTPConnectionPool]]:
    def opened(connection: HTTPConnection) -> socket:
        host, port = connection._dns_host, connection.port or connection.default_port
        try:
            return guard.connect(host, port, budget)
        except gaierror as error:
            raise NameResolutionError(host, connection, error) from error
        except TimeoutError as error:
            raise ConnectTimeoutError(connection, f"{host} does not answer: {error}") from error
        except OSError as error:
            raise NewConnectionError(connection, f"no connection to {host}: {error}") from error

    def sent(send: Callable[..., Any], *args: Any, **more: Any) -> Any:
        began = time.monotonic()
        with limit.admitted():
            budget.extend(time.monotonic() - began)
            return send(*args, **more)

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket:
            return opened(self)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket:
            return opened(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

        def _make_request(self, *args: Any, **more: Any) -> Any:
            return sent(super()._make_request, *args, **more)

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

        def _make_request(self, *args: Any, **more: Any) -> Any:
            return sent(super()._make_request, *args, **more)

    return {"http": PlainPool, "https": SecurePool}
