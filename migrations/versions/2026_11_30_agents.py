"""Agents pull: a scope of tokens, their own slots and stints, what only people may take, and what is ready to be looked at

Revision ID: 2026_11_30_agents
Revises: 2026_11_30_operator_notice
Create Date: 2026-11-30
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from queue_app.store.db.migrate import triggers_away

revision = "2026_11_30_agents"
down_revision = "2026_11_30_operator_notice"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SCOPES = "scope IN ('read', 'work', 'manage'{})"
ON_ONE = sa.text("left_at IS NULL")


def upgrade() -> None:
    with triggers_away(op.get_bind()):
        _upgrade()


def _upgrade() -> None:
    op.create_table(
        "agent_slot",
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("closing", sa.Boolean(), server_default="0", nullable=False),
        sa.CheckConstraint("n BETWEEN 1 AND 99", name=op.f("ck_agent_slot_n")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_agent_slot_team_id")),
        sa.PrimaryKeyConstraint("team_id", "n", name=op.f("pk_agent_slot")),
    )
    with op.batch_alter_table("api_token") as token:
        token.drop_constraint(op.f("ck_api_token_scope"), type_="check")
        token.create_check_constraint(op.f("ck_api_token_scope"), SCOPES.format(", 'agent'"))
        token.create_unique_constraint("uq_api_token_team_id_id", ["team_id", "id"])
    # SQLite reads a row from its beginning, so the long columns stay last.
    sqlite = op.get_bind().dialect.name == "sqlite"
    before: dict[str, Any] = {"insert_before": "words"} if sqlite else {}
    with op.batch_alter_table("item", recreate="always" if sqlite else "auto") as item:
        item.add_column(sa.Column("agent_slot", sa.Integer(), nullable=True), **before)
        item.add_column(sa.Column("people_only", sa.String(500), nullable=True), **before)
        item.add_column(sa.Column("ready", sa.String(500), nullable=True), **before)
        item.create_unique_constraint("uq_item_team_id_agent_slot", ["team_id", "agent_slot"])
        item.create_foreign_key("fk_item_agent_slot", "agent_slot", ["team_id", "agent_slot"], ["team_id", "n"])
        item.create_check_constraint(
            op.f("ck_item_agent_slot_while_in_progress"), "agent_slot IS NULL OR slot IS NOT NULL"
        )
        item.create_check_constraint(op.f("ck_item_ready_while_in_progress"), "ready IS NULL OR slot IS NOT NULL")
        item.create_check_constraint(op.f("ck_item_people_only_length"), "length(people_only) BETWEEN 1 AND 500")
        item.create_check_constraint(op.f("ck_item_ready_length"), "length(ready) BETWEEN 1 AND 500")
    with op.batch_alter_table("team") as team:
        team.add_column(sa.Column("agent_silence", sa.Integer(), server_default="30", nullable=False))
        team.add_column(sa.Column("agents_finish", sa.Boolean(), server_default="0", nullable=False))
        team.create_check_constraint(op.f("ck_team_agent_silence"), "agent_silence BETWEEN 2 AND 1440")
    op.create_table(
        "agent_stint",
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("item_id", KEY, nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("token_id", KEY, nullable=False),
        sa.Column("joined_at", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("left_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["team_id", "item_id"], ["item.team_id", "item.id"], name="fk_agent_stint_item"),
        sa.ForeignKeyConstraint(
            ["team_id", "token_id"],
            ["api_token.team_id", "api_token.id"],
            name="fk_agent_stint_token",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team_id", "item_id", "run", "token_id", name=op.f("pk_agent_stint")),
    )
    op.create_index(
        "uq_agent_stint_on_one", "agent_stint", ["token_id"], unique=True, sqlite_where=ON_ONE, postgresql_where=ON_ONE
    )
    op.add_column("area", sa.Column("for_agents", sa.Boolean(), server_default="1", nullable=False))
    op.add_column("note", sa.Column("agent", sa.String(80), nullable=True))
    op.add_column("request", sa.Column("by_agent", sa.Boolean(), server_default="0", nullable=False))


def downgrade() -> None:
    """The agents and what they said is ready are lost; their notes stay, in the name of who made the agent."""
    with triggers_away(op.get_bind()):
        _downgrade()


def _downgrade() -> None:
    op.drop_column("request", "by_agent")
    op.drop_column("note", "agent")
    op.drop_column("area", "for_agents")
    op.drop_table("agent_stint")
    op.execute("DELETE FROM api_token WHERE scope = 'agent'")
    with op.batch_alter_table("team") as team:
        team.drop_constraint(op.f("ck_team_agent_silence"), type_="check")
        team.drop_column("agents_finish")
        team.drop_column("agent_silence")
    with op.batch_alter_table("item") as item:
        for name in ("ready_length", "people_only_length", "ready_while_in_progress", "agent_slot_while_in_progress"):
            item.drop_constraint(op.f(f"ck_item_{name}"), type_="check")
        item.drop_constraint("fk_item_agent_slot", type_="foreignkey")
        item.drop_constraint("uq_item_team_id_agent_slot", type_="unique")
        for name in ("ready", "people_only", "agent_slot"):
            item.drop_column(name)
    with op.batch_alter_table("api_token") as token:
        token.drop_constraint("uq_api_token_team_id_id", type_="unique")
        token.drop_constraint(op.f("ck_api_token_scope"), type_="check")
        token.create_check_constraint(op.f("ck_api_token_scope"), SCOPES.format(""))
    op.drop_table("agent_slot")
