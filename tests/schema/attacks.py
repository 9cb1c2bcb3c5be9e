"""Each impossible state, as the SQL that tries it on the rows of `world`, and the constraint that refuses it.

What only SQLite could store (it takes 'abc' for a number) is refused there by a CHECK and on PostgreSQL by the type.
"""

LONG = "'" + 501 * "x" + "'"

ON_ITEM: list[tuple[str, str]] = [
    # Ties
    ("uq_item_team_id_rank", "rank = 2000 WHERE id = 101"),
    ("uq_item_team_id_rank", "rank = 0 WHERE team_id = 1 AND rank IS NOT NULL"),
    ("uq_item_team_id_rank", "state = 'waiting', rank = 1000, dropped_at = NULL WHERE id = 105"),
    ("uq_item_team_id_number", "number = 2 WHERE id = 101"),
    ("uq_item_team_id_reference", "reference = 'R2' WHERE id = 101"),
    # Overruns
    ("uq_item_team_id_slot", "slot = 1 WHERE id = 108"),
    ("uq_item_team_id_slot", "state = 'in_progress', slot = 2, started_on = '2026-11-23' WHERE id = 101"),
    ("fk_item_slot", "state = 'in_progress', slot = 4, started_on = '2026-11-23' WHERE id = 101"),
    ("fk_item_slot", "slot = 0 WHERE id = 103"),
    ("fk_item_slot", "slot = -1 WHERE id = 103"),
    ("fk_item_slot", "slot = slot + 98 WHERE id = 103"),
    # Two urgent items, or an urgent one that is over
    ("uq_item_urgent", "urgent = true WHERE id = 101"),
    ("uq_item_urgent", "urgent = true WHERE id = 103"),
    ("ck_item_urgent_while_open", "urgent = true WHERE id = 204"),
    ("ck_item_urgent_while_open", "urgent = true WHERE id = 205"),
    # State, slot and rank disagree
    ("ck_item_state", "state = 'doing' WHERE id = 101"),
    ("ck_item_state", "state = '' WHERE id = 101"),
    ("ck_item_slot_while_in_progress", "slot = NULL WHERE id = 103"),
    ("ck_item_slot_while_in_progress", "slot = 3 WHERE id = 101"),
    ("ck_item_slot_while_in_progress", "slot = 3 WHERE id = 104"),
    ("ck_item_slot_while_in_progress", "state = 'waiting' WHERE id = 103"),
    ("ck_item_slot_while_in_progress", "state = 'in_progress', started_on = '2026-11-23' WHERE id = 101"),
    ("ck_item_rank_while_open", "rank = NULL WHERE id = 101"),
    ("ck_item_rank_while_open", "rank = NULL WHERE id = 103"),
    ("ck_item_rank_while_open", "rank = 9000 WHERE id = 104"),
    ("ck_item_rank_while_open", "rank = 9000 WHERE id = 105"),
    ("ck_item_blocked_while_open", "block_id = 10 WHERE id = 104"),
    # Times disagree with the state
    ("ck_item_finished_day", "finished_on = NULL WHERE id = 104"),
    ("ck_item_finished_day", "finished_on = '2026-11-23' WHERE id = 101"),
    ("ck_item_finished_moment", "finished_at = '2026-11-23 09:00:00+00' WHERE id = 101"),
    ("ck_item_finish_known", "finished_at = NULL WHERE id = 104"),
    ("ck_item_dropped_moment", "dropped_at = NULL WHERE id = 105"),
    ("ck_item_dropped_moment", "dropped_at = '2026-11-23 09:00:00+00' WHERE id = 101"),
    ("ck_item_start_known", "started_on = NULL, started_at = NULL WHERE id = 103"),
    ("ck_item_start_known", "started_on = NULL, started_at = NULL WHERE id = 104"),
    ("ck_item_started_day", "started_at = '2026-11-23 09:00:00+00' WHERE id = 101"),
    ("ck_item_finish_after_start", "finished_on = '2026-11-22' WHERE id = 104"),
    # Wrong values
    ("ck_item_number", "number = 0 WHERE id = 101"),
    ("ck_item_number", "number = -7 WHERE id = 101"),
    ("ck_item_title_length", "title = '' WHERE id = 101"),
    ("ck_item_reason_length", "reason = '' WHERE id = 101"),
    ("ck_item_company_length", "company = '' WHERE id = 103"),
    ("ck_item_reference_length", "reference = '' WHERE id = 101"),
    ("ck_item_words_length", f"words = '{20001 * 'x'}' WHERE id = 101"),
    ("ck_item_origin_is_another", "origin_id = 101 WHERE id = 101"),
]

ELSEWHERE: list[tuple[str, str]] = [
    # The WIP limit as rows
    ("pk_wip_slot", "UPDATE wip_slot SET n = 2 WHERE team_id = 1 AND n = 3"),
    ("pk_wip_slot", "INSERT INTO wip_slot (team_id, n) VALUES (1, 3)"),
    ("ck_wip_slot_n", "INSERT INTO wip_slot (team_id, n) VALUES (1, 0)"),
    ("ck_wip_slot_n", "INSERT INTO wip_slot (team_id, n) VALUES (1, 100)"),
    ("ck_wip_slot_n", "UPDATE wip_slot SET n = -1 WHERE team_id = 1 AND n = 3"),
    ("fk_item_slot", "DELETE FROM wip_slot WHERE team_id = 1 AND n = 1"),
    ("fk_item_slot", "UPDATE wip_slot SET n = 9 WHERE team_id = 1 AND n = 2"),
    # History: gapless numbers stand once; what an event names exists
    ("pk_event", "INSERT INTO event (team_id, seq, at, kind, data) SELECT team_id, seq, at, kind, data FROM event"),
    ("pk_event", "UPDATE event SET seq = 2 WHERE team_id = 1 AND seq = 1"),
    ("ck_event_seq", "UPDATE event SET seq = 0 WHERE team_id = 1 AND seq = 2"),
    ("fk_event_item_event", "DELETE FROM event WHERE team_id = 1 AND seq = 1"),
    ("fk_block_item", "DELETE FROM item WHERE number = 6"),
    ("pk_event_item", "INSERT INTO event_item (team_id, item_id, seq) SELECT team_id, item_id, seq FROM event_item"),
    ("pk_team_clock", "INSERT INTO team_clock (team_id, last_at) SELECT team_id, last_at FROM team_clock"),
    ("ck_team_clock_counts_up", "UPDATE team_clock SET revision = -1"),
    ("ck_team_clock_counts_up", "UPDATE team_clock SET last_number = -1"),
    ("ck_team_clock_counts_up", "UPDATE team_clock SET rules_at = -1"),
    ("pk_request", "INSERT INTO request SELECT * FROM request"),
    ("ck_request_key_length", "UPDATE request SET key = 'short'"),
    # Blocks
    (
        "uq_block_open",
        "INSERT INTO block (team_id, item_id, sentence, from_at, edited_at)"
        " SELECT team_id, item_id, sentence, from_at, edited_at FROM block",
    ),
    ("ck_block_ends_after_start", "UPDATE block SET to_at = '2026-11-22 09:00:00+00'"),
    ("ck_block_sentence_length", "UPDATE block SET sentence = ''"),
    ("ck_block_next_step_length", "UPDATE block SET next_step = ''"),
    ("fk_item_block", "DELETE FROM block WHERE id = 10"),
    ("ck_block_kind_name_length", "UPDATE block_kind SET name = ''"),
    ("uq_block_kind_team_id_name", "UPDATE block_kind SET name = 'K1'"),
    # What hangs on an item
    ("ck_item_area_at_most_three", "INSERT INTO item_area (team_id, item_id, area_id, n) VALUES (1, 101, 13, 4)"),
    ("uq_item_area_n", "INSERT INTO item_area (team_id, item_id, area_id, n) VALUES (1, 101, 13, 2)"),
    ("pk_item_area", "INSERT INTO item_area (team_id, item_id, area_id, n) VALUES (1, 101, 12, 3)"),
    ("ck_step_n", "UPDATE step SET n = 101 WHERE n = 2"),
    ("ck_step_words_length", "UPDATE step SET words = ''"),
    ("pk_step", "UPDATE step SET n = 1"),
    ("ck_note_words_length", "UPDATE note SET words = ''"),
    (
        "pk_stint",
        "INSERT INTO stint (team_id, item_id, run, person_id, joined_at) SELECT 1, 103, 1, 1, joined_at FROM stint",
    ),
    ("ck_skip_kind", "UPDATE skip SET kind = 'lazy'"),
    ("ck_skip_why_length", "UPDATE skip SET why = ''"),
    ("pk_skip", "INSERT INTO skip SELECT * FROM skip"),
    ("ck_coin_pair", "UPDATE coin SET low_id = 102, high_id = 101 WHERE team_id = 1"),
    ("ck_coin_winner", "UPDATE coin SET winner_id = 103 WHERE team_id = 1"),
    ("fk_coin_low", "UPDATE coin SET low_id = 101, winner_id = 202 WHERE team_id = 2"),
    ("fk_coin_high", "UPDATE coin SET high_id = 201, winner_id = 101 WHERE team_id = 1"),
    ("pk_coin", "INSERT INTO coin SELECT team_id, low_id, high_id, low_id, at FROM coin"),
    # People and their ways in
    ("pk_membership", "INSERT INTO membership SELECT * FROM membership"),
    ("ck_membership_role", "UPDATE membership SET role = 'owner'"),
    ("uq_person_email_folded", "UPDATE person SET email_folded = 'p2@example.org'"),
    ("ck_person_name_length", "UPDATE person SET name = ''"),
    ("uq_api_token_hash", "UPDATE api_token SET hash = 'token 1'"),
    ("ck_api_token_scope", "UPDATE api_token SET scope = 'all'"),
    ("ck_one_time_link_purpose", "UPDATE one_time_link SET purpose = 'joke', person_id = NULL WHERE hash = 'l'"),
    ("ck_one_time_link_invitation_team", "UPDATE one_time_link SET team_id = 1 WHERE hash = 'l'"),
    ("ck_one_time_link_invitation_role", "UPDATE one_time_link SET role = 'member' WHERE hash = 'l'"),
    (
        "ck_one_time_link_role",
        "UPDATE one_time_link SET role = 'owner' WHERE hash = 'i1'",
    ),
    ("ck_one_time_link_people", "UPDATE one_time_link SET people = 0 WHERE hash = 'i1'"),
    ("ck_one_time_link_people", "UPDATE one_time_link SET people = 51 WHERE hash = 'i1'"),
    ("ck_one_time_link_reset_person", "UPDATE one_time_link SET person_id = NULL WHERE hash = 'l'"),
    ("pk_device", "INSERT INTO device SELECT * FROM device"),
    ("ck_throttle_kind", "UPDATE throttle SET kind = 'moon'"),
    ("pk_throttle", "INSERT INTO throttle SELECT * FROM throttle"),
    # The team's words and settings
    ("ck_team_name_length", "UPDATE team SET name = ''"),
    ("ck_team_end_of_day", "UPDATE team SET end_of_day = 1440"),
    ("ck_team_standup_minute", "UPDATE team SET standup_minute = -1"),
    ("ck_team_who_orders", "UPDATE team SET who_orders = 'nobody'"),
    ("ck_team_who_limits", "UPDATE team SET who_limits = 'nobody'"),
    ("ck_team_working_days", "UPDATE team SET working_days = '111'"),
    ("ck_team_standup_days", "UPDATE team SET standup_days = ''"),
    ("ck_team_finished_means_length", f"UPDATE team SET finished_means = {LONG}"),
    ("ck_area_name_length", "UPDATE area SET name = ''"),
    ("uq_area_team_id_folded", "UPDATE area SET folded = 'a1'"),
    ("uq_former_person_team_id_name", "UPDATE former_person SET name = 'F1'"),
    ("ck_evidence_one_person", "UPDATE evidence SET person_id = 1, former_id = 11"),
    ("ck_evidence_one_person", "UPDATE evidence SET person_id = NULL, former_id = NULL"),
]

WRONG_TYPES: list[tuple[str, str]] = [
    ("ck_item_rank_type", "UPDATE item SET rank = 'abc' WHERE id = 101"),
    ("ck_item_slot_type", "UPDATE item SET slot = 'abc' WHERE id = 103"),
    ("ck_wip_slot_n_type", "UPDATE wip_slot SET n = 1.5 WHERE team_id = 1 AND n = 3"),
    ("ck_wip_slot_closing_type", "UPDATE wip_slot SET closing = 'abc'"),
    ("ck_wip_slot_closing_type", "UPDATE wip_slot SET closing = 2"),
    ("ck_item_number", "UPDATE item SET number = 'abc' WHERE id = 101"),
    ("ck_item_number", "UPDATE item SET number = 2147483648 WHERE id = 101"),
]
"""PostgreSQL refuses them as wrong types, or rounds 1.5 into another row's number."""

TOO_LONG: list[tuple[str, str]] = [
    ("ck_item_title_length", f"UPDATE item SET title = '{201 * 'x'}' WHERE id = 101"),
    ("ck_item_reason_length", f"UPDATE item SET reason = {LONG} WHERE id = 101"),
    ("ck_item_company_length", f"UPDATE item SET company = {LONG} WHERE id = 103"),
    ("ck_item_reference_length", f"UPDATE item SET reference = {LONG} WHERE id = 101"),
    ("ck_block_sentence_length", f"UPDATE block SET sentence = {LONG}"),
    ("ck_step_words_length", f"UPDATE step SET words = {LONG}"),
    ("ck_upload_name_length", f"UPDATE upload SET name = {LONG}"),
]
"""PostgreSQL refuses them by the length of the column."""

ALLOWED = [
    "UPDATE item SET rank = 77 WHERE number = 1",  # one rank, two teams
    "UPDATE item SET slot = 3 WHERE number = 3",  # one slot number, two teams
    "UPDATE item SET state = 'dropped', rank = NULL, dropped_at = created_at WHERE number IN (1, 2)",  # no rank twice
    "UPDATE item SET reference = NULL",
    "UPDATE item SET urgent = false",
    "UPDATE item SET imported = true, finished_at = NULL, started_on = NULL, started_at = NULL WHERE number = 4",
    "UPDATE wip_slot SET closing = true",
    "DELETE FROM wip_slot WHERE n = 3",
    "UPDATE block SET to_at = from_at",
]
"""Neighbours of the attacks that must go through, so that a schema that refuses everything does not pass."""
