/* The table of phrases, and looking for them in words. Apart from phrase.c because a phrase there
 * is a name with meanings; here it is a row that says what it cues. */
#include "guide/topic/cue.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "data/quantity.h"
#include "guide/topic/phrase.h"
#include "base/text.h"
#include "base/diag.h"

/* The values that rows of one cue may have, and what each means. */
struct value_name {
    const char *name;
    int value;
};
static const struct value_name plain[] = {{"", 0}, {NULL, 0}};
static const struct value_name statistics[] = {{"median", CS_STAT_MEDIAN},
                                               {"mean", CS_STAT_MEAN},
                                               {"average", CS_STAT_AVERAGE},
                                               {"p10", CS_STAT_P10},
                                               {"p25", CS_STAT_P25},
                                               {"p75", CS_STAT_P75},
                                               {"p90", CS_STAT_P90},
                                               {"range", CS_STAT_RANGE},
                                               {"low", CS_STAT_LOW},
                                               {"high", CS_STAT_HIGH},
                                               {"middle", CS_STAT_HALF},
                                               {"wide", CS_STAT_WIDE},
                                               {NULL, 0}};
static const struct value_name ranks[] = {{"low", -1}, {"high", 1}, {NULL, 0}};
static const struct value_name shares[] = {{"tenth", 10},       {"quarter", 25},
                                           {"half", 50},        {"three quarters", 75},
                                           {"nine tenths", 90}, {NULL, 0}};
static const struct value_name pays[] = {
    {"noun", CS_PAY_NOUN}, {"verb", CS_PAY_VERB}, {"stat", CS_PAY_RANK}, {NULL, 0}};
static const struct value_name jobs[] = {{"noun", CS_JOBS_NOUN},
                                         {"unit", CS_JOBS_UNIT},
                                         {"verb", CS_JOBS_VERB},
                                         {"people", CS_JOBS_PEOPLE},
                                         {"exist", CS_JOBS_EXIST},
                                         {"field", CS_JOBS_FIELD},
                                         {NULL, 0}};
static const struct value_name signs[] = {{"up", 1}, {"down", -1}, {"any", 0}, {NULL, 0}};
static const struct value_name pers[] = {{"year", CS_PER_YEAR},
                                         {"hour", CS_PER_HOUR},
                                         {"month", CS_PER_MONTH},
                                         {"week", CS_PER_WEEK},
                                         {"day", CS_PER_DAY},
                                         {"other", CS_PER_OTHER},
                                         {NULL, 0}};
static const struct value_name foreigns[] = {{"money", CS_FOREIGN_MONEY},
                                             {"growth", CS_FOREIGN_GROWTH},
                                             {"adjusted", CS_FOREIGN_ADJUSTED},
                                             {NULL, 0}};
static const struct value_name changes[] = {
    {"", 0},  {"up", 1}, {"down", -1}, {"apart", CS_CHANGE_APART}, {"past", CS_CHANGE_PAST},
    {NULL, 0}};
static const struct value_name beyonds[] = {{"up", 1}, {"down", -1}, {"any", 0}, {NULL, 0}};
static const struct value_name credits[] = {{"to", 0}, {"by", 1}, {NULL, 0}};
static const struct value_name alls[] = {{"", 0}, {"percent", 1}, {NULL, 0}};
static const struct value_name futures[] = {{"", 0}, {"today", 1}, {NULL, 0}};
static const struct value_name agos[] = {{"1", 1}, {"0", 0}, {"-1", -1}, {NULL, 0}};
static const struct value_name scales[] = {{"1000", 1000}, {"1000000", 1000000}, {NULL, 0}};

static const struct {
    const char *name;
    const struct value_name *values; /* NULL: the row's value is text */
} kinds[CS_N_CUE_KINDS] = {
    [CS_CUE_STATISTIC] = {"statistic", statistics},
    [CS_CUE_RANK] = {"rank", ranks},
    [CS_CUE_SHARE] = {"share", shares},
    [CS_CUE_PAY] = {"pay", pays},
    [CS_CUE_JOBS] = {"jobs", jobs},
    [CS_CUE_OPENINGS] = {"openings", plain},
    [CS_CUE_ADDED] = {"added", plain},
    [CS_CUE_ADDS] = {"adds", signs},
    [CS_CUE_GROWTH] = {"growth", signs},
    [CS_CUE_WORD] = {"word", NULL},
    [CS_CUE_PER] = {"per", pers},
    [CS_CUE_DECADE] = {"decade", plain},
    [CS_CUE_CHANGE] = {"change", changes},
    [CS_CUE_BEYOND] = {"beyond", beyonds},
    [CS_CUE_FOREIGN] = {"foreign", foreigns},
    [CS_CUE_SOURCE] = {"source", plain},
    [CS_CUE_CREDIT] = {"credit", credits},
    [CS_CUE_AGENCY] = {"agency", plain},
    [CS_CUE_PART] = {"part", plain},
    [CS_CUE_PERSON] = {"person", plain},
    [CS_CUE_LEVEL] = {"level", plain},
    [CS_CUE_CONTRAST] = {"contrast", plain},
    [CS_CUE_ALL] = {"all", alls},
    [CS_CUE_FUTURE] = {"future", futures},
    [CS_CUE_PAST] = {"past", plain},
    [CS_CUE_AGO] = {"ago", agos},
    [CS_CUE_SAME] = {"same", plain},
    [CS_CUE_FIGURES] = {"figures", plain},
    [CS_CUE_SCALE] = {"scale", scales},
    [CS_CUE_SUM] = {"sum", plain},
    [CS_CUE_NOTHING] = {"nothing", plain},
};

/* Returns 0 when the row says something unknown. */
static bool read_meaning(const struct cs_reference_phrase *row, struct cs_cue_meaning *out)
{
    static const char *const contexts[] = {"", "label", "prose", "average"};
    size_t kind = 0, context = 0;
    while (kind < CS_N_CUE_KINDS && strcmp(kinds[kind].name, row->cue))
        kind++;
    while (context < 4 && strcmp(contexts[context], row->context))
        context++;
    if (kind == CS_N_CUE_KINDS || context == 4)
        return false;
    *out = (struct cs_cue_meaning){(uint8_t)kind, (uint8_t)context, 0};
    const struct value_name *v = kinds[kind].values;
    while (v && v->name && strcmp(v->name, row->value))
        v++;
    if (v && !v->name)
        return false;
    out->value = v ? v->value : 0;
    return true;
}

enum cs_status cs_cue_table_init(struct cs_cue_table *table, const struct cs_reference *reference,
                                 struct cs_diag *diag)
{
    memset(table, 0, sizeof *table);
    cs_phrases_init(&table->phrases);
    table->reference = reference;
    size_t n = reference ? reference->n_phrases : 0;
    table->meanings = calloc(n + 1, sizeof *table->meanings);
    if (!table->meanings)
        return cs_fail_memory(diag);
    for (size_t i = 0; i < n; i++) {
        const struct cs_reference_phrase *row = &reference->phrases[i];
        if (!read_meaning(row, &table->meanings[i]))
            return cs_fail(diag, CS_IO, &(struct cs_place){.file = "phrases.csv", .line = i + 2},
                           NULL, "'%s' cues '%s' '%s' in '%s', which nobody knows", row->phrase,
                           row->cue, row->value, row->context);
        if (!cs_phrases_add(&table->phrases, cs_span_of(row->phrase), (uint32_t)i, 1))
            return cs_fail_memory(diag);
    }
    return CS_OK;
}

void cs_cue_table_clear(struct cs_cue_table *table)
{
    cs_phrases_clear(&table->phrases);
    free(table->meanings);
    memset(table, 0, sizeof *table);
}

/* How many of the words from `first` on stand together without a mark of punctuation between. */
static size_t together(const char *text, const struct cs_word *words, size_t n)
{
    size_t k = 1;
    for (; k < n && k < CS_PHRASE_WORDS; k++) {
        for (size_t i = words[k - 1].end; i < words[k].start; i++) {
            /* the last stop of "U.S." ends no phrase */
            bool is_stop = text[i] == '.' && memchr(text + words[k - 1].start, '.',
                                                    words[k - 1].end - words[k - 1].start);
            if (!is_stop && !strchr(" -/'\"", text[i]))
                return k;
        }
    }
    return k;
}

size_t cs_cues_read(const struct cs_cue_table *table, const char *text, const struct cs_word *words,
                    size_t n_words, bool is_label, struct cs_cue *out, size_t capacity)
{
    size_t n = 0;
    for (size_t i = 0; table->phrases.n_slots && i < n_words;) {
        size_t reach = together(text, words + i, n_words - i);
        const struct cs_phrase *phrase = cs_phrases_longest(&table->phrases, words + i, reach);
        bool is_used = false;
        for (size_t k = 0; phrase && k < phrase->n_ids && n < capacity; k++) {
            const struct cs_cue_meaning *m = &table->meanings[phrase->ids[k]];
            if (m->context == (is_label ? CS_CUE_IN_PROSE : CS_CUE_IN_LABEL))
                continue;
            out[n++] =
                (struct cs_cue){m->kind, m->value, &table->reference->phrases[phrase->ids[k]],
                                words[i].start, words[i + phrase->n_words - 1u].end};
            is_used = true;
        }
        i += is_used ? phrase->n_words : 1u;
    }
    return n;
}
