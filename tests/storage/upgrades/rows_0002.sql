INSERT INTO invitation (grant_id, name, works_at, entered_at) VALUES
  (2, 'Ana, as it was typed', 'Ministerio', NULL), (1, 'Zoé', '', '2020-05-04 10:00:00');
