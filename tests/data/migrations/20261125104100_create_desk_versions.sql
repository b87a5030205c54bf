-- Somebody leaves, and a set is saved in which a rule is put aside: both are counted.

UPDATE staff SET on_call = NOT on_call WHERE id = '00000000-0000-7000-8000-000000000011';

INSERT INTO routing_versions (version, saved_at, saved_by) VALUES
    (3, '2026-03-03 10:00+00', '00000000-0000-7000-8000-000000000012');
INSERT INTO routing_rules (id, code, event, send_to, role, notice, position, version, active) VALUES
    ('00000000-0000-7000-8000-000000000411', 'sample_intake', 'request_received', 'role', 'intake', 'intake_new_request', 0, 3, false);
