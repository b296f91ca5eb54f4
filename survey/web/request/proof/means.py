"""Who proves something in this request, with what, and what a page that asks for a proof shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app, request
from sqlalchemy.orm import Session

from survey.actions.factors.apps import code_now, secret_of
from survey.actions.factors.passkeys import site_of
from survey.actions.factors.proving import Means, Proof
from survey.actions.factors.sealed import SealBroken, seal_of
from survey.actions.factors.who import Who
from survey.actions.people.limiting import network_of
from survey.letters import CODE_MINUTES
from survey.storage.engine.database import db
from survey.storage.factors.factors import factors_of
from survey.web.request.demonstration import is_demonstration
from survey.web.request.session import now, session_row
from survey.web.request.site.reached import caller
from survey.web.request.visit import nothing_here

if TYPE_CHECKING:
    from survey.settings import Settings

MEANS = "survey-means"
TYPED, ANSWER, AGAIN = "proof", "proof-passkey", "proof-again"
"""The inputs of a proof, beside whatever else a form has."""
LONGEST_PROOF = 60


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways in which a person may prove who they are; without any, a code is sent by mail."""

    passkey: bool
    app: bool
    sample_code: str = ""
    """What the app of a sample person shows now, in a demonstration only."""

    minutes: int = CODE_MINUTES
    """How long a code that was sent by mail works."""

    @property
    def mail(self) -> bool:
        """Whether a code is sent by mail."""
        return not self.passkey and not self.app


def means_of(settings: Settings) -> Means:
    """Return what an installation proves with."""
    return Means(site_of(settings.base_url, settings.partnership), seal_of(settings))


def means() -> Means:
    """Return what this installation proves with."""
    found: Means = current_app.extensions[MEANS]
    return found


def who() -> Who:
    """Return who proves something in this request."""
    row = session_row()
    if row is None:
        raise nothing_here()
    return Who(row.person_id, row.id, network_of(caller()))


def proof() -> Proof:
    """Return the proof in the form that was sent."""
    return Proof(request.form.get(TYPED, "")[:LONGEST_PROOF], request.form.get(ANSWER, ""))


def has_proof() -> bool:
    """Tell whether a form was sent with a proof."""
    return TYPED in request.form


def ways() -> Ways:
    """Return the ways in which the person signed in may prove who they are."""
    with Session(db.engine) as session:
        factors = factors_of(session, who().person_id)
        apps = [factor for factor in factors if factor.kind == "totp"]
        code = ""
        if apps and is_demonstration():
            try:
                code = code_now(secret_of(apps[0], means().seal), now())
            except SealBroken:
                code = ""
    return Ways(len(apps) < len(factors), bool(apps), code)
