"""How close rows stand, as a person chose it

Revision ID: 2026_12_04_density
Revises: 2026_12_03_waits
Create Date: 2026-12-04
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_04_density"
down_revision = "2026_12_03_waits"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("density", sa.String(16), nullable=True))


def downgrade() -> None:
    op.drop_column("person", "density")
