-- The rules of papers that staff put in were added without reading the table; this reads it, while everybody goes on writing.

ALTER TABLE papers VALIDATE CONSTRAINT papers_added_by_staff;
ALTER TABLE papers VALIDATE CONSTRAINT papers_came_some_way;
ALTER TABLE papers VALIDATE CONSTRAINT papers_put_in_is_no_contacts;
