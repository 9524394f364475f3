/* Parts of a site; internal to render/site*.c. */
#ifndef CS_RENDER_SITE_PARTS_H
#define CS_RENDER_SITE_PARTS_H

#include <stdbool.h>

#include "render/report/site.h"

/* Where a page stands and what its row of the index says. */
struct cs_site_entry {
    char *name; /* "43-6013" or "43-6013-TX": of the files */
    const char *code, *title, *aliases, *region;
    struct cs_found median, percent, openings;
    char digest[CS_DIGEST_TEXT_BYTES]; /* of what the page was made from; "" unknown */
    enum cs_status status;             /* of this run */
    bool is_there;                     /* the page's files exist */
};

/* The name of a page's files, without ending: "43-6013", "43-6013-TX"; where a code is of another
 * kind, what can be kept of it and 16 digits of its digest ("data-engineer_0123456789abcdef"). Of
 * different pages it differs, also where case is ignored. Ownership: free it; NULL when out of
 * memory. */
char *cs_site_page_name(const struct cs_site_page *page);
/* Whether no two entries have one name. Errors: CS_IO with the codes. */
CS_MUST_USE enum cs_status cs_site_check_names(const struct cs_site_entry *entries, size_t n,
                                               struct cs_diag *diag);

/* What pages are made from: program, templates, data. The same digest, the same bytes. */
void cs_site_digest(const struct cs_site_request *request, char out[CS_DIGEST_TEXT_BYTES]);

/* Reads FOLDER/careerstat-site.txt into the entries it names. A missing or strange file is an empty
 * one. */
void cs_site_read_manifest(const char *folder, struct cs_site_entry *entries, size_t n);
CS_MUST_USE enum cs_status cs_site_write_manifest(const char *folder,
                                                  const struct cs_site_entry *entries, size_t n,
                                                  struct cs_diag *diag);

/* FOLDER/pages.json: docs/json/site.schema.json. */
CS_MUST_USE enum cs_status cs_site_write_pages(const struct cs_site_request *request,
                                               const struct cs_site_entry *entries,
                                               struct cs_diag *diag);

/* FOLDER/index.html from the template site.html. */
CS_MUST_USE enum cs_status cs_site_write_index(const struct cs_site_request *request,
                                               const struct cs_site_entry *entries,
                                               struct cs_diag *diag);

#endif
