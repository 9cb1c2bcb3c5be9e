"""The first schema: teams, people, the order, the WIP limit as rows, and the history

Revision ID: 2026_11_22_the_queue
Revises:
Create Date: 2026-11-22
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2026_11_22_the_queue"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

# An item names its open block and a block names its item. SQLite takes the forward reference at once and cannot add it
# later; PostgreSQL the other way round.
BLOCK_OF_ITEM = (["team_id", "block_id"], ["block.team_id", "block.id"])

SQLITE_TRIGGER = """
CREATE TRIGGER event_lists_its_items AFTER INSERT ON event BEGIN
  INSERT INTO event_item (team_id, item_id, seq)
  SELECT NEW.team_id, json_extract(value, '$.id'), NEW.seq FROM json_each(NEW.data, '$.items');
END
"""

POSTGRESQL_FUNCTION = """
CREATE FUNCTION event_lists_its_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO event_item (team_id, item_id, seq)
  SELECT NEW.team_id, (entry ->> 'id')::bigint, NEW.seq
  FROM jsonb_array_elements(coalesce(NEW.data -> 'items', '[]'::jsonb)) AS entry;
  RETURN NULL;
END
$$
"""

POSTGRESQL_TRIGGER = """
CREATE TRIGGER event_lists_its_items AFTER INSERT ON event
FOR EACH ROW EXECUTE FUNCTION event_lists_its_items()
"""


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    block_of_item = [sa.ForeignKeyConstraint(*BLOCK_OF_ITEM, name="fk_item_block")] if sqlite else []
    op.create_table(
        "chore",
        sa.Column("team_id", KEY, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("team_id", "kind", "day", name=op.f("pk_chore")),
    )
    op.create_table(
        "person",
        sa.Column("id", KEY, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("email_folded", sa.String(length=254), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("deactivated_at", INSTANT, nullable=True),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 80", name=op.f("ck_person_name_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email_folded", name="uq_person_email_folded"),
    )
    op.create_table(
        "team",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("time_zone", sa.String(length=64), server_default="UTC", nullable=False),
        sa.Column("working_days", sa.String(length=7), server_default="1111100", nullable=False),
        sa.Column("end_of_day", sa.Integer(), server_default="1080", nullable=False),
        sa.Column("standup_days", sa.String(length=7), server_default="1111100", nullable=False),
        sa.Column("standup_minute", sa.Integer(), server_default="555", nullable=False),
        sa.Column("who_orders", sa.String(length=10), server_default="managers", nullable=False),
        sa.Column("who_limits", sa.String(length=10), server_default="everybody", nullable=False),
        sa.Column("finished_means", sa.Text(), server_default="", nullable=False),
        sa.Column("is_example", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("archived_at", INSTANT, nullable=True),
        sa.CheckConstraint("who_limits IN ('managers', 'everybody')", name=op.f("ck_team_who_limits")),
        sa.CheckConstraint("who_orders IN ('managers', 'everybody')", name=op.f("ck_team_who_orders")),
        sa.CheckConstraint("end_of_day BETWEEN 0 AND 1439", name=op.f("ck_team_end_of_day")),
        sa.CheckConstraint("length(finished_means) <= 500", name=op.f("ck_team_finished_means_length")),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 80", name=op.f("ck_team_name_length")),
        sa.CheckConstraint("length(standup_days) = 7", name=op.f("ck_team_standup_days")),
        sa.CheckConstraint("length(working_days) = 7", name=op.f("ck_team_working_days")),
        sa.CheckConstraint("standup_minute BETWEEN 0 AND 1439", name=op.f("ck_team_standup_minute")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
    )
    op.create_table(
        "throttle",
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.CheckConstraint("kind IN ('account', 'address')", name=op.f("ck_throttle_kind")),
        sa.PrimaryKeyConstraint("kind", "hash", name=op.f("pk_throttle")),
    )
    op.create_table(
        "area",
        sa.Column("id", KEY, nullable=False),
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("folded", sa.String(length=120), nullable=False),
        sa.Column("archived_at", INSTANT, nullable=True),
        sa.Column("merged_into", KEY, nullable=True),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 40", name=op.f("ck_area_name_length")),
        sa.ForeignKeyConstraint(["team_id", "merged_into"], ["area.team_id", "area.id"], name="fk_area_merged_into"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_area_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area")),
        sa.UniqueConstraint("team_id", "folded", name="uq_area_team_id_folded"),
        sa.UniqueConstraint("team_id", "id", name="uq_area_team_id_id"),
    )
    op.create_table(
        "block_kind",
        sa.Column("id", KEY, nullable=False),
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("inside", sa.Boolean(), nullable=False),
        sa.Column("is_date", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("archived_at", INSTANT, nullable=True),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 40", name=op.f("ck_block_kind_name_length")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_block_kind_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block_kind")),
        sa.UniqueConstraint("team_id", "id", name="uq_block_kind_team_id_id"),
        sa.UniqueConstraint("team_id", "name", name="uq_block_kind_team_id_name"),
    )
    op.create_table(
        "event",
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("by", KEY, nullable=True),
        sa.Column("data", JSON, nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_event_seq")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_event_by")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_event_team_id")),
        sa.PrimaryKeyConstraint("team_id", "seq", name=op.f("pk_event")),
    )
    op.create_index("ix_event_kind", "event", ["team_id", "kind", "seq"], unique=False)
    op.create_table(
        "former_person",
        sa.Column("id", KEY, nullable=False),
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("claimed_by", KEY, nullable=True),
        sa.ForeignKeyConstraint(["claimed_by"], ["person.id"], name=op.f("fk_former_person_claimed_by")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_former_person_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_person")),
        sa.UniqueConstraint("team_id", "id", name="uq_former_person_team_id_id"),
        sa.UniqueConstraint("team_id", "name", name="uq_former_person_team_id_name"),
    )
    op.create_table(
        "membership",
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.CheckConstraint("role IN ('observer', 'member', 'manager')", name=op.f("ck_membership_role")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_membership_team_id")),
        sa.PrimaryKeyConstraint("team_id", "person_id", name=op.f("pk_membership")),
    )
    op.create_index("ix_membership_person", "membership", ["person_id"], unique=False)
    op.create_table(
        "one_time_link",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("team_id", KEY, nullable=True),
        sa.Column("role", sa.String(length=8), nullable=True),
        sa.Column("person_id", KEY, nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("made_by", KEY, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "(purpose = 'invitation') = (role IS NOT NULL)", name=op.f("ck_one_time_link_invitation_role")
        ),
        sa.CheckConstraint(
            "(purpose = 'invitation') = (team_id IS NOT NULL)", name=op.f("ck_one_time_link_invitation_team")
        ),
        sa.CheckConstraint("(purpose = 'reset') = (person_id IS NOT NULL)", name=op.f("ck_one_time_link_reset_person")),
        sa.CheckConstraint("purpose IN ('setup', 'invitation', 'reset')", name=op.f("ck_one_time_link_purpose")),
        sa.CheckConstraint("role IN ('observer', 'member', 'manager')", name=op.f("ck_one_time_link_role")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_one_time_link_made_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_one_time_link_person_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_one_time_link_team_id")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_one_time_link")),
    )
    op.create_table(
        "request",
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("team_id", KEY, nullable=True),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("result", JSON, nullable=False),
        sa.CheckConstraint("length(key) BETWEEN 8 AND 64", name=op.f("ck_request_key_length")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_request_person_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_request_team_id")),
        sa.PrimaryKeyConstraint("person_id", "key", name=op.f("pk_request")),
    )
    op.create_index("ix_request_at", "request", ["at"], unique=False)
    op.create_index("ix_request_event", "request", ["team_id", "seq"], unique=False)
    op.create_table(
        "session",
        sa.Column("id_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("last_seen", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("client", sa.String(length=120), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_session_person_id")),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_session")),
    )
    op.create_index("ix_session_person", "session", ["person_id"], unique=False)
    op.create_table(
        "team_clock",
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.Column("last_number", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rules_at", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "revision >= 0 AND last_number >= 0 AND rules_at >= 0", name=op.f("ck_team_clock_counts_up")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_clock_team_id")),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_team_clock")),
    )
    op.create_table(
        "upload",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("mapping", JSON, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("length(name) <= 200", name=op.f("ck_upload_name_length")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_upload_person_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_upload_team_id")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_upload")),
    )
    op.create_table(
        "wip_slot",
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("closing", sa.Boolean(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "typeof(closing) = 'integer' AND closing IN (0, 1)", name=op.f("ck_wip_slot_closing_type")
        ).ddl_if("sqlite"),
        sa.CheckConstraint("typeof(n) = 'integer'", name=op.f("ck_wip_slot_n_type")).ddl_if("sqlite"),
        sa.CheckConstraint("n BETWEEN 1 AND 99", name=op.f("ck_wip_slot_n")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_wip_slot_team_id")),
        sa.PrimaryKeyConstraint("team_id", "n", name=op.f("pk_wip_slot")),
    )
    op.create_table(
        "api_token",
        sa.Column("id", KEY, nullable=False),
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("scope", sa.String(length=6), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("hint", sa.String(length=8), nullable=False),
        sa.Column("is_bot", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("last_used_at", INSTANT, nullable=True),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.CheckConstraint("scope IN ('read', 'work', 'manage')", name=op.f("ck_api_token_scope")),
        sa.ForeignKeyConstraint(
            ["team_id", "person_id"],
            ["membership.team_id", "membership.person_id"],
            name="fk_api_token_membership",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("hash", name="uq_api_token_hash"),
    )
    op.create_index("ix_api_token_team", "api_token", ["team_id", "person_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", KEY, nullable=False),
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("area_id", KEY, nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("person_id", KEY, nullable=True),
        sa.Column("former_id", KEY, nullable=True),
        sa.CheckConstraint("(person_id IS NULL) <> (former_id IS NULL)", name=op.f("ck_evidence_one_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_evidence_person_id")),
        sa.ForeignKeyConstraint(["team_id", "area_id"], ["area.team_id", "area.id"], name="fk_evidence_area"),
        sa.ForeignKeyConstraint(
            ["team_id", "former_id"], ["former_person.team_id", "former_person.id"], name="fk_evidence_former"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_evidence_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index("ix_evidence_area", "evidence", ["team_id", "area_id", "on_day"], unique=False)
    op.create_table(
        "item",
        sa.Column("id", KEY, nullable=False),
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("reference", sa.String(length=500), nullable=True),
        sa.Column("state", sa.String(length=11), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=True),
        sa.Column("slot", sa.Integer(), nullable=True),
        sa.Column("urgent", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("placed", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("imported", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("origin_id", KEY, nullable=True),
        sa.Column("block_id", KEY, nullable=True),
        sa.Column("reason_kind", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("company", sa.String(length=500), nullable=True),
        sa.Column("run", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("started_at", INSTANT, nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("put_back_at", INSTANT, nullable=True),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.Column("dropped_at", INSTANT, nullable=True),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("folded", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("(state = 'dropped') = (dropped_at IS NOT NULL)", name=op.f("ck_item_dropped_moment")),
        sa.CheckConstraint("(state = 'finished') = (finished_on IS NOT NULL)", name=op.f("ck_item_finished_day")),
        sa.CheckConstraint("(state = 'in_progress') = (slot IS NOT NULL)", name=op.f("ck_item_slot_while_in_progress")),
        sa.CheckConstraint("(state IN ('finished', 'dropped')) = (rank IS NULL)", name=op.f("ck_item_rank_while_open")),
        sa.CheckConstraint(
            "finished_at IS NOT NULL OR state <> 'finished' OR imported", name=op.f("ck_item_finish_known")
        ),
        sa.CheckConstraint("finished_at IS NULL OR state = 'finished'", name=op.f("ck_item_finished_moment")),
        sa.CheckConstraint(
            "started_on IS NOT NULL OR state NOT IN ('in_progress', 'finished') OR imported",
            name=op.f("ck_item_start_known"),
        ),
        sa.CheckConstraint("state IN ('waiting', 'in_progress', 'finished', 'dropped')", name=op.f("ck_item_state")),
        sa.CheckConstraint("typeof(rank) IN ('integer', 'null')", name=op.f("ck_item_rank_type")).ddl_if("sqlite"),
        sa.CheckConstraint("typeof(slot) IN ('integer', 'null')", name=op.f("ck_item_slot_type")).ddl_if("sqlite"),
        sa.CheckConstraint("NOT urgent OR rank IS NOT NULL", name=op.f("ck_item_urgent_while_open")),
        sa.CheckConstraint("block_id IS NULL OR rank IS NOT NULL", name=op.f("ck_item_blocked_while_open")),
        sa.CheckConstraint("finished_on >= started_on", name=op.f("ck_item_finish_after_start")),
        sa.CheckConstraint("length(company) BETWEEN 1 AND 500", name=op.f("ck_item_company_length")),
        sa.CheckConstraint("length(reason) BETWEEN 1 AND 500", name=op.f("ck_item_reason_length")),
        sa.CheckConstraint("length(reference) BETWEEN 1 AND 500", name=op.f("ck_item_reference_length")),
        sa.CheckConstraint("length(title) BETWEEN 1 AND 200", name=op.f("ck_item_title_length")),
        sa.CheckConstraint("length(words) <= 20000", name=op.f("ck_item_words_length")),
        sa.CheckConstraint("number BETWEEN 1 AND 2147483647", name=op.f("ck_item_number")),
        sa.CheckConstraint("origin_id <> id", name=op.f("ck_item_origin_is_another")),
        sa.CheckConstraint("started_at IS NULL OR started_on IS NOT NULL", name=op.f("ck_item_started_day")),
        *block_of_item,
        sa.ForeignKeyConstraint(["team_id", "origin_id"], ["item.team_id", "item.id"], name="fk_item_origin"),
        sa.ForeignKeyConstraint(["team_id", "slot"], ["wip_slot.team_id", "wip_slot.n"], name="fk_item_slot"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_item_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("team_id", "id", name="uq_item_team_id_id"),
        sa.UniqueConstraint("team_id", "number", name="uq_item_team_id_number"),
        sa.UniqueConstraint("team_id", "rank", name="uq_item_team_id_rank"),
        sa.UniqueConstraint("team_id", "reference", name="uq_item_team_id_reference"),
        sa.UniqueConstraint("team_id", "slot", name="uq_item_team_id_slot"),
    )
    op.create_index("ix_item_dropped", "item", ["team_id", "dropped_at"], unique=False)
    op.create_index("ix_item_finished", "item", ["team_id", "finished_on", "id"], unique=False)
    op.create_index(
        "ix_item_not_placed",
        "item",
        ["team_id", "rank"],
        unique=False,
        sqlite_where=sa.text("NOT placed"),
        postgresql_where=sa.text("NOT placed"),
    )
    op.create_index("ix_item_origin", "item", ["team_id", "origin_id"], unique=False)
    op.create_index(
        "ix_item_ready",
        "item",
        ["team_id", "rank"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting' AND block_id IS NULL"),
        postgresql_where=sa.text("state = 'waiting' AND block_id IS NULL"),
    )
    op.create_index(
        "uq_item_urgent",
        "item",
        ["team_id"],
        unique=True,
        sqlite_where=sa.text("urgent"),
        postgresql_where=sa.text("urgent"),
    )
    op.create_table(
        "block",
        sa.Column("id", KEY, nullable=False),
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("item_id", KEY, nullable=False),
        sa.Column("sentence", sa.String(length=500), nullable=False),
        sa.Column("kind_id", KEY, nullable=True),
        sa.Column("next_step", sa.String(length=500), nullable=True),
        sa.Column("look_again", sa.Date(), nullable=True),
        sa.Column("from_at", INSTANT, nullable=False),
        sa.Column("edited_at", INSTANT, nullable=False),
        sa.Column("to_at", INSTANT, nullable=True),
        sa.CheckConstraint("length(next_step) BETWEEN 1 AND 500", name=op.f("ck_block_next_step_length")),
        sa.CheckConstraint("length(sentence) BETWEEN 1 AND 500", name=op.f("ck_block_sentence_length")),
        sa.CheckConstraint("to_at >= from_at", name=op.f("ck_block_ends_after_start")),
        sa.ForeignKeyConstraint(["team_id", "item_id"], ["item.team_id", "item.id"], name="fk_block_item"),
        sa.ForeignKeyConstraint(["team_id", "kind_id"], ["block_kind.team_id", "block_kind.id"], name="fk_block_kind"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_block_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block")),
        sa.UniqueConstraint("team_id", "id", name="uq_block_team_id_id"),
    )
    op.create_index("ix_block_item", "block", ["team_id", "item_id"], unique=False)
    op.create_index(
        "uq_block_open",
        "block",
        ["team_id", "item_id"],
        unique=True,
        sqlite_where=sa.text("to_at IS NULL"),
        postgresql_where=sa.text("to_at IS NULL"),
    )
    op.create_table(
        "coin",
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("low_id", KEY, nullable=False),
        sa.Column("high_id", KEY, nullable=False),
        sa.Column("winner_id", KEY, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("low_id < high_id", name=op.f("ck_coin_pair")),
        sa.CheckConstraint("winner_id = low_id OR winner_id = high_id", name=op.f("ck_coin_winner")),
        sa.ForeignKeyConstraint(["team_id", "high_id"], ["item.team_id", "item.id"], name="fk_coin_high"),
        sa.ForeignKeyConstraint(["team_id", "low_id"], ["item.team_id", "item.id"], name="fk_coin_low"),
        sa.PrimaryKeyConstraint("team_id", "low_id", "high_id", name=op.f("pk_coin")),
        sa.UniqueConstraint("team_id", "high_id", "low_id", name="uq_coin_high_low"),
    )
    op.create_table(
        "event_item",
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("item_id", KEY, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["team_id", "item_id"], ["item.team_id", "item.id"], name="fk_event_item_item"),
        sa.ForeignKeyConstraint(["team_id", "seq"], ["event.team_id", "event.seq"], name="fk_event_item_event"),
        sa.PrimaryKeyConstraint("team_id", "item_id", "seq", name=op.f("pk_event_item")),
    )
    op.create_table(
        "item_area",
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("item_id", KEY, nullable=False),
        sa.Column("area_id", KEY, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n BETWEEN 1 AND 3", name=op.f("ck_item_area_at_most_three")),
        sa.ForeignKeyConstraint(["team_id", "area_id"], ["area.team_id", "area.id"], name="fk_item_area_area"),
        sa.ForeignKeyConstraint(["team_id", "item_id"], ["item.team_id", "item.id"], name="fk_item_area_item"),
        sa.PrimaryKeyConstraint("team_id", "item_id", "area_id", name=op.f("pk_item_area")),
        sa.UniqueConstraint("team_id", "item_id", "n", name="uq_item_area_n"),
    )
    op.create_index("ix_item_area_area", "item_area", ["team_id", "area_id"], unique=False)
    op.create_table(
        "note",
        sa.Column("id", KEY, nullable=False),
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("item_id", KEY, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", KEY, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("length(words) BETWEEN 1 AND 20000", name=op.f("ck_note_words_length")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_note_by")),
        sa.ForeignKeyConstraint(["team_id", "item_id"], ["item.team_id", "item.id"], name="fk_note_item"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_note_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index("ix_note_item", "note", ["team_id", "item_id"], unique=False)
    op.create_table(
        "skip",
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("item_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("until_day", sa.Date(), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=5), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("kind IN ('area', 'other')", name=op.f("ck_skip_kind")),
        sa.CheckConstraint("length(why) BETWEEN 1 AND 500", name=op.f("ck_skip_why_length")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_skip_person_id")),
        sa.ForeignKeyConstraint(["team_id", "item_id"], ["item.team_id", "item.id"], name="fk_skip_item"),
        sa.PrimaryKeyConstraint("team_id", "item_id", "person_id", name=op.f("pk_skip")),
    )
    op.create_table(
        "step",
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("item_id", KEY, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.CheckConstraint("length(words) BETWEEN 1 AND 500", name=op.f("ck_step_words_length")),
        sa.CheckConstraint("n BETWEEN 1 AND 100", name=op.f("ck_step_n")),
        sa.ForeignKeyConstraint(["team_id", "item_id"], ["item.team_id", "item.id"], name="fk_step_item"),
        sa.PrimaryKeyConstraint("team_id", "item_id", "n", name=op.f("pk_step")),
    )
    op.create_table(
        "stint",
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("item_id", KEY, nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("joined_at", INSTANT, nullable=False),
        sa.Column("left_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_stint_person_id")),
        sa.ForeignKeyConstraint(["team_id", "item_id"], ["item.team_id", "item.id"], name="fk_stint_item"),
        sa.PrimaryKeyConstraint("team_id", "item_id", "run", "person_id", name=op.f("pk_stint")),
    )
    op.create_index("ix_stint_person", "stint", ["team_id", "person_id"], unique=False)

    if sqlite:
        op.execute(SQLITE_TRIGGER)
    else:
        op.create_foreign_key("fk_item_block", "item", "block", ["team_id", "block_id"], ["team_id", "id"])
        op.execute(POSTGRESQL_FUNCTION)
        op.execute(POSTGRESQL_TRIGGER)


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP TRIGGER event_lists_its_items ON event")
        op.execute("DROP FUNCTION event_lists_its_items()")
        op.drop_constraint("fk_item_block", "item", type_="foreignkey")
    for table in (
        "stint",
        "step",
        "skip",
        "note",
        "item_area",
        "event_item",
        "coin",
        "block",
        "item",
        "evidence",
        "api_token",
        "wip_slot",
        "upload",
        "team_clock",
        "session",
        "request",
        "one_time_link",
        "membership",
        "former_person",
        "event",
        "block_kind",
        "area",
        "throttle",
        "team",
        "person",
        "chore",
    ):
        op.drop_table(table)
