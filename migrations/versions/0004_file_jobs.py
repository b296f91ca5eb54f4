"""Files that were asked for and are made by processes of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "file_job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("made", sa.String(length=64), nullable=False),
        sa.Column("problem", sa.String(length=20), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'making', 'done', 'failed')", name=op.f("ck_file_job_state")
        ),
        sa.CheckConstraint(
            "(state = 'making') = (claimed_until IS NOT NULL)", name=op.f("ck_file_job_claimed")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_job")),
        sa.UniqueConstraint("key", "place", name=op.f("uq_file_job_key_place")),
    )


def downgrade() -> None:
    op.drop_table("file_job")
