"""All actions. The pages, the API, the access matrix and the tests of bad input are built from this list."""

from queue_app.usecases.action import Action, On
from queue_app.usecases.agents import people_only, ready, settings
from queue_app.usecases.cover import absences, areas, claims, declare
from queue_app.usecases.importing import take_back
from queue_app.usecases.queue import (
    add,
    block,
    chosen,
    coin,
    correct_note,
    drop,
    edit,
    finish,
    join,
    limit,
    move,
    plan,
    pull,
    put_back,
    split,
    undo,
    urgent,
)
from queue_app.usecases.team import days_off, kinds, views
from queue_app.usecases.waits import wait

_ALL: tuple[Action, ...] = (
    add.ADD,
    add.PASTE,
    pull.PULL,
    pull.SKIP,
    pull.SWAP,
    move.MOVE,
    move.MOVE_ITEMS,
    chosen.TAG_ITEMS,
    chosen.DROP_ITEMS,
    finish.FINISH,
    put_back.PUT_BACK,
    join.JOIN,
    join.LEAVE,
    join.ASK,
    block.BLOCK,
    block.EDIT_BLOCK,
    block.UNBLOCK,
    wait.WAIT_FOR,
    wait.STOP_WAITING,
    split.SPLIT,
    urgent.URGENT,
    urgent.CALM,
    add.PLACE,
    coin.COIN,
    drop.DROP,
    drop.REOPEN,
    drop.RESTORE,
    undo.UNDO,
    plan.PLAN,
    plan.STEP,
    plan.TICK,
    plan.NOTE,
    correct_note.CORRECT_NOTE,
    people_only.PEOPLE_ONLY,
    edit.EDIT,
    edit.AREAS,
    limit.SET_WIP_LIMIT,
    settings.SET_AGENTS,
    declare.DECLARE,
    absences.ADD_ABSENCE,
    absences.REMOVE_ABSENCE,
    claims.CLAIM,
    claims.TAKE_BACK_CLAIM,
    claims.DISOWN,
    areas.ADD_AREA,
    areas.RENAME_AREA,
    areas.ARCHIVE_AREA,
    areas.BRING_BACK_AREA,
    areas.MERGE_AREAS,
    kinds.ADD_KIND,
    kinds.CHANGE_KIND,
    kinds.ARCHIVE_KIND,
    kinds.BRING_BACK_KIND,
    views.SAVE_VIEW,
    views.CHANGE_VIEW,
    views.REMOVE_VIEW,
    days_off.ADD_DAYS_OFF,
    days_off.REMOVE_DAYS_OFF,
    days_off.FORGET_HISTORY,
    take_back.TAKE_BACK_IMPORT,
)

ACTIONS: dict[tuple[On, str], Action] = {(action.on, action.name): action for action in _ALL}
"""{(what the address names, relation): action}."""

FOR_AGENTS: dict[tuple[On, str], Action] = {
    **{key: action for key, action in ACTIONS.items() if action.agents != "never"},
    ("item", ready.READY.name): ready.READY,
}
"""The actions of agents: those that declare that agents may do them, and those that only agents do."""
