-- Letters to the doctor who referred: what a person has read, changed and released. A draft is made anew from the case
-- whenever somebody looks; only what was released is kept, as it was.

CREATE TABLE letters (
    id uuid PRIMARY KEY,
    referral_id uuid NOT NULL REFERENCES referrals ON DELETE CASCADE,
    contact_id uuid NOT NULL REFERENCES contacts ON DELETE CASCADE,
    send_key uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('received', 'decision', 'scheduled', 'seen', 'closed')),
    body bytea NOT NULL,
    released_by uuid NOT NULL REFERENCES staff,
    released_at timestamptz NOT NULL,
    opened_at timestamptz,
    CONSTRAINT letters_send_key_is_unique UNIQUE (contact_id, send_key)
);
COMMENT ON COLUMN letters.opened_at IS 'When the doctor first opened it.';
CREATE INDEX letters_by_referral ON letters (referral_id);
CREATE INDEX letters_by_staff ON letters (released_by);
