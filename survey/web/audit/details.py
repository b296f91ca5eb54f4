"""How the audit describes the details of a line: for each detail a label and a way to say its value.

Knows a single table; a test makes sure that every detail which an action records is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from survey.messages import Message, say
from survey.web.audit.letters import FAILURES, LETTERS
from survey.web.audit.values import (
    DetailValue,
    answers,
    day,
    failure,
    fingerprint,
    hour,
    identifier,
    number,
    one_of,
    person,
    sections,
    taken,
    yes_no,
)
from survey.web.request.roles import ROLE_LABELS
from survey.workflow.reviews import DECISIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from survey.web.audit.values import DetailContext

WAYS_IN: Mapping[str, Message] = MappingProxyType({
    "link":   say("audit-way/link", "By the link in the e-mail"),
    "code":   say("audit-way/code", "By the code in the e-mail"),
    "provider": say("audit-way/provider", "With the account of their organization"),
    "sample": say("audit-way/sample", "As a sample person of the demonstration"),
    "passkey": say("factors/passkey", "Passkey"),
    "totp": say("factors/app", "Authenticator app"),
    "recovery": say("audit-way/recovery", "By a recovery code"),
    "mail": say("audit-way/mail", "By a code sent to confirm"),
})  # fmt: skip
FACTORS: Mapping[str, Message] = MappingProxyType({kind: WAYS_IN[kind] for kind in ("passkey", "totp")})

REFUSED: Mapping[str, Message] = MappingProxyType({
    "wrong_code":      say("audit-refused/wrong-code", "A wrong sign-in code was typed"),
    "refused_access":  say("audit-refused/access", "A page was asked for that the person may not see"),
    "lockout":         say("audit-refused/lockout", "Too many sign-in links were requested"),
    "sign_on_refused": say("audit-refused/sign-on", "A sign-in with an organization’s account failed"),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Detail:
    """A row of the table: the label of a detail (lists have none), and how to say its value."""

    label: Message | None
    how: Callable[[DetailContext, object], DetailValue]


# fmt: off
DETAILS: Mapping[str, Detail] = MappingProxyType({
    "after":      Detail(say("audit-detail/after", "Fingerprint of the new wording (SHA-256)"), fingerprint),
    "allow_gaps": Detail(say("audit-detail/allow-gaps", "Opened with texts that are not translated"), yes_no),
    "attempts":   Detail(say("audit-detail/attempts", "Number of attempts"), number),
    "before":     Detail(say("audit-detail/before", "Fingerprint of the earlier wording (SHA-256)"),
                         fingerprint),
    "by":         Detail(say("audit-detail/by", "Way of signing in"), one_of(WAYS_IN)),
    "decision":   Detail(say("audit-detail/decision", "Decision"),
                         one_of({name: decision.label for name, decision in DECISIONS.items()})),
    "factor":     Detail(say("audit-detail/factor", "Number of the second step"), identifier),
    "factors":    Detail(say("audit-detail/factors", "Second steps removed"), number),
    "sort":       Detail(say("audit-detail/sort", "Kind of second step"), one_of(FACTORS)),
    "hour":       Detail(say("audit-detail/hour", "Hour"), hour),
    "grant":      Detail(say("audit-detail/grant", "Number of the role"), identifier),
    "kind":       Detail(say("audit-detail/kind", "E-mail"), one_of(LETTERS)),
    "letter":     Detail(say("audit-detail/letter", "Number of the e-mail"), identifier),
    "letters":    Detail(say("audit-detail/letters", "E-mails written"), number),
    "number":     Detail(say("audit-detail/number", "Number"), number),
    "passage":    Detail(say("audit-detail/passage", "Number of the passage"), identifier),
    "person":     Detail(say("audit-detail/person", "Person concerned"), person),
    "query":      Detail(say("audit-detail/query", "Number of the query"), identifier),
    "refused":    Detail(say("audit-detail/refused", "What was refused"), one_of(REFUSED)),
    "reporter":   Detail(say("audit-detail/reporter", "Code of the country or body"), identifier),
    "reports":    Detail(say("audit-detail/reports", "Reports expected"), number),
    "restored":   Detail(say("audit-detail/restored", "Version restored"), number),
    "revision":   Detail(say("audit-detail/revision", "Correction number"), number),
    "role":       Detail(say("audit-detail/role", "Role"),
                         one_of({role.value: words for role, words in ROLE_LABELS.items()})),
    "sections":   Detail(None, sections),
    "session":    Detail(say("audit-detail/session", "Number of the session"), identifier),
    "sessions_ended": Detail(say("audit-detail/sessions-ended", "Sessions ended"), number),
    "sha256":     Detail(say("audit-detail/sha256", "Fingerprint of the answers (SHA-256)"), fingerprint),
    "taken":      Detail(None, taken),
    "times":      Detail(say("audit-detail/times", "How often"), number),
    "until":      Detail(say("audit-detail/until", "New deadline"), day),
    "versions":   Detail(None, answers),
    "why":        Detail(say("audit-detail/why", "Reason"), failure(FAILURES)),
})
"""The details that mean the same for every action."""

OF_ACTIONS: Mapping[tuple[str, str], Detail] = MappingProxyType({
    ("submit", "number"):        Detail(say("audit-detail/submission", "Submission number"), number),
    ("release_figures", "number"):  Detail(say("audit-detail/edition", "Edition of the figures"), number),
    ("release_figures", "reports"): Detail(say("audit-detail/reports-in", "Reports in the edition"), number),
    ("review", "number"):        Detail(say("audit-detail/review", "Version of the review"), number),
    ("decide_status", "number"): Detail(say("audit-detail/decided", "Decision number"), number),
    ("sample_many", "reports"):  Detail(say("audit-detail/reports-made", "Reports made"), number),
    ("sign_out_others", "session"):
        Detail(say("audit-detail/kept-session", "Number of the session that was kept"), identifier),
})
"""The details that mean something else for a particular action."""
# fmt: on


def unexplained(key: str) -> Detail:
    """Describe a detail that an older version recorded and this version no longer knows."""
    return Detail(say("audit-detail/unexplained", "“{key}”", key=key), identifier)


def detail_of(action: str, key: str) -> Detail:
    """Return the row for a detail of an action."""
    return OF_ACTIONS.get((action, key)) or DETAILS.get(key) or unexplained(key)
