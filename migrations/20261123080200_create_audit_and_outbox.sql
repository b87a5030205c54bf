-- The audit trail (insert-only, numbered per stream, columns ready for the chain's sealer) and the outbox of mail.

CREATE TABLE audit_streams (
    stream uuid PRIMARY KEY,
    last_n bigint NOT NULL
);
COMMENT ON TABLE audit_streams IS 'One counter per case, and one per staff member for what concerns no single case. An event that vanished leaves a hole.';

CREATE TABLE audit_events (
    id uuid PRIMARY KEY,
    stream uuid NOT NULL,
    n bigint NOT NULL,
    referral_id uuid,
    actor_kind text NOT NULL CHECK (actor_kind IN ('staff', 'family', 'clock', 'operator', 'nobody')),
    staff_id uuid,
    role text,
    session_id uuid,
    address text,
    kind text NOT NULL,
    details jsonb NOT NULL DEFAULT '{}',
    at timestamptz NOT NULL,
    seal_seq bigint UNIQUE,
    seal_hash bytea,
    CONSTRAINT audit_events_numbered_once UNIQUE (stream, n)
);
COMMENT ON TABLE audit_events IS 'No foreign keys on purpose: the record of a case outlives the case. details holds codes and ids only, never what a person said or is.';
CREATE INDEX audit_events_by_referral ON audit_events (referral_id, n) WHERE referral_id IS NOT NULL;
CREATE INDEX audit_events_by_staff ON audit_events (staff_id, at) WHERE staff_id IS NOT NULL;
CREATE INDEX audit_events_unsealed ON audit_events (at) WHERE seal_seq IS NULL;

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.seal_seq IS NULL AND NEW.seal_seq IS NOT NULL
       AND (OLD.id, OLD.stream, OLD.n, OLD.referral_id, OLD.actor_kind, OLD.staff_id, OLD.role, OLD.session_id, OLD.address, OLD.kind, OLD.details, OLD.at)
           IS NOT DISTINCT FROM
           (NEW.id, NEW.stream, NEW.n, NEW.referral_id, NEW.actor_kind, NEW.staff_id, NEW.role, NEW.session_id, NEW.address, NEW.kind, NEW.details, NEW.at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'audit events are insert-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_events_insert_only BEFORE UPDATE OR DELETE ON audit_events
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_events_no_truncate BEFORE TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

CREATE TABLE routing_rules (
    id uuid PRIMARY KEY,
    code text NOT NULL CONSTRAINT routing_rules_code_is_unique UNIQUE,
    event text NOT NULL CHECK (event IN ('request_received')),
    priorities text[] NOT NULL DEFAULT '{}',
    help text[] NOT NULL DEFAULT '{}',
    send_to text NOT NULL CHECK (send_to IN ('role', 'on_call', 'fallback_owner')),
    role text,
    notice text NOT NULL,
    speakers_first boolean NOT NULL DEFAULT false,
    position int NOT NULL,
    active boolean NOT NULL DEFAULT true,
    version int NOT NULL DEFAULT 1,
    CONSTRAINT routing_rules_role_named CHECK ((send_to = 'role') = (role IS NOT NULL))
);
COMMENT ON TABLE routing_rules IS 'Who hears of a new request. An empty list means any. Seeded from [[routing.rules]] on first start, then this table is the truth.';

-- One row per recipient and notice. Ids only: the mail is composed when it is sent, and skipped where the case no longer calls for it.
CREATE TABLE outbox (
    id uuid PRIMARY KEY,
    referral_id uuid NOT NULL REFERENCES referrals ON DELETE CASCADE,
    notice text NOT NULL,
    staff_id uuid REFERENCES staff ON DELETE CASCADE,
    contact_id uuid REFERENCES contacts ON DELETE CASCADE,
    reason text NOT NULL,
    language text NOT NULL,
    status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sending', 'sent', 'skipped', 'dead')),
    due_at timestamptz NOT NULL,
    wanted_at timestamptz NOT NULL,
    attempts int NOT NULL DEFAULT 0,
    failures int NOT NULL DEFAULT 0,
    lease uuid,
    lease_until timestamptz,
    last_reply text,
    created_at timestamptz NOT NULL,
    settled_at timestamptz,
    CONSTRAINT outbox_one_recipient CHECK ((staff_id IS NULL) <> (contact_id IS NULL)),
    CONSTRAINT outbox_lease_while_sending CHECK ((status = 'sending') = (lease IS NOT NULL))
);
COMMENT ON COLUMN outbox.wanted_at IS 'When it should have left first; due_at moves on with each try.';
CREATE INDEX outbox_waiting_by_due ON outbox (due_at, id) WHERE status = 'waiting';
CREATE INDEX outbox_unsettled_by_wanted ON outbox (wanted_at) WHERE status IN ('waiting', 'sending');
CREATE INDEX outbox_sending_by_lease ON outbox (lease_until) WHERE status = 'sending';
CREATE INDEX outbox_by_referral ON outbox (referral_id);
CREATE INDEX outbox_by_staff ON outbox (staff_id) WHERE staff_id IS NOT NULL;
CREATE INDEX outbox_by_contact ON outbox (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX outbox_dead ON outbox (settled_at) WHERE status = 'dead';

-- The demo's mailbox. The raw message is sealed like everything that names a person.
CREATE TABLE demo_mails (
    id uuid PRIMARY KEY,
    raw bytea NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX demo_mails_by_time ON demo_mails (at DESC, id);
