/* A header's words. Answers for: folding a header so that words can be looked up in it, and what
 * one of the column's numbers stands for by them ("in thousands", "$000"). */
#ifndef CS_INGEST_PROFILE_HEADER_FOLD_H
#define CS_INGEST_PROFILE_HEADER_FOLD_H

#include <stdbool.h>

enum { CS_WORDS_BYTES = 256 };

/* Folds a header for looking up: "AnnualSalary" is two words, "%" is "percent", and of a question
 * what stands before its mark is kept, without what is in parentheses. Returns out. */
const char *cs_header_words_fold(const char *header, char out[CS_WORDS_BYTES]);
/* Whether one of the alternatives ("|" between them) stands in the folded text as whole words. */
bool cs_header_words_have(const char *folded, const char *alternatives);
/* What a folded header says that one of its numbers stands for: 1000 of "(thousands)", 0.01 of
 * "cents"; 0: nothing; NaN where it names two scales. */
double cs_header_scale(const char *folded);

#endif
