"""An example of every action, for both its page and its API."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from queue_app.domain.filters import Filter
from queue_app.domain.queue.move import Reason
from queue_app.store.queue import items
from queue_app.store.tables import NOTE
from queue_app.store.team.views import views
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.plan import note
from queue_app.usecases.queue.urgent import urgent
from queue_app.usecases.sign_in import secrets
from queue_app.usecases.team.settings import archive
from queue_app.usecases.team.views import save_view
from queue_app.usecases.transaction import run, utc_now
from queue_app.usecases.tx import Actor
from queue_app.usecases.waits.wait import wait_for
from tests.http.example import Body, Example, an_agent_pulls, as_manager, brings_in, of_home, sends
from tests.http.world import Home, World


def _make_urgent(world: World, home: Home) -> None:
    as_manager(urgent, item=home.items["next"], reason=Reason("other", "Now."))(world, home)


def _each_blocks_one(world: World, home: Home) -> None:
    for worker, name in zip(home.workers, ("next", "after"), strict=False):
        run(world.cast.doors, block, Actor(home.team, worker), item=home.items[name], sentence="Waits.")


def _one_waits(world: World, home: Home) -> None:
    as_manager(wait_for, item=home.items["next"], number=home.items["after"])(world, home)


def _the_wait(world: World, home: Home, _: int | None) -> dict[str, int]:
    with world.cast.doors.reading() as conn:
        return {"wait": items.of_number(conn, home.team, home.items["after"]).id}


def _a_view(world: World, home: Home) -> None:
    as_manager(save_view, name="Stuck", narrowed=Filter(only=("blocked",)))(world, home)


def _of_the_view(**body: Any) -> Example:
    def make(world: World, home: Home, _: int | None) -> Body:
        with world.cast.doors.reading() as conn:
            return {"view": next((view.id for view in views(conn, home.team)), 1), **body}

    return Example(make, first=_a_view)


def _each_writes_a_note(world: World, home: Home) -> None:
    for worker in home.workers:
        run(world.cast.doors, note, Actor(home.team, worker), item=home.items["done"], words="A note.")


def _own_note(world: World, home: Home, who: int | None) -> Body:
    """The note of the person who asks, otherwise the manager's."""
    by = who if who in home.workers else home.manager
    with world.cast.doors.reading() as conn:
        ids = conn.execute(
            select(NOTE.c.id).where(NOTE.c.team_id == home.team, NOTE.c.by == by).order_by(NOTE.c.id.desc())
        )
        return {"note": ids.scalars().first() or 1, "text": "A better note."}


TODAY = utc_now().date().isoformat()
NEXT_YEAR = (utc_now().date() + timedelta(days=365)).isoformat()
SETTINGS = {
    "name": "Lions", "zone": "Europe/Vienna", "working_days": [1, 2], "end_of_day": "17:00", "standup_days": [1],
    "standup_at": "09:30", "who_orders": "everybody", "who_limits": "managers", "finished_means": "All done.",
}  # fmt: skip

ACTIONS: dict[str, Example] = {
    "queue_add": of_home(lambda home: {"title": "Invoice", "words": "More.", "areas": [home.areas["Search"]]}),
    "queue_paste": sends(text=["one", "two"]),
    "queue_pull": of_home(lambda home: {"expect": home.items["next"]}),
    "queue_move": of_home(
        lambda home: {"items": [home.items["after"]], "to": "top", "kind": "other", "reason": "First."}
    ),
    "queue_coin": of_home(lambda home: {"items": [home.items["next"], home.items["after"]]}),
    "queue_areas": of_home(
        lambda home: {"items": [home.items["next"], home.items["after"]], "areas": [home.areas["Payments"]]}
    ),
    "queue_drop": of_home(lambda home: {"items": [home.items["next"], home.items["after"]], "reason": "Of no use."}),
    "queue_save_view": of_home(lambda home: {"name": "Search", "areas": [home.areas["Search"]], "waits": True}),
    "queue_change_view": _of_the_view(name="All that is stuck", blocked=True, waits=True),
    "queue_remove_view": _of_the_view(),
    "queue_undo": Example(first=_each_blocks_one),
    "item_skip": sends("next", kind="other", reason="I go home."),
    "item_swap": sends("mine", kind="other", reason="Something came first."),
    "item_move": sends("after", to="top", kind="date", reason="The fair begins."),
    "item_finish": of_home(lambda home: {"areas": [home.areas["Search"]]}, "mine"),
    "item_put_back": sends("mine", kind="cannot_go_on"),
    "item_join": sends("theirs", others="both"),
    "item_leave": sends("mine"),
    "item_ask": sends("mine", text="Who knows the gateway?"),
    "item_people_only": sends("next", reason="It needs a talk."),
    "item_ready": Example(
        lambda *_: {"text": "The change is up.", "run": 1}, item="next", first=an_agent_pulls, by_agent=True
    ),
    "item_block": of_home(lambda home: {"reason": "Waits.", "kind": home.kinds["the weather"]}, "next"),
    "item_edit_block": sends("stuck", reason="Waits for another certificate."),
    "item_unblock": sends("stuck"),
    "item_wait_for": of_home(lambda home: {"number": home.items["after"]}, "next"),
    "item_stop_waiting": Example(_the_wait, item="next", first=_one_waits),
    "item_split": sends("next", pieces=["one half", "the other half"]),
    "item_urgent": sends("next", reason="Everything is down."),
    "item_calm": Example(item="next", first=_make_urgent),
    "item_place": sends("new"),
    "item_drop": sends("next", reason="Nobody needs it."),
    "item_reopen": sends("done", reason="It came back."),
    "item_restore": sends("gone"),
    "item_plan": sends("mine", text=["look", "write"]),
    "item_step": sends("planned", step="third"),
    "item_tick": sends("planned", done="first"),
    "item_note": sends("done", text="A note."),
    "item_correct_note": Example(_own_note, item="done", first=_each_writes_a_note),
    "item_edit": sends("next", expect=1, title="Another title"),
    "item_areas": of_home(lambda home: {"areas": [home.areas["Payments"]]}, "next"),
    "team_set_wip_limit": sends(limit=8, reason="Less at once."),
    "team_set_agents": of_home(
        lambda home: {"at_once": 2, "silence": 20, "who_finishes": "people", "areas": [home.areas["Search"]]}
    ),
    "team_declare": of_home(lambda home: {"can": [home.areas["Search"]]}),
    "team_add_absence": of_home(lambda home: {"person": home.manager, "first": NEXT_YEAR, "last": NEXT_YEAR}),
    "team_remove_absence": Example(
        lambda _, home, who: {"absence": home.absences.get(who or 0, home.absences[home.manager])}
    ),
    "team_that_was_me": of_home(lambda home: {"former_person": home.unclaimed}),
    "team_that_was_not_me": Example(
        lambda _, home, who: {"former_person": home.claimed.get(who or 0, home.claimed[home.manager])}
    ),
    "team_not_mine": of_home(lambda home: {"area": home.areas["Search"], "on": TODAY}),
    "team_add_area": sends(name="Reports"),
    "team_rename_area": of_home(lambda home: {"area": home.areas["Search"], "name": "Finding"}),
    "team_archive_area": of_home(lambda home: {"area": home.areas["Search"]}),
    "team_bring_back_area": of_home(lambda home: {"area": home.areas["Old"]}),
    "team_merge_areas": of_home(lambda home: {"area": home.areas["Search"], "into": home.areas["Payments"]}),
    "team_add_block_kind": sends(name="a delivery", inside=True),
    "team_change_block_kind": of_home(lambda home: {"block_kind": home.kinds["the weather"], "name": "rain"}),
    "team_archive_block_kind": of_home(lambda home: {"block_kind": home.kinds["the weather"]}),
    "team_bring_back_block_kind": of_home(lambda home: {"block_kind": home.kinds["an old kind"]}),
    "team_add_days_off": sends(text="2026-12-24 to 2026-12-26 Closed"),
    "team_remove_days_off": sends(day="2026-05-01"),
    "team_forget_history": sends(day="2026-01-01", reason="The team is new."),
    "team_take_back_import": Example(lambda _, home, __: {"number": home.act or 1}, first=brings_in),
    "team_share_page": sends(page="forecast", name="The sales people"),
    "team_revoke_page_link": of_home(lambda home: {"link": home.links["in force"].id}),
    "team_set_role": of_home(lambda home: {"person": home.dora, "role": "observer"}),
    "team_invite": sends(email="new@example.org", role="member"),
    "team_withdraw_invitation": of_home(lambda home: {"invitation": secrets.hash_of(home.invitation)}),
    "team_settings": sends(**SETTINGS),
    "team_revoke_token": of_home(lambda home: {"token": home.doras_token}),
    "team_archive": sends(),
    "team_unarchive": Example(first=as_manager(archive)),
}
"""{"<what the address names>_<verb>": example}."""
