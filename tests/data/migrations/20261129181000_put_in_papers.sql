-- A paper that came by fax.

INSERT INTO papers (id, referral_id, send_key, kind, media, state, name, file_key, bytes, received, begun_at, completed_at, part_marks, added_by, came)
VALUES ('00000000-0000-7000-8000-000000000605', '00000000-0000-7000-8000-000000000101', '00000000-0000-4000-8000-000000000605', 'pathology', 'application/pdf',
        'pending', '\x01', '\x02', 2048, 2048, '2026-03-02 16:00+00', '2026-03-02 16:01+00', decode(repeat('ab', 32), 'hex'),
        '00000000-0000-7000-8000-000000000011', 'fax');
