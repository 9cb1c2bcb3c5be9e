"""What was quoted of an item knows whether something was put above it since

Revision ID: 2026_11_26_overtaken
Revises: 2026_11_25_what_people_say
Create Date: 2026-11-26
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_overtaken"
down_revision = "2026_11_25_what_people_say"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("quote", sa.Column("overtaken", sa.Boolean(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("quote", "overtaken")
