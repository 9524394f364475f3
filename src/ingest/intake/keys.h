/* The key of a row in each dimension. Answers for: value maps, names normalized through the
 * reference tables, SOC codes, aliases in titles, periods; every distinct text is worked out once
 * a table. */
#ifndef CS_INGEST_KEYS_H
#define CS_INGEST_KEYS_H

#include <stdbool.h>

#include "base/buf.h"
#include "data/level/bands.h"
#include "data/dataset.h"
#include "data/reference.h"
#include "ingest/layout/layout.h"
#include "ingest/profile/profile.h"
#include "ingest/source/table.h"

enum { CS_BAD_KEY = CS_NO_KEY - 1, CS_N_KEY_PARTS = CS_PART_WITHIN + 1 };

/* What is to be told of a cell besides its key. */
struct cs_key_remark {
    const char *problem; /* why it is no key; NULL: it is */
    const char *hint;    /* what to do about it; may be NULL */
    const char *doubt;   /* how the key was come by, where that is not plain: "is …, read as" */
    const char *read_as; /* what the cell was taken for */
};

struct cs_keys {
    struct cs_dataset *dataset;
    const struct cs_reference *reference; /* may be NULL */
    const struct cs_level_bands *bands;   /* of years of experience; NULL: levels stay */
    const struct cs_bound_column *parts[CS_N_DIMS][CS_N_KEY_PARTS]; /* NULL: not in the table */
    const char *level_scale;        /* of levels whose column names none; NULL none */
    const struct cs_layout *layout; /* its constants serve rows whose cells are empty */
    uint32_t constants[CS_N_DIMS];  /* CS_NO_KEY until one is needed */
    uint32_t filled[CS_N_DIMS];     /* the last key of a column that fills down */
    struct cs_span section;         /* the title of the row that had it; in the arena */
    const char *file;               /* name of the file, folded; NULL unknown */
    /* What each text of the table became. */
    struct cs_arena arena;
    struct cs_dict texts[CS_N_DIMS];
    struct cs_key_memo {
        uint32_t index;
        int year;
        const char *problem, *hint; /* of a bad key */
    } * memos[CS_N_DIMS];
    size_t memo_capacity[CS_N_DIMS];
    struct cs_dict doubted[CS_N_DIMS]; /* codes whose doubt was told */
    struct cs_buf joined;
    struct cs_buf tidied[CS_N_KEY_PARTS]; /* cells of the row under way, spelled plainly */
    /* What the table's columns tell; until then the defaults. */
    bool has_habits, has_soc_codes;
    unsigned date_orders;
    enum cs_short_form shorts;
    const char *regions;
    struct cs_key_remark remark; /* of the cell that cs_keys_of_row read last */
};

/* Requires: the binding stays until cs_keys_clear. */
void cs_keys_init(struct cs_keys *keys, struct cs_dataset *dataset,
                  const struct cs_reference *reference, const struct cs_binding *binding);
void cs_keys_clear(struct cs_keys *keys);

/* Reads keys from now on by what the columns tell of one another. */
void cs_keys_use_profile(struct cs_keys *keys, const struct cs_profile *profile);

/* The key of the row, CS_NO_KEY when the table has none for it, CS_BAD_KEY when the cell cannot be
 * one. `year` dates the title. */
uint32_t cs_keys_of_row(struct cs_keys *keys, enum cs_dim dim, const struct cs_row *row, int year);
/* The layout's constant of a dimension, or CS_NO_KEY. */
uint32_t cs_keys_constant(struct cs_keys *keys, enum cs_dim dim);
/* Makes a text that stands outside of the rows the key of all that have none of their own. False:
 * it is no key. */
bool cs_keys_set_constant(struct cs_keys *keys, const struct cs_layout_outside *rule,
                          struct cs_span text);
/* The key of a text, as a cell without a column would give. */
uint32_t cs_keys_of_text(struct cs_keys *keys, enum cs_dim dim, struct cs_span text);

/* Whether a cell is what a layout says: "Occupation (ISCO-08): *" is every cell that starts so. */
bool cs_layout_cell_matches(const char *pattern, struct cs_span cell);
/* The key of a country's code: IND is India here, not Indiana. */
uint32_t cs_keys_of_country(struct cs_keys *keys, struct cs_span code);

/* The row of the column's value map for a cell, or NULL. */
const struct cs_layout_value *cs_layout_value_of(const struct cs_layout_column *column,
                                                 struct cs_span cell);
/* The code that the row of a map gives a cell: "*" is what follows the beginning it names,
 * "{cell}" the cell. */
struct cs_span cs_layout_value_code(const struct cs_layout_value *value, struct cs_span cell);
/* The cell of a bound column without blanks and ="…"; empty when the row is shorter. */
struct cs_span cs_bound_cell(const struct cs_bound_column *bound, const struct cs_row *row);

/* Total and major groups and detailed occupations, as far as a SOC code alone tells. */
enum cs_tier cs_tier_of_code(const char *code);

#endif
