#include "people/xl-household.h"

XlHousehold *
xl_household_new (const char *office, const char *number)
{
  XlHousehold *household = g_new0 (XlHousehold, 1);

  household->office = g_strdup (office);
  household->number = g_strdup (number);
  household->stated_size = -1;
  household->land_mu_x100 = -1;
  return household;
}

void
xl_household_free (XlHousehold *household)
{
  if (household == NULL)
    return;
  g_free (household->office);
  g_free (household->number);
  g_free (household->kind);
  g_free (household->phone);
  g_free (household->address);
  g_free (household->note);
  g_free (household->from_date);
  g_free (household->to_date);
  g_free (household);
}

void
xl_member_free (XlMember *member)
{
  if (member == NULL)
    return;
  g_free (member->name);
  g_free (member->sex);
  g_free (member->birth_date);
  g_free (member->relation);
  g_free (member->relation_written);
  g_free (member->from_date);
  g_free (member->to_date);
  g_free (member->begin_reason);
  g_free (member->end_reason);
  g_free (member->moved_to);
  g_free (member);
}
