-- A link that was taken away.

UPDATE private_links SET shut_at = '2026-03-02 17:00+00' WHERE contact_id = '00000000-0000-7000-8000-000000000124';
