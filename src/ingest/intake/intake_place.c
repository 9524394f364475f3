/* The state that a table is of, where no column says it: its name in a line above the table, in the
 * sheet's name or the file's. Apart from intake_outside.c, whose rules say where a key begins: here
 * a name stands among other words. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/load_report.h"
#include "data/reference.h"
#include "ingest/intake/intake_table.h"
#include "ingest/intake/keys.h"
#include "ingest/profile/header_fold.h"

/* Where the folded name stands in the padded text as whole words, not within a longer name that was
 * found there: "virginia" of "west virginia". */
static bool has_name(const char *padded, const char *folded)
{
    char wanted[CS_WORDS_BYTES + 2], west[CS_WORDS_BYTES + 8];
    snprintf(wanted, sizeof wanted, " %s ", folded);
    snprintf(west, sizeof west, " west%s", wanted);
    const char *at = strstr(padded, wanted);
    return at && !strstr(padded, west);
}

/* The one state that a text names; NULL where it names none. *is_unclear: more than one, or a part
 * of one ("Houston area, Texas"). */
static const struct cs_region *state_in(const struct cs_reference *reference, const char *text,
                                        bool *is_unclear)
{
    static const char parts[] = "area|areas|region|regional|county|counties|metro|metropolitan|msa|"
                                "micropolitan|city|local|workforce area|wda|lwda|balance";
    const struct cs_region *found = NULL;
    char folded[CS_WORDS_BYTES], padded[CS_WORDS_BYTES + 2], name[CS_WORDS_BYTES];
    cs_fold_name(cs_span_of(text), folded, sizeof folded);
    snprintf(padded, sizeof padded, " %s ", folded);
    for (size_t i = 0; i < reference->n_regions; i++) {
        const struct cs_region *region = &reference->regions[i];
        bool is_state =
            strcmp(region->kind, "state") == 0 || strcmp(region->kind, "territory") == 0;
        cs_fold_name(cs_span_of(region->name), name, sizeof name);
        if (!is_state || !has_name(padded, name))
            continue;
        *is_unclear |= found != NULL;
        found = region;
    }
    *is_unclear |= found && cs_header_words_have(folded, parts);
    return found;
}

static enum cs_status fail_unplaced(const struct cs_intake_table *table, bool is_unclear)
{
    struct cs_place place = {.file = table->file,
                             .sheet = table->sheet,
                             .line = cs_intake_table_report(table)->header_line};
    return cs_fail(table->diag, CS_IO, &place,
                   "put the state's name into the file's name, or a column 'area' into the table",
                   is_unclear ? "no column says which place the figures are for, and what stands "
                                "around them names several, or a part of a state"
                              : "no column says which place the figures are for, nor do the lines "
                                "above, the sheet's name or the file's");
}

enum cs_status cs_intake_name_place(struct cs_intake_table *table)
{
    const struct cs_table_report *report = cs_intake_table_report(table);
    const struct cs_reference *reference = table->options->reference;
    const struct cs_layout_outside rule = {.dim = CS_DIM_REGION};
    const struct cs_region *found = NULL;
    const char *slash = strrchr(table->file, '/');
    const char *around[CS_REPORTED_LINES + 2];
    size_t n = 0;
    bool is_unclear = false;
    if (!table->layout->names_place || !reference ||
        table->keys.parts[CS_DIM_REGION][CS_PART_CODE] ||
        table->keys.parts[CS_DIM_REGION][CS_PART_TITLE])
        return CS_OK;
    for (size_t i = 0; i < report->n_preamble && i < CS_REPORTED_LINES; i++)
        around[n++] = report->preamble[i].text;
    around[n++] = table->sheet ? table->sheet : "";
    around[n++] = slash ? slash + 1 : table->file;
    for (size_t i = 0; i < n; i++) {
        const struct cs_region *named = state_in(reference, around[i], &is_unclear);
        is_unclear |= found && named && named != found;
        found = named ? named : found;
    }
    if (!found || is_unclear)
        return fail_unplaced(table, is_unclear);
    struct cs_place place = {
        .file = table->file, .sheet = table->sheet, .line = report->header_line};
    cs_diag_add(table->diag, CS_WARNING, &place, NULL,
                "no column says which place the figures are for; %s is named around them",
                found->name);
    return cs_keys_set_constant(&table->keys, &rule, cs_span_of(found->name))
               ? CS_OK
               : cs_fail_memory(table->diag);
}
