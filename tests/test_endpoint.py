"""Servers that are wrong, slow, hostile or locked: one clear line each, and no other server is ever asked."""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyoxigraph as ox
import pytest

from argmap import endpoint, query
from argmap.cli import main
from argmap.endpoint import Endpoint, Speaker
from argmap.errors import LibraryError, QueryError
from argmap.library import Library, open_library
from argmap.library.server import Server
from tests.maps import ash
from tests.virtuoso import NAME, emptied

RESULTS = "application/sparql-results+json"
VERSION = b'{"head": {"vars": ["version"]}, "results": {"bindings": [{"version": {"type": "literal", "value": "1"}}]}}'
Answer = Callable[[BaseHTTPRequestHandler], None]


class Fake(ThreadingHTTPServer):
    """An HTTP server on loopback that answers as a test says, and remembers what it was asked."""

    daemon_threads = True

    def __init__(self, answer: Answer) -> None:
        self.asked: list[tuple[str, str]] = []
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def respond(self) -> None:
                self.body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                fake.asked.append((self.command, self.path))
                answer(self)

            def log_message(self, *_: object) -> None:
                pass

        for method in ("GET", "POST", "PUT"):
            setattr(Handler, f"do_{method}", Handler.respond)
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/sparql"


def reply(status: int, body: bytes = b"", **headers: str) -> Answer:
    """Answer always the same."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@pytest.fixture
def serve() -> Iterator[Callable[[Answer], Fake]]:
    """Start servers, and stop them at the end."""
    started = []

    def start(answer: Answer) -> Fake:
        server = Fake(answer)
        started.append(server)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return server

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


PAGE = b"<!doctype html><html><title>Hello</title><body><p>Log\x1b[31m in</p></body></html>"
WRONG = {
    "a page": (reply(200, PAGE, Content_Type="text/html"), r"answered with text/html, not application/sparql-results"),
    "no type": (reply(200, b"{}"), "answered with no type"),
    "not JSON": (reply(200, b"<<<", Content_Type=RESULTS), "its answer cannot be read"),
    "half of it": (reply(200, VERSION[:60], Content_Type=RESULTS), "its answer cannot be read"),
    "less than it said": (reply(200, VERSION[:9], Content_Type=RESULTS, Content_Length="99"), "cannot be r|failed"),
    "an error": (reply(500, PAGE, Content_Type="text/html"), r"answered 500: Hello Log \[31m in$"),
    "an error in words": (reply(400, b"Virtuoso 37000\x07 Error\n" * 99, Content_Type="text/plain"), "answered 400: V"),
    "who are you": (reply(401, WWW_Authenticate="Digest realm=x, nonce=y"), r"asks who you are, or refuses you"),
    "not you": (reply(403), r"refuses you \(403\)"),
    "other rows": (reply(200, VERSION.replace(b'"version"', b'"other"'), Content_Type=RESULTS), "manifest is damaged"),
    "no library": (reply(200, VERSION[:57] + b"]}}", Content_Type=RESULTS), "holds no library of argmap's"),
    "another version": (reply(200, VERSION.replace(b'"1"', b'"7"'), Content_Type=RESULTS), "a library of version 7"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_answers_end_in_one_line(name, serve):
    """Whatever a server says instead of an answer: one line with its address, short and free of control characters."""
    answer, message = WRONG[name]
    server = serve(answer)
    with pytest.raises(LibraryError, match=message) as caught:
        query.run(server.url, "SELECT ?s { ?s ?p ?o }", timeout=5)
    assert str(caught.value).startswith(server.url)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 600


def test_redirects_are_not_followed(serve):
    """A server that sends argmap elsewhere is named, and the other one never asked."""
    other = serve(reply(200, VERSION, Content_Type=RESULTS))
    server = serve(reply(307, Location=other.url))
    with pytest.raises(LibraryError, match=f"redirects to {other.url}, which argmap does not follow"):
        query.run(server.url, "ASK { }")
    with pytest.raises(LibraryError, match="redirects to"):
        list(open_library(server.url).add([ash()]))
    assert other.asked == []


def test_proxies_of_the_environment_are_not_asked(serve, monkeypatch):
    """The address that the user gave is the one that is asked."""
    proxy, server = serve(reply(200)), serve(reply(403))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, proxy.url)
    with pytest.raises(LibraryError, match="403"):
        query.run(server.url, "ASK { }")
    assert (proxy.asked, len(server.asked)) == ([], 1)


def test_silent_server_is_given_up(serve):
    """A server that never answers does not hold the user longer than the time limit."""
    server = serve(lambda handler: time.sleep(20))
    start = time.monotonic()
    with pytest.raises(LibraryError, match="does not answer in time"):
        query.run(server.url, "ASK { }", timeout=0.5)
    assert time.monotonic() - start < 10


def first_then(first: Answer, then: Answer) -> Answer:
    """Answer the first request otherwise than the rest: argmap asks first whether there is a library."""
    count = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        count.append(handler.path)
        (first if len(count) == 1 else then)(handler)

    return answer


LIBRARY = reply(200, VERSION, Content_Type=RESULTS)
EMPTY = reply(200, VERSION[:57] + b"]}}", Content_Type=RESULTS)


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Send rows for ever, a few at a time."""
    handler.send_response(200)
    handler.send_header("Content-Type", RESULTS)
    handler.end_headers()
    handler.wfile.write(b'{"head": {"vars": ["x"]}, "results": {"bindings": [')
    while True:
        handler.wfile.write(b'{"x": {"type": "literal", "value": "1"}},' * 100)


def slow(handler: BaseHTTPRequestHandler) -> None:
    """Send a piece every now and then, and never come to an end."""
    handler.send_response(200)
    handler.send_header("Content-Type", RESULTS)
    handler.end_headers()
    while True:
        handler.wfile.write(b" ")
        time.sleep(0.05)


def test_endless_answer_is_cut_at_the_limit(serve):
    """Rows that never end are read up to the limit of rows."""
    found = query.run(serve(first_then(LIBRARY, endless)).url, "SELECT ?x { ?x ?p ?o }", limit=7)
    assert (len(found.terms), found.truncated) == (7, True)


def test_slow_answer_is_stopped_at_the_time_limit(serve):
    """An answer that trickles does not hold the user longer than the time limit."""
    with pytest.raises(QueryError, match=r"took longer than 1\.5 s"):
        query.run(serve(first_then(LIBRARY, slow)).url, "SELECT ?x { ?x ?p ?o }", timeout=1.5)


def test_long_answer_is_refused(serve, monkeypatch):
    """No more is read than fits."""
    monkeypatch.setattr(endpoint, "MAX_BYTES", 1_000)
    server = serve(reply(200, VERSION + b" " * 5_000, Content_Type=RESULTS))
    with pytest.raises(LibraryError, match=r"answers with more than 0 MB|cannot be read"):
        open_library(server.url).entries()


def test_a_password_of_any_letters_is_sent(serve, monkeypatch):
    """A name and password that Latin-1 lacks go out as UTF-8, as RFC 7617 has it."""
    seen = []

    def answer(handler):
        seen.append(handler.headers.get("Authorization"))
        (EMPTY if seen[-1] else reply(401, WWW_Authenticate='Basic realm="x"'))(handler)

    monkeypatch.setenv("ARGMAP_USER", "žofie")
    monkeypatch.setenv("ARGMAP_PASSWORD", "5 €")
    with pytest.raises(LibraryError):
        open_library(serve(answer).url).entries()
    assert base64.b64decode(seen[1].removeprefix("Basic ")).decode("utf-8") == "žofie:5 €"


def test_basic_and_bearer_are_sent_when_asked_for(serve, monkeypatch, tmp_path):
    """A user and password go out by the scheme that the server asks for, a token at once; none are asked elsewhere."""
    seen = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers.get("Authorization"))
        (EMPTY if seen[-1] else reply(401, WWW_Authenticate='Basic realm="x"'))(handler)

    basic = "Basic " + base64.b64encode(b"ann:s3cret").decode("ascii")
    url = serve(answer).url
    monkeypatch.setenv("ARGMAP_USER", "ann")
    monkeypatch.setenv("ARGMAP_PASSWORD", "s3cret")
    _ask(url)
    assert seen[:2] == [None, basic]
    monkeypatch.delenv("ARGMAP_USER")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login ann password s3cret\n", "utf-8")
    seen.clear()
    _ask(url)
    assert seen[:2] == [None, basic]
    monkeypatch.setenv("ARGMAP_TOKEN", "t0ken")
    seen.clear()
    _ask(url)
    assert set(seen) == {"Bearer t0ken"}


def _ask(url: str) -> None:
    with pytest.raises(LibraryError, match="holds no library"):
        open_library(url).entries()


def test_wrong_password_is_told(virtuoso):
    """A server that refuses the user says so in one line."""
    wrong = Endpoint(url=virtuoso.url, update_url=virtuoso.update_url, user=NAME, password="wrong")  # noqa: S106
    with pytest.raises(LibraryError, match=r"asks who you are, or refuses you \(401\)"):
        list(Library(Server(wrong)).add([ash()]))


def test_passwords_are_not_shown(virtuoso):
    """Neither a user's password nor a token is in what could be printed."""
    assert "s3cret" not in repr(Endpoint(url="http://example.org/", password="s3cret", token="s3cret"))  # noqa: S106


def test_standard_update_and_query(virtuoso):
    """The protocol as it is: an update, a query over one graph as the default, triples as N-Triples."""
    speaker = Speaker(emptied(virtuoso))
    speaker.update("INSERT DATA { GRAPH <https://w3id.org/argmap/library/x> { <http://e/s> <http://e/p> 'é\\u2028' } }")
    query_text = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    answer = speaker.ask(query_text, default=["https://w3id.org/argmap/library/x"], triples=True)
    [quad] = ox.parse(answer.body, format=ox.RdfFormat.N_TRIPLES)
    assert (quad.subject.value, quad.predicate.value, quad.object.value) == ("http://e/s", "http://e/p", "é\u2028")


def test_command_line_tells_of_servers_in_one_line(serve, monkeypatch):
    """As users have it: one line on stderr, exit code 2."""
    from click.testing import CliRunner

    server = serve(reply(500, PAGE, Content_Type="text/html"))
    for args in (["library", "list", "--library", server.url], ["query", server.url, "essays"]):
        result = CliRunner().invoke(main, args)
        assert result.exit_code == 2
        [line] = result.stderr.splitlines()
        assert line.startswith(f"argmap: {server.url}: answered 500: Hello")
