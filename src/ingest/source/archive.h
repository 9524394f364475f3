/* Members of archives, through libarchive. Answers for: streaming members without ever writing
 * them to a disk, and encrypted and broken members told from good ones. Does not look at what
 * members hold. */
#ifndef CS_INGEST_ARCHIVE_H
#define CS_INGEST_ARCHIVE_H

#include "ingest/source/budget.h"
#include "ingest/source/table.h"

struct cs_archive; /* opaque */

/* A zip in memory. Ownership: bytes and name borrowed until close. Errors: CS_IO when it is no
 * whole zip. */
CS_MUST_USE enum cs_status cs_archive_open_zip(const char *name, struct cs_span bytes,
                                               struct cs_budget *budget, struct cs_archive **out,
                                               struct cs_diag *diag);
/* Read in passing: a compressed file, whose one member has no name of its own and is to be read to
 * its end, where its checks are; or a tar. */
enum cs_stream_kind { CS_STREAM_COMPRESSED, CS_STREAM_TAR };
CS_MUST_USE enum cs_status cs_archive_open_stream(struct cs_byte_source *source,
                                                  enum cs_stream_kind kind,
                                                  struct cs_budget *budget, struct cs_archive **out,
                                                  struct cs_diag *diag);
void cs_archive_close(struct cs_archive *archive);

struct cs_member {
    const char *path;             /* "" for the content of a compressed file */
    struct cs_byte_source source; /* its name is "ARCHIVE:PATH" */
};
/* The next file; folders are passed over. *member is borrowed until the next call; its path is
 * NULL at the end. Errors: CS_IO. */
CS_MUST_USE enum cs_status cs_archive_next(struct cs_archive *archive, struct cs_member *member,
                                           struct cs_diag *diag);
/* Back to the first member of a zip. */
CS_MUST_USE enum cs_status cs_archive_rewind(struct cs_archive *archive, struct cs_diag *diag);
/* The member of that path, of a zip (path NULL in *member when there is
 * none). */
CS_MUST_USE enum cs_status cs_archive_find(struct cs_archive *archive, const char *path,
                                           struct cs_member *member, struct cs_diag *diag);

#endif
