"""What was typed of a person whom a colleague invited."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "invitation",
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("works_at", sa.String(length=200), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["grant_id"], ["held_role.id"], name=op.f("fk_invitation_grant_id")),
        sa.PrimaryKeyConstraint("grant_id", name=op.f("pk_invitation")),
    )


def downgrade() -> None:
    op.drop_table("invitation")
