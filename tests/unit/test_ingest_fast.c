/* The fast path against libcsv: on every input, valid or not, both give the same observations,
 * keys, counts, footnotes and messages, word for word and place for place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/number.h"
#include "base/outfile.h"
#include "data/grouped.h"
#include "ingest/load.h"
#include "ingest/reference.h"
#include "ingest/source/totals.h"

static struct cs_layouts layouts;
static struct cs_reference reference;
static char path[] = "/tmp/careerstat-fast-XXXXXX";

static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

/* ---- everything a load left, as text ---- */

static void write_messages(struct cs_buf *out, const struct cs_diag *diag)
{
    for (size_t i = 0; i < diag->n_messages; i++)
        cs_message_format(&diag->messages[i], out);
    cs_buf_printf(out, "%zu errors, %zu warnings, %zu more\n", diag->n_errors, diag->n_warnings,
                  diag->n_dropped);
}

static void write_keys(struct cs_buf *out, const struct cs_dataset *dataset, unsigned dims)
{
    for (int d = 0; d < CS_N_DIMS; d++)
        for (size_t k = 0; k < dataset->dicts[d].n_keys && (dims >> d & 1); k++) {
            const struct cs_key *key = &dataset->dicts[d].keys[k];
            cs_buf_printf(out, "%s %s '%s' %s %d\n", cs_dim_name((enum cs_dim)d), key->code,
                          key->title, key->definition ? key->definition : "-", key->order);
        }
}

static void write_sources(struct cs_buf *out, const struct cs_dataset *dataset)
{
    for (size_t i = 0; i < dataset->n_sources; i++) {
        const struct cs_source *s = &dataset->sources[i];
        cs_buf_printf(
            out, "source %s period %s rows %llu rejected %llu repeats %llu outside %llu answers %d",
            s->id, s->period ? s->period : "-", (unsigned long long)s->n_rows,
            (unsigned long long)s->n_rejected, (unsigned long long)s->n_repeats,
            (unsigned long long)s->n_outside, s->has_observations);
        for (int p = 0; p < CS_N_PRESENCES; p++)
            cs_buf_printf(out, " %llu", (unsigned long long)s->n_missing[p]);
        cs_buf_puts(out, "\n");
    }
}

static void write_report(struct cs_buf *out, const struct cs_load_report *report)
{
    for (size_t i = 0; i < report->n_tables; i++) {
        const struct cs_table_report *t = &report->tables[i];
        cs_buf_printf(out,
                      "table %s rows %llu rejected %llu repeats %llu outside %llu values %llu\n",
                      t->layout ? t->layout : "-", (unsigned long long)t->n_rows,
                      (unsigned long long)t->n_rejected, (unsigned long long)t->n_repeats,
                      (unsigned long long)t->n_outside, (unsigned long long)t->n_values);
        for (size_t c = 0; c < t->n_columns; c++)
            cs_buf_printf(out, "%s %llu %llu\n", t->columns[c].header,
                          (unsigned long long)t->columns[c].n_cells,
                          (unsigned long long)t->columns[c].n_missing);
        for (uint64_t f = 0; f < t->n_footnotes && f < CS_REPORTED_LINES; f++)
            cs_buf_printf(out, "footnote %llu: %s\n", (unsigned long long)t->footnotes[f].line,
                          t->footnotes[f].text);
        cs_buf_printf(out, "%llu footnotes\n", (unsigned long long)t->n_footnotes);
    }
}

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Every answer as a line, in order. */
static void write_observations(struct cs_buf *out, const struct cs_dataset *dataset)
{
    struct cs_grouped *grouped = dataset->grouped;
    char **lines = calloc(grouped->n_observations + 1, sizeof *lines);
    size_t n_lines = 0;
    for (size_t g = 0; g < grouped->n_groups; g++) {
        const struct cs_grouped_group *group = &grouped->groups[g];
        double *values = malloc((group->n + 1) * sizeof *values);
        double *weights = malloc((group->n + 1) * sizeof *weights);
        size_t n = cs_grouped_read_doubles(grouped, group, values, weights);
        assert_int_equal(n, group->n - group->n_not_numbers);
        for (size_t i = 0; i < group->n; i++) {
            struct cs_buf line;
            cs_buf_init(&line);
            for (int d = 0; d < CS_N_DIMS; d++) {
                const struct cs_key *key = cs_dataset_key(dataset, (enum cs_dim)d, group->key[d]);
                cs_buf_printf(&line, "%s|", key ? key->code : "-");
            }
            if (i < n)
                cs_buf_printf(&line, "%.17g|%.17g", values[i], weights[i]);
            lines[n_lines++] = cs_buf_take(&line);
        }
        free(values);
        free(weights);
    }
    qsort(lines, n_lines, sizeof *lines, compare_lines);
    for (size_t i = 0; i < n_lines; i++) {
        cs_buf_printf(out, "%s\n", lines[i]);
        free(lines[i]);
    }
    free(lines);
}

struct trial {
    enum cs_reader reader;
    size_t n_threads, block_bytes;
    unsigned group_dims;
};

static char *load(const char *file, const struct trial *trial)
{
    struct cs_load_options options = {.intake = {.layouts = &layouts, .reference = &reference},
                                      .reader = trial->reader,
                                      .allows_rejects = 1,
                                      .is_grouped = 1,
                                      .group_dims = trial->group_dims,
                                      /* a code that is none is told where it is read */
                                      .named_dims = 1u << CS_DIM_OCCUPATION,
                                      .n_threads = trial->n_threads,
                                      .block_bytes = trial->block_bytes};
    struct cs_dataset *dataset = cs_dataset_new();
    struct cs_load_report report;
    struct cs_diag diag;
    struct cs_buf out;
    cs_load_report_init(&report);
    cs_diag_init(&diag);
    cs_buf_init(&out);
    enum cs_status status = cs_load(dataset, file, &options, &report, &diag);
    cs_buf_printf(&out, "status %d\n", status);
    write_messages(&out, &diag);
    if (status == CS_OK) {
        write_sources(&out, dataset);
        write_report(&out, &report);
        write_keys(&out, dataset, trial->group_dims);
        if (dataset->grouped) {
            assert_int_equal(cs_grouped_gather(dataset->grouped, dataset->dicts, NULL), CS_OK);
            write_observations(&out, dataset);
        }
    }
    cs_dataset_free(dataset);
    cs_load_report_clear(&report);
    cs_diag_clear(&diag);
    return cs_buf_take(&out);
}

static void compare_readers(const char *file, const char *what, unsigned dims)
{
    struct trial slow = {CS_READER_LIBCSV, 1, 0, dims};
    struct trial fast[] = {{CS_READER_AUTO, 1, 0, dims},
                           {CS_READER_AUTO, 3, 300, dims},
                           {CS_READER_AUTO, 2, 1500, dims}};
    char *wanted = load(file, &slow);
    int is_same = 1;
    for (size_t i = 0; i < sizeof fast / sizeof *fast && is_same; i++) {
        char *got = load(file, &fast[i]);
        if (strcmp(got, wanted) != 0) {
            char kept[64];
            snprintf(kept, sizeof kept, "/tmp/careerstat-fast-differs.csv");
            size_t same = 0;
            while (wanted[same] && wanted[same] == got[same])
                same++;
            while (same > 0 && wanted[same - 1] != '\n')
                same--;
            print_error("%s, trial %zu, dimensions %u: the file is kept as %s\n--- libcsv\n%.600s\n"
                        "--- fast\n%.600s\n",
                        what, i, dims, kept, wanted + same, got + same);
            rename(file, kept);
        }
        is_same = strcmp(got, wanted) == 0;
        free(got);
    }
    free(wanted);
    assert_true(is_same);
}

/* ---- files made of trouble ---- */

static const char *const headers[] = {
    "occupation_code,occupation_title,region,experience_level,year,salary,weight",
    "job_title,region,salary,weight",
    "experience_level,salary,currency",
    "occupation_code,occupation_title,region,year,salary,salary_currency",
    "title,level,industry,salary,weight,date",
    ("work_year,experience_level,employment_type,job_title,salary,salary_currency,salary_in_usd,"
     "employee_residence,remote_ratio,company_location,company_size"),
    "serialno,stabbr,pwgtp,wagp",
};

static const char *pick(uint64_t *state, const char *const *pool, size_t n)
{
    return pool[next_random(state) % n];
}

#define PICK(state, pool) pick(state, pool, sizeof(pool) / sizeof *(pool))

/* A cell of the kind its header asks for. */
static void put_good_cell(struct cs_buf *out, const char *header, size_t size, bool has_cents,
                          uint64_t *state)
{
    static const char *const codes[] = {"43-6013", "29-2072", "436013", "11-1011", "", "X9"};
    static const char *const titles[] = {
        "Clerks", "\"Clerks, other\"", "Médecins", "\"a \"\"b\"\" c\"",
        "",       "Data Engineer",     " padded ", "\"two\nlines\""};
    static const char *const regions[] = {"TX",      "Texas",        "US", "48",
                                          "Nowhere", "\"New York\"", "NL", ""};
    static const char *const seniorities[] = {"EN", "MI", "SE", "Senior", "junior", "\"Lead\"", ""};
    static const char *const years[] = {"2020", "2021", "2021-05", "2023-05-01", "2022"};
    static const char *const currencies[] = {"USD", "USD", "USD", "USD",
                                             "USD", "USD", "USD", "EUR"};
    char number[32];
    snprintf(number, sizeof number, "%llu",
             (unsigned long long)(20000 + next_random(state) % 90000));
    if (has_cents && next_random(state) % 8)
        snprintf(number, sizeof number, "%.*f", (int)(next_random(state) % 3),
                 (double)(20000000 + next_random(state) % 160000000) / 1000);
    struct {
        const char *name;
        const char *text;
    } kinds[] = {{"code", PICK(state, codes)},
                 {"title", PICK(state, titles)},
                 {"region", PICK(state, regions)},
                 {"residence", PICK(state, regions)},
                 {"location", PICK(state, regions)},
                 {"level", PICK(state, seniorities)},
                 {"year", PICK(state, years)},
                 {"date", PICK(state, years)},
                 {"currency", PICK(state, currencies)},
                 {"weight", next_random(state) % 3 ? "12" : "1.5"},
                 {"pwgtp", "17"},
                 {"wagp", next_random(state) % 3 ? number : "0"},
                 {"salary", number},
                 {"industry", "62"}};
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)size, header);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strstr(name, kinds[i].name)) {
            cs_buf_puts(out, kinds[i].text);
            return;
        }
    cs_buf_puts(out, "FT");
}

static void put_bad_cell(struct cs_buf *out, uint64_t *state)
{
    static const char *const cells[] = {"lots",
                                        "N/A",
                                        "*",
                                        "$40,000",
                                        "\"$40,000\"",
                                        "40k",
                                        "-5",
                                        "0",
                                        "1e5",
                                        "12.75",
                                        "16777216",
                                        "99999999999",
                                        "30000-40000",
                                        "#",
                                        "5\" pipe",
                                        "a\"b",
                                        " \"x\" ",
                                        "\"x\" y",
                                        "\"",
                                        "=\"43-6013\"",
                                        "\xC3",
                                        "\xF0\x9F\x98\x80",
                                        "  ",
                                        "\"\"",
                                        "\"\"\"\"",
                                        "0.0001",
                                        "-0",
                                        "+7",
                                        "00012",
                                        "€5",
                                        "20000.5",
                                        ",",
                                        "\r",
                                        "\"a\rb\"",
                                        "1,000",
                                        "Total",
                                        "\"Subtotal\"",
                                        "Texas Total",
                                        " total ",
                                        "AVERAGE",
                                        "Gesamt",
                                        "Total payroll",
                                        "\"All\"",
                                        "Totals by hand"};
    cs_buf_puts(out, PICK(state, cells));
}

static void put_odd_line(struct cs_buf *out, uint64_t *state)
{
    static const char *const lines[] = {"",
                                        "Source: the publisher",
                                        ",,,",
                                        "   ",
                                        "a,b",
                                        "one two three,,",
                                        "\"a footnote, quoted\"",
                                        "x,y,z,1,2,3,4,5,6,7,8,9"};
    cs_buf_puts(out, PICK(state, lines));
}

struct taste {
    unsigned bad_cells, odd_lines, nuls; /* one in so many; 0 none */
    const char *line_end;                /* NULL: any */
    bool has_cents;
};

static void put_row(struct cs_buf *out, const char *header, const struct taste *taste,
                    uint64_t *state)
{
    for (const char *cell = header;;) {
        size_t size = strcspn(cell, ",");
        if (taste->bad_cells && next_random(state) % taste->bad_cells == 0)
            put_bad_cell(out, state);
        else
            put_good_cell(out, cell, size, taste->has_cents, state);
        if (!cell[size])
            return;
        cs_buf_putc(out, ',');
        cell += size + 1;
    }
}

static void make_file(uint64_t seed)
{
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    static const struct taste tastes[] = {
        {0, 0, 0, "\n"},     {200, 0, 0, "\n"}, {60, 40, 0, NULL},     {2000, 15, 0, "\r\n"},
        {400, 0, 300, "\n"}, {0, 6, 0, NULL},   {0, 0, 0, "\n", true}, {60, 40, 0, NULL, true}};
    uint64_t state = seed;
    struct cs_buf out;
    struct cs_diag diag;
    cs_buf_init(&out);
    cs_diag_init(&diag);
    const char *header = headers[next_random(&state) % (sizeof headers / sizeof *headers)];
    const struct taste *taste = &tastes[next_random(&state) % (sizeof tastes / sizeof *tastes)];
    if (next_random(&state) % 4 == 0)
        cs_buf_puts(&out, "\xEF\xBB\xBF");
    if (next_random(&state) % 5 == 0)
        cs_buf_puts(&out, "A preamble line\n");
    cs_buf_printf(&out, "%s\n", header);
    for (size_t n = next_random(&state) % 120; n-- > 0;) {
        if (taste->odd_lines && next_random(&state) % taste->odd_lines == 0)
            put_odd_line(&out, &state);
        else
            put_row(&out, header, taste, &state);
        if (taste->nuls && next_random(&state) % taste->nuls == 0)
            cs_buf_put(&out, "\0", 1);
        if (n || next_random(&state) % 3)
            cs_buf_puts(&out, taste->line_end ? taste->line_end : PICK(&state, ends));
    }
    assert_int_equal(cs_outfile_write(path, cs_buf_text(&out), out.size, &diag), CS_OK);
    cs_buf_clear(&out);
    cs_diag_clear(&diag);
}

static void any_file_reads_the_same(void **unused)
{
    (void)unused;
    const char *wish = getenv("CAREERSTAT_FUZZ_ROUNDS");
    uint64_t n_rounds = wish ? strtoull(wish, NULL, 10) : 1500;
    for (uint64_t seed = 1; seed <= n_rounds; seed++) {
        char what[64];
        snprintf(what, sizeof what, "seed %llu", (unsigned long long)seed);
        make_file(seed);
        compare_readers(path, what, (unsigned)(seed * 7 % 32));
    }
}

static void public_files_read_the_same(void **unused)
{
    (void)unused;
    static const char *const files[] = {"ds-salaries/salaries_2022-07-10.csv",
                                        "ds-salaries/salaries_2023-06-04.csv",
                                        "acs-pums/acs_pums_2013-17_persons_100k.csv"};
    const char *folder = getenv("CAREERSTAT_DATA");
    char file[4096];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(file, sizeof file, "%s/%s", folder ? folder : CS_SOURCE_DIR "/../shared/data",
                 files[i]);
        if (access(file, R_OK) != 0)
            skip();
        struct trial slow = {CS_READER_LIBCSV, 1, 0, 31}, fast = {CS_READER_AUTO, 3, 70000, 31};
        char *wanted = load(file, &slow), *got = load(file, &fast);
        assert_string_equal(got, wanted);
        free(wanted);
        free(got);
    }
}

/* What is told of many cells at once misses none that a close look would find. */
static void totals_are_hinted_at(void **unused)
{
    (void)unused;
    static const char *const starts[] = {"",     "Total", "GRAND",  "gesamt", "Subto",   "insge",
                                         "durc", "prome", "Totaal", "all",    "Summe",   "O",
                                         "me",   "clerk", "tot",    "9 ",     "\xC3\xA9"};
    static const char *const ends[] = {"", " total", "TOTAL", "otal", "l", "chnitt", "nen", "hers"};
    uint64_t state = 7;
    size_t n_hints = 0, n_totals = 0;
    enum { ROUNDS = 20000 };
    for (size_t i = 0; i < ROUNDS; i++) {
        char cell[64] = "", tail[4] = "";
        tail[0] = next_random(&state) % 3 ? (char)('a' + next_random(&state) % 26) : '\0';
        snprintf(cell, sizeof cell, "%s%s%s", PICK(&state, starts), tail, PICK(&state, ends));
        struct cs_span span = {cell, strlen(cell)};
        bool hints = cs_hints_at_total(span);
        assert_true(hints || !cs_may_be_total(span));
        n_totals += cs_may_be_total(span);
        n_hints += hints;
    }
    assert_true(n_totals > 0 && n_hints < ROUNDS);
}

static int start(void **unused)
{
    (void)unused;
    struct cs_diag diag;
    cs_diag_init(&diag);
    cs_layouts_init(&layouts);
    cs_reference_init(&reference);
    int fd = mkstemp(path);
    if (fd < 0 || close(fd) != 0)
        return -1;
    enum cs_status status =
        cs_layouts_load_folder(&layouts, CS_SOURCE_DIR "/datasets/layouts", &diag);
    if (status == CS_OK)
        status = cs_reference_load(&reference, CS_SOURCE_DIR "/datasets/reference", &diag);
    cs_diag_clear(&diag);
    return status == CS_OK ? 0 : -1;
}

static int finish(void **unused)
{
    (void)unused;
    unlink(path);
    cs_layouts_clear(&layouts);
    cs_reference_clear(&reference);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(totals_are_hinted_at),
        cmocka_unit_test(any_file_reads_the_same),
        cmocka_unit_test(public_files_read_the_same),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
