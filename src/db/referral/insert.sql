-- Stores a new case and all that belongs to it, or nothing. Every part reads `go`, which is empty where this process's
-- roster is old, or where the draft was sent, changed or replaced since it was read. The roster's counter is only read.
-- The draft's row is kept for the browser that sends: whoever else held it is not led back to what was sent.
WITH roster AS MATERIALIZED (
    SELECT FROM desk_versions WHERE name = 'roster' AND version = $1
), held AS (
    SELECT id, token_hash FROM drafts WHERE id IN (
        SELECT id FROM drafts WHERE token_hash = $4 UNION ALL SELECT draft_id FROM draft_browsers WHERE token_hash = $4)
), draft AS (
    UPDATE drafts SET referral_id = $2, answers = NULL, saved_at = $3, expires_at = $9::timestamptz, token_hash = $4
    WHERE id IN (SELECT id FROM held) AND submission_key = $5 AND referral_id IS NULL AND expires_at > $3
      AND substring(answers FROM 1 FOR 25) = $6::bytea AND EXISTS (SELECT FROM roster)
    RETURNING id
), go AS MATERIALIZED (
    SELECT FROM roster WHERE $6::bytea IS NULL OR EXISTS (SELECT FROM draft)
), draft_key AS (
    DELETE FROM data_keys WHERE owner IN (SELECT id FROM draft)
), sender AS (
    DELETE FROM draft_browsers WHERE token_hash = $4 AND draft_id IN (SELECT id FROM draft)
), beginner AS (
    INSERT INTO draft_browsers (token_hash, draft_id)
    SELECT held.token_hash, held.id FROM held JOIN draft ON draft.id = held.id WHERE held.token_hash <> $4
), receipt AS (
    INSERT INTO drafts (id, token_hash, submission_key, language, referral_id, saved_at, expires_at, kind)
    SELECT $7::uuid, $4, $5, $8, $2, $3, $9, $38::text FROM go WHERE $6 IS NULL
), case_key AS (
    INSERT INTO data_keys (owner, wrapped, master_version, created_at) SELECT $2, $10::bytea, $11::int, $3 FROM go
), referral AS (
    INSERT INTO referrals (id, reference, source, status, priority, waiting_on, fallback_owner_id, language, interpreter, help,
        disease_status, next_action, due_at, received_at, child, search_tokens, lineage, family_aware)
    SELECT $2, $12::text, $13::text, $14::text, $15::text, $16::text, $17::uuid, $18::text, $19::boolean, $20::text[],
        $21::text, $22::text, $23::timestamptz, $3, $24::bytea, $25::bigint[], $39::text, $40::boolean
    FROM go
), submission AS (
    INSERT INTO submissions (id, referral_id, submission_key, content_hash, form, form_version, language, answers, consent_version,
        address_hash, received_at)
    SELECT $26::uuid, $2, $5, $27::bytea, $28::text, $29::int, $8, $30::bytea, $31::text, $32::bytea, $3 FROM go
), contact AS (
    INSERT INTO contacts (id, referral_id, kind, language, has_email, has_phone, person, created_at)
    SELECT c.id, $2, c.kind, c.language, c.has_email, c.has_phone, c.person, $3
    FROM go, json_to_recordset($33::text::json)
        AS c (id uuid, kind text, language text, has_email boolean, has_phone boolean, person bytea)
), link AS (
    INSERT INTO private_links (contact_id, token_hash, made_at)
    SELECT l.id, l.link_hash, $3 FROM go, json_to_recordset($33::text::json) AS l (id uuid, link_hash bytea)
    WHERE l.link_hash IS NOT NULL
), clock AS (
    INSERT INTO clocks (id, referral_id, kind, span, started_at, due_at, missed_from, calendar_version)
    SELECT k.id, $2, k.kind, k.span, k.started_at, k.due_at, k.missed_from, k.calendar_version
    FROM go, json_to_recordset($34::text::json)
        AS k (id uuid, kind text, span text, started_at timestamptz, due_at timestamptz, missed_from timestamptz, calendar_version int)
), mail AS (
    INSERT INTO outbox (id, referral_id, notice, staff_id, contact_id, reason, language, due_at, wanted_at, created_at)
    SELECT m.id, $2, m.notice, m.staff_id, m.contact_id, m.reason, m.language, m.due_at, m.due_at, $3
    FROM go, json_to_recordset($35::text::json)
        AS m (id uuid, notice text, staff_id uuid, contact_id uuid, reason text, language text, due_at timestamptz)
), event AS (
    INSERT INTO audit_events (id, stream, n, referral_id, actor_kind, kind, details, at)
    SELECT e.id, $2, e.n, $2, e.actor_kind, e.kind, e.details, e.at
    FROM go, json_to_recordset($36::text::json)
        AS e (id uuid, n bigint, actor_kind text, kind text, details jsonb, at timestamptz)
), help AS (
    INSERT INTO help_requests (id, referral_id, kind, asked_at, changed_at)
    SELECT h.id, $2, h.kind, h.asked_at, h.changed_at
    FROM go, json_to_recordset($41::text::json) AS h (id uuid, kind text, asked_at timestamptz, changed_at timestamptz)
), stream AS (
    INSERT INTO audit_streams (stream, last_n) SELECT $2, $37::bigint FROM go
)
SELECT EXISTS (SELECT FROM roster) AS "roster_is_current!", EXISTS (SELECT FROM go) AS "stored!"
