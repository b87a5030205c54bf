-- A paper that opens, and one that is still on its way.

INSERT INTO papers (id, referral_id, contact_id, send_key, kind, media, state, name, file_key, bytes, received, copy_bytes, begun_at, completed_at, checked_at)
SELECT '00000000-0000-7000-8000-000000000601', referral_id, id, '00000000-0000-4000-8000-000000000601', 'summary', 'image/jpeg', 'clean', '\x01', '\x02', 2048, 2048, 1024,
       '2026-03-02 15:20+00', '2026-03-02 15:21+00', '2026-03-02 15:22+00' FROM contacts WHERE id = '00000000-0000-7000-8000-000000000124';
INSERT INTO papers (id, referral_id, contact_id, send_key, kind, media, state, name, file_key, bytes, received, begun_at)
SELECT '00000000-0000-7000-8000-000000000602', referral_id, id, '00000000-0000-4000-8000-000000000602', 'other', 'application/pdf', 'uploading', '\x01', '\x02', 2048, 1024,
       '2026-03-02 15:30+00' FROM contacts WHERE id = '00000000-0000-7000-8000-000000000124';
