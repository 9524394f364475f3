/* A layout file being parsed. Inside of ingest/layout: the pieces that every part of the JSON
 * needs. Answers for: checking members, copying texts, folding patterns, saying what is wrong. */
#ifndef CS_INGEST_LAYOUT_PARSE_H
#define CS_INGEST_LAYOUT_PARSE_H

#include <stdbool.h>

#include "ingest/layout/layout.h"

struct cJSON;

struct cs_layout_parse {
    struct cs_arena *arena;
    const char *path;
    struct cs_diag *diag;
};

/* A member that an object may have. */
struct cs_layout_member {
    const char *name;
    char kind;         /* 's' text, 'p' text or list of texts, 'l' list, 'o' object, 'n' number */
    const char *words; /* of a text: "|"-separated, the only ones allowed; NULL any */
};

/* Adds "layout: WHAT in 'WHERE'". Returns CS_USAGE. */
enum cs_status cs_layout_complain(const struct cs_layout_parse *parse, const char *what,
                                  const char *where);
/* Refuses members that are not among n, stand twice, or are of another kind. "comment" is always
 * allowed. `where` names the object in messages. */
enum cs_status cs_layout_check(const struct cs_layout_parse *parse, const struct cJSON *object,
                               const struct cs_layout_member *members, size_t n, const char *where);
/* A copy of the member's text; NULL when there is none. */
const char *cs_layout_string(const struct cs_layout_parse *parse, const struct cJSON *object,
                             const char *name);
/* The member "resolution"; to the day where there is none. */
enum cs_resolution cs_layout_resolution(const struct cs_layout_parse *parse,
                                        const struct cJSON *object);
/* A text or a list of texts, folded. */
enum cs_status cs_layout_patterns(const struct cs_layout_parse *parse, const struct cJSON *item,
                                  const char *const **out, size_t *n);
/* A header pattern folded as cs_header_fold folds headers, its {slots} and "|" kept; NULL when
 * memory runs out. */
const char *cs_layout_fold(const struct cs_layout_parse *parse, struct cs_span pattern);
/* Fills what recognizing a table takes, by the members before "columns". Returns false when the
 * text, which ends with a NUL, is not told so easily; what is wrong with it, if anything, a full
 * reading says. */
bool cs_layout_skim(const struct cs_layout_parse *parse, const char *text,
                    struct cs_layout *layout);
/* The next object of a list of them: `at` stands at "[" or behind the one before. Returns false at
 * the end, where *at is "]", and where there is none. */
bool cs_layout_next_of_list(const char **at, struct cs_span *one);
/* Whether a layout read whole is recognized by what was skimmed of it. */
bool cs_layout_is_same_told(const struct cs_layout *a, const struct cs_layout *b);
/* The member "first_row". */
enum cs_status cs_layout_series(const struct cs_layout_parse *parse, const struct cJSON *item,
                                struct cs_layout *layout);
/* One entry of "columns". */
enum cs_status cs_layout_read_column(const struct cs_layout_parse *parse, const struct cJSON *item,
                                     struct cs_layout_column *column);

#endif
