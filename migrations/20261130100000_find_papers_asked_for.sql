-- no-transaction
-- The papers that a case asks for were found by the rule that there is one of each kind; that rule goes, and this stays.

CREATE INDEX CONCURRENTLY IF NOT EXISTS paper_asks_of_case ON paper_asks (referral_id);
