"""The editions in which the figures of a round are released."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "figures_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_by", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_figures_edition_number")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_figures_edition_sha256")),
        sa.ForeignKeyConstraint(["released_by"], ["person.id"], name=op.f("fk_figures_edition_released_by")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_figures_edition_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures_edition")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_figures_edition_round_id_number")),
    )
    op.create_index(op.f("ix_figures_edition_round_id"), "figures_edition", ["round_id"])
    op.create_table(
        "figures_edition_report",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["figures_edition.id"], name=op.f("fk_figures_edition_report_edition_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_figures_edition_report_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshot.id"], name=op.f("fk_figures_edition_report_snapshot_id")
        ),
        sa.PrimaryKeyConstraint("edition_id", "report_id", name=op.f("pk_figures_edition_report")),
    )
    op.create_index(op.f("ix_figures_edition_report_snapshot_id"), "figures_edition_report", ["snapshot_id"])


def downgrade() -> None:
    op.drop_table("figures_edition_report")
    op.drop_table("figures_edition")
