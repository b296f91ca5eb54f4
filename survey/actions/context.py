"""The circumstances of an action: who takes it, when, in which database, and who writes the letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from survey.actions.mail.office import Office


@dataclass(frozen=True, slots=True)
class Context:
    """Who acts, and when. Without an office no letters are written; without an engine Flask's is used."""

    now: datetime
    person_id: int | None = None
    """None on the command line, and before signing in."""
    office: Office | None = None
    engine: Engine | None = None

    @property
    def actor_id(self) -> int:
        """Return the person who acts, for an action that requires a signed-in person."""
        if self.person_id is None:
            raise ValueError("Only somebody signed in can do this.")
        return self.person_id

    @property
    def writer(self) -> Office:
        """Return the office, for an action that exists to write letters."""
        if self.office is None:
            raise ValueError("There is no office to write the letters.")
        return self.office
