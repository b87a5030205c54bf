-- A second set, saved by a supervisor, with a rule for one language and one way in.

INSERT INTO routing_versions (version, saved_at, saved_by, back_to) VALUES
    (2, '2026-03-02 10:00+00', '00000000-0000-7000-8000-000000000012', NULL);

INSERT INTO routing_rules (id, code, event, send_to, role, notice, position, version, languages, sources) VALUES
    ('00000000-0000-7000-8000-000000000311', 'sample_intake', 'request_received', 'role', 'intake', 'intake_new_request', 0, 2, '{es}', '{call_me}');
