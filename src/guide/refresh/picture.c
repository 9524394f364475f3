/* Names, places and seals of picture files. Drawing and writing are others' business, so that
 * what a guide may name is decided in one place. */
#include "guide/refresh/picture.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/markup.h"
#include "base/text.h"

/* How a seal is wrapped. `before` and the digests are followed by `after`, or by the checksum of a
 * PNG chunk; the last n_tail bytes of the picture (the end chunk of a PNG) stay last. */
static const struct wrapping {
    const char *ending, *before;
    size_t n_before;
    const char *after;
    size_t n_after, n_tail;
} wrappings[] = {
    [CS_PICTURE_SVG] = {".svg", "<!-- careerstat ", 16, " -->\n", 5, 0},
    [CS_PICTURE_PNG] = {".png", "\0\0\0\xD4tEXtcareerstat\0", 19, NULL, 4, 12},
    [CS_PICTURE_PDF] = {".pdf", "% careerstat ", 13, "\n", 1, 0},
};
/* Two long digests and two short ones for each alternative text, blanks between. */
enum { SEAL_BYTES = 2 * (CS_SEAL_DIGITS + 1) + CS_SEAL_ALTS * 2 * (CS_ALT_DIGITS + 1) - 1 };
_Static_assert(SEAL_BYTES + 11 == 0xD4, "the length of a PNG chunk stands in its wrapping");

bool cs_picture_kind_of(const char *file, enum cs_picture_kind *kind)
{
    for (int i = 0; i <= CS_PICTURE_PDF; i++)
        if (cs_ends_with_nocase(file, wrappings[i].ending)) {
            *kind = (enum cs_picture_kind)i;
            return true;
        }
    return false;
}

/* ---- names and places ---- */

static bool is_name_character(const char *s, size_t *n)
{
    *n = cs_utf8_length(s, strlen(s));
    if (*n > 1)
        return !cs_utf8_is_control(s, *n);
    return *n == 1 && (cs_is_alnum(*s) || strchr("._-", *s) != NULL);
}

/* Plain parts between single slashes, none hidden, none longer than a temporary name allows. */
static bool is_good_name(const char *file)
{
    enum { LONGEST_PART = 200, LONGEST_NAME = 1000 };
    size_t n_part = 0, n;
    for (const char *s = file; *s; s += n) {
        n = 1;
        if (*s == '/' ? n_part == 0 : !is_name_character(s, &n) || (n_part == 0 && *s == '.'))
            return false;
        n_part = *s == '/' ? 0 : n_part + n;
        if (n_part > LONGEST_PART)
            return false;
    }
    return n_part > 0 && strlen(file) <= LONGEST_NAME;
}

static const char *folder_of(const char *guide, struct cs_arena *arena)
{
    char *real = realpath(guide, NULL);
    const char *path = real ? real : guide, *slash = strrchr(path, '/');
    const char *folder =
        slash ? cs_arena_copy(arena, path, (size_t)(slash - path) + 1) : cs_arena_strdup(arena, "");
    free(real);
    return folder;
}

/* Each part of the way must be a folder, the last a file, or not be there yet. */
static enum cs_status check_way(const char *file, char *path, size_t n_folder, struct cs_diag *diag)
{
    for (char *at = path + n_folder; at; at = *at ? at + 1 : NULL) {
        at = strchrnul(at, '/');
        char end = *at;
        struct stat info;
        *at = '\0';
        bool is_there = lstat(path, &info) == 0;
        *at = end;
        if (!is_there)
            return CS_OK;
        if (S_ISLNK(info.st_mode))
            return cs_fail(diag, CS_USAGE, NULL, "a chart stays in the folder of its guide",
                           "file '%s' leads through a symbolic link", file);
        if (end ? !S_ISDIR(info.st_mode) : !S_ISREG(info.st_mode))
            return cs_fail(diag, CS_USAGE, NULL, NULL, "file '%s': something else has that name",
                           file);
    }
    return CS_OK;
}

enum cs_status cs_picture_place(const char *guide, const char *file, struct cs_arena *arena,
                                const char **path, struct cs_diag *diag)
{
    enum cs_picture_kind kind;
    struct cs_shown shown;
    *path = NULL;
    if (!is_good_name(file))
        return cs_fail(
            diag, CS_USAGE, NULL,
            "a path below the guide's folder, of letters, digits, '.', '_' and '-', such "
            "as charts/levels.svg",
            "file '%s' is not a valid name for a chart", cs_show(&shown, file, strlen(file)));
    if (!cs_picture_kind_of(file, &kind))
        return cs_fail(diag, CS_USAGE, NULL, "a chart is an .svg, .png or .pdf",
                       "file '%s' does not end in .svg, .png or .pdf",
                       cs_show(&shown, file, strlen(file)));
    const char *folder = folder_of(guide, arena);
    char *whole = folder ? cs_arena_printf(arena, "%s%s", folder, file) : NULL;
    if (!whole)
        return cs_fail_memory(diag);
    *path = whole;
    return check_way(file, whole, strlen(folder), diag);
}

/* ---- seals ---- */

void cs_seal_digest(const void *bytes, size_t n_bytes, size_t n_digits, char *out)
{
    char whole[CS_DIGEST_TEXT_BYTES];
    cs_digest_of(bytes, n_bytes, whole);
    memcpy(out, whole, n_digits);
    out[n_digits] = '\0';
}

/* In ASCII, so that it is the same in guides of every character set. */
static void digest_text(struct cs_span text, char out[CS_ALT_DIGITS + 1])
{
    struct cs_buf ascii;
    cs_buf_init(&ascii);
    cs_ascii_put(&ascii, text.start, text.size);
    cs_seal_digest(cs_buf_text(&ascii), ascii.size, CS_ALT_DIGITS, out);
    cs_buf_clear(&ascii);
}

void cs_seal_alt(struct cs_seal *seal, const char *alt, const struct cs_seal *before)
{
    struct cs_buf text;
    cs_buf_init(&text);
    cs_markdown_put(&text, alt);
    digest_text((struct cs_span){cs_buf_text(&text), text.size}, seal->alts[0].markdown);
    cs_buf_reset(&text);
    cs_html_put(&text, alt);
    digest_text((struct cs_span){cs_buf_text(&text), text.size}, seal->alts[0].html);
    cs_buf_clear(&text);
    for (size_t i = 1; i < CS_SEAL_ALTS; i++) {
        memset(seal->alts[i].markdown, '0', CS_ALT_DIGITS);
        memset(seal->alts[i].html, '0', CS_ALT_DIGITS);
        seal->alts[i].markdown[CS_ALT_DIGITS] = seal->alts[i].html[CS_ALT_DIGITS] = '\0';
        if (before)
            seal->alts[i] = before->alts[i - 1];
    }
}

bool cs_seal_is_alt(const struct cs_seal *seal, struct cs_span escaped, bool is_html)
{
    char digest[CS_ALT_DIGITS + 1];
    digest_text(escaped, digest);
    for (size_t i = 0; i < CS_SEAL_ALTS; i++)
        if (strcmp(digest, is_html ? seal->alts[i].html : seal->alts[i].markdown) == 0)
            return true;
    return false;
}

/* CRC-32 of a PNG chunk, big-endian. Reference: PNG specification, annex D. */
static void put_checksum(struct cs_buf *out, size_t start)
{
    uint32_t crc = 0xFFFFFFFFu;
    for (size_t i = start; i < out->size; i++) {
        crc ^= (unsigned char)out->data[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
    }
    crc ^= 0xFFFFFFFFu;
    for (int shift = 24; shift >= 0; shift -= 8)
        cs_buf_putc(out, (char)(crc >> shift & 0xFF));
}

/* Puts the seal between the head of a picture and its tail. Its first digest is of the picture and
 * of what else the seal says. */
static void put_sealed(const struct wrapping *wrap, const struct cs_buf *picture,
                       const struct cs_seal *seal, struct cs_buf *out)
{
    char digest[CS_SEAL_DIGITS + 1];
    struct cs_buf all;
    size_t n_head = picture->size - wrap->n_tail, start = out->size + n_head + 4;
    cs_buf_init(&all);
    cs_buf_put(&all, cs_buf_text(picture), picture->size);
    cs_buf_printf(&all, " %s", seal->model);
    for (size_t i = 0; i < CS_SEAL_ALTS; i++)
        cs_buf_printf(&all, " %s %s", seal->alts[i].markdown, seal->alts[i].html);
    cs_seal_digest(cs_buf_text(&all), all.size, CS_SEAL_DIGITS, digest);
    cs_buf_put(out, cs_buf_text(picture), n_head);
    cs_buf_put(out, wrap->before, wrap->n_before);
    cs_buf_puts(out, digest);
    cs_buf_puts(out, cs_buf_text(&all) + (all.failed ? 0 : picture->size));
    if (wrap->after)
        cs_buf_put(out, wrap->after, wrap->n_after);
    else if (!out->failed)
        put_checksum(out, start);
    cs_buf_put(out, cs_buf_text(picture) + n_head, wrap->n_tail);
    out->failed |= all.failed;
    cs_buf_clear(&all);
}

enum cs_status cs_picture_seal(enum cs_picture_kind kind, const struct cs_buf *picture,
                               const struct cs_seal *seal, struct cs_buf *out, struct cs_diag *diag)
{
    const struct wrapping *wrap = &wrappings[kind];
    if (picture->size < wrap->n_tail ||
        (kind == CS_PICTURE_PNG && memcmp(picture->data + picture->size - 8, "IEND", 4) != 0))
        return cs_fail(diag, CS_INTERNAL, NULL, NULL, "gnuplot drew a PNG of an unknown form");
    put_sealed(wrap, picture, seal, out);
    return out->failed ? cs_fail_memory(diag) : CS_OK;
}

/* Returns past the digest and the blank behind it. */
static const char *take_digest(const char *at, size_t n_digits, char *out)
{
    memcpy(out, at, n_digits);
    out[n_digits] = '\0';
    return at + n_digits + 1;
}

bool cs_picture_is_sealed(enum cs_picture_kind kind, const char *bytes, size_t n_bytes,
                          struct cs_seal *seal)
{
    const struct wrapping *wrap = &wrappings[kind];
    size_t n_seal = wrap->n_before + SEAL_BYTES + wrap->n_after;
    if (n_bytes < n_seal + wrap->n_tail)
        return false;
    size_t n_head = n_bytes - wrap->n_tail - n_seal;
    const char *at = bytes + n_head + wrap->n_before + CS_SEAL_DIGITS + 1;
    at = take_digest(at, CS_SEAL_DIGITS, seal->model);
    for (size_t i = 0; i < CS_SEAL_ALTS; i++) {
        at = take_digest(at, CS_ALT_DIGITS, seal->alts[i].markdown);
        at = take_digest(at, CS_ALT_DIGITS, seal->alts[i].html);
    }
    /* Sealed once more, the picture must come out as it lies there. */
    struct cs_buf picture, again;
    cs_buf_init(&picture);
    cs_buf_init(&again);
    cs_buf_put(&picture, bytes, n_head);
    cs_buf_put(&picture, bytes + n_bytes - wrap->n_tail, wrap->n_tail);
    if (!picture.failed)
        put_sealed(wrap, &picture, seal, &again);
    bool is_same = !picture.failed && !again.failed && again.size == n_bytes &&
                   memcmp(again.data, bytes, n_bytes) == 0;
    cs_buf_clear(&again);
    cs_buf_clear(&picture);
    return is_same;
}
