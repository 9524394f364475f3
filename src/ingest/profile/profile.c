/* The profile of a table: its columns looked at together, since one tells of another. */
#include "ingest/profile/profile.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "ingest/profile/key_form.h"
#include "ingest/profile/number_form.h"
#include "ingest/profile/pay_words.h"

void cs_profile_clear(struct cs_profile *profile)
{
    free(profile->columns);
    memset(profile, 0, sizeof *profile);
}

enum cs_status cs_profile_make(struct cs_profile *out, const struct cs_profile_rows *rows,
                               const struct cs_profile_request *request, struct cs_diag *diag)
{
    memset(out, 0, sizeof *out);
    out->columns = calloc(request->n_columns + 1, sizeof *out->columns);
    if (!out->columns)
        return cs_fail_memory(diag);
    out->n_columns = request->n_columns;
    out->n_rows = rows->n;
    if (!cs_number_form_count(out, rows, request)) {
        cs_profile_clear(out);
        return cs_fail_memory(diag);
    }
    out->currency = cs_currency_words_find(rows, request);
    out->pay_period = cs_pay_words_find(rows, request);
    cs_number_form_settle(out, rows, request);
    cs_key_form_settle(out, rows, request);
    return CS_OK;
}
