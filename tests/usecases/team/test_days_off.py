"""Days off, the history that counts, and links to one page: a manager's settings, each signed."""

from datetime import date, timedelta

import pytest

from queue_app.domain.errors import InputError, NotFound, RoleTooLow
from queue_app.store.team import days_off as store
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.sign_in import secrets
from queue_app.usecases.team import page_links
from queue_app.usecases.team.days_off import add_days_off, forget_history, remove_days_off
from queue_app.usecases.team.page_links import share
from tests.cast import Cast
from tests.given import last_event


def days(cast: Cast) -> dict[str, str]:
    with cast.doors.reading() as conn:
        return {str(day): name for day, name in store.days_off(conn, cast.team).items()}


def history(cast: Cast) -> date | None:
    with cast.doors.reading() as conn:
        return store.history_from(conn, cast.team)


def test_days_are_added_named_anew_and_removed(cast: Cast) -> None:
    assert cast.do(add_days_off, text="2026-12-24 to 2026-12-26 Closed").result == {"days": 3}
    assert cast.do(add_days_off, text="2026-12-25 Christmas\n2026-12-26 Closed").result == {"days": 1}
    assert days(cast) == {"2026-12-24": "Closed", "2026-12-25": "Christmas", "2026-12-26": "Closed"}
    assert cast.do(remove_days_off, day=date(2026, 12, 25), until=date(2026, 12, 31)).result == {"days": 2}
    assert days(cast) == {"2026-12-24": "Closed"}
    cast.do(remove_days_off, day=date(2026, 12, 24))
    assert days(cast) == {}


def test_each_change_is_one_signed_setting(cast: Cast) -> None:
    cast.do(add_days_off, text="2026-12-24 to 2026-12-26 Closed\n2026-12-08")
    event = last_event(cast)
    assert (event.kind, event.by) == ("settings", cast.bob)
    assert event.data["days_off"] == {"added": ["2026-12-08", "2026-12-24 to 2026-12-26: Closed"], "count": 4}
    cast.do(remove_days_off, day=date(2026, 12, 25))
    assert last_event(cast).data["days_off"] == {"removed": ["2026-12-25: Closed"], "count": 1}


def test_what_is_so_already_leaves_no_event(cast: Cast) -> None:
    cast.do(add_days_off, text="2026-12-24 Closed")
    assert not cast.do(add_days_off, text="2026-12-24: Closed").changed
    assert not cast.do(forget_history, reason="Because.").changed


def test_a_list_with_one_bad_line_changes_nothing(cast: Cast) -> None:
    with pytest.raises(InputError):
        cast.do(add_days_off, text="2026-12-24 Closed\nChristmas")
    assert days(cast) == {}


def test_a_day_that_is_none_off_is_not_found(cast: Cast) -> None:
    with pytest.raises(NotFound):
        cast.do(remove_days_off, day=date(2026, 12, 24))
    cast.do(add_days_off, text="2026-12-24")
    with pytest.raises(NotFound):
        cast.do(remove_days_off, day=date(2026, 12, 25), until=date(2026, 12, 20))


def test_days_off_are_those_of_one_team(cast: Cast) -> None:
    cast.do(add_days_off, text="2026-12-24 Closed")
    other = Cast(cast.doors, cast.other_team, cast.mallory, cast.mallory, cast.carol, cast.team, cast.bob)
    assert days(other) == {}
    with pytest.raises(NotFound):
        other.do(remove_days_off, day=date(2026, 12, 24))


def test_history_is_forgotten_for_a_reason_and_remembered(cast: Cast) -> None:
    cast.do(forget_history, before=date(2026, 9, 1), reason="The team is new.")
    assert history(cast) == date(2026, 9, 1)
    event = last_event(cast)
    assert (event.kind, event.by) == ("history_from", cast.bob)
    assert event.data == {"reason": "The team is new.", "was": None, "now": "2026-09-01"}
    cast.do(forget_history, reason="It was not.")
    assert history(cast) is None
    assert last_event(cast).data["was"] == "2026-09-01"


def test_history_to_come_cannot_be_forgotten(cast: Cast) -> None:
    with pytest.raises(InputError) as refused:
        cast.do(forget_history, before=cast.now.date() + timedelta(days=1), reason="Because.")
    assert refused.value.field == "day"
    cast.do(forget_history, before=cast.now.date(), reason="Today is the first day.")


def made(cast: Cast, secret: str) -> int:
    return int(cast.do(share, link=secrets.hash_of(secret), page="forecast", name="Sales").result["link"])


def test_a_link_is_found_by_its_secret_until_it_is_revoked(cast: Cast) -> None:
    link = made(cast, "a secret")
    assert last_event(cast).data == {"page_link": {"id": link, "page": "forecast", "name": "Sales"}}
    found = page_links.find(cast.doors, "a secret")
    assert (found.id, found.page, found.team.id) == (link, "forecast", cast.team)
    assert page_links.find(cast.doors, "another secret") is None
    cast.do(page_links.revoke, link=link)
    assert page_links.find(cast.doors, "a secret") is None
    with pytest.raises(NotFound):
        cast.do(page_links.revoke, link=link)


def test_that_a_link_is_used_is_noted_once_an_hour(cast: Cast) -> None:
    made(cast, "a secret")

    def look(after: timedelta) -> timedelta:
        page_links.record_use(cast.doors, page_links.find(cast.doors, "a secret"), lambda: cast.now + after)
        return page_links.find(cast.doors, "a secret").opened_at - cast.now

    first, soon, later = timedelta(0), timedelta(minutes=59), timedelta(minutes=60)
    assert [look(after) for after in (first, soon, later)] == [first, first, later]


def test_another_teams_link_is_not_revoked(cast: Cast) -> None:
    link = made(cast, "a secret")
    other = Cast(cast.doors, cast.other_team, cast.mallory, cast.mallory, cast.carol, cast.team, cast.bob)
    with pytest.raises(NotFound):
        other.do(page_links.revoke, link=link)


@pytest.mark.parametrize(("by", "refusal"), [("alice", RoleTooLow), ("carol", RoleTooLow), ("mallory", NotFound)])
def test_only_managers_of_the_team_set_these(cast: Cast, by: str, refusal: type[Exception]) -> None:
    link = made(cast, "a secret")
    said = [
        (add_days_off, {"text": "2026-12-24"}),
        (remove_days_off, {"day": date(2026, 12, 24)}),
        (forget_history, {"reason": "Because."}),
        (share, {"link": "x" * 64, "page": "forecast", "name": "Sales"}),
        (page_links.revoke, {"link": link}),
    ]
    for use_case, arguments in said:
        with pytest.raises(refusal):
            cast.do(use_case, by=getattr(cast, by), **arguments)


def test_an_item_that_was_put_back_does_not_wait_on_them(cast: Cast) -> None:
    cast.add("Search")
    cast.do(add_days_off, text="2026-11-24 - 2026-12-11")
    cast.do(pull_top, by=cast.alice)
    cast.do(put_back, item=1, kind="other")
    cast.now += timedelta(days=22)
    cast.do(pull_top, by=cast.bob)
    assert cast.item(1).started_on == cast.now.date() - timedelta(days=22), "it goes on, it is no second run"
