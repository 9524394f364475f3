/* The part is emptied before the record of its new version is written, and the record says the
 * digest before the file has its name: at whatever moment the program ends, what lies there is told
 * rightly. */
#include "fetch/transfer/landing.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "fetch/transfer/page.h"
#include "fetch/transfer/record.h"

enum { BLOCK_BYTES = 1 << 16, TITLE_BYTES = 200 };

static const char *part_path(const struct cs_transfer *transfer)
{
    const char *path = cs_arena_printf(transfer->arena, "%s.part", transfer->path);
    return path ? path : "";
}

/* Under which the part's version is remembered, beside that of the file before it. */
static const char *part_key(const struct cs_transfer *transfer)
{
    const char *key = cs_arena_printf(transfer->arena, "part of %s", transfer->address);
    return key ? key : "";
}

const struct cs_fetch_record *cs_landing_part(const struct cs_transfer *transfer)
{
    return cs_fetch_records_find(transfer->records, part_key(transfer));
}

uint64_t cs_landing_size(const struct cs_transfer *transfer, int64_t n_whole)
{
    struct stat info;
    if (lstat(part_path(transfer), &info) != 0 || !S_ISREG(info.st_mode))
        return 0;
    return n_whole > 0 && info.st_size >= n_whole ? (uint64_t)n_whole - 1 : (uint64_t)info.st_size;
}

/* Ends the transfer for a reason that asking again does not mend. */
static bool give_up(struct cs_transfer *transfer, const char *reason)
{
    transfer->is_over = true;
    transfer->outcome = CS_TRANSFER_FAILED;
    transfer->reason = reason ? reason : "out of memory";
    return false;
}

static bool open_part(struct cs_transfer *transfer, int flags)
{
    transfer->fd =
        open(part_path(transfer), O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | flags, 0666);
    return transfer->fd >= 0 ||
           give_up(transfer, cs_arena_printf(transfer->arena, "%s cannot be written: %s",
                                             part_path(transfer), strerror(errno)));
}

/* The whole file from its first byte. */
static bool start_whole(struct cs_transfer *transfer, const struct cs_web_head *head)
{
    if (!head->says_its_end)
        return give_up(transfer, "the server does not say where the file ends, so a part of it "
                                 "could not be told from the whole");
    transfer->n_there = 0;
    transfer->n_whole = head->is_encoded ? -1 : head->length;
    if (transfer->n_whole > (int64_t)transfer->most_bytes)
        return give_up(transfer, cs_arena_printf(transfer->arena,
                                                 "it has %lld bytes, but at most %llu are expected",
                                                 (long long)transfer->n_whole,
                                                 (unsigned long long)transfer->most_bytes));
    if (!open_part(transfer, O_TRUNC))
        return false;
    struct cs_fetch_record record = {.address = part_key(transfer),
                                     .etag = head->etag,
                                     .modified = head->modified,
                                     .n_bytes = transfer->n_whole,
                                     .is_packed = head->is_encoded};
    return cs_fetch_records_put(transfer->records, &record, transfer->diag) == CS_OK ||
           give_up(transfer, "what was fetched cannot be recorded");
}

/* The rest of a part: of the very file that the part is of. */
static bool start_rest(struct cs_transfer *transfer, const struct cs_web_head *head)
{
    const struct cs_fetch_record *record = cs_landing_part(transfer);
    bool is_same = record && !head->is_encoded && head->range_start >= 0 &&
                   (uint64_t)head->range_start == transfer->n_there &&
                   (!*head->etag || !*record->etag || strcmp(head->etag, record->etag) == 0) &&
                   (record->n_bytes < 0 || head->whole < 0 || head->whole == record->n_bytes);
    if (!is_same) {
        transfer->starts_anew = true;
        return false;
    }
    transfer->n_whole = head->whole >= 0 ? head->whole : record->n_bytes;
    transfer->was_continued = true;
    return open_part(transfer, O_APPEND) &&
           (ftruncate(transfer->fd, (off_t)transfer->n_there) == 0 ||
            give_up(transfer, "the part that is there cannot be shortened"));
}

bool cs_landing_take_head(void *context, const struct cs_web_head *head)
{
    struct cs_transfer *transfer = context;
    transfer->status = head->status;
    if (head->status == 200)
        return start_whole(transfer, head);
    return head->status != 206 || start_rest(transfer, head);
}

bool cs_landing_take_body(void *context, const char *bytes, size_t n_bytes)
{
    struct cs_transfer *transfer = context;
    if (transfer->fd < 0)
        return false; /* the body of an answer that is no file: not wanted */
    if (transfer->n_there + n_bytes > transfer->most_bytes)
        return give_up(transfer, cs_arena_printf(transfer->arena,
                                                 "it goes on beyond %llu bytes, the most "
                                                 "expected",
                                                 (unsigned long long)transfer->most_bytes));
    for (size_t n = 0; n < n_bytes;) {
        ssize_t written = write(transfer->fd, bytes + n, n_bytes - n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return give_up(transfer, cs_arena_printf(transfer->arena, "%s cannot be written: %s",
                                                     part_path(transfer), strerror(errno)));
        n += (size_t)written;
    }
    transfer->n_there += n_bytes;
    transfer->n_received += n_bytes;
    return true;
}

/* The start of a file: what a look at it needs. */
struct opening {
    char bytes[BLOCK_BYTES];
    size_t n;
};

/* Digest and first bytes of what lies on the disk. Returns how many it has, -1 with errno. */
static int64_t read_back(const char *path, char sha256[CS_DIGEST_TEXT_BYTES],
                         struct opening *opening)
{
    char block[BLOCK_BYTES];
    int64_t n_bytes = 0;
    ssize_t n = -1;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    struct cs_digest *digest = cs_digest_new();
    opening->n = 0;
    while (fd >= 0 && digest && (n = read(fd, block, sizeof block)) > 0) {
        if (n_bytes == 0) {
            memcpy(opening->bytes, block, (size_t)n);
            opening->n = (size_t)n;
        }
        cs_digest_add(digest, block, (size_t)n);
        n_bytes += n;
    }
    if (n == 0)
        cs_digest_finish(digest, sha256);
    cs_digest_free(digest);
    if (fd >= 0)
        close(fd);
    return n == 0 ? n_bytes : -1;
}

bool cs_landing_is_whole(const char *path, const char *sha256, struct cs_arena *arena)
{
    char found[CS_DIGEST_TEXT_BYTES];
    struct opening opening;
    const char *part = cs_arena_printf(arena, "%s.part", path);
    if (read_back(path, found, &opening) >= 0 && strcmp(found, sha256) == 0)
        return true;
    return part && read_back(part, found, &opening) >= 0 && strcmp(found, sha256) == 0 &&
           rename(part, path) == 0;
}

static const char *tell_page(struct cs_transfer *transfer, const char *title, const char **hint)
{
    struct cs_shown shown;
    unlink(part_path(transfer));
    *hint = transfer->options->has_contact
                ? "fetch it by hand"
                : "say whom to contact with --contact, or fetch it by hand";
    return *title ? cs_arena_printf(transfer->arena, "a web page came in place of the file: '%s'",
                                    cs_show(&shown, title, strlen(title)))
                  : "a web page came in place of the file";
}

/* Under its digest, and then under its name. */
static const char *settle(struct cs_transfer *transfer)
{
    const struct cs_fetch_record *part = cs_landing_part(transfer);
    if (!part)
        return "what was fetched cannot be recorded";
    struct cs_fetch_record record = *part;
    record.address = transfer->address;
    record.sha256 = transfer->sha256;
    record.fetched = transfer->options->today;
    record.n_bytes = (int64_t)transfer->n_bytes;
    if (cs_fetch_records_put(transfer->records, &record, transfer->diag) != CS_OK)
        return "what was fetched cannot be recorded";
    if (rename(part_path(transfer), transfer->path) != 0)
        return cs_arena_printf(transfer->arena, "%s cannot be written: %s", transfer->path,
                               strerror(errno));
    return NULL;
}

const char *cs_landing_finish(struct cs_transfer *transfer, const char **hint)
{
    struct opening opening;
    char title[TITLE_BYTES];
    int64_t n_bytes = read_back(part_path(transfer), transfer->sha256, &opening);
    if (n_bytes < 0)
        return cs_arena_printf(transfer->arena, "%s cannot be read: %s", part_path(transfer),
                               strerror(errno));
    if (transfer->n_whole >= 0 && n_bytes != transfer->n_whole) {
        transfer->starts_anew = true;
        return cs_arena_printf(transfer->arena, "%lld of %lld bytes arrived", (long long)n_bytes,
                               (long long)transfer->n_whole);
    }
    if (n_bytes == 0)
        return "the file is empty";
    if (cs_page_is_html(opening.bytes, opening.n, title, sizeof title))
        return tell_page(transfer, title, hint);
    transfer->n_bytes = (uint64_t)n_bytes;
    return settle(transfer);
}
