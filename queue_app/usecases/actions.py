"""All actions. The pages, the API, the access matrix and the tests of bad input are made from this list."""

from queue_app.usecases import (
    add,
    ask,
    block,
    coin,
    drop,
    finish,
    join,
    limit,
    move,
    place,
    pull,
    put_back,
    reopen,
    skip,
    split,
    swap,
    urgent,
)
from queue_app.usecases.action import Action, On

_ALL: tuple[Action, ...] = (
    add.ADD,
    add.PASTE,
    pull.PULL,
    skip.SKIP,
    swap.SWAP,
    move.MOVE,
    move.MOVE_ITEMS,
    finish.FINISH,
    put_back.PUT_BACK,
    join.JOIN,
    join.LEAVE,
    ask.ASK,
    block.BLOCK,
    block.EDIT_BLOCK,
    block.UNBLOCK,
    split.SPLIT,
    urgent.URGENT,
    urgent.CALM,
    place.PLACE,
    coin.COIN,
    drop.DROP,
    reopen.REOPEN,
    reopen.RESTORE,
    limit.SET_WIP_LIMIT,
)

ACTIONS: dict[tuple[On, str], Action] = {(action.on, action.name): action for action in _ALL}
"""{(what the address names, relation): action}."""
