"""A note says when its author corrected it

Revision ID: 2026_12_05_note_corrections
Revises: 2026_12_04_density
Create Date: 2026-12-05
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_05_note_corrections"
down_revision = "2026_12_04_density"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("note", sa.Column("corrected_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("note", "corrected_at")
