/* ingest/package: data packages, right and wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/outfile.h"
#include "ingest/load.h"

struct fixture {
    struct cs_layouts layouts;
    struct cs_diag diag;
    struct cs_dataset *dataset;
    struct cs_load_report report;
    char folder[64];
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    *state = f;
    if (!f)
        return -1;
    cs_diag_init(&f->diag);
    strcpy(f->folder, "/tmp/careerstat-package-XXXXXX");
    return !mkdtemp(f->folder) ||
           cs_layouts_load_folder(&f->layouts, CS_SOURCE_DIR "/datasets/layouts", &f->diag) !=
               CS_OK;
}

static void forget(struct fixture *f)
{
    cs_dataset_free(f->dataset);
    f->dataset = NULL;
    cs_load_report_clear(&f->report);
    cs_diag_clear(&f->diag);
    cs_diag_init(&f->diag);
}

static void write_file(const struct fixture *f, const char *name, const char *text)
{
    char path[256];
    struct cs_diag diag;
    cs_diag_init(&diag);
    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    assert_int_equal(cs_outfile_write(path, text, strlen(text), &diag), CS_OK);
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    static const char *const names[] = {"datapackage.json", "a.csv", "b.csv"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[256];
        snprintf(path, sizeof path, "%s/%s", f->folder, names[i]);
        unlink(path);
    }
    rmdir(f->folder);
    forget(f);
    cs_layouts_clear(&f->layouts);
    free(f);
    return 0;
}

static enum cs_status load(struct fixture *f, const char *descriptor)
{
    forget(f);
    write_file(f, "datapackage.json", descriptor);
    struct cs_load_options options = {.intake = {.layouts = &f->layouts}};
    f->dataset = cs_dataset_new();
    return cs_load(f->dataset, f->folder, &options, &f->report, &f->diag);
}

static void sources_travel_with_the_rows(void **state)
{
    struct fixture *f = *state;
    write_file(f, "a.csv",
               "occupation_code,measure,value,unit,source,period\n"
               "43-6013,wage_median,44640,USD/year,s1,2024\n"
               "43-6013,wage_median,n/k,USD/year,s1,2023\n"
               "43-6013,wage_mean,45000,USD/year,,2022\n");
    write_file(f, "b.csv", "x,y\n1,2\n");
    assert_int_equal(
        load(f, "{\"name\":\"pack\",\"licenses\":[{\"name\":\"CC0\",\"title\":\"CC0 1.0\"}],"
                "\"resources\":[{\"name\":\"pay\",\"path\":\"a.csv\",\"title\":\"Pay\","
                "\"caveat\":\"Careful.\",\"sources\":[{\"name\":\"s1\",\"title\":\"Source one\","
                "\"publisher\":\"P\",\"path\":\"https://example.org/\",\"date\":\"2024-05\"}],"
                "\"schema\":{\"missingValues\":[\"\",\"n/k\"]}},"
                "{\"name\":\"other\",\"path\":\"b.csv\"},"
                "{\"name\":\"names\",\"path\":\"b.csv\",\"layout\":\"none\"},"
                "{\"name\":\"picture\",\"path\":\"p.png\",\"format\":\"png\"}]}"),
        CS_OK);
    assert_int_equal(f->dataset->n_sources, 2);
    const struct cs_source *named = &f->dataset->sources[0], *own = &f->dataset->sources[1];
    assert_string_equal(named->id, "s1");
    assert_string_equal(named->title, "Source one");
    assert_string_equal(named->publisher, "P");
    assert_string_equal(named->retrieved, "2024-05");
    assert_string_equal(named->licence, "CC0 1.0");
    assert_string_equal(named->caveat, "Careful.");
    assert_string_equal(named->file, "pack/a.csv");
    assert_string_equal(named->period, "2023 to 2024");
    assert_int_equal(named->n_rows, 2);
    assert_int_equal(named->n_missing[CS_NOT_REPORTED], 1);
    assert_string_equal(own->id, "pay");
    assert_string_equal(own->title, "Pay");
    assert_int_equal(own->n_rows, 1);
    assert_int_equal(f->diag.n_messages, 1); /* "other" is told of, "names" is not */
    assert_string_equal(f->diag.messages[0].text, "passed over: no layout fits");
}

static const struct {
    const char *descriptor, *message;
} wrong[] = {
    {"{", "not valid JSON"},
    {"[]", "not valid JSON"},
    {"{}", "a data package needs a list of resources"},
    {"{\"resources\":[]}", "no resource that a layout fits"},
    {"{\"resources\":[{}]}", "resource '?': it has no path"},
    {"{\"resources\":[5]}", "resource '?': it has no path"},
    {"{\"resources\":[{\"name\":\"r\",\"path\":[]}]}", "resource 'r': it has no path"},
    {"{\"resources\":[{\"name\":\"r\",\"path\":\"/etc/passwd\"}]}",
     "resource 'r': its path must be a file inside the package"},
    {"{\"resources\":[{\"name\":\"r\",\"path\":\"x/../../b.csv\"}]}",
     "resource 'r': its path must be a file inside the package"},
    {"{\"resources\":[{\"name\":\"r\",\"path\":\"https://example.org/a.csv\"}]}",
     "resource 'r': its path must be a file inside the package"},
    {"{\"resources\":[{\"name\":\"r\",\"path\":[\"a.csv\",7]}]}",
     "resource 'r': its path must be a file inside the package"},
    {"{\"resources\":[{\"name\":\"r\",\"path\":\"a.csv\",\"layout\":\"nope\"}]}",
     "resource 'r': its layout is not known"},
    {"{\"resources\":[{\"name\":\"r\",\"path\":\"missing.csv\"}]}",
     "cannot be opened: No such file or directory"},
    {"{\"resources\":[{\"name\":\"r\",\"path\":\"b.csv\"}]}", "passed over: no layout fits"},
};

static void says_what_is_wrong(void **state)
{
    struct fixture *f = *state;
    write_file(f, "a.csv", "measure,value,unit\nwage_mean,1,USD/year\n");
    write_file(f, "b.csv", "x,y\n1,2\n");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(load(f, wrong[i].descriptor), CS_IO);
        assert_string_equal(f->diag.messages[0].text, wrong[i].message);
    }
}

/* Links: inside of the folder they may lead where they like, out of it nowhere. */
static void links_stay_in_the_folder(void **state)
{
    static const char named[] = "{\"resources\":[{\"name\":\"r\",\"path\":\"%s\"}]}";
    static const struct {
        const char *name, *leads_to;
        const char *message; /* NULL: it is read */
    } cases[] = {
        {"near.csv", "a.csv", NULL},
        {"far.csv", CS_SOURCE_DIR "/datasets/medical-office-assistant/datapackage.json",
         "leads out of its folder by a link (resource 'r' of "},
        {"up/x.csv", NULL, "leads out of its folder by a link (resource 'r' of "},
        {"device.csv", "/dev/stdin", "leads out of its folder by a link (resource 'r' of "},
        {"gone.csv", "nowhere.csv", "cannot be opened: No such file or directory"},
        {"pipe.csv", NULL, "is not a file (resource 'r' of "},
        {"-", NULL, "cannot be opened: No such file or directory"},
    };
    struct fixture *f = *state;
    char path[256], outside[128], descriptor[256];
    write_file(f, "a.csv",
               "occupation_code,measure,value,unit,source,period\n"
               "43-6013,wage_median,44640,USD/year,s1,2024\n");
    snprintf(outside, sizeof outside, "%s-beside", f->folder);
    assert_int_equal(mkdir(outside, 0700), 0);
    snprintf(path, sizeof path, "%s/x.csv", outside);
    assert_int_equal(symlink("/etc/passwd", path), 0);
    snprintf(path, sizeof path, "%s/up", f->folder);
    assert_int_equal(symlink(outside, path), 0);
    snprintf(path, sizeof path, "%s/pipe.csv", f->folder);
    assert_int_equal(mkfifo(path, 0600), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(path, sizeof path, "%s/%s", f->folder, cases[i].name);
        if (cases[i].leads_to)
            assert_int_equal(symlink(cases[i].leads_to, path), 0);
        snprintf(descriptor, sizeof descriptor, named, cases[i].name);
        assert_int_equal(load(f, descriptor), cases[i].message ? CS_IO : CS_OK);
        if (cases[i].message)
            assert_ptr_equal(strstr(f->diag.messages[0].text, cases[i].message),
                             f->diag.messages[0].text);
        if (cases[i].leads_to || strcmp(cases[i].name, "pipe.csv") == 0)
            unlink(path);
    }
    snprintf(path, sizeof path, "%s/up", f->folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/x.csv", outside);
    unlink(path);
    rmdir(outside);
}

/* Named from its own folder, a package has no path before its files: "-" is not standard input. */
static void a_dash_is_a_file(void **state)
{
    struct fixture *f = *state;
    struct cs_load_options options = {.intake = {.layouts = &f->layouts}};
    char *before = getcwd(NULL, 0);
    assert_int_equal(load(f, "{\"resources\":[{\"name\":\"r\",\"path\":\"-\"}]}"), CS_IO);
    forget(f);
    f->dataset = cs_dataset_new();
    assert_int_equal(chdir(f->folder), 0);
    assert_int_equal(cs_load(f->dataset, "datapackage.json", &options, &f->report, &f->diag),
                     CS_IO);
    assert_string_equal(f->diag.messages[0].text, "cannot be opened: No such file or directory");
    assert_int_equal(chdir(before), 0);
    free(before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sources_travel_with_the_rows),
        cmocka_unit_test(says_what_is_wrong),
        cmocka_unit_test(links_stay_in_the_folder),
        cmocka_unit_test(a_dash_is_a_file),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
