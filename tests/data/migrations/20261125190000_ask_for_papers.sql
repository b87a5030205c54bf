-- A paper that is missing.

INSERT INTO paper_asks (id, referral_id, kind, sender, state, asked_by, asked_at)
SELECT '00000000-0000-7000-8000-000000000901', c.referral_id, 'pathology', 'family', 'missing', s.id, '2026-03-02 19:00+00'
FROM contacts c CROSS JOIN (SELECT id FROM staff ORDER BY id LIMIT 1) s WHERE c.id = '00000000-0000-7000-8000-000000000124';
