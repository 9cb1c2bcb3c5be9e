"""Images of items

Revision ID: 2026_12_09_images
Revises: 2026_12_08_views
Create Date: 2026-12-09
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_09_images"
down_revision = "2026_12_08_views"
branch_labels = None
depends_on = None
# Not additive: older code could not show the history of an item with an image, nor take back the import that made it.

INSTANT = sa.DateTime(timezone=True)
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "image",
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("item_id", KEY, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(4), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("alt", sa.String(200), server_default="", nullable=False),
        sa.Column("by", KEY, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("removed_at", INSTANT, nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("n BETWEEN 1 AND 1000", name=op.f("ck_image_n")),
        sa.CheckConstraint("kind IN ('png', 'jpeg', 'webp')", name=op.f("ck_image_kind")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_image_sha256_length")),
        sa.CheckConstraint("length(alt) <= 200", name=op.f("ck_image_alt_length")),
        sa.CheckConstraint("width BETWEEN 1 AND 4096 AND height BETWEEN 1 AND 4096", name=op.f("ck_image_sides")),
        sa.CheckConstraint("size BETWEEN 0 AND 2097152", name=op.f("ck_image_size")),
        sa.CheckConstraint("(content IS NULL) = (removed_at IS NOT NULL)", name=op.f("ck_image_removed")),
        sa.CheckConstraint("size = coalesce(length(content), 0)", name=op.f("ck_image_size_of_content")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_image_by")),
        sa.ForeignKeyConstraint(["team_id", "item_id"], ["item.team_id", "item.id"], name="fk_image_item"),
        sa.PrimaryKeyConstraint("team_id", "item_id", "n", name=op.f("pk_image")),
    )
    op.create_index("ix_image_size", "image", ["team_id", "size"])


def downgrade() -> None:
    op.drop_table("image")
