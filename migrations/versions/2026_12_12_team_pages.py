"""Invitations for several people

Revision ID: 2026_12_12_team_pages
Revises: 2026_12_10_account
Create Date: 2026-12-12
"""

from alembic import op

revision = "2026_12_12_team_pages"
down_revision = "2026_12_10_account"
branch_labels = None
depends_on = None
additive = True


def upgrade() -> None:
    # As text, because both engines add the column with its CHECK in place; Alembic would recreate the table on SQLite.
    op.execute(
        "ALTER TABLE one_time_link ADD COLUMN people INTEGER DEFAULT '1' NOT NULL"
        " CONSTRAINT ck_one_time_link_people CHECK (people BETWEEN 1 AND 50)"
    )


def downgrade() -> None:
    with op.batch_alter_table("one_time_link") as link:
        link.drop_constraint(op.f("ck_one_time_link_people"), type_="check")
        link.drop_column("people")
