/* Hidden rows and columns, alike in old and new workbooks: they count, and are told of. */
#include "ingest/workbook/hidden.h"

#include "base/diag.h"
#include "ingest/source/table.h"

void cs_hidden_add_columns(struct cs_hidden *hidden, uint32_t first, uint32_t last)
{
    if (hidden->n_ranges == CS_HIDDEN_RANGES || first == 0 || last < first)
        return;
    hidden->first[hidden->n_ranges] = first;
    hidden->last[hidden->n_ranges++] = last;
}

void cs_hidden_add_row(struct cs_hidden *hidden, uint64_t row)
{
    if (hidden->n_rows++ == 0)
        hidden->first_row = row;
}

static void tell_columns(uint32_t first, uint32_t last, struct cs_place place, struct cs_diag *diag)
{
    char from[CS_COLUMN_LETTERS], to[CS_COLUMN_LETTERS];
    cs_column_letters(first, from);
    cs_column_letters(last, to);
    if (first == last)
        cs_diag_add(diag, CS_NOTE, &place, NULL, "column %s is hidden and was read", from);
    else
        cs_diag_add(diag, CS_NOTE, &place, NULL, "columns %s to %s are hidden and were read", from,
                    to);
}

void cs_hidden_tell(const struct cs_hidden *hidden, uint32_t n_columns, struct cs_place place,
                    struct cs_diag *diag)
{
    if (hidden->n_rows == 1)
        cs_diag_add(diag, CS_NOTE, &place, NULL, "row %llu is hidden and was read",
                    (unsigned long long)hidden->first_row);
    else if (hidden->n_rows)
        cs_diag_add(diag, CS_NOTE, &place, NULL,
                    "%llu rows are hidden and were read; the first is row %llu",
                    (unsigned long long)hidden->n_rows, (unsigned long long)hidden->first_row);
    for (uint32_t i = 0; i < hidden->n_ranges; i++) {
        uint32_t last = hidden->last[i] < n_columns ? hidden->last[i] : n_columns;
        if (hidden->first[i] <= last)
            tell_columns(hidden->first[i], last, place, diag);
    }
}
