-- A form that is finished on another device is held there by a token of that device's own: who sent it is told apart from
-- who only began it, and only the browser that sent it is led back to what was sent. A draft's row holds the token of the
-- browser that began it; once it is sent, of the one that sent it. All others stand here.

CREATE TABLE draft_browsers (
    token_hash bytea PRIMARY KEY,
    draft_id uuid NOT NULL REFERENCES drafts ON DELETE CASCADE
);
CREATE INDEX draft_browsers_by_draft ON draft_browsers (draft_id);
