/* One growing string, doubled when full. Text for people goes through cs_buf_put_visible and
 * cs_show, so that bytes of a file cannot act as commands of a terminal. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

void cs_buf_init(struct cs_buf *buf)
{
    memset(buf, 0, sizeof *buf);
}

void cs_buf_clear(struct cs_buf *buf)
{
    free(buf->data);
    cs_buf_init(buf);
}

void cs_buf_reset(struct cs_buf *buf)
{
    buf->size = 0;
    if (buf->data)
        buf->data[0] = '\0';
}

/* Apart from those that put: they are called for each byte, it is called a few times. */
__attribute__((noinline)) static bool grow(struct cs_buf *buf, size_t n_more)
{
    size_t capacity = buf->capacity ? buf->capacity : 64;
    while (capacity - buf->size <= n_more) {
        if (capacity > SIZE_MAX / 2) {
            buf->failed = 1;
            return false;
        }
        capacity *= 2;
    }
    char *grown = realloc(buf->data, capacity);
    if (!grown) {
        buf->failed = 1;
        return false;
    }
    buf->data = grown;
    buf->capacity = capacity;
    return true;
}

static bool reserve(struct cs_buf *buf, size_t n_more)
{
    if (buf->failed)
        return false;
    return buf->capacity - buf->size > n_more || grow(buf, n_more);
}

void cs_buf_put(struct cs_buf *buf, const void *bytes, size_t n_bytes)
{
    if (!reserve(buf, n_bytes))
        return;
    if (n_bytes)
        memcpy(buf->data + buf->size, bytes, n_bytes);
    buf->size += n_bytes;
    buf->data[buf->size] = '\0';
}

void cs_buf_puts(struct cs_buf *buf, const char *text)
{
    cs_buf_put(buf, text, strlen(text));
}

void cs_buf_putc(struct cs_buf *buf, char c)
{
    if (!reserve(buf, 1))
        return;
    buf->data[buf->size++] = c;
    buf->data[buf->size] = '\0';
}

void cs_buf_printf(struct cs_buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n >= 0 && reserve(buf, (size_t)n)) {
        vsnprintf(buf->data + buf->size, (size_t)n + 1, format, again);
        buf->size += (size_t)n;
    }
    va_end(again);
    va_end(args);
}

/* Appends the n bytes of a character, as \xNN where a terminal would act on them. n 0: the byte at
 * `bytes` is no UTF-8. */
static void put_harmless(struct cs_buf *buf, const char *bytes, size_t n)
{
    unsigned char c = (unsigned char)bytes[0];
    if (n && c >= 0x20 && c != 0x7f && !cs_utf8_is_control(bytes, n)) {
        cs_buf_put(buf, bytes, n);
        return;
    }
    for (size_t i = 0; i < (n ? n : 1); i++)
        cs_buf_printf(buf, "\\x%02X", (unsigned char)bytes[i]);
}

void cs_buf_put_visible(struct cs_buf *buf, const char *bytes, size_t n_bytes, size_t max_bytes)
{
    for (size_t i = 0; i < n_bytes;) {
        size_t n = cs_utf8_length(bytes + i, n_bytes - i);
        if (i + (n ? n : 1) > max_bytes) {
            cs_buf_puts(buf, "…");
            return;
        }
        put_harmless(buf, bytes + i, n);
        i += n ? n : 1;
    }
}

/* Bytes of a sequence that sets colors, 0 where there is none. */
static size_t color_length(const char *bytes, size_t n_bytes)
{
    size_t i = 2;
    if (n_bytes < 3 || bytes[0] != '\033' || bytes[1] != '[')
        return 0;
    while (i < n_bytes && (bytes[i] == ';' || (bytes[i] >= '0' && bytes[i] <= '9')))
        i++;
    return i < n_bytes && bytes[i] == 'm' ? i + 1 : 0;
}

void cs_buf_put_page(struct cs_buf *buf, const char *bytes, size_t n_bytes, bool keeps_color)
{
    for (size_t i = 0; i < n_bytes;) {
        size_t n = cs_utf8_length(bytes + i, n_bytes - i);
        size_t n_color = keeps_color ? color_length(bytes + i, n_bytes - i) : 0;
        if (n_color || bytes[i] == '\n' || bytes[i] == '\t')
            cs_buf_put(buf, bytes + i, n = n_color ? n_color : 1);
        else
            put_harmless(buf, bytes + i, n);
        i += n ? n : 1;
    }
}

const char *cs_buf_text(const struct cs_buf *buf)
{
    return buf->data ? buf->data : "";
}

char *cs_buf_take(struct cs_buf *buf)
{
    if (!buf->failed && !buf->data)
        cs_buf_puts(buf, "");
    char *data = buf->failed ? NULL : buf->data;
    if (!data)
        free(buf->data);
    cs_buf_init(buf);
    return data;
}

const char *cs_show(struct cs_shown *out, const char *bytes, size_t n_bytes)
{
    struct cs_buf buf;
    cs_buf_init(&buf);
    cs_buf_put_visible(&buf, bytes, n_bytes, 40);
    snprintf(out->text, sizeof out->text, "%s", cs_buf_text(&buf));
    cs_buf_clear(&buf);
    return out->text;
}
