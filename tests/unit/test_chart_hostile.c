/* Bad input and bad companions: hostile text in every field, and a gnuplot that is missing, old,
 * silent, dying or refusing. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/text.h"
#include "chart_cases.h"
#include "render/draw/gnuplot.h"
#include "render/draw/style.h"
#include "render/draw/svg_read.h"

struct folder {
    char path[64];
};

static void make_folder(struct folder *folder)
{
    snprintf(folder->path, sizeof folder->path, "/tmp/careerstat-test-XXXXXX");
    assert_non_null(mkdtemp(folder->path));
}

static void drop_folder(const struct folder *folder)
{
    char command[200];
    snprintf(command, sizeof command, "rm -rf '%s'", folder->path);
    assert_int_equal(system(command), 0);
}

/* A program that stands in for gnuplot. */
static const char *stand_in(const struct folder *folder, const char *name, const char *body,
                            char path[128])
{
    snprintf(path, 128, "%s/%s", folder->path, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "#!/bin/sh\n%s\n", body);
    fclose(file);
    assert_int_equal(chmod(path, 0700), 0);
    return path;
}

static enum cs_status take_nothing(void *context, const struct cs_svg_shape *shape,
                                   struct cs_diag *diag)
{
    (void)context;
    (void)shape;
    (void)diag;
    return CS_OK;
}

static void check_well_formed(const struct cs_buf *svg, const char *name)
{
    struct cs_diag diag;
    struct cs_svg_canvas canvas = {720, 400, take_nothing, NULL};
    cs_diag_init(&diag);
    if (cs_svg_read(svg, &canvas, &diag) != CS_OK)
        fail_msg("%s: %s", name, diag.messages[0].text);
    cs_diag_clear(&diag);
}

/* XML text: no bare ampersands, no control characters, valid UTF-8. */
static void check_xml(const char *svg, const char *name)
{
    static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&apos;"};
    assert_true(cs_utf8_is_valid(svg, strlen(svg)));
    for (const char *c = svg; *c; c++) {
        int is_known = *c != '&';
        for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
            is_known |= cs_starts_with(c, entities[i]);
        if (!is_known || ((unsigned char)*c < 0x20 && *c != '\n'))
            fail_msg("%s: not XML near '%.30s'", name, c);
    }
    if (strcasestr(svg, "<script") || strcasestr(svg, "</script"))
        fail_msg("%s: an element was made of text", name);
}

static void check_plain(const char *text, const char *name)
{
    assert_true(cs_utf8_is_valid(text, strlen(text)));
    for (const char *c = text; *c; c++)
        if ((unsigned char)*c < 0x20 && *c != '\n')
            fail_msg("%s: a control character got through", name);
    if (strstr(text, "\u202e") || strstr(text, "\u2066"))
        fail_msg("%s: a bidirectional control got through", name);
}

static void draw_hostile(struct cs_gnuplot *gnuplot, enum cs_chart_kind kind, const char *text)
{
    const char *name = cs_chart_kind_info(kind)->name;
    struct cs_arena arena;
    struct cs_diag diag;
    struct cs_buf out;
    cs_arena_init(&arena);
    cs_diag_init(&diag);
    cs_buf_init(&out);
    const struct cs_chart *chart =
        chart_case(&arena, kind, 4, CASE_TWO_GROUPS | CASE_SOME_MISSING, text);
    for (int format = 0; format < CS_N_CHART_FORMATS; format++) {
        struct cs_chart_look look = {.format = (enum cs_chart_format)format};
        cs_buf_reset(&out);
        enum cs_status status = cs_chart_draw(gnuplot, chart, &look, &out, &diag);
        if (status != CS_OK)
            fail_msg("%s, format %d: %s", name, format, diag.messages[0].text);
        if (format == CS_CHART_SVG) {
            check_xml(cs_buf_text(&out), name);
            check_well_formed(&out, name);
        }
    }
    cs_buf_reset(&out);
    cs_chart_term(chart, &(struct cs_chart_term){0}, &out);
    check_plain(cs_buf_text(&out), name);
    cs_buf_reset(&out);
    cs_chart_alt(chart, NULL, &out);
    check_plain(cs_buf_text(&out), name);
    assert_null(strchr(cs_buf_text(&out), '\n'));
    cs_buf_reset(&out);
    assert_int_equal(cs_chart_csv(chart, &out, &diag), CS_OK);
    check_plain(cs_buf_text(&out), name);
    cs_buf_clear(&out);
    cs_diag_clear(&diag);
    cs_arena_clear(&arena);
}

static void hostile_text_is_only_text(void **state)
{
    (void)state;
    struct folder folder;
    char trap[100], texts[10][400], *huge = malloc(10001);
    make_folder(&folder);
    snprintf(trap, sizeof trap, "%s/ran", folder.path);
    snprintf(texts[0], 400, "`touch %s`", trap);
    snprintf(texts[1], 400, "'; system('touch %s'); print '", trap);
    snprintf(texts[2], 400, "\"; !touch %s\n!touch %s\nsystem \"touch %s\"\\", trap, trap, trap);
    snprintf(texts[3], 400, "$(touch %s) ${HOME} @GPVAL_PWD %%s %%n {/:Bold x}^2_3", trap);
    snprintf(texts[4], 400, "</text></svg><script>alert(1)</script>&amp;&#x3c;]]>");
    snprintf(texts[5], 400, "EOD\nEOD\ncareerstat-done\nerrno 0\n# \\");
    snprintf(texts[6], 400, "\u202egnp.exe\u2066 \u200f\xff\xfe\xc0\x80 \x1b[31m\x07 \t\r\n x");
    snprintf(texts[7], 400, " ");
    snprintf(texts[8], 400, "日本語の医療事務 é\u0301 😀 الموظف");
    snprintf(texts[9], 400, "ends in a backslash \\");
    assert_non_null(huge);
    memset(huge, 'W', 10000);
    huge[10000] = '\0';
    struct cs_gnuplot *gnuplot = cs_gnuplot_new(NULL, 0);
    for (int kind = 0; kind < CS_N_CHART_KINDS; kind++) {
        for (size_t i = 0; i < 10; i++)
            draw_hostile(gnuplot, (enum cs_chart_kind)kind, texts[i]);
        draw_hostile(gnuplot, (enum cs_chart_kind)kind, huge);
    }
    cs_gnuplot_free(gnuplot, NULL);
    if (access(trap, F_OK) == 0)
        fail_msg("text was run as a command");
    free(huge);
    drop_folder(&folder);
}

/* Draws one chart with a stand-in; returns the first message, which the caller frees. */
static char *message_of(const char *program, unsigned limit_ms)
{
    struct cs_arena arena;
    struct cs_diag diag;
    struct cs_buf out;
    cs_arena_init(&arena);
    cs_diag_init(&diag);
    cs_buf_init(&out);
    struct cs_gnuplot *gnuplot = cs_gnuplot_new(program, limit_ms);
    const struct cs_chart *chart = chart_case(&arena, CS_CHART_LEVELS, 4, CASE_PLAIN, NULL);
    assert_int_equal(cs_chart_draw(gnuplot, chart, &(struct cs_chart_look){0}, &out, &diag), CS_IO);
    assert_int_equal(out.size, 0);
    char *text = strdup(diag.messages[0].text);
    cs_gnuplot_free(gnuplot, NULL);
    cs_buf_clear(&out);
    cs_diag_clear(&diag);
    cs_arena_clear(&arena);
    return text;
}

static void check_message(char *message, const char *expected)
{
    if (!strstr(message, expected))
        fail_msg("'%s' does not say '%s'", message, expected);
    free(message);
}

static const char says_new[] = "read a; read b; echo 'version 5.4' >&2; echo careerstat-done >&2; ";

static void bad_companions_are_named(void **state)
{
    (void)state;
    struct folder folder;
    char path[128], body[300];
    make_folder(&folder);
    check_message(message_of("/nonexistent/gnuplot", 0),
                  "cannot start '/nonexistent/gnuplot': No such file");
    check_message(
        message_of(
            stand_in(&folder, "old", "echo 'version 4.6' >&2; echo careerstat-done >&2; cat", path),
            20000),
        "it reports version '4.6', but 5.2 is required");
    check_message(message_of(stand_in(&folder, "other",
                                      "echo 'hello' >&2; echo careerstat-done >&2; cat", path),
                             20000),
                  "is too old or not gnuplot");
    check_message(message_of(stand_in(&folder, "silent", "exec sleep 30", path), 200),
                  "did not respond within 0.2 s");
    check_message(message_of(stand_in(&folder, "leaver", "exit 0", path), 20000),
                  "ended before the chart was done");
    snprintf(body, sizeof body, "%s read c; kill -9 $$", says_new);
    check_message(message_of(stand_in(&folder, "killed", body, path), 20000),
                  "ended before the chart was done");
    snprintf(body, sizeof body, "%s exec sleep 30", says_new);
    check_message(message_of(stand_in(&folder, "hangs", body, path), 200),
                  "did not respond within 0.2 s");
    snprintf(body, sizeof body, "%s read c; echo 'errno 0' >&2; echo careerstat-done >&2; cat",
             says_new);
    check_message(message_of(stand_in(&folder, "lazy", body, path), 20000), "nothing was drawn");
    snprintf(body, sizeof body, "%s exec yes >&2", says_new);
    check_message(message_of(stand_in(&folder, "babbler", body, path), 300), "did not respond");
    drop_folder(&folder);
}

static void run_text(struct cs_gnuplot *gnuplot, const char *text, struct cs_buf *out,
                     struct cs_diag *diag, enum cs_status expected)
{
    struct cs_buf script;
    cs_buf_init(&script);
    cs_buf_puts(&script, text);
    assert_int_equal(cs_gnuplot_run(gnuplot, &script, "a chart", out, diag), expected);
    cs_buf_clear(&script);
}

/* One begun ahead answers as any; one begun in vain leaves nothing; what cannot be begun is told
 * with the first script. */
static void gnuplot_may_be_begun_ahead(void **state)
{
    (void)state;
    static const char good[] = "set terminal svg\nset output '" CS_GNUPLOT_OUTPUT "'\n"
                               "set yrange [0:1]\nplot NaN\nunset output\n";
    struct cs_diag diag;
    struct cs_buf out;
    cs_diag_init(&diag);
    cs_buf_init(&out);
    cs_gnuplot_begin(NULL);
    struct cs_gnuplot *gnuplot = cs_gnuplot_new(NULL, 0);
    cs_gnuplot_begin(gnuplot);
    cs_gnuplot_begin(gnuplot);
    run_text(gnuplot, good, &out, &diag, CS_OK);
    run_text(gnuplot, good, &out, &diag, CS_OK);
    assert_true(out.size > 0);
    cs_gnuplot_free(gnuplot, &diag);
    gnuplot = cs_gnuplot_new(NULL, 0);
    cs_gnuplot_begin(gnuplot);
    cs_gnuplot_free(gnuplot, &diag);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(diag.n_messages, 0);
    gnuplot = cs_gnuplot_new("/no/such/gnuplot", 0);
    cs_gnuplot_begin(gnuplot);
    run_text(gnuplot, good, &out, &diag, CS_IO);
    cs_gnuplot_free(gnuplot, &diag);
    assert_int_equal(diag.n_messages, 1);
    cs_buf_clear(&out);
    cs_diag_clear(&diag);
}

/* An error tells its line and spares the next chart. */
static void a_failed_script_spares_the_next(void **state)
{
    (void)state;
    static const char good[] = "set terminal svg\nset output '" CS_GNUPLOT_OUTPUT "'\n"
                               "set yrange [0:1]\nplot NaN\nunset output\n";
    struct cs_gnuplot *gnuplot = cs_gnuplot_new(NULL, 0);
    struct cs_diag diag;
    struct cs_buf out;
    cs_diag_init(&diag);
    cs_buf_init(&out);
    run_text(gnuplot, good, &out, &diag, CS_OK);
    size_t size = out.size;
    run_text(gnuplot, "set terminal svg\nset output '" CS_GNUPLOT_OUTPUT "'\nplot nothing\n", &out,
             &diag, CS_IO);
    assert_int_equal(out.size, size);
    assert_int_equal(diag.messages[0].line, 3);
    assert_non_null(strstr(diag.messages[0].text, "chart 'a chart': gnuplot: undefined variable"));
    run_text(gnuplot, "\n", &out, &diag, CS_IO);
    assert_non_null(strstr(diag.messages[1].text, "nothing was drawn"));
    run_text(gnuplot, "exit\n", &out, &diag, CS_IO);
    cs_buf_reset(&out);
    run_text(gnuplot, good, &out, &diag, CS_OK);
    assert_int_equal(out.size, size);
    cs_gnuplot_free(gnuplot, NULL);
    cs_buf_clear(&out);
    cs_diag_clear(&diag);
}

/* Stands before the system's own while it is wanted: every third call is interrupted. */
static bool is_interrupting;
static size_t n_reads, n_interrupted;

ssize_t read(int fd, void *bytes, size_t n)
{
    if (is_interrupting && ++n_reads % 3 == 0) {
        n_interrupted++;
        errno = EINTR;
        return -1;
    }
    return syscall(SYS_read, fd, bytes, n);
}

ssize_t __read_chk(int fd, void *bytes, size_t n, size_t room);
ssize_t __read_chk(int fd, void *bytes, size_t n, size_t room)
{
    assert_true(n <= room);
    return read(fd, bytes, n);
}

/* Signals come whenever they like: a terminal that changes its size, a timer. */
static void signals_lose_no_answer(void **state)
{
    (void)state;
    struct cs_gnuplot *gnuplot = cs_gnuplot_new(NULL, 0);
    struct cs_arena arena;
    struct cs_diag diag;
    struct cs_buf out;
    cs_arena_init(&arena);
    cs_diag_init(&diag);
    cs_buf_init(&out);
    const struct cs_chart *chart = chart_case(&arena, CS_CHART_LEVELS, 4, CASE_PLAIN, NULL);
    is_interrupting = true;
    enum cs_status status = CS_OK;
    for (int i = 0; status == CS_OK && i < 10; i++)
        status = cs_chart_draw(gnuplot, chart, &(struct cs_chart_look){0}, &out, &diag);
    cs_gnuplot_free(gnuplot, &diag);
    is_interrupting = false;
    if (status != CS_OK || diag.n_messages)
        fail_msg("%s", diag.messages[0].text);
    assert_true(n_interrupted > 2);
    cs_buf_clear(&out);
    cs_diag_clear(&diag);
    cs_arena_clear(&arena);
}

/* Same model, same bytes, whatever was drawn before by the same child, and a second later. */
static void same_chart_same_bytes(void **state)
{
    (void)state;
    struct cs_gnuplot *fresh = cs_gnuplot_new(NULL, 0), *used = cs_gnuplot_new(NULL, 0);
    struct cs_arena arena;
    struct cs_diag diag;
    struct cs_buf first, other, second;
    cs_arena_init(&arena);
    cs_diag_init(&diag);
    cs_buf_init(&first);
    cs_buf_init(&second);
    cs_buf_init(&other);
    const struct cs_chart *chart = chart_case(&arena, CS_CHART_OUTLOOK, 4, CASE_INTERVALS, NULL);
    const struct cs_chart *before = chart_case(&arena, CS_CHART_TILEMAP, 51, CASE_PLAIN, NULL);
    for (int format = 0; format < CS_N_CHART_FORMATS; format++) {
        struct cs_chart_look look = {.format = (enum cs_chart_format)format};
        cs_buf_reset(&first);
        cs_buf_reset(&second);
        assert_int_equal(cs_chart_draw(fresh, chart, &look, &first, &diag), CS_OK);
        if (format == CS_CHART_PDF)
            sleep(1);
        assert_int_equal(cs_chart_draw(used, before, &look, &other, &diag), CS_OK);
        assert_int_equal(cs_chart_draw(used, chart, &look, &second, &diag), CS_OK);
        assert_int_equal(first.size, second.size);
        assert_memory_equal(first.data, second.data, first.size);
    }
    cs_gnuplot_free(fresh, NULL);
    cs_gnuplot_free(used, NULL);
    cs_buf_clear(&first);
    cs_buf_clear(&second);
    cs_buf_clear(&other);
    cs_diag_clear(&diag);
    cs_arena_clear(&arena);
}

static void read_style(const struct folder *folder, const char *text, enum cs_status expected,
                       const char *words)
{
    char path[128];
    struct cs_style style;
    struct cs_diag diag;
    snprintf(path, sizeof path, "%s/style", folder->path);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    cs_diag_init(&diag);
    assert_int_equal(cs_style_read(path, &style, &diag), expected);
    if (words && (!diag.n_messages || !strstr(diag.messages[0].text, words)))
        fail_msg("'%s' does not say '%s'", diag.n_messages ? diag.messages[0].text : "", words);
    cs_diag_clear(&diag);
}

static void styles_are_checked(void **state)
{
    (void)state;
    struct folder folder;
    make_folder(&folder);
    read_style(&folder, "# house\n\nblue = #003366\ndark.blue=#88aaff\nfont = Georgia, serif\n",
               CS_OK, NULL);
    read_style(&folder, "bleu = #003366\n", CS_USAGE, "a style has no entry 'bleu'");
    read_style(&folder, "blue = 003366\n", CS_USAGE, "'003366' is not a color");
    read_style(&folder, "picture_font = `touch x`\n", CS_USAGE, "is not a font name");
    read_style(&folder, "blue\n", CS_USAGE, "no '=' in 'blue'");
    read_style(&folder, "blue = #aaccff\n", CS_OK, "'blue' has a contrast of");
    drop_folder(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_text_is_only_text),
        cmocka_unit_test(bad_companions_are_named),
        cmocka_unit_test(gnuplot_may_be_begun_ahead),
        cmocka_unit_test(a_failed_script_spares_the_next),
        cmocka_unit_test(signals_lose_no_answer),
        cmocka_unit_test(same_chart_same_bytes),
        cmocka_unit_test(styles_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
