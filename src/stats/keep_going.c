/* GSL's handler of errors, off. Apart, as a program that ends at the first lost allocation needs it
 * not, and a library does. */
#include "stats/keep_going.h"

#include <gsl/gsl_errno.h>

void cs_stats_keep_going(void)
{
    gsl_set_error_handler_off();
}
