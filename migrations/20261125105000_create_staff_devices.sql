-- Browsers that somebody signed in from: their tries are counted apart, so that a stranger who guesses at an account
-- cannot lock its owner out. And what the clock's purge looks for.

CREATE TABLE staff_devices (
    token_hash bytea NOT NULL,
    staff_id uuid NOT NULL REFERENCES staff ON DELETE CASCADE,
    known_until timestamptz NOT NULL,
    PRIMARY KEY (token_hash, staff_id)
);
COMMENT ON TABLE staff_devices IS 'A device alone opens nothing: it only has its own count of tries. A shared computer is one token with several people.';
CREATE INDEX staff_devices_by_staff ON staff_devices (staff_id);
CREATE INDEX staff_devices_by_end ON staff_devices (known_until);

CREATE INDEX referrals_put_away_by_time ON referrals (closed_at) WHERE status = 'not_a_referral';
CREATE INDEX outbox_settled_by_time ON outbox (settled_at) WHERE status IN ('sent', 'skipped');
