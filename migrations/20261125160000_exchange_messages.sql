-- Messages between a person outside and staff: one thread for each contact of a case, which no other contact sees.
-- Staff notes are another table and have no contact: none of them can reach an address outside.

CREATE TABLE threads (
    contact_id uuid PRIMARY KEY REFERENCES contacts ON DELETE CASCADE,
    referral_id uuid NOT NULL REFERENCES referrals ON DELETE CASCADE,
    unanswered_since timestamptz,
    answer_due_at timestamptz,
    late_told_at timestamptz,
    read_at timestamptz,
    CONSTRAINT threads_unanswered_has_due CHECK ((unanswered_since IS NULL) = (answer_due_at IS NULL))
);
COMMENT ON COLUMN threads.unanswered_since IS 'When the oldest message came that nobody has answered.';
COMMENT ON COLUMN threads.late_told_at IS 'When somebody was told that this answer is late; empty again with the answer.';
COMMENT ON COLUMN threads.read_at IS 'When the contact last opened the thread.';
CREATE INDEX threads_by_referral ON threads (referral_id);
CREATE INDEX threads_unanswered ON threads (answer_due_at) WHERE unanswered_since IS NOT NULL;

CREATE TABLE messages (
    id uuid PRIMARY KEY,
    contact_id uuid NOT NULL REFERENCES threads ON DELETE CASCADE,
    staff_id uuid REFERENCES staff,
    send_key uuid NOT NULL,
    body bytea NOT NULL,
    written_at timestamptz NOT NULL,
    CONSTRAINT messages_send_key_is_unique UNIQUE (contact_id, send_key)
);
COMMENT ON COLUMN messages.staff_id IS 'Who wrote it; empty where the contact did.';
CREATE INDEX messages_by_staff ON messages (staff_id);

CREATE TABLE message_drafts (
    contact_id uuid NOT NULL REFERENCES contacts ON DELETE CASCADE,
    staff_id uuid NOT NULL REFERENCES staff ON DELETE CASCADE,
    body bytea NOT NULL,
    saved_at timestamptz NOT NULL,
    PRIMARY KEY (contact_id, staff_id)
);
CREATE INDEX message_drafts_by_staff ON message_drafts (staff_id);
