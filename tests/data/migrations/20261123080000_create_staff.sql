-- Three people, one of them gone; one is signed in. All sealed columns hold made-up bytes.

INSERT INTO data_keys VALUES
    ('00000000-0000-7000-8000-000000000001', '\x01', 1, '2026-03-02 09:00+00');

INSERT INTO staff (id, email_hash, person, role, speaks, on_call, is_fallback_owner, password_hash, password_changed_at, disabled_at, created_at) VALUES
    ('00000000-0000-7000-8000-000000000011', '\x11', '\x01', 'intake', '{en,es}', true, false, '$argon2id$made-up', '2026-03-02 09:00+00', NULL, '2026-03-02 09:00+00'),
    ('00000000-0000-7000-8000-000000000012', '\x12', '\x01', 'supervisor', '{}', false, true, NULL, NULL, NULL, '2026-03-02 09:00+00'),
    ('00000000-0000-7000-8000-000000000013', '\x13', '\x01', 'social_worker', '{es}', false, false, NULL, NULL, '2026-03-03 09:00+00', '2026-03-02 09:00+00');

INSERT INTO staff_invitations VALUES
    ('\x21', '00000000-0000-7000-8000-000000000012', '2026-03-05 09:00+00', NULL, '2026-03-02 09:00+00');

INSERT INTO sessions VALUES
    ('00000000-0000-7000-8000-000000000031', '\x31', '00000000-0000-7000-8000-000000000011', 'password', 'Firefox on Linux',
     '2026-03-02 09:00+00', '2026-03-02 09:00+00', '2026-03-02 09:30+00', '2026-03-02 21:00+00', NULL);

INSERT INTO sign_in_attempts VALUES ('\x41', '2026-03-02 09:00+00', 3);

INSERT INTO desk_facts (name, value) VALUES ('environment', 'demo');
