"""How the audit names each kind of letter and each failure of delivery. Tests keep the tables complete."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from survey.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Mapping

# fmt: off
LETTERS: Mapping[str, Message] = MappingProxyType({
    "sign_in":            say("audit-letter/sign-in", "Sign-in link"),
    "role_given":         say("audit-letter/role-given", "A role was given"),
    "role_ended":         say("audit-letter/role-ended", "A role has ended"),
    "nothing_open":       say("audit-letter/nothing-open", "This person has no access to any report"),
    "proof_code":         say("audit-letter/proof-code", "Code to confirm an action"),
    "factors_changed":    say("audit-letter/factors-changed", "The second step of sign-in was changed"),
    "new_device":         say("audit-letter/new-device", "Sign-in on a new device"),
    "invitation":         say("audit-letter/invitation", "Invitation to report"),
    "reminder":           say("audit-letter/reminder", "Reminder"),
    "extended":           say("audit-letter/extended", "More time for the report"),
    "colleague_invited":  say("audit-letter/colleague-invited", "Sections were shared"),
    "sections_withdrawn": say("audit-letter/sections-withdrawn", "Sections were taken back"),
    "submitted_receipt":  say("audit-letter/submitted-receipt", "Receipt for the report"),
    "report_received":    say("audit-letter/report-received", "A report was received"),
    "query_asked":        say("audit-letter/query-asked", "Queries about the report"),
    "query_answered":     say("audit-letter/query-answered", "A query was answered"),
    "returned":           say("audit-letter/returned", "The report was returned"),
    "accepted":           say("audit-letter/accepted", "The report was accepted"),
    "reopened":           say("audit-letter/reopened", "The report was reopened"),
    "published":          say("audit-letter/published", "The report was published"),
    "annual_review":      say("audit-letter/annual-review", "The annual review can be read"),
    "put_on_hold":        say("audit-letter/put-on-hold", "The status was put on hold"),
    "kept_active":        say("audit-letter/kept-active", "The status was kept"),
    "hold_lifted":        say("audit-letter/hold-lifted", "The hold was lifted"),
})

FAILURES: Mapping[str, Message] = MappingProxyType({
    "late":                    say("audit-why/late", "It was too late to try again"),
    "SMTPRecipientsRefused":   say("audit-why/recipient", "The mail server refused the address"),
    "SMTPSenderRefused":       say("audit-why/sender", "The mail server refused our own address"),
    "SMTPDataError":           say("audit-why/data", "The mail server refused the text"),
    "SMTPAuthenticationError": say("audit-why/password", "The mail server refused our user name or password"),
    "SMTPConnectError":        say("audit-why/connect", "The mail server did not accept the connection"),
    "SMTPServerDisconnected":  say("audit-why/disconnected", "The mail server ended the connection"),
    "ConnectionRefusedError":  say("audit-why/refused", "No mail server replied at its address"),
    "TimeoutError":            say("audit-why/timeout", "The mail server did not reply in time"),
    "gaierror":                say("audit-why/name", "The address of the mail server was not found"),
})
# fmt: on
OTHER_FAILURE = say("audit-why/other", "The e-mail could not be passed to the mail server")
"""Any other failure; its own name is shown with it."""
