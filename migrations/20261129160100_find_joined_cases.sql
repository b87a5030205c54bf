-- no-transaction
-- Every look at a case asks which others are joined into it.

CREATE INDEX CONCURRENTLY IF NOT EXISTS referrals_by_kept ON referrals (joined_into) WHERE joined_into IS NOT NULL;
