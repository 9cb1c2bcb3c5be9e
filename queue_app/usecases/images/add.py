"""Add an image to an item, and remove one. A removed image cannot be brought back: its content is deleted at once."""

from queue_app.domain import images as rule
from queue_app.domain.errors import N_, NotFound
from queue_app.domain.images import Picture
from queue_app.domain.queue.changes import Change
from queue_app.domain.team.rights import Right
from queue_app.store.queue import images, items
from queue_app.usecases import fields
from queue_app.usecases.action import Action
from queue_app.usecases.tx import Result, Tx, write


@write(Right.WORK)
def add_image(tx: Tx, *, item: int, picture: Picture, alt: str = "") -> Result:
    """Add an image, which is already redrawn. Raises NotFound, TooManyImages, TeamHasTooManyImages."""
    current = items.of_number(tx.conn, tx.team.id, item)
    n = rule.next_number(images.room_of(tx.conn, tx.team.id, current.id), picture)
    images.write_image(tx.conn, tx.team.id, current.id, n, picture, alt, tx.by, tx.at)
    tx.record("image_added", [Change(current, current)], image=n)
    return {"item": item, "image": n}


@write(Right.WORK)
def remove_image(tx: Tx, *, item: int, image: int) -> Result:
    """Remove the image number `image` of the item. Text that refers to it shows its alternative text. Raises NotFound."""
    current = items.of_number(tx.conn, tx.team.id, item)
    if not images.remove_image(tx.conn, tx.team.id, current.id, image, tx.at):
        raise NotFound
    tx.record("image_removed", [Change(current, current)], image=image)
    return {"item": item, "image": image}


ADD_IMAGE = Action(
    "image",
    add_image,
    "item",
    N_("Add an image"),
    (fields.line("alt", rule.ALT, N_("What it shows"), hint=N_("For people who cannot see it.")),),
)
REMOVE_IMAGE = Action("remove-image", remove_image, "item", N_("Remove an image"))
