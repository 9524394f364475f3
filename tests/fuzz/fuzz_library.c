/* Library files: any bytes are a library that is listed, checked and read, or errors that say what
 * is wrong with it; figures are of keys and sources that there are. */
#include <math.h>
#include <unistd.h>

#include "fuzz.h"

#include "data/dataset.h"
#include "library/library.h"

static void check_dataset(const struct cs_dataset *dataset)
{
    for (size_t i = 0; i < dataset->n_estimates; i++) {
        const struct cs_estimate *estimate = &dataset->estimates[i];
        PROMISE(estimate->source < dataset->n_sources && estimate->presence < CS_N_PRESENCES);
        PROMISE(!isinf(estimate->value));
        PROMISE(estimate->presence == CS_PRESENT || estimate->presence == CS_AT_LEAST ||
                isnan(estimate->value));
        for (int d = 0; d < CS_N_DIMS; d++)
            PROMISE(estimate->key[d] == CS_NO_KEY || estimate->key[d] < dataset->dicts[d].n_keys);
    }
}

static enum cs_status take_name(void *context, const char *code, const char *title, int year,
                                const char *name)
{
    (void)context;
    (void)year;
    PROMISE(code && title && name);
    return CS_OK;
}

static void read_all(struct cs_library *library)
{
    struct cs_library_source *sources;
    struct cs_library_report report;
    struct cs_library_vintages vintages;
    struct cs_arena arena;
    struct cs_diag diag;
    size_t n;
    cs_arena_init(&arena);
    cs_diag_init(&diag);
    struct cs_dataset *dataset = cs_dataset_new();
    const struct cs_library_name_sink sink = {NULL, take_name};
    enum cs_status listed = cs_library_list(library, &arena, &sources, &n, &diag);
    enum cs_status checked = cs_library_check(library, &arena, &report, &diag);
    enum cs_status named = cs_library_names(library, CS_DIM_OCCUPATION, &sink, &diag);
    for (int is_newest = 0; is_newest < 2; is_newest++) {
        struct cs_library_request request = {.is_newest = is_newest, .wants_descriptions = true};
        if (cs_library_fetch(library, &request, dataset, &arena, &vintages, &diag) == CS_OK)
            check_dataset(dataset);
        else
            PROMISE(diag.n_errors > 0);
    }
    PROMISE((listed == CS_OK && checked == CS_OK && named == CS_OK) || diag.n_errors > 0);
    cs_dataset_free(dataset);
    cs_diag_clear(&diag);
    cs_arena_clear(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char path[] = "/tmp/careerstat-fuzz-XXXXXX";
    struct cs_library *library;
    struct cs_diag diag;
    int file = mkstemp(path);
    if (file < 0 || write(file, bytes, size) != (ssize_t)size || close(file) != 0)
        abort();
    cs_diag_init(&diag);
    if (cs_library_open(path, CS_LIBRARY_READ, &library, &diag) == CS_OK) {
        read_all(library);
        cs_library_close(library);
    } else {
        PROMISE(diag.n_errors > 0);
    }
    cs_diag_clear(&diag);
    unlink(path);
    return 0;
}
