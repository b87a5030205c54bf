-- Family and doctor may both write about the same child. Staff join the two: one case is kept, the other points at it.
-- Nothing is moved, so taking the pointer away undoes it. A case that is forgotten lets go of those joined into it.

ALTER TABLE referrals
    ADD COLUMN joined_into uuid,
    ADD COLUMN joined_at timestamptz,
    ADD COLUMN joined_by uuid;
ALTER TABLE referrals
    ADD CONSTRAINT referrals_joined_into_kept FOREIGN KEY (joined_into) REFERENCES referrals ON DELETE SET NULL (joined_into) NOT VALID;
ALTER TABLE referrals
    ADD CONSTRAINT referrals_joined_by_staff FOREIGN KEY (joined_by) REFERENCES staff ON DELETE RESTRICT NOT VALID;
ALTER TABLE referrals
    ADD CONSTRAINT referrals_joined_into_another CHECK (joined_into <> id) NOT VALID;
