"""A number of a thousand or more has its groups, alone, in a sentence of a page and in one of the rules."""

import pytest

from queue_app.domain.errors import InputError
from queue_app.domain.queue.item import State
from queue_app.domain.refusals import NoRoomForImport, NotFinished, TopChanged
from queue_app.web.html.numbers import number


def test_whole_numbers_are_grouped_and_nothing_else_is():
    assert [number(999), number(1000), number(-10_000), number("10000"), number(None)] == [
        999,
        "1,000",
        "-10,000",
        "10000",
        None,
    ]


def test_sentences_of_a_page_group_what_fills_them(templates):
    said = templates.from_string(
        '{{ ngettext("one item", "%(num)s items", many) }}, {{ _("%(first)s to %(all)s", first=1, all=many) }}'
    )
    assert said.render(many=10_000) == "10,000 items, 1 to 10,000"
    assert said.render(many=1) == "one item, 1 to 1"


@pytest.mark.parametrize("count", [7, 999, 1000, 12_345, 10_000_000])
def test_a_rule_groups_as_a_page_does(count):
    told = str(NoRoomForImport(running=count, room=1))
    assert told.startswith(f"{number(count)} rows are in progress and there is room for 1.")
    assert str(InputError("title", "This is {length} characters long.", length=count)).split()[2] == str(number(count))


def test_what_only_looks_like_a_count_is_left_as_it_is():
    assert "(#12345)" in str(TopChanged(title="Search", number="12345"))


def test_a_state_is_said_in_words():
    assert (
        str(NotFinished(title="Search", state=State.IN_PROGRESS))
        == "“Search” is in progress, not finished. Reload the page."
    )
