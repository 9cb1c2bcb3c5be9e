"""Outages, seen by signs of life

Revision ID: 2026_12_06_outages
Revises: 2026_12_05_note_corrections
Create Date: 2026-12-06
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_06_outages"
down_revision = "2026_12_05_note_corrections"
branch_labels = None
depends_on = None
additive = True

INSTANT = sa.DateTime(timezone=True)
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "life_sign",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_life_sign_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_life_sign")),
    )
    op.create_table(
        "outage",
        sa.Column("id", KEY, nullable=False),
        sa.Column("began_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=False),
        sa.Column("announced", sa.Boolean(), nullable=False),
        sa.CheckConstraint("ended_at > began_at", name=op.f("ck_outage_ends_after_start")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outage")),
    )
    op.create_index("ix_outage_ended", "outage", ["ended_at"])


def downgrade() -> None:
    op.drop_table("outage")
    op.drop_table("life_sign")
