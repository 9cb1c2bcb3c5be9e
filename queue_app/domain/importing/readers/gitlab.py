"""GitLab: its CSV or API answer. The reference is the `iid`. An open issue with a close date was reopened."""

from collections.abc import Iterator
from typing import Any

from queue_app.domain.importing.decoding.json_values import at, list_at, text_at
from queue_app.domain.importing.facts.due import due_of
from queue_app.domain.importing.facts.foreign_tool import ForeignTool, of_rows
from queue_app.domain.importing.facts.headed_table import HeadedRow, HeadedTable
from queue_app.domain.importing.facts.names import areas, people
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.facts.several_projects import with_projects
from queue_app.domain.importing.facts.source_item import SourceFile, SourceItem
from queue_app.domain.importing.words.folded import fold
from queue_app.domain.importing.words.states import is_flag, meaning
from queue_app.domain.queue.item import State

TAKEN = (
    "reference",
    "other_reference",
    "parent",
    "title",
    "status",
    "work_status",
    "words",
    "person",
    "login",
    "created",
    "updated",
    "finished",
    "labels",
    "address",
)

STATUSES = {
    "triage": State.WAITING,
    "to_do": State.WAITING,
    "in_progress": State.IN_PROGRESS,
    "done": State.FINISHED,
    "canceled": State.DROPPED,
}
"""The state for each category of a work item's status."""


def read(headed: HeadedTable, answers: ImportAnswers) -> SourceFile:
    """All rows."""
    source = of_rows(headed, *TAKEN)
    utc = {name for name, places in headed.fields.items() for place in places if "UTC" in headed.table.headings[place]}
    for row in headed:
        source.add(_item(row, utc))
    with_projects(source.items, [_project(row.one("address")) for row in headed])
    return source


def _project(address: str) -> str:
    path = address.split("/-/")[0].split("//")[-1]
    return path.partition("/")[2]


def _item(row: HeadedRow, utc: set[str]) -> SourceItem:
    def day(name: str) -> str:
        cell = row.one(name)
        return f"{cell} UTC" if cell and name in utc and ":" in cell and not cell.endswith(("UTC", "Z")) else cell

    labels = areas(row.all("labels"), ",")
    status = row.one("work_status")
    return SourceItem(
        line=row.line,
        reference=row.one("reference") or row.one("other_reference"),
        title=row.one("title"),
        words=row.one("words"),
        state=_with_status(_state(row.one("status")), status),
        state_word=status or row.one("status"),
        created=day("created"),
        finished=day("finished"),
        finished_else=day("updated"),
        people=people([row.one("person") or row.one("login")], ",;"),
        areas=labels,
        blocked=next((label for label in labels if is_flag(label)), ""),
        parent=row.one("parent"),
    )


def _state(word: str) -> State | None:
    return {"open": State.WAITING, "opened": State.WAITING, "reopened": State.WAITING, "closed": State.FINISHED}.get(
        fold(word)
    )


def _with_status(state: State | None, status: str) -> State | None:
    """The state, with the status. An open item's status can mean in progress, a closed item's status can mean dropped."""
    said = meaning(status) if status else None
    more = {State.WAITING: State.IN_PROGRESS, State.FINISHED: State.DROPPED}
    return said if state and said and more.get(state) is said else state


def _records(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    for within in (("data", "project"), ("data", "group"), ("data", "namespace"), ("data",), ("project",), ()):
        for name in ("issues", "workItems"):
            if found := list_at(value, *within, name, "nodes") or list_at(value, *within, name):
                return found
    return []


def is_ours(value: Any) -> bool:
    """Whether the records have GitLab's field names."""
    first = next(iter(_records(value)), None)
    return text_at(first, "iid") != "" and text_at(first, "title") != ""


def read_json(value: Any, answers: ImportAnswers) -> SourceFile:
    """All issues, without merge requests."""
    records = _records(value)
    source = SourceFile(rows=len(records))
    projects = []
    for nth, record in enumerate(records, 1):
        if isinstance(record, dict) and ("source_branch" in record or "sourceBranch" in record):
            source.left_out["merge requests"] += 1
            continue
        source.add(_of_json(nth, record))
        projects.append(_project(text_at(record, "web_url") or text_at(record, "webUrl")))
    with_projects(source.items, projects)
    return source


def _of_json(nth: int, record: Any) -> SourceItem:
    names = areas(_labels(record), "\n")
    who = _several(record, "assignees") or [at(record, "assignee")]
    status = next(filter(None, (at(part, "status") for part in list_at(record, "widgets"))), None)
    return SourceItem(
        line=nth,
        due=due_of(record),
        reference=text_at(record, "iid"),
        title=text_at(record, "title"),
        words=text_at(record, "description"),
        state=STATUSES.get(text_at(status, "category").casefold()) or _state(text_at(record, "state")),
        state_word=text_at(status, "name") or text_at(record, "state"),
        created=text_at(record, "created_at") or text_at(record, "createdAt"),
        finished=text_at(record, "closed_at") or text_at(record, "closedAt"),
        finished_else=text_at(record, "updated_at") or text_at(record, "updatedAt"),
        people=people((text_at(one, "name") or text_at(one, "username") for one in who), "\n"),
        areas=names,
        blocked=next((label for label in names if is_flag(label)), ""),
        waits_for=tuple(text_at(one, "iid") for one in list_at(record, "blockedByIssues", "nodes")),
    )


def _several(record: Any, name: str) -> list[Any]:
    """The entries of a list: in the record, in its nodes, or in those of a work item's widget."""
    found = list_at(record, name, "nodes") or list_at(record, name)
    return found or [one for part in list_at(record, "widgets") for one in list_at(part, name, "nodes")]


def _labels(record: Any) -> Iterator[str]:
    """The names of the labels. In a project export, each label is inside a link."""
    for label in _several(record, "labels") or [at(link, "label") for link in list_at(record, "label_links")]:
        yield label if isinstance(label, str) else text_at(label, "name") or text_at(label, "title")


TOOL = ForeignTool("gitlab", from_table=read, from_json=read_json, is_json=is_ours)
