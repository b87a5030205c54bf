-- Two papers of a kind: one with words that the doctor says was sent, and one that is not needed, for a reason.

INSERT INTO paper_asks (id, referral_id, kind, what, sender, state, asked_by, asked_at, said_sent_at, settled_at, reason)
SELECT v.id, c.referral_id, 'imaging', '\x05', 'doctor', v.state, s.id, '2026-03-02 20:00+00', v.said_sent_at, v.settled_at, v.reason
FROM contacts c CROSS JOIN (SELECT id FROM staff ORDER BY id LIMIT 1) s CROSS JOIN (VALUES
    ('00000000-0000-7000-8000-000000000902'::uuid, 'missing', '2026-03-03 20:00+00'::timestamptz, NULL::timestamptz, NULL::bytea),
    ('00000000-0000-7000-8000-000000000903', 'not_needed', NULL, '2026-03-03 21:00+00', '\x06')) AS v (id, state, said_sent_at, settled_at, reason)
WHERE c.id = '00000000-0000-7000-8000-000000000124';
