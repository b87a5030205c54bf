-- An unfinished form with a code.

INSERT INTO drafts (id, token_hash, submission_key, language, answers, saved_at, expires_at, kind) VALUES
    ('00000000-0000-7000-8000-000000000194', '\x94', '00000000-0000-4000-8000-000000000094', 'en', '\x01', '2026-03-02 15:00+00', '2026-04-01 15:00+00', 'family');
INSERT INTO draft_codes VALUES ('00000000-0000-7000-8000-000000000194', '\x41');
