"""A person is deleted for good. The history stays, without the name."""

from queue_app.store.tables import MEMBERSHIP, PERSON, SESSION, TOKEN
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.sign_in import sessions
from queue_app.usecases.transaction import in_transaction, utc_now
from tests.cli.conftest import rows


def test_forgetting_leaves_nothing_that_says_who_it_was(flask, cast):
    (number,) = cast.add("Search")
    cast.do(pull_top, by=cast.alice)
    in_transaction(cast.doors, sessions.begin, person=cast.alice, client="", now=utc_now())
    flask("token", "create", "alice@example.org", "--team", "Tigers", "--scope", "work")
    assert flask("person", "forget", "alice@example.org", "--yes").exit_code == 0
    (row,) = rows(cast, PERSON, PERSON.c.id == cast.alice)
    assert (row.email, row.email_folded, row.password_hash) == (None, None, None)
    assert "lice" not in str(row)
    assert row.deactivated_at is not None
    for table in (MEMBERSHIP, SESSION, TOKEN):
        assert rows(cast, table, table.c.person_id == cast.alice) == []
    assert cast.item(number).slot == 1


def test_who_is_the_last_manager_somewhere_is_not_forgotten(flask, cast):
    result = flask("person", "forget", "bob@example.org", "--yes")
    assert result.exit_code == 1
    assert rows(cast, PERSON, PERSON.c.id == cast.bob)[0].email == "bob@example.org"
    assert len(rows(cast, MEMBERSHIP, MEMBERSHIP.c.person_id == cast.bob)) == 1


def test_forgetting_is_asked_about(flask, cast):
    assert flask("person", "forget", "alice@example.org", input="n\n").exit_code == 1
    assert rows(cast, PERSON, PERSON.c.id == cast.alice)[0].email == "alice@example.org"


def test_the_address_may_be_used_again(flask, made, cast):
    made()
    assert flask("person", "forget", "nora@example.org", "--yes").exit_code == 0
    assert made().exit_code == 0
