-- Saved sets of rules are versions now, and a set may be empty: what processes keep in memory grows old with each version.

CREATE TRIGGER routing_versions_count_change AFTER INSERT ON routing_versions
    FOR EACH STATEMENT EXECUTE FUNCTION count_roster_change();
