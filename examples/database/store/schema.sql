-- What an office keeps of its evaluations. The same file serves SQLite and PostgreSQL.
-- Codes are text. Scores are the published ones. Amounts of awards are whole numbers of
-- smallest units (of a measure with 2 digits, hundredths), and what the ledger has between
-- them are exact fractions such as 4150/3, as text, so that nothing is lost.

CREATE TABLE IF NOT EXISTS rounds (
  round TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  framework TEXT NOT NULL -- JSON
);

CREATE TABLE IF NOT EXISTS units (
  round TEXT NOT NULL REFERENCES rounds,
  unit TEXT NOT NULL,
  position INTEGER NOT NULL, -- in the list of the round, from 1
  name TEXT NOT NULL,
  class TEXT NOT NULL,
  region TEXT NOT NULL,
  level TEXT NOT NULL,
  tags TEXT NOT NULL, -- JSON
  PRIMARY KEY (round, unit)
);

-- A figure as it arrived. Two offices may report the same one, each by a source of its own.
CREATE TABLE IF NOT EXISTS readings (
  round TEXT NOT NULL,
  unit TEXT NOT NULL,
  indicator TEXT NOT NULL,
  source TEXT NOT NULL,
  period TEXT NOT NULL,
  value DOUBLE PRECISION, -- NULL: there is none, and mark says why
  mark TEXT NOT NULL,
  confidential INTEGER NOT NULL,
  department TEXT NOT NULL,
  state TEXT NOT NULL,
  note TEXT NOT NULL,
  dated TEXT NOT NULL,
  PRIMARY KEY (round, unit, indicator, source),
  FOREIGN KEY (round, unit) REFERENCES units
);

-- A run is a result, stored whole or not at all. Its name is the SHA-256 of all that it was
-- made of and of what came out, so that a run that is stored twice is one.
CREATE TABLE IF NOT EXISTS runs (
  run TEXT PRIMARY KEY,
  round TEXT NOT NULL REFERENCES rounds,
  stage TEXT NOT NULL, -- provisional, final
  method TEXT NOT NULL, -- JSON
  version TEXT NOT NULL -- of the library
);

CREATE TABLE IF NOT EXISTS scores (
  run TEXT NOT NULL REFERENCES runs,
  unit TEXT NOT NULL,
  indicator TEXT NOT NULL,
  score DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (run, unit, indicator)
);

CREATE TABLE IF NOT EXISTS places (
  run TEXT NOT NULL REFERENCES runs,
  unit TEXT NOT NULL,
  position INTEGER NOT NULL, -- in the list, from 1
  place INTEGER, -- NULL: not ranked
  score DOUBLE PRECISION,
  grade TEXT NOT NULL,
  reason TEXT NOT NULL, -- why it is not ranked or gets no award
  PRIMARY KEY (run, unit)
);

CREATE TABLE IF NOT EXISTS awards (
  run TEXT NOT NULL REFERENCES runs,
  pool TEXT NOT NULL,
  unit TEXT NOT NULL,
  amount BIGINT NOT NULL, -- in smallest units
  digits INTEGER NOT NULL, -- of the measure
  measure TEXT NOT NULL,
  bound TEXT NOT NULL, -- what bound it: a floor, a cap, a ceiling
  PRIMARY KEY (run, pool, unit)
);

CREATE TABLE IF NOT EXISTS ledger (
  run TEXT NOT NULL REFERENCES runs,
  pool TEXT NOT NULL,
  unit TEXT NOT NULL,
  entry INTEGER NOT NULL, -- from 1
  tranche TEXT NOT NULL,
  kind TEXT NOT NULL,
  article INTEGER, -- NULL: none
  clause TEXT NOT NULL,
  reason TEXT NOT NULL,
  was TEXT, -- exact
  became TEXT, -- exact
  delta TEXT NOT NULL, -- exact: what it adds to the award, in smallest units
  PRIMARY KEY (run, pool, unit, entry)
);

-- The audit trail: a line for each entry, each with the digest of the one before.
CREATE TABLE IF NOT EXISTS trail (
  round TEXT NOT NULL REFERENCES rounds,
  entry INTEGER NOT NULL, -- from 1
  digest TEXT NOT NULL,
  line TEXT NOT NULL,
  PRIMARY KEY (round, entry)
);

-- The work register as it stood on a day.
CREATE TABLE IF NOT EXISTS register (
  round TEXT NOT NULL REFERENCES rounds,
  dated TEXT NOT NULL,
  item INTEGER NOT NULL, -- from 1
  kind TEXT NOT NULL,
  office TEXT NOT NULL,
  indicator TEXT NOT NULL,
  due TEXT NOT NULL,
  done TEXT NOT NULL, -- "": open
  late INTEGER NOT NULL, -- days
  said TEXT NOT NULL,
  PRIMARY KEY (round, dated, item)
);
