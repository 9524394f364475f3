/* Chooses the widest form that this processor has; the forms are scan_avx2.c, scan_avx512.c and
 * their like. */
#include "ingest/text/scan.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/text/scan_forms.h"

enum { SPARE_ENDS = 64 }; /* written past the last and never read */

#if defined __x86_64__
static const struct cs_scan_form *const forms_avx512[] = {&cs_scan_word, &cs_scan_sse2,
                                                          &cs_scan_avx2, &cs_scan_avx512, NULL};
static const struct cs_scan_form *const forms_avx2[] = {&cs_scan_word, &cs_scan_sse2, &cs_scan_avx2,
                                                        NULL};
static const struct cs_scan_form *const forms_sse2[] = {&cs_scan_word, &cs_scan_sse2, NULL};

static bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2");
}

const struct cs_scan_form *const *cs_scan_forms(void)
{
    bool has_bits = __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
                    __builtin_cpu_supports("popcnt");
    if (!has_bits || !__builtin_cpu_supports("avx2"))
        return forms_sse2;
    return has_avx512() ? forms_avx512 : forms_avx2;
}
#elif defined __aarch64__
static const struct cs_scan_form *const forms_neon[] = {&cs_scan_word, &cs_scan_neon, NULL};

const struct cs_scan_form *const *cs_scan_forms(void)
{
    return forms_neon;
}
#else
static const struct cs_scan_form *const forms_any[] = {&cs_scan_word, NULL};

const struct cs_scan_form *const *cs_scan_forms(void)
{
    return forms_any;
}
#endif

const struct cs_scan_form *cs_scan_best(void)
{
    const struct cs_scan_form *const *form = cs_scan_forms();
    while (form[1])
        form++;
    return *form;
}

bool cs_scan_reserve(struct cs_scan_index *index, size_t n_bytes)
{
    if (n_bytes <= index->capacity)
        return true;
    cs_scan_clear(index);
    index->ends = malloc((n_bytes + SPARE_ENDS) * sizeof *index->ends);
    index->stops = malloc((n_bytes + SPARE_ENDS) * sizeof *index->stops);
    index->odd = malloc((n_bytes / CS_SCAN_STEP + 4) * sizeof *index->odd);
    if (!index->ends || !index->stops || !index->odd) {
        cs_scan_clear(index);
        return false;
    }
    index->capacity = n_bytes;
    return true;
}

void cs_scan_clear(struct cs_scan_index *index)
{
    free(index->ends);
    free(index->stops);
    free(index->odd);
    memset(index, 0, sizeof *index);
}

size_t cs_scan_last_record_end(const char *text, size_t n_bytes, bool is_inside)
{
    if (n_bytes && text[n_bytes - 1] == '\r')
        n_bytes--;
    for (size_t i = n_bytes; i-- > 0;) {
        if (text[i] == '"')
            is_inside = !is_inside;
        else if (!is_inside && (text[i] == '\n' || text[i] == '\r'))
            return i + 1;
    }
    return 0;
}
