-- 0010: how lists were last looked at.  Dictionary: resources/sql/README.md

-- Widths, order, filters of a list as they were left.  Not recorded: it is no fact of the office.
CREATE TABLE cache_view (
  list   TEXT PRIMARY KEY NOT NULL CHECK (list <> ''),    -- "ledger:elder-visit", "people"
  text   TEXT NOT NULL,                                   -- a JSON object
  at     INTEGER NOT NULL                                 -- when it was last opened or changed: microseconds UTC
) STRICT, WITHOUT ROWID;
