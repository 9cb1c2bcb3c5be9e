"""Cover: what people say of themselves, when they are away, and the state of each area per day

Revision ID: 2026_11_25_what_people_say
Revises: 2026_11_25_forecasts
Create Date: 2026-11-25
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_what_people_say"
down_revision = "2026_11_25_forecasts"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MEMBER = ["membership.team_id", "membership.person_id"]
STATES = "state IN ('unknown', 'none', 'single', 'thin', 'leaning', 'covered')"


def upgrade() -> None:
    op.create_table(
        "declaration",
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("area_id", KEY, nullable=False),
        sa.Column("says", sa.String(length=5), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.CheckConstraint("says IN ('can', 'teach', 'learn')", name=op.f("ck_declaration_says")),
        sa.ForeignKeyConstraint(["team_id", "area_id"], ["area.team_id", "area.id"], name="fk_declaration_area"),
        sa.ForeignKeyConstraint(["team_id", "person_id"], MEMBER, name="fk_declaration_membership", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("team_id", "person_id", "area_id", name=op.f("pk_declaration")),
    )
    op.create_table(
        "absence",
        sa.Column("id", KEY, nullable=False),
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_absence_ends_after_start")),
        sa.ForeignKeyConstraint(["team_id", "person_id"], MEMBER, name="fk_absence_membership", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index("ix_absence_days", "absence", ["team_id", "last_day"], unique=False)
    op.create_table(
        "area_day",
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("area_id", KEY, nullable=False),
        sa.Column("state", sa.String(length=7), nullable=False),
        sa.CheckConstraint(STATES, name=op.f("ck_area_day_state")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_area_day_team_id")),
        sa.ForeignKeyConstraint(["team_id", "area_id"], ["area.team_id", "area.id"], name="fk_area_day_area"),
        sa.PrimaryKeyConstraint("team_id", "day", "area_id", name=op.f("pk_area_day")),
    )
    op.add_column("item", sa.Column("improvement", sa.Boolean(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("item", "improvement")
    for table in ("area_day", "absence", "declaration"):
        op.drop_table(table)
