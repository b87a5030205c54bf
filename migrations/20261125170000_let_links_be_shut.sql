-- Staff give another adult of the family a private link, and can take it away again. A link that was shut keeps its row:
-- its generation counts on when it is given again, so that no old token comes back to life.

ALTER TABLE private_links ADD COLUMN shut_at timestamptz;
COMMENT ON COLUMN private_links.shut_at IS 'When staff took it away; empty while it leads somewhere.';
