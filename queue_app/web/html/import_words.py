"""The display names of tools, answers and columns on the import pages, in the reader's language."""

from collections.abc import Iterable, Mapping

from queue_app.domain.errors import N_
from queue_app.domain.importing.fitting.fixes import fix_words
from queue_app.domain.importing.looking.kinds import KINDS
from queue_app.service.http.language import gettext, locale

_TOOLS: Mapping[str, str] = {
    "topmost": "Topmost",
    "jira": "Jira",
    "azure_devops": "Azure DevOps",
    "trello": "Trello",
    "github": "GitHub",
    "gitlab": "GitLab",
    "linear": "Linear",
    "youtrack": "YouTrack",
    "pivotal": "Pivotal Tracker",
    "redmine": "Redmine",
    "bugzilla": "Bugzilla",
    "actionableagile": "ActionableAgile",
    "kanboard": "Kanboard",
    "asana": "Asana",
    "deck": "Deck",
    "phabricator": "Phabricator",
}
_NO_TOOL: Mapping[str, str] = {"csv": N_("Table"), "lines": N_("List of lines")}
_OPTIONS: Mapping[str, str] = {
    "waiting": N_("Waiting"),
    "in_progress": N_("In progress"),
    "finished": N_("Finished"),
    "dropped": N_("Dropped"),
    "leave_out": N_("Leave out"),
    "day_first": N_("Day first"),
    "month_first": N_("Month first"),
    "year_first": N_("Year first"),
    "file": N_("Keep the order"),
    "turned": N_("Reverse it"),
    "items": N_("Items"),
    "steps": N_("Steps of their parent"),
    "one": N_("One person"),
    "several": N_("Several people"),
    "all": N_("All boards"),
}
_NOT_THERE = N_("Not in the file")
_COLUMNS: Mapping[str, str] = {
    "title": N_("Title"),
    "reference": N_("Reference"),
    "state": N_("State"),
    "created": N_("Created"),
    "started": N_("Started"),
    "finished": N_("Finished"),
    "people": N_("People"),
    "area": N_("Areas"),
    "words": N_("Words"),
}


def tool_name(kind: str) -> str:
    """The name of a tool."""
    return _TOOLS.get(kind) or gettext(_NO_TOOL.get(kind, kind))


def is_tool(kind: str) -> bool:
    """Whether a kind of file belongs to a known tool."""
    return kind in _TOOLS


def option_words(about: str, option: str) -> str:
    """An answer in words. Encodings, boards and headings are shown as they are."""
    if about in ("encoding", "which_board") and option != "all":
        return option
    if about == "columns" and option:
        return option
    return gettext(_OPTIONS.get(option, option)) if option else gettext(_NOT_THERE)


def fix_name(kind: str, fix: str) -> str:
    """The fix for flaws of a kind, in words."""
    return gettext(fix_words(kind, fix))


def column_name(column: str) -> str:
    """The name of a column of Topmost. A heading of the file is shown as it is."""
    return gettext(_COLUMNS[column]) if column in _COLUMNS else column


def columns() -> tuple[str, ...]:
    """The columns of Topmost."""
    return tuple(_COLUMNS)


def kinds_to_choose() -> list[tuple[str, str]]:
    """Each kind of file with its name."""
    return sorted(((kind, tool_name(kind)) for kind in KINDS), key=lambda named: (not is_tool(named[0]), named[1]))


def headings_to_choose(headings: Iterable[str]) -> list[tuple[str, str]]:
    """The options for a column: the headings of the file, and "not in the file"."""
    named = dict.fromkeys(heading for heading in headings if heading)
    return [("", gettext(_NOT_THERE)), *((heading, heading) for heading in named)]


def language_name(code: str) -> str:
    """The name of a language."""
    return str(locale().languages.get(code, code))
