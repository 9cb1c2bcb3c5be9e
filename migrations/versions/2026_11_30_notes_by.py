"""The notes of one person within a day are counted

Revision ID: 2026_11_30_notes_by
Revises: 2026_11_30_addresses
Create Date: 2026-11-30
"""

from alembic import op

revision = "2026_11_30_notes_by"
down_revision = "2026_11_30_addresses"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_note_by", "note", ["team_id", "by", "at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_note_by", table_name="note")
