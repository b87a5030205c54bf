-- Rules are edited by people now. A saved set is a version that stays: who changed what, and the way back. Two people
-- who edit at once cannot overwrite each other, because the next number is there only once.

CREATE TABLE routing_versions (
    version int PRIMARY KEY CHECK (version > 0),
    saved_at timestamptz NOT NULL,
    saved_by uuid REFERENCES staff ON DELETE RESTRICT,
    back_to int
);
CREATE INDEX routing_versions_by_staff ON routing_versions (saved_by) WHERE saved_by IS NOT NULL;
COMMENT ON TABLE routing_versions IS 'Insert-only; the highest version is in force. The first comes from [[routing.rules]] at first start and has no saved_by. back_to names the version that was brought back.';
CREATE TRIGGER routing_versions_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON routing_versions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_version_change();

-- version was there and never used; from now on it is the set a row belongs to.
INSERT INTO routing_versions (version, saved_at) SELECT 1, now() WHERE EXISTS (SELECT 1 FROM routing_rules);
UPDATE routing_rules SET version = 1;
ALTER TABLE routing_rules
    ADD COLUMN languages text[] NOT NULL DEFAULT '{}',
    ADD COLUMN sources text[] NOT NULL DEFAULT '{}',
    DROP CONSTRAINT routing_rules_code_is_unique,
    ADD CONSTRAINT routing_rules_code_is_unique UNIQUE (version, code),
    ADD CONSTRAINT routing_rules_of_version FOREIGN KEY (version) REFERENCES routing_versions ON DELETE RESTRICT;
COMMENT ON TABLE routing_rules IS 'Who hears of a new request: the rules of each saved set, insert-only. An empty list means any. The set with the highest version is in force.';
CREATE TRIGGER routing_rules_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON routing_rules
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_version_change();
