-- Staff, their sessions and the counters that slow down guessing.
-- Names and addresses are sealed with the desk's own data key; sign-in finds an account by a keyed hash of its e-mail.

CREATE TABLE data_keys (
    owner uuid PRIMARY KEY,
    wrapped bytea NOT NULL,
    master_version int NOT NULL,
    created_at timestamptz NOT NULL
);
COMMENT ON TABLE data_keys IS 'One data key per case, draft and desk, wrapped by a master key that never stands here. Deleting a row makes what it sealed unreadable; keep it out of long-lived backups.';

CREATE TABLE desk_facts (
    name text PRIMARY KEY,
    value text NOT NULL
);
COMMENT ON TABLE desk_facts IS 'What this database is: its environment, and a keyed hash that proves the key of blind tokens. A start with another of either is refused.';

CREATE TABLE staff (
    id uuid PRIMARY KEY,
    email_hash bytea NOT NULL CONSTRAINT staff_email_is_unique UNIQUE,
    person bytea NOT NULL,
    role text NOT NULL CHECK (role IN ('intake', 'supervisor', 'reviewer', 'coordinator', 'social_worker', 'insurance', 'finance', 'research', 'privacy', 'admin')),
    speaks text[] NOT NULL DEFAULT '{}',
    on_call boolean NOT NULL DEFAULT false,
    is_fallback_owner boolean NOT NULL DEFAULT false,
    password_hash text,
    password_changed_at timestamptz,
    disabled_at timestamptz,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX staff_one_fallback_owner ON staff (is_fallback_owner) WHERE is_fallback_owner;

CREATE TABLE staff_invitations (
    token_hash bytea PRIMARY KEY,
    staff_id uuid NOT NULL REFERENCES staff ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    created_at timestamptz NOT NULL
);
CREATE INDEX staff_invitations_by_staff ON staff_invitations (staff_id);

CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE,
    staff_id uuid NOT NULL REFERENCES staff ON DELETE CASCADE,
    strength text NOT NULL CHECK (strength IN ('password', 'second_factor')),
    device text NOT NULL,
    signed_in_at timestamptz NOT NULL,
    proved_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX sessions_live_by_staff ON sessions (staff_id, signed_in_at) WHERE ended_at IS NULL;

-- Attempts are reserved before the password is hashed, so that parallel guesses cannot slip past the count.
CREATE TABLE sign_in_attempts (
    bucket bytea NOT NULL,
    window_start timestamptz NOT NULL,
    attempts int NOT NULL,
    PRIMARY KEY (bucket, window_start)
);
