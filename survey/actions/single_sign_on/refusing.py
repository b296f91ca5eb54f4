"""Why somebody could not sign in with a provider: a code for logs, and a sentence for the person."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from survey.errors import Refusal
from survey.messages import Message, say

# fmt: off
WHY: Mapping[str, Message] = MappingProxyType({
    "away": say(
        "single-sign-on/away",
        "The sign-in service of {provider} does not answer at present. Try again in a few minutes.",
        provider=""),
    "declined": say(
        "single-sign-on/declined",
        "The sign-in with {provider} was stopped or refused. Try again; if it is refused again, ask the help "
        "desk of {provider}.",
        provider=""),
    "late": say(
        "single-sign-on/late",
        "This sign-in took longer than {minutes} minutes, was used already, or was begun in another browser. "
        "Begin again.",
        minutes=10),
    "unproven": say(
        "single-sign-on/unproven",
        "What {provider} sent could not be verified, so you are not signed in. Try again; if this "
        "returns, tell the secretariat.",
        provider=""),
    "unverified": say(
        "single-sign-on/unverified",
        "{provider} does not confirm that your e-mail address is yours. Ask its help desk to verify the "
        "address of your account.",
        provider=""),
    "foreign": say(
        "single-sign-on/foreign",
        "Your account at {provider} has an e-mail address of another organization. Sign in with an account "
        "that has your official address.",
        provider=""),
    "unknown": say(
        "single-sign-on/unknown",
        "{provider} has confirmed who you are, but the e-mail address of your account is not registered "
        "here. Only people who were invited have access.",
        provider=""),
    "nothing-open": say(
        "single-sign-on/nothing-open",
        "{provider} has confirmed who you are, but you have no access to any report at present: your role "
        "has ended, or the sections that were shared with you were taken back.",
        provider=""),
    "often": say(
        "single-sign-on/often",
        "There were too many sign-ins from your network within an hour. Try again in an hour."),
})
# fmt: on


class SignOnRefused(Refusal):
    """A provider's answer that signs nobody in; `detail` is for the log, and holds nothing secret."""

    code = "single-sign-on"
    status = 403

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(WHY[why])
        self.why = why
        self.detail = detail


def sentence(why: str, provider: str) -> Message:
    """Say why somebody could not sign in with a provider."""
    found = WHY.get(why, WHY["unproven"])
    values = {name: provider if name == "provider" else value for name, value in found.values.items()}
    return Message(found.text, values)
