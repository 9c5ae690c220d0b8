"""requests over guarded connections: the guard sits where urllib3 opens a socket, so no hop goes around it."""

from __future__ import annotations

from socket import gaierror, socket
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.retry import Retry

from include.network.budget import BudgetedTlsContext, ExchangeBudget
from include.network.guard import Guard


def guarded_session(guard: Guard, budget: ExchangeBudget, retries: Retry) -> requests.Session:
    """A session whose connections are all opened by `guard` within `budget`.

    It follows no redirect, and takes neither proxies nor passwords from the environment.
    """
    session = _Session()
    session.trust_env = False
    adapter = _Adapter(guard, budget, retries)
    session.adapters.clear()
    for scheme in ("http://", "https://"):
        session.mount(scheme, adapter)
    return session


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:
        """None, always: requests would read the whole body of a redirect before it follows."""


class _Adapter(HTTPAdapter):
    def __init__(self, guard: Guard, budget: ExchangeBudget, retries: Retry) -> None:
        self.pools = _pools(guard, budget)
        self.context = BudgetedTlsContext.of(budget)
        super().__init__(max_retries=retries)

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        super().init_poolmanager(*args, **{**more, "ssl_context": self.context})
        self.poolmanager.pool_classes_by_scheme = self.pools


def _pools(guard: Guard, budget: ExchangeBudget) -> dict[str, type[HTTPConnectionPool]]:
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

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket:
            return opened(self)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket:
            return opened(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
