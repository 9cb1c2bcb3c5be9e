"""Browsers from which a person signed in

Revision ID: 2026_11_30_devices
Revises: 2026_11_30_notes_by
Create Date: 2026-11-30
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_devices"
down_revision = "2026_11_30_notes_by"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "device",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("client", sa.String(120), server_default="", nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("last_seen", INSTANT, nullable=False),
        sa.Column("confirmed", sa.Boolean(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_device_person_id")),
        sa.PrimaryKeyConstraint("hash", "person_id", name=op.f("pk_device")),
    )
    op.create_index("ix_device_person", "device", ["person_id"])


def downgrade() -> None:
    op.drop_table("device")
