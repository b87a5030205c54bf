-- Another adult whom a family named.

INSERT INTO contacts VALUES
    ('00000000-0000-7000-8000-000000000124', '00000000-0000-7000-8000-000000000103', 'other_adult', 'en', true, true, '\x01', '2026-03-02 15:00+00');
