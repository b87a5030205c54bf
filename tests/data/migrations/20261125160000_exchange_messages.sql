-- A message that waits for an answer, the answer to an earlier one, and one that is being written.

INSERT INTO threads (contact_id, referral_id, unanswered_since, answer_due_at)
SELECT id, referral_id, '2026-03-02 16:00+00', '2026-03-03 22:00+00' FROM contacts WHERE id = '00000000-0000-7000-8000-000000000124';
INSERT INTO messages (id, contact_id, staff_id, send_key, body, written_at)
SELECT '00000000-0000-7000-8000-000000000701', '00000000-0000-7000-8000-000000000124', id, '00000000-0000-4000-8000-000000000701', '\x01', '2026-03-02 15:30+00'
FROM staff ORDER BY id LIMIT 1;
INSERT INTO messages (id, contact_id, send_key, body, written_at)
SELECT '00000000-0000-7000-8000-000000000702', id, '00000000-0000-4000-8000-000000000702', '\x02', '2026-03-02 16:00+00'
FROM contacts WHERE id = '00000000-0000-7000-8000-000000000124';
INSERT INTO message_drafts (contact_id, staff_id, body, saved_at)
SELECT '00000000-0000-7000-8000-000000000124', id, '\x03', '2026-03-02 16:05+00' FROM staff ORDER BY id LIMIT 1;
