-- The case and what belongs to it. What the desk sorts, filters, counts and times by is plain;
-- what identifies or describes a person is sealed bytea under the case's own data key.

CREATE TABLE status_edges (
    from_status text NOT NULL,
    to_status text NOT NULL,
    only_for_outcome text,
    PRIMARY KEY (from_status, to_status)
);
COMMENT ON TABLE status_edges IS 'The allowed moves; a test holds it equal to domain::status::EDGES. only_for_outcome marks the closing by a recorded death, allowed from every open status.';

INSERT INTO status_edges (from_status, to_status) VALUES
    ('received', 'in_intake'), ('received', 'not_a_referral'),
    ('in_intake', 'awaiting_information'), ('in_intake', 'ready_for_review'), ('in_intake', 'on_hold'), ('in_intake', 'closed'),
    ('awaiting_information', 'in_intake'), ('awaiting_information', 'ready_for_review'), ('awaiting_information', 'on_hold'), ('awaiting_information', 'closed'),
    ('ready_for_review', 'in_review'),
    ('in_review', 'conference'), ('in_review', 'decided'), ('in_review', 'awaiting_information'),
    ('conference', 'decided'), ('conference', 'awaiting_information'),
    ('decided', 'arranging'), ('decided', 'advice_given'), ('decided', 'closed'),
    ('advice_given', 'closed'), ('advice_given', 'in_review'),
    ('arranging', 'visit_scheduled'), ('arranging', 'on_hold'), ('arranging', 'closed'),
    ('visit_scheduled', 'seen'), ('visit_scheduled', 'arranging'), ('visit_scheduled', 'closed'),
    ('seen', 'closed'), ('seen', 'arranging'),
    ('on_hold', 'in_intake'), ('on_hold', 'awaiting_information'), ('on_hold', 'arranging'), ('on_hold', 'closed'),
    ('closed', 'in_intake'),
    ('not_a_referral', 'received');
INSERT INTO status_edges (from_status, to_status, only_for_outcome) VALUES
    ('received', 'closed', 'died'), ('ready_for_review', 'closed', 'died'), ('in_review', 'closed', 'died'), ('conference', 'closed', 'died');

CREATE TABLE referrals (
    id uuid PRIMARY KEY,
    reference text NOT NULL CONSTRAINT referrals_reference_is_unique UNIQUE,
    source text NOT NULL CHECK (source IN ('family', 'call_me', 'doctor', 'phone', 'email')),
    status text NOT NULL CHECK (status IN ('received', 'in_intake', 'awaiting_information', 'ready_for_review', 'in_review', 'conference', 'decided', 'advice_given', 'arranging', 'visit_scheduled', 'seen', 'on_hold', 'closed', 'not_a_referral')),
    held_from text,
    decision text CHECK (decision IN ('offer_evaluation', 'advice_to_local_team', 'not_a_fit')),
    outcome text CHECK (outcome IN ('evaluated_treating_here', 'evaluated_back_to_local', 'advice_given', 'declined', 'family_chose_otherwise', 'could_not_reach', 'moved_to_another_programme', 'duplicate', 'died', 'entered_in_error')),
    priority text NOT NULL CHECK (priority IN ('emergency', 'urgent', 'standard')),
    waiting_on text NOT NULL CHECK (waiting_on IN ('us', 'family', 'doctor', 'insurer', 'partner', 'nobody')),
    owner_id uuid REFERENCES staff ON DELETE RESTRICT,
    social_worker_id uuid REFERENCES staff ON DELETE RESTRICT,
    fallback_owner_id uuid NOT NULL REFERENCES staff ON DELETE RESTRICT,
    language text NOT NULL,
    interpreter boolean NOT NULL DEFAULT false,
    help text[] NOT NULL DEFAULT '{}',
    disease_status text,
    next_action text,
    due_at timestamptz,
    overdue_since timestamptz,
    sort_due_at timestamptz GENERATED ALWAYS AS (coalesce(overdue_since, due_at)) STORED,
    first_contact_at timestamptz,
    last_attempt_at timestamptz,
    ready_at timestamptz,
    decided_at timestamptz,
    decision_told_at timestamptz,
    meeting_on date,
    visit_at timestamptz,
    hold_until date,
    proposed_away_by uuid REFERENCES staff ON DELETE RESTRICT,
    contact_stopped_at timestamptz,
    received_at timestamptz NOT NULL,
    closed_at timestamptz,
    version int NOT NULL DEFAULT 1,
    child bytea NOT NULL,
    search_tokens bigint[] NOT NULL DEFAULT '{}',
    CONSTRAINT referrals_open_has_next_step CHECK (status IN ('closed', 'not_a_referral') OR (next_action IS NOT NULL AND due_at IS NOT NULL)),
    CONSTRAINT referrals_closed_says_why CHECK ((status = 'closed') = (outcome IS NOT NULL)),
    CONSTRAINT referrals_hold_remembers CHECK ((status = 'on_hold') = (held_from IS NOT NULL))
);
CREATE INDEX referrals_open_by_due ON referrals (sort_due_at, id) WHERE status NOT IN ('closed', 'not_a_referral');
CREATE INDEX referrals_open_by_owner ON referrals (owner_id, sort_due_at, id) WHERE status NOT IN ('closed', 'not_a_referral');
CREATE INDEX referrals_ended_by_time ON referrals (received_at DESC, id) WHERE status IN ('closed', 'not_a_referral');
CREATE INDEX referrals_by_social_worker ON referrals (social_worker_id) WHERE social_worker_id IS NOT NULL;
CREATE INDEX referrals_by_fallback_owner ON referrals (fallback_owner_id) WHERE status NOT IN ('closed', 'not_a_referral') AND owner_id IS NULL;
CREATE INDEX referrals_by_proposer ON referrals (proposed_away_by) WHERE proposed_away_by IS NOT NULL;
CREATE INDEX referrals_by_search_token ON referrals USING gin (search_tokens);

-- The last line: whatever path a change takes, a move that is not in the table does not happen.
CREATE FUNCTION refuse_unknown_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM status_edges
        WHERE from_status = OLD.status AND to_status = NEW.status
          AND (only_for_outcome IS NULL OR only_for_outcome IS NOT DISTINCT FROM NEW.outcome)
    ) OR (OLD.status = 'on_hold' AND NEW.status <> 'closed' AND NEW.status <> OLD.held_from) THEN
        RAISE EXCEPTION 'a case cannot move from % to %', OLD.status, NEW.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'referrals_move_is_allowed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER referrals_refuse_unknown_move BEFORE UPDATE OF status ON referrals
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION refuse_unknown_move();

CREATE FUNCTION start_as_received() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status <> 'received' THEN
        RAISE EXCEPTION 'a case starts as received'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'referrals_move_is_allowed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER referrals_start_as_received BEFORE INSERT ON referrals
    FOR EACH ROW EXECUTE FUNCTION start_as_received();

-- What was sent, unchanged. The key comes from the form: the same send twice is one row.
CREATE TABLE submissions (
    id uuid PRIMARY KEY,
    referral_id uuid NOT NULL REFERENCES referrals ON DELETE CASCADE,
    submission_key uuid NOT NULL CONSTRAINT submissions_key_is_unique UNIQUE DEFERRABLE INITIALLY IMMEDIATE,
    content_hash bytea NOT NULL,
    form text NOT NULL CHECK (form IN ('family', 'call_me')),
    form_version int NOT NULL,
    language text NOT NULL,
    answers bytea NOT NULL,
    consent_version text,
    address_hash bytea,
    received_at timestamptz NOT NULL
);
CREATE INDEX submissions_by_referral ON submissions (referral_id);

CREATE TABLE contacts (
    id uuid PRIMARY KEY,
    referral_id uuid NOT NULL REFERENCES referrals ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('family', 'patient', 'doctor')),
    language text NOT NULL,
    has_email boolean NOT NULL,
    has_phone boolean NOT NULL,
    person bytea NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX contacts_by_referral ON contacts (referral_id);

-- Promises and reminders to ourselves. Pauses are stored, so each due time can be computed again from history.
CREATE TABLE clocks (
    id uuid PRIMARY KEY,
    referral_id uuid NOT NULL REFERENCES referrals ON DELETE CASCADE,
    kind text NOT NULL,
    span text NOT NULL,
    started_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    paused_at timestamptz,
    stopped_at timestamptz,
    breached_at timestamptz,
    missed_from timestamptz
);
CREATE INDEX clocks_by_referral ON clocks (referral_id);
CREATE INDEX clocks_running_by_due ON clocks (due_at) WHERE stopped_at IS NULL AND paused_at IS NULL AND breached_at IS NULL;

CREATE TABLE clock_pauses (
    clock_id uuid NOT NULL REFERENCES clocks ON DELETE CASCADE,
    paused_at timestamptz NOT NULL,
    resumed_at timestamptz,
    PRIMARY KEY (clock_id, paused_at)
);

CREATE TABLE assignments (
    id uuid PRIMARY KEY,
    referral_id uuid NOT NULL REFERENCES referrals ON DELETE CASCADE,
    duty text NOT NULL CHECK (duty IN ('owner', 'social_worker')),
    staff_id uuid NOT NULL REFERENCES staff ON DELETE RESTRICT,
    assigned_by uuid REFERENCES staff ON DELETE RESTRICT,
    from_at timestamptz NOT NULL,
    until_at timestamptz
);
CREATE INDEX assignments_by_referral ON assignments (referral_id);
CREATE INDEX assignments_by_staff ON assignments (staff_id);
CREATE INDEX assignments_by_assigner ON assignments (assigned_by);

CREATE TABLE calls (
    id uuid PRIMARY KEY,
    referral_id uuid NOT NULL REFERENCES referrals ON DELETE CASCADE,
    staff_id uuid NOT NULL REFERENCES staff ON DELETE RESTRICT,
    with_whom text NOT NULL CHECK (with_whom IN ('family', 'patient', 'doctor', 'someone_else')),
    result text NOT NULL CHECK (result IN ('reached', 'left_message', 'no_answer', 'wrong_number')),
    said bytea NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX calls_by_referral ON calls (referral_id, at);
CREATE INDEX calls_by_staff ON calls (staff_id);

-- Staff notes have no address field and no recipient: they cannot reach anybody outside.
CREATE TABLE notes (
    id uuid PRIMARY KEY,
    referral_id uuid NOT NULL REFERENCES referrals ON DELETE CASCADE,
    staff_id uuid NOT NULL REFERENCES staff ON DELETE RESTRICT,
    body bytea NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX notes_by_referral ON notes (referral_id, at);
CREATE INDEX notes_by_staff ON notes (staff_id);

-- Which cases a role sees; domain::permission::scope says the same. A forbidden case is not found.
CREATE FUNCTION visible_to(viewer_role text, viewer uuid, r referrals) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT CASE viewer_role
        WHEN 'intake' THEN true
        WHEN 'supervisor' THEN true
        WHEN 'reviewer' THEN r.ready_at IS NOT NULL
            OR (r.priority <> 'standard' AND r.status NOT IN ('closed', 'not_a_referral'))
        WHEN 'coordinator' THEN r.ready_at IS NOT NULL AND r.status NOT IN ('closed', 'not_a_referral')
        WHEN 'social_worker' THEN r.social_worker_id = viewer
            OR r.help && ARRAY['travel', 'lodging', 'funding', 'interpreter', 'letters', 'other']
            OR r.status IN ('arranging', 'visit_scheduled', 'seen')
        WHEN 'insurance' THEN r.help && ARRAY['insurance']
        WHEN 'finance' THEN r.help && ARRAY['funding']
        ELSE false
    END
$$;
