/* Sectors and chains of the outer file of .xls. Every chain is followed with a count, as a
 * damaged one may be a circle. */
#include "ingest/workbook/compound.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "ingest/workbook/littleendian.h"

enum { HEADER_BYTES = 512, ENTRY_BYTES = 128, N_HEADER_FATS = 109, MAX_STREAM_BYTES = 512 << 20 };
static const uint32_t LAST_SECTOR = 0xFFFFFFFA; /* of a regular chain; greater ones end it */

struct compound {
    const char *name;
    const unsigned char *bytes;
    size_t n_bytes, sector_bytes, mini_bytes;
    uint32_t mini_cutoff;
    uint32_t *fat;
    size_t n_fat;
    struct cs_buf folder, mini_stream, mini_fat;
    struct cs_diag *diag;
};

static enum cs_status fail_damaged(const struct compound *file)
{
    return cs_fail(file->diag, CS_IO, &(struct cs_place){.file = file->name},
                   "the download was probably cut off: get the file again",
                   "is a damaged Office file");
}

static const unsigned char *find_sector(const struct compound *file, uint32_t sector)
{
    uint64_t at = ((uint64_t)sector + 1) * file->sector_bytes;
    return sector < LAST_SECTOR && at + file->sector_bytes <= file->n_bytes ? file->bytes + at
                                                                            : NULL;
}

/* The last sector may be cut short by writers that do not fill it. */
static enum cs_status append_chain(const struct compound *file, uint32_t sector, struct cs_buf *out)
{
    for (size_t n = 0; sector < LAST_SECTOR; n++) {
        uint64_t at = ((uint64_t)sector + 1) * file->sector_bytes;
        if (n > file->n_fat || sector >= file->n_fat || at >= file->n_bytes)
            return fail_damaged(file);
        size_t left = file->n_bytes - at;
        cs_buf_put(out, file->bytes + at, left < file->sector_bytes ? left : file->sector_bytes);
        sector = file->fat[sector];
    }
    return out->failed ? cs_fail_memory(file->diag) : CS_OK;
}

/* Copies the entries of one sector of the allocation table. */
static bool read_fat_sector(struct compound *file, uint32_t sector, size_t capacity)
{
    const unsigned char *at = find_sector(file, sector);
    size_t n = file->sector_bytes / 4;
    if (!at || file->n_fat + n > capacity)
        return false;
    for (size_t i = 0; i < n; i++)
        file->fat[file->n_fat++] = cs_le32(at + 4 * i);
    return true;
}

/* The allocation table lists its own sectors: 109 in the header, the others in a chain. */
static enum cs_status read_fat(struct compound *file)
{
    size_t capacity = file->n_bytes / 4 + file->sector_bytes;
    size_t n_sectors = cs_le32(file->bytes + 44), per_list = file->sector_bytes / 4 - 1;
    uint32_t list = cs_le32(file->bytes + 68);
    file->fat = malloc(capacity * sizeof *file->fat);
    if (!file->fat)
        return cs_fail_memory(file->diag);
    if (n_sectors > file->n_bytes / file->sector_bytes)
        return fail_damaged(file);
    for (size_t i = 0; i < n_sectors && i < N_HEADER_FATS; i++)
        if (!read_fat_sector(file, cs_le32(file->bytes + 76 + 4 * i), capacity))
            return fail_damaged(file);
    for (size_t done = N_HEADER_FATS; done < n_sectors; done += per_list) {
        const unsigned char *at = find_sector(file, list);
        for (size_t i = 0; at && i < per_list && done + i < n_sectors; i++)
            if (!read_fat_sector(file, cs_le32(at + 4 * i), capacity))
                return fail_damaged(file);
        if (!at)
            return fail_damaged(file);
        list = cs_le32(at + 4 * per_list);
    }
    return CS_OK;
}

static enum cs_status read_head(struct compound *file)
{
    if (file->n_bytes < HEADER_BYTES)
        return fail_damaged(file);
    unsigned shift = cs_le16(file->bytes + 30), mini_shift = cs_le16(file->bytes + 32);
    if (shift < 7 || shift > 16 || mini_shift < 2 || mini_shift >= shift)
        return fail_damaged(file);
    file->sector_bytes = (size_t)1 << shift;
    file->mini_bytes = (size_t)1 << mini_shift;
    file->mini_cutoff = cs_le32(file->bytes + 56);
    enum cs_status status = read_fat(file);
    if (status == CS_OK)
        status = append_chain(file, cs_le32(file->bytes + 48), &file->folder);
    return status;
}

/* Whether a folder entry has this name: UTF-16 against ASCII. */
static bool has_name(const unsigned char *entry, const char *name)
{
    size_t n = strlen(name);
    if (cs_le16(entry + 64) != 2 * (n + 1) || n > 31)
        return false;
    for (size_t i = 0; i < n; i++)
        if (entry[2 * i + 1] || cs_to_lower((char)entry[2 * i]) != cs_to_lower(name[i]))
            return false;
    return true;
}

/* Short streams lie in a stream of their own, in small sectors. */
static enum cs_status append_mini_chain(struct compound *file, uint32_t sector, struct cs_buf *out)
{
    const unsigned char *root = (const unsigned char *)file->folder.data;
    enum cs_status status = append_chain(file, cs_le32(root + 116), &file->mini_stream);
    if (status == CS_OK)
        status = append_chain(file, cs_le32(file->bytes + 60), &file->mini_fat);
    size_t n_fat = file->mini_fat.size / 4;
    for (size_t n = 0; status == CS_OK && sector < LAST_SECTOR; n++) {
        uint64_t at = (uint64_t)sector * file->mini_bytes;
        if (n > n_fat || sector >= n_fat || at + file->mini_bytes > file->mini_stream.size)
            return fail_damaged(file);
        cs_buf_put(out, file->mini_stream.data + at, file->mini_bytes);
        sector = cs_le32((const unsigned char *)file->mini_fat.data + 4 * (size_t)sector);
    }
    return status;
}

static enum cs_status take_stream(struct compound *file, const unsigned char *entry,
                                  struct cs_span *out)
{
    uint32_t first = cs_le32(entry + 116), size = cs_le32(entry + 120);
    struct cs_buf stream;
    cs_buf_init(&stream);
    enum cs_status status = size < file->mini_cutoff ? append_mini_chain(file, first, &stream)
                                                     : append_chain(file, first, &stream);
    if (status == CS_OK && (stream.size < size || size > MAX_STREAM_BYTES))
        status = fail_damaged(file);
    if (status == CS_OK) {
        out->start = cs_buf_take(&stream);
        out->size = size;
        if (!out->start)
            status = cs_fail_memory(file->diag);
    }
    cs_buf_clear(&stream);
    return status;
}

static enum cs_status find_stream(struct compound *file, const char *const *streams, size_t n,
                                  int *found, struct cs_span *out)
{
    for (size_t s = 0; s < n; s++)
        for (size_t at = 0; at + ENTRY_BYTES <= file->folder.size; at += ENTRY_BYTES) {
            const unsigned char *entry = (const unsigned char *)file->folder.data + at;
            if (entry[66] == 2 && has_name(entry, streams[s])) {
                *found = (int)s;
                return take_stream(file, entry, out);
            }
        }
    return CS_OK;
}

enum cs_status cs_compound_stream(const char *name, struct cs_span bytes,
                                  const char *const *streams, size_t n, int *found,
                                  struct cs_span *out, struct cs_diag *diag)
{
    struct compound file = {.name = name,
                            .bytes = (const unsigned char *)bytes.start,
                            .n_bytes = bytes.size,
                            .diag = diag};
    *found = -1;
    *out = (struct cs_span){NULL, 0};
    enum cs_status status = read_head(&file);
    if (status == CS_OK)
        status = find_stream(&file, streams, n, found, out);
    free(file.fat);
    cs_buf_clear(&file.folder);
    cs_buf_clear(&file.mini_stream);
    cs_buf_clear(&file.mini_fat);
    return status;
}
