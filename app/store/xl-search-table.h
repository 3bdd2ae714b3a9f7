#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

/**
 * The search over everything.
 *
 * Persons are indexed by themselves: by each character and piece of the name, by pinyin ("zhangsan", "zhang"), by initials ("zs")
 * and by the last four digits of identity number and phone.
 *
 * Another room's records are found when its triggers keep their text in cache_search; undo follows then by itself.  The first
 * line is the title.  Keys come from xl_db_next_id () and are one of their kind in the whole file:
 * |[
 *   CREATE TRIGGER notice_search_insert AFTER INSERT ON notice BEGIN
 *     INSERT INTO cache_search (id, kind, text) VALUES (new.id, 'notice', new.title || char (10) || new.summary);
 *   END;
 *   CREATE TRIGGER notice_search_update AFTER UPDATE OF title, summary ON notice BEGIN
 *     UPDATE cache_search SET text = new.title || char (10) || new.summary WHERE id = old.id;
 *   END;
 *   CREATE TRIGGER notice_search_delete AFTER DELETE ON notice BEGIN
 *     DELETE FROM cache_search WHERE id = old.id;
 *   END;
 * ]|
 * (text is NOT NULL: coalesce () what may be NULL.)
 */

#define XL_SEARCH_PERSON "person"

typedef struct {
  const char *kind;   /* XL_SEARCH_PERSON, or what the room wrote into cache_search; interned */
  gint64      id;
} XlSearchHit;

/**
 * xl_search_run:
 * @text: one or more words, with spaces between: all must be found
 * @limit: at most so many persons and so many other records; 0: all
 *
 * Persons first: those of exactly this name, those whose name begins so, then the rest; other records newest first.
 * A word with Chinese characters is found anywhere in a name or text; Latin letters are the beginning of the pinyin, of the
 * initials or of a word in a text; four digits and more (a final X too) are the end of an identity number or phone.
 *
 * Errors: XL_STORE_ERROR_*.   Thread: any connection.
 * Returns: (transfer full): array of XlSearchHit, perhaps empty
 */
GArray  *xl_search_run     (XlDb *db, const char *text, guint limit, GError **error);

/* Every person @text finds, ascending keys, without ranking: for the filter of a list.  GArray of gint64. */
GArray  *xl_search_persons (XlDb *db, const char *text, GError **error);

/* The keys of all other records @text finds, of whatever kind, ascending, without ranking.  GArray of gint64. */
GArray  *xl_search_records (XlDb *db, const char *text, GError **error);

/* What a hit is called: a person's name, the first line of another record's text; NULL when the row is gone. */
char    *xl_search_title   (XlDb *db, const XlSearchHit *hit, GError **error);

/**
 * xl_search_ensure:
 * @db: open for writing, not inside a transaction
 *
 * Makes the index anew when it was made by another release, with other pinyin tables, or never.
 */
gboolean xl_search_ensure  (XlDb *db, GError **error);
/* Makes the index anew; inside a transaction. */
gboolean xl_search_rebuild (XlDb *db, GError **error);

G_END_DECLS
