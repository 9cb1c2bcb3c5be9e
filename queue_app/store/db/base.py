"""The declarative base of the schema's classes: plain SQLAlchemy, so that migrations need no Flask."""

from sqlalchemy import MetaData, Table
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """The base class. Every constraint has a name, because a violated constraint becomes a refusal by its name."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )


def table(model: type[Base]) -> Table:
    """The Core table of a schema class. All queries are built on Core tables."""
    core_table = model.__table__
    if not isinstance(core_table, Table):
        raise TypeError(f"{model.__name__} is no plain table")
    return core_table
