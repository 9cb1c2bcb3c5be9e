"""A removed example team is kept for some minutes

Revision ID: 2026_11_30_removed_teams
Revises: 2026_11_30_search_notes
Create Date: 2026-11-30
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_removed_teams"
down_revision = "2026_11_30_search_notes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("team", sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("team", "removed_at")
