-- The work of a team at this revision, in words that both engines take. Every table has a row.
INSERT INTO person (id, email, email_folded, name, password_hash, created_at) VALUES
  (1, 'Bob@example.org', 'bob@example.org', 'Bob', '$argon2id$x', '2026-11-01 08:00:00.000000'),
  (2, 'alice@example.org', 'alice@example.org', 'Alice', NULL, '2026-11-01 08:00:00.000000');
INSERT INTO team (id, name, time_zone, created_at) VALUES (1, 'Lighthouse', 'Europe/Rome', '2026-11-01 08:00:00.000000');
INSERT INTO team_clock (team_id, revision, last_at, last_number) VALUES (1, 3, '2026-11-20 08:00:00.000000', 4);
INSERT INTO wip_slot (team_id, n, closing) VALUES (1, 1, false), (1, 2, true);
INSERT INTO membership (team_id, person_id, role, since) VALUES
  (1, 1, 'manager', '2026-11-01 08:00:00.000000'), (1, 2, 'member', '2026-11-01 08:00:00.000000');
INSERT INTO session (id_hash, person_id, created_at, last_seen, expires_at) VALUES
  ('s1', 1, '2026-11-20 08:00:00.000000', '2026-11-20 08:00:00.000000', '2026-12-20 08:00:00.000000');
INSERT INTO one_time_link (hash, purpose, created_at, expires_at) VALUES
  ('l1', 'setup', '2026-11-01 08:00:00.000000', '2026-11-02 08:00:00.000000');
INSERT INTO one_time_link (hash, purpose, team_id, role, people, created_at, expires_at) VALUES
  ('l2', 'invitation', 1, 'member', 5, '2026-11-01 08:00:00.000000', '2026-11-08 08:00:00.000000');
INSERT INTO throttle (kind, hash, failures, since, until) VALUES
  ('account', 'h1', 3, '2026-11-20 08:00:00.000000', '2026-11-20 09:00:00.000000');
INSERT INTO api_token (id, team_id, person_id, name, scope, hash, hint, created_at, expires_at) VALUES
  (1, 1, 2, 'laptop', 'work', 't1', 'abcd', '2026-11-01 08:00:00.000000', '2027-11-01 08:00:00.000000');
INSERT INTO area (id, team_id, name, folded) VALUES (1, 1, 'Search', 'search');
INSERT INTO block_kind (id, team_id, name, inside) VALUES (1, 1, 'another team', false);
INSERT INTO item (id, team_id, number, title, state, rank, slot, created_at) VALUES
  (1, 1, 1, 'Search in titles', 'waiting', 4294967296, NULL, '2026-11-02 08:00:00.000000'),
  (5, 1, 5, 'Search in words', 'waiting', 8589934592, NULL, '2026-11-02 08:00:00.000000');
INSERT INTO item (id, team_id, number, title, state, rank, slot, run, created_at, started_at, started_on) VALUES
  (2, 1, 2, 'Sign in', 'in_progress', 0, 1, 1, '2026-11-02 08:00:00.000000', '2026-11-03 08:00:00.000000', '2026-11-03');
INSERT INTO item (id, team_id, number, title, state, created_at, started_at, started_on, finished_at, finished_on) VALUES
  (3, 1, 3, 'A page', 'finished', '2026-11-02 08:00:00.000000', '2026-11-03 08:00:00.000000', '2026-11-03',
   '2026-11-05 08:00:00.000000', '2026-11-05');
INSERT INTO item (id, team_id, number, title, state, created_at, dropped_at) VALUES
  (4, 1, 4, 'A wish', 'dropped', '2026-11-02 08:00:00.000000', '2026-11-04 08:00:00.000000');
INSERT INTO block (id, team_id, item_id, sentence, kind_id, from_at, edited_at) VALUES
  (1, 1, 2, 'Waits for the certificate', 1, '2026-11-04 08:00:00.000000', '2026-11-04 08:00:00.000000');
UPDATE item SET block_id = 1 WHERE id = 2;
INSERT INTO item_area (team_id, item_id, area_id, n) VALUES (1, 1, 1, 1);
INSERT INTO former_person (id, team_id, name) VALUES (1, 1, 'Giulia');
INSERT INTO evidence (id, team_id, area_id, on_day, former_id) VALUES (1, 1, 1, '2026-11-05', 1);
INSERT INTO event (team_id, seq, at, kind, data) VALUES
  (1, 1, '2026-11-02 08:00:00.000000', 'added', '{"items"\:[{"id"\:1}]}'),
  (1, 2, '2026-11-03 08:00:00.000000', 'pulled', '{"items"\:[{"id"\:2}]}'),
  (1, 3, '2026-11-20 08:00:00.000000', 'limit', '{}');
INSERT INTO request (person_id, key, hash, team_id, seq, at, result) VALUES
  (1, 'key-00001', 'h', 1, 3, '2026-11-20 08:00:00.000000', '{}');
INSERT INTO stint (team_id, item_id, run, person_id, joined_at) VALUES (1, 2, 1, 2, '2026-11-03 08:00:00.000000');
INSERT INTO step (team_id, item_id, n, words) VALUES (1, 2, 1, 'Ask for the certificate');
INSERT INTO note (id, team_id, item_id, words, by, at, corrected_at) VALUES (1, 1, 2, 'Asked.', 2, '2026-11-03 09:00:00.000000', '2026-11-03 09:05:00.000000');
INSERT INTO skip (team_id, item_id, person_id, until_day, item_version, kind, at) VALUES
  (1, 1, 2, '2026-11-21', 1, 'area', '2026-11-20 08:00:00.000000');
INSERT INTO coin (team_id, low_id, high_id, winner_id, at) VALUES (1, 1, 5, 5, '2026-11-20 08:00:00.000000');
INSERT INTO chore (team_id, kind, day, at) VALUES (0, 'tidy', '2026-11-20', '2026-11-20 08:00:00.000000');
INSERT INTO upload (hash, team_id, person_id, name, content, mapping, at) VALUES
  ('u1', 1, 1, 'work.csv', '', '{}', '2026-11-20 08:00:00.000000');
UPDATE team SET history_from = '2026-10-01' WHERE id = 1;
INSERT INTO day_off (team_id, day, name) VALUES (1, '2026-12-25', 'Christmas');
INSERT INTO quote (team_id, day, place, about, item_id, n, p50, p70, p85, p95, overtaken) VALUES
  (1, '2026-11-20', 1, 'next', NULL, 1, '2026-11-23', '2026-11-24', '2026-11-25', NULL, FALSE),
  (1, '2026-11-20', 1, 'item', 1, 2, '2026-11-24', '2026-11-25', '2026-11-30', NULL, TRUE);
INSERT INTO page_link (id, team_id, page, name, hash, made_by, created_at) VALUES
  (1, 1, 'forecast', 'for the customers', 'p1', 1, '2026-11-20 08:00:00.000000');
INSERT INTO declaration (team_id, person_id, area_id, says, on_day) VALUES (1, 2, 1, 'learn', '2026-11-20');
INSERT INTO absence (id, team_id, person_id, first_day, last_day) VALUES (1, 1, 2, '2026-12-21', '2027-01-06');
INSERT INTO area_day (team_id, day, area_id, state) VALUES (1, '2026-11-20', 1, 'single');
UPDATE item SET improvement = true WHERE id = 1;
UPDATE person SET locale = 'de', density = 'comfortable', theme = 'dark', keys = 'off' WHERE id = 1;
INSERT INTO device (hash, person_id, client, created_at, last_seen, confirmed) VALUES
  ('d1', 1, 'Firefox on Linux', '2026-11-20 08:00:00.000000', '2026-11-20 08:00:00.000000', TRUE);
INSERT INTO notice (id, words, until) VALUES (1, 'Down at 18:00 for five minutes', '2026-11-30 18:10:00.000000');
INSERT INTO agent_slot (team_id, n, closing) VALUES (1, 1, FALSE), (1, 2, TRUE);
INSERT INTO api_token (id, team_id, person_id, name, scope, hash, hint, created_at, expires_at) VALUES
  (2, 1, 2, 'nightly fixer', 'agent', 't2', 'abce', '2026-11-01 08:00:00.000000', '2027-11-01 08:00:00.000000');
UPDATE item SET agent_slot = 1, ready = 'A change to look at' WHERE id = 2;
UPDATE item SET people_only = 'It needs a talk' WHERE id = 1;
UPDATE area SET for_agents = FALSE WHERE id = 1;
UPDATE team SET agent_silence = 45, agents_finish = TRUE WHERE id = 1;
UPDATE note SET agent = 'nightly fixer' WHERE id = 1;
UPDATE request SET by_agent = TRUE WHERE key = 'key-00001';
INSERT INTO agent_stint (team_id, item_id, run, token_id, joined_at, seen_at, left_at) VALUES
  (1, 2, 1, 2, '2026-11-03 08:00:00.000000', '2026-11-03 08:10:00.000000', '2026-11-03 08:10:00.000000');
INSERT INTO outbox (id, kind, address, locale, about, made_at, expires_at, due_at, attempts, error) VALUES
  (1, 'reset', 'bob@example.org', 'de', '{"nonce"\:"n1"}', '2026-11-30 18:00:00.000000', '2026-11-30 19:00:00.000000',
   '2026-11-30 18:05:00.000000', 1, 'the server does not answer');
INSERT INTO identity (issuer, subject, person_id, created_at, last_begun_at) VALUES
  ('https://login.example.org', 's-1', 1, '2026-11-30 18:00:00.000000', '2026-11-30 18:00:00.000000');
INSERT INTO second_step (person_id, sealed, used_step, created_at, confirmed_at) VALUES
  (1, 'sealed', 59000000, '2026-11-30 18:00:00.000000', '2026-11-30 18:01:00.000000');
INSERT INTO recovery_code (person_id, hash) VALUES (1, 'r1');
INSERT INTO import_act (id, team_id, person_id, at, name, kind, answers, first_seq, items, made, taken_back_at) VALUES
  (1, 1, 1, '2026-11-20 08:00:00.000000', 'work.csv', 'csv', '{"order": "turned"}', 1, 1,
   '{"areas": [1], "people": [], "evidence": [0, 0]}', NULL);
INSERT INTO waits (team_id, item_id, on_team_id, on_item_id, n, at) VALUES (1, 1, 1, 2, 1, '2026-11-30 18:00:00.000000');
INSERT INTO life_sign (id, since, at) VALUES (1, '2026-11-30 18:00:00.000000', '2026-12-06 18:00:00.000000');
INSERT INTO outage (id, began_at, ended_at, announced) VALUES
  (1, '2026-12-05 18:00:00.000000', '2026-12-05 18:05:00.000000', TRUE);
INSERT INTO older_writer (revision) VALUES ('2026_11_30_second_steps');
INSERT INTO views (id, team_id, n, name, folded, narrowed, made_by) VALUES
  (1, 1, 1, 'Stuck', 'stuck', '{"words": "", "areas": [1], "only": ["blocked"]}', 1);
INSERT INTO image (team_id, item_id, n, kind, width, height, size, sha256, alt, by, at, removed_at, content) VALUES
  (1, 2, 1, 'png', 1, 1, 0, '0123456789012345678901234567890123456789012345678901234567890123', '', 2,
   '2026-12-09 18:00:00.000000', '2026-12-09 18:05:00.000000', NULL);
INSERT INTO outbox (id, kind, address, about, made_at, expires_at, due_at, attempts, error) VALUES
  (2, 'new_address', 'robert@example.org', '{"person"\:1}', '2026-12-10 18:00:00.000000', '2026-12-10 19:00:00.000000',
   '2026-12-10 18:00:00.000000', 0, '');
INSERT INTO import_under_way (team_id, person_id, file, "of", done, alive_at, cancelled, ended, refused) VALUES
  (1, 1, 'f1', 20000, 5000, '2026-11-20 08:00:00.000000', false, false, NULL),
  (1, 2, 'f2', 9000, 0, '2026-11-20 08:00:00.000000', true, true, '{"sentence": "The import was cancelled. Nothing was changed.", "facts": {}}');
INSERT INTO taken_numbers (team_id, first, last) VALUES (1, 5, 20004);
