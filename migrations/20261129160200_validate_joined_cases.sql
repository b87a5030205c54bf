-- The rules of joined cases were added without reading the table; this reads it, while everybody goes on writing.

ALTER TABLE referrals VALIDATE CONSTRAINT referrals_joined_into_kept;
ALTER TABLE referrals VALIDATE CONSTRAINT referrals_joined_by_staff;
ALTER TABLE referrals VALIDATE CONSTRAINT referrals_joined_into_another;
