/* Markers with style=chart: a picture in a file of its own and its image text in the guide. */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/markup.h"
#include "base/outfile.h"
#include "base/text.h"
#include "guide/refresh/picture.h"
#include "guide/refresh/refresh_part.h"

enum { MAX_PICTURE_BYTES = 32 * 1024 * 1024 };

/* What lies where the picture belongs. */
struct old_picture {
    bool is_there;
    bool is_own; /* drawn by careerstat, and not changed since */
    struct cs_seal seal;
};

static enum cs_status read_old(const struct cs_refreshed *item, enum cs_picture_kind kind,
                               struct old_picture *old, struct cs_diag *diag)
{
    struct stat info;
    char *bytes;
    size_t n_bytes;
    if (lstat(item->path, &info) != 0 && errno == ENOENT)
        return CS_OK;
    enum cs_status status = cs_read_file(item->path, MAX_PICTURE_BYTES, &bytes, &n_bytes, diag);
    if (status != CS_OK)
        return status;
    old->is_there = true;
    old->is_own = cs_picture_is_sealed(kind, bytes, n_bytes, &old->seal);
    free(bytes);
    return CS_OK;
}

/* ---- the image text ---- */

/* The image with a description that is escaped already. Names of files need no escaping:
 * cs_picture_place. Where the marker begins a line of Markdown, the image has one of its own. */
static const char *image_with(const struct cs_look *look, const char *escaped)
{
    struct cs_arena *arena = &look->refresh->arena;
    const char *name = look->refresh->document.file, *file = look->item->file;
    if (look->refresh->document.is_html)
        return cs_arena_printf(arena, "<img src=\"%s\" alt=\"%s\"%s>", file, escaped,
                               cs_ends_with_nocase(name, ".xhtml") ? "/" : "");
    const char *image = cs_arena_printf(arena, "![%s](%s)", escaped, file);
    return image && cs_look_begins_line(look) ? cs_look_block(look, image) : image;
}

static const char *write_image(const struct cs_look *look, const char *alt)
{
    struct cs_buf escaped;
    cs_buf_init(&escaped);
    if (look->refresh->document.is_html)
        cs_html_put(&escaped, alt);
    else
        cs_markdown_put(&escaped, alt);
    const char *image = escaped.failed ? NULL : image_with(look, cs_buf_text(&escaped));
    cs_buf_clear(&escaped);
    return image ? cs_look_encode(look, image) : NULL;
}

/* Whether the text in the guide is the one that was written with the picture that lies there: what
 * surrounds the description, and the description. */
static bool is_text_of(const struct cs_look *look, const struct cs_seal *seal)
{
    static const char mark[] = "\1";
    const char *image = image_with(look, mark);
    struct cs_span around = cs_span_trim(cs_span_of(image ? image : ""));
    struct cs_span text = cs_span_of(look->item->old_text);
    const char *at = memchr(around.start, *mark, around.size);
    if (!at || text.size < around.size)
        return false;
    size_t n_before = (size_t)(at - around.start), n_after = around.size - n_before - 1;
    struct cs_span alt = {text.start + n_before, text.size - n_before - n_after};
    return !memcmp(text.start, around.start, n_before) &&
           !memcmp(alt.start + alt.size, at + 1, n_after) &&
           cs_seal_is_alt(seal, alt, look->refresh->document.is_html);
}

/* ---- deciding ---- */

static bool shows_the_same(const struct old_picture *old, const struct cs_painting *new)
{
    return old->is_own && !strcmp(old->seal.model, new->seal.model);
}

/* What was done by hand that a new drawing would undo; NULL when nothing was. */
static const char *handwork(const struct cs_look *look, const struct old_picture *old)
{
    const struct cs_refreshed *item = look->item;
    if (old->is_there && !old->is_own)
        return "was not drawn by careerstat, or was changed since";
    if (old->is_own && *item->old_text && !cs_look_same(item->old_text, item->new_text) &&
        !is_text_of(look, &old->seal))
        return "is careerstat's, but the text beside it was edited by hand";
    return NULL;
}

static const char *change_words(const struct cs_look *look, const struct old_picture *old,
                                const struct cs_painting *new)
{
    const struct cs_refreshed *item = look->item;
    const char *what = shows_the_same(old, new) ? "a new text beside"
                       : old->is_there          ? "a new drawing of"
                                                : "a new chart,";
    return cs_arena_printf(&look->refresh->arena, "%s: %s %s%s%s%s", look->info->words, what,
                           item->file, *item->new_period ? " (" : "", item->new_period,
                           *item->new_period ? ")" : "");
}

static void decide(struct cs_look *look, const struct old_picture *old,
                   const struct cs_painting *new)
{
    struct cs_refreshed *item = look->item;
    const char *why_kept = handwork(look, old);
    bool is_current = shows_the_same(old, new) && cs_look_same(item->old_text, item->new_text);
    item->state = why_kept ? CS_REFRESH_EDITED : is_current ? CS_REFRESH_CURRENT : CS_REFRESH_STALE;
    if (why_kept && !look->options->is_forced)
        item->sentence = cs_arena_printf(&look->refresh->arena, "%s: %s %s", look->info->words,
                                         item->file, why_kept);
    else
        item->sentence = is_current ? "" : change_words(look, old, new);
}

static bool is_to_be_written(const struct cs_look *look)
{
    return look->options->draws &&
           (look->item->state == CS_REFRESH_STALE ||
            (look->item->state == CS_REFRESH_EDITED && look->options->is_forced));
}

static enum cs_status compare(struct cs_look *look, struct cs_painting *painting,
                              struct cs_diag *diag)
{
    const struct cs_painter *painter = look->options->painter;
    struct cs_refreshed *item = look->item;
    struct old_picture old = {0};
    enum cs_status status = painter->paint(painter->context, painting, diag);
    if (status != CS_OK)
        return status;
    if (!painting->alt) {
        cs_look_absent(look, painting->absence);
        return CS_OK;
    }
    item->new_period = painting->period ? painting->period : "";
    item->model = cs_arena_strdup(&look->refresh->arena, painting->seal.model);
    item->new_text = write_image(look, painting->alt);
    if (!item->model || !item->new_text)
        return cs_fail_memory(diag);
    status = read_old(item, painting->kind, &old, diag);
    if (status != CS_OK)
        return status;
    decide(look, &old, painting);
    if (shows_the_same(&old, painting) || !is_to_be_written(look))
        return CS_OK; /* the text at most is written */
    painting->wants_picture = true;
    painting->before = old.is_own ? &old.seal : NULL;
    return painter->paint(painter->context, painting, diag);
}

enum cs_status cs_look_at_chart(struct cs_look *look, struct cs_diag *diag)
{
    struct cs_refreshed *item = look->item;
    struct cs_painting painting = {
        .value = &look->value, .call = &look->call, .arena = &look->refresh->arena};
    if (!look->options->painter)
        return cs_fail(diag, CS_USAGE, NULL, NULL, "charts are not drawn here");
    if (!look->call.file)
        return cs_fail(diag, CS_USAGE, NULL, "add file=charts/NAME.svg",
                       "the chart of '%s' goes into which file?", look->info->name);
    enum cs_status status = cs_picture_place(look->refresh->document.file, look->call.file,
                                             &look->refresh->arena, &item->path, diag);
    if (status != CS_OK)
        return status;
    item->file = look->call.file;
    cs_picture_kind_of(item->file, &painting.kind);
    cs_buf_init(&painting.picture);
    if (!look->value.is_present)
        cs_look_absent(look, look->value.absence);
    else
        status = compare(look, &painting, diag);
    item->picture = painting.picture;
    return status;
}
