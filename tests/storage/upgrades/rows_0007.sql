INSERT INTO figures_edition (id, round_id, number, released_at, released_by, sha256) VALUES
  (1, 1, 1, '2020-06-01 09:00:00', 3, 'kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk');
INSERT INTO figures_edition_report (edition_id, report_id, snapshot_id) VALUES
  (1, 1, 1);
INSERT INTO file_job (id, "key", place, wanted, weight, state, tries, claimed_until, done, total, made, problem, asked_at, ended_at) VALUES
  (1, 'llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll', 'here', '{"kind": "round"}', 2, 'making', 1,
   '2020-06-01 09:01:00', 3, 21, '', '', '2020-06-01 09:00:00', NULL);
INSERT INTO second_factor (id, person_id, kind, name, credential_id, public_key, sign_count, sealed_secret, last_step, added_at, used_at) VALUES
  (1, 3, 'passkey', 'Téléphone', 'Y3JlZA', CAST('key' AS BYTES), 7, NULL, NULL, '2020-06-01 09:00:00', NULL),
  (2, 2, 'totp', 'App', NULL, NULL, NULL, CAST('sealed' AS BYTES), 51234567, '2020-06-01 09:00:00', '2020-06-02 09:00:00');
INSERT INTO recovery_code (id, person_id, code_sha256, made_at, used_at) VALUES
  (1, 3, 'mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm', '2020-06-01 09:00:00', NULL);
INSERT INTO pending_proof (session_id, sort, value, made_at, expires_at, wrong) VALUES
  (1, 'mail', CAST('hash' AS BYTES), '2020-06-01 09:00:00', '2020-06-01 09:15:00', 1);
INSERT INTO known_browser (id, person_id, mark_sha256, seen_at) VALUES
  (1, 1, 'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn', '2020-06-01 09:00:00');
INSERT INTO security_event (id, person_id, kind, at, last_at, count, until, browser, counted_as, audited) VALUES
  (1, 1, 'wrong_code', '2020-06-01 09:00:00', '2020-06-01 09:20:00', 3, NULL, 'Firefox', 'wrong_code 1 2020-06-01T09', FALSE);
