/* Salary observations made up from a seed, as CSV on standard output, for measuring and for tests:
 *   salaries N [SHAPE] [SEED]
 * SHAPE: plain (800 occupations × 51 regions × 4 levels, the default), titles (100,000 distinct
 * titles), names (the same without codes), groups (a million: ten observations each in 10 million
 * rows), one (a single group), cents (pay per hour with cents, decimal weights). The same arguments
 * give the same bytes on every machine.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    OCCUPATIONS = 800,
    MANY_OCCUPATIONS = 4902,
    REGIONS = 51,
    LEVELS = 4,
    BUFFER_BYTES = 1 << 20,
    ROW_BYTES = 256
};

static const char *const regions[REGIONS] = {
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID",
    "IL", "IN", "IA", "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO",
    "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA",
    "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY"};
static const char *const levels[LEVELS] = {"Junior", "Mid", "Senior", "Lead"};
static const char *const fields[] = {"Medical", "Legal",  "Sales", "Data",
                                     "Machine", "Office", "Food"};
static const char *const roles[] = {"secretaries", "clerks", "engineers", "assistants",
                                    "operators"};

static uint64_t next_random(uint64_t *state)
{
    *state += 0x9E3779B97F4A7C15u;
    uint64_t x = *state;
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

/* A third of the titles hold a comma and are quoted. */
static int write_title(char *out, uint64_t n)
{
    const char *field = fields[n % 7], *role = roles[n / 7 % 5];
    if (n % 3 == 0)
        return sprintf(out, "\"%s %s and helpers, group %llu\"", field, role,
                       (unsigned long long)n);
    return sprintf(out, "%s %s and helpers group %llu", field, role, (unsigned long long)n);
}

/* Sum of four uniform numbers in a narrow exponent: skewed, as pay is, without a library's log. */
static unsigned draw_salary(uint64_t *state, uint64_t occupation, uint64_t level)
{
    uint64_t bits = next_random(state), sum = 0;
    for (int i = 0; i < 4; i++)
        sum += bits >> (16 * i) & 0xFFFF;
    uint64_t base = 24000 + occupation * 97 % 60000;
    uint64_t spread = (sum * sum >> 20) + 2000; /* up to 64 thousand */
    return (unsigned)((base + spread) * (4 + level) / 5);
}

struct shape {
    const char *name;
    uint64_t n_titles; /* 0: one for each occupation */
    int has_small_groups, is_one_group, has_cents, has_no_codes;
};

static int write_row(char *out, const struct shape *shape, uint64_t *state, uint64_t row)
{
    uint64_t bits = next_random(state);
    uint64_t occupation = shape->has_small_groups ? bits % MANY_OCCUPATIONS : bits % OCCUPATIONS;
    uint64_t region = bits >> 20, level = bits >> 40 & 3, title = occupation;
    if (shape->n_titles)
        title = next_random(state) % shape->n_titles;
    if (shape->is_one_group)
        occupation = title = level = 0, region = REGIONS - 1;
    int n = 0;
    if (!shape->has_no_codes)
        n = sprintf(out, "%02u-%04u,", 11 + (unsigned)(occupation / 100),
                    1000 + (unsigned)(occupation % 9000));
    n += write_title(out + n, title);
    unsigned salary = draw_salary(state, occupation, level),
             weight = 1 + (unsigned)(bits >> 50 & 255);
    n += sprintf(out + n, ",%s,%s,%u,", regions[region % REGIONS], levels[level],
                 2020 + (unsigned)(row % 5));
    if (shape->has_cents)
        return n + sprintf(out + n, "%u.%02u,%u.%u\n", salary / 2080, salary % 100, weight,
                           salary % 10);
    return n + sprintf(out + n, "%u,%u\n", salary, weight);
}

int main(int argc, char **argv)
{
    static const struct shape shapes[] = {{.name = "plain"},
                                          {.name = "titles", .n_titles = 100000},
                                          {.name = "names", .n_titles = 100000, .has_no_codes = 1},
                                          {.name = "groups", .has_small_groups = 1},
                                          {.name = "one", .is_one_group = 1},
                                          {.name = "cents", .has_cents = 1}};
    static char buffer[BUFFER_BYTES];
    const struct shape *shape = NULL;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (strcmp(argc > 2 ? argv[2] : "plain", shapes[i].name) == 0)
            shape = &shapes[i];
    if (argc < 2 || !shape) {
        fputs("usage: salaries N [plain|titles|names|groups|one|cents] [SEED]\n", stderr);
        return 2;
    }
    uint64_t n_rows = strtoull(argv[1], NULL, 10),
             state = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
    size_t n =
        (size_t)sprintf(buffer, "%soccupation_title,region,experience_level,year,salary,weight\n",
                        shape->has_no_codes ? "" : "occupation_code,");
    for (uint64_t row = 0; row < n_rows; row++) {
        n += (size_t)write_row(buffer + n, shape, &state, row);
        if (n > BUFFER_BYTES - ROW_BYTES) {
            fwrite(buffer, 1, n, stdout);
            n = 0;
        }
    }
    fwrite(buffer, 1, n, stdout);
    return ferror(stdout) || fflush(stdout) ? 3 : 0;
}
