-- A paper of one part, with its mark.

INSERT INTO papers (id, referral_id, contact_id, send_key, kind, media, state, name, file_key, bytes, received, begun_at, completed_at, part_marks)
SELECT '00000000-0000-7000-8000-000000000604', referral_id, id, '00000000-0000-4000-8000-000000000604', 'other', 'application/pdf', 'pending', '\x01', '\x02', 2048, 2048,
       '2026-03-02 15:50+00', '2026-03-02 15:51+00', decode(repeat('ab', 32), 'hex') FROM contacts WHERE id = '00000000-0000-7000-8000-000000000124';
