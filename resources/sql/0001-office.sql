-- 0001: the office itself, and the record of every change.  Dictionary: resources/sql/README.md

-- What this copy of the file is: site (random, per copy), counter (last key given out), made_by, …
CREATE TABLE meta (
  key    TEXT PRIMARY KEY NOT NULL,
  value  ANY NOT NULL
) STRICT, WITHOUT ROWID;

-- The offices whose records are in this file: one in a village's file, many in a township's.
CREATE TABLE office (
  id         INTEGER PRIMARY KEY,
  code       TEXT NOT NULL UNIQUE CHECK (code GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
  name       TEXT NOT NULL CHECK (name <> ''),
  level      TEXT NOT NULL CHECK (level IN ('village', 'township', 'county')),
  full_name  TEXT,                       -- 靖宇县那尔轰镇那尔轰村村民委员会
  is_own     INTEGER NOT NULL DEFAULT 0 CHECK (is_own IN (0, 1))
) STRICT;

-- Policies and preferences of this office.
CREATE TABLE setting (
  id     INTEGER PRIMARY KEY,
  key    TEXT NOT NULL UNIQUE,
  value  TEXT NOT NULL
) STRICT;

-- Every edit of the office, in order, chained by hash.  Never updated, never deleted from.
CREATE TABLE change (
  seq        INTEGER PRIMARY KEY,        -- 1, 2, 3, … without a gap
  site       INTEGER NOT NULL,           -- the copy of the file it was made in
  at         INTEGER NOT NULL,           -- seconds UTC
  user       TEXT NOT NULL,
  label      TEXT NOT NULL,              -- in words: 登记探访：张三
  kind       TEXT NOT NULL CHECK (kind IN ('edit', 'import', 'final', 'undo', 'redo')),
  target     INTEGER REFERENCES change (seq),   -- what an undo or redo takes back or brings back
  n_rows     INTEGER NOT NULL,
  previous   BLOB NOT NULL CHECK (length (previous) = 32),
  hash       BLOB NOT NULL CHECK (length (hash) = 32),
  changeset  BLOB NOT NULL,              -- SQLite session changeset; last, for it may be long
  CHECK ((kind IN ('undo', 'redo')) = (target IS NOT NULL))
) STRICT;
CREATE INDEX change_target ON change (target) WHERE target IS NOT NULL;

-- Which rows a small change touched: the history of a record.  (Bulk changes are looked through instead.)
CREATE TABLE change_row (
  table_name TEXT NOT NULL,
  row_id     INTEGER NOT NULL,
  seq        INTEGER NOT NULL REFERENCES change (seq),
  PRIMARY KEY (table_name, row_id, seq)
) STRICT, WITHOUT ROWID;

-- Fields that masking, the log of unmasked exports and later sealing hang on.
CREATE TABLE sensitive_field (
  table_name  TEXT NOT NULL,
  column_name TEXT NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('name', 'identity', 'phone', 'bank', 'address', 'health', 'birth')),
  PRIMARY KEY (table_name, column_name)
) STRICT, WITHOUT ROWID;

-- What is large and never changes: received PDFs, issued filings, attachments.  Rows name it by its SHA-256; not recorded in changes.
CREATE TABLE content (
  sha256  BLOB PRIMARY KEY NOT NULL CHECK (length (sha256) = 32),
  size    INTEGER NOT NULL,
  data    BLOB NOT NULL
) STRICT;
