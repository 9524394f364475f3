/* How long the chains run, and what their draws foresee. Apart from the sampler, which does not
 * know when it is enough. */
#include "stats/forecast/lgt.h"

#include <math.h>
#include <stdlib.h>

#include "stats/forecast/chains.h"
#include "stats/forecast/lgt_density.h"
#include "stats/forecast/lgt_sample.h"
#include "stats/forecast/random.h"
#include "stats/order.h"

enum {
    WARM_UP = 200,
    ROUND = 250,                               /* draws of a chain in the first round; then twice */
    MOST_DRAWS = ROUND << (CS_LGT_ROUNDS - 1), /* of a chain */
    N_WATCHED = 3,
    WATCHED_STEP = 6,
    PATHS = 1000, /* drawn from the kept draws, evenly */
};
/* Gelman et al. 2013, 11.5, ask for 1.1 and 5 independent draws a half chain. */
static const double MOST_RHAT = 1.05, LEAST_ESS = 100;
static const double TRIM = 0.025;
static const double QUANTILES[CS_N_LGT_QUANTILES] = {0.025, 0.1, 0.9, 0.975};

struct cs_lgt_room {
    struct cs_lgt_series series;
    struct cs_lgt_sampler sampler;
    /* A chain's draws after those of the chain before. */
    struct cs_lgt_numbers draws[CS_LGT_CHAINS * MOST_DRAWS];
    struct cs_lgt_state states[CS_LGT_CHAINS * MOST_DRAWS];
    double watched[N_WATCHED][CS_LGT_CHAINS * MOST_DRAWS];
    double expected[CS_LGT_MAX_HORIZON][PATHS], drawn[CS_LGT_MAX_HORIZON][PATHS];
};

struct cs_lgt_room *cs_lgt_room_new(void)
{
    return calloc(1, sizeof(struct cs_lgt_room));
}

void cs_lgt_room_free(struct cs_lgt_room *room)
{
    free(room);
}

/* The value expected next year, that of six years on, and ln of an error's scale next year. */
static void watch(struct cs_lgt_room *room, size_t draw)
{
    const struct cs_lgt_numbers *numbers = &room->draws[draw];
    struct cs_lgt_state state = room->states[draw];
    for (size_t h = 0; h < WATCHED_STEP; h++) {
        double scale, expected = cs_lgt_expect(numbers, state, &scale);
        room->watched[h == 0 ? 0 : 1][draw] = expected;
        if (h == 0)
            room->watched[2][draw] = log(scale);
        cs_lgt_move(numbers, &state, expected);
    }
}

static void run_round(struct cs_lgt_room *room, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        cs_lgt_sampler_move(&room->sampler);
        for (size_t c = 0; c < CS_LGT_CHAINS; c++) {
            size_t draw = c * n + i;
            room->draws[draw] = cs_lgt_numbers_at(&room->series, room->sampler.chains[c].at);
            room->states[draw] = cs_lgt_state_of(&room->series, &room->draws[draw]);
            watch(room, draw);
        }
    }
}

static void judge_round(const struct cs_lgt_room *room, size_t n, struct cs_lgt *out)
{
    out->n_rounds++;
    out->n_draws = CS_LGT_CHAINS * n;
    out->rhat = 0;
    out->ess = (double)out->n_draws;
    for (size_t w = 0; w < N_WATCHED; w++) {
        struct cs_chains chains = {room->watched[w], CS_LGT_CHAINS, n};
        struct cs_chains_check check = cs_chains_check_of(&chains);
        out->rhat = fmax(out->rhat, check.rhat);
        out->ess = fmin(out->ess, check.ess);
    }
    out->has_agreed = out->rhat <= MOST_RHAT && out->ess >= LEAST_ESS;
}

/* Errors from a generator of the path's own: its first steps are the same whatever the horizon. */
static void follow(struct cs_lgt_room *room, size_t draw, size_t path, size_t horizon)
{
    const struct cs_lgt_numbers *numbers = &room->draws[draw];
    struct cs_lgt_state calm = room->states[draw], rough = calm;
    struct cs_random random = cs_random_seed(path);
    for (size_t h = 0; h < horizon; h++) {
        double scale;
        room->expected[h][path] = cs_lgt_expect(numbers, calm, &scale);
        cs_lgt_move(numbers, &calm, room->expected[h][path]);
        double expected = cs_lgt_expect(numbers, rough, &scale);
        room->drawn[h][path] = fmax(expected + scale * cs_random_student(&random, numbers->nu), 0);
        cs_lgt_move(numbers, &rough, room->drawn[h][path]);
    }
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double find_middle(const double *sorted)
{
    size_t cut = (size_t)(TRIM * PATHS);
    double sum = 0;
    for (size_t i = cut; i < PATHS - cut; i++)
        sum += sorted[i];
    return sum / (double)(PATHS - 2 * cut);
}

static void foresee(struct cs_lgt_room *room, size_t horizon, struct cs_lgt *out)
{
    for (size_t path = 0; path < PATHS; path++)
        follow(room, path * (out->n_draws - 1) / (PATHS - 1), path, horizon);
    for (size_t h = 0; h < horizon; h++) {
        qsort(room->expected[h], PATHS, sizeof *room->expected[h], compare);
        qsort(room->drawn[h], PATHS, sizeof *room->drawn[h], compare);
        out->steps[h].expected = room->series.median * find_middle(room->expected[h]);
        for (size_t q = 0; q < CS_N_LGT_QUANTILES; q++)
            out->steps[h].quantiles[q] =
                room->series.median * room->drawn[h][(size_t)(QUANTILES[q] * (PATHS - 1) + 0.5)];
    }
}

void cs_lgt_run(struct cs_lgt_room *room, const double *y, size_t n, size_t horizon,
                struct cs_lgt *out)
{
    *out = (struct cs_lgt){0};
    cs_lgt_series_load(&room->series, y, n);
    cs_lgt_sampler_start(&room->sampler, &room->series);
    for (size_t round = ROUND; round <= MOST_DRAWS && !out->has_agreed; round *= 2) {
        cs_lgt_sampler_warm(&room->sampler, round == ROUND ? WARM_UP : round / 2);
        run_round(room, round);
        judge_round(room, round, out);
    }
    if (out->has_agreed)
        foresee(room, horizon, out);
}
