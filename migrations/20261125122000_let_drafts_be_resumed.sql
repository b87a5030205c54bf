-- An unfinished form can be opened on another device by its code. The code is made of the draft's id and a key that never
-- stands here; only a keyed hash of it is kept, to find the draft by. A table of its own, because an index on the drafts
-- could only be built beside the others' work, and one that was cut off would lie there broken.

CREATE TABLE draft_codes (
    draft_id uuid PRIMARY KEY REFERENCES drafts ON DELETE CASCADE,
    resume_hash bytea NOT NULL
);
CREATE INDEX draft_codes_by_hash ON draft_codes (resume_hash);
