/* The C library of careerstat: the questions of the program, asked from another program. Answers
 * for: reading pay, growth and openings from files of any format that the program reads, or from a
 * library of them, and giving back figures, documents and messages. It never prints, never ends
 * the process, reads no environment, and keeps nothing between calls but what a handle holds.
 * docs/library-c.md tells more; share/doc/libcareerstat-dev/examples are whole programs.
 *
 * A figure is true or absent: `value` is NaN where there is none, and `absent` says why.
 *
 * Threads: any number of threads may ask at the same time, one handle or several; a handle must
 * not be changed (the functions that take it without const) while it is asked. An answer is
 * never changed, and may be read by many threads until it is freed.
 *
 * Versions: functions and members are added, never taken away or given another meaning, as long as
 * the library is called libcareerstat.so.0; members are added at the end of a struct. The schemas
 * of documents have versions of their own, in their member "schema". */
#ifndef CAREERSTAT_CAREERSTAT_H
#define CAREERSTAT_CAREERSTAT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define CAREERSTAT_API __attribute__((visibility("default")))
#else
#define CAREERSTAT_API
#endif

/* How a call ended: the exit codes of the program. */
enum careerstat_status {
    CAREERSTAT_OK = 0,
    CAREERSTAT_NO_ANSWER = 1, /* the data allow no answer, or an audit found something wrong */
    CAREERSTAT_USAGE = 2,     /* an option, a name or a layout is wrong */
    CAREERSTAT_IO = 3,        /* a file cannot be read, or not as what it should be */
    CAREERSTAT_INTERNAL = 4,  /* out of memory, or a defect of the library */
};

/* "0.2.0". */
CAREERSTAT_API const char *careerstat_version(void);

/* ---- where the data come from ---- */

/* Opaque: what questions are asked of. */
struct careerstat;

/* A handle without files and without a library: it answers from the shipped data. NULL when out of
 * memory. Ownership: careerstat_free, which takes NULL. */
CAREERSTAT_API struct careerstat *careerstat_new(void);
CAREERSTAT_API void careerstat_free(struct careerstat *handle);

/* A file (CSV, TSV, .xls, .xlsx, packed or not) or the folder of a data package to answer from, in
 * place of the shipped data; further ones are added. It is read by each question, as a question
 * knows what it needs: nothing is read here. Errors: CAREERSTAT_INTERNAL, out of memory. */
CAREERSTAT_API enum careerstat_status careerstat_add_file(struct careerstat *handle,
                                                          const char *path);

/* A library made by `careerstat import`, to answer from where no files were added; NULL: none.
 * Errors: CAREERSTAT_INTERNAL, out of memory. */
CAREERSTAT_API enum careerstat_status careerstat_set_library(struct careerstat *handle,
                                                             const char *path);

/* The folder of the shipped datasets; NULL: looked for beside the library and the program
 * (../share/careerstat/datasets). Errors: CAREERSTAT_INTERNAL, out of memory. */
CAREERSTAT_API enum careerstat_status careerstat_set_datasets(struct careerstat *handle,
                                                              const char *folder);

/* How many threads a question may use, from 1 (as it is at first); 0: one for each processor. */
CAREERSTAT_API void careerstat_set_threads(struct careerstat *handle, size_t n_threads);

/* ---- questions ---- */

/* Opaque: the document, figures and messages of one question. */
struct careerstat_answer;

/* Each asks what the command of the same name is asked. `options` are its long options without the
 * dashes, "by=region", "occupation=43-6013", a flag as its name alone ("errors"), ended by NULL;
 * NULL: none. Options that name outputs, forms of output or inputs of the handle are refused.
 * *answer is set also when the call fails, and then holds the messages; NULL only when memory is
 * out. Ownership: careerstat_answer_free. Errors: as enum careerstat_status says. */

/* Median, quantiles, mean and n of pay, by groups: "by=region". Figures, and the document
 * "summary". */
CAREERSTAT_API enum careerstat_status careerstat_summarize(const struct careerstat *handle,
                                                           const char *const *options,
                                                           struct careerstat_answer **answer);
/* Differences between groups ("by=level"), vintages ("change") or areas ("areas"). Document
 * "comparison", "change", "areas" or "gap". */
CAREERSTAT_API enum careerstat_status careerstat_compare(const struct careerstat *handle,
                                                         const char *const *options,
                                                         struct careerstat_answer **answer);
/* Forecasts of yearly series, or published projections ("official"). Document "projection". */
CAREERSTAT_API enum careerstat_status careerstat_project(const struct careerstat *handle,
                                                         const char *const *options,
                                                         struct careerstat_answer **answer);
/* One figure of the outlook, "salary.median", with the arguments of markers ("occupation=…") as
 * options. One figure, and the document "figure". */
CAREERSTAT_API enum careerstat_status careerstat_figure_of(const struct careerstat *handle,
                                                           const char *name,
                                                           const char *const *options,
                                                           struct careerstat_answer **answer);
/* The occupations and regions that words may mean, best first. Keys, and the document "find". */
CAREERSTAT_API enum careerstat_status careerstat_find(const struct careerstat *handle,
                                                      const char *words, const char *const *options,
                                                      struct careerstat_answer **answer);
/* What an occupation is like. Document "description". */
CAREERSTAT_API enum careerstat_status careerstat_describe(const struct careerstat *handle,
                                                          const char *occupation,
                                                          const char *const *options,
                                                          struct careerstat_answer **answer);
/* How the handle's files are read: layout, columns, units, problems. Document "inspect". */
CAREERSTAT_API enum careerstat_status careerstat_inspect(const struct careerstat *handle,
                                                         const char *const *options,
                                                         struct careerstat_answer **answer);
/* What the data hold of a dimension: "occupation", "region", "level", "period" or "industry".
 * Keys, and the document "keys". */
CAREERSTAT_API enum careerstat_status careerstat_list(const struct careerstat *handle,
                                                      const char *dimension,
                                                      const char *const *options,
                                                      struct careerstat_answer **answer);
/* What is wrong with the figures of a text. Its name says how it is read (.md, .html, .txt, …) and
 * stands in messages; no file is opened for it. Findings are among the messages, and the document
 * is "audit". CAREERSTAT_NO_ANSWER: there are errors or warnings. */
CAREERSTAT_API enum careerstat_status careerstat_audit(const struct careerstat *handle,
                                                       const char *name, const char *text,
                                                       size_t n_bytes, const char *const *options,
                                                       struct careerstat_answer **answer);

/* ---- answers: what they give is theirs, and goes with careerstat_answer_free (NULL allowed) ----
 */

CAREERSTAT_API void careerstat_answer_free(struct careerstat_answer *answer);

/* The document of docs/json, as `careerstat … --json` prints it; of a call without an answer the
 * document "error". */
CAREERSTAT_API const char *careerstat_answer_json(const struct careerstat_answer *answer);

/* One value of a dimension. NULL where it is not told apart. */
struct careerstat_key {
    const char *dimension; /* "occupation", "region", … */
    const char *code;
    const char *title; /* the code again where there is none */
};

/* A statistic of pay, or of what else the name says, of one group. */
struct careerstat_figure {
    const char *name;    /* "median", "mean", "p10", "employment", "salary.median" */
    double value;        /* in `unit`; NaN: absent */
    const char *absent;  /* why there is no value; NULL where there is one */
    int is_at_least;     /* the value is a floor: pay beyond it was not published */
    const char *unit;    /* "USD/year"; "/year" where no currency is known; "jobs", "percent" */
    const char *terms;   /* what it was converted to: "real 2024"; NULL: as it was */
    const char *kind;    /* "answers": of individual observations; "published" */
    int64_t n;           /* observations behind it; -1: not told */
    double lower, upper; /* of the interval; NaN: none */
    struct careerstat_key occupation, region, level, period, industry;
    const char *source; /* id among the document's sources; NULL: several, see there */
    const char *note;   /* what is to be said with it; NULL: nothing */
};

/* In the order of the document. NULL past the end. */
CAREERSTAT_API size_t careerstat_answer_n_figures(const struct careerstat_answer *answer);
CAREERSTAT_API const struct careerstat_figure *
careerstat_answer_figure(const struct careerstat_answer *answer, size_t i);

CAREERSTAT_API size_t careerstat_answer_n_keys(const struct careerstat_answer *answer);
CAREERSTAT_API const struct careerstat_key *
careerstat_answer_key(const struct careerstat_answer *answer, size_t i);

enum careerstat_severity { CAREERSTAT_NOTE, CAREERSTAT_WARNING, CAREERSTAT_ERROR };

/* What was noticed, with its place. Texts NULL and numbers 0 where unknown. */
struct careerstat_message {
    enum careerstat_severity severity;
    const char *file;
    const char *sheet, *cell; /* of a workbook: "F17" */
    uint64_t line, column;    /* from 1 */
    const char *text;
    const char *hint; /* what to do; options as a question takes them: "kind=answers" */
    const char *rule; /* of a finding of an audit: "contradicted", "stale", … */
};

CAREERSTAT_API size_t careerstat_answer_n_messages(const struct careerstat_answer *answer);
CAREERSTAT_API const struct careerstat_message *
careerstat_answer_message(const struct careerstat_answer *answer, size_t i);

#ifdef __cplusplus
}
#endif

#endif
