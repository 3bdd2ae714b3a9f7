#include "people/xl-person-lines.h"

const XlPersonLineFunc xl_person_line_providers[] = {
  NULL
};
