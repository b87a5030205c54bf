-- A family's and a doctor's case of one child.

UPDATE referrals SET joined_into = '00000000-0000-7000-8000-000000000101', joined_at = '2026-03-03 16:00+00',
    joined_by = '00000000-0000-7000-8000-000000000011' WHERE id = '00000000-0000-7000-8000-000000000103';
