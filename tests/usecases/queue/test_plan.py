"""The plan of an open item, and its notes."""

import pytest
from sqlalchemy import select

from queue_app.domain.errors import InputError, NotFound, RoleTooLow
from queue_app.domain.refusals import NotOpen, PlanChanged
from queue_app.store.tables import NOTE
from queue_app.usecases.actions import ACTIONS
from queue_app.usecases.queue.plan import add_step, edit_plan, note, tick_step
from tests.cast import Cast
from tests.given import last_event, plan_of, running
from tests.rows import drop
from tests.statements import counted


def test_lines_are_the_plan_and_keep_their_ticks(cast: Cast) -> None:
    (item,) = running(cast, "Search")
    cast.do(edit_plan, by=cast.alice, item=item, lines=["fix", "look"])
    cast.do(tick_step, by=cast.alice, item=item, step="fix", done=True)
    cast.do(edit_plan, item=item, lines=["tell", "fix"], expect=["fix", "look"])
    assert plan_of(cast, item) == [("tell", False), ("fix", True)]


def test_a_step_is_added_at_the_end_and_ticked_and_opened_again(cast: Cast) -> None:
    (item,) = running(cast, "Search")
    cast.do(add_step, item=item, step="fix")
    cast.do(add_step, item=item, step="tell")
    cast.do(tick_step, item=item, step="tell", done=True)
    assert plan_of(cast, item) == [("fix", False), ("tell", True)]
    cast.do(tick_step, item=item, step="tell", done=False)
    assert plan_of(cast, item) == [("fix", False), ("tell", False)]


def test_the_event_carries_the_whole_plan_and_nobodys_name(cast: Cast) -> None:
    (item,) = running(cast, "Search")
    cast.do(edit_plan, item=item, lines=["fix", "tell"])
    cast.do(tick_step, item=item, step="fix", done=True)
    event = last_event(cast)
    assert (event.kind, event.by) == ("planned", None)
    assert event.data["plans"] == {
        str(cast.item(item).id): {
            "was": [["fix", None], ["tell", None]],
            "now": [["fix", cast.now.isoformat()], ["tell", None]],
        }
    }


def test_what_changes_nothing_leaves_no_event(cast: Cast) -> None:
    (item,) = running(cast, "Search")
    cast.do(edit_plan, item=item, lines=["fix"])
    assert not cast.do(edit_plan, item=item, lines=["fix"]).changed
    assert not cast.do(tick_step, item=item, step="fix", done=False).changed


def test_a_plan_can_be_emptied(cast: Cast) -> None:
    (item,) = running(cast, "Search")
    cast.do(edit_plan, item=item, lines=["fix"])
    cast.do(edit_plan, item=item, **ACTIONS["item", "plan"].read({"text": "", "expect": "fix"}))
    assert plan_of(cast, item) == []


def test_who_wrote_from_another_plan_is_told(cast: Cast) -> None:
    (item,) = running(cast, "Search")
    cast.do(edit_plan, item=item, lines=["fix"])
    with pytest.raises(PlanChanged, match="Search"):
        cast.do(edit_plan, item=item, lines=["tell"], expect=[])
    with pytest.raises(PlanChanged, match="Search"):
        cast.do(tick_step, item=item, step="tell", done=True)
    assert plan_of(cast, item) == [("fix", False)]


def test_a_plan_has_at_most_a_hundred_steps(cast: Cast) -> None:
    (item,) = running(cast, "Search")
    cast.do(edit_plan, item=item, lines=[f"step {n}" for n in range(100)])
    with pytest.raises(InputError, match="up to 100"):
        cast.do(add_step, item=item, step="one more")


def test_it_takes_six_statements(cast: Cast) -> None:
    (item,) = running(cast, "Search")
    cast.do(edit_plan, item=item, lines=["fix"])
    with counted(cast.doors) as sent:
        cast.do(tick_step, item=item, step="fix", done=True)
    assert len(sent) <= 6, sent


VERBS = [(edit_plan, {"lines": ["fix"]}), (add_step, {"step": "fix"}), (tick_step, {"step": "fix", "done": True})]


@pytest.mark.parametrize(("use_case", "said"), [*VERBS, (note, {"words": "Hm"})])
@pytest.mark.parametrize(
    ("item", "by", "refusal"), [(9, "alice", NotFound), (1, "carol", RoleTooLow), (1, "mallory", NotFound)]
)
def test_it_is_refused(cast: Cast, use_case, said, item: int, by: str, refusal: type[Exception]) -> None:
    cast.add("Search")
    with pytest.raises(refusal):
        cast.do(use_case, by=getattr(cast, by), item=item, **said)


@pytest.mark.parametrize(("use_case", "said"), VERBS)
def test_a_closed_item_needs_no_plan(cast: Cast, use_case, said) -> None:
    drop(cast, *cast.add("Search"))
    with pytest.raises(NotOpen, match="Search"):
        cast.do(use_case, item=1, **said)


@pytest.mark.parametrize("raw", [{}, {"done": "fix", "open": "fix"}, {"done": "x" * 501}])
def test_a_tick_names_one_step(raw: dict[str, str]) -> None:
    with pytest.raises(InputError):
        ACTIONS["item", "tick"].read(raw)
    assert ACTIONS["item", "tick"].read({"open": "fix"}) == {"step": "fix", "done": False}


def test_a_note_is_signed_and_stays_also_on_a_closed_item(cast: Cast) -> None:
    drop(cast, *cast.add("Search"))
    written = cast.do(note, by=cast.alice, item=1, words="We asked again").result["note"]
    with cast.doors.reading() as conn:
        row = conn.execute(select(NOTE)).one()
    assert (row.id, row.item_id, row.words, row.by) == (written, cast.item(1).id, "We asked again", cast.alice)
    event = last_event(cast)
    assert (event.kind, event.by, event.data["note"]) == ("noted", cast.alice, written)
    assert [record["id"] for record in event.data["items"]] == [cast.item(1).id]
