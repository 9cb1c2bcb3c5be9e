"""A number of a thousand or more has its groups, in a sentence and alone."""

from queue_app.web.numbers import number


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
