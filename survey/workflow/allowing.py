"""Decides who may do what: the only reader of the tables, for buttons and for the actions behind them."""

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

    Without a section, the whole report is meant. A contributor may open the report (`see`, `follow`) to find
    the shared sections; all other actions are limited to these sections.
    """
    return any(_held_may(held, action, report, section) for held in actor.held)


def may_whole(actor: Actor, action: Action) -> bool:
    """Tell whether somebody may do what concerns no single report: rounds, people, letters, the audit."""
    return any(held.role in WHOLE.get(action, ()) and _is_global(held) for held in actor.held)


def may_grant(actor: Actor, role: Role) -> bool:
    """Tell whether somebody may give or end this role (a focal point's colleagues come by `invite`)."""
    return any(role in GRANTS.get(held.role, ()) and _is_global(held) for held in actor.held)


def demand(actor: Actor, action: Action, report: ReportRef, section: str = "") -> None:
    """Refuse an action that is not allowed: `NotNow` if it is possible at another time, else `NotYours`."""
    if may(actor, action, report, section):
        return
    if any(_at_another_time(held, action, report, section) for held in actor.held):
        raise not_now(report)
    raise not_yours()


def steps_for(actor: Actor, report: ReportRef) -> tuple[Step, ...]:
    """Return the steps for which somebody has a button now."""
    return tuple(step for step in STEPS.values() if step.button and may(actor, Action(step.name), report))


def _held_may(held: Held, action: Action, report: ReportRef, section: str) -> bool:
    rule = PERMISSIONS.get(action)
    return (
        rule is not None
        and report.state in rule.states.get(held.role, ())
        and (rule.once_closed or not report.closed)
        and _covers(held, report)
        and (held.role != CONTRIBUTOR or _is_shared(held, action, section))
    )


def _at_another_time(held: Held, action: Action, report: ReportRef, section: str) -> bool:
    """Tell whether a role allows this in another state, or in a round that is open."""
    return any(
        _held_may(held, action, ReportRef(report.report_id, report.reporter, report.region, state), section)
        for state in State
    )


def _covers(held: Held, report: ReportRef) -> bool:
    if held.role in (FOCAL, CONTRIBUTOR):
        return held.reporter == report.reporter and held.report_id in (None, report.report_id)
    if held.role == REVIEWER:
        return held.reporter is None and held.region in (None, report.region or None)
    return _is_global(held)


def _is_global(held: Held) -> bool:
    return held.reporter is None and held.region is None


def _is_shared(held: Held, action: Action, section: str) -> bool:
    """Tell whether a section is shared with a contributor; without any shared section there is no access."""
    if not section:
        return action in OPENS_REPORT and bool(held.sections)
    return (held.sections or {}).get(section) in LEVELS.get(action, ANY_LEVEL)
