"""The search finds notes: each has its words as they are searched

The index of an item's notes begins with the item. Both began with the team: PostgreSQL, with outdated statistics, took the one
of a person's notes and went through all notes of the team for each item.

Revision ID: 2026_11_30_search_notes
Revises: 2026_11_30_agents
Create Date: 2026-11-30
"""

import sqlalchemy as sa
from alembic import op

from queue_app.domain.folding import search_fold

revision = "2026_11_30_search_notes"
down_revision = "2026_11_30_agents"
branch_labels = None
depends_on = None

AT_ONCE = 1_000
NOTE = sa.table("note", *(sa.column(name) for name in ("id", "words", "folded")))


def upgrade() -> None:
    op.drop_index("ix_note_item", table_name="note")
    op.create_index("ix_note_item", "note", ["item_id", "team_id"], unique=False)
    op.add_column("note", sa.Column("folded", sa.Text(), server_default="", nullable=False))
    connection = op.get_bind()
    below = 0
    page = sa.select(NOTE.c.id, NOTE.c.words).order_by(NOTE.c.id).limit(AT_ONCE)
    write = sa.update(NOTE).where(NOTE.c.id == sa.bindparam("of")).values(folded=sa.bindparam("to"))
    while rows := connection.execute(page.where(NOTE.c.id > below)).all():
        connection.execute(write, [{"of": row.id, "to": search_fold(row.words)} for row in rows])
        below = rows[-1].id


def downgrade() -> None:
    op.drop_column("note", "folded")
    op.drop_index("ix_note_item", table_name="note")
    op.create_index("ix_note_item", "note", ["team_id", "item_id"], unique=False)
