-- Papers also come by fax, by post or by hand: staff put them in, in the same sealed parts and past the same scanner. Whoever
-- did it stands with it; such a paper belongs to the case and to no contact, so nobody outside opens it.

ALTER TABLE papers
    ADD COLUMN added_by uuid,
    ADD COLUMN came text;
ALTER TABLE papers
    ADD CONSTRAINT papers_added_by_staff FOREIGN KEY (added_by) REFERENCES staff ON DELETE RESTRICT NOT VALID;
ALTER TABLE papers
    ADD CONSTRAINT papers_came_some_way CHECK (came IN ('fax', 'post', 'hand')) NOT VALID;
ALTER TABLE papers
    ADD CONSTRAINT papers_put_in_is_no_contacts CHECK ((added_by IS NULL) = (came IS NULL) AND (added_by IS NULL OR contact_id IS NULL)) NOT VALID;
COMMENT ON COLUMN papers.added_by IS 'Who of the staff put it in; none where somebody outside sent it.';
COMMENT ON COLUMN papers.came IS 'How it came to whoever put it in.';
