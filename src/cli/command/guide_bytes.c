/* The bytes of a guide, wherever they are. Apart from finding guides, which reads some of them. */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/outfile.h"
#include "cli/command/guides.h"
#include "guide/text/document.h"

enum cs_status cs_guide_read(const struct cs_guide_list *guides, size_t i, char **bytes,
                             size_t *n_bytes, struct cs_diag *diag)
{
    if (!guides->text)
        return cs_read_file(guides->paths[i], CS_GUIDE_MAX_BYTES, bytes, n_bytes, diag);
    *bytes = malloc(guides->n_text_bytes + 1);
    if (!*bytes)
        return cs_fail_memory(diag);
    memcpy(*bytes, guides->text, guides->n_text_bytes);
    (*bytes)[guides->n_text_bytes] = '\0';
    *n_bytes = guides->n_text_bytes;
    return CS_OK;
}
