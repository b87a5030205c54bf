-- The form that was resumed: its code was sent, a reminder waits, and one is on its way.

INSERT INTO draft_mails (id, draft_id, notice, days, language, status, due_at, wanted_at, attempts, lease, lease_until, created_at, settled_at) VALUES
    ('00000000-0000-7000-8000-000000000401', '00000000-0000-7000-8000-000000000194', 'draft_code', NULL, 'en', 'sent', '2026-03-02 15:00+00', '2026-03-02 15:00+00', 1, NULL, NULL, '2026-03-02 15:00+00', '2026-03-02 15:01+00'),
    ('00000000-0000-7000-8000-000000000402', '00000000-0000-7000-8000-000000000194', 'draft_reminder', 1, 'es', 'sending', '2026-03-03 15:00+00', '2026-03-03 15:00+00', 1, '00000000-0000-4000-8000-000000000402', '2026-03-03 15:01+00', '2026-03-02 15:00+00', NULL),
    ('00000000-0000-7000-8000-000000000403', '00000000-0000-7000-8000-000000000194', 'draft_reminder', 3, 'es', 'waiting', '2026-03-05 15:00+00', '2026-03-05 15:00+00', 0, NULL, NULL, '2026-03-02 15:00+00', NULL);
