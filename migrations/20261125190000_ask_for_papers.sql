-- Papers that are needed, one by one, with who will send each: the family's page and the doctor's say the same as ours.

CREATE TABLE paper_asks (
    id uuid PRIMARY KEY,
    referral_id uuid NOT NULL REFERENCES referrals ON DELETE CASCADE,
    kind text NOT NULL,
    sender text NOT NULL CHECK (sender IN ('family', 'doctor', 'us')),
    state text NOT NULL CHECK (state IN ('missing', 'received', 'not_needed')),
    asked_by uuid NOT NULL REFERENCES staff,
    asked_at timestamptz NOT NULL,
    settled_at timestamptz,
    CONSTRAINT paper_asks_once_for_each_kind UNIQUE (referral_id, kind),
    CONSTRAINT paper_asks_settled CHECK ((state = 'missing') = (settled_at IS NULL))
);
CREATE INDEX paper_asks_by_staff ON paper_asks (asked_by);
