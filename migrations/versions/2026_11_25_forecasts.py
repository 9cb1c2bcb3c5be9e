"""Forecasts: days off, what was quoted on each day, where the history begins, and links that open one page

Revision ID: 2026_11_25_forecasts
Revises: 2026_11_22_the_queue
Create Date: 2026-11-25
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_forecasts"
down_revision = "2026_11_22_the_queue"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("team", sa.Column("history_from", sa.Date(), nullable=True))
    op.create_table(
        "day_off",
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=80), server_default="", nullable=False),
        sa.CheckConstraint("length(name) <= 80", name=op.f("ck_day_off_name_length")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_day_off_team_id")),
        sa.PrimaryKeyConstraint("team_id", "day", name=op.f("pk_day_off")),
    )
    op.create_table(
        "quote",
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=4), nullable=False),
        sa.Column("item_id", KEY, nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("p50", sa.Date(), nullable=True),
        sa.Column("p70", sa.Date(), nullable=True),
        sa.Column("p85", sa.Date(), nullable=True),
        sa.Column("p95", sa.Date(), nullable=True),
        sa.Column("backwards", sa.Boolean(), server_default="0", nullable=False),
        sa.CheckConstraint("about IN ('next', 'item')", name=op.f("ck_quote_about")),
        sa.CheckConstraint("(about = 'item') = (item_id IS NOT NULL)", name=op.f("ck_quote_item_where_about_one")),
        sa.CheckConstraint("place >= 1 AND n >= 1", name=op.f("ck_quote_counts")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_quote_team_id")),
        sa.ForeignKeyConstraint(["team_id", "item_id"], ["item.team_id", "item.id"], name="fk_quote_item"),
        sa.PrimaryKeyConstraint("team_id", "day", "place", "about", name=op.f("pk_quote")),
    )
    op.create_table(
        "page_link",
        sa.Column("id", KEY, nullable=False),
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("page", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("made_by", KEY, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=True),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.CheckConstraint("page IN ('radiator', 'forecast')", name=op.f("ck_page_link_page")),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 80", name=op.f("ck_page_link_name_length")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_page_link_team_id")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_page_link_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_link")),
        sa.UniqueConstraint("hash", name="uq_page_link_hash"),
    )
    op.create_index("ix_page_link_team", "page_link", ["team_id"], unique=False)


def downgrade() -> None:
    for table in ("page_link", "quote", "day_off"):
        op.drop_table(table)
    op.drop_column("team", "history_from")
