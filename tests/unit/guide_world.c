#include "guide_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/reference.h"

static int load_all(struct guide_world *w, const char *const *files)
{
    struct cs_load_options options = {
        .intake = {.layouts = &w->layouts, .reference = &w->reference}};
    for (; *files; files++) {
        char path[1024];
        if (!strncmp(*files, "./", 2))
            snprintf(path, sizeof path, "%s/%s", CS_SOURCE_DIR, *files + 2);
        else
            snprintf(path, sizeof path, "%s/%s", w->folder, *files);
        FILE *file = fopen(path, "rb");
        if (!file)
            return 0;
        fclose(file);
        assert_int_equal(cs_load(w->data, path, &options, NULL, &w->diag), CS_OK);
    }
    return 1;
}

int guide_world_open(struct guide_world *world, const char *const *files)
{
    memset(world, 0, sizeof *world);
    const char *folder = getenv("CAREERSTAT_DATA");
    world->folder = folder && *folder ? folder : CS_SOURCE_DIR "/../shared/data";
    cs_diag_init(&world->diag);
    cs_layouts_init(&world->layouts);
    cs_reference_init(&world->reference);
    assert_int_equal(
        cs_layouts_load_folder(&world->layouts, CS_SOURCE_DIR "/datasets/layouts", &world->diag),
        CS_OK);
    assert_int_equal(
        cs_reference_load(&world->reference, CS_SOURCE_DIR "/datasets/reference", &world->diag),
        CS_OK);
    world->data = cs_dataset_new();
    if (!load_all(world, files))
        return 0;
    struct cs_load_options options = {
        .intake = {.layouts = &world->layouts, .reference = &world->reference, .skips_unknown = 1}};
    world->price_data = cs_dataset_new();
    assert_int_equal(cs_load(world->price_data,
                             CS_SOURCE_DIR "/datasets/reference/average-growth.csv", &options, NULL,
                             &world->diag),
                     CS_OK);
    world->lookup = cs_lookup_new(world->data);
    world->yardstick_lookup = cs_lookup_new(world->price_data);
    world->evidence =
        (struct cs_evidence){world->lookup, world->yardstick_lookup, &world->reference};
    assert_int_equal(cs_names_init(&world->names, world->lookup, &world->reference, &world->diag),
                     CS_OK);
    return 1;
}

void guide_world_close(struct guide_world *world)
{
    cs_names_clear(&world->names);
    cs_lookup_free(world->lookup);
    cs_lookup_free(world->yardstick_lookup);
    cs_dataset_free(world->data);
    cs_dataset_free(world->price_data);
    cs_reference_clear(&world->reference);
    cs_layouts_clear(&world->layouts);
    cs_diag_clear(&world->diag);
}

void guide_world_audit(struct guide_world *world, const char *file, const char *bytes,
                       size_t n_bytes, struct cs_audit *audit)
{
    struct cs_audit_options options = {0};
    assert_int_equal(cs_audit_guide(audit, &world->names, &world->evidence, &options, file, bytes,
                                    n_bytes, &world->diag),
                     CS_OK);
}

int guide_has_finding(const struct cs_audit *audit, enum cs_rule rule, size_t line)
{
    for (size_t i = 0; i < audit->n_findings; i++) {
        struct cs_place place = cs_document_place(&audit->document, audit->findings[i].start);
        if (audit->findings[i].rule == rule && (!line || place.line == line))
            return 1;
    }
    return 0;
}
