"""The tags of an area are found by the area alone

An index that began with the team was as good as the key for the tags of one item, in the eyes of PostgreSQL with outdated
statistics: all tags of the team were gone through for each item.

Revision ID: 2026_11_26_tags
Revises: 2026_11_26_overtaken
Create Date: 2026-11-26
"""

from alembic import op

revision = "2026_11_26_tags"
down_revision = "2026_11_26_overtaken"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_item_area_area", table_name="item_area")
    op.create_index("ix_item_area_area", "item_area", ["area_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_item_area_area", table_name="item_area")
    op.create_index("ix_item_area_area", "item_area", ["team_id", "area_id"], unique=False)
