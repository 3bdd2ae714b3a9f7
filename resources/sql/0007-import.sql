-- 0007: what imports look things up by.  Dictionary: resources/sql/README.md

-- People whose number nobody can be sure of are found by their name: a row of a list may be one of them.
CREATE INDEX person_unproven ON person (name_sort) WHERE id_number IS NULL;
