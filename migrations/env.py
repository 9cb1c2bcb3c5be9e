"""Alembic's way in. The transaction comes from `store/migrate.py`: one for all, begun before the version is read."""

from alembic import context
from sqlalchemy import Connection

import queue_app.store.tables  # noqa: F401 - importing the tables is what fills Base.metadata
from queue_app.settings import from_environment
from queue_app.store.db.base import Base
from queue_app.store.db.migrate import migrating


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    context.run_migrations()


if context.is_offline_mode():
    raise SystemExit("A migration reads the database it changes, so there is no --sql.")

given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with migrating(context.config.attributes.get("url") or from_environment().DATABASE_URL) as migrated:
        run(migrated)
