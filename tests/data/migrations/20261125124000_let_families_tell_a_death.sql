-- A family that told us.

UPDATE referrals SET death_told_at = '2026-03-03 15:00+00' WHERE id = '00000000-0000-7000-8000-000000000103';
