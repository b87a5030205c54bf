-- no-transaction
-- Whoever types a code waits for one row, not for a read of all drafts.

CREATE INDEX CONCURRENTLY IF NOT EXISTS drafts_by_resume_hash ON drafts (resume_hash) WHERE resume_hash IS NOT NULL;
