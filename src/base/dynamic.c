/* The one place that calls the dynamic linker. */
#include "base/dynamic.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

bool cs_dynamic_load(const char *library, const struct cs_dynamic_call *wanted, size_t n,
                     void *calls)
{
    void *loaded = dlopen(library, RTLD_LAZY | RTLD_LOCAL);
    for (size_t i = 0; loaded && i < n; i++) {
        void *call = dlsym(loaded, wanted[i].name);
        if (!call)
            return false;
        memcpy((char *)calls + wanted[i].offset, &call, sizeof call);
    }
    return loaded != NULL;
}

const char *cs_dynamic_reason(void)
{
    const char *reason = dlerror();
    return reason ? reason : "it cannot be loaded";
}

char *cs_dynamic_own_folder(void)
{
    static const char here = 0;
    Dl_info about;
    char *path = dladdr(&here, &about) ? realpath(about.dli_fname, NULL) : NULL;
    char *slash = path ? strrchr(path, '/') : NULL;
    if (slash)
        *slash = '\0';
    return path;
}
