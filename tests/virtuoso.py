"""A Virtuoso server of our own, from Debian's package virtuoso-opensource-7: on loopback, with its own folder."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from argmap.endpoint import Endpoint, Speaker
from argmap.library.session import rows
from argmap.vocab import BASE

PROGRAM = "virtuoso-t"
INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa

[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx

[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
DirsAllowed = {folder}

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}

[SPARQL]
ResultSetMaxRows = {rows}
"""
#: As the test of a server that cuts its answers has it; none of the examples is as large.
ROWS = 5_000
SECONDS = 120
#: The user and the password of a server that was just made.
NAME = "dba"


def installed() -> bool:
    """Tell whether the package is there."""
    return shutil.which(PROGRAM) is not None


@contextmanager
def running(folder: Path) -> Iterator[Endpoint]:
    """Start a server in an empty folder, wait until it answers, and stop it at the end."""
    ports = _free(), _free()
    (folder / "virtuoso.ini").write_text(INI.format(folder=folder, sql=ports[0], http=ports[1], rows=ROWS), "utf-8")
    command = [PROGRAM, "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    with (folder / "stderr").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{ports[1]}"
        _wait(f"{address}/sparql", server)
        yield Endpoint(url=f"{address}/sparql", update_url=f"{address}/sparql-auth", user=NAME, password=NAME)
    finally:
        server.kill()
        server.wait()


def _free() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < deadline and server.poll() is None:
        try:
            opener.open(f"{url}?query=ASK%7B%7D", timeout=5).read()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"Virtuoso does not answer at {url}; it ended with {server.poll()}")


def emptied(endpoint: Endpoint) -> Endpoint:
    """Drop all graphs that argmap made there."""
    speaker = Speaker(endpoint)
    query = f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), '{BASE}')) }}"
    for row in rows(ox.parse_query_results(speaker.ask(query).body, format=ox.QueryResultsFormat.JSON)):
        speaker.update(f"DROP SILENT GRAPH <{row['g']}>")
    return endpoint
