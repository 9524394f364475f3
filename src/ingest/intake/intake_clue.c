/* What stands around a table says of it, where the layout tells how to read it: publishers put pay
 * for an hour and pay for a year in files that differ by their title alone. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "data/quantity.h"
#include "ingest/intake/intake_row.h"
#include "ingest/intake/intake_table.h"
#include "ingest/layout/layout.h"

struct cs_span cs_intake_file_name(const char *path)
{
    const char *name = path;
    for (const char *c = path; *c; c++)
        if ((*c == '/' || *c == ':') && c[1])
            name = c + 1;
    return cs_span_of(name);
}

/* The lines above the table go before the name of the file, which comes first among them. A period
 * in the name is the business of "file_period". */
const struct cs_layout_clue *cs_intake_find_clue(const struct cs_intake_table *table, bool of_unit,
                                                 struct cs_captures *captures)
{
    const struct cs_surroundings *around = &table->around;
    for (size_t k = 1; k < around->n_lines + of_unit; k++)
        for (size_t i = 0; i < table->layout->n_clues; i++) {
            const struct cs_layout_clue *clue = &table->layout->clues[i];
            const char *line = around->lines[k < around->n_lines ? k : 0];
            struct cs_captures seen = {0};
            if (cs_unit_is_money(clue->unit) == of_unit &&
                cs_pattern_find(clue->pattern, line, &seen)) {
                *captures = seen;
                return clue;
            }
        }
    return NULL;
}

static bool lacks_unit(const struct cs_bound_column *bound)
{
    enum cs_column_role role = bound->column->role;
    bool may_be_money =
        role == CS_ROLE_VALUE || (role == CS_ROLE_ESTIMATE && cs_unit_is_money(bound->unit));
    return may_be_money && !bound->unit.currency[0] && bound->unit.per == CS_PER_NONE;
}

void cs_intake_complete_by_clues(struct cs_intake_table *table)
{
    struct cs_captures captures;
    const struct cs_layout_clue *clue = cs_intake_find_clue(table, true, &captures);
    for (size_t i = 0; clue && i < table->binding.n_columns; i++)
        if (lacks_unit(&table->binding.columns[i]))
            table->binding.columns[i].unit = clue->unit;
}
