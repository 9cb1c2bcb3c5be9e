"""The declarative base: the schema's classes hang on it, plain SQLAlchemy, so that migrations need no Flask."""

from sqlalchemy import MetaData, Table
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """Every constraint has a name, because a violated name becomes the refusal of the same name."""

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
    """The Core table of a schema class: what every query is built on."""
    found = model.__table__
    if not isinstance(found, Table):
        raise TypeError(f"{model.__name__} is no plain table")
    return found
