-- Hours and holidays change while cases run. Each saved calendar stays as a row, so that every clock can still be told
-- again from the calendar it was started with; what was promised is never moved by a later one.

CREATE TABLE calendar_versions (
    version int PRIMARY KEY CHECK (version > 0),
    plan jsonb NOT NULL,
    saved_at timestamptz NOT NULL,
    saved_by uuid REFERENCES staff ON DELETE RESTRICT,
    back_to int
);
CREATE INDEX calendar_versions_by_staff ON calendar_versions (saved_by) WHERE saved_by IS NOT NULL;
COMMENT ON TABLE calendar_versions IS 'Insert-only; the highest version is in force. The first comes from [calendar] at first start and has no saved_by. back_to names the version that was brought back.';

CREATE FUNCTION refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a saved version is never changed' USING ERRCODE = 'check_violation', CONSTRAINT = 'versions_are_insert_only';
END $$;
CREATE TRIGGER calendar_versions_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON calendar_versions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_version_change();

-- Until now there was one calendar, which the next start stores as version 1. No foreign key: the row is written with
-- every case, and the versions it names can never go away.
ALTER TABLE clocks ADD COLUMN calendar_version int NOT NULL DEFAULT 1;
COMMENT ON COLUMN clocks.calendar_version IS 'The calendar it was started with.';
ALTER TABLE clock_pauses ADD COLUMN calendar_version int;
UPDATE clock_pauses p SET calendar_version = 1 FROM clocks c
    WHERE c.id = p.clock_id AND p.resumed_at IS NOT NULL AND p.resumed_at IS DISTINCT FROM c.stopped_at;
COMMENT ON COLUMN clock_pauses.calendar_version IS 'The calendar on which the clock went on; null while it stands still, and where it ended standing still.';
