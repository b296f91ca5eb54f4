"""A section as its page shows it, apart from answers: values that the templates look up."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from survey.web.section.words import NOTHING, ShownOption


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of a broken-down number: its label, and the ending of the input's name for each cell."""

    label: Markup
    cells: tuple[str, ...]
    is_total: bool


@dataclass(frozen=True, slots=True)
class ShownGrid:
    """The small table of a broken-down number."""

    columns: tuple[Markup, ...]
    lines: tuple[ShownLine, ...]


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question with everything about it that does not depend on an answer."""

    id: str
    kind: str
    look: str
    control: str
    label: Markup
    hint: Markup = NOTHING
    guidance: tuple[Markup, ...] = ()
    when: Markup = NOTHING
    unit: Markup = NOTHING
    rate_of: Markup = NOTHING
    """From which two numbers a percentage is calculated, if it is."""
    mode: str = "text"
    size: str = ""
    longest: int = 0
    most_words: int = 0
    currencies: tuple[ShownOption, ...] = ()
    options: tuple[ShownOption, ...] = ()
    grid: ShownGrid | None = None
    rows: tuple[ShownOption, ...] = ()
    columns: tuple[ShownQuestion, ...] = ()
    missing: tuple[ShownOption, ...] = ()
    no_figure: Markup = NOTHING
    evidence: tuple[str, ...] = ()
    evidence_label: Markup = NOTHING
    evidence_from: Markup = NOTHING
    reported: Markup = NOTHING
    """The checkboxes for earlier reports, all unchecked: the longest part of many pages."""
    fields: tuple[ShownQuestion, ...] = ()
    item: Markup = NOTHING
    add: Markup = NOTHING
    most_entries: int = 0


@dataclass(frozen=True, slots=True)
class ShownSection:
    """One section, ready to be filled with answers."""

    id: str
    title: Markup
    plain_title: str
    introduction: tuple[Markup, ...]
    when: Markup
    when_of_group: Markup
    questions: tuple[ShownQuestion, ...]
    reported_to: tuple[ShownOption, ...]
    labels: dict[str, str] = field(default_factory=dict)
