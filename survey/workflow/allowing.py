"""Whether somebody may: the one reading of the tables, for buttons and for what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.workflow.holding import Role
from survey.workflow.permissions import ANY_LEVEL, GRANTS, LEVELS, OPENS_REPORT, PERMISSIONS, WHOLE, Action
from survey.workflow.refusing import not_now, not_yours
from survey.workflow.states import ReportRef, State
from survey.workflow.steps import CONTRIBUTOR, FOCAL, REVIEWER, STEPS, Step

if TYPE_CHECKING:
    from survey.workflow.holding import Actor, Held


def may(actor: Actor, action: Action, report: ReportRef, section: str = "") -> bool:
    """Tell whether somebody may do this with a report, or with one section of it.

    Without a section the whole report is meant. A contributor may open it (`see`, `follow`) to find the
    sections that were given, and may do everything else with those alone.
    """
    return any(_held_may(held, action, report, section) for held in actor.held)


def may_whole(actor: Actor, action: Action) -> bool:
    """Tell whether somebody may do what concerns the whole: rounds, people, letters sent, the audit."""
    return any(held.role in WHOLE.get(action, ()) and _of_the_whole(held) for held in actor.held)


def may_grant(actor: Actor, role: Role) -> bool:
    """Tell whether somebody may give or end this role (a focal point's colleagues come by `invite`)."""
    return any(role in GRANTS.get(held.role, ()) and _of_the_whole(held) for held in actor.held)


def demand(actor: Actor, action: Action, report: ReportRef, section: str = "") -> None:
    """Refuse what somebody may not do, saying whether it is for another time or for other people."""
    if may(actor, action, report, section):
        return
    if any(_at_another_time(held, action, report, section) for held in actor.held):
        raise not_now(report)
    raise not_yours()


def steps_for(actor: Actor, report: ReportRef) -> tuple[Step, ...]:
    """The steps for which somebody has a button now."""
    return tuple(step for step in STEPS.values() if step.button and may(actor, Action(step.name), report))


def _held_may(held: Held, action: Action, report: ReportRef, section: str) -> bool:
    rule = PERMISSIONS.get(action)
    return (
        rule is not None
        and report.state in rule.states.get(held.role, ())
        and (rule.once_closed or not report.closed)
        and _covers(held, report)
        and (held.role != CONTRIBUTOR or _given(held, action, section))
    )


def _at_another_time(held: Held, action: Action, report: ReportRef, section: str) -> bool:
    """Tell whether a role allows it in some other state, or in a round that is not closed."""
    return any(
        _held_may(held, action, ReportRef(report.report_id, report.reporter, report.region, state), section)
        for state in State
    )


def _covers(held: Held, report: ReportRef) -> bool:
    if held.role in (FOCAL, CONTRIBUTOR):
        return held.reporter == report.reporter and held.report_id in (None, report.report_id)
    if held.role == REVIEWER:
        return held.reporter is None and held.region in (None, report.region or None)
    return _of_the_whole(held)


def _of_the_whole(held: Held) -> bool:
    return held.reporter is None and held.region is None


def _given(held: Held, action: Action, section: str) -> bool:
    """Tell whether a contributor was given the section; no section given is no access at all."""
    if not section:
        return action in OPENS_REPORT and bool(held.sections)
    return (held.sections or {}).get(section) in LEVELS.get(action, ANY_LEVEL)
