"""The tables of permissions: what each role may do with a report in each state, and beyond single reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from survey.workflow.holding import Role
from survey.workflow.states import ANY, AT_REST, COUNTRY, HANDED_OVER, State
from survey.workflow.steps import ADMINISTRATOR, CONTRIBUTOR, FOCAL, REVIEWER, SECRETARIAT, STEPS


class Action(StrEnum):
    """An action: on one report, or (the last six) beyond single reports."""

    SEE = "see"
    SNAPSHOT = "snapshot"
    DOWNLOAD = "download"
    HISTORY = "history"
    EDIT = "edit"
    COMMENT = "comment"
    INVITE = "invite"
    WITHDRAW = "withdraw"
    REMIND = "remind"
    EXTEND = "extend"
    FOLLOW = "follow"
    ASK = "ask"
    REPLY = "reply"
    SETTLE = "settle"
    REVIEW = "review"
    REVIEWS = "reviews"
    HOLD = "hold"
    SUBMIT = "submit"
    RETURN = "return"
    ACCEPT = "accept"
    REOPEN = "reopen"
    PUBLISH = "publish"
    ROUNDS = "rounds"
    PEOPLE = "people"
    OUTBOX = "outbox"
    AUDIT = "audit"
    BRIEFING = "briefing"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Permission:
    """A row of the table of permissions: the states in which each role may act, even after closing or not."""

    states: Mapping[Role, frozenset[State]]
    once_closed: bool = False


# fmt: off
_OF_STEPS = {
    Action(step.name): Permission(dict.fromkeys(step.roles, step.sources), step.once_closed)
    for step in STEPS.values() if step.button
}

PERMISSIONS: Mapping[Action, Permission] = MappingProxyType({
    Action.SEE:      Permission({FOCAL: ANY, CONTRIBUTOR: ANY, REVIEWER: AT_REST, SECRETARIAT: ANY}, True),
    Action.SNAPSHOT: Permission({FOCAL: ANY, REVIEWER: HANDED_OVER, SECRETARIAT: ANY}, True),
    Action.DOWNLOAD: Permission({FOCAL: ANY, CONTRIBUTOR: ANY, REVIEWER: AT_REST, SECRETARIAT: ANY}, True),
    Action.HISTORY:  Permission({FOCAL: ANY, CONTRIBUTOR: ANY, SECRETARIAT: ANY}, True),
    Action.EDIT:     Permission({FOCAL: COUNTRY, CONTRIBUTOR: COUNTRY}),
    Action.COMMENT:  Permission({FOCAL: COUNTRY, CONTRIBUTOR: COUNTRY}),
    Action.INVITE:   Permission({FOCAL: COUNTRY}),
    Action.WITHDRAW: Permission({FOCAL: ANY}, True),
    Action.REMIND:   Permission({SECRETARIAT: COUNTRY}),
    Action.EXTEND:   Permission({SECRETARIAT: COUNTRY}, True),
    Action.FOLLOW:   Permission({FOCAL: ANY, CONTRIBUTOR: ANY, REVIEWER: HANDED_OVER, SECRETARIAT: ANY},
                                True),
    Action.ASK:      Permission({REVIEWER: AT_REST, SECRETARIAT: AT_REST}, True),
    Action.REPLY:    Permission({FOCAL: HANDED_OVER, CONTRIBUTOR: HANDED_OVER}, True),
    Action.SETTLE:   Permission({REVIEWER: HANDED_OVER, SECRETARIAT: HANDED_OVER}, True),
    Action.REVIEW:   Permission({REVIEWER: HANDED_OVER, SECRETARIAT: ANY}, True),
    Action.REVIEWS:  Permission({FOCAL: ANY, REVIEWER: HANDED_OVER, SECRETARIAT: ANY}, True),
    Action.HOLD:     Permission({SECRETARIAT: ANY}, True),
    **_OF_STEPS,
})

WHOLE: Mapping[Action, frozenset[Role]] = MappingProxyType({
    Action.ROUNDS: frozenset({SECRETARIAT}),
    Action.PEOPLE: frozenset({SECRETARIAT, ADMINISTRATOR}),
    Action.OUTBOX: frozenset({SECRETARIAT, ADMINISTRATOR}),
    Action.AUDIT:  frozenset({SECRETARIAT, ADMINISTRATOR}),
    Action.BRIEFING: frozenset({SECRETARIAT}),
    Action.RELEASE: frozenset({SECRETARIAT}),
})

GRANTS: Mapping[Role, frozenset[Role]] = MappingProxyType({
    SECRETARIAT:   frozenset({FOCAL, CONTRIBUTOR, REVIEWER}),
    ADMINISTRATOR: frozenset(Role),
})

OPENS_REPORT = frozenset({Action.SEE, Action.FOLLOW})
"""What a contributor may do with a whole report: open it to find the shared sections."""

LEVELS: Mapping[Action, frozenset[str]] = MappingProxyType({Action.EDIT: frozenset({"edit"})})
ANY_LEVEL = frozenset({"edit", "comment"})
# fmt: on
