"""What a focal point typed of a colleague, which stands for the person until they open what is shared.

Whether an address is already known here, and by which name, is nobody's business before.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.storage.engine.database import Model, Moment
from survey.storage.people.people import Grant, Person, SharedSection


class Invitation(Model):
    """An invitation to share sections under a role: the name and office as typed."""

    __tablename__ = "invitation"

    grant_id: Mapped[int] = mapped_column(ForeignKey("held_role.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    works_at: Mapped[str] = mapped_column(String(200), default="")
    entered_at: Mapped[datetime | None] = mapped_column(Moment)
    """When the person first opened a section that was shared with them under this role."""


Shared = tuple[SharedSection, Grant, Person, Invitation | None]


def shared_sections(session: Session, report_id: int) -> list[Shared]:
    """Return the sections that colleagues were given in a report, the people, and what was typed of them."""
    wanted = (
        select(SharedSection, Grant, Person, Invitation)
        .join(Grant, Grant.id == SharedSection.grant_id)
        .join(Person, Person.id == Grant.person_id)
        .outerjoin(Invitation, Invitation.grant_id == Grant.id)
        .where(SharedSection.report_id == report_id)
        .order_by(SharedSection.grant_id, SharedSection.section)
    )
    return [(shared, grant, person, typed) for shared, grant, person, typed in session.execute(wanted)]


def note_entered(session: Session, report_id: int, person_id: int, now: datetime) -> None:
    """Note that a person opened what is shared with them in a report, if it is the first time."""
    under = (
        select(SharedSection.grant_id)
        .join(Grant, Grant.id == SharedSection.grant_id)
        .where(Grant.person_id == person_id, SharedSection.report_id == report_id)
    )
    first = update(Invitation).where(Invitation.entered_at.is_(None), Invitation.grant_id.in_(under))
    session.execute(first.values(entered_at=now).execution_options(synchronize_session=False))
