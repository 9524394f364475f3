/* The clock, apart so that nothing but what says so depends on the day it runs. */
#include "cli/frame/clock.h"

#include <time.h>

void cs_clock_now(char out[CS_CLOCK_BYTES])
{
    time_t now = time(NULL);
    struct tm utc;
    strftime(out, CS_CLOCK_BYTES, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
}
