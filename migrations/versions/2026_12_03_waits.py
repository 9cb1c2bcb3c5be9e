"""Items wait for items

Revision ID: 2026_12_03_waits
Revises: 2026_12_02_imports
Create Date: 2026-12-03
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_03_waits"
down_revision = "2026_12_02_imports"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "waits",
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("item_id", KEY, nullable=False),
        sa.Column("on_team_id", KEY, nullable=False),
        sa.Column("on_item_id", KEY, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("item_id <> on_item_id", name=op.f("ck_waits_for_another")),
        sa.CheckConstraint("n BETWEEN 1 AND 20", name=op.f("ck_waits_n")),
        sa.ForeignKeyConstraint(["team_id", "item_id"], ["item.team_id", "item.id"], name="fk_waits_item"),
        sa.ForeignKeyConstraint(["on_team_id", "on_item_id"], ["item.team_id", "item.id"], name="fk_waits_on"),
        sa.PrimaryKeyConstraint("team_id", "item_id", "on_team_id", "on_item_id", name=op.f("pk_waits")),
        sa.UniqueConstraint("team_id", "item_id", "n", name="uq_waits_team_id_item_id_n"),
    )
    op.create_index("ix_waits_on", "waits", ["on_team_id", "on_item_id"])


def downgrade() -> None:
    """What items waited for is lost."""
    op.drop_table("waits")
