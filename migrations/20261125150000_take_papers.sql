-- Families add papers to a case. The row says what it is and how far it is; its bytes lie sealed in the file
-- store, in parts, under a key of their own that is sealed here by the key of the case.

CREATE TABLE papers (
    id uuid PRIMARY KEY,
    referral_id uuid NOT NULL REFERENCES referrals ON DELETE CASCADE,
    contact_id uuid REFERENCES contacts ON DELETE SET NULL,
    send_key uuid NOT NULL,
    kind text NOT NULL,
    media text NOT NULL,
    state text NOT NULL CHECK (state IN ('uploading', 'pending', 'clean', 'unscanned', 'infected', 'unreadable')),
    name bytea NOT NULL,
    file_key bytea NOT NULL,
    bytes bigint NOT NULL CHECK (bytes > 0),
    received bigint NOT NULL DEFAULT 0 CHECK (received >= 0 AND received <= bytes),
    copy_bytes bigint,
    begun_at timestamptz NOT NULL,
    completed_at timestamptz,
    checked_at timestamptz,
    leased_until timestamptz,
    CONSTRAINT papers_send_key_is_unique UNIQUE (referral_id, send_key),
    CONSTRAINT papers_complete_has_all CHECK ((state = 'uploading') = (completed_at IS NULL))
);
COMMENT ON COLUMN papers.send_key IS 'Made by the page: the same file sent again, or in further parts, finds its row.';
COMMENT ON COLUMN papers.copy_bytes IS 'Bytes of the copy that carries nothing but the picture; none where none was made.';
CREATE INDEX papers_by_contact ON papers (contact_id);
CREATE INDEX papers_to_look_at ON papers (completed_at) WHERE state = 'pending';
CREATE INDEX papers_unfinished ON papers (begun_at) WHERE state = 'uploading';
