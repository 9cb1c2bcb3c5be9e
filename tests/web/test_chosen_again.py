"""A form that comes back shows what was chosen and typed in it, and no other form of the page does."""

from dataclasses import replace

import pytest
from werkzeug.datastructures import MultiDict

from queue_app.domain.team.rights import Role
from queue_app.screens.cover.cover import FormerLine
from queue_app.screens.team.team import AreaSetting, KindLine, MemberLine
from queue_app.web.html.form import Form
from tests.web.covering import cover
from tests.web.reading import Page
from tests.web.team_page import team

AREAS = tuple(AreaSetting(n, name, 0) for n, name in enumerate(("Search", "Payments", "Rooms"), 1))
KINDS = (KindLine(1, "a decision", False), KindLine(2, "the weather", False))
PEOPLE = (MemberLine(1, "Ines", Role.MANAGER, False, True), *(MemberLine(n, f"M{n}", Role.MEMBER) for n in (2, 3)))
NAMES = (FormerLine(1, "M. Muster"), FormerLine(2, "I. Muster"))
NO = "No, not now."


def came_back(action, **typed):
    return Form(MultiDict(typed | {"form": action}), refusal=NO)


@pytest.fixture
def drawn(render):
    def page(form, template="team/work.html", screen=None):
        screen = screen or replace(team(), people=PEOPLE, areas=AREAS, kinds=KINDS)
        return render(template, screen, form, made={})

    return page


def selected(html, name):
    """The chosen values of all lists of this name, in their order."""
    found, within = [], False
    for tag, attributes in Page(html).elements:
        if tag == "select":
            within = attributes["name"] == name
        elif tag == "option" and within and "selected" in attributes:
            found.append(attributes["value"])
    return found


def test_the_role_that_was_chosen(drawn):
    before = selected(drawn(Form(), "team/people.html"), "role")
    html = drawn(came_back("set-role", person="2", role="observer"), "team/people.html")
    assert (before, selected(html, "role")) == (
        ["member", "member", "member"],
        ["observer", "member", "member"],
    )
    assert html.count(NO) == 1


def test_the_area_that_takes_the_items(drawn):
    html = drawn(came_back("merge-areas", area="1", into="3"))
    assert selected(html, "into") == ["3"]
    assert html.count(NO) == 1


def test_the_new_name_of_an_area(drawn):
    html = drawn(came_back("rename-area", area="2", name="Paying"))
    values = [line["value"] for line in Page(html).all("input", name="name", maxlength="40")]
    assert values == ["Search", "Paying", "Rooms", "", "a decision", "the weather", ""]
    assert html.count(NO) == 1


def test_the_new_name_of_a_kind_of_block_and_its_tick(drawn):
    html = drawn(came_back("change-block-kind", block_kind="2", name="rain", inside="1"))
    values = [line["value"] for line in Page(html).all("input", name="name", maxlength="40")]
    assert values == ["Search", "Payments", "Rooms", "", "a decision", "rain", ""]
    assert [("checked" in box) for box in Page(html).all("input", name="inside")] == [False, True, False]
    assert html.count(NO) == 1


def test_the_name_that_was_mine(drawn):
    form = came_back("that-was-me", former_person="2")
    html = drawn(form, "cover/show.html", cover(Role.MEMBER, former=NAMES))
    assert selected(html, "former_person") == ["2"]
    assert html.count(NO) == 1


@pytest.mark.parametrize("former", [(), (FormerLine(1, "M. Muster", True),)], ids=["none", "mine"])
def test_a_refusal_is_told_where_its_form_is_gone(drawn, former):
    form = came_back("that-was-me", former_person="2")
    assert drawn(form, "cover/show.html", cover(Role.MEMBER, former=former)).count(NO) == 1


def test_what_i_can_take(drawn):
    form = came_back("declare", **{"area-2": "learn"})
    assert selected(drawn(form, "cover/show.html", cover(Role.MEMBER)), "area-2") == ["learn"]


def test_who_may_not_say_what_they_can_take_reads_it_and_gets_no_list(render):
    screen = cover(Role.MEMBER)
    reader = replace(screen.frame, me=replace(screen.frame.me, may=frozenset()))
    html = render("cover/show.html", replace(screen, frame=reader))
    assert Page(html).all("select") == []
    assert "I can teach it" in html
    assert "Search" not in html.partition('id="mine"')[2].partition("</section>")[0]
