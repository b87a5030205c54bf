-- no-transaction
-- Today puts emergencies and urgent cases first: they are few, and must not be looked for among all open ones.

CREATE INDEX CONCURRENTLY IF NOT EXISTS referrals_pressing ON referrals (sort_due_at, id)
    WHERE priority <> 'standard' AND status NOT IN ('closed', 'not_a_referral');
