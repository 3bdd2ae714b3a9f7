#include "filings/xl-filing-source.h"

#include "base/xl-division.h"
#include "store/xl-sql.h"

static gboolean
set_setting (XlDb *db, XlFilingData *data, const char *key, const char *setting, const char *missing, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT value FROM setting WHERE key = ?1 AND value <> ''", error);
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, setting);
  xl_filing_data_set (data, key, xl_db_step (db, stmt, &local) ? xl_column (stmt, 0) : missing);
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

/* 我村, 我镇: how an office speaks of itself. */
static const char *
we_of (const char *name)
{
  static const char *const kinds[][2] = { { "社区", "我社区" }, { "居委会", "我社区" }, { "镇", "我镇" }, { "乡", "我乡" },
                                          { "街道", "我街道" }, { "办事处", "我街道" } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_suffix (name, kinds[i][0]))
      return kinds[i][1];
  return "我村";
}

/* Who writes to whom: 那尔轰镇那尔轰村村民委员会 to 那尔轰镇人民政府. */
static gboolean
set_office (XlDb *db, const char *office, XlFilingData *data, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT name, level FROM office WHERE code = ?1", error);
  const char *township = NULL, *name;
  char up[13];
  g_autofree char *full = NULL, *parent = NULL;

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, office);
  if (!xl_db_step (db, stmt, error))
    return FALSE;
  name = xl_column (stmt, 0);
  if (xl_division_up (office, g_strcmp0 (xl_column (stmt, 1), "village") == 0 ? XL_DIVISION_TOWNSHIP : XL_DIVISION_COUNTY, up))
    township = xl_division_name (NULL, up);
  if (g_strcmp0 (xl_column (stmt, 1), "village") != 0)
    full = g_strconcat (name, "人民政府", NULL);
  else if (g_str_has_suffix (name, "社区"))
    full = g_strconcat (township != NULL ? township : "", name, "居民委员会", NULL);
  else
    full = g_strconcat (township != NULL ? township : "", name, g_str_has_suffix (name, "委员会") || g_str_has_suffix (name, "村委会")
                        ? "" : "村民委员会", NULL);
  parent = township == NULL ? g_strdup ("上级人民政府")
           : g_str_has_suffix (township, "街道") || g_str_has_suffix (township, "街道办事处")
           ? g_strconcat (township, g_str_has_suffix (township, "办事处") ? "" : "办事处", NULL)
           : g_strconcat (township, "人民政府", NULL);
  xl_filing_data_set (data, "office_full", full);
  xl_filing_data_set (data, "we", we_of (name));
  xl_filing_data_set (data, "parent", parent);
  return TRUE;
}

gboolean
xl_filing_office_words (XlDb *db, const char *office, XlFilingData *data, GError **error)
{
  return set_office (db, office, data, error) && set_setting (db, data, "signer", "signer", "", error)
         && set_setting (db, data, "contact", "contact", "　　　", error)
         && set_setting (db, data, "contact_phone", "contact-phone", "　　　", error)
         && set_setting (db, data, "copies", "copies", "存档", error);
}
