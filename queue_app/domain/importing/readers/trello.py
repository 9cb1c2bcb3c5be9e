"""Trello: a board's JSON, or a workspace's CSV. Lists mean states; actions tell when a card moved."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from queue_app.domain.errors import N_
from queue_app.domain.importing.decoding.json_values import at, list_at, number_at, text_at
from queue_app.domain.importing.facts.board_lists import BoardList, BoardMeaning, board_meaning
from queue_app.domain.importing.facts.due import due_of
from queue_app.domain.importing.facts.foreign_tool import ForeignTool, of_rows
from queue_app.domain.importing.facts.headed_table import HeadedTable
from queue_app.domain.importing.facts.names import areas, people
from queue_app.domain.importing.facts.questions import LEAVE_OUT, ImportAnswers, ImportQuestion
from queue_app.domain.importing.facts.source_item import SourceFile, SourceItem, SourceStep
from queue_app.domain.importing.readers.parts.trello_actions import CardMoves, card_moves
from queue_app.domain.importing.words.folded import fold
from queue_app.domain.importing.words.states import is_flag
from queue_app.domain.queue.item import State

ARCHIVED = (State.DROPPED.value, State.FINISHED.value, LEAVE_OUT)
SECONDS = (1_199_145_600, 4_102_444_800)
"""The range of a creation time in seconds, from 2008 to 2100.

A card's id usually begins with its creation time, but not always.
"""


def is_ours(value: Any) -> bool:
    """Whether the value is a board with lists and cards."""
    return isinstance(at(value, "cards"), list) and isinstance(at(value, "lists"), list)


@dataclass(slots=True)
class _TrelloBoard:
    """The board whose cards are being read."""

    meaning: BoardMeaning
    lists: Mapping[str, BoardList]
    members: Mapping[str, str]
    labels: Mapping[str, str]
    moves: Mapping[str, CardMoves]
    checklists: dict[str, list[Any]] = field(default_factory=dict)
    archived_as: str = State.DROPPED.value

    @classmethod
    def of(cls, value: Any, answers: ImportAnswers) -> "_TrelloBoard":
        """The board in a file."""
        found = sorted(list_at(value, "lists"), key=lambda one: number_at(one, "pos"))
        lists = [BoardList(text_at(one, "id"), text_at(one, "name"), at(one, "closed") is True) for one in found]
        meaning = board_meaning(lists, answers.table("states"))
        board = cls(
            meaning,
            {one.key: one for one in lists},
            {
                text_at(one, "id"): text_at(one, "fullName") or text_at(one, "username")
                for one in list_at(value, "members")
            },
            {text_at(one, "id"): text_at(one, "name") for one in list_at(value, "labels")},
            card_moves(list_at(value, "actions"), meaning.states),
        )
        for checklist in list_at(value, "checklists"):
            board.checklists.setdefault(text_at(checklist, "idCard"), []).append(checklist)
        return board

    def item(self, nth: int, card: Any) -> SourceItem:
        """The item of a card."""
        key, in_list = text_at(card, "id"), self.lists.get(text_at(card, "idList"))
        moves = self.moves.get(key, CardMoves())
        labels = areas((text_at(label, "name") for label in self._labels(card)), "\n")
        state = self._state(card, in_list)
        place = self.meaning.places.get(in_list.key, ()) if in_list else ()
        return SourceItem(
            line=nth,
            due=due_of(card),
            reference=text_at(card, "shortUrl") or text_at(card, "url") or key,
            title=text_at(card, "name"),
            words=text_at(card, "desc"),
            state=state,
            state_word=in_list.name if in_list else "",
            created=moves.created or _created(key),
            started=moves.started,
            finished=moves.finished or moves.archived if state is not State.DROPPED else moves.archived,
            finished_else=text_at(card, "dateLastActivity"),
            people=people(self.members.get(one, one) for one in map(str, list_at(card, "idMembers"))),
            areas=labels,
            steps=tuple(_steps(self.checklists.get(key, list_at(card, "checklists")))),
            comments=moves.comments,
            blocked=next((label for label in labels if is_flag(label)), ""),
            place=(*place, number_at(card, "pos")),
        )

    def _labels(self, card: Any) -> Iterable[Any]:
        if labels := list_at(card, "labels"):
            return labels
        return ({"name": self.labels.get(str(key), "")} for key in list_at(card, "idLabels"))

    def _state(self, card: Any, in_list: BoardList | None) -> State | None:
        state = self.meaning.states.get(in_list.key) if in_list else None
        if is_archived(card, in_list) and state is not State.FINISHED:
            return State.FINISHED if self.archived_as == State.FINISHED.value else State.DROPPED
        return state if in_list else State.WAITING


def is_archived(card: Any, in_list: BoardList | None) -> bool:
    """Whether a card is archived: itself, with its list, or because its list no longer exists."""
    return at(card, "closed") is True or in_list is None or in_list.archived


def read(value: Any, answers: ImportAnswers) -> SourceFile:
    """All cards except templates."""
    cards = list_at(value, "cards")
    source = SourceFile(rows=len(cards))
    board = _TrelloBoard.of(value, answers)
    templates, archived = _closed(cards, board)
    if templates:
        source.left_out["templates"] = len(templates)
    answer = answers.choice("archived", ARCHIVED)
    board.archived_as = answer or State.DROPPED.value
    if archived and not board.meaning.has_done and answer is None:
        words = N_("{count} cards are archived, and no list means finished. Were they finished?")
        source.questions.append(
            ImportQuestion("archived", words, State.DROPPED.value, ARCHIVED, {"count": len(archived)})
        )
    lost = archived if answer == LEAVE_OUT else set()
    if lost:
        source.left_out["archived"] = len(lost)
    for nth, card in enumerate(cards):
        if nth in templates:
            continue
        source.left_out.update(name for name in ("due", "start") if at(card, name))
        if nth not in lost:
            source.add(board.item(nth + 1, card))
    return source


def _closed(cards: Iterable[Any], board: _TrelloBoard) -> tuple[set[int], set[int]]:
    """The templates, and the cards that were archived before they were finished."""
    templates, archived = set(), set()
    for nth, card in enumerate(cards):
        if at(card, "isTemplate") is True:
            templates.add(nth)
        elif _open_archived(card, board):
            archived.add(nth)
    return templates, archived


def _open_archived(card: Any, board: _TrelloBoard) -> bool:
    in_list = board.lists.get(text_at(card, "idList"))
    state = board.meaning.states.get(in_list.key) if in_list else None
    return is_archived(card, in_list) and state is not State.FINISHED


def _steps(checklists: Iterable[Any]) -> Iterable[SourceStep]:
    for checklist in sorted(checklists, key=lambda one: number_at(one, "pos")):
        for item in sorted(list_at(checklist, "checkItems"), key=lambda one: number_at(one, "pos")):
            yield SourceStep(text_at(item, "name"), text_at(item, "state") == "complete")


def _created(key: str) -> str:
    try:
        seconds = int(key[:8], 16) if len(key) == 24 else 0
    except ValueError:
        return ""
    return str(seconds) if SECONDS[0] <= seconds <= SECONDS[1] else ""


_COLOUR = re.compile(r" \([a-z_ ]+\)(?=,|\Z)")
"""The colour after the name of each label in the CSV."""

TAKEN = ("reference", "title", "address", "words", "labels", "person", "list", "archived", "updated")


def read_table(headed: HeadedTable, answers: ImportAnswers) -> SourceFile:
    """The rows of a CSV export, with lists from left to right."""
    source = of_rows(headed, *TAKEN)
    rows = list(headed)
    lists = [BoardList(name, name) for name in dict.fromkeys(row.one("list") for row in rows)]
    meaning = board_meaning(lists, answers.table("states"))
    for row in rows:
        state = meaning.states.get(row.one("list"))
        if fold(row.one("archived")) in ("true", "yes") and state is not State.FINISHED:
            state = State.DROPPED
        source.add(
            SourceItem(
                line=row.line,
                reference=row.one("address") or row.one("reference"),
                title=row.one("title"),
                words=row.one("words"),
                state=state,
                state_word=row.one("list"),
                finished_else=row.one("updated"),
                created=_created(row.one("reference")),
                people=people(row.all("person"), ",;"),
                areas=areas(_COLOUR.sub("", cell) for cell in row.all("labels")),
                comments=(),
                place=(*meaning.places[row.one("list")], row.line),
            )
        )
    return source


TOOL = ForeignTool("trello", from_table=read_table, from_json=read, is_json=is_ours)
