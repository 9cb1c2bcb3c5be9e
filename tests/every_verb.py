"""A team in which every verb was used at least once, and some of the acts were undone."""

from datetime import date

from sqlalchemy import select

from queue_app.domain.filters import Filter
from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.store.tables import ITEM
from queue_app.usecases.agents.people_only import keep_for_people
from queue_app.usecases.agents.ready import ready
from queue_app.usecases.cover.areas import add_area, archive_area, merge_areas
from queue_app.usecases.images.add import add_image, remove_image
from queue_app.usecases.images.redraw import redrawn
from queue_app.usecases.queue.add import place
from queue_app.usecases.queue.block import block, edit_block, unblock
from queue_app.usecases.queue.chosen import drop_items, tag
from queue_app.usecases.queue.coin import coin
from queue_app.usecases.queue.drop import drop, reopen, restore
from queue_app.usecases.queue.edit import edit
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.join import ask, join, leave
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.plan import edit_plan, note, tick_step
from queue_app.usecases.queue.pull import pull_top, skip, swap
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.queue.split import split
from queue_app.usecases.queue.undo import undo
from queue_app.usecases.queue.urgent import calm, urgent
from queue_app.usecases.team.days_off import add_days_off, forget_history
from queue_app.usecases.team.settings import change_settings
from queue_app.usecases.team.views import save_view
from queue_app.usecases.waits.wait import stop_waiting, wait_for
from tests.cast import Cast
from tests.given import block_kind
from tests.pictures import picture
from tests.usecases.agents.robots import let_agents, robot


def everything(cast: Cast) -> None:
    """Use each verb, as in a few days of work."""
    areas = _settings(cast)
    numbers = cast.add(*(f"Item {n}" for n in range(1, 13)))
    _order(cast, numbers, areas)
    pulled = _work(cast, areas[1])
    _ends(cast, numbers, pulled, areas[1])
    _agents(cast)
    _waits(cast)
    cast.do(set_limit, limit=2, reason="Too much.")
    cast.do(forget_history, before=date(2026, 11, 1), reason="Another team then.")


def _settings(cast: Cast) -> list[int]:
    areas = [cast.do(add_area, name=name).result["area"] for name in ("Shop", "Data", "Old")]
    cast.do(change_settings, finished_means="Used for a day.", standup_minute=600, time_zone="Europe/Vienna")
    cast.do(add_days_off, text="2026-12-24 to 2027-01-06 Closed")
    cast.do(set_limit, limit=5, reason="More of us.")
    return areas


def _order(cast: Cast, numbers: list[int], areas: list[int]) -> None:
    first, second, third, fourth, fifth, sixth, *_ = numbers
    shop, data, old = areas
    cast.do(edit, item=first, areas=[shop, old], words="Some *words*.", reference="https://example.org/1")
    cast.do(edit, item=first, title="Item one", areas=[data], words="")
    cast.do(merge_areas, area=old, into=data)
    cast.do(archive_area, area=shop)
    kind = block_kind(cast)
    cast.do(block, item=second, sentence="Taken back at once.", kind=kind)
    cast.do(undo)
    cast.do(block, item=second, sentence="Waits for the bank.", kind=kind, look_again=date(2026, 12, 1))
    cast.do(edit_block, item=second, sentence="Still waits.", next_step="Call.")
    cast.do(unblock, item=second)
    cast.do(undo)
    cast.do(move, items=[fifth, sixth], target=Target(end="top"), reason=Reason("date", "A fair."))
    cast.do(move, items=[third], target=Target(end="bottom"), reason=Reason("other", "Later."))
    cast.do(coin, item=first, with_item=fourth, chance=0.9)
    cast.do(urgent, item=fourth, reason=Reason("customer_defect", "It burns."), by=cast.alice)
    cast.do(calm, item=fourth)
    cast.do(urgent, item=first, reason=Reason("learned", "Now."))


def _work(cast: Cast, data: int) -> int:
    """Two days of work. Returns the number of an item that Alice finished."""
    pulled: int = cast.do(pull_top, by=cast.alice).result["item"]
    cast.do(join, item=pulled)
    cast.do(ask, item=pulled, words="somebody who knows SQL")
    cast.do(leave, item=pulled)
    cast.do(edit_plan, item=pulled, lines=["Ask", "Build", "Show"])
    cast.do(tick_step, item=pulled, step="Ask", done=True)
    cast.do(note, item=pulled, words="Steps:\n\nfirst\n\nsecond", by=cast.alice)
    for _ in range(2):
        cast.do(add_image, item=pulled, picture=redrawn(picture("JPEG")), alt="How it looks", by=cast.alice)
    cast.do(remove_image, item=pulled, image=1)
    cast.do(finish, item=pulled, areas=[data], steps="split", by=cast.alice)
    cast.do(pull_top)
    cast.do(skip, item=_top(cast), kind="other", why="Not mine.", by=cast.alice)
    other = cast.do(pull_top, others="both").result["item"]
    cast.do(block, item=other, sentence="Ends with the finish.")
    cast.do(finish, item=other)
    cast.do(undo)
    cast.do(swap, item=other, kind="something_else_first", words="The fair.")
    back = cast.do(pull_top, by=cast.alice).result["item"]
    cast.do(put_back, item=back, kind="cannot_go_on", words="No key.", by=cast.alice)
    return pulled


def _ends(cast: Cast, numbers: list[int], pulled: int, data: int) -> None:
    cast.do(tag, numbers=numbers[6:9], areas=[data])
    cast.do(undo)
    cast.do(tag, numbers=numbers[7:9], areas=[data])
    cast.do(tag, numbers=numbers[8:10], areas=[], how="set")
    cast.do(block, item=numbers[8], sentence="Ends with the drop.")
    cast.do(drop_items, numbers=numbers[7:10], reason="Nobody needs them.")
    cast.do(undo)
    cast.do(drop_items, numbers=numbers[8:10], reason="Nobody needs them.")
    cast.do(save_view, name="Stuck", narrowed=Filter(only=("blocked",)))
    cast.do(split, item=numbers[2], pieces=["Piece one", "Piece two", "Piece three"])
    cast.do(drop, item=numbers[5], reason="Nobody needs it.")
    cast.do(reopen, item=pulled, reason="It broke.")
    dropped = cast.add("Gone", "Gone for good")
    cast.do(place, item=dropped[0])
    for number in dropped:
        cast.do(drop, item=number, reason="No.")
    cast.do(restore, item=dropped[0])
    cast.do(keep_for_people, item=dropped[0], why="It needs a signature.")


def _agents(cast: Cast) -> None:
    let_agents(cast, 2)
    agent = robot(cast)
    run = agent.pull()
    agent.do(note, item=run["item"], run_of=run["run"], words="I read it.")
    agent.do(ready, item=run["item"], run_of=run["run"], sentence="Have a look.")


def _waits(cast: Cast) -> None:
    one, two, three = cast.add("Waits", "Waited for", "Also waited for")
    cast.do(wait_for, item=one, number=two)
    cast.do(wait_for, item=two, number=three)
    wait = cast.do(wait_for, item=one, number=three).result["wait"]
    cast.do(stop_waiting, item=one, on=wait)
    cast.do(undo)
    cast.do(stop_waiting, item=one, on=wait)


def _top(cast: Cast) -> int:
    query = select(ITEM.c.number).where(
        ITEM.c.team_id == cast.team, ITEM.c.state == "waiting", ITEM.c.block_id.is_(None)
    )
    with cast.doors.reading() as conn:
        return int(conn.execute(query.order_by(ITEM.c.rank).limit(1)).scalar_one())
