-- The same answer is given again and again: it is kept once, with holes for what differs from one asking to the next (a zero byte and a letter: d the
-- decision's id, a asOf, k knownAt, r reflectsThrough). Answers from before have no holes.
CREATE TABLE standing_answers (
    -- Half a SHA-256 of the body.
    id blob NOT NULL PRIMARY KEY,
    body blob NOT NULL
) WITHOUT ROWID;

INSERT INTO standing_answers (id, body) SELECT unhex(replace(id, '-', '')), answer FROM standing_decisions;

ALTER TABLE standing_decisions ADD COLUMN as_of text;
ALTER TABLE standing_decisions ADD COLUMN known_at text;
ALTER TABLE standing_decisions ADD COLUMN reflects_through text;
ALTER TABLE standing_decisions ADD COLUMN answer_id blob NOT NULL DEFAULT x'';

UPDATE standing_decisions SET answer_id = unhex(replace(id, '-', ''));

ALTER TABLE standing_decisions DROP COLUMN answer;
