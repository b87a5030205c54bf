-- A letter that was released.

INSERT INTO letters (id, referral_id, contact_id, send_key, kind, body, released_by, released_at)
SELECT '00000000-0000-7000-8000-000000000801', c.referral_id, c.id, '00000000-0000-4000-8000-000000000801', 'received', '\x01', s.id, '2026-03-02 18:00+00'
FROM contacts c CROSS JOIN (SELECT id FROM staff ORDER BY id LIMIT 1) s WHERE c.id = '00000000-0000-7000-8000-000000000124';
