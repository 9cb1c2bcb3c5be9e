"""GitHub: issues from its REST and GraphQL APIs or `gh`, and the items of a project. Pull requests are not items."""

import re
from collections.abc import Iterator
from typing import Any

from queue_app.domain.errors import N_
from queue_app.domain.importing.decoding.json_values import at, list_at, text_at
from queue_app.domain.importing.decoding.table import Table
from queue_app.domain.importing.facts.foreign_tool import ForeignTool, of_rows
from queue_app.domain.importing.facts.headed_table import HeadedRow, HeadedTable
from queue_app.domain.importing.facts.names import areas, people
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.facts.several_projects import with_projects
from queue_app.domain.importing.facts.source_item import SourceComment, SourceFile, SourceItem
from queue_app.domain.importing.flaws import Flaw
from queue_app.domain.importing.words.folded import fold
from queue_app.domain.importing.words.headings import headings_of
from queue_app.domain.importing.words.states import is_flag, meaning
from queue_app.domain.queue.item import State

NOT_DONE = frozenset(("not planned", "duplicate", "wontfix"))
PULLS = "pull requests"
PATHS = (
    ("data", "repository", "issues"), ("data", "organization", "repository", "issues"), ("data", "search"),
    ("repository", "issues"),
    ("issues",), ("data", "node", "items"), ("items",), ("data",),
)  # fmt: skip


def _records(value: Any) -> list[Any]:
    if isinstance(value, list):
        return _pages(value)
    for path in PATHS:
        end = at(value, *path)
        found = (
            end
            if isinstance(end, list)
            else list_at(end, "nodes") or [at(edge, "node") for edge in list_at(end, "edges")]
        )
        if found:
            return found
    return [value] if at(value, "number") else []


def _pages(value: list[Any]) -> list[Any]:
    """The records, also from a list of GraphQL answers, one per page."""
    if value and isinstance(value[0], dict) and "data" in value[0]:
        return [record for page in value for record in _records(page)]
    return value


def is_ours(value: Any) -> bool:
    """Whether the records have GitHub's field names."""
    for record in _records(value)[:5]:
        content = at(record, "content") or record
        numbered = isinstance(at(content, "number"), int) and text_at(content, "title") != ""
        ours = (
            any(name in content for name in ("state", "html_url", "url", "closedAt", "user", "type"))
            if isinstance(content, dict)
            else False
        )
        if numbered and ours and "iid" not in content:
            return True
    return False


def read(value: Any, answers: ImportAnswers) -> SourceFile:
    """All issues, and a problem if the answer is one page of several."""
    records = _records(value)
    source, repositories = SourceFile(rows=len(records)), []
    for nth, record in enumerate(records, 1):
        if _is_pull(record):
            source.left_out[PULLS] += 1
        else:
            source.add(_item(nth, record))
            repositories.append(source.held.once(_repository(record)))
    with_projects(source.items, repositories)
    total = next((end for path in _TOTALS if isinstance(end := at(value, *path), int)), 0)
    if total > len(records):
        reason = N_("This is a page of a longer list: {count} of {total}.")
        source.problems.append(Flaw(1, "total", reason, {"count": len(records), "total": total}))
    return source


_TOTALS = (
    ("total_count",),
    ("totalCount",),
    ("data", "repository", "issues", "totalCount"),
    ("data", "search", "issueCount"),
)


def _is_pull(record: Any) -> bool:
    content = at(record, "content") or record
    if not isinstance(content, dict):
        return False
    kinds = (text_at(content, "__typename"), text_at(content, "type"), text_at(record, "type"))
    named = (
        ("pull_request" in content and bool(content["pull_request"]))
        or "headRefName" in content
        or "mergedAt" in content
    )
    address = text_at(content, "html_url") or text_at(content, "url")
    return named or any(fold(kind) in ("pullrequest", "pull request") for kind in kinds) or "/pull/" in address


def _repository(record: Any) -> str:
    content = at(record, "content") or record
    address = text_at(content, "html_url") or text_at(content, "url") or text_at(content, "repository_url")
    parts = address.split("//")[-1].split("/")
    return (
        "/".join(parts[-4:-2] if "issues" in parts[-2:-1] else parts[-2:])
        if len(parts) > 3
        else text_at(record, "repository")
    )


def _item(nth: int, record: Any) -> SourceItem:
    content = at(record, "content") or record
    labels = areas(_names(at(record, "labels") or at(content, "labels"), "name"), "\n")
    closed = text_at(content, "closed_at") or text_at(content, "closedAt")
    word = text_at(record, "status") or _on_board(record) or text_at(content, "state")
    return SourceItem(
        line=nth,
        reference=text_at(content, "number") or text_at(record, "id"),
        title=text_at(content, "title") or text_at(record, "title"),
        words=text_at(content, "body"),
        state=_state(
            word, text_at(content, "state"), text_at(content, "state_reason") or text_at(content, "stateReason"), closed
        ),
        state_word=word,
        created=text_at(content, "created_at") or text_at(content, "createdAt"),
        finished=closed,
        finished_else=text_at(content, "updated_at") or text_at(content, "updatedAt"),
        people=people(_people(record, content)),
        areas=labels,
        comments=tuple(_comments(content)),
        waits_for=_numbers(content, "blockedBy"),
        holds=_numbers(content, "blocking"),
        blocked=next((label for label in labels if is_flag(label)), ""),
    )


def _on_board(record: Any) -> str:
    """The state of an issue in its first project, as in the output of `gh issue list --json projectItems`."""
    items = list_at(record, "projectItems") or list_at(record, "projectItems", "nodes")
    names = (text_at(item, "status", "name") or text_at(item, "fieldValueByName", "name") for item in items)
    return next(filter(None, names), "")


def _numbers(content: Any, name: str) -> tuple[str, ...]:
    """The numbers of the issues that block this one, or that it blocks."""
    issues = list_at(content, name, "nodes") or list_at(content, name)
    return tuple(number for issue in issues if (number := text_at(issue, "number")))


def _state(word: str, issue_state: str, reason: str, closed: str) -> State | None:
    if fold(issue_state) in ("closed", "merged"):
        return State.DROPPED if fold(reason) in NOT_DONE else State.FINISHED
    if word and fold(word) != "open":
        return meaning(word)
    return State.WAITING if issue_state or not closed else State.FINISHED


def _people(record: Any, content: Any) -> Iterator[str]:
    several = at(record, "assignees") or at(content, "assignees")
    yield from _names(several, "login") if several else filter(None, [text_at(content, "assignee", "login")])


def _names(value: Any, name: str) -> Iterator[str]:
    """The names in a list of records or strings, or in its nodes."""
    nodes = (
        value
        if isinstance(value, list)
        else list_at(value, "nodes") or [at(edge, "node") for edge in list_at(value, "edges")]
    )
    for node in nodes:
        yield node if isinstance(node, str) else text_at(node, name) or text_at(node, "name")


def _comments(content: Any) -> Iterator[SourceComment]:
    found = at(content, "comments")
    for comment in found if isinstance(found, list) else list_at(found, "nodes"):
        author = text_at(comment, "author", "login") or text_at(comment, "user", "login")
        yield SourceComment(
            text_at(comment, "body"), author, text_at(comment, "createdAt") or text_at(comment, "created_at")
        )


TAKEN = ("reference", "title", "address", "person", "status", "labels", "created", "finished", "words")


def read_table(headed: HeadedTable, answers: ImportAnswers) -> SourceFile:
    """The rows of a project's table."""
    source = of_rows(headed, *TAKEN)
    for row in headed:
        if "/pull/" in row.one("address"):
            source.left_out[PULLS] += 1
        else:
            source.add(_of_row(row))
    return source


def _of_row(row: HeadedRow) -> SourceItem:
    word = row.one("status")
    return SourceItem(
        line=row.line,
        reference=row.one("reference") or row.one("address"),
        title=row.one("title"),
        words=row.one("words"),
        state=meaning(word) if word else State.WAITING,
        state_word=word,
        created=row.one("created"),
        finished=row.one("finished"),
        people=people(row.all("person"), ",;"),
        areas=areas(row.all("labels"), ","),
    )


def is_table(table: Table) -> bool:
    """Whether the headings are those of a project's table, and the links lead to issues."""
    headings = headings_of("github")
    places = headings.columns(table.headings).get("address", ())
    addresses = (cell for row in table.rows[:50] for place in places if (cell := row.cell(place)))
    return headings.fits(table.headings) and any(_ADDRESS.search(address) for address in addresses)


_ADDRESS = re.compile(r"//github\.[^/]+/[^/]+/[^/]+/(issues|pull)/\d+")

TOOL = ForeignTool("github", from_table=read_table, from_json=read, is_json=is_ours, is_table=is_table)
