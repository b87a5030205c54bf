-- The Spanish family's travel is looked after; its lodging, written by the migration itself, waits for somebody.

INSERT INTO staff (id, email_hash, person, role, created_at) VALUES
    ('00000000-0000-7000-8000-000000000015', '\x15', '\x01', 'social_worker', '2026-03-01 09:00+00');

UPDATE help_requests SET state = 'looking', owner_id = '00000000-0000-7000-8000-000000000015', next_on = '2026-03-05', note = '\x01', version = 2
WHERE referral_id = '00000000-0000-7000-8000-000000000101' AND kind = 'travel';

INSERT INTO help_requests (id, referral_id, kind, state, asked_at, changed_at) VALUES
    ('00000000-0000-7000-8000-000000000171', '00000000-0000-7000-8000-000000000102', 'insurance', 'not_needed', '2026-03-02 11:00+00', '2026-03-03 09:00+00');
