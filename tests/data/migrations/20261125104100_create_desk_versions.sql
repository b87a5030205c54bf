-- Somebody leaves, and a rule is put aside: both are counted.

UPDATE staff SET on_call = NOT on_call WHERE id = '00000000-0000-7000-8000-000000000011';
UPDATE routing_rules SET active = false;
