-- A doctor who opened the link that a mail to their own address brought sees all the patients referred from that address.
-- The link of one case, which the confirmation shows as well, does not open them.

ALTER TABLE link_sessions ADD COLUMN by_address boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN link_sessions.by_address IS 'True where the browser came by a link that only a mail to the contact''s address brings.';
