"""Jira's CSV from Cloud and Server, in any language of the site.

The status category decides the state, else the status name. A rank sorts as text. An item in progress started when its
category changed. A done item without a resolution date finished then.
"""

import re
from collections.abc import Iterable, Mapping

from queue_app.domain.importing.facts.foreign_tool import ForeignTool, of_rows
from queue_app.domain.importing.facts.headed_table import HeadedRow, HeadedTable
from queue_app.domain.importing.facts.names import areas, person
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.facts.source_item import Part, SourceComment, SourceFile, SourceItem
from queue_app.domain.importing.readers import jira_rest
from queue_app.domain.importing.readers.parts.jira_columns import is_ours, jira_columns
from queue_app.domain.importing.readers.parts.jira_states import jira_state
from queue_app.domain.importing.words.folded import fold
from queue_app.domain.importing.words.states import is_flag
from queue_app.domain.queue.item import State

TAKEN = (
    "title", "reference", "status", "category", "category_changed", "resolution", "person", "created", "updated", "resolved",
    "labels", "components", "words", "type", "comment", "started", "ended", "rank", "flagged", "parent", "waits_for", "holds",
)  # fmt: skip

EPICS = frozenset(
    map(fold, ("Epic", "Epik", "Épica", "Épico", "Эпик", "エピック", "长篇故事", "史诗", "에픽", "Initiative"))
)
_SUB_TASK = re.compile(
    r"\bsub ?t|sous tache|subtar|sub tar|unteraufgabe|teilaufgabe|sottoattiv|podzad|подзад|サブタスク|子任务|하위"
)
_SEPARATORS = re.compile(r"[,;\s]+")
_COMMENT = re.compile(r"(?P<at>[^;]{6,40});(?P<author>[^;]{1,120});(?P<words>.*)", re.DOTALL)


def read(headed: HeadedTable, answers: ImportAnswers) -> SourceFile:
    """All rows."""
    source = of_rows(headed, *TAKEN)
    keys = {row.one("issue_id"): row.one("reference") for row in headed if row.one("issue_id")}
    for row in headed:
        source.add(_item(row, keys))
    source.asks_containers = True
    return source


def _item(row: HeadedRow, keys: Mapping[str, str]) -> SourceItem:
    """`keys`: {id: key}. A parent can be given by its id, which is unique in the whole site."""
    category = row.one("category")
    state = jira_state(row.one("status"), category, row.one("resolution"))
    changed = row.one("category_changed")
    labels = row.all("labels")
    flagged = [word for word in (*row.all("flagged"), *labels) if is_flag(word)]
    return SourceItem(
        line=row.line,
        reference=row.one("reference"),
        title=row.one("title"),
        words=row.one("words"),
        markup="jira",
        state=state,
        state_word=row.one("status"),
        created=row.one("created"),
        started=row.one("started") or (changed if state is State.IN_PROGRESS else ""),
        finished=row.one("resolved") or row.one("ended") or changed,
        finished_else=row.one("updated"),
        people=person(row.one("person")),
        areas=areas((*labels, *row.all("components")), ";\n") if labels or row.all("components") else (),
        comments=tuple(map(_comment, row.all("comment"))),
        blocked=flagged[0] if flagged else "",
        place=(row.one("rank"),) if row.one("rank") else (),
        part=_part(row.one("type")),
        parent=next((keys[cell] for cell in row.all("parent") if keys.get(cell)), row.one("parent")),
        waits_for=_keys(row.all("waits_for")),
        holds=_keys(row.all("holds")),
    )


def _keys(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(key for cell in cells for key in _SEPARATORS.split(cell) if key)


def _comment(cell: str) -> SourceComment:
    parts = _COMMENT.match(cell)
    return SourceComment(parts["words"].strip(), parts["author"], parts["at"]) if parts else SourceComment(cell)


def _part(word: str) -> Part:
    name = fold(word)
    return "container" if name in EPICS else "piece" if _SUB_TASK.search(name) else ""


TOOL = ForeignTool(
    "jira",
    from_table=read,
    from_json=jira_rest.read,
    is_json=jira_rest.is_ours,
    is_table=is_ours,
    table_fields=jira_columns,
)
