-- A demo's database is filled with a case that has ended; a case of the product itself begins as ever.

INSERT INTO desk_facts (name, value) VALUES ('environment', 'demo') ON CONFLICT (name) DO NOTHING;
BEGIN;
SET LOCAL intake_desk.filling = 'on';
INSERT INTO referrals (id, reference, source, status, outcome, priority, waiting_on, fallback_owner_id, language, received_at, closed_at, child) VALUES
    ('00000000-0000-7000-8000-000000000901', 'RL-FULL-ABC', 'family', 'closed', 'duplicate', 'standard', 'nobody', '00000000-0000-7000-8000-000000000012',
     'en', '2026-03-02 10:00+00', '2026-03-09 10:00+00', '\x01');
COMMIT;
