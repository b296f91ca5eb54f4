"""Who may do what, and what follows. Knows roles, states and two tables; not storage, pages or a clock.

Steps move a report on (the buttons read these rows too)

    step     from               to         who                    reason  letter
    start    open               draft      focal, contributor     no      -
    submit   draft returned     submitted  focal                  no      submitted_receipt
    return   submitted          returned   reviewer, secretariat  yes     returned
    accept   submitted          accepted   reviewer, secretariat  no      accepted
    reopen   accepted published returned   secretariat            yes     reopened
    publish  accepted           published  secretariat            no      published

Permissions: in which states a role may do the rest; "country" means open, draft or returned

    action    focal    contributor  reviewer                      secretariat  once closed
    see       any      any          submitted accepted published  any          yes
    snapshot  any      -            handed over                   any          yes
    download  any      any          submitted accepted published  any          yes
    history   any      any          -                             any          yes
    edit      country  country      -                             -            no
    comment   country  country      -                             -            no
    invite    country  -            -                             -            no
    withdraw  any      -            -                             -            yes
    remind    -        -            -                             country      no
    extend    -        -            -                             country      yes
    follow    any      any          handed over                   any          yes
    ask       -        -            submitted accepted published  submitted accepted published  yes
    reply     handed over  handed over  -                         -            yes
    settle    -        -            handed over                   handed over  yes
    review    -        -            handed over                   any          yes
    reviews   any      -            handed over                   any          yes
    hold      -        -            -                             any          yes

Queries are conversations about one question (`queries` has the table of moves)

    move      from           to        by            words
    ask       -              open      who may ask   yes
    reply     open answered  answered  who may reply yes
    again     answered closed  open    who may settle  yes
    close     open answered  closed    who may settle  no

Annual reviews: people decide what follows from them (`reviews` has the table)

A contributor has access only to the sections shared with them, in the report for which they were shared.
Administrators manage people and the system, and read no answers. Nobody answers in place of a country.
"""

from survey.workflow.allowing import demand, may, may_grant, may_whole, steps_for
from survey.workflow.holding import Actor, Held, Role
from survey.workflow.permissions import GRANTS, PERMISSIONS, WHOLE, Action, Permission
from survey.workflow.queries import MOVES, QUERY_LABELS, Move, QueryState, moved, moves_for
from survey.workflow.refusing import NotNow, NotYours
from survey.workflow.states import STATE_LABELS, ReportRef, State
from survey.workflow.steps import STEPS, Step, after

__all__ = [
    "GRANTS",
    "MOVES",
    "PERMISSIONS",
    "QUERY_LABELS",
    "STATE_LABELS",
    "STEPS",
    "WHOLE",
    "Action",
    "Actor",
    "Held",
    "Move",
    "NotNow",
    "NotYours",
    "Permission",
    "QueryState",
    "ReportRef",
    "Role",
    "State",
    "Step",
    "after",
    "demand",
    "may",
    "may_grant",
    "may_whole",
    "moved",
    "moves_for",
    "steps_for",
]
