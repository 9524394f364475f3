/* Metropolitan areas are told by their titles: files of areas give no other sign of the states that
 * an area lies in. */
#include "data/name/area.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static bool is_capital(char letter)
{
    return letter >= 'A' && letter <= 'Z';
}

const char *cs_area_states(const char *title)
{
    const char *comma = title ? strrchr(title, ',') : NULL;
    const char *states = comma ? comma + 1 + strspn(comma + 1, " ") : "";
    for (const char *at = states; *at; at += *at == '-') {
        if (strcspn(at, "-") != CS_POSTAL_LETTERS || !is_capital(at[0]) || !is_capital(at[1]))
            return NULL; /* words, or a county of the state */
        at += CS_POSTAL_LETTERS;
    }
    return *states ? states : NULL;
}
