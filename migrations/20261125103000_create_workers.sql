-- Which processes send mail and watch the clocks, and when each was last heard of. Nothing else depends on it: leases
-- of mails are timed by the mails' own rows.

CREATE TABLE workers (
    id uuid PRIMARY KEY,
    version text NOT NULL,
    started_at timestamptz NOT NULL,
    beat_at timestamptz NOT NULL
);
COMMENT ON TABLE workers IS 'One row per running worker, on the time of the database; forgotten a day after its last beat.';
CREATE INDEX workers_by_beat ON workers (beat_at);
