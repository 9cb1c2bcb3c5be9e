"""The table of known tools. A file is recognised by the headings of its table or the names in its JSON."""

from collections.abc import Sequence
from typing import Any

from queue_app.domain.importing.decoding.table import Table
from queue_app.domain.importing.facts.foreign_tool import ForeignTool
from queue_app.domain.importing.readers import (
    actionableagile,
    asana,
    azure_devops,
    bugzilla,
    deck,
    github,
    gitlab,
    jira,
    kanboard,
    linear,
    lines,
    phabricator,
    pivotal,
    plain,
    redmine,
    topmost,
    trello,
    youtrack,
)
from queue_app.domain.importing.words.headings import headings_of, weight

TOOLS: tuple[ForeignTool, ...] = (
    topmost.TOOL,
    jira.TOOL,
    azure_devops.TOOL,
    trello.TOOL,
    gitlab.TOOL,
    linear.TOOL,
    youtrack.TOOL,
    pivotal.TOOL,
    redmine.TOOL,
    bugzilla.TOOL,
    kanboard.TOOL,
    phabricator.TOOL,
    asana.TOOL,
    deck.TOOL,
    github.TOOL,
    actionableagile.TOOL,
    lines.TOOL,
    plain.TOOL,
)
"""In the order in which a file is tried: tools with distinctive names first, tables of no known tool last."""

LINKED = 100.0
PLAIN = plain.TOOL.kind
TOPMOST = topmost.TOOL.kind
KINDS = tuple(tool.kind for tool in TOOLS)
_WITH_HEADINGS = tuple(
    tool.kind for tool in TOOLS if tool.from_table and tool not in (actionableagile.TOOL, plain.TOOL)
)


def is_heading(cell: str) -> bool:
    """Whether a known tool writes this heading."""
    return any(headings_of(kind).field_of(cell) for kind in (*_WITH_HEADINGS, "plain"))


def tool_of_table(table: Table) -> ForeignTool:
    """The tool that writes these headings. If several do, the one with the highest weight."""
    fitting = [tool for tool in TOOLS if tool is not plain.TOOL and tool.fits(table)]
    return max(fitting, key=lambda tool: _weight(tool, table.headings), default=plain.TOOL)


def _weight(tool: ForeignTool, headings: Sequence[str]) -> float:
    """How much the headings indicate the tool. Only ActionableAgile has stages after a link."""
    if tool is actionableagile.TOOL:
        return LINKED if actionableagile.is_linked(headings) else 1.0
    return weight(headings, tool.kind, _WITH_HEADINGS)


def tool_of_json(value: Any) -> ForeignTool | None:
    """The tool that writes these names, or None."""
    return next((tool for tool in TOOLS if tool.is_json and tool.is_json(value)), None)


def tool_named(kind: str) -> ForeignTool:
    """The tool of this kind."""
    return next(tool for tool in TOOLS if tool.kind == kind)
