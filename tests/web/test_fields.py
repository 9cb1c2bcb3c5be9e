"""What a browser lets people type is what the action takes, and an input says of itself what its Field says."""

from dataclasses import replace

import pytest
from werkzeug.datastructures import MultiDict

from queue_app.usecases import fields
from queue_app.usecases.actions import ACTIONS
from queue_app.usecases.team import joining, members, page_links, settings
from queue_app.web.html.form import Form
from queue_app.web.html.form_fields import fields_of
from tests.web.pages import PAGES
from tests.web.reading import Page

BY_VERB = {action.verb: action for action in ACTIONS.values()}
EVERY = (*ACTIONS.values(), members.SET_ROLE, joining.INVITE, settings.CHANGE_SETTINGS, page_links.SHARE)
ROWS, API, SCRIPT, GAP = (
    "one list for each area of the team",
    "only programs say it",
    "the panel of a picked-up row, sent by its script",
    "the line for a new item between two rows, sent by its script",
)
NO_FORM = {
    ("team", "declare", "can"): ROWS,
    ("team", "declare", "teach"): ROWS,
    ("team", "declare", "learn"): ROWS,
    ("queue", "move", "above"): SCRIPT,
    ("queue", "move", "below"): SCRIPT,
    ("queue", "paste", "above"): GAP,
    ("queue", "paste", "below"): GAP,
    ("queue", "paste", "to"): API,
    ("queue", "paste", "kind"): GAP,
    ("queue", "paste", "reason"): GAP,
    ("queue", "add", "above"): API,
    ("queue", "add", "below"): API,
    ("item", "areas", "areas"): "the areas are on the form that edits the item",
    ("item", "join", "others"): "one click, which leaves nothing",
}
"""{(on, verb, field): why no form of a page draws it}."""
TYPED = ("text", "number", "date", "time", "email", None)


def typed_inputs(html):
    """(verb, name, attributes) of the inputs that forms of actions offer to be typed into."""
    verb = None
    for tag, attributes in Page(html).elements:
        if tag == "form":
            action = (attributes.get("action") or "").rpartition("/")[2].replace("-", "_")
            verb = action if attributes.get("method") == "post" and action in BY_VERB else None
        elif verb and tag in ("input", "textarea") and attributes.get("type") in TYPED:
            yield verb, attributes["name"], attributes


@pytest.fixture(scope="module")
def drawn(templates):
    """{(verb, name): attributes} on any page."""
    seen = {}
    for template, screen in PAGES.values():
        html = templates.get_template(template).render(
            screen=screen,
            form=Form(),
            made_token=None,
            zones=("UTC",),
            made={},
            asks_password=True,
            changes_address=True,
        )
        seen |= {(verb, name): attributes for verb, name, attributes in typed_inputs(html)}
    return seen


def inputs_of_actions(html):
    """{(on, verb, name)} of everything that the forms and buttons of a page send to an action."""
    elements = Page(html).elements
    forms = {a["id"]: a.get("action") for tag, a in elements if tag == "form" and "id" in a}
    form = None
    for tag, attributes in elements:
        if tag == "form":
            form = attributes.get("action") if attributes.get("method") == "post" else None
        target = action_at(attributes.get("formaction") or forms.get(attributes.get("form"), form))
        if target and tag in ("input", "textarea", "select", "button") and attributes.get("name"):
            yield (*target, attributes["name"])


def action_at(address):
    """What the address of a form is on, and its verb; None if it is no action."""
    of_item, verb = "/items/" in (address or ""), (address or "").rpartition("/")[2].replace("-", "_")
    for action in EVERY:
        if action.verb == verb and (action.on == "item") is of_item:
            return action.on, verb
    return None


def test_every_field_of_an_action_is_drawn_by_a_form(templates):
    drawn = set()
    for template, screen in PAGES.values():
        page = templates.get_template(template)
        drawn |= set(
            inputs_of_actions(
                page.render(
                    screen=screen,
                    form=Form(),
                    made_token=None,
                    zones=("UTC",),
                    made={},
                    asks_password=True,
                    changes_address=True,
                )
            )
        )
    wanted = {(action.on, action.verb, field.name) for action in EVERY for field in action.fields}
    missing = wanted - drawn
    assert sorted(missing) == sorted(NO_FORM)


def test_an_input_has_the_limits_of_its_field(drawn):
    of = {
        (action.verb, field.name): field
        for action in ACTIONS.values()
        for field in action.fields
        if field.kind in ("line", "text")
    }
    both = drawn.keys() & of.keys()
    assert len(both) > 15
    assert {key: drawn[key].get("maxlength") for key in both} == {key: str(of[key].most) for key in both}


@pytest.fixture
def draw(templates):
    def drawing(field, value="", form=None, **further):
        macros = templates.get_template("_macros/form.html").module
        return macros.field(form or Form(), field, value, **further)

    return drawing


HINTED = fields.line("name", 80, "Name", required=True, hint="As on the door.", autocomplete="name")


def test_a_line_says_its_label_limit_hint_and_what_a_browser_may_fill_in(draw):
    read = Page(draw(HINTED, "Bob"))
    assert read.all("label") == [{"for": "name"}]
    assert "Name" in read.text
    assert read.all("input") == [
        {
            "class": "input", "id": "name", "name": "name", "type": "text", "value": "Bob", "required": None,
            "maxlength": "80", "autocomplete": "name", "aria-describedby": "name-hint",
        }
    ]  # fmt: skip
    assert read.all("p", id="name-hint")


def test_the_label_of_pages_goes_before_the_prompt(draw):
    html = draw(replace(HINTED, label="Door"))
    assert ">Door<" in html
    assert "Name" not in Page(html).text


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        (fields.number("limit", "Limit", 1, 99), {"type": "number", "min": "1", "max": "99", "inputmode": "numeric"}),
        (fields.day("on", "On"), {"type": "date"}),
        (fields.line("at", 5, "At", type="time", autocomplete=""), {"type": "time"}),
        (replace(HINTED, least=12, type="password"), {"type": "password", "minlength": "12", "maxlength": "80"}),
    ],
)
def test_each_kind_is_typed_in_its_own_way(draw, field, wanted):
    (attributes,) = Page(draw(field)).all("input")
    assert wanted.items() <= attributes.items()


@pytest.mark.parametrize("field", [fields.text("words", 200, "Words"), fields.lines("words", 0, 9, 200, "Words")])
def test_several_lines_have_an_area(draw, field):
    assert len(Page(draw(field, rows=5)).all("textarea", name="words", rows="5")) == 1


def test_a_choice_offers_its_values_with_their_labels(draw):
    html = draw(fields.choice("to", {"top": "on top", "bottom": "at the bottom"}, "Place"), "bottom")
    assert Page(html).all("option") == [{"value": "top"}, {"value": "bottom", "selected": None}]
    assert ">on top<" in html


def test_a_choice_without_labels_offers_its_values(draw):
    assert ">top<" in draw(fields.choice("to", ("top", "bottom"), "Place"))


def test_a_flag_and_a_list_are_ticked(draw):
    assert Page(draw(fields.flag("inside", "Inside"), True)).all("input", type="checkbox", checked=None, value="1")
    ticks = Page(draw(fields.numbers("areas", 3, "Areas"), [2], options=[(1, "Search"), (2, "Rooms")]))
    assert [box["value"] for box in ticks.all("input", type="checkbox") if "checked" in box] == ["2"]
    assert ticks.all("input", type="hidden", name="areas", value="")


def test_a_list_of_nothing_draws_nothing(draw):
    assert draw(fields.numbers("areas", 3, "Areas"), [], options=[]).strip() == ""


def test_what_was_typed_and_what_was_wrong_come_back(draw):
    form = Form(MultiDict({"name": "B"}), {"name": "Too short."})
    (attributes,) = Page(draw(HINTED, "Bob", form)).all("input")
    assert (attributes["value"], attributes["aria-describedby"]) == ("B", "name-wrong name-hint")


def test_a_form_that_is_no_action_has_fields_too():
    assert [field.most for field in fields_of("first_run", "make").values()] == [80, 99, 64, 80, 254, 256]
