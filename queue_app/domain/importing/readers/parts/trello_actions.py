"""The dates of each card from the actions of a Trello board. A file has at most 1,000 actions, so old cards have none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from queue_app.domain.importing.decoding.json_values import at, text_at
from queue_app.domain.importing.facts.source_item import SourceComment
from queue_app.domain.queue.item import State

CREATIONS = frozenset(("createCard", "copyCard", "moveCardToBoard", "convertToCardFromCheckItem", "emailCard"))


@dataclass(frozen=True, slots=True)
class CardMoves:
    """When a card was created, first moved into work, last moved to done, and last archived."""

    created: str = ""
    started: str = ""
    finished: str = ""
    archived: str = ""
    comments: tuple[SourceComment, ...] = ()


def card_moves(actions: Iterable[Any], states: Mapping[str, State | None]) -> dict[str, CardMoves]:
    """{id of a card: its moves}."""
    moves: dict[str, CardMoves] = {}
    comments: dict[str, list[SourceComment]] = {}
    for action in sorted(actions, key=lambda one: text_at(one, "date")):
        key = text_at(action, "data", "card", "id")
        if not key:
            continue
        if text_at(action, "type") == "commentCard":
            author = text_at(action, "memberCreator", "fullName") or text_at(action, "memberCreator", "username")
            comments.setdefault(key, []).append(
                SourceComment(text_at(action, "data", "text"), author, text_at(action, "date"))
            )
        else:
            moves[key] = _after(moves.get(key, CardMoves()), action, states)
    return {
        key: replace(moves.get(key, CardMoves()), comments=tuple(comments.get(key, ())))
        for key in dict.fromkeys((*moves, *comments))
    }


def _after(moves: CardMoves, action: Any, states: Mapping[str, State | None]) -> CardMoves:
    when, kind = text_at(action, "date"), text_at(action, "type")
    if kind in CREATIONS:
        moves = replace(moves, created=moves.created or when)
        return _moved(moves, when, states.get(text_at(action, "data", "list", "id")))
    if kind != "updateCard":
        return moves
    if to := text_at(action, "data", "listAfter", "id"):
        return _moved(moves, when, states.get(to))
    if at(action, "data", "old", "closed") is False:
        return replace(moves, archived=when)
    return moves


def _moved(moves: CardMoves, when: str, state: State | None) -> CardMoves:
    if state is State.IN_PROGRESS:
        return replace(moves, started=moves.started or when)
    return replace(moves, finished=when) if state is State.FINISHED else moves
