-- Two calendars, the second saved by a supervisor, and a clock on each.

INSERT INTO calendar_versions (version, plan, saved_at, saved_by, back_to) VALUES
    (1, '{"zone": "America/New_York", "week": [{"open": "08:30:00", "close": "17:00:00"}, null, null, null, null, null, null], "exceptions": {}}', '2026-03-01 10:00+00', NULL, NULL),
    (2, '{"zone": "America/New_York", "week": [{"open": "08:30:00", "close": "17:00:00"}, null, null, null, null, null, null], "exceptions": {"2026-05-25": null}}', '2026-03-02 10:00+00', '00000000-0000-7000-8000-000000000012', NULL);

INSERT INTO clocks (id, referral_id, kind, span, started_at, due_at, calendar_version) VALUES
    ('00000000-0000-7000-8000-000000000301', '00000000-0000-7000-8000-000000000101', 'silence', '{"span":{"business_days":2}}', '2026-03-02 10:00+00', '2026-03-04 22:00+00', 2);
