-- The same answer is given again and again: it is kept once, with holes for what differs from one asking to the next (a zero byte and a letter: d the
-- decision's id, a asOf, k knownAt, r reflectsThrough). Answers from before have no holes.
CREATE TABLE standing_answers (
    -- Half a SHA-256 of the body.
    id uuid NOT NULL PRIMARY KEY,
    body bytea NOT NULL
);

INSERT INTO standing_answers (id, body) SELECT id::uuid, answer FROM standing_decisions;

ALTER TABLE standing_decisions
    ADD COLUMN as_of timestamptz,
    ADD COLUMN known_at timestamptz,
    ADD COLUMN reflects_through timestamptz,
    ADD COLUMN answer_id uuid;

UPDATE standing_decisions SET answer_id = id::uuid;

ALTER TABLE standing_decisions ALTER COLUMN answer_id SET NOT NULL, DROP COLUMN answer;
