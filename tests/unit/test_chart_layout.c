/* Finished pictures: no text leaves the canvas or touches other text, whatever the size, the
 * names and the values; the SVG says what it shows and which tool drew it stays out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "chart_cases.h"
#include "render/draw/font.h"
#include "render/draw/gnuplot.h"
#include "render/draw/style.h"

enum { MAX_TEXTS = 2000 };

struct box {
    double left, top, right, bottom;
    char words[80];
};

struct page {
    double width, height;
    struct box boxes[MAX_TEXTS];
    size_t n;
};

static double number_after(const char *tag, const char *end, const char *name)
{
    const char *found = strstr(tag, name);
    return found && found < end ? strtod(found + strlen(name), NULL) : 0;
}

/* The words of an element with entities as one character each. */
static void take_words(const char *from, const char *to, char *out, size_t capacity)
{
    static const struct {
        const char *entity;
        char c;
    } entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};
    size_t n = 0;
    while (from < to && n + 1 < capacity) {
        char c = *from;
        size_t length = 1;
        for (size_t i = 0; i < 4; i++)
            if (strncmp(from, entities[i].entity, strlen(entities[i].entity)) == 0) {
                c = entities[i].c;
                length = strlen(entities[i].entity);
            }
        out[n++] = c;
        from += length;
    }
    out[n] = '\0';
}

static void read_page(const char *svg, struct page *page)
{
    memset(page, 0, sizeof *page);
    assert_int_equal(
        sscanf(strstr(svg, "viewBox=\""), "viewBox=\"0 0 %lf %lf\"", &page->width, &page->height),
        2);
    for (const char *tag = svg; (tag = strstr(tag, "<text ")); tag++) {
        const char *open = strchr(tag, '>'), *close = strstr(tag, "</text>");
        static char words[8192];
        assert_true(page->n < MAX_TEXTS);
        struct box *box = &page->boxes[page->n++];
        double size = number_after(tag, open, "font-size=\"");
        double x = number_after(tag, open, " x=\""), y = number_after(tag, open, " y=\"");
        int is_bold = strstr(tag, "font-weight") && strstr(tag, "font-weight") < open;
        const char *anchor = strstr(tag, "text-anchor=\"");
        take_words(open + 1, close, words, sizeof words);
        double width = cs_font_width(words, strlen(words), size, is_bold);
        double shift = !anchor || anchor > open ? 0 : anchor[13] == 'm' ? 0.5 : 1;
        *box = (struct box){x - shift * width, y - CS_FONT_ASCENT * size, x - shift * width + width,
                            y + CS_FONT_DESCENT * size, ""};
        snprintf(box->words, sizeof box->words, "%.70s", words);
    }
}

static void check_page(const struct page *page, const char *name)
{
    static const double slack = 0.6;
    for (size_t i = 0; i < page->n; i++) {
        const struct box *a = &page->boxes[i];
        if (a->left < 0 || a->top < 0 || a->right > page->width || a->bottom > page->height)
            fail_msg("%s: '%s' leaves the canvas: %.1f..%.1f of %.0f, %.1f..%.1f of %.0f", name,
                     a->words, a->left, a->right, page->width, a->top, a->bottom, page->height);
        for (size_t j = 0; j < i; j++) {
            const struct box *b = &page->boxes[j];
            if (a->left + slack < b->right && b->left + slack < a->right &&
                a->top + slack < b->bottom && b->top + slack < a->bottom)
                fail_msg("%s: '%s' and '%s' overlap", name, a->words, b->words);
        }
    }
}

static void fail_drawing(const struct cs_diag *diag, const char *name)
{
    struct cs_buf text;
    cs_buf_init(&text);
    for (size_t i = 0; i < diag->n_messages; i++)
        cs_message_format(&diag->messages[i], &text);
    fail_msg("%s: %s", name, cs_buf_text(&text));
}

static void check_words(const char *svg, const char *name)
{
    const char *title = strstr(svg, "<title>"), *words = strstr(svg, "<desc>");
    if (!strstr(svg, "role=\"img\"") || !title || !words || title[7] == '<' || words[6] == '<')
        fail_msg("%s: role, title or desc is missing", name);
    if (strcasestr(svg, "gnuplot") || strstr(svg, " id=") || strstr(svg, "NaN"))
        fail_msg("%s: the tool, an id or a NaN shows", name);
}

static void draw_and_check(struct cs_gnuplot *gnuplot, const struct cs_chart *chart,
                           const struct cs_chart_look *look, const char *name)
{
    static struct page page;
    struct cs_buf svg;
    struct cs_diag diag;
    cs_buf_init(&svg);
    cs_diag_init(&diag);
    if (cs_chart_draw(gnuplot, chart, look, &svg, &diag) != CS_OK)
        fail_drawing(&diag, name);
    check_words(cs_buf_text(&svg), name);
    read_page(cs_buf_text(&svg), &page);
    check_page(&page, name);
    cs_diag_clear(&diag);
    cs_buf_clear(&svg);
}

static const size_t sizes[] = {1, 2, 4, 12, 51};
static const unsigned traits[] = {
    CASE_PLAIN,
    CASE_LONG_NAMES,
    CASE_NEGATIVE,
    CASE_ALL_MISSING,
    CASE_LONG_NAMES | CASE_ALL_MISSING,
    CASE_SOME_MISSING | CASE_INTERVALS | CASE_TWO_GROUPS,
    CASE_NEGATIVE | CASE_LONG_NAMES | CASE_INTERVALS,
    CASE_INTERVALS,
    CASE_LONG_NAMES | CASE_EMPHASIS | CASE_TWO_GROUPS,
};

static void check_all(const struct cs_chart_look *look)
{
    struct cs_gnuplot *gnuplot = cs_gnuplot_new(NULL, 0);
    for (int kind = 0; kind < CS_N_CHART_KINDS; kind++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
            for (size_t t = 0; t < sizeof traits / sizeof *traits; t++) {
                struct cs_arena arena;
                char name[100];
                cs_arena_init(&arena);
                snprintf(name, sizeof name, "%s of %zu, traits %u, %d wide",
                         cs_chart_kind_info((enum cs_chart_kind)kind)->name, sizes[s], traits[t],
                         look->width);
                draw_and_check(
                    gnuplot,
                    chart_case(&arena, (enum cs_chart_kind)kind, sizes[s], traits[t], NULL), look,
                    name);
                cs_arena_clear(&arena);
            }
    cs_gnuplot_free(gnuplot, NULL);
}

static void natural_size(void **state)
{
    (void)state;
    check_all(&(struct cs_chart_look){0});
}

/* The figures below a band are its outer ends, of each row, whether one or several. */
static void narrow_bands_say_their_ends(void **state)
{
    (void)state;
    static struct page page;
    struct cs_gnuplot *gnuplot = cs_gnuplot_new(NULL, 0);
    for (size_t n = 1; n <= 4; n++)
        for (int width = 340; width <= 420; width += 40) {
            struct cs_arena arena;
            struct cs_diag diag;
            struct cs_buf svg;
            cs_arena_init(&arena);
            cs_diag_init(&diag);
            cs_buf_init(&svg);
            const struct cs_chart *chart = chart_case(&arena, CS_CHART_RANGE, n, CASE_PLAIN, NULL);
            assert_int_equal(
                cs_chart_draw(gnuplot, chart, &(struct cs_chart_look){.width = width}, &svg, &diag),
                CS_OK);
            read_page(cs_buf_text(&svg), &page);
            size_t n_ends = 0, n_told = 0;
            for (size_t i = 0; i < page.n; i++) {
                n_ends += page.boxes[i].words[0] == '$' && strstr(page.boxes[i].words, " to $");
                n_told +=
                    strstr(page.boxes[i].words, "10th to 90th percentile, in figures") != NULL;
            }
            assert_int_equal(n_ends, n);
            assert_int_equal(n_told, 1);
            cs_diag_clear(&diag);
            cs_buf_clear(&svg);
            cs_arena_clear(&arena);
        }
    cs_gnuplot_free(gnuplot, NULL);
}

static void on_a_phone(void **state)
{
    (void)state;
    check_all(&(struct cs_chart_look){.width = 340, .theme = CS_THEME_DARK});
}

static void wide_and_in_german(void **state)
{
    (void)state;
    check_all(&(struct cs_chart_look){.width = 1100, .language = "de", .theme = CS_THEME_AUTO});
}

/* A height is kept or refused with the height that is needed, never overfilled. */
static void fixed_height(void **state)
{
    (void)state;
    static struct page page;
    static const int heights[] = {200, 300, 405, 600, 1000};
    struct cs_gnuplot *gnuplot = cs_gnuplot_new(NULL, 0);
    size_t n_drawn = 0;
    for (size_t i = 0; i < CS_N_CHART_KINDS * 5 * 5; i++) {
        struct cs_arena arena;
        struct cs_diag diag;
        struct cs_buf svg;
        struct cs_chart_look look = {.width = 720, .height = heights[i % 5]};
        cs_arena_init(&arena);
        cs_diag_init(&diag);
        cs_buf_init(&svg);
        const struct cs_chart *chart = chart_case(&arena, (enum cs_chart_kind)(i / 25),
                                                  sizes[i / 5 % 5], CASE_SOME_MISSING, NULL);
        enum cs_status status = cs_chart_draw(gnuplot, chart, &look, &svg, &diag);
        if (status == CS_OK) {
            char name[60];
            snprintf(name, sizeof name, "%s of %zu, %d high",
                     cs_chart_kind_info((enum cs_chart_kind)(i / 25))->name, sizes[i / 5 % 5],
                     look.height);
            read_page(cs_buf_text(&svg), &page);
            assert_int_equal((int)page.height, look.height);
            check_page(&page, name);
            n_drawn++;
        } else {
            assert_int_equal(status, CS_USAGE);
        }
        cs_buf_clear(&svg);
        cs_diag_clear(&diag);
        cs_arena_clear(&arena);
    }
    assert_true(n_drawn > 100);
    cs_gnuplot_free(gnuplot, NULL);
}

/* The colors keep their promise on both grounds, tiles with their text too. */
static void colors_read_well(void **state)
{
    (void)state;
    const struct cs_style *style = cs_style_default();
    struct cs_color ground = cs_style_color(style, CS_ROLE_GROUND);
    for (int role = CS_ROLE_INK; role <= CS_ROLE_GRAY; role++) {
        struct cs_color color = cs_style_color(style, (enum cs_role)role);
        double least = role <= CS_ROLE_MUTED ? 4.5 : 3;
        if (role == CS_ROLE_GUIDE)
            continue;
        assert_true(cs_color_contrast(color.light, ground.light) >= least);
        assert_true(cs_color_contrast(color.dark, ground.dark) >= least);
    }
    for (int i = 0; i <= 12; i++) {
        struct cs_color tile = cs_style_sequential(style, i / 12.0);
        struct cs_color text = cs_style_text_on(style, tile);
        if (cs_color_contrast(tile.light, text.light) < 4.5 ||
            cs_color_contrast(tile.dark, text.dark) < 4.5)
            fail_msg("shade %d: %.2f %.2f", i, cs_color_contrast(tile.light, text.light),
                     cs_color_contrast(tile.dark, text.dark));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(natural_size),       cmocka_unit_test(on_a_phone),
        cmocka_unit_test(wide_and_in_german), cmocka_unit_test(fixed_height),
        cmocka_unit_test(colors_read_well),   cmocka_unit_test(narrow_bands_say_their_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
