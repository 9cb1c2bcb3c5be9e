"""Fails a test if a use case uses the connection while recorded writes are not sent yet: a flush is missing.

The last recorded writes are sent with COMMIT. A query before that would read old rows, and nobody would notice.
"""

from sqlalchemy import Connection

from queue_app.usecases.tx import Tx


def install() -> None:
    """Make `tx.conn` check that everything was sent."""
    attribute = vars(Tx)["conn"]

    def flushed(tx: Tx) -> Connection:
        assert not tx.unsaved, f"{tx.unsaved} is recorded and not sent: call tx.flush() before tx.conn is used"
        connection: Connection = attribute.__get__(tx)
        return connection

    Tx.conn = property(flushed, attribute.__set__)  # type: ignore[assignment,method-assign]
