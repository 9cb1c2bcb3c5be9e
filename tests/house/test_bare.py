"""Every word of a page can be translated."""

import pytest

from tests.house.bare import assembled, bare_words
from tests.house.source import files, place

TEMPLATES = files("queue_app/templates/*")


def test_no_template_holds_bare_words():
    found = [f"{place(path, line)}: {words}" for path in TEMPLATES for line, words in bare_words(path.read_text())]
    assert found == [], "put them into _() or ngettext()"


def test_no_template_puts_a_message_together():
    found = [place(path, line) for path in TEMPLATES for line in assembled(path.read_text())]
    assert found == [], "a message is one text with %(names)s in it"


@pytest.mark.parametrize(
    "template",
    [
        "<p>Save it</p>",
        "<p>{{ count }} items</p>",
        '<a title="Open it">{{ _("x") }}</a>',
        """<i aria-label="{{ _('x') }} blocked"></i>""",
        '<img alt="Burn-up">',
        '<input placeholder="Name">',
        '<input type="submit" value="Send">',
        '<b>{{ "Blocked" if blocked }}</b>',
        '<b>{{ name ~ ", Blocked" }}</b>',
        "{% if blocked %}Blocked{% endif %}",
    ],
)
def test_bare_words_are_seen(template):
    assert list(bare_words(template))


@pytest.mark.parametrize(
    "template",
    [
        '<p class="row is-long">{{ _("Save it") }}</p>',
        '<input name="text" value="as it is">',
        "<kbd>Ctrl</kbd> <code>abc</code> Topmost &nbsp;",
        """<b class="{{ 'is-here' if here }}">{{ count }} h</b>""",
        '{# A comment. #}{% set words = "set" %}',
        '{% if ids %} aria-describedby="{{ ids }}"{% endif %}',
    ],
)
def test_nothing_else_is_seen(template):
    assert not list(bare_words(template))


@pytest.mark.parametrize(
    "message", ['_("now " ~ state)', '_("a" + b)', '_("%s items"|format(n))', "ngettext('a', 'b' ~ c, n)"]
)
def test_a_message_that_is_put_together_is_seen(message):
    assert list(assembled("{{ " + message + " }}"))
    assert not list(
        assembled('{{ _("%(n)s items", n=a ~ b) }}{{ ngettext("one", "%(num)s", a + b) }}{{ _(words[a]) }}')
    )
