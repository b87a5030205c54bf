-- What a browser holds on to: unfinished forms (and the way back to a sent one), and a staff member's searches.

CREATE TABLE drafts (
    id uuid PRIMARY KEY,
    token_hash bytea NOT NULL CONSTRAINT drafts_token_is_unique UNIQUE,
    submission_key uuid NOT NULL,
    language text NOT NULL,
    answers bytea,
    referral_id uuid REFERENCES referrals ON DELETE CASCADE,
    saved_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX drafts_by_expiry ON drafts (expires_at);
CREATE INDEX drafts_by_referral ON drafts (referral_id) WHERE referral_id IS NOT NULL;

-- A search keeps what was typed out of addresses, logs and history: the URL carries this row's random id.
CREATE TABLE searches (
    id uuid PRIMARY KEY,
    staff_id uuid NOT NULL REFERENCES staff ON DELETE CASCADE,
    terms bytea NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX searches_by_staff ON searches (staff_id);
CREATE INDEX searches_by_time ON searches (at);
