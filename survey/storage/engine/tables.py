"""All tables: importing this module makes them known to migrations and to the tests of the schema."""

from __future__ import annotations

from survey.storage.activity.events import SecurityEvent
from survey.storage.answers.answers import Answer, AnswerCell, AnswerChange, Entry
from survey.storage.audit.audit import AuditLine, Seal
from survey.storage.downloads.file_jobs import FileJob
from survey.storage.engine.database import Base
from survey.storage.engine.installation import Installation
from survey.storage.factors.factors import RecoveryCode, SecondFactor
from survey.storage.factors.pending import PendingProof
from survey.storage.figures.editions import EditionReport, FiguresEdition
from survey.storage.mail.letters import Letter
from survey.storage.people.invitations import Invitation
from survey.storage.people.known_browsers import KnownBrowser
from survey.storage.people.people import Grant, Person, SharedSection
from survey.storage.people.signing_in import SignedIn, SignInLink, Tries
from survey.storage.queries.queries import Query, QueryMove
from survey.storage.reports.presence import AtSection
from survey.storage.reports.reports import Report, Snapshot
from survey.storage.reports.steps import StepTaken
from survey.storage.reviews.passages import Passage
from survey.storage.reviews.reviews import AnnualReview, StatusDecision
from survey.storage.rounds.reporters import Reporter
from survey.storage.rounds.rounds import Round, RoundCatalog, RoundRevision

ALL: tuple[type[Base], ...] = (
    AnnualReview, Answer, AnswerCell, AnswerChange, AtSection, AuditLine, EditionReport, Entry,
    FiguresEdition, FileJob, Grant, Installation, Invitation, KnownBrowser, Letter,
    Passage, PendingProof, Person, Query, QueryMove, RecoveryCode, Report, Reporter, Round, RoundCatalog,
    RoundRevision, Seal, SecondFactor,
    SecurityEvent, SharedSection, SignedIn, SignInLink, Snapshot, StatusDecision, StepTaken, Tries,
)  # fmt: skip
