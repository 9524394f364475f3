/* Draws N charts of one kind over two workers, for tests/bench/charts. Writes nothing: what is
 * measured is the drawing.
 * Usage: bench_charts KIND ITEMS N svg|png|pdf */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/chart_cases.h"
#include "base/pool.h"
#include "render/draw/gnuplot.h"

enum { N_WORKERS = 2 };

struct bench {
    enum cs_chart_kind kind;
    size_t n_items;
    struct cs_chart_look look;
    struct cs_gnuplot *gnuplots[N_WORKERS];
    struct cs_buf out[N_WORKERS];
    atomic_int n_failed;
};

static void draw_one(void *context, size_t index, size_t worker)
{
    struct bench *bench = context;
    struct cs_arena arena;
    struct cs_diag diag;
    char title[60];
    cs_arena_init(&arena);
    cs_diag_init(&diag);
    struct cs_chart chart = *chart_case(&arena, bench->kind, bench->n_items, CASE_PLAIN, NULL);
    snprintf(title, sizeof title, "Chart number %zu", index);
    chart.title = title;
    cs_buf_reset(&bench->out[worker]);
    if (cs_chart_draw(bench->gnuplots[worker], &chart, &bench->look, &bench->out[worker], &diag) !=
        CS_OK)
        atomic_fetch_add(&bench->n_failed, 1);
    cs_diag_clear(&diag);
    cs_arena_clear(&arena);
}

int main(int argc, char **argv)
{
    static const char *const formats[CS_N_CHART_FORMATS] = {"svg", "png", "pdf"};
    struct bench bench = {.look = {.width = 720, .height = 480, .scale = 1}}; /* as charts.py */
    if (argc != 5 || !cs_chart_kind_parse(cs_span_of(argv[1]), &bench.kind)) {
        fputs("usage: bench_charts KIND ITEMS N svg|png|pdf\n", stderr);
        return 2;
    }
    bench.n_items = strtoul(argv[2], NULL, 10);
    for (int i = 0; i < CS_N_CHART_FORMATS; i++)
        if (strcmp(argv[4], formats[i]) == 0)
            bench.look.format = (enum cs_chart_format)i;
    for (int i = 0; i < N_WORKERS; i++) {
        bench.gnuplots[i] = cs_gnuplot_new(NULL, 0);
        cs_buf_init(&bench.out[i]);
    }
    cs_pool_run(N_WORKERS, strtoul(argv[3], NULL, 10), draw_one, &bench);
    for (int i = 0; i < N_WORKERS; i++) {
        cs_gnuplot_free(bench.gnuplots[i], NULL);
        cs_buf_clear(&bench.out[i]);
    }
    return bench.n_failed ? 1 : 0;
}
