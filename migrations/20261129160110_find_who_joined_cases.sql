-- no-transaction
-- An account that is looked up for its traces must not read every case.

CREATE INDEX CONCURRENTLY IF NOT EXISTS referrals_by_joiner ON referrals (joined_by) WHERE joined_by IS NOT NULL;
