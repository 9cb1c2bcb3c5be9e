"""What a person chose of the display, and letters about another address

Revision ID: 2026_12_10_account
Revises: 2026_12_09_images
Create Date: 2026-12-10
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_10_account"
down_revision = "2026_12_09_images"
branch_labels = None
depends_on = None
# Not additive: older code cannot send the new letters.

KINDS = "kind IN ('invitation', 'reset', 'new_browser')"
MORE_KINDS = "kind IN ('invitation', 'reset', 'new_browser', 'new_address', 'old_address')"


def upgrade() -> None:
    op.add_column("person", sa.Column("theme", sa.String(16), nullable=True))
    op.add_column("person", sa.Column("keys", sa.String(16), nullable=True))
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_constraint(op.f("ck_outbox_kind"), type_="check")
        outbox.create_check_constraint(op.f("ck_outbox_kind"), MORE_KINDS)


def downgrade() -> None:
    op.execute("DELETE FROM outbox WHERE kind IN ('new_address', 'old_address')")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_constraint(op.f("ck_outbox_kind"), type_="check")
        outbox.create_check_constraint(op.f("ck_outbox_kind"), KINDS)
    op.drop_column("person", "keys")
    op.drop_column("person", "theme")
