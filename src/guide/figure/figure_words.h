/* Pieces of sentences about figures: titles, regions, periods, pay periods. Answers for: wording
 * only. */
#ifndef CS_GUIDE_FIGURE_WORDS_H
#define CS_GUIDE_FIGURE_WORDS_H

#include "base/arena.h"
#include "data/period.h"
#include "data/quantity.h"

/* A title for the middle of a sentence: "Registered Nurses" and "Registered nurses" become
 * "registered nurses", "EMTs" and "English" stay; "Bus drivers, school" becomes "school bus
 * drivers", "Managers, all other" "other managers"; what excepts or limits stands in brackets. */
const char *cs_title_in_sentence(const char *title, struct cs_arena *arena);
/* The same at its beginning: "School bus drivers". */
const char *cs_title_to_begin(const char *title, struct cs_arena *arena);
/* "the United States", "Texas"; code NULL: the name. */
const char *cs_region_in_sentence(const char *code, const char *name, struct cs_arena *arena);
/* "2024", "May 2024", "2024 to 2034"; "" when undated. */
const char *cs_period_in_sentence(struct cs_period period, struct cs_arena *arena);
/* "2024", "May 2024", "2024–34"; "" when undated. */
const char *cs_period_short(struct cs_period period, struct cs_arena *arena);
/* "a year", "an hour"; "" for what is no money. */
const char *cs_per_in_sentence(struct cs_unit unit);

#endif
