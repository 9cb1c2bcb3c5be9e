"""Every test fails when a use case uses the connection while something it recorded is not sent: the flush is missing.

The last of what is recorded waits for COMMIT, so a query before that would read the old rows and nobody would notice.
"""

from sqlalchemy import Connection

from queue_app.usecases.tx import Tx


def install() -> None:
    """From now on `tx.conn` asks whether everything was sent."""
    attribute = vars(Tx)["conn"]

    def flushed(tx: Tx) -> Connection:
        assert not tx.unsaved, f"{tx.unsaved} is recorded and not sent: call tx.flush() before tx.conn is used"
        connection: Connection = attribute.__get__(tx)
        return connection

    Tx.conn = property(flushed, attribute.__set__)  # type: ignore[assignment,method-assign]
