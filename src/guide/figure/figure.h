/* The figures of a career outlook: one row each, with the arguments it takes and the ways it can be
 * written. Answers for: naming figures, finding their value in the data with its period and source,
 * and putting it into words, numbers or a table. Reports are filled from them, refresh rewrites
 * them, audit reads them back. A figure that the data do not have is absent with the reason; none
 * is estimated here. */
#ifndef CS_GUIDE_FIGURE_H
#define CS_GUIDE_FIGURE_H

#include <stdbool.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/diag.h"
#include "data/reference.h"

/* Where figures come from; borrowed. */
struct cs_figure_data {
    const struct cs_lookup *lookup;       /* the data asked about */
    const struct cs_lookup *price_data;   /* average growth, prices, rates; NULL when not there */
    const struct cs_reference *reference; /* names and growth words; NULL when not there */
};

/* What a figure is about, as words of a call: `salary.percentile occupation=43-6013 p=25`. NULL or
 * 0: not said. Strings are borrowed. */
struct cs_figure_call {
    const char *name;
    const char *occupation; /* code or title */
    const char *region;     /* code or name; not said: US */
    const char *level;      /* code or title */
    const char *industry;
    const char *period; /* "2024", "2024-34"; not said: the newest */
    const char *style;  /* not said: the figure's own */
    const char *file;   /* of a chart in a guide: where its picture lies beside the guide */
    const char *per;    /* of money: "year", "hour", "month" */
    double percentile;  /* p= of salary.percentile; from= and to= of salary.range */
    double to_percentile;
    int top; /* top=: rows of a list */
};

enum cs_figure_kind {
    CS_FIGURE_MONEY,
    CS_FIGURE_COUNT, /* jobs */
    CS_FIGURE_PERCENT,
    CS_FIGURE_RATIO,
    CS_FIGURE_WORD,
    CS_FIGURE_TABLE, /* several values */
};

/* Arguments a figure takes besides occupation, region, period and style; and what it is, where some
 * styles suit no other. */
enum {
    CS_ARG_LEVEL = 1,
    CS_ARG_PERCENTILE = 2,
    CS_ARG_RANGE = 4, /* it is a range, too */
    CS_ARG_PER = 8,
    CS_ARG_INDUSTRY = 16,
    CS_ARG_TOP = 32,
    CS_IS_CHANGE = 64,      /* over time: it has a sign */
    CS_IS_COMPARISON = 128, /* with something else: above or below */
    CS_IS_GROWTH_WORD = 256,
    CS_IS_NAME = 512, /* keeps its capitals within a sentence */
    /* What it looks at besides the rows of its occupation in its place. */
    CS_SEES_PLACES = 1024, /* the occupation in other places */
    CS_SEES_TOTAL = 2048,  /* all occupations together */
    CS_SEES_PRICES = 4096, /* cs_figure_data.price_data */
};

struct cs_figure_value;
struct cs_figure_search;
struct cs_figure_info {
    const char *name;
    const char *words; /* "median pay" */
    enum cs_figure_kind kind;
    unsigned arguments;      /* CS_ARG_*, CS_IS_*, CS_SEES_* */
    const char *style;       /* used when none is said */
    const char *sentence;    /* {style} or {word of figure_sentence.c} filled in, [left out when
                                one in it is empty]; NULL: "Words: value." */
    enum cs_measure measure; /* that it rests on; CS_N_MEASURES when on several */
    enum cs_status (*find)(const struct cs_figure_search *search, struct cs_figure_value *value,
                           struct cs_diag *diag);
    const char *chart; /* the section of a report whose chart shows it; NULL none */
};

size_t cs_figure_count(void);
const struct cs_figure_info *cs_figure_at(size_t index);
/* NULL when unknown. */
const struct cs_figure_info *cs_figure_named(const char *name);

/* One way to write a value. */
struct cs_figure_style {
    const char *name, *sample;
    unsigned kinds; /* 1 << enum cs_figure_kind of those it fits */
    unsigned needs; /* one of these CS_ARG_*, CS_IS_* of the figure; 0 none */
};
size_t cs_figure_style_count(void);
const struct cs_figure_style *cs_figure_style_at(size_t index);
/* By name or its other name ("usd" for "money"); NULL when unknown. */
const struct cs_figure_style *cs_figure_style_named(const char *name);
bool cs_figure_takes_style(const struct cs_figure_info *info, const struct cs_figure_style *style);
/* Whether the name is that of the style that is a picture: guides and commands have it drawn, its
 * text here is empty. */
bool cs_figure_is_chart(const char *style);

struct cs_figure_table {
    const char **headers; /* n_columns */
    uint8_t *is_number;   /* n_columns: right-aligned */
    uint8_t *is_code;     /* n_columns: not to be broken over lines */
    const char **cells;   /* n_rows × n_columns; "" when absent */
    double *values;       /* n_rows × n_columns: to sort by; NaN for words and absent figures */
    size_t n_columns, n_rows;
    const char *caption;              /* NULL none */
    const struct cs_source **sources; /* of its figures, each once */
    size_t n_sources;
};

/* Text in the arena of the evaluation or borrowed from the data. */
struct cs_figure_value {
    const struct cs_figure_info *info;
    bool is_present;
    const char *absence; /* why not, as a clause: "no figure for Texas"; NULL when present */
    struct cs_quantity quantity; /* of a range: its low end */
    double high;                 /* of a range; else NaN */
    struct cs_unit unit;
    const char *word;             /* of a word figure */
    struct cs_figure_table table; /* of a table figure */
    struct cs_period period;
    const char *period_text; /* "" when undated */
    const struct cs_source *source;
    const char *note;                         /* caveats of source and row; NULL when none */
    const char *occupation_code, *occupation; /* title */
    const char *region_code, *region;         /* name */
    const char *level, *industry;             /* titles or NULL */
    double percentile, to_percentile;         /* of a percentile, or the ends of a range; else 0 */
    const struct cs_estimate *estimate; /* the row behind a plain figure; NULL of derived ones */
    const char *text;                   /* in the style asked for */
};

/* Reads `NAME key=value …`; values may be quoted with " or '. Errors: CS_USAGE for an unknown
 * figure, argument or style, an argument the figure does not take, a bad number; names the nearest
 * right word. Arena: strings. */
CS_MUST_USE enum cs_status cs_figure_call_parse(struct cs_span text, struct cs_arena *arena,
                                                struct cs_figure_call *out, struct cs_diag *diag);
/* Sets one argument. Errors as above. */
CS_MUST_USE enum cs_status cs_figure_call_set(struct cs_figure_call *call, const char *name,
                                              const char *value, struct cs_diag *diag);
/* Fills what a call does not say from another (the defaults of a file or template). */
void cs_figure_call_default(struct cs_figure_call *call, const struct cs_figure_call *defaults);

/* Finds the figure and writes it in its style. CS_OK also when the data do not hold it: then
 * is_present is 0 and absence says why. Errors: CS_USAGE as cs_figure_call_parse, and for an
 * occupation, region or level that nobody knows; CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_figure_eval(const struct cs_figure_data *data,
                                          const struct cs_figure_call *call, struct cs_arena *arena,
                                          struct cs_figure_value *out, struct cs_diag *diag);

/* Marks a value absent. */
void cs_figure_absent(struct cs_figure_value *value, const char *why);

/* A found value once more in another style; NULL when the style does not fit or out of memory. */
const char *cs_figure_text(const struct cs_figure_value *value, const char *style,
                           struct cs_arena *arena);

/* Money as people write it: "$40,640", "£28,000", "50,000 THB"; thousands with a "k". */
const char *cs_money_text(double amount, const char *currency, struct cs_arena *arena);
/* "about" rounding of a count: to hundreds from 1,000, to tens from 100. */
double cs_count_rounded(double count);

#endif
