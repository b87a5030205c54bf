-- A doctor's referral whose family does not know of it yet, and a doctor's unfinished form.

INSERT INTO referrals (id, reference, source, status, priority, waiting_on, fallback_owner_id, language, disease_status, lineage, family_aware, next_action, due_at, received_at, child) VALUES
    ('00000000-0000-7000-8000-000000000103', 'RL-7777-GHJ', 'doctor', 'received', 'emergency', 'us', '00000000-0000-7000-8000-000000000012',
     'es', 'first_relapse', 'b', false, 'first_contact', '2026-03-02 15:30+00', '2026-03-02 15:00+00', '\x01');

INSERT INTO submissions VALUES
    ('00000000-0000-7000-8000-000000000113', '00000000-0000-7000-8000-000000000103', '00000000-0000-4000-8000-000000000003', '\x01', 'doctor', 1, 'en', '\x01', 'doctor-2026-11', NULL, '2026-03-02 15:00+00');

INSERT INTO contacts VALUES
    ('00000000-0000-7000-8000-000000000123', '00000000-0000-7000-8000-000000000103', 'doctor', 'en', true, true, '\x01', '2026-03-02 15:00+00');

INSERT INTO drafts (id, token_hash, submission_key, language, answers, saved_at, expires_at, kind) VALUES
    ('00000000-0000-7000-8000-000000000193', '\x93', '00000000-0000-4000-8000-000000000093', 'en', '\x01', '2026-03-02 15:00+00', '2026-04-01 15:00+00', 'doctor');
