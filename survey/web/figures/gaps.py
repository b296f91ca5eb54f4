"""Why some reporters do not stand behind a figure, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.messages import Message, Text, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from survey.figures import Coverage, Figure, Statistic
    from survey.web.request.visit import Visit


def gaps(here: Visit, figure: Figure, statistic: Statistic | None) -> str:
    """Say why some reporters do not stand behind a statistic; nothing if all do or if it may not be told."""
    coverage = figure.coverage_of(statistic) if statistic is not None else figure.coverage
    if not coverage.told:
        return ""
    is_rate = statistic is not None and statistic.code == "rate"
    counts = {
        **coverage.missing,
        "not_asked": coverage.not_asked,
        "no_pair" if is_rate else "blank": coverage.blank + coverage.apart,
        "without_report": coverage.without_report,
    }
    said = [here.plain(_gap(reason, count)) for reason, count in counts.items() if count]
    return here.plain(say("figures/gaps", "{listed}", listed=said)) if said else ""


def gap_of_one(here: Visit, coverage: Coverage) -> str:
    """Say why a country gave no figure."""
    counts = {**coverage.missing, "not_asked": coverage.not_asked, "blank": coverage.blank}
    reason = next((reason for reason, count in counts.items() if count), "without_report")
    return here.plain(OF_ONE[reason])


def _gap(reason: str, count: int) -> Message:
    """Say for how many reporters a reason applies."""
    return Message(GAPS[reason], {}, count)


GAPS: Mapping[str, Text] = {
    "not_available": Text(
        "figures/gap-not-available",
        "{count} not available",
        "{count} not available",
        note="countries or bodies",
    ),
    "not_applicable": Text(
        "figures/gap-not-applicable",
        "{count} not applicable",
        "{count} not applicable",
        note="countries or bodies",
    ),
    "included_elsewhere": Text(
        "figures/gap-elsewhere",
        "{count} included elsewhere",
        "{count} included elsewhere",
        note="countries or bodies",
    ),
    "confidential": Text(
        "figures/gap-confidential", "{count} confidential", "{count} confidential", note="countries or bodies"
    ),
    "not_asked": Text(
        "figures/gap-not-asked", "{count} not asked", "{count} not asked", note="countries or bodies"
    ),
    "blank": Text(
        "figures/gap-blank",
        "{count} without an answer",
        "{count} without an answer",
        note="countries or bodies",
    ),
    "no_pair": Text(
        "figures/gap-no-pair",
        "{count} not giving both numbers",
        "{count} not giving both numbers",
        note="countries or bodies",
    ),
    "without_report": Text(
        "figures/gap-no-report",
        "{count} without an accepted report",
        "{count} without an accepted report",
        note="countries or bodies",
    ),
}
OF_ONE: Mapping[str, Text] = {
    "not_available": Text("figures/one-not-available", "Not available", note="the figure of a country"),
    "not_applicable": Text("figures/one-not-applicable", "Not applicable", note="the figure of a country"),
    "included_elsewhere": Text(
        "figures/one-elsewhere", "Included in another figure", note="the figure of a country"
    ),
    "confidential": Text("figures/one-confidential", "Confidential", note="the figure of a country"),
    "not_asked": Text("figures/one-not-asked", "Not asked", note="the figure of a country"),
    "blank": Text("figures/one-blank", "No answer"),
    "without_report": Text("figures/one-no-report", "No accepted report"),
}
