/* Guides are read side by side for their claims, by the names of the nation's figures; what place
 * and occupation each claim is about is noted, and fetched for all of them at once. */
#include "cli/command/guide_places.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/pool.h"
#include "base/text.h"
#include "cli/command/guides.h"
#include "cli/input/library_guides.h"
#include "data/dataset.h"
#include "data/reference.h"
#include "guide/audit/inside.h"
#include "guide/claim/claim.h"
#include "guide/topic/topic.h"
#include "guide/text/document.h"

struct reading {
    const struct cs_workspace *workspace;
    const struct cs_guide_list *guides;
    struct cs_names names;
    uint8_t *occupations, *regions; /* a row a guide: whether it speaks of them */
    size_t n_occupations, n_regions;
};

static void note_subject(const struct reading *r, size_t guide, const struct cs_subject *subject)
{
    for (size_t i = 0; i < subject->n_keys; i++)
        r->occupations[guide * r->n_occupations + subject->keys[i]] = 1;
}

static void note_region(const struct reading *r, size_t guide, const struct cs_region *region)
{
    if (region && strcmp(region->code, "US") != 0)
        r->regions[guide * r->n_regions + (size_t)(region - r->workspace->reference.regions)] = 1;
}

/* "region=TX" and "occupation=43-6013" of markers. */
static void note_markers(const struct reading *r, size_t guide, const char *bytes, size_t n_bytes)
{
    static const char *const words[] = {"region=", "occupation="};
    const char *end = bytes + n_bytes;
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        size_t n = strlen(words[w]);
        for (const char *p = bytes; (p = memmem(p, (size_t)(end - p), words[w], n)) != NULL;) {
            p += n;
            struct cs_span word = {p, strcspn(p, " \t\r\n>\"*")};
            uint32_t key = cs_dataset_find(r->workspace->data, CS_DIM_OCCUPATION, word);
            if (w == 0)
                note_region(r, guide, cs_reference_region(&r->workspace->reference, word));
            else if (key != CS_NO_KEY)
                r->occupations[guide * r->n_occupations + key] = 1;
        }
    }
}

/* "More than any other state" asks for all of them. */
static void note_states(const struct reading *r, size_t guide, const struct cs_document *document)
{
    const struct cs_reference *reference = &r->workspace->reference;
    bool asks = false;
    for (size_t i = 0; i < document->n_blocks && !asks; i++)
        asks = cs_audit_ranks_states(document->blocks[i].text, document->blocks[i].size);
    for (size_t i = 0; asks && i < reference->n_regions; i++)
        if (!strcmp(reference->regions[i].kind, "state"))
            note_region(r, guide, &reference->regions[i]);
}

static void read_one(void *context, size_t index, size_t worker)
{
    const struct reading *r = context;
    struct cs_document document;
    struct cs_topic topic;
    struct cs_claims claims;
    struct cs_diag ignored;
    char *bytes;
    size_t n_bytes;
    (void)worker;
    cs_diag_init(&ignored);
    memset(&topic, 0, sizeof topic);
    memset(&claims, 0, sizeof claims);
    if (cs_guide_read(r->guides, index, &bytes, &n_bytes, &ignored) == CS_OK) {
        enum cs_status status =
            cs_document_read(&document, r->guides->paths[index], bytes, n_bytes, &ignored);
        if (status == CS_OK)
            status = cs_topic_init(&topic, &r->names, &document, NULL, NULL, &ignored);
        if (status == CS_OK)
            status = cs_claims_find(&claims, &topic, &ignored);
        note_subject(r, index, &topic.page);
        note_region(r, index, topic.region);
        for (size_t i = 0; i < claims.n_items; i++) {
            note_subject(r, index, &claims.items[i].subject);
            note_region(r, index, claims.items[i].region);
        }
        note_markers(r, index, bytes, n_bytes);
        note_states(r, index, &document);
        cs_claims_clear(&claims);
        cs_topic_clear(&topic);
        cs_document_clear(&document);
        free(bytes);
    }
    cs_diag_clear(&ignored);
}

static bool is_spoken_of(const uint8_t *rows, size_t n_rows, size_t n_columns, size_t column)
{
    for (size_t i = 0; i < n_rows; i++)
        if (rows[i * n_columns + column])
            return true;
    return false;
}

/* The codes that some guide speaks of. */
static struct cs_library_codes gather(const struct reading *r, enum cs_dim dim,
                                      struct cs_arena *arena)
{
    bool is_region = dim == CS_DIM_REGION;
    size_t n = is_region ? r->n_regions : r->n_occupations, n_codes = 0;
    const char **codes = cs_arena_alloc(arena, (n + 1) * sizeof *codes);
    for (size_t i = 0; codes && i < n; i++) {
        if (!is_spoken_of(is_region ? r->regions : r->occupations, r->guides->n, n, i))
            continue;
        codes[n_codes++] = is_region ? r->workspace->reference.regions[i].code
                                     : r->workspace->data->dicts[CS_DIM_OCCUPATION].keys[i].code;
    }
    return (struct cs_library_codes){codes, n_codes};
}

static enum cs_status read_all(struct reading *r, const struct cs_lookup *lookup,
                               const struct cs_call *call)
{
    r->n_occupations = r->workspace->data->dicts[CS_DIM_OCCUPATION].n_keys;
    r->n_regions = r->workspace->reference.n_regions;
    r->occupations = calloc(r->guides->n + 1, r->n_occupations + 1);
    r->regions = calloc(r->guides->n + 1, r->n_regions + 1);
    if (!r->occupations || !r->regions)
        return cs_fail_memory(call->diag);
    enum cs_status status = cs_names_init(&r->names, lookup, &r->workspace->reference, call->diag);
    if (status == CS_OK)
        cs_pool_run(call->n_threads, r->guides->n, read_one, r);
    return status;
}

enum cs_status cs_guide_places_load(struct cs_workspace *workspace, const char *library,
                                    const struct cs_guide_list *guides,
                                    const struct cs_region *region)
{
    struct cs_call *call = workspace->call;
    struct reading r = {.workspace = workspace, .guides = guides};
    struct cs_lookup *lookup = cs_lookup_new(workspace->data);
    enum cs_status status = lookup ? read_all(&r, lookup, call) : cs_fail_memory(call->diag);
    if (status == CS_OK && guides->n) {
        note_region(&r, 0, region);
        struct cs_library_codes occupations = gather(&r, CS_DIM_OCCUPATION, call->arena);
        struct cs_library_codes regions = gather(&r, CS_DIM_REGION, call->arena);
        status = occupations.codes && regions.codes
                     ? cs_library_guides_places(workspace, library, &occupations, &regions)
                     : cs_fail_memory(call->diag);
    }
    cs_names_clear(&r.names);
    cs_lookup_free(lookup);
    free(r.occupations);
    free(r.regions);
    return status;
}
