/* Guides: any bytes give blocks whose text knows its place, claims inside their blocks, markers
 * inside the file, and an audit that mends only what it found. */
#include <string.h>

#include "fuzz.h"
#include "guide/audit/audit.h"
#include "guide/audit/fix.h"
#include "guide/refresh/marker.h"
#include "guide/text/edit.h"
#include "ingest/load.h"
#include "ingest/reference.h"

static void check_blocks(const struct cs_document *d)
{
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct cs_block *b = &d->blocks[i];
        PROMISE(b->size > 0 && strlen(b->text) == b->size);
        PROMISE(cs_utf8_is_valid(b->text, b->size));
        PROMISE(b->table == CS_NO_BLOCK || b->table < d->n_tables);
        PROMISE(b->heading == CS_NO_BLOCK || b->heading < i);
        for (size_t k = 0; k < b->size; k++)
            PROMISE(b->from[k] < d->n_bytes && (k == 0 || b->from[k] >= b->from[k - 1]));
        struct cs_span source = cs_document_source(d, b, 0, b->size);
        PROMISE(source.start + source.size <= d->bytes + d->n_bytes);
    }
}

static void check_markers(const struct cs_document *d)
{
    struct cs_guide_markers markers;
    struct cs_arena arena;
    struct cs_diag diag;
    cs_arena_init(&arena);
    cs_diag_init(&diag);
    enum cs_status status = cs_markers_find(&markers, d, &arena, &diag);
    PROMISE((status == CS_OK) == (diag.n_errors == 0));
    for (size_t i = 0; i < markers.n; i++) {
        const struct cs_guide_marker *m = &markers.items[i];
        PROMISE(m->start < m->text_start && m->text_start <= m->text_end && m->text_end <= m->end);
        PROMISE(m->end <= d->n_bytes && (i == 0 || m->start >= markers.items[i - 1].end));
    }
    cs_markers_clear(&markers);
    cs_diag_clear(&diag);
    cs_arena_clear(&arena);
}

/* The data that careerstat ships: some tens of occupations with pay, projections and states of many
 * years. Loaded once, never let go of. */
struct world {
    struct cs_layouts layouts;
    struct cs_reference reference;
    struct cs_dataset *data;
    struct cs_lookup *lookup;
    struct cs_names names;
};

static void load(struct world *w, const char *name, struct cs_diag *diag)
{
    char path[1024];
    struct cs_load_options options = {
        .intake = {.layouts = &w->layouts, .reference = &w->reference}};
    snprintf(path, sizeof path, CS_SOURCE_DIR "/datasets/medical-office-assistant/%s.csv", name);
    PROMISE(cs_load(w->data, path, &options, NULL, diag) == CS_OK);
}

static struct world *open_world(void)
{
    static const char *const files[] = {"pay", "pay-history", "pay-by-state",
                                        "pay-by-state-history", "projections"};
    struct world *w = calloc(1, sizeof *w);
    struct cs_diag diag;
    PROMISE(w);
    cs_diag_init(&diag);
    cs_layouts_init(&w->layouts);
    cs_reference_init(&w->reference);
    PROMISE(cs_layouts_load_folder(&w->layouts, CS_SOURCE_DIR "/datasets/layouts", &diag) == CS_OK);
    PROMISE(cs_reference_load(&w->reference, CS_SOURCE_DIR "/datasets/reference", &diag) == CS_OK);
    w->data = cs_dataset_new();
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        load(w, files[i], &diag);
    w->lookup = cs_lookup_new(w->data);
    PROMISE(cs_names_init(&w->names, w->lookup, &w->reference, &diag) == CS_OK);
    cs_diag_clear(&diag);
    return w;
}

static void audit(const struct world *w, const char *file, const char *bytes, size_t size)
{
    struct cs_diag diag;
    cs_diag_init(&diag);
    struct cs_evidence evidence = {w->lookup, NULL, &w->reference};
    struct cs_audit_options options = {.shows_all = 1};
    struct cs_audit result;
    struct cs_buf mended;
    cs_buf_init(&mended);
    if (cs_audit_guide(&result, &w->names, &evidence, &options, file, bytes, size, &diag) ==
        CS_OK) {
        check_blocks(&result.document);
        check_markers(&result.document);
        for (size_t i = 0; i < result.n_findings; i++)
            PROMISE(result.findings[i].start < result.findings[i].end &&
                    result.findings[i].end <= size);
        const struct cs_fix_task task = {&w->names, &evidence, &options, NULL};
        struct cs_fix fix;
        PROMISE(cs_fix_guide(&fix, &task, &result, &diag) == CS_OK);
        cs_edits_apply(bytes, size, fix.edits, fix.n_edits, &mended);
        PROMISE(fix.n_edits > 0 ||
                (mended.size == size && !memcmp(cs_buf_text(&mended), bytes, size)));
        cs_fix_clear(&fix);
    }
    cs_buf_clear(&mended);
    cs_audit_clear(&result);
    cs_diag_clear(&diag);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct world *world;
    if (!world)
        world = open_world();
    audit(world, "guide.html", (const char *)bytes, size);
    audit(world, "guide.md", (const char *)bytes, size);
    audit(world, "guide.mdx", (const char *)bytes, size);
    return 0;
}
