/* Lists of words in docs/json are the rows of the tables that the documents are written from: none
 * more, none less. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include <cjson/cJSON.h>

#include "analysis/published/official.h"
#include "analysis/published/reconcile.h"
#include "analysis/terms/money.h"
#include "base/diag.h"
#include "base/outfile.h"
#include "data/dataset.h"
#include "data/dim.h"
#include "data/name/names.h"
#include "data/quantity.h"
#include "data/series.h"
#include "fetch/plan/plan.h"
#include "guide/judge/judge.h"
#include "guide/claim/claim.h"
#include "guide/refresh/refresh.h"

#define WORDS(table)                                                                               \
    static const char *table##_word(int i)                                                         \
    {                                                                                              \
        return cs_##table##_name((enum cs_##table)i);                                              \
    }
WORDS(presence)
WORDS(dim)
WORDS(severity)
WORDS(money_kind)
WORDS(claim_kind)
WORDS(statistic)
WORDS(verdict)
WORDS(fault)
WORDS(refresh_state)
WORDS(plan_state)
WORDS(openings_basis)
WORDS(name_match)
WORDS(tier)
WORDS(reconcile_way)
static const char *series_event_word(int i)
{
    return cs_series_event_name((enum cs_series_event_kind)i);
}

static const struct list {
    const char *schema, *path; /* members on the way to "enum" */
    const char *(*word)(int i);
    int first, last; /* rows that a document may have */
} lists[] = {
    {"common", "$defs/presence", presence_word, 0, CS_N_PRESENCES - 1},
    {"common", "$defs/dimensions/items", dim_word, 0, CS_N_DIMS - 1},
    {"keys", "properties/dimension", dim_word, 0, CS_N_DIMS - 1},
    {"common", "$defs/diagnostics/items/properties/severity", severity_word, CS_NOTE, CS_ERROR},
    {"common", "$defs/money/properties/steps/items/properties/kind", money_kind_word, 0,
     CS_N_MONEY_KINDS - 1},
    {"audit", "properties/guides/items/properties/claims/items/properties/kind", claim_kind_word,
     CS_CLAIM_PAY, CS_N_CLAIM_KINDS - 1},
    {"audit", "properties/guides/items/properties/claims/items/properties/statistic",
     statistic_word, 0, CS_STAT_HIGH},
    {"audit", "properties/guides/items/properties/claims/items/properties/verdict", verdict_word, 0,
     CS_N_VERDICTS - 1},
    {"audit", "properties/guides/items/properties/claims/items/properties/fault", fault_word, 0,
     CS_FAULT_WORD},
    {"audit", "properties/guides/items/properties/findings/items/properties/severity",
     severity_word, CS_NOTE, CS_ERROR},
    {"refresh", "properties/guides/items/properties/markers/items/properties/state",
     refresh_state_word, 0, CS_REFRESH_ABSENT},
    {"catalogue", "properties/tables/items/properties/state", plan_state_word, 0, CS_PLAN_LACKING},
    {"projection", "properties/official/items/properties/openings_a_year/properties/basis",
     openings_basis_word, 0, CS_N_OPENINGS_BASES - 1},
    {"projection", "properties/reconciled/properties/way", reconcile_way_word,
     CS_RECONCILE_BOTTOM_UP, CS_RECONCILE_LEAST_SQUARES},
    {"projection", "properties/series/items/properties/events/items/properties/kind",
     series_event_word, 0, CS_N_SERIES_EVENTS - 1},
    {"find", "properties/hits/items/properties/match", name_match_word, 0, CS_MATCH_NOT - 1},
    {"summary", "properties/published/properties/groups/items/properties/tier", tier_word,
     CS_TIER_TOTAL, CS_TIER_SUMMARY},
};

static const cJSON *find_list(const cJSON *schema, const char *path)
{
    char name[64];
    const cJSON *at = schema;
    while (at && *path) {
        size_t n = strcspn(path, "/");
        snprintf(name, sizeof name, "%.*s", (int)n, path);
        at = cJSON_GetObjectItemCaseSensitive(at, name);
        path += n + (path[n] == '/');
    }
    return cJSON_GetObjectItemCaseSensitive(at, "enum");
}

/* Returns how many words are in one of the two only. */
static int hold(const struct list *list, const cJSON *words)
{
    const cJSON *word;
    int n_bad = 0;
    for (int i = list->first; i <= list->last; i++) {
        int n = 0;
        cJSON_ArrayForEach(word, words) n +=
            cJSON_IsString(word) && strcmp(word->valuestring, list->word(i)) == 0;
        if (n != 1)
            print_error("%s, %s: \"%s\" stands there %d times\n", list->schema, list->path,
                        list->word(i), n);
        n_bad += n != 1;
    }
    cJSON_ArrayForEach(word, words)
    {
        bool is_there = !cJSON_IsString(word); /* null: there may be none */
        for (int i = list->first; i <= list->last; i++)
            is_there |= cJSON_IsString(word) && strcmp(word->valuestring, list->word(i)) == 0;
        if (!is_there)
            print_error("%s, %s: no document has \"%s\"\n", list->schema, list->path,
                        word->valuestring);
        n_bad += !is_there;
    }
    return n_bad;
}

static void lists_are_rows(void **state)
{
    (void)state;
    int n_bad = 0;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        char path[4096], *text;
        size_t n;
        struct cs_diag diag;
        cs_diag_init(&diag);
        snprintf(path, sizeof path, CS_SOURCE_DIR "/docs/json/%s.schema.json", lists[i].schema);
        assert_int_equal(cs_read_file(path, 1 << 20, &text, &n, &diag), CS_OK);
        cJSON *schema = cJSON_ParseWithLength(text, n);
        const cJSON *words = find_list(schema, lists[i].path);
        if (!words)
            print_error("%s: no list at %s\n", lists[i].schema, lists[i].path);
        assert_non_null(words);
        n_bad += hold(&lists[i], words);
        cJSON_Delete(schema);
        free(text);
        cs_diag_clear(&diag);
    }
    assert_int_equal(n_bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lists_are_rows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
