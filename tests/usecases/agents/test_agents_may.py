"""What an agent may do, action by action: it is declared beside each use case, and everything else is refused."""

import pytest

from queue_app.domain.agents.allowed import OnlyAgents, OnlyPeople, PeopleFinish
from queue_app.domain.agents.proposals import MOST_NEW
from queue_app.domain.queue.order import Target
from queue_app.domain.refusals import ManyProposals
from queue_app.usecases.action import Action
from queue_app.usecases.actions import ACTIONS, FOR_AGENTS
from queue_app.usecases.agents.ready import READY, ready
from queue_app.usecases.queue.add import add, place
from queue_app.usecases.queue.finish import FINISH, finish
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.sign_in import tokens
from queue_app.usecases.team import joining, members, page_links, settings
from tests.cast import REASON, Cast
from tests.rows import everything
from tests.usecases.agents.robots import let_agents, robot

MAY = {
    "pull": "freely",
    "add": "freely",
    "paste": "freely",  # one line, as it is the same as adding one
    "note": "on_its_item",
    "plan": "on_its_item",
    "step": "on_its_item",
    "tick": "on_its_item",
    "block": "on_its_item",
    "edit-block": "on_its_item",
    "unblock": "on_its_item",
    "wait-for": "on_its_item",
    "stop-waiting": "on_its_item",
    "leave": "on_its_item",
    "put-back": "on_its_item",
    "ready": "on_its_item",
    "finish": "if_agents_finish",
}
ELSEWHERE = (
    joining.INVITE,
    joining.WITHDRAW,
    members.SET_ROLE,
    members.REMOVE,
    members.LEAVE,
    page_links.SHARE,
    page_links.REVOKE,
    settings.CHANGE_SETTINGS,
    settings.ARCHIVE,
    settings.UNARCHIVE,
    tokens.REVOKE,
)
"""Actions of the team page, which are no route of the API."""
SAID: dict[str, dict[str, object]] = {"split": {"pieces": ["one", "other"]}}
"""What the numbers that a use case reserves depend on."""
EVERY = [*ACTIONS.values(), READY, *ELSEWHERE]


def test_an_agent_may_this_and_nothing_else() -> None:
    assert {action.name: action.agents for action in EVERY if action.agents != "never"} == MAY
    assert {name for _, name in FOR_AGENTS} == MAY.keys()


@pytest.mark.parametrize("action", [a for a in EVERY if a.agents == "never"], ids=lambda action: action.name)
def test_what_it_may_not_is_refused_before_anything_else_and_changes_nothing(cast: Cast, action: Action) -> None:
    cast.add("A")
    let_agents(cast, 1)
    one = robot(cast, cast.bob)
    one.pull()
    before = everything(cast)
    said = ({"item": 1} if action.on == "item" else {}) | SAID.get(action.name, {})
    with pytest.raises(OnlyPeople) as refused:
        one.do(action.use_case, run_of=1, **said)
    assert str(refused.value)
    assert everything(cast) == before


def test_people_finish_unless_the_team_lets_agents(cast: Cast) -> None:
    cast.add("A")
    let_agents(cast, 1)
    one = robot(cast)
    one.pull()
    with pytest.raises(PeopleFinish):
        one.do(finish, run_of=1, item=1)
    let_agents(cast, 1, agents_finish=True)
    assert one.do(finish, run_of=1, item=1).changed
    assert FINISH.agents == "if_agents_finish"


def test_nobody_has_worked_on_what_an_agent_finished(cast: Cast) -> None:
    cast.add("A")
    let_agents(cast, 1, agents_finish=True)
    one = robot(cast)
    one.pull()
    assert one.do(finish, run_of=1, item=1).result["evidence"] == []


def test_what_it_proposes_is_new_even_where_everybody_orders(cast: Cast) -> None:
    cast.do(settings.change_settings, who_orders="everybody")
    one = robot(cast, cast.bob)
    assert one.do(add, titles=["An idea"]).result["items"] == [1]
    assert not cast.item(1).placed


@pytest.mark.parametrize(
    "command", [{"target": Target(end="top"), "reason": REASON}, {"titles": ["one", "two"]}], ids=["a place", "two"]
)
def test_it_proposes_one_at_the_bottom(cast: Cast, command: dict[str, object]) -> None:
    with pytest.raises(OnlyPeople):
        robot(cast, cast.bob).do(add, **({"titles": ["one"]} | command))


def test_it_proposes_no_more_while_many_wait_to_be_looked_at(cast: Cast) -> None:
    one = robot(cast)
    for n in range(MOST_NEW):
        one.do(add, titles=[f"Idea {n}"])
    with pytest.raises(ManyProposals):
        one.do(add, titles=["One more"])
    assert cast.do(add, by=cast.alice, titles=["A person's"]).changed
    cast.do(place, item=1)
    cast.do(place, item=2)
    assert one.do(add, titles=["One more"]).changed


def test_people_do_not_say_ready(cast: Cast) -> None:
    cast.add("A")
    cast.do(pull_top)
    with pytest.raises(OnlyAgents):
        cast.do(ready, item=1, sentence="Look.")
