"""Scripts that set up an installation: teams, people, roles, tokens, resets."""

import re

import pytest

from queue_app.store.tables import EVENT, MEMBERSHIP, PERSON, TEAM
from queue_app.usecases.sign_in import tokens
from queue_app.usecases.sign_in.sessions import Visit
from queue_app.usecases.sign_in.sign_in import sign_in
from tests.cli.conftest import PASSWORD, rows


def test_a_team_is_its_number_alone(flask, cast):
    result = flask(
        "team",
        "create",
        " Night  Shift ",
        "--wip-limit",
        "4",
        "--time-zone",
        "Europe/Vienna",
    )
    assert result.exit_code == 0
    number = int(result.stdout)
    (team,) = rows(cast, TEAM, TEAM.c.id == number)
    assert (team.name, team.time_zone) == ("Night Shift", "Europe/Vienna")
    (created,) = rows(cast, EVENT, EVENT.c.team_id == number)
    assert (created.kind, created.seq, created.data["limit"]) == ("created", 1, 4)


@pytest.mark.parametrize(
    "words",
    [
        ("x", "--wip-limit", "0"),
        ("x", "--wip-limit", "100"),
        ("x", "--time-zone", "Mars"),
        ("",),
        ("x" * 81,),
    ],
)
def test_a_team_that_cannot_be_is_wrong_usage(flask, cast, words):
    before = len(rows(cast, TEAM))
    assert flask("team", "create", *words).exit_code == 2
    assert len(rows(cast, TEAM)) == before


def test_a_person_can_sign_in_and_has_a_place(made, cast, app):
    assert made(email="Nora@Example.org", role="observer").exit_code == 0
    assert sign_in(
        cast.doors,
        app.extensions["passwords"],
        "nora@example.org",
        PASSWORD,
        Visit("10.0.0.1"),
    )
    nora = rows(cast, PERSON, PERSON.c.email_folded == "nora@example.org")[0]
    assert nora.email == "Nora@Example.org"
    (place,) = rows(cast, MEMBERSHIP, MEMBERSHIP.c.person_id == nora.id)
    assert (place.team_id, place.role) == (cast.team, "observer")
    event = rows(cast, EVENT, EVENT.c.team_id == cast.team, EVENT.c.kind == "membership")[-1]
    assert (event.by, event.data) == (
        None,
        {"person": nora.id, "was": None, "role": "observer"},
    )


def test_the_password_is_asked_for_where_there_is_a_terminal_only(flask, cast):
    words = (
        "person",
        "create",
        "nora@example.org",
        "--name",
        "Nora",
        "--team",
        "Tigers",
        "--role",
        "member",
    )
    result = flask(*words, env={"TOPMOST_PASSWORD": None}, input="")
    assert result.exit_code == 2
    assert "TOPMOST_PASSWORD" in result.stderr


@pytest.mark.parametrize(
    ("wrong", "code", "told"),
    [
        ({"password": "short"}, 2, "at least 12"),
        ({"password": "nora@example.org"}, 2, "easy to guess"),
        ({"email": "nora"}, 2, "not an e-mail address"),
        ({"email": "ALICE@example.org"}, 1, "already exists"),
        ({"team": "Nobodies"}, 2, "no team 'Nobodies'"),
        ({"team": "99999"}, 2, "no team '99999'"),
        ({"team": "9" * 30}, 2, "no team"),
        ({"role": "owner of it"}, 2, "role"),
        ({"name": ""}, 2, "name"),
    ],
)
def test_an_account_that_cannot_be_is_told_and_not_made(made, cast, wrong, code, told):
    before = len(rows(cast, PERSON)), len(rows(cast, EVENT))
    result = made(**wrong)
    assert result.exit_code == code
    assert told in result.stderr
    assert (len(rows(cast, PERSON)), len(rows(cast, EVENT))) == before


def test_digits_are_the_number_and_an_ambiguous_name_lists_the_numbers(flask, made, cast):
    second = int(flask("team", "create", "tigers").stdout)
    result = made(team="TIGERS")
    assert result.exit_code == 2
    assert f"Use the number: {cast.team}, {second}." in result.stderr
    assert made(team=str(second)).exit_code == 0


def test_roles_are_given_changed_and_taken(flask, cast):
    mine = (
        MEMBERSHIP.c.team_id == cast.other_team,
        MEMBERSHIP.c.person_id == cast.alice,
    )
    for role in ("member", "manager", "observer"):
        assert (
            flask(
                "person",
                "role",
                "alice@example.org",
                "--team",
                "Others",
                "--role",
                role,
                "--yes",
            ).exit_code
            == 0
        )
        assert rows(cast, MEMBERSHIP, *mine)[0].role == role
    assert flask("person", "role", "alice@example.org", "--team", "Others", "--role", "none", "--yes").exit_code == 0
    assert rows(cast, MEMBERSHIP, *mine) == []


@pytest.mark.parametrize("role", ["member", "none"])
def test_the_last_manager_stays_for_the_operator_too(flask, cast, role):
    result = flask("person", "role", "bob@example.org", "--team", str(cast.team), "--role", role, "--yes")
    assert result.exit_code == 1
    assert "needs a manager" in result.stderr


def test_an_unknown_address_is_told(flask, cast):
    for words in (("reset", "x@example.org"), ("forget", "x@example.org", "--yes")):
        result = flask("person", *words)
        assert result.exit_code == 2
        assert "no account" in result.stderr


def test_a_reset_is_a_link_that_works_once(flask, app, cast):
    result = flask("person", "reset", "alice@example.org")
    path = re.fullmatch(r"http://127\.0\.0\.1:8000(/new-password/\S+)\n", result.stdout)
    assert path
    assert app.test_client().get(path[1]).status_code == 303
    flask("person", "reset", "alice@example.org")
    assert app.test_client().get(path[1]).status_code == 409  # The newer link counts.


def test_a_token_is_printed_alone_and_works(flask, cast):
    result = flask("token", "create", "alice@example.org", "--team", "Tigers", "--scope", "work")
    assert re.fullmatch(r"topmost_[\w-]{43}\n", result.stdout)
    found = tokens.authenticate(cast.doors, result.stdout.strip())
    assert (found.person, found.team) == (cast.alice, cast.team)


def test_a_token_above_the_role_is_refused(flask, cast):
    result = flask("token", "create", "alice@example.org", "--team", "Tigers", "--scope", "manage")
    assert (result.exit_code, result.stdout) == (1, "")


def test_the_upgrade_of_a_database_that_is_up_to_date_changes_nothing(flask, app, cast, database_url):
    before = app.config["DATABASE_URL"]
    app.config["DATABASE_URL"] = database_url
    try:
        assert flask("upgrade").exit_code == 0
    finally:
        app.config["DATABASE_URL"] = before
    assert len(rows(cast, TEAM)) == 2


def test_who_is_in_no_such_team_is_told_how_to_come_in(flask, made, cast):
    made(email="nora@example.org")
    for command in (("token", "create", "--scope", "read"), ("person", "role", "--role", "none")):
        told = flask(*command, "nora@example.org", "--team", str(cast.other_team))
        assert told.exit_code == 1
        assert "This person is not in this team. Add them: `topmost person role EMAIL" in told.output


def test_an_account_is_made_once_and_then_gets_its_places(flask, made, cast):
    made(email="nora@example.org")
    told = made(email="nora@example.org")
    assert (told.exit_code, told.output.count("\n")) == (1, 1)
    assert "Add it to a team with `person role`." in told.output
    assert (
        flask(
            "person", "role", "nora@example.org", "--team", str(cast.other_team), "--role", "member", "--yes"
        ).exit_code
        == 0
    )


def test_a_role_shows_whom_it_means_and_asks(flask, cast):  # X12
    words = ("person", "role", "alice@example.org", "--team", str(cast.team), "--role", "manager")
    told = flask(*words, input="n\n")
    assert told.exit_code == 1
    assert (
        f"Alice (alice@example.org) in Tigers (team {cast.team}): member now, manager then. Change it?" in told.output
    )
    mine = (MEMBERSHIP.c.team_id == cast.team, MEMBERSHIP.c.person_id == cast.alice)
    assert rows(cast, MEMBERSHIP, *mine)[0].role == "member"
    assert flask(*words, input="y\n").exit_code == 0
    assert rows(cast, MEMBERSHIP, *mine)[0].role == "manager"


@pytest.mark.parametrize("name", ["alice", "\uff21lice", "Al\u200bice"])
def test_no_two_people_of_a_team_have_one_name(made, cast, name):  # X12
    told = made(name=name)
    assert told.exit_code == 1
    assert "Choose a name that differs." in told.stderr
    assert made(name=name, team=str(cast.other_team)).exit_code == 0
