/* The order of ranked items and where the list is cut; apart so that the picture and the terminal
 * cannot disagree. */
#include "render/chart/chart_rank.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "render/chart/chart_build.h"

static int compare_items(const void *a, const void *b)
{
    const struct cs_chart_item *x = *(const struct cs_chart_item *const *)a;
    const struct cs_chart_item *y = *(const struct cs_chart_item *const *)b;
    int x_drawn = cs_is_drawn(x->value), y_drawn = cs_is_drawn(y->value);
    if (x_drawn != y_drawn)
        return y_drawn - x_drawn;
    if (x_drawn && x->value.value != y->value.value)
        return x->value.value < y->value.value ? 1 : -1;
    return x < y ? -1 : x > y; /* one array: the order given */
}

/* The place of the first emphasized item from `from` on, before `end`; `end` when there is none. */
static size_t find_emphasized(const struct cs_ranking *ranking, size_t from, size_t end)
{
    while (from < end && !ranking->items[from]->is_emphasised)
        from++;
    return from;
}

/* A gap of n items at the end of the list, if any are left out. */
static void add_gap(struct cs_ranking *ranking, size_t *n, size_t *gap, size_t n_left_out)
{
    if (!n_left_out)
        return;
    ranking->n_left_out[(*gap)++] = n_left_out;
    ranking->items[(*n)++] = NULL;
}

static void cut(const struct cs_chart *chart, struct cs_ranking *ranking)
{
    size_t n = ranking->n, n_top = chart->n_top, n_bottom = chart->n_bottom;
    /* A cut ranking leaves out what has no value: there is no lowest of the missing. */
    while (n && !cs_is_drawn(ranking->items[n - 1]->value))
        n--;
    ranking->n = n;
    if (n_top + n_bottom >= n)
        return;
    size_t end = n - n_bottom, own = find_emphasized(ranking, n_top, end), gap = 0, kept = n_top;
    const struct cs_chart_item *item = own < end ? ranking->items[own] : NULL;
    const struct cs_chart_item **bottom = ranking->items + end;
    add_gap(ranking, &kept, &gap, (item ? own : end) - n_top);
    if (item) {
        ranking->items[kept++] = item;
        add_gap(ranking, &kept, &gap, end - own - 1);
    }
    memmove(ranking->items + kept, bottom, n_bottom * sizeof *bottom);
    ranking->n = kept + n_bottom;
}

void cs_chart_rank(const struct cs_chart *chart, struct cs_arena *arena, struct cs_ranking *ranking)
{
    size_t n = chart->n_items;
    *ranking =
        (struct cs_ranking){cs_arena_alloc(arena, (n + 1) * sizeof *ranking->items), n, {0, 0}};
    for (size_t i = 0; ranking->items && i < n; i++)
        ranking->items[i] = &chart->items[i];
    if (!ranking->items || n == 0)
        return;
    qsort(ranking->items, n, sizeof *ranking->items, compare_items);
    if ((chart->n_top || chart->n_bottom) && chart->n_top + chart->n_bottom < n)
        cut(chart, ranking);
}
