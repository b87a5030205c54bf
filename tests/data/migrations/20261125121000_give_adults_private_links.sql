-- A parent's private link, and a phone on which it is open.

INSERT INTO private_links VALUES ('00000000-0000-7000-8000-000000000124', 1, '\x21', '2026-03-02 15:00+00');
INSERT INTO link_sessions VALUES ('\x31', '00000000-0000-7000-8000-000000000124', 1, '2026-03-02 15:10+00', '2026-03-03 03:10+00');
