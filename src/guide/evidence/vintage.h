/* What the data hold about a claim, vintage by vintage. Answers for: one figure of an occupation,
 * or of several taken together, at every period there is, with how far its own rounding leaves it
 * open. Compares nothing. */
#ifndef CS_GUIDE_EVIDENCE_VINTAGE_H
#define CS_GUIDE_EVIDENCE_VINTAGE_H

#include <stdbool.h>

#include "guide/claim/claim.h"

enum { CS_VINTAGES = 40 };

struct cs_vintage {
    struct cs_period period; /* zero: undated */
    const char *period_text;
    double value;
    double open;     /* half its own rounding */
    bool is_floor;   /* capped: the value is at least this */
    bool is_missing; /* the publisher gives a reason instead */
    enum cs_presence presence;
    const struct cs_source *source;
    struct cs_unit unit;
    enum cs_measure measure;
    bool is_derived; /* put together here: a sum, hourly from yearly */
};

struct cs_vintages {
    struct cs_vintage items[CS_VINTAGES]; /* newest first */
    size_t n;
};

/* Where figures are looked for; borrowed. */
struct cs_evidence {
    const struct cs_lookup *data;
    const struct cs_lookup *price_data;   /* may be NULL */
    const struct cs_reference *reference; /* may be NULL */
};

/* A figure as asked for: of one occupation, or summed over several. A region code NULL is the
 * nation. Money of several occupations has no sum: none is found then. */
struct cs_vintage_query {
    const struct cs_subject *subject;
    enum cs_measure measure;
    const char *region;
    uint32_t level;
    enum cs_per per; /* of money */
};
void cs_vintages_find(const struct cs_evidence *evidence, const struct cs_vintage_query *query,
                      struct cs_vintages *out);
/* The newest of them; false where there is none, or no number. */
bool cs_vintages_newest(const struct cs_evidence *evidence, const struct cs_vintage_query *query,
                        struct cs_vintage *out);
/* The lowest and highest of the parts in the newest period; 0 when a part is missing. A median of
 * all together lies between those of its parts. */
bool cs_vintages_bounds(const struct cs_evidence *evidence, const struct cs_vintage_query *query,
                        struct cs_vintage *low, struct cs_vintage *high);

/* Between the files of vintages: what is published of one occupation, added to `out`. */
void cs_vintages_published(const struct cs_lookup *lookup, const struct cs_vintage_query *q,
                           uint32_t occupation, struct cs_vintages *out);
/* Adds sums and their percent changes for several occupations, or the parts of a summary code, for
 * the periods that `out` does not hold. */
void cs_vintages_sum(const struct cs_evidence *evidence, const struct cs_vintage_query *query,
                     struct cs_vintages *out);

#endif
