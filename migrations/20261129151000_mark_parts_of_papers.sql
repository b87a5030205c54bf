-- A part that was counted can be laid over by a second one that was on its way: the bytes that are read must be those that
-- were counted. Each part leaves a keyed hash with its count, 32 bytes one after the other; reading compares.

ALTER TABLE papers ADD COLUMN part_marks bytea NOT NULL DEFAULT '\x';
COMMENT ON COLUMN papers.part_marks IS 'Hashes of the parts as they were counted, keyed by the key of the paper; none of parts that came before there were any.';
