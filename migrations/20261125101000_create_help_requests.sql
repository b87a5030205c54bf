-- One row for each kind of help that a case asks for: who has it, how far it is, and when it is looked at next.
-- Help starts on day 0, so the row is written with the case; cases of before get theirs here.

CREATE TABLE help_requests (
    id uuid PRIMARY KEY,
    referral_id uuid NOT NULL REFERENCES referrals ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('travel', 'lodging', 'insurance', 'funding', 'interpreter', 'letters', 'other')),
    state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'looking', 'applied', 'approved', 'in_place', 'not_available', 'not_needed')),
    owner_id uuid REFERENCES staff ON DELETE RESTRICT,
    next_on date,
    note bytea,
    asked_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    version int NOT NULL DEFAULT 1,
    -- Nobody's come first, the longest waiting on top; then what is due soonest.
    turn_on date GENERATED ALWAYS AS (CASE WHEN owner_id IS NULL THEN DATE '-infinity' ELSE next_on END) STORED,
    CONSTRAINT help_requests_once_per_kind UNIQUE (referral_id, kind),
    CONSTRAINT help_requests_open_has_a_turn CHECK (state IN ('in_place', 'not_available', 'not_needed') OR owner_id IS NULL OR next_on IS NOT NULL)
);
COMMENT ON COLUMN help_requests.note IS 'What whoever has it last wrote down, sealed under the data key of the case.';
CREATE INDEX help_requests_open_by_turn ON help_requests (turn_on, asked_at, id) WHERE state NOT IN ('in_place', 'not_available', 'not_needed');
CREATE INDEX help_requests_by_owner ON help_requests (owner_id) WHERE owner_id IS NOT NULL;

INSERT INTO help_requests (id, referral_id, kind, asked_at, changed_at)
SELECT gen_random_uuid(), r.id, asked.kind, r.received_at, r.received_at
FROM referrals r CROSS JOIN LATERAL (SELECT DISTINCT unnest(r.help) AS kind) AS asked;

-- Which kinds of help a role sees and works on; domain::staff::Role::sees_help says the same.
CREATE FUNCTION sees_help(viewer_role text, kind text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE viewer_role
        WHEN 'intake' THEN true
        WHEN 'supervisor' THEN true
        WHEN 'social_worker' THEN kind IN ('travel', 'lodging', 'funding', 'interpreter', 'letters', 'other')
        WHEN 'insurance' THEN kind = 'insurance'
        WHEN 'finance' THEN kind = 'funding'
        ELSE false
    END
$$;
