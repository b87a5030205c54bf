-- A browser that one person signed in from.

INSERT INTO staff_devices VALUES ('\x01', '00000000-0000-7000-8000-000000000011', '2026-09-01 10:00+00');
