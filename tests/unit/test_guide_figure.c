/* Figures of a small made-up dataset: found, absent with a reason, and in every style. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/markup.h"
#include "guide/figure/figure.h"

struct world {
    struct cs_dataset *data;
    struct cs_lookup *lookup;
    struct cs_reference reference;
    struct cs_arena arena;
    struct cs_diag diag;
};

static uint32_t intern(struct cs_dataset *data, enum cs_dim dim, const char *code,
                       const char *title)
{
    if (!code)
        return CS_NO_KEY;
    uint32_t key = cs_dataset_intern(data, dim, cs_span_of(code), cs_span_of(title), 0);
    struct cs_key *row = &data->dicts[dim].keys[key];
    if (dim == CS_DIM_PERIOD)
        cs_period_parse(cs_span_of(code), &row->period);
    return key;
}

struct row {
    const char *region, *level, *period;
    enum cs_measure measure;
    double value;
    const char *unit, *text;
    enum cs_presence presence;
    enum cs_tier tier;
};

static void add(struct cs_dataset *data, const struct row *row)
{
    struct cs_estimate e = {.value = row->value,
                            .text = row->text,
                            .measure = (uint16_t)row->measure,
                            .presence = row->presence,
                            .tier = row->tier};
    assert_true(cs_unit_parse(cs_span_of(row->unit), &e.unit));
    e.key[CS_DIM_OCCUPATION] = intern(data, CS_DIM_OCCUPATION, "43-6013",
                                      "Medical secretaries and administrative assistants");
    e.key[CS_DIM_REGION] = intern(data, CS_DIM_REGION, row->region, "");
    e.key[CS_DIM_LEVEL] = intern(data, CS_DIM_LEVEL, row->level, "");
    e.key[CS_DIM_PERIOD] = intern(data, CS_DIM_PERIOD, row->period, "");
    e.key[CS_DIM_INDUSTRY] = CS_NO_KEY;
    assert_int_equal(cs_dataset_add_estimate(data, &e), CS_OK);
}

static const struct row rows[] = {
    {"US", NULL, "2023", CS_WAGE_MEDIAN, 40640, "USD/year", NULL, CS_PRESENT, CS_TIER_BROAD},
    {"US", NULL, "2023", CS_WAGE_MEDIAN, 40640, "USD/year", NULL, CS_PRESENT, CS_TIER_DETAILED},
    {"US", NULL, "2023", CS_WAGE_MEDIAN, 19.54, "USD/hour", NULL, CS_PRESENT, CS_TIER_DETAILED},
    {"US", NULL, "2024", CS_WAGE_MEDIAN, 44640, "USD/year", NULL, CS_PRESENT, CS_TIER_DETAILED},
    {"US", NULL, "2024", CS_WAGE_P10, 35050, "USD/year", NULL, CS_PRESENT, CS_TIER_DETAILED},
    {"US", NULL, "2024", CS_WAGE_P90, 60050, "USD/year", NULL, CS_PRESENT, CS_TIER_DETAILED},
    {"US", NULL, "2025", CS_WAGE_P90, 61000, "USD/year", NULL, CS_PRESENT, CS_TIER_DETAILED},
    {"US", "junior", NULL, CS_WAGE_MEDIAN, 36000, "USD/year", NULL, CS_PRESENT, 0},
    {"TX", NULL, "2024", CS_WAGE_MEDIAN, NAN, "USD/year", NULL, CS_WITHHELD, CS_TIER_DETAILED},
    {"US", NULL, "2022-32", CS_PERCENT_CHANGE, 6.7, "percent", NULL, CS_PRESENT, 0},
    {"US", NULL, "2024-34", CS_PERCENT_CHANGE, 4.2, "percent", NULL, CS_PRESENT, 0},
    {"US", NULL, "2022-32", CS_OPENINGS_ANNUAL, 79300, "jobs", NULL, CS_PRESENT, 0},
    {"US", NULL, "2022-32", CS_EMPLOYMENT_CHANGE, 46600, "jobs", NULL, CS_PRESENT, 0},
    {"US", NULL, "2022-32", CS_EDUCATION_TYPICAL, NAN, "text", "High school diploma", 0, 0},
};

static int setup(void **state)
{
    static struct world world;
    world = (struct world){.data = cs_dataset_new()};
    uint32_t source;
    cs_dataset_add_source(world.data, &source)->title = "Test table";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        add(world.data, &rows[i]);
    static struct cs_growth_word words[] = {{2022, 2032, 5, 8, "faster than average", ""}};
    static struct cs_region regions[] = {{"US", "United States", "nation", "", "USA"},
                                         {"TX", "Texas", "state", "48", ""},
                                         {"UT", "Utah", "state", "49", ""}};
    world.reference.growth_words = words;
    world.reference.n_growth_words = 1;
    world.reference.regions = regions;
    world.reference.n_regions = 3;
    world.lookup = cs_lookup_new(world.data);
    cs_arena_init(&world.arena);
    cs_diag_init(&world.diag);
    *state = &world;
    return 0;
}

static int teardown(void **state)
{
    struct world *world = *state;
    cs_lookup_free(world->lookup);
    cs_dataset_free(world->data);
    cs_arena_clear(&world->arena);
    cs_diag_clear(&world->diag);
    return 0;
}

static enum cs_status eval(struct world *world, const char *words, struct cs_figure_value *out)
{
    struct cs_figure_data data = {world->lookup, NULL, &world->reference};
    struct cs_figure_call call;
    enum cs_status status =
        cs_figure_call_parse(cs_span_of(words), &world->arena, &call, &world->diag);
    if (status != CS_OK)
        return status;
    struct cs_figure_call defaults = {.occupation = "43-6013"};
    cs_figure_call_default(&call, &defaults);
    return cs_figure_eval(&data, &call, &world->arena, out, &world->diag);
}

static void figures_are_found_and_written(void **state)
{
    static const struct {
        const char *call, *text;
    } cases[] = {
        {"salary.median", "$44,640"},
        {"salary.median period=2023", "$40,640"},
        {"salary.median period=2023 style=usd-k", "$40.6k"},
        {"salary.median period=2023 style=money-per", "$40,640 a year"},
        {"salary.median period=2023 per=hour", "$19.54"},
        {"salary.median level=junior", "$36,000"},
        {"salary.median style=sentence period=2023",
         "The median pay of medical secretaries and administrative assistants in the United States "
         "was $40,640 a year in 2023."},
        {"salary.median style=sentence level=junior",
         "The median pay of medical secretaries and administrative assistants (junior) in the "
         "United "
         "States was $36,000 a year."},
        {"salary.range style=money-per", "$35,050–$60,050 a year"},
        {"salary.range style=plain", "35050–60050"},
        {"salary.range style=low", "$35,050"},
        {"salary.range style=sentence",
         "The middle 80 percent of medical secretaries and administrative assistants in the United "
         "States earned between $35,050 and $60,050 a year in 2024."},
        {"salary.percentile p=90 style=sentence",
         "The highest 10 percent of medical secretaries and administrative assistants in the "
         "United "
         "States earned more than $60,050 a year in 2024."},
        {"salary.change style=sentence",
         "The median pay of medical secretaries and administrative assistants in the United States "
         "rose 9.8% from 2023 to 2024."},
        {"growth.new_jobs style=sentence",
         "Employment of medical secretaries and administrative assistants is projected to grow by "
         "about 46,600 jobs from 2022 to 2032."},
        {"education.typical style=sentence", "Medical secretaries and administrative assistants "
                                             "typically need a high school diploma to "
                                             "enter the occupation."},
        {"region.name style=word-lower", "United States"},
        {"salary.range", "$35,050–$60,050"},
        {"salary.range style=range-k", "$35.1k–$60.1k"},
        {"salary.percentile p=90", "$60,050"}, /* of the median's vintage, not the newest */
        {"salary.change", "+9.8%"},
        {"growth.percent", "4%"},
        {"growth.percent period=2022-32", "7%"},
        {"growth.percent period=2022-32 style=percent-1", "6.7%"},
        {"growth.percent period='2022-32' style=period", "2022 to 2032"},
        {"growth.word period=2022-32", "faster than average"},
        {"growth.word period=2022-32 style=sentence",
         "Employment of medical secretaries and administrative assistants is projected to grow 7% "
         "from 2022 to 2032, faster than the average for all occupations."},
        {"openings.annual", "about 79,300"},
        {"openings.annual style=thousand", "79.3 thousand"},
        {"openings.growth", "about 4,700"},
        {"growth.new_jobs style=signed-number", "+46,600"},
        {"education.typical style=word-lower", "high school diploma"},
    };
    struct world *world = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cs_figure_value value;
        assert_int_equal(eval(world, cases[i].call, &value), CS_OK);
        if (strcmp(value.text, cases[i].text) != 0)
            fail_msg("%s: '%s' is not '%s'", cases[i].call, value.text, cases[i].text);
    }
}

static void what_is_not_there_says_why(void **state)
{
    static const struct {
        const char *call, *part;
    } cases[] = {
        {"salary.median region=Texas", "withheld"},
        {"salary.median region=UT", "the data have no median pay for 43-6013 in Utah"},
        {"salary.median period=1999", "1999"},
        {"growth.word", "growth words for 2024-34 are not known"},
        {"salary.change period=2023", "no earlier vintage"},
        {"salary.median level=junior style=period", "there is no period of median pay"},
        {"salary.world", "the data have no pay ranges by country for 43-6013"},
    };
    struct world *world = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cs_figure_value value;
        assert_int_equal(eval(world, cases[i].call, &value), CS_OK);
        assert_false(value.is_present);
        if (!strstr(value.absence, cases[i].part))
            fail_msg("%s: '%s' has no '%s'", cases[i].call, value.absence, cases[i].part);
    }
}

static void wrong_calls_are_refused(void **state)
{
    static const char *const calls[] = {
        "salary.medain",
        "salary.median stile=usd",
        "salary.median style=percent",
        "salary.median p=10",
        "salary.percentile p=x",
        "salary.percentile p=33",
        "salary.median level=boss",
        "salary.median region=Texsa",
        "salary.median period=soon",
        "salary.median period",
        "salary.range from=90 to=10",
        "salary.median per=fortnight",
        "salary.median style=range",
        "salary.mean style=high",
        "education.typical style=phrase",
        "employment.base style=signed-number",
        "growth.percent style=above-below",
        "salary.median style=chart",
    };
    struct world *world = *state;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        struct cs_figure_value value;
        if (eval(world, calls[i], &value) != CS_USAGE)
            fail_msg("%s: not refused", calls[i]);
    }
}

static void the_detailed_row_counts_once(void **state)
{
    struct world *world = *state;
    uint32_t occupation = cs_lookup_key(world->lookup, CS_DIM_OCCUPATION, "43-6013");
    uint32_t us = cs_lookup_key(world->lookup, CS_DIM_REGION, "US");
    struct cs_query query = cs_query_of(CS_WAGE_MEDIAN, occupation, us);
    struct cs_found found, before, none;
    assert_true(cs_lookup_value(world->lookup, &query, &found));
    assert_true(cs_lookup_before(world->lookup, &query, &found, &before));
    assert_int_equal(before.estimate->tier, CS_TIER_DETAILED);
    assert_int_equal(before.n_others, 1);
    assert_false(before.others_differ);
    assert_false(cs_lookup_before(world->lookup, &query, &before, &none));
    assert_null(none.estimate);
    struct cs_key_list periods = {.arena = &world->arena};
    assert_int_equal(cs_lookup_list(world->lookup, &query, CS_DIM_PERIOD, &periods, &world->diag),
                     CS_OK);
    assert_int_equal(periods.n, 2);
}

static void text_stays_text_in_markup(void **state)
{
    (void)state;
    struct cs_buf buf;
    cs_buf_init(&buf);
    cs_html_put(&buf, "</script><b a='\"'>&\x01\xff\xe2\x80\xae");
    assert_string_equal(cs_buf_text(&buf), "&lt;/script&gt;&lt;b a=&#39;&quot;&#39;&gt;&amp;"
                                           "\xef\xbf\xbd\xef\xbf\xbd");
    cs_buf_reset(&buf);
    cs_markdown_put(&buf, "a|b *c* [d](e) f_g _h_\n<i> R&D");
    assert_string_equal(cs_buf_text(&buf),
                        "a\\|b \\*c\\* \\[d\\](e) f_g \\_h\\_ &lt;i&gt; R&amp;D");
    cs_buf_clear(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_found_and_written),
        cmocka_unit_test(what_is_not_there_says_why),
        cmocka_unit_test(wrong_calls_are_refused),
        cmocka_unit_test(the_detailed_row_counts_once),
        cmocka_unit_test(text_stays_text_in_markup),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
