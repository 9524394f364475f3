/* The table of phrases: every row can be found in a text, and means something. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "guide/topic/cue.h"
#include "ingest/reference.h"

struct fixture {
    struct cs_reference reference;
    struct cs_cue_table cues;
    struct cs_diag diag;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    cs_diag_init(&f->diag);
    cs_reference_init(&f->reference);
    *state = f;
    return !f || cs_reference_load(&f->reference, CS_SOURCE_DIR "/datasets/reference", &f->diag) ||
           cs_cue_table_init(&f->cues, &f->reference, &f->diag);
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    cs_cue_table_clear(&f->cues);
    cs_reference_clear(&f->reference);
    cs_diag_clear(&f->diag);
    free(f);
    return 0;
}

static int fires(const struct cs_cue_table *table, const struct cs_reference_phrase *row,
                 int is_label)
{
    struct cs_word words[CS_PHRASE_WORDS];
    struct cs_cue cues[16];
    size_t size = strlen(row->phrase);
    size_t n = cs_words_of(row->phrase, 0, size, words, CS_PHRASE_WORDS);
    size_t n_cues = cs_cues_read(table, row->phrase, words, n, is_label, cues, 16);
    for (size_t i = 0; i < n_cues; i++) {
        if (cues[i].row == row)
            return cues[i].start == 0 && cues[i].end == size;
    }
    return 0;
}

static void every_row_fires(void **state)
{
    struct fixture *f = *state;
    assert_true(f->reference.n_phrases > 1000);
    for (size_t i = 0; i < f->reference.n_phrases; i++) {
        const struct cs_reference_phrase *row = &f->reference.phrases[i];
        int in_label = strcmp(row->context, "prose") != 0;
        int in_prose = strcmp(row->context, "label") != 0;
        if (fires(&f->cues, row, 1) != in_label || fires(&f->cues, row, 0) != in_prose)
            fail_msg("'%s' does not cue %s %s", row->phrase, row->cue, row->value);
    }
}

static void the_longest_phrase_counts(void **state)
{
    struct fixture *f = *state;
    static const char text[] = "The highest-paid 10 percent had high school, at median pay.";
    struct cs_word words[16];
    struct cs_cue cues[16];
    size_t n = cs_words_of(text, 0, strlen(text), words, 16);
    size_t n_cues = cs_cues_read(&f->cues, text, words, n, 0, cues, 16);
    assert_int_equal(n_cues, 4);
    assert_int_equal(cues[0].kind, CS_CUE_STATISTIC);
    assert_memory_equal(text + cues[0].start, "highest-paid 10 percent",
                        cues[0].end - cues[0].start);
    assert_int_equal(cues[1].kind, CS_CUE_NOTHING);
    assert_int_equal(cues[2].kind, CS_CUE_STATISTIC);
    assert_int_equal(cues[3].kind, CS_CUE_PAY);
}

static void unknown_words_in_the_table_are_refused(void **state)
{
    struct fixture *f = *state;
    struct cs_reference_phrase rows[] = {{"median", "statistic", "middling", ""}};
    struct cs_reference reference = {.phrases = rows, .n_phrases = 1};
    struct cs_cue_table cues;
    assert_int_equal(cs_cue_table_init(&cues, &reference, &f->diag), CS_IO);
    cs_cue_table_clear(&cues);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_fires),
        cmocka_unit_test(the_longest_phrase_counts),
        cmocka_unit_test(unknown_words_in_the_table_are_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
