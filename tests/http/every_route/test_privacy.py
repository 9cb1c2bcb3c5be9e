"""No number about a person, in a team whose members have very different output, for each role, on every page and answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest
from werkzeug.test import TestResponse

from queue_app.usecases.transaction import utc_now
from tests.http.privacy_exceptions import EXCEPTIONS
from tests.http.privacy_world import DID, Note, Team, furnish, got, unnoted, words_of
from tests.http.site import Browser

ASKED = ("person", "by", "who", "member", "on", "worked_by", "name", "sort", "order_by")


@pytest.fixture
def team(doors, app, monkeypatch) -> Team:
    now = utc_now()
    made = furnish(doors, app)
    for clock in ("web.radiator", "service.http.viewing", "web.shared"):
        monkeypatch.setattr(f"queue_app.{clock}.utc_now", lambda: now)
    return made


@dataclass
class Walk:
    """All answers for each role, requested once and read by several tests. `headers` include those of refusals."""

    team: Team
    answers: dict[str, list[tuple[str, str, str, str]]] = field(default_factory=dict)
    headers: list[tuple[str, tuple[str, str]]] = field(default_factory=list)

    def take(self) -> "Walk":
        for role in (*self.team.roles(), "guest"):
            self.answers[role] = list(answers(self.team, role, self.note))
        return self

    def note(self, path: str, answer: TestResponse) -> None:
        self.headers += [(path, line) for line in answer.headers]


@pytest.fixture(scope="module")
def walks() -> dict[bool, Walk]:
    return {}


@pytest.fixture
def walk(request, doors, walks) -> Walk:
    if doors.is_sqlite not in walks:
        walks[doors.is_sqlite] = Walk(request.getfixturevalue("team")).take()
    return walks[doors.is_sqlite]


def answers(team: Team, role: str, note: Note = unnoted) -> Iterator[tuple[str, str, str, str]]:
    """(endpoint, path, body, words) of every answer for the role."""
    if role == "guest":
        yield from _answers_by_link(team, note)
        return
    browser = Browser(team.app, team.world.sessions[team.roles()[role]])
    found = 0
    for endpoint, path in team.addresses():
        status, body, media_type = got(browser, path, note)
        assert status in (200, 302, 303, 403, 404, 409), (path, status)
        if status == 200:
            found += 1
            yield endpoint, path, body, words_of(body, media_type)
    assert found > 15, "the walk goes nowhere"


def _answers_by_link(team: Team, note: Note) -> Iterator[tuple[str, str, str, str]]:
    for endpoint, path, secret in team.shared():
        browser = Browser(team.app, None)
        browser.client.set_cookie("topmost-link", secret)
        status, body, media_type = got(browser, path, note)
        if status == 200:
            yield endpoint, path, body, words_of(body, media_type)


def test_a_name_stands_only_where_the_list_says_and_everywhere_there(walk: Walk) -> None:
    seen: set[tuple[str, str]] = set()
    for role, got_by_role in walk.answers.items():
        named = re.compile(rf"\b({'|'.join(walk.team.names(role))})\b")
        seen |= {(endpoint, role) for endpoint, _, body, _ in got_by_role if named.search(body)}
    assert seen == {(one.endpoint, role) for one in EXCEPTIONS for role in one.roles}


def test_no_header_holds_a_name(walk: Walk) -> None:
    named = re.compile(rf"\b({'|'.join(walk.team.names(''))})\b")
    assert len({path for path, _ in walk.headers}) > 50, "the walk goes nowhere"
    assert [(path, line) for path, line in walk.headers if named.search(str(line))] == []


def test_each_exception_has_a_reason() -> None:
    assert all(len(one.reason) > 10 for one in EXCEPTIONS)
    assert len({one.endpoint for one in EXCEPTIONS}) == len(EXCEPTIONS)


def test_nothing_counts_what_a_person_did(walk: Walk) -> None:
    counted = re.compile(rf"(?<![\w.,-])({'|'.join(str(did) for did in DID.values())})(?![\w.,-])")
    assert counted.search("Dora: 61 items")
    for role, got_by_role in walk.answers.items():
        for endpoint, path, _, words in got_by_role:
            # A forecast counts what the whole team will finish, so one of these numbers may be in its table. The exchange of two
            # histories below would find a number of a person there.
            hit = None if "forecast" in endpoint else counted.search(words)
            assert not hit, (role, path, words[hit.start() - 150 : hit.end() + 60])


def test_a_finished_item_never_says_who_worked_on_it(walk: Walk) -> None:
    done = walk.team.world.homes[walk.team.world.cast.team].items["done"]
    for role, got_by_role in walk.answers.items():
        for endpoint, path, _, words in got_by_role:
            if path.endswith(f"/items/{done}") or endpoint == "finished.show":
                assert not [name for name in walk.team.names(role) if name in words], (role, path)


def test_nothing_can_be_asked_sorted_or_filtered_by_person(team: Team) -> None:
    for role, who in team.roles().items():
        browser = Browser(team.app, team.world.sessions[who])
        for _, path, body, _ in answers(team, role):
            if asked_of(browser, path, ASKED, team.dora) == body:
                continue
            for one in ASKED:  # A page may refuse each unknown field separately.
                assert asked_of(browser, path, (one,), team.dora) in (body, None), (role, path, one)


def asked_of(browser: Browser, path: str, names: Sequence[str], person: int) -> str | None:
    """The answer of a page to these fields, without the sent values; None if the page refuses the field as unknown."""
    query = "&".join(f"{name}={person}" for name in names)
    status, body, _ = got(browser, f"{path}{'&' if '?' in path else '?'}{query}")
    if status == 422:
        return None
    return re.sub(rf"(\?|&amp;|&|%3F|%26)({'|'.join(names)})(=|%3D){person}", "", body)


def test_with_two_histories_exchanged_every_page_answers_the_same(team: Team) -> None:
    may_differ = {one.endpoint for one in EXCEPTIONS if one.exchanged}
    list(answers(team, "guest"))  # The first visit of a day is shown on the team page.
    before = {(role, path): body for role in (*team.roles(), "guest") for _, path, body, _ in answers(team, role)}
    team.exchange()
    after = [(role, *answer) for role in (*team.roles(), "guest") for answer in answers(team, role)]
    differs = {(role, endpoint) for role, endpoint, path, body, _ in after if body != before[role, path]}
    assert {endpoint for _, endpoint in differs} <= may_differ
    assert ("member", "cover.show") in differs, "the exchange is not seen at all, so this test could not fail"
    assert ("manager", "cover.show") not in differs
    assert not [one for one in differs if one[0] in ("observer", "guest")]
    for role, endpoint, path, body, _ in after:
        if endpoint in ("queue.show", "cover.show"):
            assert nameless(body) == nameless(before[role, path]), (role, path)


def nameless(body: str) -> str:
    """A page without the names of the two people whose histories are exchanged."""
    return re.sub(r"\b(Dora|Emil)\b", "somebody", body)
