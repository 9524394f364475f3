/* Shared libraries that are loaded when the first file, page or transfer needs them, so that other
 * commands start without them (docs/decisions/0008). Answers for: finding every function of a
 * table. A library stays loaded until the program ends: the next call finds it there. */
#ifndef CS_BASE_DYNAMIC_H
#define CS_BASE_DYNAMIC_H

#include <stdbool.h>
#include <stddef.h>

/* A function by its name in the library, and where its address goes in a struct of the caller. */
struct cs_dynamic_call {
    const char *name;
    size_t offset;
};

/* Fills the n addresses of `calls`. False where the library or one of the functions is not there:
 * cs_dynamic_reason() then says why, until the thread's next call. */
bool cs_dynamic_load(const char *library, const struct cs_dynamic_call *wanted, size_t n,
                     void *calls);
const char *cs_dynamic_reason(void);

/* The folder of the shared library or program that this code is in; NULL unknown. Ownership: free
 * it. */
char *cs_dynamic_own_folder(void);

#endif
