"""The letters we write: one function per letter, which composes it and never sends it.

Each letter says what to do next, until when, and whom to ask:

    letter               to                     when
    sign_in              whoever asked          a link and a code are asked for
    role_given           the person             a role begins
    role_ended           the person             a role ends
    nothing_open         whoever asked          a link is asked for by somebody who holds nothing (any more)
    proof_code           the person             an important step is to be confirmed
    factors_changed      the person             a second factor or recovery codes change
    new_device           the person             they sign in on a device that was not known
    invitation           focal points           a round opens for their country
    reminder             focal points           the report is awaited
    extended             focal points           the country gets more time
    colleague_invited    the colleague          a focal point shares sections
    sections_withdrawn   the colleague          a focal point takes them back
    submitted_receipt    focal points           the report is submitted
    report_received      desk and reviewers     the report is submitted
    query_asked          the country's people   reviewers ask about answers (gathered, minutes later)
    query_answered       who asked              the country replies
    returned             focal points           the report is returned, with a reason or open queries
    accepted             focal points           the report is accepted
    reopened             focal points           an accepted report is opened again, with a reason
    published            focal points           the report is published
    annual_review        focal points           the annual review is recorded or corrected
    put_on_hold          focal points           the status is put on hold, with a reason
    kept_active          focal points           a hold was considered and not chosen, with a reason
    hold_lifted          focal points           the hold is lifted, with a reason

No letter contains an answer, and only the first can sign anybody in.
"""

from survey.letters.asking import extended, invitation, reminder
from survey.letters.colleagues import SharedSections, colleague_invited, sections_withdrawn
from survey.letters.devices import new_device
from survey.letters.entering import LINK_MINUTES, nothing_open, role_ended, role_given, sign_in
from survey.letters.factors import CODE_MINUTES, Changed, factors_changed, proof_code
from survey.letters.letter import PAGES, Letter, Matter, Reader
from survey.letters.outcomes import (
    Submitted,
    accepted,
    published,
    reopened,
    report_received,
    returned,
    submitted_receipt,
)
from survey.letters.queries import query_answered, query_asked
from survey.letters.reviews import STATUS_LETTERS, annual_review, hold_lifted, kept_active, put_on_hold

__all__ = [
    "CODE_MINUTES",
    "LINK_MINUTES",
    "PAGES",
    "STATUS_LETTERS",
    "Changed",
    "Letter",
    "Matter",
    "Reader",
    "SharedSections",
    "Submitted",
    "accepted",
    "annual_review",
    "colleague_invited",
    "extended",
    "factors_changed",
    "hold_lifted",
    "invitation",
    "kept_active",
    "new_device",
    "nothing_open",
    "proof_code",
    "published",
    "put_on_hold",
    "query_answered",
    "query_asked",
    "reminder",
    "reopened",
    "report_received",
    "returned",
    "role_ended",
    "role_given",
    "sections_withdrawn",
    "sign_in",
    "submitted_receipt",
]
