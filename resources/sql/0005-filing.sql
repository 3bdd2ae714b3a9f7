-- 0005: the register of filings.  Dictionary: resources/sql/README.md
--
-- A filing is made once and never changed: a correction is a new filing that names the one it replaces.
-- What may change later is only what the township said to it.

CREATE TABLE filing (
  id            INTEGER PRIMARY KEY,
  office        TEXT NOT NULL CHECK (length (office) = 12 AND office NOT GLOB '*[^0-9]*'),
  year          INTEGER NOT NULL CHECK (year BETWEEN 1949 AND 2200),
  n             INTEGER NOT NULL CHECK (n >= 1),
  number        TEXT NOT NULL CHECK (number <> ''),      -- 河南村〔2026〕3号
  form          TEXT NOT NULL CHECK (form <> ''),        -- resources/forms/KEY.json
  period        TEXT NOT NULL CHECK (period <> ''),      -- 2026-06
  profile       TEXT NOT NULL CHECK (profile IN ('internal', 'public', 'strict')),
  title         TEXT NOT NULL,
  written_on    TEXT NOT NULL CHECK (date (written_on, '+0 days') IS written_on),
  n_pages       INTEGER NOT NULL CHECK (n_pages >= 1),
  n_rows        INTEGER NOT NULL CHECK (n_rows >= 0),
  pdf           BLOB NOT NULL CHECK (length (pdf) = 32),   -- SHA-256; the bytes are in content
  data          BLOB NOT NULL CHECK (length (data) = 32),  -- SHA-256 of data.json
  replaces      INTEGER UNIQUE REFERENCES filing (id),
  made_at       INTEGER NOT NULL,                          -- seconds UTC
  made_by       TEXT NOT NULL,
  state         TEXT NOT NULL DEFAULT 'made' CHECK (state IN ('made', 'filed', 'returned', 'accepted')),
  state_at      INTEGER,
  reason        TEXT,                                      -- why it was returned
  UNIQUE (office, year, n),
  UNIQUE (office, number),
  CHECK (replaces <> id)
) STRICT;
CREATE INDEX filing_period ON filing (office, form, period);

CREATE TRIGGER filing_is_not_changed
  BEFORE UPDATE OF office, year, n, number, form, period, profile, title, written_on, n_pages, n_rows, pdf, data, replaces, made_at,
                   made_by ON filing
BEGIN
  SELECT RAISE (ABORT, 'a filing is never changed; make a new one that replaces it');
END;
CREATE TRIGGER filing_is_not_deleted BEFORE DELETE ON filing
BEGIN
  SELECT RAISE (ABORT, 'a filing is never deleted; make a new one that replaces it');
END;

-- Public keys of other offices whose seals are known here.  One's own secret key stands in meta: it never leaves this file.
CREATE TABLE known_key (
  id          INTEGER PRIMARY KEY,
  office      TEXT NOT NULL CHECK (length (office) = 12 AND office NOT GLOB '*[^0-9]*'),
  public_key  TEXT NOT NULL UNIQUE CHECK (length (public_key) = 64),
  since       INTEGER NOT NULL
) STRICT;
