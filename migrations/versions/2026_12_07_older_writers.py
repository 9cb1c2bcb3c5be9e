"""Older versions that may go on writing

Revision ID: 2026_12_07_older_writers
Revises: 2026_12_06_outages
Create Date: 2026-12-07
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_07_older_writers"
down_revision = "2026_12_06_outages"
branch_labels = None
depends_on = None
additive = True


def upgrade() -> None:
    op.create_table(
        "older_writer",
        sa.Column("revision", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_older_writer")),
    )


def downgrade() -> None:
    op.drop_table("older_writer")
