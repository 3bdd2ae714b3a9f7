-- 0003: the search over persons and every other record.  Dictionary: resources/sql/README.md
-- Everything here is derived: not recorded in changes, made anew by xl_search_rebuild ().

-- One row a person (name, spell: pinyin and initials, number: last four of identity number and phone) and one row a
-- record (text); rowid is the key of the record, which is one of its kind in the whole file.
CREATE VIRTUAL TABLE fts_search USING fts5 (name, spell, number, text, content = '', columnsize = 0, tokenize = 'xl');
INSERT INTO fts_search (fts_search, rank) VALUES ('hashsize', 16777216);

-- What is searched of records that are no persons.  A room's triggers on its own table keep its rows here.
CREATE TABLE cache_search (
  id    INTEGER PRIMARY KEY,
  kind  TEXT NOT NULL CHECK (kind <> ''),   -- notice, filing, task, household, a ledger's key
  text  TEXT NOT NULL                       -- the first line is the title
) STRICT;

-- xl_search_note () keeps the old words of a row until the end of the edit, then all rows go into the index together: a
-- trigger that writes to FTS5 itself costs five times as much.
CREATE TRIGGER person_search_insert AFTER INSERT ON person BEGIN
  SELECT xl_search_note (new.id);
END;
CREATE TRIGGER person_search_update AFTER UPDATE OF id, name, id_number, id_written, phone ON person BEGIN
  SELECT xl_search_note (old.id, old.name, coalesce (old.id_number, old.id_written), old.phone, NULL);
  SELECT xl_search_note (new.id);
END;
CREATE TRIGGER person_search_delete AFTER DELETE ON person BEGIN
  SELECT xl_search_note (old.id, old.name, coalesce (old.id_number, old.id_written), old.phone, NULL);
END;

CREATE TRIGGER cache_search_insert AFTER INSERT ON cache_search BEGIN
  SELECT xl_search_note (new.id);
END;
CREATE TRIGGER cache_search_update AFTER UPDATE ON cache_search BEGIN
  SELECT xl_search_note (old.id, NULL, NULL, NULL, old.text);
  SELECT xl_search_note (new.id);
END;
CREATE TRIGGER cache_search_delete AFTER DELETE ON cache_search BEGIN
  SELECT xl_search_note (old.id, NULL, NULL, NULL, old.text);
END;
