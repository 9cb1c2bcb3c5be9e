"""Remove the example team. For some minutes it is only archived, so that it can be restored. Then everything in it is deleted,
with its invented people."""

from datetime import datetime

from sqlalchemy import Connection

from queue_app.domain.refusals import NoExample
from queue_app.domain.team.rights import Right
from queue_app.domain.team.team import RESTORABLE
from queue_app.store.team import example, teams
from queue_app.usecases.tx import Result, Tx, write


@write(Right.MANAGE)
def remove_example(tx: Tx) -> Result:
    """Archive the example team until it is deleted. Raises NoExample for a real team: its history is never deleted."""
    if not example.is_example(tx.conn, tx.team.id):
        raise NoExample
    teams.change(tx.conn, tx.team.id, {"archived_at": tx.at, "removed_at": tx.at})
    tx.record("settings", archived=True)
    return {"archived": True}


def delete_removed(conn: Connection, *, now: datetime) -> int:
    """Delete the example teams that can no longer be restored. Returns how many. For `in_transaction`."""
    removed = example.removed_before(conn, now - RESTORABLE)
    for team in removed:
        example.delete_all(conn, team)
    return len(removed)
