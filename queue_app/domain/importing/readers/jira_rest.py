"""Jira's REST answers: the `issues` of a search or a board, or a list of issues."""

from typing import Any

from queue_app.domain.errors import N_
from queue_app.domain.importing.decoding.json_values import at, list_at, text_at
from queue_app.domain.importing.facts.due import due_of
from queue_app.domain.importing.facts.names import areas, person
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.facts.source_item import SourceComment, SourceFile, SourceItem
from queue_app.domain.importing.flaws import Flaw
from queue_app.domain.importing.markup.adf import document
from queue_app.domain.importing.readers.parts.jira_states import jira_state
from queue_app.domain.importing.words.states import is_flag
from queue_app.domain.queue.item import State

PAGES = ("issues", "values", "results")
"""The names under which different endpoints return issues."""

KEYS = {"new": "to do", "undefined": "to do", "indeterminate": "in progress", "done": "done"}


def is_ours(value: Any) -> bool:
    """Whether the value has issues with a key and fields."""
    first = next(iter(_issues(value)), None)
    return text_at(first, "key") != "" and isinstance(at(first, "fields"), dict)


def read(value: Any, answers: ImportAnswers) -> SourceFile:
    """All issues, and a problem if the answer is one page of several."""
    issues = _issues(value)
    source = SourceFile(rows=len(issues), asks_containers=True)
    for nth, issue in enumerate(issues, 1):
        source.add(_item(nth, issue))
    total = at(value, "total")
    if (isinstance(total, int) and total > len(issues)) or (
        at(value, "isLast") is False and at(value, "nextPageToken")
    ):
        reason = N_("This is a page of a longer list: {count} of {total}.")
        source.problems.append(Flaw(1, "total", reason, {"count": len(issues), "total": total or "?"}))
    return source


def _issues(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [issue for page in value for issue in _issues(page)] if list_at(value, 0, "issues") else value
    found = next((list_at(value, name) for name in PAGES if list_at(value, name)), [])
    return found or ([value] if at(value, "fields") else [])


def _flag(fields: Any) -> str:
    """The first flag in a custom field: a list of options, one of which means blocked."""
    if not isinstance(fields, dict):
        return ""
    options = (
        text_at(option, "value")
        for name, value in fields.items()
        if name.startswith("customfield_")
        for option in list_at(value)
    )
    return next((option for option in options if is_flag(option)), "Flagged" if at(fields, "flagged") is True else "")


def _item(nth: int, issue: Any) -> SourceItem:
    fields = at(issue, "fields")
    category = KEYS.get(
        text_at(fields, "status", "statusCategory", "key"), text_at(fields, "status", "statusCategory", "name")
    )
    state = jira_state(text_at(fields, "status", "name"), category, text_at(fields, "resolution", "name"))
    description = at(fields, "description")
    start, end = _moves(issue)
    changed = text_at(fields, "statuscategorychangedate")
    names = (*list_at(fields, "labels"), *(text_at(one, "name") for one in list_at(fields, "components")))
    return SourceItem(
        line=nth,
        due=due_of(fields),
        reference=text_at(issue, "key"),
        title=text_at(fields, "summary"),
        words=document(description) or text_at(fields, "description"),
        markup="adf" if isinstance(description, dict) else "jira",
        state=state,
        state_word=text_at(fields, "status", "name"),
        created=text_at(fields, "created"),
        started=start or (changed if state is State.IN_PROGRESS else ""),
        finished=text_at(fields, "resolutiondate") or end or changed,
        finished_else=text_at(fields, "updated"),
        people=person(text_at(fields, "assignee", "displayName") or text_at(fields, "assignee", "name")),
        areas=areas((str(name) for name in names if isinstance(name, str)), ";\n"),
        comments=tuple(map(_comment, list_at(fields, "comment", "comments"))),
        blocked=_flag(fields) or next((name for name in names if isinstance(name, str) and is_flag(name)), ""),
        place=_rank(fields),
        part="container"
        if text_at(fields, "issuetype", "name").casefold() == "epic"
        else "piece"
        if at(fields, "issuetype", "subtask") is True
        else "",
        parent=text_at(fields, "parent", "key"),
        waits_for=_links(fields, "inwardIssue"),
        holds=_links(fields, "outwardIssue"),
    )


def _links(fields: Any, end: str) -> tuple[str, ...]:
    """The keys at this end of the issue's *blocks* links."""
    links = [link for link in list_at(fields, "issuelinks") if "block" in text_at(link, "type", "outward").casefold()]
    return tuple(key for link in links if (key := text_at(link, end, "key")))


def _comment(value: Any) -> SourceComment:
    body = at(value, "body")
    return SourceComment(
        document(body) or text_at(value, "body"), text_at(value, "author", "displayName"), text_at(value, "created")
    )


def _rank(fields: Any) -> tuple[str, ...]:
    """The custom field that looks like a rank, such as `0|i0000f:`."""
    for name, value in fields.items() if isinstance(fields, dict) else ():
        if name.startswith("customfield_") and isinstance(value, str) and value[1:2] == "|" and value[:1].isdigit():
            return (value,)
    return ()


def _moves(issue: Any) -> tuple[str, str]:
    """When the issue first moved into progress and last moved to done, from the changelog."""
    moves = [
        (text_at(history, "created"), text_at(item, "toString"))
        for history in list_at(issue, "changelog", "histories")
        for item in list_at(history, "items")
        if text_at(item, "field") == "status"
    ]
    begun = [at_ for at_, to in moves if jira_state(to, "", "") is State.IN_PROGRESS]
    done = [at_ for at_, to in moves if jira_state(to, "", "") is State.FINISHED]
    return min(begun, default=""), max(done, default="")
