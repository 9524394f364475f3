/* One request as it comes in, and what is answered. Answers for: fields of the query and of a form,
 * files of a form, their limits, and that nothing is taken before the token was right. Knows no
 * connection: http.c hands over the pieces. */
#ifndef CS_SERVE_EXCHANGE_H
#define CS_SERVE_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "serve/upload.h"

enum {
    CS_EXCHANGE_MOST_FIELDS = 64,
    CS_EXCHANGE_FIELD_BYTES = 2048,
    CS_EXCHANGE_PATH_BYTES = 512,
};

struct cs_exchange_limits {
    const char *token;        /* what a POST has to know */
    const char *spool_folder; /* where files of a form go for a while */
    uint64_t most_body_bytes;
};

struct cs_field {
    const char *name;
    struct cs_buf value;
};

struct cs_exchange {
    const struct cs_exchange_limits *limits; /* borrowed */
    const char *path;                        /* in the arena */
    bool is_post;
    struct cs_field fields[CS_EXCHANGE_MOST_FIELDS]; /* in their order */
    size_t n_fields;
    size_t n_in_address;      /* of the fields; the others are the form's */
    struct cs_upload *upload; /* NULL: no file has come */
    struct cs_buf file_name;  /* of the part under way, as it was given */
    bool has_file_bytes;
    uint64_t n_body_bytes;
    unsigned refused;  /* status of HTTP, 0: may go on */
    const char *words; /* why, a sentence */
    struct cs_arena arena;
};

struct cs_answer {
    unsigned status; /* 0 is 200 */
    const char *type;
    struct cs_buf styles;    /* hashes of styles that may stand in the page, for its policy */
    struct cs_buf file_name; /* to be saved under; empty: shown */
    const char *retry_after; /* seconds; NULL none */
    struct cs_buf location;  /* where to go instead; empty: nowhere */
    struct cs_buf body;
};

/* An answer of status 200 with nothing in it. Ownership: cs_answer_clear. */
void cs_answer_init(struct cs_answer *answer);
void cs_answer_clear(struct cs_answer *answer);

/* Ownership: cs_exchange_free. NULL when out of memory. */
struct cs_exchange *cs_exchange_new(const struct cs_exchange_limits *limits, const char *path,
                                    bool is_post);
void cs_exchange_free(struct cs_exchange *exchange);

/* Refuses the request; the first refusal stays. */
void cs_exchange_refuse(struct cs_exchange *exchange, unsigned status, const char *words);

/* A piece of a field at an offset of its value; refuses what is too many or too long. */
void cs_exchange_take_field(struct cs_exchange *exchange, const char *name, const char *bytes,
                            uint64_t offset, size_t n_bytes);
/* A piece of a file. The token must have come before. */
void cs_exchange_take_file(struct cs_exchange *exchange, const char *file_name, const char *bytes,
                           uint64_t offset, size_t n_bytes);
/* The body has grown. */
void cs_exchange_count(struct cs_exchange *exchange, size_t n_bytes);
/* Nothing more will come: the last file is closed, the token must be there. */
void cs_exchange_finish(struct cs_exchange *exchange);

/* The i-th value of that name, from 0; NULL when there is none. */
const char *cs_exchange_value(const struct cs_exchange *exchange, const char *name, size_t i);

#endif
