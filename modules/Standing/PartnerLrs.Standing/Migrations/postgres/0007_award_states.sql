-- What an award's state turns on, besides its beginning and its end. Learners write their rows again at the first start.
ALTER TABLE standing_awards ADD COLUMN expiring_from timestamptz;
ALTER TABLE standing_awards ADD COLUMN at_risk_from timestamptz;
-- The certifications that supersede the award's own, each between two line feeds; null for none.
ALTER TABLE standing_awards ADD COLUMN superseded_by text COLLATE "C";
