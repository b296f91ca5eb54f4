"""Browsers that are known, and what happened to a person's access."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "known_browser",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("mark_sha256", sa.String(length=64), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_known_browser_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_browser")),
        sa.UniqueConstraint("mark_sha256", name=op.f("uq_known_browser_mark_sha256")),
    )
    op.create_index(op.f("ix_known_browser_person_id"), "known_browser", ["person_id"])
    op.create_table(
        "security_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("browser", sa.String(length=120), nullable=False),
        sa.Column("counted_as", sa.String(length=60), nullable=True),
        sa.Column("audited", sa.Boolean(), nullable=False),
        sa.CheckConstraint("count >= 1", name=op.f("ck_security_event_count")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_security_event_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_security_event")),
        sa.UniqueConstraint("counted_as", name=op.f("uq_security_event_counted_as")),
    )
    op.create_index(op.f("ix_security_event_person_id"), "security_event", ["person_id"])


def downgrade() -> None:
    op.drop_table("security_event")
    op.drop_table("known_browser")
