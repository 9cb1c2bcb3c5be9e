"""Nextcloud Deck: one or several boards of stacks of cards. `done` is the finish; cards archived without it are dropped."""

from collections.abc import Iterator
from typing import Any

from queue_app.domain.errors import N_
from queue_app.domain.importing.decoding.json_values import at, list_at, number_at, text_at
from queue_app.domain.importing.facts.board_lists import BoardList, BoardMeaning, board_meaning
from queue_app.domain.importing.facts.due import due_of
from queue_app.domain.importing.facts.foreign_tool import ForeignTool, of_rows
from queue_app.domain.importing.facts.headed_table import HeadedRow, HeadedTable
from queue_app.domain.importing.facts.names import areas, people
from queue_app.domain.importing.facts.questions import ImportAnswers, ImportQuestion
from queue_app.domain.importing.facts.source_item import SourceFile, SourceItem
from queue_app.domain.importing.words.states import is_flag
from queue_app.domain.queue.item import State

ALL = "all"


def is_ours(value: Any) -> bool:
    """Whether the value has boards with stacks, or stacks with cards."""
    return any(_stacks(board) for board in _boards(value))


def _boards(value: Any) -> list[Any]:
    boards = at(value, "boards")
    if isinstance(boards, list | dict):
        return _values(boards)
    if at(value, "stacks") is not None:
        return [value]
    return [{"title": "", "stacks": value}] if isinstance(value, list) and list_at(value, 0, "cards") else []


def _values(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []


def _stacks(board: Any) -> list[Any]:
    return [stack for stack in _values(at(board, "stacks")) if isinstance(stack, dict)]


def read(value: Any, answers: ImportAnswers) -> SourceFile:
    """The cards of all boards, or of the chosen one."""
    source = SourceFile()
    boards = _boards(value)
    names = [text_at(board, "title") for board in boards]
    options = (ALL, *names)
    chosen = answers.choice("which_board", options) if len(boards) > 1 else ALL
    if chosen is None:
        words = N_("The file has {count} boards. Which one do you import?")
        source.questions.append(ImportQuestion("which_board", words, ALL, options, {"count": len(boards)}))
    for nth, board in enumerate(boards):
        if chosen in (None, ALL, names[nth]):
            _add(source, board, answers, nth)
        else:
            source.left_out["cards of other boards"] += sum(
                len(_values(at(stack, "cards"))) for stack in _stacks(board)
            )
    return source


def _add(source: SourceFile, board: Any, answers: ImportAnswers, nth: int) -> None:
    stacks = sorted(_stacks(board), key=lambda stack: number_at(stack, "order"))
    lists = [BoardList(text_at(stack, "id"), text_at(stack, "title"), bool(at(stack, "deletedAt"))) for stack in stacks]
    meaning = board_meaning(lists, answers.table("states"))
    for card, in_list in _cards(stacks, lists):
        source.rows += 1
        if at(card, "deletedAt"):
            source.left_out["deleted"] += 1
            continue
        source.left_out.update(["duedate"] if at(card, "duedate") else [])
        source.add(_item(source.rows, card, in_list, meaning, nth))


def _cards(stacks: list[Any], lists: list[BoardList]) -> Iterator[tuple[Any, BoardList]]:
    for stack, in_list in zip(stacks, lists, strict=True):
        yield from ((card, in_list) for card in _values(at(stack, "cards")))


def _item(nth: int, card: Any, in_list: BoardList, meaning: BoardMeaning, board: int) -> SourceItem:
    done, state = text_at(card, "done"), meaning.states.get(in_list.key)
    archived = at(card, "archived") is True or in_list.archived
    if done or at(card, "done") is True:
        state = State.FINISHED
    elif archived and state is not State.FINISHED:
        state = State.DROPPED
    labels = areas((text_at(label, "title") for label in _values(at(card, "labels"))), "\n")
    return SourceItem(
        line=nth,
        due=due_of(card),
        reference=text_at(card, "id"),
        title=text_at(card, "title"),
        words=text_at(card, "description"),
        state=state,
        state_word=in_list.name,
        created=text_at(card, "createdAt"),
        finished=done,
        finished_else=text_at(card, "lastModified"),
        people=people(map(_user, _values(at(card, "assignedUsers")))),
        areas=labels,
        blocked=next((label for label in labels if is_flag(label)), ""),
        place=(board, *meaning.places[in_list.key], number_at(card, "order")),
    )


def _user(value: Any) -> str:
    who = at(value, "participant")
    return text_at(who, "displayname") or text_at(who, "uid") or text_at(who)


TAKEN = ("title", "words", "list", "labels", "person", "created", "updated")


def read_table(headed: HeadedTable, answers: ImportAnswers) -> SourceFile:
    """The cards in a board's CSV, with stacks from left to right. It has no finish date, so the last change is used."""
    source = of_rows(headed, *TAKEN)
    names = dict.fromkeys(row.one("list") for row in headed)
    meaning = board_meaning([BoardList(name, name) for name in names], answers.table("states"))
    for row in headed:
        source.add(_of_row(row, meaning))
    return source


def _of_row(row: HeadedRow, meaning: BoardMeaning) -> SourceItem:
    labels = areas(row.all("labels"), ",")
    return SourceItem(
        line=row.line,
        title=row.one("title"),
        words=row.one("words"),
        state=meaning.states.get(row.one("list")),
        state_word=row.one("list"),
        created=row.one("created"),
        finished_else=row.one("updated"),
        people=people(row.all("person"), ","),
        areas=labels,
        blocked=next((label for label in labels if is_flag(label)), ""),
        place=(*meaning.places[row.one("list")], row.line),
    )


TOOL = ForeignTool("deck", from_table=read_table, from_json=read, is_json=is_ours)
