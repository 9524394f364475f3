/* The only file that knows libarchive, which it loads itself when the first archive is opened
 * (docs/decisions/0008). */
#include "ingest/source/archive.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/diag.h"
#include "base/dynamic.h"
#include "base/text.h"
#include "ingest/source/budget.h"

enum { MAX_MEMBERS = 10000, STREAM_BLOCK_BYTES = 1 << 16 };

/* libarchive is loaded with the first archive that is opened, not with the program: it brings
 * eleven more libraries, and loading them takes longer than reading a small file. */
static const char LIBRARY[] = "libarchive.so.13";
/* clang-format off */
#define CALLS(CALL)                                                                           \
    CALL(read_new) CALL(read_free) CALL(read_open) CALL(read_open_memory)                     \
    CALL(read_next_header) CALL(read_data) CALL(read_support_filter_all)                      \
    CALL(read_support_format_tar) CALL(read_support_format_raw)                               \
    CALL(read_support_format_zip_seekable) CALL(format) CALL(set_error) CALL(error_string)    \
    CALL(entry_pathname) CALL(entry_pathname_utf8) CALL(entry_filetype)                       \
    CALL(entry_is_encrypted)
/* clang-format on */
struct calls {
#define CALL(name) __typeof__(archive_##name) *name;
    CALLS(CALL)
#undef CALL
    int (*error_number)(struct archive *archive); /* archive_errno, a macro's name */
};

struct cs_archive {
    struct calls calls;
    struct archive *reader;
    struct cs_budget *budget;
    const char *name;
    struct cs_span bytes;          /* of a zip */
    struct cs_byte_source *stream; /* of anything else */
    enum cs_stream_kind stream_kind;
    bool is_stream_broken;       /* it has said why */
    struct cs_diag *stream_diag; /* of the call in progress */
    char *block;
    char *member_name;
    size_t n_members;
    bool is_encrypted; /* the present member */
};

static enum cs_status load_calls(struct calls *calls, const char *name, struct cs_diag *diag)
{
    static const struct cs_dynamic_call wanted[] = {
#define CALL(name) {"archive_" #name, offsetof(struct calls, name)},
        CALLS(CALL)
#undef CALL
            {"archive_errno", offsetof(struct calls, error_number)}};
    return cs_dynamic_load(LIBRARY, wanted, sizeof wanted / sizeof *wanted, calls)
               ? CS_OK
               : cs_fail(diag, CS_IO, &(struct cs_place){.file = name},
                         "install it (Debian: libarchive13), or unpack the file before",
                         "is compressed, and libarchive is not installed to unpack it: %s",
                         cs_dynamic_reason());
}

/* Whether the archive is not to blame. libarchive does not always say so itself: errno, cleared
 * before each of its calls, does. */
static bool lacks_memory(const struct cs_archive *archive)
{
    return errno == ENOMEM || archive->calls.error_number(archive->reader) == ENOMEM;
}

static enum cs_status complain(const struct cs_archive *archive, const char *place,
                               struct cs_diag *diag)
{
    if (archive->is_stream_broken)
        return CS_IO;
    if (lacks_memory(archive))
        return cs_fail_memory(diag);
    const char *reason = archive->calls.error_string(archive->reader);
    return cs_fail(diag, CS_IO, &(struct cs_place){.file = place},
                   "download it again; if it stays so, open it and save the table as CSV",
                   "cannot be unpacked: %s", reason ? reason : "the archive is damaged");
}

static ssize_t read_block(struct archive *reader, void *context, const void **out)
{
    struct cs_archive *archive = context;
    struct cs_byte_source *stream = archive->stream;
    ptrdiff_t n =
        stream->read(stream->context, archive->block, STREAM_BLOCK_BYTES, archive->stream_diag);
    *out = archive->block;
    archive->is_stream_broken |= n < 0;
    if (n < 0)
        archive->calls.set_error(reader, ARCHIVE_FATAL, "the bytes under it cannot be read");
    return n;
}

/* (Re)opens at the first member. */
static enum cs_status start(struct cs_archive *archive, struct cs_diag *diag)
{
    archive->calls.read_free(archive->reader);
    archive->reader = archive->calls.read_new();
    archive->n_members = 0;
    if (!archive->reader)
        return cs_fail_memory(diag);
    int result;
    errno = 0;
    if (archive->stream) {
        archive->stream_diag = diag;
        if (archive->stream_kind == CS_STREAM_TAR) {
            archive->calls.read_support_format_tar(archive->reader);
        } else {
            archive->calls.read_support_filter_all(archive->reader);
            archive->calls.read_support_format_raw(archive->reader);
        }
        result = archive->calls.read_open(archive->reader, archive, NULL, read_block, NULL);
    } else {
        archive->calls.read_support_format_zip_seekable(archive->reader);
        result = archive->calls.read_open_memory(archive->reader, archive->bytes.start,
                                                 archive->bytes.size);
    }
    if (result == ARCHIVE_OK)
        return CS_OK;
    if (archive->stream || lacks_memory(archive))
        return complain(archive, archive->name, diag);
    return cs_fail(diag, CS_IO, &(struct cs_place){.file = archive->name},
                   "the download was probably cut off: get the file again",
                   "is not a complete zip file: its table of contents, at the end, is missing");
}

static enum cs_status finish_open(struct cs_archive *archive, struct cs_archive **out,
                                  struct cs_diag *diag)
{
    enum cs_status status = load_calls(&archive->calls, archive->name, diag);
    if (status == CS_OK)
        status = start(archive, diag);
    if (status != CS_OK) {
        cs_archive_close(archive);
        archive = NULL;
    }
    *out = archive;
    return status;
}

enum cs_status cs_archive_open_zip(const char *name, struct cs_span bytes, struct cs_budget *budget,
                                   struct cs_archive **out, struct cs_diag *diag)
{
    *out = NULL;
    struct cs_archive *archive = calloc(1, sizeof *archive);
    if (!archive)
        return cs_fail_memory(diag);
    archive->name = name;
    archive->bytes = bytes;
    archive->budget = budget;
    return finish_open(archive, out, diag);
}

enum cs_status cs_archive_open_stream(struct cs_byte_source *source, enum cs_stream_kind kind,
                                      struct cs_budget *budget, struct cs_archive **out,
                                      struct cs_diag *diag)
{
    *out = NULL;
    struct cs_archive *archive = calloc(1, sizeof *archive);
    if (archive)
        archive->block = malloc(STREAM_BLOCK_BYTES);
    if (!archive || !archive->block) {
        free(archive);
        return cs_fail_memory(diag);
    }
    archive->name = source->name;
    archive->stream = source;
    archive->stream_kind = kind;
    archive->budget = budget;
    return finish_open(archive, out, diag);
}

void cs_archive_close(struct cs_archive *archive)
{
    if (!archive)
        return;
    if (archive->reader)
        archive->calls.read_free(archive->reader);
    free(archive->block);
    free(archive->member_name);
    free(archive);
}

static ptrdiff_t fail_member(const struct cs_archive *archive, struct cs_diag *diag)
{
    struct cs_place place = {.file = archive->member_name};
    if (archive->is_encrypted)
        cs_diag_add(diag, CS_ERROR, &place, "open it with its password and save it without one",
                    "is encrypted");
    else
        complain(archive, archive->member_name, diag);
    return -1;
}

static ptrdiff_t read_member(void *context, void *out, size_t capacity, struct cs_diag *diag)
{
    struct cs_archive *archive = context;
    archive->stream_diag = diag;
    if (archive->is_encrypted)
        return fail_member(archive, diag);
    errno = 0;
    ptrdiff_t n = archive->calls.read_data(archive->reader, out, capacity);
    if (n < 0)
        return fail_member(archive, diag);
    enum cs_status status = cs_budget_take(archive->budget, (size_t)n, archive->member_name, diag);
    return status == CS_OK ? n : -1;
}

static const char *path_of(const struct calls *calls, struct archive_entry *entry)
{
    const char *path = calls->entry_pathname_utf8(entry);
    if (!path)
        path = calls->entry_pathname(entry);
    return path ? path : "(unnamed)";
}

/* Fills *member; the name that a compressed file keeps of its content is not shown. */
static enum cs_status give_member(struct cs_archive *archive, struct archive_entry *entry,
                                  struct cs_member *member, struct cs_diag *diag)
{
    bool is_raw = archive->calls.format(archive->reader) == ARCHIVE_FORMAT_RAW;
    free(archive->member_name);
    archive->member_name = NULL;
    int n = is_raw ? asprintf(&archive->member_name, "%s", archive->name)
                   : asprintf(&archive->member_name, "%s:%s", archive->name,
                              path_of(&archive->calls, entry));
    if (n < 0) {
        archive->member_name = NULL;
        return cs_fail_memory(diag);
    }
    archive->is_encrypted = archive->calls.entry_is_encrypted(entry);
    member->path = is_raw ? "" : archive->member_name + strlen(archive->name) + 1;
    member->source = (struct cs_byte_source){archive, read_member, archive->member_name};
    return CS_OK;
}

enum cs_status cs_archive_next(struct cs_archive *archive, struct cs_member *member,
                               struct cs_diag *diag)
{
    *member = (struct cs_member){0};
    archive->stream_diag = diag;
    for (;;) {
        struct archive_entry *entry;
        errno = 0;
        int result = archive->calls.read_next_header(archive->reader, &entry);
        if (result == ARCHIVE_EOF)
            return CS_OK;
        if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
            return complain(archive, archive->name, diag);
        if (++archive->n_members > MAX_MEMBERS)
            return cs_fail(diag, CS_IO, &(struct cs_place){.file = archive->name}, NULL,
                           "holds more than %d members", MAX_MEMBERS);
        unsigned type = archive->calls.entry_filetype(entry);
        if (type == AE_IFREG || type == 0)
            return give_member(archive, entry, member, diag);
    }
}

enum cs_status cs_archive_rewind(struct cs_archive *archive, struct cs_diag *diag)
{
    return start(archive, diag);
}

/* By any case, and by the marks of any system between folders. */
static bool is_path(const char *a, const char *b)
{
    for (; *a && *b; a++, b++) {
        char here = *a == '\\' ? '/' : *a, there = *b == '\\' ? '/' : *b;
        if (cs_to_lower(here) != cs_to_lower(there))
            return false;
    }
    return !*a && !*b;
}

enum cs_status cs_archive_find(struct cs_archive *archive, const char *path,
                               struct cs_member *member, struct cs_diag *diag)
{
    *member = (struct cs_member){0};
    enum cs_status status = start(archive, diag);
    while (status == CS_OK) {
        status = cs_archive_next(archive, member, diag);
        if (status != CS_OK || !member->path || is_path(member->path, path))
            break;
    }
    return status;
}
