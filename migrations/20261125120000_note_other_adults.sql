-- A family may name another adult who cares for the child. The rule is NOT VALID because no older row can break it, and
-- reading them all would keep everybody waiting.

ALTER TABLE contacts DROP CONSTRAINT contacts_kind_check;
ALTER TABLE contacts ADD CONSTRAINT contacts_kind_check CHECK (kind IN ('family', 'patient', 'doctor', 'other_adult')) NOT VALID;
