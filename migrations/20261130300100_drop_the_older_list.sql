-- Its place is taken by referrals_listed_by_due; every write of a case would keep both.

DROP INDEX IF EXISTS referrals_open_by_due;
