"""Addresses are compared in the form that browsers send

A browser sends ida@xn--mller-kva.example for ida@müller.example, which was another account. Where two accounts come to the same
address, the older one has it and the other stays as it was.

Revision ID: 2026_11_30_addresses
Revises: 2026_11_30_search_fold
Create Date: 2026-11-30
"""

import unicodedata
from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from queue_app.store.sign_in.address_fold import folded

revision = "2026_11_30_addresses"
down_revision = "2026_11_30_search_fold"
branch_labels = None
depends_on = None

PERSON = sa.table("person", *(sa.column(name) for name in ("id", "email", "email_folded")))


def upgrade() -> None:
    _refold(folded)


def downgrade() -> None:
    _refold(_without_case)


def _without_case(address: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", address).casefold())


def _refold(fold: Callable[[str], str]) -> None:
    connection = op.get_bind()
    rows = connection.execute(sa.select(PERSON).where(PERSON.c.email.is_not(None)).order_by(PERSON.c.id)).all()
    taken = {row.email_folded for row in rows}
    write = sa.update(PERSON).where(PERSON.c.id == sa.bindparam("of")).values(email_folded=sa.bindparam("to"))
    for row in rows:
        address = fold(row.email)
        if address not in taken and len(address) <= 254:
            connection.execute(write, {"of": row.id, "to": address})
            taken.add(address)
