-- A family comes back to its request from any device by a private link. One row for each adult who has one; the token is
-- made from the row and a key that never stands here, so only its hash is kept.

CREATE TABLE private_links (
    contact_id uuid PRIMARY KEY REFERENCES contacts ON DELETE CASCADE,
    generation int NOT NULL DEFAULT 1 CHECK (generation > 0),
    token_hash bytea NOT NULL CONSTRAINT private_links_token_is_unique UNIQUE,
    made_at timestamptz NOT NULL
);
COMMENT ON COLUMN private_links.generation IS 'Each replacing counts on: the links of all earlier ones, and what was opened by them, are dead.';

CREATE TABLE link_sessions (
    token_hash bytea PRIMARY KEY,
    contact_id uuid NOT NULL REFERENCES private_links ON DELETE CASCADE,
    generation int NOT NULL,
    opened_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
COMMENT ON TABLE link_sessions IS 'A browser that opened a private link and answered its question.';
CREATE INDEX link_sessions_by_contact ON link_sessions (contact_id);
CREATE INDEX link_sessions_by_expiry ON link_sessions (expires_at);
