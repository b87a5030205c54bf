-- A set saved after this counts by itself.
INSERT INTO routing_versions (version, saved_at) VALUES (11, now());
