"""Which key a seal of the audit was made with; the earlier ones were made without."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("seal", sa.Column("key_id", sa.String(length=16), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("seal") as seal:
        seal.drop_column("key_id")
