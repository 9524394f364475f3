/* How a publisher's table is recognized and read: data, from datasets/layouts/NAME.json or a
 * user's own file. Answers for: parsing layouts, matching header rows, binding columns. The format
 * is described in docs/layouts.md. */
#ifndef CS_INGEST_LAYOUT_H
#define CS_INGEST_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "ingest/source/cell.h"
#include "ingest/source/table.h"

enum cs_column_role {
    CS_ROLE_KEY,      /* part of a dimension's key */
    CS_ROLE_ESTIMATE, /* a published measure, fixed by the layout */
    CS_ROLE_TIER,     /* total, major, … of the row's occupation */
    CS_ROLE_MEASURE,  /* names the measure of the row (tidy tables) */
    CS_ROLE_VALUE,    /* the row's value: of its measure, or a person's observation */
    CS_ROLE_UNIT,     /* unit of the row's value */
    CS_ROLE_CURRENCY, /* ISO 4217 code of the row's value */
    CS_ROLE_PRESENCE,
    CS_ROLE_SOURCE,
    CS_ROLE_NOTE,
    CS_ROLE_WEIGHT,
    CS_ROLE_REPLICATE, /* header holds {n} */
    CS_ROLE_STRATUM,   /* of the sample that the observation is of */
    CS_ROLE_CLUSTER,   /* drawn within it */
    CS_ROLE_FLAG,      /* TRUE makes wages per `flag_per` not applicable */
    CS_ROLE_ELEMENT,   /* of rows that describe: the publisher's id of what is described */
    CS_ROLE_NAME,      /* … its name, */
    CS_ROLE_ASPECT,    /* … what kind of thing it is, by `values`, */
    CS_ROLE_RATED,     /* … the scale of the row's value, */
    CS_ROLE_CATEGORY,  /* … the category that the value is the share of, */
    CS_ROLE_MARK,      /* … what the publisher marks it with, by `values`, */
    CS_ROLE_WORDS,     /* … more words about it, one text a column */
    CS_ROLE_OWNERSHIP, /* who owns the workplaces: parts of an industry where it tells rows apart */
    CS_ROLE_FILTER,    /* its `values` say which rows are of the layout's universe */
    CS_ROLE_IGNORE,    /* known and not used */
};
enum cs_resolution { CS_TO_DAY, CS_TO_MONTH, CS_TO_YEAR };
enum cs_key_part {
    CS_PART_CODE,
    CS_PART_TITLE,
    CS_PART_DEFINITION,
    CS_PART_ALIASES,
    CS_PART_UNTIL, /* of a period: the last year, the code being the first */
    CS_PART_WITHIN /* of a period: which part of the year that the code tells: M05, Q01, A01 */
};

/* A row of a value map: cell text → name ("EN" → a level, "5" → a measure). */
struct cs_layout_value {
    const char *cell, *code, *title, *definition;
    int order;
};

struct cs_layout_column {
    const char *const *headers; /* folded patterns; {year} {base} {target} {n} match numbers */
    size_t n_headers;
    enum cs_column_role role;
    enum cs_dim dim;
    enum cs_key_part part;
    enum cs_measure measure;
    struct cs_unit unit;
    int leaves_unit_open;   /* a value of which the layout says no unit */
    double multiplier;      /* published unit → plain unit, e.g. 1000 for thousands */
    bool states_multiplier; /* the layout says so, be it 1 */
    const char *period;     /* "{year}", "{base}-{target}", "{base}"; NULL the row's or file's */
    const char *scale;      /* of levels in the reference tables, "any"; NULL none */
    const char *regions;    /* kind of region the names are of: "state", "country"; NULL any */
    const char *alias_mark; /* in a title cell: what follows its first one is aliases; NULL none */
    int cuts_to_soc;        /* "11-1011.03" counts as 11-1011, its title as another name of it */
    size_t field;           /* only the column with this number (from 1) is meant; 0: any */
    size_t first_character, n_characters; /* of the cell, from 1, are meant; 0: all of them */
    bool is_beside; /* the column without a name right of the one so headed is meant */
    enum cs_resolution resolution; /* to which a date is cut */
    enum cs_per flag_per;
    int only_positive; /* a value ≤ 0 is outside the universe (not an error) */
    bool keeps_losses; /* a negative amount is one, not an error */
    const struct cs_layout_value *values;
    size_t n_values;
    int others_are_skipped; /* rows whose cell is not among `values` are outside the universe */
    bool others_are_empty;  /* cells that are not among `values` say nothing */
    bool is_cross_rate;     /* exchange rates against the euro, a column a currency */
    bool is_own_words;      /* of regions: people's own words, resolved where they are certain */
    bool takes_middle;      /* an observation given as a range counts with its middle */
    const char *until;      /* of a cell what stands before this text; NULL: all */
    bool takes_first;       /* of columns of one name the first is meant */
    bool shares_column;     /* another rule may have the column as well */
    bool fills_down;        /* a row whose cell gives no key has that of the row before */
    const char *system;     /* of occupation codes: a row or family of occupation-systems.csv */
    size_t n_digits;        /* codes that a spreadsheet cut short are filled up to; 0: none is */
};

struct cs_layout_cap {
    int from_year, to_year;
    struct cs_unit unit;
    double floor;
};

/* A key of all rows that stands outside of them: in a line above the table ("Period:May 2022"), or
 * in the file's name ("…_IND_541700.csv"). */
struct cs_layout_outside {
    const char *starts; /* what stands before it, any case */
    enum cs_dim dim;
    enum cs_resolution resolution;
};

/* One thing that must hold of a row: the cell under a header. */
struct cs_layout_condition {
    const char *header; /* folded pattern */
    const char *cell;   /* ends with "*": begins so */
    bool is_not;        /* of "!cell": is anything else */
    bool starts_case;   /* the first condition of a case: a row counts where all of one case hold */
};

/* What the lines above the header or, failing them, the name of the file say of a table. */
struct cs_layout_clue {
    const char *pattern; /* folded; its {year} is the period */
    struct cs_unit unit; /* of money columns that have none of their own; kind NUMBER: not said */
};

struct cs_layout {
    const char *name, *title, *publisher, *url, *licence, *caveat;
    const char
        *replicates; /* how replicate weights were made, as stats/replicate.h reads it; NULL */
    bool is_observations;
    bool is_descriptive;         /* rows say what occupations are like: no figures of pay or jobs */
    const char *aspect;          /* of all its rows; NULL: a column tells */
    bool is_without_figures;     /* the table is known and passed over: a list of links, of codes */
    enum cs_decimal decimal;     /* of numbers written as text; UNTOLD: the columns tell */
    const char *const *requires; /* folded patterns that must all be in the header */
    size_t n_requires;
    const char *constants[CS_N_DIMS]; /* key code for every row, or NULL */
    enum cs_tier tier; /* of rows whose codes do not tell; CS_TIER_UNKNOWN: nothing tells */
    const char *series_header, *series_starts; /* of the first row, the cell under the header must
                                                  start so: tables of one header may be of several
                                                  surveys; NULL: any */
    bool names_place; /* a table without a column of regions is of the state that its lines above,
                         its sheet or its file name */
    struct cs_layout_outside *above, *in_name;
    size_t n_above, n_in_name;
    struct cs_layout_column *columns;
    size_t n_columns;
    struct cs_marker *markers;
    size_t n_markers;
    struct cs_layout_cap *caps;
    size_t n_caps;
    const char *const *file_periods; /* patterns over the file's base name, e.g. "m{year}" */
    size_t n_file_periods;
    /* Folded patterns: of a workbook's sheet names one of the first must match when there are any,
     * none of the second may. */
    const char *const *sheets, *const *not_sheets;
    size_t n_sheets, n_not_sheets;
    /* The same of the lines above the header. */
    const char *const *aboves, *const *not_aboves;
    size_t n_aboves, n_not_aboves;
    const struct cs_layout_condition *conditions; /* of the rows that count; none: all */
    size_t n_conditions;
    const struct cs_layout_clue *clues;
    size_t n_clues;
    /* Of a layout from a folder only name, requires, sheets, first_row and whether there are
     * figures are there at first; the file and all its text are kept for cs_layout_complete. Else
     * NULL. */
    const char *path, *unread;
};

struct cs_layouts {
    struct cs_arena arena;
    struct cs_layout *items;
    size_t n_items;
    size_t n_preferred; /* the first of them are the user's own: they go before any other */
};

void cs_layouts_init(struct cs_layouts *layouts);
void cs_layouts_clear(struct cs_layouts *layouts);
/* Adds the layout in a JSON file. Errors: CS_IO unreadable; CS_USAGE with the place for JSON or
 * content that is wrong. */
CS_MUST_USE enum cs_status cs_layouts_load(struct cs_layouts *layouts, const char *path,
                                           struct cs_diag *diag);
/* The same from text; path is for messages. */
CS_MUST_USE enum cs_status cs_layouts_parse(struct cs_layouts *layouts, const char *path,
                                            struct cs_span text, struct cs_diag *diag);
/* Adds every *.json of a folder, in name order, as far as recognizing a table takes. */
CS_MUST_USE enum cs_status cs_layouts_load_folder(struct cs_layouts *layouts, const char *folder,
                                                  struct cs_diag *diag);
/* *out: the layout with everything that its file says, itself or in the arena. Errors: as
 * cs_layouts_load. */
CS_MUST_USE enum cs_status cs_layout_complete(const struct cs_layout *layout,
                                              struct cs_arena *arena, const struct cs_layout **out,
                                              struct cs_diag *diag);

/* What a header or file name said. Zero when not said. */
struct cs_captures {
    int year, base, target, number;
    char currency[4]; /* "" when not said */
};

#define CS_NO_COLUMN SIZE_MAX

/* A layout column found in a table. */
struct cs_bound_column {
    const struct cs_layout_column *column;
    size_t index; /* of the cell in a row */
    struct cs_captures captures;
    struct cs_unit unit; /* the rule's; the words of the header may complete it */
    double factor;       /* pay as in the cells × factor = pay in the unit; 0.5 of two weeks' */
};
struct cs_binding {
    const struct cs_layout *layout;
    struct cs_bound_column *columns; /* heap */
    size_t n_columns;
    size_t n_replicates;
    size_t *conditions; /* the column of each condition, CS_NO_COLUMN: not in the table; heap */
    /* Two columns that mean one thing, by their indexes in a row; both 0: none. */
    size_t first_same, second_same;
    struct cs_captures captures; /* the first base/target/year seen in any header */
};
void cs_binding_clear(struct cs_binding *binding);

/* What stands around a table: folded. Zero-initialized: nothing. */
struct cs_surroundings {
    const char *sheet;        /* of a workbook, or NULL */
    const char *const *lines; /* the file's name, then the lines above the header */
    size_t n_lines;
};

/* Whether the layout's required headers are all among the n folded headers. */
bool cs_layout_matches(const struct cs_layout *layout, const char *const *headers, size_t n);
/* The first required pattern that none of the headers matches, or NULL; how many are there in
 * *n_found (may be NULL). */
const char *cs_layout_first_missing(const struct cs_layout *layout, const char *const *headers,
                                    size_t n, size_t *n_found);
/* The layout with the most required headers among those that match, a preferred one before any
 * other, else NULL. */
const struct cs_layout *cs_layouts_match(const struct cs_layouts *layouts,
                                         const struct cs_surroundings *around,
                                         const char *const *headers, size_t n);
/* Of a layout whose header fits: the one, that or another of the same header, that the first row
 * under it is of; NULL when it is of none. */
const struct cs_layout *cs_layouts_of_series(const struct cs_layouts *layouts,
                                             const struct cs_layout *fits,
                                             const char *const *headers, const struct cs_row *row);
/* Binds columns to rules; each header goes to the first rule that matches it, each rule without
 * captures to one header. Where some header tells the years of a projection ({base} and {target}),
 * rules with one of the two match that year only. */
CS_MUST_USE enum cs_status cs_layout_bind(const struct cs_layout *layout,
                                          const char *const *headers, size_t n,
                                          struct cs_binding *binding, struct cs_diag *diag);

/* Folds a header as patterns are folded, without the marks of footnotes after its words: "2024[1]",
 * "Employment(1)", "Jobs [note 2]". Returns the length. */
size_t cs_header_fold(struct cs_span header, char *out, size_t capacity);
/* The header without those marks. */
struct cs_span cs_header_words(struct cs_span header);

/* Whether a folded text matches a folded pattern; fills captures (left alone when not said). */
bool cs_pattern_match(const char *pattern, const char *text, struct cs_captures *captures);
/* Whether a file's base name contains a file-period pattern ("m{year}", "may{year}"). */
bool cs_pattern_find(const char *pattern, const char *text, struct cs_captures *captures);

#endif
