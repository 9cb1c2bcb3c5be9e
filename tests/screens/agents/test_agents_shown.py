"""What people see of agents: who is on it, since when one is silent, what is ready; and what an observer sees."""

from datetime import timedelta

from queue_app.screens.agents.work import agent_work
from queue_app.screens.frame import read_scene
from queue_app.screens.item.item import item_screen
from queue_app.screens.queue.queue import queue_screen
from queue_app.screens.standup.radiator import radiator_screen
from queue_app.screens.standup.standup import standup_screen
from queue_app.screens.team.team import team_screen
from queue_app.screens.values import AgentShown, Headcount, NamesOnIt
from queue_app.store.cover.facts import team_cover
from queue_app.store.team import teams
from queue_app.usecases.agents.ready import ready
from queue_app.usecases.queue.join import join, leave
from tests import given
from tests.cast import Cast
from tests.screens.reading import look
from tests.usecases.agents.robots import let_agents, minutes_pass, robot

FIXER = AgentShown("Alice", "fixer")


def at_work(cast: Cast):
    cast.add("A", "B")
    let_agents(cast, 2)
    one = robot(cast)
    one.pull()
    return one


def wall(cast: Cast):
    with cast.doors.reading() as conn:
        team = teams.of_number(conn, cast.team)
        return radiator_screen(conn, team, cast.now, cast.forecasts, team_cover).running[0]


def test_an_agent_is_on_its_item_by_name_and_for_observers_a_count(cast: Cast) -> None:
    at_work(cast)
    assert look(cast, queue_screen).running[0].on == NamesOnIt((), agents=(FIXER,))
    assert look(cast, queue_screen).running[0].help is None, "no person is alone on it"
    assert look(cast, item_screen, cast.alice, 1).on == NamesOnIt((), agents=(FIXER,))
    assert look(cast, queue_screen, cast.carol).running[0].on == Headcount(1)
    assert look(cast, item_screen, cast.carol, 1).on == Headcount(1)
    assert wall(cast).on == 1
    assert look(cast, standup_screen).lonely == ()


def test_people_join_an_agent(cast: Cast) -> None:
    at_work(cast)
    cast.do(join, by=cast.bob, item=1)
    assert look(cast, queue_screen, cast.bob).running[0].on == NamesOnIt(("Bob",), mine=True, agents=(FIXER,))


def test_after_the_silence_nobody_is_on_it(cast: Cast) -> None:
    at_work(cast)
    last, before = cast.now, look(cast, read_scene).frame.agents_heard
    minutes_pass(cast, 30)
    row = look(cast, queue_screen).running[0]
    assert (row.on.count, row.silent_since, row.help) == (0, last, "nobody")
    assert look(cast, item_screen, cast.alice, 1).silent_since == last
    (lonely,) = look(cast, standup_screen).lonely
    assert (lonely.silent, lonely.since) == (True, last)
    assert (wall(cast).on, wall(cast).silent_since) == (0, last)
    assert (before, look(cast, read_scene).frame.agents_heard) == (1, 0), "an unchanged page would stay as it is"


def test_a_call_ends_the_silence(cast: Cast) -> None:
    one = at_work(cast)
    minutes_pass(cast, 45)
    one.calls()
    row = look(cast, queue_screen).running[0]
    assert (row.on, row.silent_since) == (NamesOnIt((), agents=(FIXER,)), None)


def test_nobody_says_silent_while_somebody_else_is_on_it(cast: Cast) -> None:
    at_work(cast)
    minutes_pass(cast, 45)
    cast.do(join, by=cast.bob, item=1)
    row = look(cast, queue_screen).running[0]
    assert (row.on, row.silent_since) == (NamesOnIt(("Bob",), mine=False), None)


def test_what_is_ready_comes_before_a_pull(cast: Cast) -> None:
    at_work(cast).do(ready, run_of=1, item=1, sentence="The change is up.")
    screen = look(cast, queue_screen)
    assert (screen.help_first, screen.running[0].help, screen.running[0].ready) == (True, "ready", "The change is up.")
    (lonely,) = look(cast, standup_screen).lonely
    assert (lonely.ready, lonely.since) == ("The change is up.", cast.now)
    assert wall(cast).ready
    history = look(cast, item_screen, cast.bob, 1).history[0]
    assert (history.kind, history.by, history.agent) == ("ready", "Alice", "fixer")
    assert look(cast, item_screen, cast.carol, 1).history[0].agent is None


def test_a_note_of_an_agent_is_signed_by_it(cast: Cast) -> None:
    at_work(cast).do(ready, run_of=1, item=1, sentence="Up.", links=["https://git.example.org/1"])
    (note,) = look(cast, item_screen, cast.bob, 1).notes
    assert (note.by, note.agent, note.words) == ("Alice", "fixer", "Up.\n- https://git.example.org/1")
    assert look(cast, item_screen, cast.carol, 1).notes[0].agent is None


def test_what_an_agent_left_has_been_left_since_then(cast: Cast) -> None:
    at_work(cast).do(leave, run_of=1, item=1)
    (lonely,) = look(cast, standup_screen).lonely
    assert (lonely.since, lonely.silent, lonely.ready) == (cast.now, False, None)


def test_managers_see_the_settings_and_when_a_token_was_made(cast: Cast) -> None:
    area = given.area(cast, "Docs")
    let_agents(cast, 2, for_agents=[], agent_silence=5, agents_finish=True)
    robot(cast)
    screen = look(cast, team_screen, cast.bob, "links")
    assert (screen.agents.at_once, screen.agents.silence, screen.agents.who_finishes) == (2, 5, "agents")
    assert [(one.id, one.for_agents) for one in screen.agents.areas] == [(area, False)]
    assert (screen.tokens[0].token.scope, screen.tokens[0].token.created_at) == ("agent", cast.now)


def test_a_lease_ends_after_the_teams_silence(cast: Cast) -> None:
    one = at_work(cast)
    work = look(cast, agent_work, cast.alice, one.token, 1)
    assert (work.run, work.lease_until) == (1, cast.now + timedelta(minutes=30))
    assert look(cast, agent_work, cast.alice, one.token, 2).run is None
