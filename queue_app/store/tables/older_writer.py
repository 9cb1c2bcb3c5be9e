"""Which older versions of the code may go on writing while their servers are replaced one after the other."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from queue_app.store.db.base import Base


class OlderWriterTable(Base):
    """The newest revision that such a version knows. Only additive migrations were made since."""

    __tablename__ = "older_writer"

    revision: Mapped[str] = mapped_column(String(32), primary_key=True)
