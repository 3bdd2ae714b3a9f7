#include "people/xl-relation.h"

#include <string.h>

/* What a relation is in the family, whatever its code says beyond that. */
typedef enum {
  UNKNOWN, HEAD, SPOUSE, CHILD, CHILD_IN_LAW, GRANDCHILD, GRANDCHILD_IN_LAW, GREAT_GRANDCHILD, PARENT, PARENT_IN_LAW,
  GRANDPARENT, SIBLING, SIBLING_IN_LAW, RELATIVE, STRANGER
} Kin;

/* Codes from @first to @last are @kin.  Source: GB/T 4761-2008. */
static const struct {
  int first, last;
  Kin kin;
} ranges[] = {
  { 1, 2, HEAD },           { 10, 12, SPOUSE },            { 28, 28, CHILD_IN_LAW },   { 38, 38, CHILD_IN_LAW },
  { 20, 39, CHILD },        { 45, 46, GRANDCHILD_IN_LAW }, { 47, 48, GREAT_GRANDCHILD }, { 40, 49, GRANDCHILD },
  { 53, 56, PARENT_IN_LAW }, { 50, 59, PARENT },           { 65, 65, RELATIVE },       { 60, 69, GRANDPARENT },
  { 72, 72, SIBLING_IN_LAW }, { 74, 74, SIBLING_IN_LAW },  { 76, 76, SIBLING_IN_LAW }, { 78, 78, SIBLING_IN_LAW },
  { 70, 79, SIBLING },      { 80, 97, RELATIVE },          { 99, 99, STRANGER },
};

/* What the second is to the first, both seen from the old head. */
static const struct {
  Kin head, kin, becomes;
} table[] = {
  { SPOUSE, HEAD, SPOUSE },           { SPOUSE, CHILD, CHILD },
  { SPOUSE, CHILD_IN_LAW, CHILD_IN_LAW }, { SPOUSE, GRANDCHILD, GRANDCHILD },
  { SPOUSE, GRANDCHILD_IN_LAW, GRANDCHILD_IN_LAW }, { SPOUSE, GREAT_GRANDCHILD, GREAT_GRANDCHILD },
  { SPOUSE, PARENT, PARENT_IN_LAW },  { SPOUSE, PARENT_IN_LAW, PARENT },
  { CHILD, HEAD, PARENT },            { CHILD, SPOUSE, PARENT },
  { CHILD, CHILD_IN_LAW, SPOUSE },    { CHILD, GRANDCHILD, CHILD },
  { CHILD, GRANDCHILD_IN_LAW, CHILD_IN_LAW }, { CHILD, GREAT_GRANDCHILD, GRANDCHILD },
  { CHILD, CHILD, SIBLING },          { CHILD, PARENT, GRANDPARENT },
  { CHILD_IN_LAW, CHILD, SPOUSE },    { CHILD_IN_LAW, GRANDCHILD, CHILD },
  { CHILD_IN_LAW, GRANDCHILD_IN_LAW, CHILD_IN_LAW }, { CHILD_IN_LAW, GREAT_GRANDCHILD, GRANDCHILD },
  { CHILD_IN_LAW, HEAD, PARENT_IN_LAW }, { CHILD_IN_LAW, SPOUSE, PARENT_IN_LAW },
  { GRANDCHILD, HEAD, GRANDPARENT },  { GRANDCHILD, SPOUSE, GRANDPARENT },
  { GRANDCHILD, CHILD, PARENT },      { GRANDCHILD, CHILD_IN_LAW, PARENT },
  { GRANDCHILD, GRANDCHILD_IN_LAW, SPOUSE }, { GRANDCHILD, GREAT_GRANDCHILD, CHILD },
  { GRANDCHILD, GRANDCHILD, SIBLING },
  { GRANDCHILD_IN_LAW, GRANDCHILD, SPOUSE }, { GRANDCHILD_IN_LAW, GREAT_GRANDCHILD, CHILD },
  { PARENT, HEAD, CHILD },            { PARENT, PARENT, SPOUSE },
  { PARENT, SPOUSE, CHILD_IN_LAW },   { PARENT, CHILD, GRANDCHILD },
  { PARENT, GRANDCHILD, GREAT_GRANDCHILD }, { PARENT, SIBLING, CHILD },
  { PARENT, SIBLING_IN_LAW, CHILD_IN_LAW }, { PARENT, GRANDPARENT, PARENT },
  { PARENT_IN_LAW, SPOUSE, CHILD },   { PARENT_IN_LAW, HEAD, CHILD_IN_LAW },
  { PARENT_IN_LAW, PARENT_IN_LAW, SPOUSE }, { PARENT_IN_LAW, CHILD, GRANDCHILD },
  { GRANDPARENT, GRANDPARENT, SPOUSE }, { GRANDPARENT, HEAD, GRANDCHILD },
  { SIBLING, HEAD, SIBLING },         { SIBLING, SIBLING, SIBLING },
  { SIBLING, SIBLING_IN_LAW, SPOUSE }, { SIBLING, PARENT, PARENT },
  { SIBLING, GRANDPARENT, GRANDPARENT }, { SIBLING, SPOUSE, SIBLING_IN_LAW },
  { SIBLING_IN_LAW, SIBLING, SPOUSE },
};

static Kin
classify (const char *code)
{
  int number = code == NULL ? 0 : (int) g_ascii_strtoll (code, NULL, 10);

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (number >= ranges[i].first && number <= ranges[i].last)
      return ranges[i].kin;
  return UNKNOWN;
}

static const char *
by_sex (const char *sex, const char *male, const char *female, const char *unknown)
{
  if (g_strcmp0 (sex, "1") == 0)
    return male;
  return g_strcmp0 (sex, "2") == 0 ? female : unknown;
}

/* Brother or sister, elder or younger. */
static const char *
sibling_code (const XlKin *head, const XlKin *kin)
{
  int order = strcmp (kin->birth_date != NULL ? kin->birth_date : "", head->birth_date != NULL ? head->birth_date : "");

  if (kin->birth_date == NULL || head->birth_date == NULL || order == 0)
    return "70";
  return order < 0 ? by_sex (kin->sex, "71", "75", "70") : by_sex (kin->sex, "73", "77", "70");
}

static const char *
parent_in_law_code (const XlKin *head, const XlKin *kin)
{
  if (g_strcmp0 (head->sex, "2") == 0)
    return by_sex (kin->sex, "53", "54", NULL);
  return g_strcmp0 (head->sex, "1") == 0 ? by_sex (kin->sex, "55", "56", NULL) : NULL;
}

static const char *
code_of (Kin becomes, const XlKin *head, const XlKin *kin)
{
  switch (becomes)
    {
    case SPOUSE:
      if (head->sex != NULL && g_strcmp0 (head->sex, kin->sex) == 0)
        return NULL;
      return by_sex (kin->sex, "11", "12", "10");
    case CHILD:
      return by_sex (kin->sex, "20", "30", NULL);
    case CHILD_IN_LAW:
      return by_sex (kin->sex, "28", "38", NULL);
    case GRANDCHILD:
      return by_sex (kin->sex, "41", "42", "40");
    case GRANDCHILD_IN_LAW:
      return by_sex (kin->sex, "46", "45", NULL);
    case GREAT_GRANDCHILD:
      return by_sex (kin->sex, "47", "48", NULL);
    case PARENT:
      return by_sex (kin->sex, "51", "52", "50");
    case PARENT_IN_LAW:
      return parent_in_law_code (head, kin);
    case GRANDPARENT:
      return "60";
    case SIBLING:
      return sibling_code (head, kin);
    case SIBLING_IN_LAW:
      return "79";
    default:
      return NULL;
    }
}

/* Whether the answer is the very relation it was, so that its finer code (次子) may stay. */
static gboolean
keeps_code (Kin head, Kin was, Kin becomes)
{
  return head == SPOUSE && was == becomes && was != SPOUSE;
}

const char *
xl_relation_recode (const XlKin *head, const XlKin *kin)
{
  Kin from = classify (head->relation), was = classify (kin->relation);

  if (from == HEAD)
    return kin->relation;
  if (was == STRANGER || from == STRANGER)
    return was == STRANGER && from != UNKNOWN ? "99" : NULL;
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (table[i].head == from && table[i].kin == was)
      return keeps_code (from, was, table[i].becomes) ? kin->relation : code_of (table[i].becomes, head, kin);
  return NULL;
}
