"""A sparkline: a row of values drawn as one small line, without a scale. The numbers stand beside it.

Knows points and shapes, no question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.answers.differences.tracing import Point

WIDTH, HEIGHT, MARGIN = 72, 20, 3
NOTHING = Markup()
DRAWN = Markup(
    '<svg class="spark" viewBox="0 0 {width} {height}" width="{width}" height="{height}" aria-hidden="true">'
    '<polyline points="{line}"/><circle cx="{x}" cy="{y}" r="2.2"/></svg>'
)


def sparkline(points: Sequence[Point]) -> Markup:
    """Draw values through the years; nothing where there are fewer than two."""
    if len(points) < 2:
        return NOTHING
    places = [_place(point, points) for point in points]
    line = " ".join(f"{x:g},{y:g}" for x, y in places)
    x, y = places[-1]
    return DRAWN.format(width=WIDTH, height=HEIGHT, line=line, x=f"{x:g}", y=f"{y:g}")


def _place(point: Point, points: Sequence[Point]) -> tuple[float, float]:
    first, last = points[0].year, points[-1].year
    least, most = min(point.value for point in points), max(point.value for point in points)
    across = (point.year - first) / (last - first)
    up = (point.value - least) / (most - least) if most > least else 0.5
    return (
        round(MARGIN + across * (WIDTH - 2 * MARGIN), 1),
        round(HEIGHT - MARGIN - up * (HEIGHT - 2 * MARGIN), 1),
    )
