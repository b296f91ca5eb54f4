"""Every table there is: importing this makes them all known to migrations and to the tests of the schema."""

from __future__ import annotations

from survey.storage.answers import Answer, AnswerCell, AnswerChange, Entry
from survey.storage.audit import AuditLine, Seal
from survey.storage.database import Base
from survey.storage.installation import Installation
from survey.storage.letters import Letter
from survey.storage.passages import Passage
from survey.storage.people import Grant, Person, SharedSection
from survey.storage.presence import AtSection
from survey.storage.queries import Query, QueryMove
from survey.storage.reporters import Reporter
from survey.storage.reports import Report, Snapshot
from survey.storage.reviews import AnnualReview, StatusDecision
from survey.storage.rounds import Round, RoundCatalog, RoundRevision
from survey.storage.signing_in import SignedIn, SignInLink, Tries
from survey.storage.steps import StepTaken

ALL: tuple[type[Base], ...] = (
    AnnualReview, Answer, AnswerCell, AnswerChange, AtSection, AuditLine, Entry, Grant, Installation, Letter,
    Passage, Person, Query, QueryMove, Report, Reporter, Round, RoundCatalog, RoundRevision, Seal,
    SharedSection, SignedIn, SignInLink, Snapshot, StatusDecision, StepTaken, Tries,
)  # fmt: skip
