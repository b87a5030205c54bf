-- A few events of one case, a rule, and mails in each state.

INSERT INTO audit_streams VALUES ('00000000-0000-7000-8000-000000000101', 2);

INSERT INTO audit_events (id, stream, n, referral_id, actor_kind, staff_id, role, kind, details, at) VALUES
    ('00000000-0000-7000-8000-000000000201', '00000000-0000-7000-8000-000000000101', 1, '00000000-0000-7000-8000-000000000101', 'family', NULL, NULL, 'request_received', '{"source": "family"}', '2026-03-02 10:00+00'),
    ('00000000-0000-7000-8000-000000000202', '00000000-0000-7000-8000-000000000101', 2, '00000000-0000-7000-8000-000000000101', 'staff', '00000000-0000-7000-8000-000000000011', 'intake', 'case_viewed', '{}', '2026-03-02 10:05+00');

INSERT INTO routing_rules (id, code, event, send_to, role, notice, position) VALUES
    ('00000000-0000-7000-8000-000000000211', 'sample_intake', 'request_received', 'role', 'intake', 'intake_new_request', 1);

INSERT INTO outbox (id, referral_id, notice, staff_id, contact_id, reason, language, status, due_at, wanted_at, attempts, lease, lease_until, last_reply, created_at, settled_at) VALUES
    ('00000000-0000-7000-8000-000000000221', '00000000-0000-7000-8000-000000000101', 'family_receipt', NULL, '00000000-0000-7000-8000-000000000121', 'sent_the_request', 'es', 'sent', '2026-03-02 10:00+00', '2026-03-02 10:00+00', 1, NULL, NULL, '250 ok', '2026-03-02 10:00+00', '2026-03-02 10:01+00'),
    ('00000000-0000-7000-8000-000000000222', '00000000-0000-7000-8000-000000000101', 'intake_new_request', '00000000-0000-7000-8000-000000000011', NULL, 'sample_intake', 'en', 'waiting', '2026-03-02 10:00+00', '2026-03-02 10:00+00', 0, NULL, NULL, NULL, '2026-03-02 10:00+00', NULL),
    ('00000000-0000-7000-8000-000000000223', '00000000-0000-7000-8000-000000000102', 'intake_new_request', '00000000-0000-7000-8000-000000000011', NULL, 'sample_intake', 'en', 'sending', '2026-03-02 11:00+00', '2026-03-02 11:00+00', 1, '00000000-0000-4000-8000-000000000009', '2026-03-02 11:05+00', NULL, '2026-03-02 11:00+00', NULL),
    ('00000000-0000-7000-8000-000000000224', '00000000-0000-7000-8000-000000000102', 'intake_new_request', '00000000-0000-7000-8000-000000000012', NULL, 'sample_intake', 'en', 'dead', '2026-03-02 11:00+00', '2026-03-02 11:00+00', 9, NULL, NULL, '550 no such user', '2026-03-02 11:00+00', '2026-03-03 11:00+00');

INSERT INTO demo_mails VALUES ('00000000-0000-7000-8000-000000000231', '\x01', '2026-03-02 10:01+00');
