-- "Other paper" has no words of its own: whoever sends one can say in a line what it is. It may name somebody, so it is sealed.

ALTER TABLE papers ADD COLUMN what bytea;
COMMENT ON COLUMN papers.what IS 'What it is, in the words of whoever brought it, sealed by the key of the case; none where they said nothing.';
