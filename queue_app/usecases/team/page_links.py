"""Read-only links to one page of a team. They work for anyone until a manager revokes them. The secret is shown once."""

from collections.abc import Callable
from datetime import datetime, timedelta

from queue_app.domain import inputs
from queue_app.domain.errors import N_, NotFound
from queue_app.domain.team.rights import Right
from queue_app.store.db.engine import Doors
from queue_app.store.team import page_links
from queue_app.store.team.page_links import OpenedLink
from queue_app.usecases import fields
from queue_app.usecases.action import Action
from queue_app.usecases.sign_in import secrets
from queue_app.usecases.transaction import in_transaction, utc_now
from queue_app.usecases.tx import Result, Tx, write

PAGES = {"forecast": N_("Forecast"), "radiator": N_("Radiator")}
"""{page that a link can open: its label}; `web/shared.py` has a view for each."""

SEEN_EVERY = timedelta(hours=1)


@write(Right.MANAGE)
def share(tx: Tx, *, link: str, page: str, name: str) -> Result:
    """Store a link to a page. `link`: the hash of its secret."""
    row = {"team_id": tx.team.id, "page": page, "name": name, "hash": link, "made_by": tx.by, "created_at": tx.at}
    link_id = page_links.make(tx.conn, row)
    tx.record("settings", page_link={"id": link_id, "page": page, "name": name})
    return {"link": link_id}


@write(Right.MANAGE)
def revoke(tx: Tx, *, link: int) -> Result:
    """Revoke the link. Raises NotFound."""
    name = page_links.revoke(tx.conn, tx.team.id, link, tx.at)
    if name is None:
        raise NotFound
    tx.record("settings", page_link={"id": link, "name": name, "revoked": True})
    return {"link": link}


def find(doors: Doors, secret: str) -> OpenedLink | None:
    """The link in force with this secret, or None."""
    with doors.reading() as conn:
        return page_links.by_hash(conn, secrets.hash_of(secret))


def record_use(doors: Doors, link: OpenedLink, clock_now: Callable[[], datetime] = utc_now) -> None:
    """Record the use of the link, at most once an hour."""
    now = clock_now()
    if link.opened_at is None or now - link.opened_at >= SEEN_EVERY:
        in_transaction(doors, page_links.touch, link=link.id, now=now, before=now - SEEN_EVERY)


SHARE = Action(
    "share-page",
    share,
    "team",
    N_("Make a link to a page"),
    (
        fields.choice("page", PAGES, N_("Page"), required=True),
        fields.line("name", inputs.NAME, N_("What for"), required=True),
    ),
)
REVOKE = Action(
    "revoke-page-link", revoke, "team", N_("Revoke a link"), (fields.number("link", N_("Link"), required=True),)
)
