"""Views: filters of the queue that a team keeps under a name

Revision ID: 2026_12_08_views
Revises: 2026_12_07_older_writers
Create Date: 2026-12-08
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_08_views"
down_revision = "2026_12_07_older_writers"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "views",
        sa.Column("id", KEY, nullable=False),
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("folded", sa.String(120), nullable=False),
        sa.Column("narrowed", sa.Text(), nullable=False),
        sa.Column("made_by", KEY, nullable=True),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 40", name=op.f("ck_views_name_length")),
        sa.CheckConstraint("length(narrowed) BETWEEN 2 AND 2000", name=op.f("ck_views_narrowed_length")),
        sa.CheckConstraint("n BETWEEN 1 AND 20", name=op.f("ck_views_at_most_twenty")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_views_made_by")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_views_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_views")),
        sa.UniqueConstraint("team_id", "folded", name="uq_views_team_id_folded"),
        sa.UniqueConstraint("team_id", "n", name="uq_views_team_id_n"),
    )


def downgrade() -> None:
    op.drop_table("views")
