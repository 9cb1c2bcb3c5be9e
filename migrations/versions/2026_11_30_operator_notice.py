"""A notice of the operator on every page

Revision ID: 2026_11_30_operator_notice
Revises: 2026_11_30_day_sums
Create Date: 2026-11-30
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_operator_notice"
down_revision = "2026_11_30_day_sums"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", sa.String(300), nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_notice_only_one")),
        sa.CheckConstraint("length(words) BETWEEN 1 AND 300", name=op.f("ck_notice_words_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )


def downgrade() -> None:
    op.drop_table("notice")
