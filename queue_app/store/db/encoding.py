"""The encoding that a PostgreSQL database must have."""


class WrongEncoding(Exception):
    """The database cannot store every character. The message tells the operator what to do."""

    def __init__(self, encoding: str) -> None:
        super().__init__(
            f"The database has the encoding {encoding}. Topmost needs UTF8. "
            "Make a new one: CREATE DATABASE topmost TEMPLATE template0 ENCODING 'UTF8'."
        )
