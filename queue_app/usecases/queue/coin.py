"""The coin: if two waiting items seem equally important, chance orders them once."""

import secrets

from queue_app.domain.errors import N_, InputError, NotFound
from queue_app.domain.queue import coin as rule
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.order import NoRoom
from queue_app.domain.refusals import SameItem
from queue_app.domain.team.rights import Right
from queue_app.store.queue import coins
from queue_app.store.queue.room import make_room
from queue_app.usecases import fields
from queue_app.usecases.action import Action, Values
from queue_app.usecases.tx import Result, Tx, write


@write(Right.ORDER)
def coin(tx: Tx, *, item: int, with_item: int, chance: float) -> Result:
    """Order two waiting items by `chance`, in [0, 1). Below 0.5 the upper item wins. The winner goes directly above the
    other.

    Raises NotFound, SameItem, NotWaiting, CoinAlreadyFlipped.
    """
    if item == with_item:
        raise SameItem
    facts = coins.coin_facts(tx.conn, tx.team.id, (item, with_item))
    if facts is None:
        raise NotFound
    flipped = rule.flip(facts, chance, tx.today)
    if isinstance(flipped, NoRoom):
        make_room(tx.conn, tx.team.id, flipped)
        return coin(tx, item=item, with_item=with_item, chance=chance)
    before, after = flipped
    coins.write_coin(tx.conn, tx.team.id, (facts.upper.id, facts.lower.id), after.id, tx.at)
    loser = facts.lower if after.id == facts.upper.id else facts.upper
    tx.record("coin", [Change(before, after)], winner=after.id, loser=loser.id)
    return {"item": after.number, "items": [item, with_item]}


def _tossed(values: Values) -> Values:
    if len(values["items"]) != 2:
        raise InputError("items", N_("Choose two different items."))
    item, with_item = values["items"]
    return {"item": item, "with_item": with_item, "chance": secrets.SystemRandom().random()}


COIN = Action(
    "coin", coin, "queue", N_("Flip a coin"), (fields.numbers("items", 2, N_("Two items"), required=True),), _tossed
)
