INSERT INTO person (id, email, name, language, works_at, added_at) VALUES
  (1, 'zoe@labour.example', 'Zoé N’Diaye', 'fr', 'Ministère du travail', '2020-03-01 08:00:00.000001'),
  (2, 'ana@trabajo.example', 'Ana "Ñ"', 'es', '', '2020-03-01 08:00:00.5'),
  (3, 'desk@alliance.example', 'Desk', 'en', '', '2020-03-01 08:00:00');
INSERT INTO installation (name, value) VALUES ('worked_at', '2020-05-04T10:00:00+00:00');
INSERT INTO reporter (code, kind, names, language) VALUES
  ('MDG', 'country', '{}', ''), ('G1', 'group', '{"en": "Growers", "fr": "Planteurs"}', 'fr');
INSERT INTO round (id, form, year, edition, source, sha256, revision, opens_on, closes_on, zone, modules, parameters,
  region_scheme, region_version, opened_at, closed_at) VALUES
  (1, 'tiny', 2020, '2020', CAST('questionnaire: tiny' AS BYTES), 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
   1, '2020-03-01', '2020-06-30', 'Africa/Nairobi', '["extra"]', '{"since": "2019-01-01"}', 'sdg', '2020', '2020-03-01 08:00:00', NULL);
INSERT INTO seal (id, first_line, last_line, sha256, sealed_at) VALUES
  (1, 1, 1, '{first}', '2020-05-04 10:00:00'), (2, 2, 3, '{second}', '2020-05-04 10:01:00');
INSERT INTO tries (key_sha256, "window", count) VALUES
  ('bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', '2020-05-04 10:00:00', 3);
INSERT INTO held_role (id, person_id, role, reporter, region, since, until, ended_at) VALUES
  (1, 1, 'focal_point', 'MDG', NULL, '2020-03-01', NULL, NULL),
  (2, 2, 'contributor', 'MDG', NULL, '2020-03-01', '2020-12-31', '2020-05-04 10:00:00'),
  (3, 3, 'secretariat', NULL, NULL, '2020-03-01', NULL, NULL);
INSERT INTO report (id, round_id, reporter, region, state, version, extended_to, changed_at, submitted_at, accepted_at) VALUES
  (1, 1, 'MDG', 'AFR', 'accepted', 4, '2020-07-15', '2020-05-02 10:00:00', '2020-05-03 10:00:00', '2020-05-04 10:00:00');
INSERT INTO round_catalog (round_id, language, source, sha256) VALUES
  (1, 'fr', CAST('msgid ""' AS BYTES), 'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc');
INSERT INTO round_revision (round_id, revision, source, sha256, catalogs, replaced_at) VALUES
  (1, 1, CAST('questionnaire: tiny' AS BYTES), 'dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd', '{"fr": "x"}', '2020-04-01 10:00:00');
INSERT INTO sign_in_link (id, person_id, token_sha256, code_sha256, browser_sha256, asked_at, expires_at, spent_at, wrong_codes) VALUES
  (1, 1, 'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee', 'f', 'g', '2020-05-04 10:00:00', '2020-05-04 10:15:00', '2020-05-04 10:01:00', 1);
INSERT INTO signed_in (id, person_id, token_sha256, browser, began_at, seen_at, ended_at) VALUES
  (1, 1, 'hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh', 'Firefox', '2020-05-04 10:01:00', '2020-05-04 10:30:00', NULL);
INSERT INTO answer (id, report_id, question, row, version, missing, currency, reference_year, source, link, reported_to, comment,
  lang, unread, carried, saved_by, saved_at) VALUES
  (1, 1, 'a', '', 2, '', '', NULL, 'Enquête', 'https://ins.example', '["ilo"]', 'Été', 'fr', '[]', FALSE, 1, '2020-05-02 10:00:00'),
  (2, 1, 'budget', 'r1', 1, '', 'USD', 2019, '', '', '[]', '', '', '{}', TRUE, 2, '2020-05-02 10:00:00');
INSERT INTO answer_change (id, report_id, question, row, version, content, saved_by, saved_at) VALUES
  (1, 1, 'a', '', 1, '{"cells": {"": "Un"}}', 1, '2020-05-01 10:00:00'),
  (2, 1, 'a', '', 2, '{"cells": {"": "Deux"}}', 1, '2020-05-02 10:00:00'),
  (3, 1, 'budget', 'r1', 1, '{"cells": {"": 0.1}}', 2, '2020-05-02 10:00:00');
INSERT INTO audit_line (id, at, action, person_id, report_id, round_id, details) VALUES
  (1, '2020-05-01 10:00:00.000001', 'save', 1, 1, NULL, '{"versions": {"a": 1}}'),
  (2, '2020-05-02 10:00:00', 'save', 2, 1, NULL, '{"versions": {"budget:r1": 1}, "word": "é"}'),
  (3, '2020-05-03 10:00:00', 'open_round', NULL, NULL, 1, '{}');
INSERT INTO entry (id, reporter, report_id, list, code, position, text, lang, removed_at) VALUES
  (1, 'MDG', 1, 'priorities', 'n1', 0, 'Former les inspecteurs', 'fr', NULL),
  (2, 'MDG', 1, 'priorities', 'n2', 1, 'Ancienne', 'fr', '2020-05-01 10:00:00');
INSERT INTO letter (id, person_id, report_id, kind, language, subject, plain, html, written_at, next_try_at, attempts, sent_at, gave_up_at) VALUES
  (1, 1, 1, 'invitation', 'fr', 'Objet', 'Texte', '<p>Texte</p>', '2020-03-01 10:00:00', NULL, 1, '2020-03-01 10:01:00', NULL),
  (2, 2, NULL, 'sign_in', 'es', 'Asunto', 'Texto', '<p>Texto</p>', '2020-03-01 10:00:00', '2020-03-01 10:05:00', 1, NULL, NULL);
INSERT INTO at_section (report_id, section, person_id, seen_at) VALUES (1, 'first', 1, '2020-05-02 10:00:00');
INSERT INTO shared_section (grant_id, report_id, section, may, wanted_by) VALUES (2, 1, 'first', 'edit', '2020-05-20');
INSERT INTO query (id, report_id, section, question, row, state, version, snapshot, asked_by, changed_at) VALUES
  (1, 1, 'first', 'a', '', 'closed', 3, 1, 3, '2020-05-03 12:00:00');
INSERT INTO query_move (id, query_id, number, move, words, lang, made_by, made_at) VALUES
  (1, 1, 1, 'ask', 'Why?', 'en', 3, '2020-05-03 11:00:00'), (2, 1, 2, 'close', '', 'en', 3, '2020-05-03 12:00:00');
INSERT INTO annual_review (id, report_id, number, substantial, justified, justification, observations, lang, made_by, made_at) VALUES
  (1, 1, 1, FALSE, TRUE, 'Cyclone', 'Peu de progrès', 'fr', 3, '2020-05-04 10:00:00');
INSERT INTO status_decision (id, reporter, number, report_id, decision, reason, lang, decided_by, decided_at) VALUES
  (1, 'MDG', 1, 1, 'keep', 'Cyclone', 'fr', 3, '2020-05-04 10:00:00');
INSERT INTO snapshot (id, report_id, number, format, edition_sha256, content, sha256, publishes, made_by, made_at) VALUES
  (1, 1, 1, 1, 'iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii', '{"a": "Deux"}',
   'jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjj', TRUE, 1, '2020-05-03 10:00:00');
INSERT INTO step_taken (id, report_id, step, reason, queries, taken_by, taken_at) VALUES
  (1, 1, 'submit', '', 0, 1, '2020-05-03 10:00:00'), (2, 1, 'accept', 'Complete', 1, 3, '2020-05-04 10:00:00');
INSERT INTO passage (id, report_id, snapshot_id, question, row, text, lang, pinned_by, pinned_at, taken_off_by, taken_off_at) VALUES
  (1, 1, 1, 'a', '', 'Deux', 'fr', 3, '2020-05-04 10:00:00', NULL, NULL);
INSERT INTO answer_cell (answer_id, cell, number, code, text) VALUES (1, '', NULL, NULL, 'Deux'), (2, '', 0.1, NULL, NULL);
