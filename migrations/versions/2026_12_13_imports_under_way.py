"""Imports under way: how far they are, and the numbers that they took

Their items are summed up under the lock, and their tags come with their day.

Revision ID: 2026_12_13_imports_under_way
Revises: 2026_12_12_team_pages
Create Date: 2026-12-13
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_12_13_imports_under_way"
down_revision = "2026_12_12_team_pages"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime().with_variant(sa.DateTime(timezone=True), "postgresql")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")

SUMS = """
CREATE OR REPLACE FUNCTION item_comes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  {first}INSERT INTO day_sum (team_id, day, came, begun, finished, dropped)
  SELECT team_id, day, sum(came), sum(begun), sum(finished), sum(dropped) FROM (
  SELECT arrived.team_id AS team_id,
    coalesce(arrived.came_on, CAST(arrived.created_at AT TIME ZONE 'UTC' AS date)) AS day,
    1 AS came, 0 AS begun, 0 AS finished, 0 AS dropped FROM arrived
    WHERE arrived.id IS NOT NULL
  UNION ALL SELECT arrived.team_id AS team_id,
    coalesce(arrived.started_on, arrived.finished_on,
      coalesce(arrived.came_on, CAST(arrived.created_at AT TIME ZONE 'UTC' AS date))) AS day,
    0 AS came, 1 AS begun, 0 AS finished, 0 AS dropped FROM arrived
    WHERE arrived.state IN ('in_progress', 'finished')
  UNION ALL SELECT arrived.team_id AS team_id,
    arrived.finished_on AS day,
    0 AS came, 0 AS begun, 1 AS finished, 0 AS dropped FROM arrived
    WHERE arrived.finished_on IS NOT NULL
  UNION ALL SELECT arrived.team_id AS team_id,
    coalesce(arrived.dropped_on, CAST(arrived.dropped_at AT TIME ZONE 'UTC' AS date)) AS day,
    0 AS came, 0 AS begun, 0 AS finished, 1 AS dropped FROM arrived
    WHERE arrived.dropped_at IS NOT NULL
  ) AS way GROUP BY team_id, day
  ON CONFLICT (team_id, day) DO UPDATE SET
    came = day_sum.came + excluded.came,
    begun = day_sum.begun + excluded.begun,
    finished = day_sum.finished + excluded.finished,
    dropped = day_sum.dropped + excluded.dropped;
  RETURN NULL;
END
$$
"""
UNLESS_LATER = """IF current_setting('topmost.sum_later', true) = 'yes' THEN
    RETURN NULL;
  END IF;
  """
SQLITE_TAG = """
CREATE TRIGGER tag_of_finished AFTER INSERT ON item_area
WHEN {unless}(SELECT finished_on FROM item WHERE id = NEW.item_id) IS NOT NULL BEGIN
  UPDATE item_area SET done_on = (SELECT finished_on FROM item WHERE id = NEW.item_id)
  WHERE team_id = NEW.team_id AND item_id = NEW.item_id AND area_id = NEW.area_id;
END
"""
POSTGRESQL_TAG = """
CREATE TRIGGER tag_of_finished BEFORE INSERT ON item_area FOR EACH ROW {unless}EXECUTE FUNCTION tag_of_finished()
"""


def upgrade() -> None:
    op.create_table(
        "import_under_way",
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("file", sa.String(64), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("alive_at", INSTANT, nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("refused", JSON, nullable=True),
        sa.CheckConstraint('done BETWEEN 0 AND "of"', name=op.f("ck_import_under_way_done")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_import_under_way_team_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_import_under_way_person_id")),
        sa.PrimaryKeyConstraint("team_id", "person_id", name=op.f("pk_import_under_way")),
    )
    op.create_table(
        "taken_numbers",
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("first BETWEEN 1 AND last", name=op.f("ck_taken_numbers_order")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_taken_numbers_team_id")),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_taken_numbers")),
    )
    _triggers(UNLESS_LATER, "NEW.done_on IS NULL AND ", "WHEN (NEW.done_on IS NULL)\n")


def downgrade() -> None:
    _triggers("", "", "")
    op.drop_table("taken_numbers")
    op.drop_table("import_under_way")


def _triggers(first: str, on_sqlite: str, on_postgresql: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER tag_of_finished")
        op.execute(SQLITE_TAG.format(unless=on_sqlite))
    else:
        op.execute(SUMS.format(first=first))
        op.execute("DROP TRIGGER tag_of_finished ON item_area")
        op.execute(POSTGRESQL_TAG.format(unless=on_postgresql))
