/* Names and seals of the pictures that chart markers name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "guide/refresh/picture.h"

static const char png[] = "\x89PNG\r\n\x1a\n some chunks \0\0\0\0IEND\xAE\x42\x60\x82";

static const struct {
    enum cs_picture_kind kind;
    const char *bytes;
    size_t n;
} pictures[] = {
    {CS_PICTURE_SVG, "<svg><!-- careerstat --></svg>\n", 31},
    {CS_PICTURE_PNG, png, sizeof png - 1},
    {CS_PICTURE_PDF, "%PDF-1.5\n%%EOF\n", 15},
};

static void seal(size_t i, const char *alt, struct cs_seal *out, struct cs_buf *sealed)
{
    struct cs_diag diag;
    struct cs_buf picture;
    cs_diag_init(&diag);
    cs_buf_init(&picture);
    cs_buf_init(sealed);
    cs_buf_put(&picture, pictures[i].bytes, pictures[i].n);
    cs_seal_digest("model", 5, CS_SEAL_DIGITS, out->model);
    cs_seal_alt(out, alt, NULL);
    assert_int_equal(cs_picture_seal(pictures[i].kind, &picture, out, sealed, &diag), CS_OK);
    cs_buf_clear(&picture);
    cs_diag_clear(&diag);
}

static void a_sealed_picture_is_known_and_no_other(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
        struct cs_seal made, read;
        struct cs_buf sealed;
        seal(i, "Pay – “high” & <low>", &made, &sealed);
        assert_true(cs_picture_is_sealed(pictures[i].kind, sealed.data, sealed.size, &read));
        assert_string_equal(made.model, read.model);
        assert_string_equal(made.alts[0].html, read.alts[0].html);
        assert_false(
            cs_picture_is_sealed(pictures[i].kind, pictures[i].bytes, pictures[i].n, &read));
        for (size_t at = 0; at < sealed.size; at++) { /* no byte may change, none may be missing */
            sealed.data[at] ^= 1;
            assert_false(cs_picture_is_sealed(pictures[i].kind, sealed.data, sealed.size, &read));
            sealed.data[at] ^= 1;
            assert_false(cs_picture_is_sealed(pictures[i].kind, sealed.data, at, &read));
        }
        cs_buf_putc(&sealed, '\n');
        assert_false(cs_picture_is_sealed(pictures[i].kind, sealed.data, sealed.size, &read));
        cs_buf_clear(&sealed);
    }
}

static void a_png_keeps_its_form(void **state)
{
    (void)state;
    struct cs_seal made;
    struct cs_buf sealed;
    seal(1, "alt", &made, &sealed);
    size_t n = sealed.size;
    assert_memory_equal(sealed.data + n - 12, png + sizeof png - 13, 12);
    const unsigned char *chunk = (unsigned char *)sealed.data + sizeof png - 13;
    assert_int_equal(n - (sizeof png - 1), chunk[3] + 12);
    assert_memory_equal(chunk + 4, "tEXtcareerstat", 15);
    cs_buf_clear(&sealed);
}

static void a_seal_knows_its_words_in_every_guide(void **state)
{
    (void)state;
    struct cs_seal made;
    struct cs_buf sealed;
    seal(0, "Pay – <low> [x]", &made, &sealed);
    assert_true(cs_seal_is_alt(&made, cs_span_of("Pay – &lt;low&gt; [x]"), 1));
    assert_true(cs_seal_is_alt(&made, cs_span_of("Pay &#8211; &lt;low&gt; [x]"), 1));
    assert_true(cs_seal_is_alt(&made, cs_span_of("Pay – &lt;low&gt; \\[x\\]"), 0));
    assert_false(cs_seal_is_alt(&made, cs_span_of("Pay – &lt;high&gt; [x]"), 1));
    struct cs_seal newer, newest = made;
    for (int i = 1; i < CS_SEAL_ALTS; i++) { /* those of the drawings before are known, too */
        newer = newest;
        cs_seal_alt(&newest, i & 1 ? "odd" : "even", &newer);
        assert_true(cs_seal_is_alt(&newest, cs_span_of("Pay – &lt;low&gt; [x]"), 1));
    }
    newer = newest;
    cs_seal_alt(&newest, "last", &newer);
    assert_false(cs_seal_is_alt(&newest, cs_span_of("Pay – &lt;low&gt; [x]"), 1));
    cs_buf_clear(&sealed);
}

struct room {
    char folder[64];
    struct cs_arena arena;
    struct cs_diag diag;
};

static int make_room(void **state)
{
    static struct room room;
    strcpy(room.folder, "/tmp/cs-picture-XXXXXX");
    assert_non_null(mkdtemp(room.folder));
    cs_arena_init(&room.arena);
    cs_diag_init(&room.diag);
    assert_int_equal(chdir(room.folder), 0);
    assert_int_equal(mkdir("charts", 0777), 0);
    assert_int_equal(mkdir("dir.svg", 0777), 0);
    assert_int_equal(symlink("/tmp", "away"), 0);
    assert_int_equal(symlink("nowhere", "broken.svg"), 0);
    assert_int_equal(symlink("loop.svg", "loop.svg"), 0);
    *state = &room;
    return 0;
}

static int leave_room(void **state)
{
    struct room *room = *state;
    cs_arena_clear(&room->arena);
    cs_diag_clear(&room->diag);
    unlink("away");
    unlink("broken.svg");
    unlink("loop.svg");
    rmdir("dir.svg");
    rmdir("charts");
    return chdir("/") || rmdir(room->folder);
}

static void only_plain_names_below_the_guide_are_taken(void **state)
{
    static const struct {
        const char *file;
        enum cs_status status;
    } cases[] = {
        {"levels.svg", CS_OK},    {"charts/levels.PNG", CS_OK}, {"new/deep/er/x.pdf", CS_OK},
        {"gehälter.svg", CS_OK},  {"a-b_c.1.svg", CS_OK},       {"", CS_USAGE},
        {"levels", CS_USAGE},     {"levels.gif", CS_USAGE},     {".svg", CS_USAGE},
        {"/etc/x.svg", CS_USAGE}, {"../x.svg", CS_USAGE},       {"charts/../../x.svg", CS_USAGE},
        {"./x.svg", CS_USAGE},    {"charts/.x.svg", CS_USAGE},  {"charts//x.svg", CS_USAGE},
        {"charts/", CS_USAGE},    {"x.svg/", CS_USAGE},         {"a b.svg", CS_USAGE},
        {"a\\b.svg", CS_USAGE},   {"a\nb.svg", CS_USAGE},       {"a?.svg", CS_USAGE},
        {"a%2e.svg", CS_USAGE},   {"\xff.svg", CS_USAGE},       {"\xE2\x80\xAEx.svg", CS_USAGE},
        {"c:x.svg", CS_USAGE},    {"<x>.svg", CS_USAGE},        {"x\").svg", CS_USAGE},
        {"away/x.svg", CS_USAGE}, {"away/new/x.svg", CS_USAGE}, {"broken.svg", CS_USAGE},
        {"loop.svg", CS_USAGE},   {"loop.svg/x.svg", CS_USAGE}, {"dir.svg", CS_USAGE},
    };
    struct room *room = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *path;
        if (cs_picture_place("guide.md", cases[i].file, &room->arena, &path, &room->diag) !=
            cases[i].status)
            fail_msg("'%s' is taken wrongly", cases[i].file);
    }
    char longest[400];
    memset(longest, 'a', sizeof longest);
    strcpy(longest + 300, ".svg");
    const char *path;
    assert_int_equal(cs_picture_place("guide.md", longest, &room->arena, &path, &room->diag),
                     CS_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sealed_picture_is_known_and_no_other),
        cmocka_unit_test(a_png_keeps_its_form),
        cmocka_unit_test(a_seal_knows_its_words_in_every_guide),
        cmocka_unit_test_setup_teardown(only_plain_names_below_the_guide_are_taken, make_room,
                                        leave_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
