/* Finding occupations and regions by the words people use. Answers for: scoring names against a
 * query, whatever the word order, plural or small typing slip, and ranking codes by their best
 * name. Keeps nothing but the hits: names are offered one at a time, from reference tables, a
 * dataset or a library. Does not know where names come from. */
#ifndef CS_DATA_NAME_NAMES_H
#define CS_DATA_NAME_NAMES_H

#include <stdbool.h>

#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"
#include "data/dataset.h"
#include "data/reference.h"

/* How a name met the query, best first. */
enum cs_name_match {
    CS_MATCH_CODE,  /* the code itself */
    CS_MATCH_SAME,  /* the same words in the same order */
    CS_MATCH_WORDS, /* the same words: another order, plural, or filler words */
    CS_MATCH_PART,  /* one of the occupations that a title lists: "Tailors, dressmakers, and …" */
    CS_MATCH_ALL,   /* every word of the query, and others */
    CS_MATCH_PREFIX, /* every word of the query begins one of the name's */
    CS_MATCH_TYPO,   /* the same after mending typing slips */
    CS_MATCH_INSIDE, /* the name's words are all in the query, which has others */
    CS_MATCH_SOME,   /* at least half of the query's words */
    CS_MATCH_NOT,
};
/* "code", "same", …: for JSON. */
const char *cs_name_match_name(enum cs_name_match match);

/* One name of a code. `name` is its title or another name it goes by. */
struct cs_name {
    const char *code;
    const char *title;
    const char *name;
    const char *kind; /* "occupation", "state", "nation", …: borrowed static or reference text */
    int year;         /* newest one in which the code had the title; 0 unknown */
    bool is_common;   /* what people say: a name of the reference table, which was chosen by hand */
};

struct cs_name_hit {
    const char *code, *title, *kind; /* in the search's arena */
    const char *name;                /* the name that met the query best */
    enum cs_name_match match;
    unsigned n_extra; /* words of the name beyond the query's, or typing slips */
    unsigned n_names; /* names of the code that have every word of the query */
    bool is_title;    /* name is the title */
    bool is_common;   /* name is of the reference table */
    bool is_old;      /* the code is no longer in use; told by ranking */
    int year;         /* newest of the names' */
};

struct cs_name_search; /* opaque */
/* query NULL: every code is a hit, by its title. Ownership: free with cs_name_search_free. NULL
 * when out of memory. */
struct cs_name_search *cs_name_search_new(const char *query);
/* For a place as people write it: "Houston, Texas" meets "Houston-Pasadena-The Woodlands, TX". */
struct cs_name_search *cs_name_search_new_place(const struct cs_reference *reference,
                                                const char *words);
void cs_name_search_free(struct cs_name_search *search);
/* Scores one name. Errors: CS_INTERNAL when out of memory. */
CS_MUST_USE enum cs_status cs_name_search_offer(struct cs_name_search *search,
                                                const struct cs_name *name);
/* Offers every title and alias of a dimension of a dataset, of the reference occupations, or of
 * the reference regions. The reference is borrowed until the search is freed. */
CS_MUST_USE enum cs_status cs_name_search_dataset(struct cs_name_search *search,
                                                  const struct cs_dataset *dataset,
                                                  enum cs_dim dim);
CS_MUST_USE enum cs_status cs_name_search_occupations(struct cs_name_search *search,
                                                      const struct cs_reference *reference);
CS_MUST_USE enum cs_status cs_name_search_regions(struct cs_name_search *search,
                                                  const struct cs_reference *reference);

/* Ranks what was offered: whole titles before the names of the reference table, these before the
 * occupations that a title lists, these before whole other names, these before names in another
 * system of occupations than the SOC, these before the titles of a survey's own
 * (cs_name_hit_is_free), then worse matches; codes in use before earlier ones: by the year of their
 * title, and by the SOC's changes where the occupations of the reference were offered; among equals
 * then narrower groups, codes met by more names, then code order. Borrowed until the next offer or
 * free. */
const struct cs_name_hit *cs_name_search_rank(struct cs_name_search *search, size_t *n_hits);

/* Whether the code of a group of occupations has the other within: "15-2000" and "15-2010" have
 * "15-2011". */
bool cs_code_is_group_of(const char *group, const char *code);
/* Whether the hit is a survey's own title of a job, which no system of occupations codes: it is its
 * own code. Every name of a coded occupation goes before it. */
bool cs_name_hit_is_free(const struct cs_name_hit *hit);
/* Whether the first hit stands apart: it meets the query whole (CS_MATCH_PART or better), and no
 * other code meets it equally well, except codes in use earlier (15-1134 before 15-1254, Web
 * developers) and the broad occupation that the first is part of (15-2010 of 15-2011, Actuaries).
 * Requires: ranked hits. */
bool cs_name_hits_are_sure(const struct cs_name_hit *hits, size_t n_hits);
/* Whether the first hit may be taken unasked: it stands apart, or is the only one that has every
 * word of the query. Requires: ranked hits. */
bool cs_name_hits_are_clear(const struct cs_name_hit *hits, size_t n_hits);
/* Whether the first hit is sure by its title, which no other name goes before: where its code is in
 * use in the newest year of all, names that were not offered change nothing. Requires: ranked hits,
 * every title and every name of the reference table among what was offered. */
bool cs_name_hits_are_title(const struct cs_name_hit *hits, size_t n_hits);
/* The same of a name of the reference table, where no other hit is as good or was once: only names
 * that were offered can be. */
bool cs_name_hits_are_common(const struct cs_name_hit *hits, size_t n_hits);
/* Whether the query is a slip of the pen for a name of the first hit, word for word, and for no
 * other as nearly. Requires: ranked hits. */
enum { CS_SLIP_LETTERS = 8 }; /* a shorter query may be a slip for many */
bool cs_name_hits_are_slip(const struct cs_name_hit *hits, size_t n_hits);

#endif
