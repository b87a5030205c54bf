-- Doctors refer by their own form: its drafts, what they sent, who did it, and what the desk sorts and filters by.

ALTER TABLE submissions DROP CONSTRAINT submissions_form_check;
ALTER TABLE submissions ADD CONSTRAINT submissions_form_check CHECK (form IN ('family', 'call_me', 'doctor'));

ALTER TABLE audit_events DROP CONSTRAINT audit_events_actor_kind_check;
ALTER TABLE audit_events ADD CONSTRAINT audit_events_actor_kind_check CHECK (actor_kind IN ('staff', 'family', 'doctor', 'clock', 'operator', 'nobody'));

-- One browser may hold a family's draft and a doctor's: a token opens only the kind it was made for.
ALTER TABLE drafts ADD COLUMN kind text NOT NULL DEFAULT 'family' CONSTRAINT drafts_kind_is_known CHECK (kind IN ('family', 'doctor'));

ALTER TABLE referrals ADD COLUMN lineage text CONSTRAINT referrals_lineage_is_known CHECK (lineage IN ('b', 't', 'etp', 'mixed', 'lymphoma', 'other', 'unknown'));
ALTER TABLE referrals ADD COLUMN family_aware boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN referrals.family_aware IS 'False while the doctor wants to be called before the family hears from us: no mail goes to the family.';
