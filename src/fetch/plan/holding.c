/* Editions of what was imported, by hand or not. A period is better evidence than a name; a table
 * without a period of its own (O*NET) has only its name. */
#include "fetch/plan/holding.h"

#include <string.h>

#include "fetch/catalogue/catalogue.h"
#include "fetch/catalogue/edition.h"
#include "library/library.h"

enum { NAME_BYTES = 512, EDITIONS_AHEAD = 2 };

/* The newest edition whose file may have this name; CS_NO_EDITION: it is not the table's. */
static int edition_of_name(const struct cs_catalogue_table *table, int newest, const char *file)
{
    char stem[NAME_BYTES];
    cs_library_stem(file, stem, sizeof stem);
    int edition = cs_edition_of_name(&table->rule, newest, table->file, stem);
    for (size_t i = 0; i < table->also.n && edition == CS_NO_EDITION; i++)
        edition = cs_edition_of_name(&table->rule, newest, table->also.items[i], stem);
    return edition;
}

struct cs_holding cs_holding_of(const struct cs_catalogue_table *table, struct cs_date today,
                                const struct cs_library_source *sources, size_t n)
{
    struct cs_holding holding = {.edition = CS_NO_EDITION};
    int newest = cs_edition_due(&table->rule, today) + EDITIONS_AHEAD;
    for (size_t i = 0; i < n; i++) {
        const struct cs_library_source *source = &sources[i];
        if (!source->layout || !cs_catalogue_has_layout(table, source->layout))
            continue;
        int named = edition_of_name(table, newest, source->file);
        if (table->shares_layout && named == CS_NO_EDITION)
            continue;
        int edition = table->is_dated_by_name ? named
                      : source->period ? cs_edition_of_period(&table->rule, newest, source->period)
                                       : CS_NO_EDITION;
        if (!holding.imported || strcmp(source->imported, holding.imported) > 0)
            holding.imported = source->imported;
        if (!holding.n_tables || edition > holding.edition) {
            holding.edition = edition;
            holding.period = source->period;
        }
        holding.n_tables++;
    }
    return holding;
}
