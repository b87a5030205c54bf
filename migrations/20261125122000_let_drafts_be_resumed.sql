-- An unfinished form can be opened on another device by its code. The code is made of the row and a key that never stands
-- here; only a keyed hash of it is kept, to find the row by.

ALTER TABLE drafts ADD COLUMN resume_hash bytea;
