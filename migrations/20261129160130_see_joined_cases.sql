-- Whoever sees a case sees those that are joined into it: what the doctor sent belongs to the family's case from then on.
-- Lists leave joined cases out and ask for the rule of a case alone, which the planner can look into.

CREATE FUNCTION visible_alone(viewer_role text, viewer uuid, r referrals) RETURNS boolean LANGUAGE sql STABLE AS $$
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

CREATE OR REPLACE FUNCTION visible_to(viewer_role text, viewer uuid, r referrals) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT visible_alone(viewer_role, viewer, r) OR (r.joined_into IS NOT NULL
        AND EXISTS (SELECT FROM referrals k WHERE k.id = r.joined_into AND visible_alone(viewer_role, viewer, k)))
$$;
