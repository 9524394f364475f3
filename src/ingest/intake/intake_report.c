/* Where what is said of a table goes: its entry in the report that inspect shows; and what is to be
 * said of a workbook's tables together. */
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "data/load_report.h"
#include "ingest/intake/intake_table.h"
#include "ingest/source/table.h"

struct cs_table_report *cs_intake_table_report(const struct cs_intake_table *table)
{
    return &table->report->tables[table->report_index];
}

void cs_intake_tell(const struct cs_intake_table *table, const struct cs_row *row,
                    const struct cs_bound_column *bound, const struct cs_remark *remark)
{
    struct cs_cell_name name;
    struct cs_place place = cs_cell_place(table->file, row, (uint32_t)bound->index + 1, &name);
    struct cs_cell_words cell = {.header =
                                     cs_intake_table_report(table)->columns[bound->index].header,
                                 .value = remark->value,
                                 .field = bound->index + 1,
                                 .is_lettered = row->sheet != NULL};
    cs_diag_add_cell(table->diag, remark->severity, &place, remark->hint, &cell, remark->what);
}

static bool gives_observations(const struct cs_table_report *table)
{
    return table->sheet && table->layout && table->is_observations &&
           table->n_rows > table->n_rejected;
}

void cs_intake_warn_of_sheets(const struct cs_load_report *report, size_t first_table,
                              struct cs_diag *diag)
{
    struct cs_buf names;
    const char *file = NULL;
    size_t n = 0;
    cs_buf_init(&names);
    for (size_t i = first_table; i < report->n_tables; i++) {
        const struct cs_table_report *table = &report->tables[i];
        if (!gives_observations(table) || (file && strcmp(file, table->file) != 0))
            continue;
        file = table->file;
        cs_buf_printf(&names, "%s'%s'", n++ ? ", " : "", table->sheet);
    }
    if (n > 1)
        cs_diag_add(diag, CS_WARNING, &(struct cs_place){.file = file},
                    "if one restates or summarizes another, keep the one you mean: name it as "
                    "\"sheet\" in a layout, or save it by itself",
                    "the observations of %zu sheets are combined: %s", n, cs_buf_text(&names));
    cs_buf_clear(&names);
}
