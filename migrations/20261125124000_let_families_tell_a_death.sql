-- A family may tell us by its page that the child has died. From then on nothing automatic goes to them; whether the case
-- ends is for a person who has talked with them, so this stands beside what staff record.

ALTER TABLE referrals ADD COLUMN death_told_at timestamptz;
