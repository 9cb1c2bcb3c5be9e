"""The schema, one file a word. The classes are there for the schema only: every query is Core on `Class.__table__`.

Team first in every key, composite foreign keys (team, id): a reference across teams cannot be stored.
"""

from queue_app.store.tables import area, block, chore, cover, forecast, history, item, person, shared, team, work

__all__ = ["area", "block", "chore", "cover", "forecast", "history", "item", "person", "shared", "team", "work"]
