"""Azure DevOps: a query as CSV, or work items from its API. A tree query has its titles in `Title 1`, `Title 2` ..."""

from typing import Any

from queue_app.domain.importing.decoding.json_values import at, list_at, text_at
from queue_app.domain.importing.facts.foreign_tool import ForeignTool, of_rows
from queue_app.domain.importing.facts.headed_table import HeadedRow, HeadedTable
from queue_app.domain.importing.facts.names import areas, person
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.facts.source_item import Part, SourceFile, SourceItem
from queue_app.domain.importing.words.folded import fold
from queue_app.domain.importing.words.states import is_flag, meaning, resolution
from queue_app.domain.queue.item import State

TITLES = ("title", *(f"title_{level}" for level in range(1, 9)))
TAKEN = (
    *TITLES, "reference", "type", "person", "status", "labels", "created", "started", "finished", "resolved", "changed_state",
    "updated", "words", "reason", "rank", "parent", "blocked",
)  # fmt: skip
CONTAINERS = frozenset(("epic", "feature", "initiative", "epik", "epos", "fonctionnalite", "caracteristica", "recurso"))
PIECES = frozenset(("task", "aufgabe", "tache", "tarea", "tarefa"))


def read(headed: HeadedTable, answers: ImportAnswers) -> SourceFile:
    """All rows."""
    source = of_rows(headed, *TAKEN)
    for row in headed:
        source.add(_item(row))
    _containers(source)
    return source


def _containers(source: SourceFile) -> None:
    """Keep tasks as pieces and epics as containers only if the file has items of different sizes."""
    parts = {item.part for item in source.items}
    source.asks_containers = len(parts) > 1
    if len(parts) == 1:
        for item in source.items:
            item.part = ""


def _item(row: HeadedRow) -> SourceItem:
    tags = (
        areas(row.all("labels"), ";|\n")
        if ";" in row.one("labels") or "|" in row.one("labels")
        else areas(row.all("labels"))
    )
    state = meaning(row.one("status"), "azure_devops")
    state = _with_reason(state, row.one("reason"))
    return SourceItem(
        line=row.line,
        reference=row.one("reference"),
        title=next((title for name in TITLES if (title := row.one(name))), ""),
        words=row.one("words"),
        markup="html",
        state=state,
        state_word=row.one("status"),
        created=row.one("created"),
        started=row.one("started"),
        finished=row.one("finished") or (row.one("changed_state") if state in (State.FINISHED, State.DROPPED) else ""),
        finished_else=row.one("resolved") or row.one("updated"),
        people=person(row.one("person")),
        areas=tags,
        blocked=next(
            (tag for tag in tags if is_flag(tag)), "Blocked" if fold(row.one("blocked")) in ("yes", "true") else ""
        ),
        place=_number(row.one("rank")),
        part=_part(row.one("type")),
        parent=row.one("parent"),
    )


def _with_reason(state: State | None, reason: str) -> State | None:
    """The state. Closed as a duplicate or as obsolete means dropped."""
    return State.DROPPED if state is State.FINISHED and reason and resolution(reason) is State.DROPPED else state


def _number(cell: str) -> tuple[float, ...]:
    try:
        return (float(cell.replace(",", ".")),)
    except ValueError:
        return ()


def _part(word: str) -> Part:
    name = fold(word)
    return "container" if name in CONTAINERS else "piece" if name in PIECES else ""


def is_ours(value: Any) -> bool:
    """Whether the value has work items with fields like `System.Title`."""
    first = next(iter(_records(value)), None)
    return text_at(first, "fields", "System.Title") != ""


def _records(value: Any) -> list[Any]:
    return list_at(value, "value") or list_at(value, "workItems") or (value if isinstance(value, list) else [])


def read_json(value: Any, answers: ImportAnswers) -> SourceFile:
    """All work items."""
    records = _records(value)
    source = SourceFile(rows=len(records))
    for nth, record in enumerate(records, 1):
        source.add(_of_json(nth, record))
    _containers(source)
    return source


def _of_json(nth: int, record: Any) -> SourceItem:
    fields = at(record, "fields")
    state = meaning(text_at(fields, "System.State"), "azure_devops")
    tags = areas([text_at(fields, "System.Tags")], ";")
    who = text_at(fields, "System.AssignedTo", "displayName") or text_at(fields, "System.AssignedTo")
    rank = text_at(fields, "Microsoft.VSTS.Common.StackRank") or text_at(
        fields, "Microsoft.VSTS.Common.BacklogPriority"
    )
    return SourceItem(
        line=nth,
        reference=text_at(record, "id") or text_at(fields, "System.Id"),
        title=text_at(fields, "System.Title"),
        words=text_at(fields, "System.Description"),
        markup="html",
        state=_with_reason(state, text_at(fields, "System.Reason")),
        state_word=text_at(fields, "System.State"),
        created=text_at(fields, "System.CreatedDate"),
        started=text_at(fields, "Microsoft.VSTS.Common.ActivatedDate"),
        finished=text_at(fields, "Microsoft.VSTS.Common.ClosedDate")
        or (
            text_at(fields, "Microsoft.VSTS.Common.StateChangeDate") if state in (State.FINISHED, State.DROPPED) else ""
        ),
        finished_else=text_at(fields, "Microsoft.VSTS.Common.ResolvedDate") or text_at(fields, "System.ChangedDate"),
        people=person(who),
        areas=tags,
        blocked=next((tag for tag in tags if is_flag(tag)), ""),
        place=_number(rank),
        part=_part(text_at(fields, "System.WorkItemType")),
        parent=text_at(fields, "System.Parent"),
        waits_for=_links(record, "System.LinkTypes.Dependency-Reverse"),
        holds=_links(record, "System.LinkTypes.Dependency-Forward"),
    )


def _links(record: Any, kind: str) -> tuple[str, ...]:
    """The ids of the predecessors or successors."""
    links = [link for link in list_at(record, "relations") if text_at(link, "rel") == kind]
    return tuple(text_at(link, "url").rsplit("/", 1)[-1] for link in links)


TOOL = ForeignTool("azure_devops", from_table=read, from_json=read_json, is_json=is_ours)
