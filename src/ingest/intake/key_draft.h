/* A key in the making: what the cells of one row say in one dimension, and what that means. Inside
 * of ingest/intake. */
#ifndef CS_INGEST_KEY_DRAFT_H
#define CS_INGEST_KEY_DRAFT_H

#include <stdbool.h>

#include "data/occupation/system.h"
#include "ingest/intake/keys.h"
#include "ingest/intake/spelling.h"

/* What the cells of one row say in one dimension, before and after names are normalized. */
struct cs_key_draft {
    struct cs_span parts[CS_N_KEY_PARTS];
    const char *scale, *regions, *alias_mark; /* of the layout's columns, or NULL */
    enum cs_resolution resolution;
    int cuts_to_soc;
    const char *system;     /* of occupation codes; NULL: SOC */
    size_t n_digits;        /* codes of digits are filled up to; 0: none is */
    struct cs_span section; /* what may stand before the title, and a comma */
    bool is_own_words;      /* of people, about where they are */
    bool fills_down;        /* no cell means the key of the row before */
    int year;               /* of the row's figures; 0 unknown */
    int order;
    bool is_named_here;          /* the title is this program's own, whatever the row's year */
    bool is_code_said;           /* a cell of codes is filled */
    char text[CS_SPELLED_BYTES]; /* storage of a code that was rewritten */
    char system_text[CS_SYSTEM_CODE_BYTES]; /* the same of another system */
    struct cs_key_remark remark;
};

/* Turns cells into code, title, definition and order, by the reference tables and the table's
 * habits. Returns 0 when they are no key; the remark says why, where there is more to say than
 * that. */
bool cs_key_draft_normalize(const struct cs_keys *keys, enum cs_dim dim,
                            struct cs_key_draft *draft);

#endif
