-- A browser that came by a mail to the contact's address.

INSERT INTO link_sessions (token_hash, contact_id, generation, opened_at, expires_at, by_address)
SELECT '\x0605', contact_id, 1, '2026-03-02 15:40+00', '2026-03-03 03:40+00', true FROM private_links LIMIT 1;
