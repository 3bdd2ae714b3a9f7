-- 0004: the templates of ledgers.  Their tables (ledger_KEY) are made from them.  Dictionary: resources/sql/README.md

CREATE TABLE ledger_template (
  id       INTEGER PRIMARY KEY,
  key      TEXT NOT NULL UNIQUE CHECK (key <> ''),
  version  INTEGER NOT NULL CHECK (version >= 1),
  title    TEXT NOT NULL CHECK (title <> ''),
  origin   TEXT NOT NULL CHECK (origin IN ('built-in', 'file')),
  source   TEXT NOT NULL CHECK (source <> '') -- as it was handed out
) STRICT;

-- What somebody was typing when the power went: one a form.  Not recorded: it is no fact of the office yet.
CREATE TABLE cache_draft (
  form   TEXT PRIMARY KEY NOT NULL CHECK (form <> ''),    -- "ledger:elder-visit", "person"
  text   TEXT NOT NULL,                                   -- a JSON object: field → as typed
  at     INTEGER NOT NULL                                 -- seconds UTC
) STRICT, WITHOUT ROWID;
