/* Guides and comparisons of the server: what is asked about, and making it. Private to the room. */
#ifndef CS_CLI_SERVE_GUIDE_H
#define CS_CLI_SERVE_GUIDE_H

#include <stdbool.h>

#include "analysis/outlook/beside.h"
#include "cli/serve/serve.h"

/* Occupations and places: codes, or words as people say them; borrowed. One of each is a guide,
 * more of the one or of the other a comparison. */
struct cs_serve_question {
    const char *occupations[CS_MOST_BESIDE], *places[CS_MOST_BESIDE];
    size_t n_occupations, n_places;
    bool is_short; /* a guide on two sheets of paper */
};
/* The fields "occupation" and "place", each once; the nation where no place is named. */
void cs_serve_question_of(const struct cs_exchange *exchange, struct cs_serve_question *question);
/* One of each; place NULL: the nation. */
struct cs_serve_question cs_serve_question_on(const char *occupation, const char *place);
bool cs_serve_question_is_plural(const struct cs_serve_question *question);
bool cs_serve_question_is_same(const struct cs_serve_question *a,
                               const struct cs_serve_question *b);

/* Appends "/guide?occupation=29-1141&place=OH"; joint: "&", in a page "&amp;". */
void cs_serve_put_address(const char *page, const struct cs_serve_question *question,
                          const char *joint, struct cs_buf *out);

/* The data for a question, and the codes that it means. */
struct cs_serve_run {
    struct cs_serve_call own;
    struct cs_report_run report;
    struct cs_serve_question codes;
    struct cs_serve_backdrop *backdrop; /* NULL: none */
    size_t lost_place;                  /* which of the places failed; CS_MOST_BESIDE: none */
    bool is_own;                        /* opened for this; else the server's, shared */
};
/* Ownership: cs_serve_run_close, also after a failure; run->own.diag has the messages. */
CS_MUST_USE enum cs_status cs_serve_run_open(struct cs_serve *serve,
                                             const struct cs_serve_question *question,
                                             struct cs_serve_run *run);
void cs_serve_run_close(struct cs_serve *serve, struct cs_serve_run *run);

/* Appends a file of a guide or comparison: "html", "md", "json", "pay.svg", or "charts", the names
 * of its charts one a line. False: the answer says why, or where the page is. */
bool cs_serve_file(struct cs_serve *serve, const struct cs_serve_question *question,
                   const char *file, struct cs_buf *out, struct cs_answer *answer);
/* A page where the i-th occupation of a question is replaced by what is chosen. */
struct cs_serve_link {
    const char *page;
    const struct cs_serve_question *question;
    size_t i;
};
/* The code of the one occupation that the words there mean, in the arena; NULL: the answer asks
 * which. */
const char *cs_serve_choose(const struct cs_serve *serve, const struct cs_serve_link *link,
                            struct cs_arena *arena, struct cs_answer *answer);

/* The page for a run that failed because the data have no figures in a place, with links to where
 * they have some. False: it failed otherwise, nothing is answered. */
bool cs_serve_fail_place(const struct cs_serve *serve, const struct cs_serve_question *question,
                         struct cs_serve_run *run, struct cs_answer *answer);
/* The same for an occupation whose code ended, or that only another country has. */
bool cs_serve_fail_occupation(const struct cs_serve *serve,
                              const struct cs_serve_question *question, struct cs_serve_run *run,
                              struct cs_answer *answer);
/* The page for a run that failed. */
void cs_serve_fail_run(const struct cs_serve *serve, enum cs_status status,
                       const struct cs_diag *diag, struct cs_answer *answer);

#endif
