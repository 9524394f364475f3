/* Editions of a table that comes out at regular intervals. Answers for: which edition is the newest
 * that should be out on a day, when the next one is due, and names and addresses with an edition in
 * them. Knows no clock. */
#ifndef CS_FETCH_EDITION_H
#define CS_FETCH_EDITION_H

#include <stdbool.h>

#include "base/buf.h"

struct cs_date {
    int year, month, day;
};
/* Reads "2026-11-30". */
bool cs_date_parse(const char *text, struct cs_date *date);
/* The day so many months away; the last day of a month where the month is too short. */
struct cs_date cs_date_add_months(struct cs_date date, int months);

/* An edition is a number from 0, the first one. */
struct cs_edition_rule {
    int year, month;          /* that edition 0 is of; month 1 where editions are years */
    int major, minor, minors; /* or its version, and how many a major one has; minors 0: none */
    struct cs_date published; /* when edition 0 came out */
    int step_months;          /* between two */
    const char *label;        /* "{year}-{yy+10}" */
};
enum { CS_NO_EDITION = -1, CS_MOST_EDITIONS = 2400 };

/* The newest edition that should be out, by the rule. CS_NO_EDITION before the first. */
int cs_edition_due(const struct cs_edition_rule *rule, struct cs_date today);
/* When an edition should come out. */
struct cs_date cs_edition_published(const struct cs_edition_rule *rule, int edition);

/* Appends a pattern with {year} {yy} {yy+10} {month} {major} {minor} filled in. Returns whether it
 * knew every placeholder. */
bool cs_edition_fill(const struct cs_edition_rule *rule, int edition, const char *pattern,
                     struct cs_buf *out);
/* Whether a pattern names an edition at all. */
bool cs_edition_is_in(const char *pattern);

/* The edition, at most `newest`, that a period ("2024-34", "1913 to 2026-05") ends with; the one
 * whose name fits the pattern, which may hold * as well. CS_NO_EDITION: none. */
int cs_edition_of_period(const struct cs_edition_rule *rule, int newest, const char *period);
int cs_edition_of_name(const struct cs_edition_rule *rule, int newest, const char *pattern,
                       const char *name);

#endif
