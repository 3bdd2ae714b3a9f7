-- 0011: persons made one, so that they can be parted again.  Dictionary: resources/sql/README.md

-- Two rows were one person: @gone's rows went over to @keep.  Parting them again deletes the row; the log keeps both.
CREATE TABLE person_merge (
  id         INTEGER PRIMARY KEY,
  keep       INTEGER NOT NULL,        -- row ids of person, gone for good in the case of @gone: no REFERENCES, a merge must not change them
  gone       INTEGER NOT NULL UNIQUE,
  gone_name  TEXT NOT NULL CHECK (gone_name <> ''),
  seq        INTEGER NOT NULL CHECK (seq >= 1),   -- the change that did it
  at         INTEGER NOT NULL,                    -- seconds UTC
  CHECK (keep <> gone)
) STRICT;
CREATE INDEX person_merge_keep ON person_merge (keep);

-- Two rows that look alike and are two persons all the same: somebody has said so, and nobody is asked again.
CREATE TABLE person_distinct (
  id  INTEGER PRIMARY KEY,
  a   INTEGER NOT NULL,               -- the smaller row id of person
  b   INTEGER NOT NULL,
  UNIQUE (a, b),
  CHECK (a < b)
) STRICT;

INSERT INTO sensitive_field (table_name, column_name, kind) VALUES ('person_merge', 'gone_name', 'name');
