/* Follows the table of SOC changes forward, as far as the data have newer figures. Apart from
 * data/soc, which knows the table and no figures. */
#include "analysis/outlook/succession.h"

#include <string.h>
#include <strings.h>

#include "analysis/outlook/lookup.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/period.h"
#include "data/reference.h"

static const struct cs_key *key_of(const struct cs_outlook_data *data, uint32_t index)
{
    return cs_dataset_key(cs_lookup_dataset(data->lookup), CS_DIM_OCCUPATION, index);
}

static struct cs_period newest_of(const struct cs_outlook_data *data, enum cs_measure measure,
                                  const char *code)
{
    const struct cs_lookup *lookup = data->lookup;
    uint32_t key = cs_lookup_key(lookup, CS_DIM_OCCUPATION, code);
    struct cs_query query = cs_query_of(measure, key, cs_lookup_key(lookup, CS_DIM_REGION, "US"));
    struct cs_found found;
    query.needs_value = true;
    bool is_there = key != CS_NO_KEY && cs_lookup_value(lookup, &query, &found);
    return is_there ? found.period : (struct cs_period){0, 0, 0};
}

/* Whether b has newer figures than a, and older ones of nothing. */
static bool outlives(const struct cs_outlook_data *data, const char *a, const char *b)
{
    static const enum cs_measure measures[] = {CS_WAGE_MEDIAN, CS_PERCENT_CHANGE};
    bool is_newer = false;
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        int order =
            cs_period_compare(newest_of(data, measures[i], b), newest_of(data, measures[i], a));
        if (order < 0)
            return false;
        is_newer |= order > 0;
    }
    return is_newer;
}

static bool is_listed(const struct cs_succession *out, const char *code)
{
    for (size_t i = 0; i < out->n; i++)
        if (strcmp(out->items[i]->code, code) == 0)
            return true;
    return false;
}

/* One step on from `from`; a code that has nothing newer itself is asked in its turn. */
static void add_after(const struct cs_outlook_data *data, const char *code, const char *from,
                      int steps, struct cs_succession *out)
{
    for (size_t i = 0; i < data->reference->n_soc_changes; i++) {
        const struct cs_soc_change *change = &data->reference->soc_changes[i];
        if (strcmp(change->from, from) != 0 || strcmp(change->to, from) == 0)
            continue;
        bool is_newer = outlives(data, code, change->to);
        if (is_newer && !is_listed(out, change->to) && out->n < CS_MAX_SUCCESSORS) {
            uint32_t key = cs_lookup_key(data->lookup, CS_DIM_OCCUPATION, change->to);
            out->items[out->n++] = key_of(data, key);
            out->is_group |= strcmp(change->revision, "combined") == 0;
        } else if (!is_newer && steps > 1) {
            add_after(data, code, change->to, steps - 1, out);
        }
    }
}

bool cs_is_same_title(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    n -= n && a[n - 1] == '*';
    m -= m && b[m - 1] == '*';
    return n == m && strncasecmp(a, b, n) == 0;
}

struct cs_succession cs_succession_find(const struct cs_outlook_data *data, const char *code)
{
    enum { STEPS = 3 }; /* two revisions and a group */
    struct cs_succession out = {.n = 0};
    uint32_t own = cs_lookup_key(data->lookup, CS_DIM_OCCUPATION, code);
    if (!data->reference || own == CS_NO_KEY)
        return out;
    add_after(data, code, code, STEPS, &out);
    if (out.n == 1 && !out.is_group)
        out.heir = out.items[0];
    for (size_t i = 0; i < out.n && !out.is_group && !out.heir; i++)
        if (cs_is_same_title(key_of(data, own)->title, out.items[i]->title))
            out.heir = out.items[i];
    return out;
}
