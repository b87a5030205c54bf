-- Whoever fills in a form can have its code sent by e-mail, and be reminded of it. Such a mail belongs to a draft and to no case.
-- A table of its own beside the outbox: a program of the release before claims from the outbox while this one starts, and would
-- send nothing any more where a row there had no case. No address stands here: the worker opens the draft when it sends.

CREATE TABLE draft_mails (
    id uuid PRIMARY KEY,
    draft_id uuid NOT NULL REFERENCES drafts ON DELETE CASCADE,
    notice text NOT NULL,
    days int CHECK (days > 0),
    language text NOT NULL,
    status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sending', 'sent', 'skipped', 'dead')),
    due_at timestamptz NOT NULL,
    wanted_at timestamptz NOT NULL,
    attempts int NOT NULL DEFAULT 0,
    failures int NOT NULL DEFAULT 0,
    lease uuid,
    lease_until timestamptz,
    last_reply text,
    created_at timestamptz NOT NULL,
    settled_at timestamptz,
    CONSTRAINT draft_mails_lease_while_sending CHECK ((status = 'sending') = (lease IS NOT NULL))
);
COMMENT ON COLUMN draft_mails.days IS 'A reminder leaves so many days after the last save, and every save moves it; the code leaves at once and has none.';
CREATE INDEX draft_mails_by_draft ON draft_mails (draft_id);
CREATE INDEX draft_mails_waiting_by_due ON draft_mails (due_at, id) WHERE status = 'waiting';
CREATE INDEX draft_mails_unsettled_by_wanted ON draft_mails (wanted_at) WHERE status IN ('waiting', 'sending');
CREATE INDEX draft_mails_sending_by_lease ON draft_mails (lease_until) WHERE status = 'sending';
