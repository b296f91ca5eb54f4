"""The tables of what is confirmed, and of what is open to people who still have to prove something.

A step of a view that takes one is named; a form sent with the button `unless` does nothing yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from survey.messages import Message, say
from survey.workflow import Role

EVERY_STEP = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a view does, in the words of a button: for each of its steps, or for all."""

    does: Mapping[str, Message]
    unless: str = ""


def _always(does: Message, unless: str = "") -> Confirmed:
    return Confirmed({EVERY_STEP: does}, unless)


# fmt: off
CONFIRMED: Mapping[str, Confirmed] = MappingProxyType({
    "report_check.hand_over": _always(say("confirm/submit", "Submit the report")),
    "report_steps.take": Confirmed({
        "accept": say("confirm/accept", "Accept the report"),
        "publish": say("confirm/publish", "Publish the report"),
    }),
    "figures_release.release": _always(say("release/title", "Release the figures")),
    "report_colleagues.invite": _always(say("confirm/invite", "Invite a colleague"), unless="switch"),
    "report_colleagues.share": _always(
        say("confirm/share", "Change what a colleague may open"), unless="switch"
    ),
    "activity.unlock": _always(say("confirm/unlock", "Unlock an address")),
    "factor_adding.start_app": _always(say("confirm/add-app", "Add an authenticator app")),
    "factor_adding.add_app": _always(say("confirm/add-app", "Add an authenticator app")),
    "factor_adding.add_passkey": _always(say("confirm/add-passkey", "Add a passkey")),
    "factors.remove": _always(say("confirm/remove", "Remove a passkey or an app")),
    "factors.new_codes": _always(say("confirm/codes", "Make new recovery codes")),
})
# fmt: on
"""Every view that needs a recent proof of who acts; a test finds those that are missing here."""


class Waiting(StrEnum):
    """What a session still needs before its pages open."""

    PRESENT = "present"
    """The person has a second factor, and has not presented it in this session."""
    SET_UP = "set up"
    """The person's role requires a second factor, and they have none."""


OPEN: Mapping[Waiting, frozenset[str]] = MappingProxyType(
    {
        Waiting.PRESENT: frozenset(
            {"factor_present.ask", "factor_present.accept", "factor_present.passkey_options"}
        ),
        Waiting.SET_UP: frozenset(
            {
                "factors.listed",
                "factor_adding.start_app",
                "factor_adding.show_app",
                "factor_adding.add_app",
                "factor_adding.show_passkey",
                "factor_adding.passkey_options",
                "factor_adding.add_passkey",
            }
        ),
    }
)
"""The views that are open meanwhile; pages for everybody always are, and signing out."""

DOORS: Mapping[Waiting, str] = MappingProxyType(
    {Waiting.PRESENT: "second-factor", Waiting.SET_UP: "security"}
)
"""Where a person is led meanwhile."""

REQUIRING = frozenset({Role.SECRETARIAT, Role.ADMINISTRATOR, Role.REVIEWER})
"""The roles that require a second factor, where the setting says so."""
