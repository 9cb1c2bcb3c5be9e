"""A person chooses the language of the pages

Revision ID: 2026_11_29_language
Revises: 2026_11_26_tags
Create Date: 2026-11-29
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_language"
down_revision = "2026_11_26_tags"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("locale", sa.String(16), nullable=True))


def downgrade() -> None:
    op.drop_column("person", "locale")
