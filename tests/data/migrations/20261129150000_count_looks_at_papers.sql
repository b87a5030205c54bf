-- A paper at which somebody has looked twice in vain.

INSERT INTO papers (id, referral_id, contact_id, send_key, kind, media, state, name, file_key, bytes, received, begun_at, completed_at, leased_until, attempts)
SELECT '00000000-0000-7000-8000-000000000603', referral_id, id, '00000000-0000-4000-8000-000000000603', 'other', 'application/pdf', 'pending', '\x01', '\x02', 2048, 2048,
       '2026-03-02 15:40+00', '2026-03-02 15:41+00', '2026-03-02 15:45+00', 2 FROM contacts WHERE id = '00000000-0000-7000-8000-000000000124';
