/* A library in a folder of its own, and datasets that tests make. */
#ifndef CS_TESTS_LIBRARY_FIXTURE_H
#define CS_TESTS_LIBRARY_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "library/library.h"

struct fixture {
    char folder[64], path[96];
    struct cs_arena arena;
    struct cs_diag diag;
    struct cs_library *library;
};

static inline int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    strcpy(f->folder, "/tmp/careerstat-library-XXXXXX");
    if (!f || !mkdtemp(f->folder))
        return 1;
    snprintf(f->path, sizeof f->path, "%s/l.sqlite", f->folder);
    cs_arena_init(&f->arena);
    cs_diag_init(&f->diag);
    *state = f;
    return 0;
}

static inline int tear_down(void **state)
{
    struct fixture *f = *state;
    char name[128];
    static const char *const endings[] = {"", "-wal", "-shm"};
    cs_library_close(f->library);
    for (size_t i = 0; i < 3; i++) {
        snprintf(name, sizeof name, "%s%s", f->path, endings[i]);
        unlink(name);
    }
    rmdir(f->folder);
    cs_arena_clear(&f->arena);
    cs_diag_clear(&f->diag);
    free(f);
    return 0;
}

static const char *messages(struct fixture *f)
{
    struct cs_buf text;
    cs_buf_init(&text);
    for (size_t i = 0; i < f->diag.n_messages; i++)
        cs_message_format(&f->diag.messages[i], &text);
    const char *copy = cs_arena_strdup(&f->arena, cs_buf_text(&text));
    cs_buf_clear(&text);
    return copy;
}

static inline void open_writing(struct fixture *f)
{
    cs_library_close(f->library);
    if (cs_library_open(f->path, CS_LIBRARY_WRITE, &f->library, &f->diag) != CS_OK)
        fail_msg("%s", messages(f));
}

static inline void expect_words(struct fixture *f, const char *words)
{
    const char *said = messages(f);
    if (!strstr(said, words))
        fail_msg("'%s' is not in: %s", words, said);
}

/* ---- made datasets ---- */

struct figure {
    const char *occupation, *region, *period;
    enum cs_measure measure;
    double value;
    const char *unit;
    enum cs_presence presence;
    const char *text; /* of unit "text" */
};

static inline uint32_t key(struct cs_dataset *data, enum cs_dim dim, const char *code,
                           const char *title)
{
    return cs_dataset_intern(data, dim, cs_span_of(code), cs_span_of(title), 2024);
}

/* A table of the publisher's layout and period; a row for each occupation and region. */
static inline struct cs_dataset *make_table(const char *layout, const char *period,
                                            const struct figure *figures, size_t n)
{
    struct cs_dataset *data = cs_dataset_new();
    uint32_t index;
    struct cs_source *source = cs_dataset_add_source(data, &index);
    source->id = "table";
    source->title = "A table";
    source->layout = layout;
    source->period = period;
    source->n_rows = n;
    for (size_t i = 0; i < n; i++) {
        struct cs_estimate estimate = {.line = i + 2,
                                       .source = index,
                                       .value = figures[i].value,
                                       .measure = (uint16_t)figures[i].measure,
                                       .presence = (uint8_t)figures[i].presence,
                                       .tier = CS_TIER_DETAILED};
        for (int d = 0; d < CS_N_DIMS; d++)
            estimate.key[d] = CS_NO_KEY;
        estimate.key[CS_DIM_OCCUPATION] =
            key(data, CS_DIM_OCCUPATION, figures[i].occupation, "Title of it");
        estimate.key[CS_DIM_REGION] = key(data, CS_DIM_REGION, figures[i].region, "");
        estimate.key[CS_DIM_PERIOD] = key(data, CS_DIM_PERIOD, figures[i].period, "");
        assert_true(cs_unit_parse(cs_span_of(figures[i].unit), &estimate.unit));
        if (figures[i].unit[0] == 't')
            estimate.text = figures[i].text;
        assert_int_equal(cs_dataset_add_estimate(data, &estimate), CS_OK);
    }
    data->dicts[CS_DIM_OCCUPATION].keys[0].aliases = "medical office assistant\nMOA";
    return data;
}

static inline enum cs_status add(struct fixture *f, const char *name, const char *bytes,
                                 struct cs_dataset *data, struct cs_library_change *change)
{
    char sha256[CS_DIGEST_TEXT_BYTES];
    cs_digest_of(bytes, strlen(bytes), sha256);
    struct cs_library_file file = {name, sha256, strlen(bytes), "2026-11-24T22:00:00Z"};
    enum cs_status status = cs_library_add(f->library, &file, data, &f->arena, change, &f->diag);
    cs_dataset_free(data);
    return status;
}

static inline struct cs_dataset *fetch(struct fixture *f, const struct cs_library_request *request)
{
    struct cs_dataset *data = cs_dataset_new();
    struct cs_library_vintages vintages;
    if (cs_library_fetch(f->library, request, data, &f->arena, &vintages, &f->diag) != CS_OK)
        fail_msg("%s", messages(f));
    return data;
}

#endif
