/* Layout files: any text is a layout that can be bound, or a usage error that says why. */
#include "fuzz.h"
#include "ingest/layout/layout.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char *const headers[] = {"occ code",        "employment 2022",
                                          "employment 2032", "employment change 2022 32",
                                          "salary",          ""};
    enum { N = sizeof headers / sizeof *headers };
    struct cs_layouts layouts;
    struct cs_diag diag;
    cs_layouts_init(&layouts);
    cs_diag_init(&diag);
    enum cs_status status =
        cs_layouts_parse(&layouts, "own.json", (struct cs_span){(const char *)bytes, size}, &diag);
    PROMISE(status == CS_OK ? layouts.n_items == 1 && diag.n_errors == 0
                            : status == CS_USAGE && layouts.n_items == 0 && diag.n_errors == 1);
    if (status == CS_OK) {
        struct cs_binding binding;
        (void)cs_layouts_match(&layouts, &(struct cs_surroundings){.sheet = "sheet"}, headers, N);
        PROMISE(cs_layout_bind(&layouts.items[0], headers, N, &binding, &diag) == CS_OK);
        for (size_t i = 0; i < binding.n_columns; i++)
            PROMISE(binding.columns[i].index < N);
        cs_binding_clear(&binding);
    }
    cs_layouts_clear(&layouts);
    cs_diag_clear(&diag);
    return 0;
}
