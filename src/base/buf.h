/* A growable byte string, always NUL-terminated. Answers for: appending; a failed allocation
 * latches `failed` and turns later appends into no-ops, so check once at the end. */
#ifndef CS_BASE_BUF_H
#define CS_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

struct cs_buf {
    char *data; /* NULL until the first append; use cs_buf_text for a C string */
    size_t size;
    size_t capacity;
    int failed;
};

void cs_buf_init(struct cs_buf *buf);
void cs_buf_clear(struct cs_buf *buf);
/* Empties without freeing. */
void cs_buf_reset(struct cs_buf *buf);

/* Append bytes, a C string, one character, formatted text. */
void cs_buf_put(struct cs_buf *buf, const void *bytes, size_t n_bytes);
void cs_buf_puts(struct cs_buf *buf, const char *text);
void cs_buf_putc(struct cs_buf *buf, char c);
void cs_buf_printf(struct cs_buf *buf, const char *format, ...) CS_PRINTF(2, 3);

/* Appends bytes for a person to read: control bytes and invalid UTF-8 as \xNN, cut after
 * max_bytes with "…". The one way untrusted text enters a message. */
void cs_buf_put_visible(struct cs_buf *buf, const char *bytes, size_t n_bytes, size_t max_bytes);

/* The same for whole pages that go to a terminal: lines and tabs stay, and so do sequences that
 * only color ("\033[1m") where keeps_color. */
void cs_buf_put_page(struct cs_buf *buf, const char *bytes, size_t n_bytes, bool keeps_color);

/* The text as a C string ("" when empty). Ownership: borrowed until the next append. */
const char *cs_buf_text(const struct cs_buf *buf);
/* Hands the heap string to the caller (free it) and empties buf. NULL when out of memory. */
char *cs_buf_take(struct cs_buf *buf);

/* cs_buf_put_visible into caller storage, for messages: at most 40 bytes of the offending text.
 * Returns out. */
struct cs_shown {
    char text[4 * 40 + 8];
};
const char *cs_show(struct cs_shown *out, const char *bytes, size_t n_bytes);

#endif
