"""The migrations and the tables in the code agree, including CHECKs, partial indexes and triggers."""

import pytest

import queue_app.store.tables  # noqa: F401 - fills Base.metadata
from queue_app.store.db import migrate
from queue_app.store.db.base import Base
from tests.migrations.databases import looking_at
from tests.migrations.shapes import shape


@pytest.fixture
def created(blank_url):
    """The schema made from the classes."""
    with looking_at(blank_url) as connection:
        Base.metadata.create_all(connection)
        return shape(connection)


@pytest.fixture
def migrated(new_database):
    """The schema made by the migrations, as in every installation."""
    url = new_database()
    migrate.upgrade(url)
    with looking_at(url) as connection:
        return shape(connection)


def test_migrations_make_what_the_classes_say(created, migrated):
    assert sorted(migrated - created) == [], "only the migrations have it"
    assert sorted(created - migrated) == [], "only the classes have it"


TABLE = "CREATE TABLE odd (n INTEGER, CONSTRAINT few CHECK (n < 9), CONSTRAINT one UNIQUE (n))"
DIFFERENCES = {
    "a check": [TABLE.replace("9", "10")],
    "a name": [TABLE.replace("few", "less")],
    "a type": [TABLE.replace("n INTEGER", "n BIGINT")],
    "a default": [TABLE.replace("n INTEGER", "n INTEGER DEFAULT 1")],
    "a key": [TABLE.replace("CONSTRAINT one UNIQUE (n)", "CONSTRAINT one PRIMARY KEY (n)")],
    "an index": [TABLE, "CREATE INDEX i ON odd (n)"],
    "a partial index": [TABLE, "CREATE INDEX i ON odd (n) WHERE n > 0"],
    "a reference": [TABLE.replace("n INTEGER", "n INTEGER CONSTRAINT self REFERENCES odd (n)")],
}


@pytest.mark.parametrize("difference", DIFFERENCES)
def test_the_comparison_sees(difference, new_database):
    shapes = []
    for statements in (DIFFERENCES[difference], [TABLE]):
        with looking_at(new_database()) as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
            shapes.append(shape(connection))
    assert shapes[0] != shapes[1]


def test_the_comparison_sees_a_trigger(migrated):
    assert any("TRIGGER event_lists_its_items" in line for line in migrated)
