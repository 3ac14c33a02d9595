"""Libraries: an essay goes in once, is replaced whole, and leaves nothing behind; in a folder and at a server alike."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import requests
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from argmap import query
from argmap.assemble import assemble, by_document, place
from argmap.errors import GraphError, LibraryError, QueryError
from argmap.library import Action, Library, open_library, read_map
from argmap.library.essay import essays
from argmap.library.folder import Folder
from argmap.library.server import Server, _as_sparql, _chunks
from argmap.model import ArgumentMap, CausalLink, Document, Evidence, Inference, Proposition
from argmap.rdf import to_ntriples
from argmap.vocab import MANIFEST, UNION, iri
from tests.conftest import ROOT
from tests.maps import argument_maps, ash, birch, cedar
from tests.virtuoso import emptied


@pytest.fixture(params=("folder", "server", "graph store"))
def library(request, tmp_path) -> Library:
    """Open an empty library: in a folder, at a server by updates alone, or with its Graph Store Protocol."""
    if request.param == "folder":
        return open_library(tmp_path / "lib")
    endpoint = emptied(request.getfixturevalue("virtuoso"))
    if request.param == "graph store":
        endpoint = replace(endpoint, graph_store_url=endpoint.url + "-graph-crud-auth")
    return Library(Server(endpoint))


def actions(changes) -> list[str]:
    """Give what became of the essays."""
    return [change.action.value for change in changes]


def held(library: Library) -> set[tuple[str, ...]]:
    """Give all quads that a library's place holds in graphs of ours; the union's are in its graph or in none."""
    with library.place.reading() as session:
        rows = session.select(f"SELECT ?g ?s ?p ?o {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), '{MANIFEST}') "
                              "|| STRSTARTS(STR(?g), 'https://w3id.org/argmap/document/')) }")
        union = [] if session.union else session.select("SELECT ?s ?p ?o { ?s ?p ?o }")
    return {tuple(row.get(name, "") for name in "gspo") for row in (*rows, *union)}


def changed(amap: ArgumentMap) -> ArgumentMap:
    """Let the author of a map add a sentence to the essay."""
    [document] = amap.documents
    return ArgumentMap(
        documents=(Document(text=document.text + "\nOne more thing.\n", title=document.title, author=document.author,
                            date=document.date, url=document.url),),
        generator=amap.generator,
    )


def test_essay_goes_in_once(library):
    """The same essay again changes nothing, in the same run or in a later one."""
    assert actions(library.add([ash(), ash()])) == ["added", "unchanged"]
    before = held(library)
    assert actions(library.add([ash()])) == ["unchanged"]
    assert held(library) == before
    assert library.check() == ()


def test_changed_essay_takes_the_place_of_the_old(library):
    """A new version of an essay replaces its graph; the others stay as they are."""
    list(library.add([ash(), birch()]))
    assert actions(library.add([changed(ash()), changed(birch())])) == ["replaced", "replaced"]
    assert {document.text[-16:] for document in library.read().documents} == {"One more thing.\n"}
    assert len(library.entries()) == 2
    assert library.check() == ()
    assert actions(library.add([ash(), birch()])) == ["replaced", "replaced"]
    assert library.read() == assemble([ash(), birch()])


def test_removing_takes_what_one_essay_alone_says(library):
    """After an essay has come and gone the library is, to the triple, what it was without it."""
    list(library.add([birch(), cedar()]))
    before = held(library)
    list(library.add([ash()]))
    assert actions(library.remove([ash().documents[0].id])) == ["removed"]
    assert held(library) == before
    assert library.check() == ()


def test_empty_library_holds_its_version_alone(library):
    """When the last essay has gone nothing of it is left."""
    list(library.add([ash(), birch(), cedar()]))
    assert actions(library.remove([entry.id for entry in library.entries()])) == ["removed"] * 3
    assert {quad[:2] for quad in held(library)} == {(str(MANIFEST), str(MANIFEST))}
    assert library.read() == ArgumentMap()


def relabelled(amap: ArgumentMap, label: str) -> ArgumentMap:
    """Let an essay call its first concept otherwise."""
    first = amap.concepts[0]
    return replace(amap, concepts=(replace(first, label=label), *amap.concepts[1:]))


def test_library_is_what_joining_its_maps_is(library):
    """The union of a library is the graph of the joined map: a concept is called by the shortest of its names."""
    maps = [relabelled(ash(), "chip"), relabelled(birch(), "the export rules"), cedar()]
    names = {maps[0].concepts[0].id, maps[1].concepts[0].id}
    assert names & {item.id for item in cedar().concepts}
    list(library.add(maps))
    text = "SELECT ?c ?label { ?c a argmap:Concept ; skos:prefLabel ?label }"
    assert query.run(library, text) == query.run(assemble(maps), text)
    list(library.remove([maps[0].documents[0].id]))
    assert query.run(library, text) == query.run(assemble(maps[1:]), text)
    list(library.remove([maps[2].documents[0].id]))
    assert query.run(library, text) == query.run(maps[1], text)
    assert library.check() == ()


def test_essays_with_one_address_are_one_essay(library):
    """An essay is known by its address; without one, by author, title and date; without those, by its text."""
    one = Document(text="a", title="T", author="A", url="https://example.org/1")
    same = Document(text="b", title="U", author="B", date="2026", url="https://example.org/1")
    bare = [Document(text="a"), Document(text="b")]
    dated = [Document(text="a", title="T", author="A", date=date) for date in ("2025", "2026")]
    again = Document(text="c", title="T", author="A", date="2026")
    maps = [ArgumentMap(documents=(document,)) for document in (one, same, *bare, *dated, again)]
    wanted = ["added", "replaced", "added", "added", "added", "added", "replaced"]
    assert actions(library.add(maps)) == wanted
    assert {entry.id for entry in library.entries()} == {
        document.id for document in (same, *bare, dated[0], again)
    }
    assert library.check() == ()


def test_address_that_is_found_later_makes_no_second_essay(library):
    """An essay of the same text is the same essay, also once its address is known."""
    known = Document(text="a", title="T", author="A")
    assert actions(library.add([ArgumentMap(documents=(known,))])) == ["added"]
    with_url = replace(known, url="https://example.org/1")
    assert actions(library.add([ArgumentMap(documents=(with_url,))])) == ["replaced"]
    assert [document.url for document in library.read().documents] == ["https://example.org/1"]


def test_update_leaves_new_essays_out(library):
    """Only essays that the library holds are replaced."""
    list(library.add([ash()]))
    assert actions(library.add([birch(), changed(ash())], known=True)) == ["not in the library", "replaced"]
    assert [entry.author for entry in library.entries()] == ["Ash Willow"]


def test_entries_tell_what_each_essay_holds(library):
    """The list comes by date, with counts of each kind."""
    list(library.add([assemble([cedar(), ash()])]))
    first, second = library.entries()
    assert (first.date, first.author, first.title) == ("2026-05-04", "Ash Willow", "The gap will close")
    counts = (first.claims, first.predictions, first.evidence, first.links, first.supports, first.attacks)
    assert counts == (3, 2, 1, 2, 2, 1)
    assert first.triples == to_ntriples(ash())[first.id].count("\n")
    assert (second.date, second.claims, second.attacks) == ("2026-07-01", 2, 0)


def test_maps_come_back_as_they_went_in(library):
    """One essay by the start of its id, some by words, or all."""
    list(library.add([ash(), birch(), cedar()]))
    [entry] = library.find("willow")
    assert read_map(library, entry.id[:8]) == by_document(ash())[0]
    assert [entry.title for entry in library.find("the GAP")] == ["The gap will close", "The gap will stay"]
    assert library.read() == assemble(by_document(ash()) + by_document(birch()) + by_document(cedar()))


def test_unknown_and_ambiguous_ids_are_refused(library):
    """Nothing is removed unless each id names one essay."""
    list(library.add([ash(), birch()]))
    for keys, message in ((["d-"], "2 essays have an id that begins with 'd-'"), ([""], "no essay has the id ''"),
                          (["nope"], "no essay has the id 'nope'"),
                          ([ash().documents[0].id, "nope"], "no essay has the id 'nope'")):
        with pytest.raises(LibraryError, match=message):
            list(library.remove(keys))
    assert len(library.entries()) == 2


def test_essays_before_a_broken_source_are_in(library):
    """What was read before the error counts, and the error is told."""
    def maps():
        yield ash()
        raise GraphError("broken", where="b.ttl")

    changes = library.add(maps())
    assert next(changes).action is Action.ADDED
    with pytest.raises(GraphError, match="broken"):
        next(changes)
    assert [entry.author for entry in library.entries()] == ["Ash Willow"]


def test_check_finds_what_is_not_whole(library):
    """Whatever is taken from an essay or from the union, or put there, is found."""
    list(library.add([ash(), birch()]))
    node = iri("document", ash().documents[0].id)
    harms = (
        f"DELETE WHERE {{ GRAPH <{node}> {{ <{node}> <http://purl.org/dc/terms/title> ?title }} }}",
        f"INSERT DATA {{ GRAPH <{node}> {{ <{node}> <http://purl.org/dc/terms/title> 'Other' }} }}",
    )
    for harm in harms:
        with library.place.writing() as session:
            session.update(harm)
        assert library.check() != ()


def test_reading_a_place_without_a_library_says_so(library, tmp_path):
    """Asking, listing or removing makes no library."""
    for call in (library.entries, library.read, library.check, lambda: list(library.remove(["d"])),
                 lambda: list(library.add([ash()], known=True)), lambda: query.run(library, "ASK { }")):
        with pytest.raises(LibraryError, match=r"no such library|holds no library"):
            call()
    assert list(tmp_path.iterdir()) == []


def test_library_of_another_version_is_left_alone(library):
    """A library that a later argmap made is neither read nor changed."""
    list(library.add([ash()]))
    with library.place.writing() as session:
        session.update(f"DELETE WHERE {{ GRAPH <{MANIFEST}> {{ <{MANIFEST}> ?p ?o }} }}")
        version = "<https://w3id.org/argmap/ontology#libraryVersion>"
        session.update(f"INSERT DATA {{ GRAPH <{MANIFEST}> {{ <{MANIFEST}> {version} 2 }} }}")
    before = held(library)
    for call in (library.entries, lambda: list(library.add([birch()])), lambda: query.run(library, "ASK { }")):
        with pytest.raises(LibraryError, match="is a library of version 2, and this argmap has version 1"):
            call()
    assert held(library) == before


@settings(max_examples=8, deadline=None)
@given(amap=argument_maps())
def test_any_map_comes_back_from_a_folder(amap, tmp_path_factory):
    """Whatever stands in a map's essays comes back, and goes without a trace."""
    library = open_library(tmp_path_factory.mktemp("any") / "lib")
    parts = list(essays(amap))
    list(library.add([cedar()]))
    before = held(library)
    list(library.add([amap]))
    assert library.check() == ()
    kept = {document.id for document in library.read().documents}
    for part in parts:
        if part.document.id in kept:
            assert to_ntriples(library.read([part.document.id])) == {part.document.id: part.triples}
    list(library.remove(kept - {cedar().documents[0].id}))
    assert held(library) == before


def printable(amap: ArgumentMap) -> bool:
    """Tell maps that Virtuoso can hold: it has no NUL, and no characters that Unicode says are none."""
    return not any(code in part.triples for part in essays(amap) for code in ("\\u0000", "\uFFFE", "\uFFFF"))


def two_places(amap: ArgumentMap) -> ArgumentMap:
    """Write confidences as argmap does: with two decimals, of which Virtuoso loses none."""

    def cut(item: Evidence) -> Evidence:
        return replace(item, confidence=round(item.confidence, 2))

    def all_cut(item: Proposition | Inference) -> Proposition | Inference:
        return replace(item, evidence=tuple(sorted(map(cut, item.evidence))))

    def link(item: CausalLink) -> CausalLink:
        said = (replace(statement, evidence=cut(statement.evidence)) for statement in item.statements)
        return replace(item, statements=tuple(sorted(said, key=place)))

    return replace(
        amap, propositions=tuple(map(all_cut, amap.propositions)), inferences=tuple(map(all_cut, amap.inferences)),
        links=tuple(map(link, amap.links)),
    )


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck),
          phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(amap=argument_maps().filter(lambda amap: bool(amap.documents) and printable(amap)).map(two_places))
def test_any_map_comes_back_from_a_server(amap, virtuoso):
    """Whatever stands in a map's essays comes back from a server that is not ours."""
    library = Library(Server(emptied(virtuoso)))
    list(library.add([amap]))
    assert library.check() == ()


@given(text=st.text(alphabet=st.sampled_from("\\\"uU0041\n\x00é"), max_size=12))
def test_ntriples_say_the_same_in_sparql(text):
    """No escape in a text is taken for another when a graph is sent in an update."""
    document = Document(text=text, title="T")
    store = ox.Store()
    triples = to_ntriples(ArgumentMap(documents=(document,)))[document.id]
    store.update(f"INSERT DATA {{ {_as_sparql(triples)} }}")
    found = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    assert sorted(found.decode("utf-8").split("\n")) == sorted(triples.split("\n"))


def test_large_graph_is_sent_in_pieces():
    """A server is given no more at once than it can take, and every line of it."""
    lines = [f"<http://example.org/{number}> <http://example.org/p> \"{'x' * 2000}\" .\n" for number in range(1500)]
    pieces = list(_chunks("".join(lines)))
    assert "".join(pieces) == "".join(lines)
    assert all(piece.count("\n") <= 1000 and len(piece) <= 1_000_000 for piece in pieces)
    assert list(_chunks("a\u2028b\x85 .\n")) == ["a\u2028b\x85 .\n"]


def test_long_essay_goes_to_a_server(virtuoso):
    """An essay of the greatest length that argmap reads can be kept at a server."""
    library = Library(Server(emptied(virtuoso)))
    document = Document(text="word " * 200_000, title="Long")
    list(library.add([ArgumentMap(documents=(document,))]))
    assert library.read().documents == (document,)


def test_what_others_keep_at_a_server_does_not_keep_an_essay(virtuoso):
    """A removed essay is gone from the union where another graph says the same too; check() sees what is not."""
    library = Library(Server(emptied(virtuoso)))
    [essay] = essays(ash())
    with library.place.writing() as session:
        session.update("DROP SILENT GRAPH <urn:theirs>")
        for line in essay.triples.splitlines():
            session.update(f"INSERT DATA {{ GRAPH <urn:theirs> {{ {_as_sparql(line)} }} }}")
    list(library.add([ash(), birch()]))
    list(library.remove([ash().documents[0].id]))
    assert library.check() == ()
    assert held(library) == _held_alone(virtuoso)
    with library.place.writing() as session:
        session.update(f"INSERT {{ GRAPH <{UNION}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH <urn:theirs> {{ ?s ?p ?o }} }}")
    problems = library.check()
    with library.place.writing() as session:
        session.update("DROP SILENT GRAPH <urn:theirs>")
    assert problems


def _held_alone(virtuoso):
    """Give what a library holds in which birch() alone has ever been."""
    library = Library(Server(emptied(virtuoso)))
    list(library.add([birch()]))
    return held(library)


def test_other_graphs_at_a_server_are_left_alone(virtuoso):
    """What others keep there is not touched, and not counted to the union."""
    library = Library(Server(emptied(virtuoso)))
    with library.place.writing() as session:
        session.update("INSERT DATA { GRAPH <http://example.org/g> { <http://example.org/s> a <http://example.org/T> "
                       "} }")
    list(library.add([ash()]))
    list(library.remove([ash().documents[0].id]))
    with library.place.reading() as session:
        assert session.select("SELECT ?s { GRAPH <http://example.org/g> { ?s ?p ?o } }")
    assert query.run(library, "ASK { ?s a <http://example.org/T> }").rows == (("false",),)


@pytest.mark.parametrize("steps", range(1, 12))
def test_server_that_was_left_half_way_is_put_right(virtuoso, steps, monkeypatch):
    """Whichever update is the last to arrive, the next one to write finds what is half there and takes it out."""
    library = Library(Server(emptied(virtuoso)))
    list(library.add([birch()]))
    before = held(library)
    real, sent = requests.Session.request, []

    def request(session, method, url, **named):
        if url == virtuoso.update_url:
            sent.append(url)
            if len(sent) > steps:
                raise requests.ConnectionError("the line is cut")
        return real(session, method, url, **named)

    with monkeypatch.context() as patch, suppress(LibraryError):
        patch.setattr(requests.Session, "request", request)
        list(library.add([changed(ash()), ash()]))
    assert actions(library.add([birch()])) == ["unchanged"]
    assert library.check() == ()
    list(library.remove([entry.id for entry in library.entries() if entry.author == "Ash Willow"]))
    assert held(library) == before


def in_a_process(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Run code in another process, which says a line when it is ready."""
    process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)], cwd=ROOT, text=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_library_that_another_process_writes_is_refused(tmp_path):
    """Two do not write at once: the second waits, and is told so when it has waited too long. Reading goes on."""
    place = Folder(tmp_path / "lib", patience=0.3)
    library = Library(place)
    list(library.add([ash()]))
    writer = in_a_process(
        """
        import sys
        from pathlib import Path
        from argmap.library.folder import Folder
        with Folder(Path(sys.argv[1])).writing() as session:
            session.update("INSERT DATA { <http://example.org/a> <http://example.org/b> 1 }")
            print("ready", flush=True)
            sys.stdin.readline()
        """, tmp_path / "lib",
    )
    try:
        with pytest.raises(LibraryError, match=r"lib: locked: another process has been writing to it for 0\.3 s"):
            list(library.add([birch()]))
        assert [entry.author for entry in library.entries()] == ["Ash Willow"]
        assert query.run(library, "ASK { <http://example.org/a> ?p ?o }").rows == (("false",),)
    finally:
        writer.communicate("\n")
    assert query.run(library, "ASK { <http://example.org/a> ?p ?o }").rows == (("true",),)


def test_store_that_another_program_has_open_is_refused(tmp_path):
    """An Oxigraph server that has the store of a library open for writing keeps argmap out."""
    library = open_library(tmp_path / "lib")
    list(library.add([ash()]))
    store = tmp_path / "lib" / library.place.details()["store"]
    server = in_a_process(
        """
        import pyoxigraph, sys
        store = pyoxigraph.Store(sys.argv[1])
        print("ready", flush=True)
        sys.stdin.readline()
        """, store,
    )
    try:
        for call in (library.entries, lambda: list(library.add([birch()])), lambda: query.run(library, "ASK { }")):
            with pytest.raises(LibraryError, match="locked: another program has it open for writing"):
                call()
    finally:
        server.communicate("\n")
    assert len(library.entries()) == 1


def test_readers_keep_what_they_opened(tmp_path):
    """Who reads sees the library as it was opened, however often it changes meanwhile; then it is tidied away."""
    library = open_library(tmp_path / "lib")
    list(library.add([ash()]))
    with library.target() as target, library.place.reading() as session:
        list(library.add([birch()]))
        list(library.remove([ash().documents[0].id]))
        assert session.dump(str(iri("document", ash().documents[0].id)))
        store = ox.Store.read_only(target["path"])
        assert len(list(store.named_graphs())) == 2
    assert len(list((tmp_path / "lib").glob("store-*"))) == 2
    list(library.add([cedar()]))
    assert len(list((tmp_path / "lib").glob("store-*"))) == 1
    assert sorted(path.name for path in (tmp_path / "lib").iterdir())[:2] == ["argmap-library", "lock"]


def test_unchanged_library_is_not_written(tmp_path):
    """Adding what is there leaves the very files in place."""
    library = open_library(tmp_path / "lib")
    list(library.add([ash()]))
    before = sorted((path, path.stat().st_mtime_ns) for path in (tmp_path / "lib").rglob("*") if path.is_file())
    list(library.add([ash()]))
    after = sorted((path, path.stat().st_mtime_ns) for path in (tmp_path / "lib").rglob("*") if path.is_file())
    assert [item for item in after if item[0].name != "lock"] == [item for item in before if item[0].name != "lock"]


def _file(path: Path) -> None:
    path.write_text("x", "utf-8")


def _other_things(path: Path) -> None:
    path.mkdir()
    (path / "thesis.txt").write_text("x", "utf-8")


def _plain_store(path: Path) -> None:
    store = ox.Store(str(path))
    store.add(ox.Quad(ox.NamedNode("http://x/"), ox.NamedNode("http://x/"), ox.NamedNode("http://x/")))
    store.flush()


def _no_store(path: Path) -> None:
    path.mkdir()
    (path / "argmap-library").write_text("store-000001\n", "utf-8")


def _damaged_name(path: Path) -> None:
    path.mkdir()
    (path / "argmap-library").write_bytes(b"\xff/../../etc")


def _damaged_store(path: Path) -> None:
    list(open_library(path).add([ash()]))
    for file in (path / "store-000001").glob("MANIFEST-*"):
        file.write_bytes(b"x")


def _below_nothing(path: Path) -> None:
    path.symlink_to(path.parent / "none" / "lib")


NO_LIBRARIES = {
    _file: "is a file, and a library is a folder",
    _other_things: "holds other things, such as 'thesis.txt'|is a folder, but no library",
    _plain_store: "holds other things|is a folder, but no library",
    _no_store: "its store is missing|cannot be read or written",
    _damaged_name: "its file argmap-library is damaged",
    _damaged_store: "is damaged|cannot be read or written",
    _below_nothing: "cannot be read or written|no such library",
}


@pytest.mark.parametrize("make", NO_LIBRARIES, ids=lambda make: make.__name__)
def test_what_is_no_library_is_left_alone(make, tmp_path, monkeypatch):
    """A file, a folder with other things, another store, a damaged library: one clear line, nothing changed."""
    monkeypatch.setattr("argmap.library.folder.ATTEMPTS", 2)
    path = tmp_path / "lib"
    make(path)
    before = sorted((str(item), item.lstat().st_size) for item in tmp_path.rglob("*") if item.name != "lock")
    library = open_library(path)
    for call in (library.entries, lambda: list(library.add([birch()])), library.check):
        with pytest.raises(LibraryError, match=NO_LIBRARIES[make]) as caught:
            call()
        assert str(path) in str(caught.value)
        assert len(str(caught.value)) < 400
    after = sorted((str(item), item.lstat().st_size) for item in tmp_path.rglob("*") if item.name != "lock")
    assert after == before


def test_full_disk_ends_in_one_line_and_the_old_library(tmp_path):
    """When nothing more can be written the library stays what it was."""
    library = open_library(tmp_path / "lib")
    list(library.add([ash()]))
    code = """
        import resource, sys
        from argmap.errors import LibraryError
        from argmap.library import open_library
        from tests.maps import birch, cedar
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
        print("ready", flush=True)
        try:
            list(open_library(sys.argv[1]).add([birch(), cedar()]))
        except LibraryError as error:
            print(error, end="")
        """
    for limit in (100, 5_000, 120_000):
        process = in_a_process(code, tmp_path / "lib", limit)
        said, _ = process.communicate()
        assert "lib: cannot be read or written: " in said, (limit, said)
        assert len(said.splitlines()) == 1
        assert [entry.author for entry in library.entries()] == ["Ash Willow"]
        assert library.check() == ()
    assert actions(library.add([birch()])) == ["added"]
    assert sorted(path.name for path in (tmp_path / "lib").iterdir() if path.name.startswith("work")) == []


def test_address_is_checked_before_anything_is_sent():
    """What is no address, or holds a password, is refused by name."""
    for address, message in (("http://", "is no http or https address"), ("https://a b/", "is no http or https"),
                           ("http://u:p@example.org/", "must not hold a password"), ("http://[::1", "is no http")):
        with pytest.raises(LibraryError, match=message):
            open_library(address)


def test_library_has_its_own_engine(tmp_path):
    """A folder that is no library, given to a query, is told as such."""
    with pytest.raises((LibraryError, QueryError), match="no library"):
        query.run(tmp_path, "ASK { }")
