"""Every page renders from its value, is well formed, carries no style or script of its own, and offers what the role may."""

import gzip
from dataclasses import replace
from functools import cache

import pytest
from werkzeug.datastructures import MultiDict

from queue_app.domain.team.rights import Role
from queue_app.screens.queue.queue import Counts
from queue_app.screens.search import Filter
from queue_app.screens.values import NamesOnIt, Room
from queue_app.web.html.form import Form
from tests.web.pages import PAGES
from tests.web.reading import Page
from tests.web.values import BANK, DEPOSIT, MAP, item, queue, rows

REFUSED = Form(MultiDict({"reason": "typed <words>", "title": "t"}), {"title": "Too long."}, "Somebody was faster.")


@pytest.fixture(scope="module")
def drawn(templates):
    """Draws each page once."""
    return cache(lambda name: draw(templates, name))


def draw(templates, name):
    template, screen = PAGES[name]
    return templates.get_template(template).render(
        screen=screen, form=Form(), made_token=None, zones=(), made={}, asks_password=True, changes_address=True
    )


@pytest.fixture(params=PAGES, ids=str)
def shown(request, drawn):
    return drawn(request.param)


def test_a_page_is_well_formed_and_has_its_landmarks(shown):
    read = Page(shown)
    assert read.open_tags == []
    assert len(read.all("main", id="main")) == 1
    assert len(read.all("h1")) == 1
    ids = [a["id"] for _, a in read.elements if "id" in a]
    assert len(ids) == len(set(ids)), "an id stands twice"
    named = {a["for"] for a in read.all("label") if "for" in a} | {
        a["aria-labelledby"] for _, a in read.elements if "aria-labelledby" in a
    }
    assert named <= set(ids)


def test_a_page_carries_no_style_and_no_script_of_its_own(shown):
    for tag, attributes in Page(shown).elements:
        assert tag != "style"
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        assert tag != "script" or attributes.get("src", "").startswith("/assets/")


def test_every_form_that_writes_carries_the_token_and_the_key(shown):
    writing = shown.split('method="post"')[1:]
    for form in writing:
        inside = form.split("</form>")[0]
        assert 'name="csrf_token" value="token"' in inside
        assert 'name="key"' in inside


def test_what_people_wrote_is_escaped(shown):
    assert "<Co>" not in shown
    assert "<rooms>" not in shown


# P7
@pytest.mark.parametrize(("name", "offered"), [("queue, no room", True), ("queue, more than the limit", False)])
def test_a_swap_is_offered_within_the_limit_only(render, name: str, offered: bool):
    template, screen = PAGES[name]
    assert ("/swap" in render(template, screen)) is offered


# P3
@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("queue", (7, 9, 21, 22)), ("queue, no room", (7, 9)), ("item", (7,)), ("stand-up", (7, 9, 12, 21)), ("move", (24,)),
        ("coin", (21, 22)), ("radiator, 2 running", (7, 9, 21)), ("forecast of a guest", (21, 22)), ("flow", (7,)),
    ],
)  # fmt: skip
def test_an_item_is_shown_with_its_number(render, name: str, numbers: tuple[int, ...]):
    text = Page(render(*PAGES[name])).text
    assert [n for n in numbers if f"#{n}" not in text] == []


# P11
def test_a_later_page_of_the_order_leads_back_to_the_first(render):
    later = tuple(replace(row, position=row.position + 100) for row in rows(18))
    assert "Back to the first items" in render("queue/show.html", queue(rows=later))
    assert "Back to the first items" not in render("queue/show.html", queue())


# P5
@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("stand-up", 21), ("order history", 21), ("move", 21), ("coin", 21), ("radiator, 2 running", 7),
        ("radiator, 1 running", 21), ("forecast of a guest", 21), ("flow", 7), ("forecast, when", 21),
    ],
)  # fmt: skip
def test_the_urgent_item_is_marked_on_every_page(render, name: str, number: int):
    template, screen = PAGES[name]
    urgent = {"urgent": number}
    marked = (
        replace(screen, frame=replace(screen.frame, **urgent))
        if hasattr(screen, "frame")
        else replace(screen, **urgent)
    )
    assert told(render(template, marked)) > told(render(template, screen))


def told(shown: str) -> int:
    return Page(shown).text.lower().count("urgent")


# P7
def test_the_text_of_the_standup_says_no_swap_over_the_limit(render):
    _, screen = PAGES["stand-up"]
    over = replace(screen, room=Room(4, 3))
    assert "swap" in render("standup/text.txt", screen).split("Older than")[0]
    assert "swap" not in render("standup/text.txt", over).split("Older than")[0]


@pytest.mark.parametrize("name", ["queue, of an observer", "item of an observer"])
def test_an_observer_gets_no_name_and_nothing_to_press(render, name):
    template, screen = PAGES[name]
    shown = render(template, screen)
    assert 'method="post"' not in shown
    for somebody in ("Mina", "Tomasz", "Aiko"):
        assert somebody not in shown
    assert "2 on it" in Page(shown).text


def test_the_sides_stay_and_only_the_filled_button_moves_to_who_needs_help(render):
    calm, helping = (render("queue/show.html", queue(help_first=first)) for first in (False, True))
    calm, helping = (shown.partition('id="part-now"')[2].partition('class="order"')[0] for shown in (calm, helping))
    for shown in (calm, helping):
        assert shown.index('id="h-run"') < shown.index('id="h-next"')
    assert ("btn-main" in calm, 'class="pull"' in calm) == (False, True)
    assert (helping.count("btn-main"), 'class="pull pull-second"' in helping) == (1, True)


def test_one_s_own_item_is_first(render):
    shown = render("queue/show.html", queue(running=(DEPOSIT, replace(MAP, on=NamesOnIt(("Ines",), mine=True)))))
    cards = Page(shown.partition('class="run-list"')[2].partition("</ul>")[0]).all("li")
    assert [card["data-item"] for card in cards[:2]] == ["9", "7"]


def test_a_pull_says_what_it_expects_and_nothing_else(render):
    read = Page(render("queue/show.html", queue()))
    assert read.all("input", name="expect") == [{"type": "hidden", "name": "expect", "value": "21"}]


def test_without_room_nothing_is_pulled_and_the_next_item_is_still_told(render):
    template, screen = PAGES["queue, no room"]
    shown = render(template, screen)
    assert ">Pull <kbd" not in shown
    assert "Help finish one item" in shown
    assert "Next, when there is room:" in shown
    assert shown.count("/swap") == 3


def test_the_tab_says_the_room_and_the_next_item(render):
    assert "<title>2/3, next: Search rooms by bed type, part 919 · " in render("queue/show.html", queue())


def test_only_who_orders_gets_handles(render):
    assert 'class="pos" href="/teams/1/items/21/move"' in render("queue/show.html", queue())
    assert "/move" not in render("queue/show.html", queue(Role.MEMBER))


def test_a_filtered_list_shows_true_positions_and_no_line_under_the_top(render):
    found = tuple(row for row in rows(18) if row.position in (3, 9))
    shown = render("queue/show.html", queue(rows=found, filter=Filter("x"), counts=Counts(18, 1, 1, 2)))
    assert ">3</a>" in shown
    assert ">9</a>" in shown
    assert "row-line" not in shown


def test_a_refusal_and_what_was_typed_come_back(render):
    shown = render("item/drop.html", item(), REFUSED)
    assert 'value="typed &lt;words&gt;"' in shown
    assert "Somebody was faster." in shown
    edit = render("item/edit.html", item(), REFUSED)
    assert 'aria-invalid="true"' in edit
    assert "Too long." in edit
    assert "As it is now" in edit, "both texts are shown"


def test_a_verb_that_is_not_allowed_now_says_why_instead_of_a_form(render):
    shown = render("item/urgent.html", item())
    assert "already is" in shown
    assert 'method="post"' not in shown


def test_joining_names_nobody(render):
    for template in ("queue/show.html", "item/show.html"):
        screen = queue() if template.startswith("queue") else item()
        for field in Page(render(template, screen)).all("input") + Page(render(template, screen)).all("select"):
            assert field.get("name") not in ("person", "people", "assignee", "who")


def test_the_missing_page_says_the_same_to_everybody(render):
    first = render("error/missing.html")
    assert first == render("error/missing.html", screen=queue(), request_id="7f3a")
    assert "<form" not in first
    assert "<input" not in first
    assert 'name="csrf-token"' not in first


@pytest.mark.parametrize("status", [400, 401, 403, 405, 409, 413, 415, 422, 429, 500, 503])
def test_an_error_says_what_to_do_next(render, status):
    read = Page(render("error/show.html", status=status, request_id="7f3a", sentence=None, team=None, retry_after=None))
    assert len(read.all("h1")) == 1
    assert "7f3a" in read.text
    assert read.text.count(".") >= 2


@pytest.mark.parametrize(("waiting", "most"), [(200, 12), (10_000, 20)])
def test_the_queue_page_stays_small(render, waiting, most):
    first = rows(100)
    screen = replace(queue(), rows=first, counts=Counts(waiting, 1, 1, waiting), after="41-120")
    shown = render("queue/show.html", screen)
    assert "Show more" in shown
    assert len(gzip.compress(shown.encode(), 6)) <= most * 1024


def test_sign_in_keeps_the_address_and_the_way_but_no_password(render):
    form = Form(
        MultiDict({"email": "mina@tigers.example", "password": "a secret sentence"}), {}, "They do not belong together."
    )
    shown = render(
        "sign_in/show.html", form=form, next="/teams/1", mails=False, passwords=True, provider=False, named=None
    )
    assert 'value="mina@tigers.example"' in shown
    assert 'name="next" value="/teams/1"' in shown
    assert "a secret sentence" not in shown


def test_a_blocked_item_is_told_in_words_on_both_pages(render):
    for shown in (render("queue/show.html", queue()), render("item/show.html", item())):
        assert BANK.sentence in shown
        assert "call at 11" in shown
        assert "2\u00a0d 4\u00a0h" in shown


def test_the_doors_open(render):
    assert "New password" not in render(
        "sign_in/link.html", purpose="invitation", team_name="Tigers", role=Role.MEMBER, email=None, known=False
    )
    assert "Choose a new password." in render(
        "sign_in/link.html", purpose="reset", team_name=None, role=None, email=None, known=False
    )
    assert "Europe/Vienna" in render("first_run/show.html", zones=["Europe/Vienna"])


def test_the_refusal_of_another_way_in_is_not_told_of_a_password(render):
    doors = {"next": None, "mails": False, "passwords": True, "provider": True, "named": None}
    shown = render("sign_in/show.html", form=Form(refusal="It does not answer."), **doors)
    assert shown.index("It does not answer.") < shown.index("Sign in with your organisation")
    assert "aria-invalid" not in shown
    wrong = render("sign_in/show.html", form=Form(MultiDict({"email": "a@b.example"}), refusal="Wrong."), **doors)
    assert wrong.index("Wrong.") > wrong.index('aria-invalid="true"')
