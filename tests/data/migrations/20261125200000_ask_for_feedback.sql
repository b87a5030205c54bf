-- An answer.

INSERT INTO feedback (contact_id, referral_id, knew, words, given_at)
SELECT id, referral_id, 'partly', '\x01', '2026-03-20 15:00+00' FROM contacts WHERE id = '00000000-0000-7000-8000-000000000124';
