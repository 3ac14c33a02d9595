"""Layout: nothing overlaps, conclusions stand left of their premises, equal graphs get equal places."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.render.layout import Arrow, Box, Drawing, Spacing, arrange, grid, pack
from argmap.render.measure import is_rtl, width, wrap


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


@given(graphs())
def test_no_two_boxes_overlap_whatever_the_arrows(graph):
    """A reader can read every box."""
    boxes, arrows = graph
    drawing = arrange(boxes, arrows)
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
def test_a_conclusion_stands_left_of_its_premises(parents):
    """Where there is no loop every arrow points the same way, so that the map reads from left to right."""
    arrows = [Arrow(min(parent, key), key + 1) for key, parent in enumerate(parents)]
    boxes = [Box(key, 100, 40) for key in range(len(parents) + 1)]
    centres = arrange(boxes, arrows).centres
    assert all(centres[arrow.near][0] < centres[arrow.far][0] for arrow in arrows)


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


@given(st.lists(st.tuples(st.integers(1, 90), st.integers(1, 90)), min_size=1, max_size=12))
def test_a_grid_keeps_the_order_and_the_room(sizes):
    """What stands alone is read in the order of the text."""
    boxes = [Box(key, *size) for key, size in enumerate(sizes)]
    drawing = grid(boxes, room=200)
    rows = [drawing.centres[box.key][1] - box.height / 2 for box in boxes]
    assert rows == sorted(rows)
    assert overlapping(boxes, drawing) == []
    assert all(drawing.centres[box.key][0] + box.width / 2 <= 200 for box in boxes)


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
