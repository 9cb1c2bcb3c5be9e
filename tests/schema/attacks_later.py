"""The impossible states of what later revisions added to the schema, as in `attacks.py`."""

LATER: list[tuple[str, str]] = [
    # Forecasts
    ("pk_day_off", "INSERT INTO day_off SELECT * FROM day_off"),
    ("pk_quote", "INSERT INTO quote SELECT * FROM quote"),
    ("ck_quote_about", "UPDATE quote SET about = 'luck', item_id = NULL WHERE about = 'next'"),
    ("ck_quote_item_where_about_one", "UPDATE quote SET item_id = NULL WHERE about = 'item'"),
    ("ck_quote_counts", "UPDATE quote SET n = 0"),
    ("ck_quote_counts", "UPDATE quote SET place = 0 WHERE about = 'next'"),
    # Cover
    ("pk_declaration", "INSERT INTO declaration SELECT * FROM declaration"),
    ("ck_declaration_says", "UPDATE declaration SET says = 'might'"),
    ("ck_absence_ends_after_start", "UPDATE absence SET last_day = '2026-11-22'"),
    ("pk_area_day", "INSERT INTO area_day SELECT * FROM area_day"),
    ("ck_area_day_state", "UPDATE area_day SET state = 'red'"),
    # Images
    ("pk_image", "INSERT INTO image SELECT * FROM image"),
    ("ck_image_n", "UPDATE image SET n = 0"),
    ("ck_image_n", "UPDATE image SET n = 1001"),
    ("ck_image_kind", "UPDATE image SET kind = 'svg'"),
    ("ck_image_sha256_length", "UPDATE image SET sha256 = 'abc'"),
    ("ck_image_sides", "UPDATE image SET width = 0"),
    ("ck_image_sides", "UPDATE image SET height = 4097"),
    ("ck_image_size", "UPDATE image SET size = 2097153"),
    ("ck_image_size", "UPDATE image SET size = -1"),
    ("ck_image_size_of_content", "UPDATE image SET size = 1"),
    ("ck_image_removed", "UPDATE image SET content = NULL, size = 0"),
    ("ck_image_removed", "UPDATE image SET removed_at = at"),
    # Agents
    ("pk_agent_slot", "INSERT INTO agent_slot SELECT * FROM agent_slot"),
    ("ck_agent_slot_n", "UPDATE agent_slot SET n = 100 WHERE n = 2"),
    ("fk_item_agent_slot", "DELETE FROM agent_slot WHERE n = 1"),
    ("uq_item_team_id_agent_slot", "UPDATE item SET agent_slot = 1 WHERE state = 'in_progress'"),
    ("fk_item_agent_slot", "UPDATE item SET agent_slot = 3 WHERE id = 108"),
    ("ck_item_agent_slot_while_in_progress", "UPDATE item SET agent_slot = 2 WHERE id = 101"),
    ("ck_item_agent_slot_while_in_progress", "UPDATE item SET agent_slot = 2 WHERE id = 104"),
    ("ck_item_ready_while_in_progress", "UPDATE item SET ready = 'Look.' WHERE id = 101"),
    ("ck_item_ready_while_in_progress", "UPDATE item SET ready = 'Look.' WHERE id = 104"),
    ("ck_item_ready_length", "UPDATE item SET ready = '' WHERE id = 103"),
    ("ck_item_people_only_length", "UPDATE item SET people_only = '' WHERE id = 101"),
    ("ck_team_agent_silence", "UPDATE team SET agent_silence = 1"),
    ("ck_team_agent_silence", "UPDATE team SET agent_silence = 1441"),
    (
        "pk_agent_stint",
        "INSERT INTO agent_stint (team_id, item_id, run, token_id, joined_at, seen_at, left_at)"
        " SELECT team_id, item_id, run, token_id, joined_at, seen_at, seen_at FROM agent_stint",
    ),
    (
        "uq_agent_stint_on_one",
        "INSERT INTO agent_stint (team_id, item_id, run, token_id, joined_at, seen_at)"
        " SELECT team_id, item_id + 5, run, token_id, joined_at, seen_at FROM agent_stint",
    ),
    # Items wait for items
    ("pk_waits", "INSERT INTO waits SELECT team_id, item_id, on_team_id, on_item_id, n + 1, at FROM waits"),
    (
        "uq_waits_team_id_item_id_n",
        "INSERT INTO waits SELECT team_id, item_id, on_team_id, on_item_id + 1, n, at FROM waits",
    ),
    ("ck_waits_for_another", "UPDATE waits SET on_item_id = item_id"),
    ("ck_waits_n", "UPDATE waits SET n = 0"),
    ("ck_waits_n", "UPDATE waits SET n = 21"),
    # Links that open one page
    ("uq_page_link_hash", "UPDATE page_link SET hash = 'page 1'"),
    ("ck_page_link_page", "UPDATE page_link SET page = 'team'"),
    ("ck_page_link_name_length", "UPDATE page_link SET name = ''"),
    # Views
    ("uq_views_team_id_folded", "UPDATE views SET folded = 'view'"),
    ("uq_views_team_id_n", "UPDATE views SET n = 1"),
    ("ck_views_at_most_twenty", "UPDATE views SET n = 21 WHERE n = 2"),
    ("ck_views_at_most_twenty", "UPDATE views SET n = 0 WHERE n = 2"),
    ("ck_views_name_length", "UPDATE views SET name = ''"),
    ("ck_views_narrowed_length", f"UPDATE views SET narrowed = '{2_001 * 'x'}'"),
    ("fk_views_team_id", "UPDATE views SET team_id = 9 WHERE team_id = 2 AND n = 1"),
    ("fk_views_made_by", "UPDATE views SET made_by = 9"),
    # Imports
    ("ck_import_act_counts", "UPDATE import_act SET items = 0"),
    ("fk_import_act_team_id", "UPDATE import_act SET team_id = 9"),
    ("ck_import_under_way_done", "UPDATE import_under_way SET done = 3"),
    ("fk_import_under_way_person_id", "UPDATE import_under_way SET person_id = 9 WHERE team_id = 1"),
    ("ck_taken_numbers_order", "UPDATE taken_numbers SET last = 4"),
    ("fk_taken_numbers_team_id", "UPDATE taken_numbers SET team_id = 9 WHERE team_id = 1"),
    # Ways in, letters, the notice
    (
        "pk_identity",
        "INSERT INTO identity (issuer, subject, person_id, created_at, last_begun_at)"
        " SELECT issuer, subject, 2, created_at, last_begun_at FROM identity",
    ),
    (
        "uq_identity_person_id_issuer",
        "INSERT INTO identity (issuer, subject, person_id, created_at, last_begun_at)"
        " SELECT issuer, 's 2', person_id, created_at, last_begun_at FROM identity",
    ),
    ("pk_second_step", "INSERT INTO second_step SELECT * FROM second_step"),
    ("pk_recovery_code", "INSERT INTO recovery_code SELECT * FROM recovery_code"),
    ("ck_outbox_kind", "UPDATE outbox SET kind = 'advert'"),
    ("ck_notice_only_one", "INSERT INTO notice SELECT 2, words, until FROM notice"),
    ("ck_notice_words_length", "UPDATE notice SET words = ''"),
    # Outages
    ("ck_life_sign_only_one", "INSERT INTO life_sign SELECT 2, since, at FROM life_sign"),
    ("ck_outage_ends_after_start", "UPDATE outage SET ended_at = began_at"),
    ("pk_older_writer", "INSERT INTO older_writer SELECT * FROM older_writer"),
]

LATER_TOO_LONG: list[tuple[str, str]] = [
    ("ck_image_alt_length", f"UPDATE image SET alt = '{201 * 'x'}'"),
    ("ck_day_off_name_length", f"UPDATE day_off SET name = '{81 * 'x'}'"),
    ("ck_views_name_length", f"UPDATE views SET name = '{41 * 'x'}'"),
    ("ck_import_act_name_length", f"UPDATE import_act SET name = '{201 * 'x'}'"),
]
"""PostgreSQL refuses them by the length of the column."""
