"""A plot as a picture of its own: the finding above it, the source below it, and its own colours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from threading import Lock

from survey.exports.plots.canvas import WIDE, Canvas, Frame, n
from survey.exports.plots.lettering import LINE, broken

MARGIN = 24
SCALE = 2
"""Pixels of a PNG for each unit of the drawing."""
STYLE = """
text { font: 14px "Libertinus Serif", "Noto Sans", sans-serif; fill: #1b2733; }
.quiet { fill: #51606e; } .strong, .value { font-weight: 600; }
path { fill: none; } .grid { stroke: #d9e0e6; } .axis, .whisker { stroke: #6b7985; }
.mark { fill: #00697a; } rect.strong { fill: #1b2733; } .paper { fill: #ffffff; }
.band { fill: #e3eff1; stroke: #6b7985; } .ring { fill: #ffffff; stroke: #00697a; stroke-width: 1.5; }
.part, .hatch { stroke: #00697a; } .line { stroke: #00697a; stroke-width: 2; }
.dashed { stroke-dasharray: 8 4; } .dotted { stroke-dasharray: 2 4; } .sign { stroke: #ffffff; }
"""
_SIZE = re.compile(r' viewBox="0 0 \d+ ([\d.]+)"')
_TEXT = re.compile(r'<text((?: (?!text-anchor)[a-z-]+="[^"]*")*)(?: text-anchor="(\w+)")?>')
_END = ' text-anchor="end"'
_TURNED = {"end": ' text-anchor="start"', "middle": ' text-anchor="middle"'}
_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.picture), format: "svg", width: float(sys.inputs.width) * 1pt)"""
_turn = Lock()


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a picture: what was found, what is measured, and where it comes from."""

    finding: str
    measure: str
    source: str


def standalone(drawing: str, around: Around, direction: str = "ltr") -> str:
    """Return a drawing of the wide size as an SVG that can be shown anywhere."""
    frame = Frame("picture", around.finding, around.measure, WIDE, direction)
    found = _SIZE.search(drawing)
    height = float(found.group(1)) if found else 0.0
    above, below = Canvas(frame), Canvas(frame)
    top = above.lines(0, 0, broken(around.finding, WIDE), "strong") + 2
    top = above.lines(0, top, broken(around.measure, WIDE), "quiet") + LINE / 2
    end = below.lines(0, top + height + LINE / 2, broken(around.source, WIDE), "quiet")
    width, whole = WIDE + 2 * MARGIN, end + 2 * MARGIN
    inner = drawing.replace("<svg ", f'<svg x="0" y="{n(top)}" ', 1)
    whole_drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {n(width)} {n(whole)}" width="{n(width)}"'
        f' height="{n(whole)}" direction="{direction}"><style>{STYLE}</style>'
        f'<rect width="100%" height="100%" fill="#ffffff"/>'
        f'<g transform="translate({MARGIN} {MARGIN})">{above.marks}{inner}{below.marks}</g></svg>'
    )
    return _anchored(whole_drawing, direction)


def _anchored(drawing: str, direction: str) -> str:
    """Return a drawing whose texts are anchored alike whatever the program knows of directions."""
    if direction != "rtl":
        return drawing
    turned = _TEXT.sub(lambda found: f"<text{_TURNED.get(found.group(2), _END)}{found.group(1)}>", drawing)
    return turned.replace(' direction="rtl"', "")


def to_png(picture: str) -> bytes:
    """Return a standalone SVG as PNG, the same on every machine."""
    width = WIDE + 2 * MARGIN
    import typst  # few processes ever draw a PNG

    with _turn:
        made = typst.Compiler(ignore_system_fonts=True).compile(
            input=_PAGE, format="png", ppi=72.0 * SCALE, sys_inputs={"picture": picture, "width": str(width)}
        )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single picture")
    return made
