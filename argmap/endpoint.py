"""Speak the SPARQL 1.1 Protocol and Graph Store Protocol with one server, and with no other.

Nothing here follows a redirect, reads a proxy from the environment, or holds more of an answer than it must.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from html.parser import HTMLParser
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlsplit

from argmap.errors import LibraryError
from argmap.plain import one_line

if TYPE_CHECKING:
    import requests

__all__ = ["TIMEOUT", "Answer", "Endpoint", "Speaker", "is_url"]

RESULTS = "application/sparql-results+json"
TRIPLES = "application/n-triples"
#: Seconds to wait for a connection.
CONNECT = 10.0
#: Seconds to wait for the next piece of an answer, unless said otherwise; a large update takes its time.
TIMEOUT = 600.0
#: The longest answer that is read, in bytes.
MAX_BYTES = 512 * 1024**2
#: Virtuoso says by this header that it left rows out.
CUT = "X-SPARQL-MaxRows"


def is_url(place: str) -> bool:
    """Tell the address of a server from the name of a file.

    >>> is_url("http://localhost:8890/sparql"), is_url("library")
    (True, False)
    """
    return place.lower().startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a server takes queries, updates (there too, if not said) and whole graphs (by update, if not said).

    `token` is sent as a bearer token; `user` and `password` by whichever scheme, Digest or Basic, the server asks for.
    """

    url: str
    update_url: str = ""
    graph_store_url: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        for name in ("url", "update_url", "graph_store_url"):
            _check(getattr(self, name), name, optional=name != "url")

    def as_dict(self) -> dict[str, str]:
        """Give the fields, to hand them to another process."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server sends back, as it comes; `cut` tells that the server left rows out."""

    body: IO[bytes]
    cut: bool


class Speaker:
    """One conversation with a server, over one connection. Every problem is a LibraryError that names the address."""

    def __init__(self, endpoint: Endpoint, *, timeout: float = TIMEOUT) -> None:
        import requests
        from requests.auth import HTTPDigestAuth

        self._endpoint = endpoint
        self._timeout = (min(CONNECT, timeout), timeout)
        self._session = requests.Session()
        self._session.trust_env = False
        self._user = _user(endpoint)
        if endpoint.token:
            self._session.headers["Authorization"] = f"Bearer {endpoint.token}"
        elif self._user:
            self._session.auth = HTTPDigestAuth(*self._user)

    def ask(
        self, query: str, *, default: Iterable[str] = (), named: Iterable[str] = (), triples: bool = False
    ) -> Answer:
        """Send a query; its default graph is the union of the graphs `default`, and GRAPH sees the graphs `named`."""
        form = [("query", query), *(("default-graph-uri", graph) for graph in default)]
        form += [("named-graph-uri", graph) for graph in named]
        accept = TRIPLES if triples else RESULTS
        response = self._send("POST", self._endpoint.url, data=form, headers={"Accept": accept})
        _check_type(response, accept)
        body = io.BufferedReader(_Bounded(response, self._endpoint.url))
        return Answer(body=body, cut=CUT in response.headers)

    def update(self, text: str) -> None:
        """Send an update."""
        self._send("POST", self._endpoint.update_url or self._endpoint.url, data=text.encode("utf-8"),
                   headers={"Content-Type": "application/sparql-update", "Accept": "*/*"}).close()

    def put(self, graph: str, triples: str) -> None:
        """Replace a graph by these N-Triples, by the Graph Store Protocol."""
        self._send("PUT", self._endpoint.graph_store_url, params={"graph": graph}, data=triples.encode("utf-8"),
                   headers={"Content-Type": TRIPLES, "Accept": "*/*"}).close()

    def close(self) -> None:
        """Hang up."""
        self._session.close()

    def _send(self, method: str, url: str, **request: Any) -> requests.Response:
        import requests
        from requests.auth import HTTPBasicAuth

        def once() -> requests.Response:
            return self._session.request(
                method, url, timeout=self._timeout, allow_redirects=False, stream=True, **request
            )

        try:
            response = once()
            if response.status_code == 401 and self._user and _wants_basic(response):
                self._session.auth = HTTPBasicAuth(*map(str.encode, self._user))  # of str it takes only Latin-1
                response = once()
            _check_status(response, url)
        except requests.RequestException as error:
            raise LibraryError(_reason(error), where=url, hint="is the server running?") from error
        except UnicodeEncodeError as error:
            raise LibraryError("a name or token of these characters cannot be sent", where=url) from error
        return response


class _Bounded(io.RawIOBase):
    """Reads an answer piece by piece, and no more than MAX_BYTES of it."""

    def __init__(self, response: requests.Response, url: str) -> None:
        self._pieces = response.iter_content(64 * 1024)
        self._rest = b""
        self._count = 0
        self._url = url

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        import requests

        try:
            self._rest = self._rest or next(self._pieces, b"")
        except requests.RequestException as error:
            raise LibraryError(_reason(error), where=self._url) from error
        piece, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(piece)] = piece
        self._count += len(piece)
        if self._count > MAX_BYTES:
            raise LibraryError(f"answers with more than {MAX_BYTES // 1024**2} MB", where=self._url)
        return len(piece)


def _check(url: str, name: str, *, optional: bool) -> None:
    if optional and not url:
        return
    try:
        parts = urlsplit(url)
        fit = parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fit = False
    if not fit or any(character.isspace() or not character.isprintable() for character in url):
        raise LibraryError("is no http or https address", where=url[:200] or name)
    if parts.username or parts.password:
        hint = "set ARGMAP_USER and ARGMAP_PASSWORD, or write them into ~/.netrc"
        raise LibraryError("an address must not hold a password", where=parts.hostname, hint=hint)


def _user(endpoint: Endpoint) -> tuple[str, str] | None:
    if endpoint.user:
        return endpoint.user, endpoint.password
    from requests.utils import get_netrc_auth

    return get_netrc_auth(endpoint.update_url or endpoint.url)


def _wants_basic(response: requests.Response) -> bool:
    return response.headers.get("WWW-Authenticate", "").lower().startswith("basic")


def _check_status(response: requests.Response, url: str) -> None:
    status = response.status_code
    if status < 300:
        return
    if status in (401, 403):
        hint = "set ARGMAP_USER and ARGMAP_PASSWORD, or write them into ~/.netrc"
        raise LibraryError(f"the server asks who you are, or refuses you ({status})", where=url, hint=hint)
    if status < 400:
        target = _plain(response.headers.get("Location", "elsewhere"))
        raise LibraryError(f"redirects to {target}, which argmap does not follow", where=url, hint="give that address")
    start = next(response.iter_content(2_000), b"").decode("utf-8", "replace")
    raise LibraryError(f"answered {status}: {_plain(_text(start, response.headers))}", where=url)


def _check_type(response: requests.Response, wanted: str) -> None:
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in (wanted, "application/json" if wanted == RESULTS else "text/plain"):
        hint = "is this the address that takes SPARQL queries?"
        raise LibraryError(f"answered with {_plain(kind) or 'no type'}, not {wanted}", where=response.url, hint=hint)


def _text(start: str, headers: Mapping[str, str]) -> str:
    """Take the words out of what may be a page."""
    if "html" not in headers.get("Content-Type", "") and not start.lstrip().startswith("<"):
        return start
    page = _Words()
    page.feed(start)
    return " ".join(page.words)


class _Words(HTMLParser):
    """Collects the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _plain(text: str) -> str:
    """Keep what a server says short, and free of control characters."""
    return one_line(text)[:300]


def _reason(error: Exception) -> str:
    import requests

    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate is not trusted"
    if isinstance(error, requests.exceptions.Timeout):
        return "does not answer in time"
    if isinstance(error, requests.exceptions.ConnectionError):
        return "cannot be reached"
    return f"the request failed: {_plain(str(error))}"
