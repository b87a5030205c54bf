-- no-transaction
-- A list leaves out cases that are joined into another. With that in the index itself, a list and its count need not look
-- up each open case to know it.

CREATE INDEX CONCURRENTLY IF NOT EXISTS referrals_listed_by_due ON referrals (sort_due_at, id)
    WHERE status NOT IN ('closed', 'not_a_referral') AND joined_into IS NULL;
