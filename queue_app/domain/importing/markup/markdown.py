"""The words of an item as Markdown, from any markup of a tool."""

from typing import Literal

from queue_app.domain.importing.markup.adf import adf_markdown, without_adf_blocks
from queue_app.domain.importing.markup.html_text import html_markdown
from queue_app.domain.importing.markup.jira_wiki import wiki_markdown


def as_markdown(words: str, markup: Literal["markdown", "jira", "adf", "html"]) -> str:
    """The words as Markdown. No text is lost; markup without a counterpart becomes plain text."""
    if markup == "jira":
        return wiki_markdown(without_adf_blocks(words))
    if markup == "adf":
        return adf_markdown(words)
    if markup == "html":
        return html_markdown(words)
    return words
