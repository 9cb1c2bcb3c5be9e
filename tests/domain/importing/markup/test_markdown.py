"""The markup of other tools becomes Markdown, and no text takes long."""

import json
from time import process_time

import pytest

from queue_app.domain.importing.markup.markdown import as_markdown


@pytest.mark.parametrize(
    ("wiki", "markdown"),
    [
        ("h3. Why", "### Why"),
        ("a *bold* and _slanted_ word", "a **bold** and *slanted* word"),
        ("{{code}} and snake_case_name", "`code` and snake_case_name"),
        ("[a page|https://example.org/1]", "[a page](https://example.org/1)"),
        ("# first\n# second\n* point\n** deeper", "1. first\n1. second\n- point\n   - deeper"),
        ("{code:java}\n*x*\n{code}", "```\n*x*\n```"),
        ("{noformat}never ends", "never ends"),
        ("bq. said", "> said"),
        ("||a||b||\n|1|2|", "|a|b|\n|---|---|\n|1|2|"),
        ("[~ada] -gone-", "@ada ~~gone~~"),
    ],
)
def test_wiki_markup(wiki, markdown):
    assert as_markdown(wiki, "jira") == markdown


def paragraph(*content):
    return {"type": "paragraph", "content": list(content)}


def text(words, *marks):
    return {"type": "text", "text": words, "marks": [{"type": mark} for mark in marks]}


def test_a_document_of_atlassian():
    steps = {"type": "bulletList", "content": [{"type": "listItem", "content": [paragraph(text("one"))]}]}
    heading = {"type": "heading", "attrs": {"level": 2}, "content": [text("Why")]}
    value = {"type": "doc", "content": [heading, paragraph(text("a "), text("b", "strong")), steps]}
    assert as_markdown(json.dumps(value), "adf") == "## Why\n\na **b**\n\n- one"
    block = f"{{adf:display=block}}\n{json.dumps(paragraph(text('inside')))}\n{{adf}} after"
    assert as_markdown(block, "jira") == "inside after"
    assert as_markdown("no document", "adf") == "no document"


def test_html():
    html = (
        "<h2>Why</h2><p>a <b>b</b> &amp; c<br>d</p><ul><li>one</li></ul><script>x()</script><a href='https://x'>y</a>"
    )
    assert as_markdown(html, "html") == "## Why\n\na **b** & c\nd\n\n- one\n[y](https://x)"
    assert as_markdown("plain words", "html") == "plain words"


@pytest.mark.parametrize(
    "again",
    [
        "{code}",
        "{adf}",
        "*a",
        "[a|",
        "||",
        "{{",
        "!a.png|",
        "_a ",
        "<a href=x>",
        "<!--",
        "<![",
        "<a ",
        "<a x='",
        "</",
        "&#",
        "{panel:",
        "-a ",
    ],
)
@pytest.mark.parametrize("markup", ["jira", "html", "adf"])
def test_no_text_takes_long(again, markup):
    begun = process_time()
    as_markdown(again * (40_000 // len(again)), markup)
    assert process_time() - begun < 5
