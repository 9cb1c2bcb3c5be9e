"""The search text is folded as what is typed into the search

Before, it was casefolded: Istanbul missed a title with a dotted capital I. Every item is written anew; nothing else changes.

Revision ID: 2026_11_30_search_fold
Revises: 2026_11_29_language
Create Date: 2026-11-30
"""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from queue_app.domain.folding import search_fold

revision = "2026_11_30_search_fold"
down_revision = "2026_11_29_language"
branch_labels = None
depends_on = None

AT_ONCE = 1_000
ITEM = sa.table("item", *(sa.column(name) for name in ("id", "title", "reference", "words", "folded")))


def upgrade() -> None:
    _refill(search_fold)


def downgrade() -> None:
    _refill(str.casefold)


def _refill(fold: Callable[[str], str]) -> None:
    connection = op.get_bind()
    below = 0
    page = sa.select(ITEM).order_by(ITEM.c.id).limit(AT_ONCE)
    write = sa.update(ITEM).where(ITEM.c.id == sa.bindparam("of")).values(folded=sa.bindparam("to"))
    while rows := connection.execute(page.where(ITEM.c.id > below)).all():
        texts = {row.id: " ".join(map(fold, (row.title, row.reference or "", row.words))) for row in rows}
        changed = [{"of": row.id, "to": texts[row.id]} for row in rows if row.folded != texts[row.id]]
        if changed:
            connection.execute(write, changed)
        below = rows[-1].id
