-- no-transaction
-- Each foreign key has an index: without one, removing an account reads all papers to see whether somebody put one in.

CREATE INDEX CONCURRENTLY IF NOT EXISTS papers_by_adder ON papers (added_by) WHERE added_by IS NOT NULL;
