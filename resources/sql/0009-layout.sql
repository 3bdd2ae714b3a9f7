-- 0009: column layouts of an office and what was made with them.  Dictionary: resources/sql/README.md

CREATE TABLE layout (
  id          INTEGER PRIMARY KEY,
  ledger      TEXT NOT NULL CHECK (ledger <> ''),
  department  TEXT NOT NULL,                             -- who asks for the form; '' nobody in particular
  title       TEXT NOT NULL CHECK (title <> ''),
  source      TEXT NOT NULL,                             -- JSON, as `layout export` writes it
  form        BLOB CHECK (length (form) = 32),           -- SHA-256 of the spreadsheet it was made from; the bytes are in content
  saved_at    INTEGER NOT NULL,                          -- seconds UTC
  UNIQUE (ledger, department, title)
) STRICT;

-- Not recorded in changes: an undo must not forget that a form was made.
CREATE TABLE layout_output (
  id          INTEGER PRIMARY KEY,
  at          INTEGER NOT NULL,                          -- seconds UTC
  made_on     TEXT NOT NULL CHECK (date (made_on, '+0 days') IS made_on),
  user        TEXT NOT NULL,
  ledger      TEXT NOT NULL,
  department  TEXT NOT NULL,
  title       TEXT NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('xlsx', 'ods', 'csv', 'pdf', 'print')),
  file        TEXT NOT NULL,                             -- its name, without folder
  mask        TEXT NOT NULL CHECK (mask IN ('internal', 'public', 'strict')),
  period      TEXT,
  n_rows      INTEGER NOT NULL CHECK (n_rows >= 0),
  n_filled    INTEGER NOT NULL CHECK (n_filled >= 0),    -- cells filled from the file
  n_typed     INTEGER NOT NULL CHECK (n_typed >= 0),     -- cells typed for this form alone, or left for the hand
  n_empty     INTEGER NOT NULL CHECK (n_empty >= 0)      -- cells of which the file knows nothing
) STRICT;
CREATE INDEX layout_output_made ON layout_output (department, made_on);
