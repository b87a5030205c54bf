-- Who hears of a new request is decided from rules and staff that hardly ever change, so each process keeps them in memory.
-- This counter goes up with every write to them. A send reads it in the very statement that stores the case: with rules or
-- staff that have changed since, nothing is stored and the process reads them anew. Sends only read the row, so they do not
-- wait for each other.

CREATE TABLE desk_versions (
    name text PRIMARY KEY,
    version bigint NOT NULL
);
COMMENT ON TABLE desk_versions IS 'How often something that processes keep in memory has changed. roster: staff and routing rules.';
INSERT INTO desk_versions (name, version) VALUES ('roster', 1);

CREATE FUNCTION count_roster_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE desk_versions SET version = version + 1 WHERE name = 'roster';
    RETURN NULL;
END $$;
CREATE TRIGGER routing_rules_count_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON routing_rules
    FOR EACH STATEMENT EXECUTE FUNCTION count_roster_change();
-- Passwords change more often, and no roster holds them.
CREATE TRIGGER staff_count_change AFTER INSERT OR DELETE OR TRUNCATE
        OR UPDATE OF person, role, speaks, on_call, is_fallback_owner, disabled_at ON staff
    FOR EACH STATEMENT EXECUTE FUNCTION count_roster_change();
