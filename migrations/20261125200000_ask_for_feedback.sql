-- After the visit each adult of the family is asked two questions. Nobody is asked after a death or a decline.

CREATE TABLE feedback (
    contact_id uuid PRIMARY KEY REFERENCES contacts ON DELETE CASCADE,
    referral_id uuid NOT NULL REFERENCES referrals ON DELETE CASCADE,
    knew text NOT NULL CHECK (knew IN ('yes', 'partly', 'no')),
    words bytea NOT NULL,
    given_at timestamptz NOT NULL
);
CREATE INDEX feedback_by_referral ON feedback (referral_id);
