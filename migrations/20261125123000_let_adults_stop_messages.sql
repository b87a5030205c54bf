-- An adult of a family may ask us to write no more. Their request goes on, and their page still tells where it stands.

ALTER TABLE contacts ADD COLUMN messages_stopped_at timestamptz;
