-- 0008: notices, tasks and filings are found by the search.  Dictionary: resources/sql/README.md

CREATE TRIGGER notice_search_insert AFTER INSERT ON notice BEGIN
  INSERT INTO cache_search (id, kind, text) VALUES (new.id, 'notice', coalesce (new.title, new.file_name) || char (10)
    || coalesce (new.number, '') || char (10) || coalesce (new.issuers, ''));
END;
CREATE TRIGGER notice_search_update AFTER UPDATE OF title, file_name, number, issuers ON notice BEGIN
  UPDATE cache_search SET text = coalesce (new.title, new.file_name) || char (10)
    || coalesce (new.number, '') || char (10) || coalesce (new.issuers, '') WHERE id = old.id;
END;
CREATE TRIGGER notice_search_delete AFTER DELETE ON notice BEGIN
  DELETE FROM cache_search WHERE id = old.id;
END;

CREATE TRIGGER task_search_insert AFTER INSERT ON task BEGIN
  INSERT INTO cache_search (id, kind, text) VALUES (new.id, 'task', new.what);
END;
CREATE TRIGGER task_search_update AFTER UPDATE OF what ON task BEGIN
  UPDATE cache_search SET text = new.what WHERE id = old.id;
END;
CREATE TRIGGER task_search_delete AFTER DELETE ON task BEGIN
  DELETE FROM cache_search WHERE id = old.id;
END;

CREATE TRIGGER filing_search_insert AFTER INSERT ON filing BEGIN
  INSERT INTO cache_search (id, kind, text) VALUES (new.id, 'filing', new.title || char (10) || new.number);
END;
CREATE TRIGGER filing_search_delete AFTER DELETE ON filing BEGIN
  DELETE FROM cache_search WHERE id = old.id;
END;
