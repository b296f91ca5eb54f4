"""Plots draw what they are given, to scale, in the reader's direction, told in words, without styles."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from survey.exports.plots import (
    NARROW,
    WIDE,
    Bar,
    Frame,
    Line,
    Pair,
    Panel,
    Part,
    Range,
    ShareRow,
    bars,
    dots,
    multiples,
    pairs,
    series,
    shares,
    ticks_over,
)
from survey.exports.plots.lettering import broken, width_of
from survey.exports.plots.scales import Scale
from survey.exports.plots.shares import PATTERNS
from survey.exports.plots.standalone import Around, standalone, to_png
from tests.counting import lines_run

SVG = "{http://www.w3.org/2000/svg}"
LONG = "United Kingdom of Great Britain and Northern Ireland"
ROWS = [Bar("Nepal", 1200.0, "1,200"), Bar(LONG, 300.0, "300"), Bar("Peru", None, "not available")]
RANGES = [
    Range("Africa", "Median 12", 12.0, (8.0, 21.0), (1.0, 40.0), (1.0, 8.0, 12.0, 21.0, 40.0)),
    Range("Europe", "Withheld"),
]
TICKS = [(0.0, "0"), (20.0, "20"), (40.0, "40")]
DIVIDED = [
    ShareRow("Africa", (Part(0.75, "75 %"), Part(0.05, "5 %"), Part(0.2, "20 %"))),
    ShareRow("Europe", (), "withheld"),
]
LINES = [
    Line("Africa", (1.0, None, 3.0), ("1", "", "3")),
    Line("Asia", (20.0, 30.0, 40.0), spans=((20.0, 28.0), (30.0, 40.0))),
]
PAIRS = [Pair("Africa (n=4)", 40.0, 28.0, "-12"), Pair("Asia", None, None, "No country answered")]
ROUNDS = ("2018", "2019", "2020")
KINDS = {
    "bars": lambda frame: bars(frame, ROWS),
    "dots": lambda frame: dots(frame, RANGES, TICKS),
    "shares": lambda frame: shares(frame, ["Yes", "Partly", "No"], DIVIDED),
    "series": lambda frame: series(frame, ROUNDS, LINES, TICKS),
    "multiples": lambda frame: multiples(
        frame, ("2018", "2020"), [Panel(line.label, line.values, "1", "3", line.spans) for line in LINES]
    ),
    "pairs": lambda frame: pairs(frame, ("2019", "2020"), PAIRS, TICKS),
}


def frame(width=WIDE, direction="ltr", title="A title", says="What it says."):
    return Frame("plot", title, says, width, direction)


def drawn(svg):
    return ElementTree.fromstring(svg)


def marks(svg, kind, tag="rect"):
    return [one for one in drawn(svg).iter(f"{SVG}{tag}") if kind in (one.get("class") or "").split()]


def written(svg):
    return [one.text for one in drawn(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_plot_is_an_image_with_a_title_and_a_text_and_no_style(kind, direction, width):
    svg = KINDS[kind](frame(width, direction, "Children & adults <all>", "Nepal: “1,200”."))
    root = drawn(svg)
    assert "img" == root.get("role")
    named = {one.get("id"): one.text for one in root if one.tag in (f"{SVG}title", f"{SVG}desc")}
    assert ["Children & adults <all>", "Nepal: “1,200”."] == [
        named[one] for one in root.get("aria-labelledby").split()
    ]
    assert [] == [one.tag for one in root.iter() if "style" in one.attrib]
    assert f"0 0 {width} " == re.match(r"0 0 \d+ ", root.get("viewBox")).group(0)
    assert direction == root.get("direction")


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_values_are_drawn_with_the_same_bytes(kind):
    assert KINDS[kind](frame()) == KINDS[kind](frame())


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_drawn_beside_the_sheet(kind, direction, width):
    root = drawn(KINDS[kind](frame(width, direction)))
    height = float(root.get("viewBox").split()[3])
    patterns = {one for pattern in root.iter(f"{SVG}pattern") for one in pattern.iter()}
    for one in root.iter():
        if one in patterns:
            continue
        for name, most in (("x", width), ("y", height), ("cx", width), ("cy", height)):
            assert 0 <= float(one.get(name, 0)) <= most, (one.tag, one.attrib)


def test_bars_are_as_long_as_their_values():
    first, second = marks(bars(frame(), ROWS), "mark")
    assert pytest.approx(4, abs=0.02) == float(first.get("width")) / float(second.get("width"))


def test_a_bar_below_nought_goes_the_other_way():
    above, below = marks(bars(frame(), [Bar("A", 5.0, "+5"), Bar("B", -5.0, "-5")]), "mark")
    assert float(above.get("x")) == pytest.approx(float(below.get("x")) + float(below.get("width")), abs=0.2)


def test_a_country_without_a_figure_has_words_and_no_bar():
    svg = bars(frame(), ROWS)
    assert 2 == len(marks(svg, "mark"))
    assert "not available" in written(svg)


def test_the_mirror_of_a_plot_is_drawn_from_the_right():
    (plain, *_), (mirrored, *_) = (marks(bars(frame(WIDE, way), ROWS), "mark") for way in ("ltr", "rtl"))
    assert plain.get("width") == mirrored.get("width")
    assert float(mirrored.get("x")) == pytest.approx(
        WIDE - float(plain.get("x")) - float(plain.get("width")), abs=0.2
    )


def test_the_median_stands_on_the_axis_where_its_value_is():
    svg = dots(frame(), RANGES, TICKS)
    (median,) = marks(svg, "mark")
    (band,) = marks(svg, "band")
    rings = [float(one.get("cx")) for one in marks(svg, "ring", "circle")]
    middle = float(median.get("x")) + float(median.get("width")) / 2
    assert 5 == len(rings)
    assert middle == pytest.approx(rings[2], abs=0.2)
    assert float(band.get("x")) == pytest.approx(rings[1], abs=0.2)
    assert float(band.get("x")) + float(band.get("width")) == pytest.approx(rings[3], abs=0.2)


def test_shares_fill_the_whole_bar_and_each_has_a_pattern_of_its_own():
    svg = shares(frame(), ["Yes", "Partly", "No"], DIVIDED)
    bar = marks(svg, "part")[3:]
    widths = [float(one.get("width")) for one in bar]
    assert [0.75, 0.05, 0.2] == pytest.approx([one / sum(widths) for one in widths], abs=0.001)
    assert 3 == len({one.get("fill") for one in bar})
    assert "75 %" in written(svg)
    assert "5 %" not in written(svg)  # it has no room there: the table beside the plot says it
    assert len(PATTERNS) == len({drawing for drawing, _ in PATTERNS})


def test_a_line_joins_only_what_the_same_reporters_said_in_two_rounds():
    alone = series(frame(), ROUNDS, [Line("Africa", (10.0, None, 30.0), spans=(None, None))], TICKS)
    assert [] == marks(alone, "line", "path")
    assert 2 == len(marks(alone, "ring", "path"))
    both = series(frame(), ROUNDS, [Line("Africa", (10.0, 20.0, 30.0), spans=(None, (18.0, 30.0)))], TICKS)
    assert 1 == len(marks(both, "line", "path"))
    assert 2 == len(marks(both, "sign", "path"))
    assert 3 == len(marks(both, "ring", "path"))


def test_two_rounds_of_a_small_plot_are_not_joined():
    two = multiples(frame(), ("2019", "2020"), [Panel("Victims", (5.0, 3.0), spans=((4.0, 3.0),))])
    three = multiples(
        frame(), ("2018", "2020"), [Panel("Victims", (5.0, 3.0, 2.0), spans=((4.0, 3.0), (3.0, 2.0)))]
    )
    assert (0, 2) == (len(marks(two, "line", "path")), len(marks(two, "mark", "circle")))
    assert (2, 4) == (len(marks(three, "line", "path")), len(marks(three, "mark", "circle")))


def test_a_pair_shows_before_and_now_with_the_change_at_its_end():
    svg = pairs(frame(), ("2019", "2020"), PAIRS, TICKS)
    (before,) = marks(svg, "ring", "circle")[1:]
    (now,) = marks(svg, "mark", "circle")[1:]
    assert float(now.get("cx")) < float(before.get("cx"))
    assert {"2019", "2020", "Africa (n=4)", "-12", "No country answered"} <= set(written(svg))


def test_lines_have_signs_of_their_own_beside_their_names():
    svg = series(frame(), ROUNDS, LINES, TICKS)
    signs = [one.get("d") for one in marks(svg, "sign", "path")]
    assert 2 == len(set(signs))
    assert {"Africa", "Asia"} <= set(written(svg))


FINITE = st.floats(allow_nan=False, allow_infinity=False) | st.floats(-1e12, 1e12)


@given(st.lists(FINITE, max_size=20), st.integers(2, 9))
@example([5e-324], 2)
@example([5e-324], 9)
@example([-2.2e-313], 2)
@example([-5e-324, 5e-324], 5)
@example([-1.7e308, 1.7e308], 5)
def test_an_axis_covers_every_value_with_few_round_ticks(values, most):
    ticks = ticks_over(values, most)
    low, high = min([0.0, *values]), max([0.0, *values])
    hair = high * 1e-8 - low * 1e-8  # thinner than anything that is drawn
    assert ticks[0] <= low + hair
    assert ticks[-1] >= high - hair
    assert 0.0 in ticks
    assert 2 <= len(ticks) <= most + 2
    assert sorted(set(ticks)) == list(ticks)


@given(st.lists(FINITE, min_size=1, max_size=20), st.integers(2, 9))
@example([1e16, 1e16 + 2], 9)
@example([0.1, 0.1 + 0.2], 3)
def test_an_axis_that_need_not_begin_at_nought_covers_every_value_too(values, most):
    ticks = ticks_over(values, most, from_nought=False)
    hair = ticks[-1] * 1e-8 - ticks[0] * 1e-8
    assert ticks[0] <= min(values) + hair
    assert ticks[-1] >= max(values) - hair
    assert 2 <= len(ticks) <= most + 2


@given(FINITE, FINITE, FINITE)
@example(-1.7e308, 1.7e308, 0.0)
@example(0.0, 5e-324, 5e-324)
def test_a_scale_keeps_every_value_between_its_ends_on_the_paper(one, two, three):
    low, value, high = sorted((one, two, three))
    assert 10.0 <= Scale(low, high, 10.0, 110.0)(value) <= 110.0 + 1e-9


@given(st.text(max_size=200), st.integers(30, 400))
def test_long_labels_are_broken_into_lines_that_fit(text, width):
    lines = broken(text, width)
    assert 1 <= len(lines) <= 4
    assert [] == [line for line in lines if width_of(line) > max(width, width_of("W…")) + 0.01]
    if len(text.split(" ")) == 1 and width_of(text) <= width:
        assert (text,) == lines


def test_a_plot_of_every_country_takes_a_moment():
    rows = [Bar(f"Country of {number:03}", float(number), str(number)) for number in range(192)]
    bars(frame(), rows)
    half, whole = (lines_run(lambda few=few: bars(frame(), few)) for few in (rows[::2], rows))
    assert whole < 100 * len(rows)  # some milliseconds
    assert whole < 2.2 * half


def test_a_picture_of_its_own_anchors_texts_at_the_side_where_reading_starts():
    around = Around("What was found", "What is measured", "Source")
    right = standalone(KINDS["pairs"](frame(direction="rtl")), around, "rtl")
    left = standalone(KINDS["pairs"](frame()), around)
    anchors = [text.get("text-anchor") for text in drawn(right).iter(f"{SVG}text")]
    assert "direction" not in right
    assert "end" == anchors[0]
    assert len(anchors) == len(list(drawn(left).iter(f"{SVG}text")))
    assert [None] * 2 == [text.get("text-anchor") for text in drawn(left).iter(f"{SVG}text")][:2]
    assert to_png(left).startswith(b"\x89PNG")
