"""The operator allows agents: how many at once, and a token with a name."""

import pytest

from queue_app.store.agents import slots
from queue_app.usecases.sign_in import tokens


def at_once(cast):
    with cast.doors.reading() as conn:
        return slots.at_once(conn, cast.team)


def test_agents_at_once_are_set_by_name_or_number(flask, cast):
    assert flask("team", "set", "Tigers", "--agents-at-once", "3").stdout == "agents at once\n"
    assert at_once(cast) == 3
    told = flask(
        "team", "set", str(cast.team), "--agents-at-once", "1", "--agent-silence", "5", "--who-finishes", "agents"
    )
    assert told.stdout == "agent silence, agents at once, agents finish\n"
    assert flask("team", "set", "Tigers", "--agents-at-once", "1").stdout == "nothing changed\n"


@pytest.mark.parametrize("words", [("--agents-at-once", "100"), ("--agent-silence", "1"), ("--who-finishes", "cats")])
def test_what_cannot_be_is_wrong_usage(flask, cast, words):
    assert flask("team", "set", "Tigers", *words).exit_code == 2


def test_a_token_of_an_agent_has_a_name(flask, cast):
    words = ("token", "create", "alice@example.org", "--team", "Tigers", "--scope", "agent")
    assert flask(*words).exit_code == 2
    made = flask(*words, "--name", "nightly fixer")
    found = tokens.authenticate(cast.doors, made.stdout.strip())
    assert (found.agent, found.label, found.person) == (True, "nightly fixer", cast.alice)
