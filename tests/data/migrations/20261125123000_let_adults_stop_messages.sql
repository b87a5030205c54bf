-- A parent who asked us to write no more.

INSERT INTO contacts VALUES
    ('00000000-0000-7000-8000-000000000126', '00000000-0000-7000-8000-000000000103', 'family', 'en', true, true, '\x01', '2026-03-02 15:00+00', '2026-03-03 15:00+00');
