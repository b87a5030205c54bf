-- A paper that nobody can look at, or that kills whoever does, is taken a few times and then refused: it must not hold up
-- all others. A look counts before it begins, so that one that ends the process counts too.

ALTER TABLE papers ADD COLUMN attempts smallint NOT NULL DEFAULT 0;
COMMENT ON COLUMN papers.attempts IS 'Looks that were begun; those that found the scanner or the store away are taken back.';
