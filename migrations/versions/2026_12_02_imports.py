"""Imports are kept as acts, so that they can be taken back

Revision ID: 2026_12_02_imports
Revises: 2026_11_30_second_steps
Create Date: 2026-12-02
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2026_12_02_imports"
down_revision = "2026_11_30_second_steps"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
ABOUT_ONE = sa.text("item_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "import_act",
        sa.Column("id", KEY, nullable=False),
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("person_id", KEY),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.Column("first_seq", sa.Integer(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("made", JSON, nullable=False),
        sa.Column("taken_back_at", INSTANT),
        sa.CheckConstraint("length(name) <= 200", name=op.f("ck_import_act_name_length")),
        sa.CheckConstraint("first_seq >= 1 AND items >= 1", name=op.f("ck_import_act_counts")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_import_act_team_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_import_act_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_act")),
    )
    op.create_index("ix_import_act_team", "import_act", ["team_id", "id"])
    op.create_index(
        "ix_quote_item", "quote", ["team_id", "item_id"], sqlite_where=ABOUT_ONE, postgresql_where=ABOUT_ONE
    )


def downgrade() -> None:
    op.drop_index("ix_quote_item", table_name="quote")
    op.drop_table("import_act")
