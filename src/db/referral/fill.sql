-- Stores the rows of many made-up stories. Each parameter is one table's rows as JSON.
WITH key AS (
    INSERT INTO data_keys (owner, wrapped, master_version, created_at)
    SELECT owner, wrapped, master_version, created_at FROM json_populate_recordset(NULL::data_keys, $1::text::json)
), referral AS (
    INSERT INTO referrals (id, reference, source, status, held_from, decision, outcome, priority, waiting_on, owner_id, social_worker_id,
        fallback_owner_id, language, interpreter, help, disease_status, next_action, due_at, overdue_since, first_contact_at,
        last_attempt_at, ready_at, decided_at, decision_told_at, meeting_on, visit_at, hold_until, proposed_away_by, contact_stopped_at,
        received_at, closed_at, version, child, search_tokens, lineage, family_aware)
    SELECT id, reference, source, status, held_from, decision, outcome, priority, waiting_on, owner_id, social_worker_id,
        fallback_owner_id, language, interpreter, help, disease_status, next_action, due_at, overdue_since, first_contact_at,
        last_attempt_at, ready_at, decided_at, decision_told_at, meeting_on, visit_at, hold_until, proposed_away_by, contact_stopped_at,
        received_at, closed_at, version, child, search_tokens, lineage, family_aware
    FROM json_populate_recordset(NULL::referrals, $2::text::json)
), submission AS (
    INSERT INTO submissions (id, referral_id, submission_key, content_hash, form, form_version, language, answers, consent_version, received_at)
    SELECT id, referral_id, submission_key, content_hash, form, form_version, language, answers, consent_version, received_at
    FROM json_populate_recordset(NULL::submissions, $3::text::json)
), contact AS (
    INSERT INTO contacts (id, referral_id, kind, language, has_email, has_phone, person, created_at)
    SELECT id, referral_id, kind, language, has_email, has_phone, person, created_at
    FROM json_populate_recordset(NULL::contacts, $4::text::json)
), link AS (
    INSERT INTO private_links (contact_id, token_hash, made_at)
    SELECT l.id, l.link_hash, l.created_at
    FROM json_to_recordset($4::text::json) AS l (id uuid, link_hash bytea, created_at timestamptz)
    WHERE l.link_hash IS NOT NULL
), clock AS (
    INSERT INTO clocks (id, referral_id, kind, span, started_at, due_at, paused_at, stopped_at, breached_at, missed_from, calendar_version)
    SELECT id, referral_id, kind, span, started_at, due_at, paused_at, stopped_at, breached_at, missed_from, calendar_version
    FROM json_populate_recordset(NULL::clocks, $5::text::json)
), pause AS (
    INSERT INTO clock_pauses (clock_id, paused_at, resumed_at, calendar_version)
    SELECT clock_id, paused_at, resumed_at, calendar_version FROM json_populate_recordset(NULL::clock_pauses, $6::text::json)
), assignment AS (
    INSERT INTO assignments (id, referral_id, duty, staff_id, assigned_by, from_at, until_at)
    SELECT id, referral_id, duty, staff_id, assigned_by, from_at, until_at
    FROM json_populate_recordset(NULL::assignments, $7::text::json)
), call AS (
    INSERT INTO calls (id, referral_id, staff_id, with_whom, result, said, at)
    SELECT id, referral_id, staff_id, with_whom, result, said, at FROM json_populate_recordset(NULL::calls, $8::text::json)
), note AS (
    INSERT INTO notes (id, referral_id, staff_id, body, at)
    SELECT id, referral_id, staff_id, body, at FROM json_populate_recordset(NULL::notes, $9::text::json)
), mail AS (
    INSERT INTO outbox (id, referral_id, notice, staff_id, contact_id, reason, language, status, due_at, wanted_at, attempts,
        last_reply, created_at, settled_at)
    SELECT id, referral_id, notice, staff_id, contact_id, reason, language, status, due_at, due_at, attempts,
        last_reply, created_at, settled_at
    FROM json_populate_recordset(NULL::outbox, $10::text::json)
), event AS (
    INSERT INTO audit_events (id, stream, n, referral_id, actor_kind, staff_id, role, session_id, address, kind, details, at)
    SELECT id, stream, n, referral_id, actor_kind, staff_id, role, session_id, address, kind, details, at
    FROM json_populate_recordset(NULL::audit_events, $11::text::json)
), ask AS (
    INSERT INTO paper_asks (id, referral_id, kind, what, sender, state, asked_by, asked_at, settled_at)
    SELECT id, referral_id, kind, what, sender, state, asked_by, asked_at, settled_at
    FROM json_populate_recordset(NULL::paper_asks, $14::text::json)
), help AS (
    INSERT INTO help_requests (id, referral_id, kind, asked_at, changed_at)
    SELECT id, referral_id, kind, asked_at, changed_at FROM json_populate_recordset(NULL::help_requests, $13::text::json)
)
INSERT INTO audit_streams (stream, last_n)
SELECT stream, last_n FROM json_populate_recordset(NULL::audit_streams, $12::text::json)
