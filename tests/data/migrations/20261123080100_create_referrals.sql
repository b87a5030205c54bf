-- Two cases: one just received, one assigned, called and on its way. All sealed columns hold made-up bytes.

INSERT INTO referrals (id, reference, source, status, priority, waiting_on, fallback_owner_id, language, help, next_action, due_at, received_at, child, search_tokens) VALUES
    ('00000000-0000-7000-8000-000000000101', 'RL-2345-ABC', 'family', 'received', 'standard', 'us', '00000000-0000-7000-8000-000000000012',
     'es', '{travel,lodging}', 'first_call', '2026-03-03 22:00+00', '2026-03-02 10:00+00', '\x01', '{1,2,3}'),
    ('00000000-0000-7000-8000-000000000102', 'RL-6789-DEF', 'call_me', 'received', 'urgent', 'us', '00000000-0000-7000-8000-000000000012',
     'en', '{}', 'first_call', '2026-03-02 15:00+00', '2026-03-02 11:00+00', '\x01', '{}');

UPDATE referrals SET status = 'in_intake', owner_id = '00000000-0000-7000-8000-000000000011', first_contact_at = '2026-03-02 12:00+00', version = 2
WHERE reference = 'RL-6789-DEF';
UPDATE referrals SET status = 'on_hold', held_from = 'in_intake', hold_until = '2026-04-01', version = 3
WHERE reference = 'RL-6789-DEF';

INSERT INTO submissions VALUES
    ('00000000-0000-7000-8000-000000000111', '00000000-0000-7000-8000-000000000101', '00000000-0000-4000-8000-000000000001', '\x01', 'family', 1, 'es', '\x01', '1', NULL, '2026-03-02 10:00+00'),
    ('00000000-0000-7000-8000-000000000112', '00000000-0000-7000-8000-000000000102', '00000000-0000-4000-8000-000000000002', '\x01', 'call_me', 1, 'en', '\x01', NULL, '\x51', '2026-03-02 11:00+00');

INSERT INTO contacts VALUES
    ('00000000-0000-7000-8000-000000000121', '00000000-0000-7000-8000-000000000101', 'family', 'es', true, true, '\x01', '2026-03-02 10:00+00'),
    ('00000000-0000-7000-8000-000000000122', '00000000-0000-7000-8000-000000000102', 'family', 'en', false, true, '\x01', '2026-03-02 11:00+00');

INSERT INTO clocks VALUES
    ('00000000-0000-7000-8000-000000000131', '00000000-0000-7000-8000-000000000101', 'first_contact', '1 business day', '2026-03-02 10:00+00', '2026-03-03 22:00+00', NULL, NULL, NULL),
    ('00000000-0000-7000-8000-000000000132', '00000000-0000-7000-8000-000000000102', 'records', '5 business days', '2026-03-02 12:00+00', '2026-03-09 22:00+00', '2026-03-03 12:00+00', NULL, NULL);

INSERT INTO clock_pauses VALUES ('00000000-0000-7000-8000-000000000132', '2026-03-03 12:00+00', NULL);

INSERT INTO assignments VALUES
    ('00000000-0000-7000-8000-000000000141', '00000000-0000-7000-8000-000000000102', 'owner', '00000000-0000-7000-8000-000000000011', NULL, '2026-03-02 12:00+00', NULL);

INSERT INTO calls VALUES
    ('00000000-0000-7000-8000-000000000151', '00000000-0000-7000-8000-000000000102', '00000000-0000-7000-8000-000000000011', 'family', 'reached', '\x01', '2026-03-02 12:00+00');

INSERT INTO notes VALUES
    ('00000000-0000-7000-8000-000000000161', '00000000-0000-7000-8000-000000000102', '00000000-0000-7000-8000-000000000011', '\x01', '2026-03-02 12:05+00');
