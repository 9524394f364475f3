/* The generator and the laws drawn from it. Apart from GSL's, which are allocated one by one. */
#include "stats/forecast/random.h"

#include <math.h>

static uint64_t rotate(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

struct cs_random cs_random_seed(uint64_t seed)
{
    struct cs_random random;
    for (int i = 0; i < 4; i++) {
        seed += 0x9e3779b97f4a7c15u;
        uint64_t z = seed;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        random.state[i] = z ^ (z >> 31);
    }
    return random;
}

static uint64_t draw(struct cs_random *random)
{
    uint64_t *s = random->state, result = rotate(s[1] * 5, 7) * 9, shifted = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate(s[3], 45);
    return result;
}

double cs_random_uniform(struct cs_random *random)
{
    return ((double)(draw(random) >> 11) + 0.5) * 0x1p-53;
}

/* A point of the unit disk: its squared radius; *u its first coordinate. */
static double draw_disk(struct cs_random *random, double *u)
{
    for (;;) {
        *u = 2 * cs_random_uniform(random) - 1;
        double v = 2 * cs_random_uniform(random) - 1, square = *u * *u + v * v;
        if (square > 0 && square < 1)
            return square;
    }
}

double cs_random_normal(struct cs_random *random)
{
    double u, square = draw_disk(random, &u);
    return u * sqrt(-2 * log(square) / square);
}

double cs_random_student(struct cs_random *random, double degrees)
{
    double u, square = draw_disk(random, &u);
    return u * sqrt(degrees * (pow(square, -2 / degrees) - 1) / square);
}
