-- A second device of the form that was resumed.

INSERT INTO draft_browsers VALUES ('\x42', '00000000-0000-7000-8000-000000000194');
