"""Runs migrations on the connection that `survey.storage.engine.migrating` hands over."""

from alembic import context

from survey.storage.engine import tables
from survey.storage.engine.database import Moment, db

assert tables.ALL


def written(kind, item, autogen):
    """Write our own types as the plain ones they are kept as, so that old migrations never import new code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=db.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=written,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
