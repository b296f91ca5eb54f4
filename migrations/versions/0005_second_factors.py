"""Second factors, recovery codes, what is being proved, and when a session proved who it is."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "second_factor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("credential_id", sa.String(length=1400), nullable=True),
        sa.Column("public_key", sa.LargeBinary(), nullable=True),
        sa.Column("sign_count", sa.BigInteger(), nullable=True),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=True),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "(kind = 'passkey' AND credential_id IS NOT NULL AND public_key IS NOT NULL"
            " AND sign_count IS NOT NULL AND sealed_secret IS NULL AND last_step IS NULL)"
            " OR (kind = 'totp' AND credential_id IS NULL AND public_key IS NULL"
            " AND sign_count IS NULL AND sealed_secret IS NOT NULL AND last_step IS NOT NULL)",
            name=op.f("ck_second_factor_kind"),
        ),
        sa.CheckConstraint("sign_count >= 0", name=op.f("ck_second_factor_sign_count")),
        sa.CheckConstraint("last_step >= 0", name=op.f("ck_second_factor_last_step")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_second_factor_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_factor")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_second_factor_credential_id")),
    )
    op.create_index(op.f("ix_second_factor_person_id"), "second_factor", ["person_id"])
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recovery_code_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("code_sha256", name=op.f("uq_recovery_code_code_sha256")),
    )
    op.create_index(op.f("ix_recovery_code_person_id"), "recovery_code", ["person_id"])
    op.create_table(
        "pending_proof",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("sort", sa.String(length=8), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "sort IN ('register', 'present', 'mail', 'app')", name=op.f("ck_pending_proof_sort")
        ),
        sa.CheckConstraint("expires_at > made_at", name=op.f("ck_pending_proof_span")),
        sa.CheckConstraint("wrong BETWEEN 0 AND 5", name=op.f("ck_pending_proof_wrong")),
        sa.ForeignKeyConstraint(["session_id"], ["signed_in.id"], name=op.f("fk_pending_proof_session_id")),
        sa.PrimaryKeyConstraint("session_id", "sort", name=op.f("pk_pending_proof")),
    )
    op.add_column("signed_in", sa.Column("proved_at", MOMENT, nullable=True))
    op.add_column("signed_in", sa.Column("factor_at", MOMENT, nullable=True))


def downgrade() -> None:
    op.drop_column("signed_in", "factor_at")
    op.drop_column("signed_in", "proved_at")
    op.drop_table("pending_proof")
    op.drop_index(op.f("ix_recovery_code_person_id"), "recovery_code")
    op.drop_table("recovery_code")
    op.drop_index(op.f("ix_second_factor_person_id"), "second_factor")
    op.drop_table("second_factor")
