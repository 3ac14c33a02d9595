"""Layout: nothing overlaps, conclusions stand over their premises, equal graphs get equal places, by either engine."""

import os
import shutil
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.errors import ResourceError
from argmap.render.dot import dot
from argmap.render.drawing import Arrow, Box, Drawing, Spacing, parts
from argmap.render.grouping import BOXES, MEMBERS, by_essay, by_mechanism, by_section, leaves
from argmap.render.layout import Engine, arrange
from argmap.render.measure import is_rtl, width, wrap
from argmap.render.packing import grid, pack, shelves
from argmap.render.routes import Rect, routes


@pytest.fixture(params=[Engine.LAYERED, Engine.DOT])
def engine(request):
    """Lay out in Python and by graphviz; a missing graphviz fails in CI."""
    if request.param is Engine.DOT and not shutil.which("dot"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("needs graphviz")
    return request.param


@st.composite
def graphs(draw):
    """Draw boxes of any size, and arrows of any kind between them: loops, doubles and arrows to oneself too."""
    sizes = draw(st.lists(st.tuples(st.integers(1, 300), st.integers(1, 120)), min_size=1, max_size=14))
    keys = st.integers(0, len(sizes) - 1)
    boxes = [Box(key, *size) for key, size in enumerate(sizes)]
    return boxes, draw(st.lists(st.builds(Arrow, keys, keys), max_size=24))


def overlapping(boxes, drawing):
    """List the pairs of boxes that share a point inside."""
    def share(a, b):
        (ax, ay), (bx, by) = drawing.centres[a.key], drawing.centres[b.key]
        return 2 * abs(ax - bx) < a.width + b.width - 0.5 and 2 * abs(ay - by) < a.height + b.height - 0.5

    return [(a.key, b.key) for a, b in combinations(boxes, 2) if share(a, b)]


@given(graphs(), st.booleans())
def test_no_two_boxes_overlap_whatever_the_arrows(graph, rows):
    """A reader can read every box, in columns and in rows."""
    boxes, arrows = graph
    drawing = arrange(boxes, arrows, rows=rows)
    assert overlapping(boxes, drawing) == []
    assert set(drawing.centres) == {box.key for box in boxes}


@given(graphs())
@settings(max_examples=20, deadline=None)
def test_no_two_boxes_overlap_where_dot_places_them(graph):
    """Graphviz is given the real sizes; where it is not installed the same holds by Python."""
    boxes, arrows = graph
    drawing = arrange(boxes, arrows, rows=True, engine=Engine.AUTO)
    assert overlapping(boxes, drawing) == []
    assert set(drawing.centres) == {box.key for box in boxes}


@given(graphs())
def test_all_boxes_lie_within_the_drawing(graph):
    """What is packed beside a part does not reach into it."""
    boxes, arrows = graph
    drawing = arrange(boxes, arrows)
    for box in boxes:
        x, y = drawing.centres[box.key]
        assert -0.5 <= x - box.width / 2 <= drawing.width - box.width + 0.5
        assert -0.5 <= y - box.height / 2 <= drawing.height - box.height + 0.5


@given(st.lists(st.integers(0, 11), min_size=1, max_size=12))
def test_a_conclusion_stands_before_its_premises(parents):
    """Where there is no loop every arrow points the same way, so that the map reads from one side to the other."""
    arrows = [Arrow(min(parent, key), key + 1) for key, parent in enumerate(parents)]
    boxes = [Box(key, 100, 40) for key in range(len(parents) + 1)]
    columns = arrange(boxes, arrows).centres
    assert all(columns[arrow.near][0] < columns[arrow.far][0] for arrow in arrows)
    rows = arrange(boxes, arrows, rows=True).centres
    assert all(rows[arrow.near][1] < rows[arrow.far][1] for arrow in arrows)


def test_both_engines_set_a_conclusion_over_its_premises(engine):
    """With graphviz and without, the same argument reads the same way."""
    boxes = [Box(key, 280, 80) for key in range(6)]
    arrows = [Arrow(0, 1), Arrow(0, 2), Arrow(1, 3), Arrow(2, 4), Arrow(0, 5)]
    drawing = arrange(boxes, arrows, rows=True, engine=engine)
    assert all(drawing.centres[arrow.near][1] < drawing.centres[arrow.far][1] for arrow in arrows)
    assert overlapping(boxes, drawing) == []
    assert arrange(boxes, arrows, rows=True, engine=engine) == drawing


def test_a_link_that_passes_a_row_has_a_way_round_the_boxes_there(engine):
    """By lanes in Python, by dot's own curve with graphviz: no link is drawn across the words of another node."""
    boxes = [Box(key, 100, 40) for key in range(3)]
    drawing = arrange(boxes, [Arrow(0, 1), Arrow(1, 2), Arrow(0, 2)], rows=True, engine=engine)
    way = drawing.bends.get(2) or drawing.curves[2]
    assert 2 not in drawing.bends or 2 not in drawing.curves
    assert {0, 1} & ({*drawing.bends} | {*drawing.curves}) == set()
    x, y = drawing.centres[1]
    assert all(abs(px - x) >= 50 for px, py in way if abs(py - y) < 20)


def test_dot_that_is_missing_is_named(monkeypatch):
    """Asked for by name it is an error; left to argmap, Python lays out instead."""
    monkeypatch.setenv("PATH", "")
    boxes, arrows = [Box(0, 10, 10), Box(1, 10, 10)], [Arrow(0, 1)]
    with pytest.raises(ResourceError, match=r"graphviz is not installed \(install it, or take --layout layered\)"):
        arrange(boxes, arrows, engine=Engine.DOT)
    assert arrange(boxes, arrows, engine=Engine.AUTO) == arrange(boxes, arrows, engine=Engine.LAYERED)


def test_a_dot_that_fails_is_done_without(tmp_path, monkeypatch):
    """A broken graphviz does not cost the map."""
    program = tmp_path / "dot"
    program.write_text("#!/bin/sh\necho '{}'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    boxes, arrows = [Box(0, 10, 10), Box(1, 10, 10)], [Arrow(0, 1)]
    assert dot(list(parts(boxes, arrows, wrap=4)), Spacing()) is None
    assert arrange(boxes, arrows, engine=Engine.AUTO) == arrange(boxes, arrows)


def test_many_premises_of_one_conclusion_share_rows():
    """Twenty reasons for one claim do not make a row that is twenty boxes wide."""
    boxes = [Box(key, 280, 80) for key in range(21)]
    drawing = arrange(boxes, [Arrow(0, key) for key in range(1, 21)], rows=True, spacing=Spacing(wrap=4))
    assert len({round(drawing.centres[key][1]) for key in range(1, 21)}) == 5
    assert drawing.width < 6 * 280 + 600
    assert overlapping(boxes, drawing) == []


def test_a_dense_graph_is_laid_out_without_lanes():
    """Where everything is linked with everything, time and size stay bounded."""
    boxes = [Box(key, 100, 40) for key in range(120)]
    arrows = [Arrow(near, far) for near in range(120) for far in range(near + 1, 120)]
    drawing = arrange(boxes, arrows)
    assert drawing.bends == {}
    assert overlapping(boxes, drawing) == []


def test_a_conclusion_stands_at_the_middle_of_its_premises():
    """A fan is drawn evenly around what it supports."""
    boxes = [Box(key, 100, 40) for key in range(4)]
    centres = arrange(boxes, [Arrow(0, 1), Arrow(0, 2), Arrow(0, 3)]).centres
    assert centres[0][1] == pytest.approx(centres[2][1], abs=1)


def test_arrows_that_need_not_cross_do_not_cross():
    """Premises are sorted by what they support, not by where they stand in the text."""
    boxes = [Box(key, 100, 40) for key in range(5)]
    # 0 <- 1, 2; 1 <- 4; 2 <- 3: in the order of the text, 3 and 4 would cross.
    centres = arrange(boxes, [Arrow(0, 1), Arrow(0, 2), Arrow(1, 4), Arrow(2, 3)]).centres
    assert (centres[1][1] < centres[2][1]) == (centres[4][1] < centres[3][1])


def test_a_long_arrow_passes_between_the_boxes_of_the_columns_that_it_skips():
    """A link over two columns is not drawn across the words of another node."""
    boxes = [Box(key, 100, 40) for key in range(3)]
    arrows = [Arrow(0, 1), Arrow(1, 2), Arrow(0, 2)]
    drawing = arrange(boxes, arrows)
    (left, y), (right, same) = drawing.bends[2]
    assert (left + 50, right - 50) == (drawing.centres[1][0], drawing.centres[1][0])
    assert y == same
    assert abs(y - drawing.centres[1][1]) >= 20


def test_the_bends_of_an_arrow_in_a_circle_run_along_it():
    """An arrow against the current is drawn from its own near end."""
    boxes = [Box(key, 100, 40) for key in range(3)]
    drawing = arrange(boxes, [Arrow(0, 1), Arrow(1, 2), Arrow(2, 0)])
    xs = [drawing.centres[2][0], *(x for x, _ in drawing.bends[2]), drawing.centres[0][0]]
    assert xs == sorted(xs, reverse=xs[0] > xs[-1])


def test_the_first_part_is_the_one_asked_for_and_the_others_go_by_size():
    """The main thesis stands at the top left, however small its argument."""
    boxes = [Box(key, 100, 40) for key in range(6)]
    arrows = [Arrow(0, 1), Arrow(0, 2), Arrow(3, 4)]
    centres = arrange(boxes, arrows, first=4, spacing=Spacing(aspect=0.1)).centres
    assert centres[3][1] < centres[0][1] < centres[5][1]


def test_a_chain_of_five_thousand_is_laid_out_without_recursion():
    """A long essay does not end in RecursionError."""
    boxes = [Box(key, 100, 40) for key in range(5000)]
    drawing = arrange(boxes, [Arrow(key, key + 1) for key in range(4999)])
    assert len({x for x, _ in drawing.centres.values()}) == 5000


def test_no_boxes_need_no_room():
    """An empty map is a map."""
    assert arrange([], []) == pack([]) == Drawing()
    assert grid([], room=100) == Drawing()
    assert shelves([], spacing=Spacing()) == ([], 0, 0)


@given(st.lists(st.tuples(st.integers(1, 90), st.integers(1, 90)), min_size=1, max_size=12))
def test_a_grid_keeps_the_order_and_the_room(sizes):
    """What stands alone is read in the order of the text."""
    boxes = [Box(key, *size) for key, size in enumerate(sizes)]
    drawing = grid(boxes, room=200)
    rows = [drawing.centres[box.key][1] - box.height / 2 for box in boxes]
    assert rows == sorted(rows)
    assert overlapping(boxes, drawing) == []
    assert all(drawing.centres[box.key][0] + box.width / 2 <= 200 for box in boxes)


@given(st.lists(st.tuples(st.integers(1, 90), st.integers(1, 90)), max_size=12))
def test_frames_stand_in_rows_in_the_order_of_the_text(sizes):
    """Sections are read as they were written, and none lies on another."""
    places, wide, high = shelves(sizes, spacing=Spacing(beside=10, beneath=10))
    assert [y for _, y in places] == sorted(y for _, y in places)
    boxes = [Box(key, *size) for key, size in enumerate(sizes)]
    centres = {box.key: (x + box.width / 2, y + box.height / 2) for box, (x, y) in zip(boxes, places, strict=True)}
    assert overlapping(boxes, Drawing(centres=centres)) == []
    assert all(x + w <= wide and y + h <= high for (x, y), (w, h) in zip(places, sizes, strict=True))


def test_a_link_runs_from_side_to_side_and_ends_at_its_boxes():
    """In rows it leaves at the bottom or top, two that meet at one side keep apart, and a given curve is kept."""
    rects = {0: Rect(0, 0, 100, 40), 1: Rect(-60, 100, 100, 40), 2: Rect(60, 100, 100, 40)}
    links = {0: (1, 0), 1: (2, 0), 2: (2, 1), 3: (0, 0)}
    given_ = ((10.0, 80.0), (5.0, 90.0), (-5.0, 90.0), (-10.0, 80.0))
    found = routes(rects, links, rows=True, bends={}, curves={2: given_})
    assert found[0][0][1] == found[1][0][1] == 80
    assert found[0][-1][1] == found[1][-1][1] == 20
    assert found[0][-1][0] < found[1][-1][0]
    assert found[2] == given_
    assert len(set(found[3])) == 4


def test_groups_are_few_and_of_bounded_size():
    """No level has more boxes than can be read, and no group more members than can be drawn; none is lost."""
    keys = range(20_000)
    sections = {key: f"Part {key // 70}" for key in keys}
    for groups in (
        by_section(keys, sections),
        by_essay([f"Essay {i}" for i in range(90)], {key: key % 90 for key in keys}, sections),
        by_mechanism({key: [key % 7] * (key % 3 > 0) for key in keys}, {i: f"M{i}" for i in range(7)}),
    ):
        waiting, seen = [groups], []
        while waiting:
            level = waiting.pop()
            assert len(level) <= BOXES
            waiting += [group.inside for group in level if group.inside]
        for leaf in leaves(groups):
            assert 0 < len(leaf.members) <= max(MEMBERS, 20_000 // 90 + 1)
            seen += leaf.members
        assert sorted(seen) == list(keys)


def test_a_proposition_is_grouped_under_the_mechanism_on_which_most_rest():
    """Few groups, the largest first, those without a mechanism last; mechanisms hardly used share one."""
    mechanisms = {0: [5, 6], 1: [5], 2: [5], 3: [], 4: [7], 5: [8], 6: [6, 5]}
    groups = by_mechanism(mechanisms, {5: "cost", 6: "data", 7: "law", 8: "war"})
    assert [(group.label, group.members) for group in groups] == [
        ("cost", (0, 1, 2, 6)), ("Other mechanisms", (4, 5)), ("No mechanism named", (3,)),
    ]


@settings(max_examples=200)
@given(st.text(max_size=300), st.integers(40, 300), st.integers(1, 6))
def test_wrapped_lines_fit_and_keep_every_letter(text, room, lines):
    """Words are broken only where they are wider than the box, and nothing is lost but what an ellipsis stands for."""
    broken = wrap(text, room=room, size=13, lines=lines)
    assert len(broken) <= lines
    assert all(width(line, 13) <= room for line in broken)
    whole = "".join(text.split())
    kept = "".join("".join(broken).split())
    assert kept == whole or (kept.endswith("…") and whole.startswith(kept[:-1]))


def test_a_word_of_three_hundred_letters_is_cut_into_lines():
    """A URL does not run out of its box."""
    assert len(wrap("a" * 300, room=200, size=13, lines=50)) > 5


@pytest.mark.parametrize(("text", "expected"), [("", False), ("2030", False), ("open", False), ("«שלום»", True)])
def test_direction_is_that_of_the_first_letter(text, expected):
    """Hebrew and Arabic are set from the right."""
    assert is_rtl(text) is expected
