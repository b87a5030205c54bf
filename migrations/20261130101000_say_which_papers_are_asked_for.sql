-- Two reports of imaging are two papers, and "another paper" is none without a word of what it is: an ask has words, and there may
-- be several of a kind. The doctor says that one was sent; staff say why one is not needed. Words are sealed.

ALTER TABLE paper_asks
    ADD COLUMN what bytea,
    ADD COLUMN said_sent_at timestamptz,
    ADD COLUMN reason bytea;
ALTER TABLE paper_asks DROP CONSTRAINT paper_asks_once_for_each_kind;
COMMENT ON COLUMN paper_asks.what IS 'Which one of its kind, sealed by the key of the case; whoever is to send it reads it.';
COMMENT ON COLUMN paper_asks.said_sent_at IS 'When the doctor said that it was sent; it is missing until it is here.';
COMMENT ON COLUMN paper_asks.reason IS 'Why it is not needed, for staff, sealed by the key of the case.';
