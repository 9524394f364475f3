/* The sources behind a table's rows: its own, and those its rows name. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/dict.h"
#include "data/period.h"
#include "ingest/intake/intake_table.h"
#include "ingest/intake/keys.h"

static const struct cs_named_source *find_named(const struct cs_intake_about *about,
                                                struct cs_span name)
{
    for (size_t i = 0; i < about->n_sources; i++)
        if (cs_span_equals(name, about->sources[i].name))
            return &about->sources[i];
    return NULL;
}

static bool is_taken(const struct cs_dataset *dataset, const char *id)
{
    for (size_t i = 0; i < dataset->n_sources; i++)
        if (dataset->sources[i].id && strcmp(dataset->sources[i].id, id) == 0)
            return true;
    return false;
}

/* The wish, with its sheet or a number behind it where that is taken. */
static const char *unused_id(const struct cs_intake_table *table, struct cs_span wish)
{
    struct cs_arena *arena = &table->dataset->arena;
    const char *id = cs_arena_copy(arena, wish.start, wish.size);
    if (id && table->sheet && is_taken(table->dataset, id))
        id = cs_arena_printf(arena, "%.*s:%s", (int)wish.size, wish.start, table->sheet);
    for (int n = 2; id && is_taken(table->dataset, id); n++)
        id = cs_arena_printf(arena, "%.*s-%d", (int)wish.size, wish.start, n);
    return id;
}

/* The base name of the file, or of the archive's member, without its ending. */
static struct cs_span own_id(const struct cs_intake_table *table)
{
    if (table->about->id)
        return cs_span_of(table->about->id);
    const char *base = table->file;
    for (const char *c = base; *c; c++)
        if ((*c == '/' || *c == ':') && c[1])
            base = c + 1;
    const char *dot = strrchr(base, '.');
    return (struct cs_span){base, dot && dot > base ? (size_t)(dot - base) : strlen(base)};
}

static const char *keep(struct cs_dataset *dataset, const char *text)
{
    return text && *text ? cs_arena_strdup(&dataset->arena, text) : NULL;
}

/* Makes the dataset's source; `name` is empty for the table's own. */
static bool make_source(struct cs_intake_table *table, struct cs_span name, uint32_t *index)
{
    struct cs_dataset *dataset = table->dataset;
    const struct cs_layout *layout = table->layout;
    const struct cs_intake_about *about = table->about;
    const struct cs_named_source *named = name.size ? find_named(about, name) : NULL;
    const char *id = unused_id(table, name.size ? name : own_id(table));
    struct cs_source *source = id ? cs_dataset_add_source(dataset, index) : NULL;
    if (!source)
        return false;
    source->id = id;
    const char *title = named ? named->title : name.size ? id : about->title;
    source->title = title ? keep(dataset, title) : keep(dataset, layout->title);
    source->publisher = keep(dataset, named       ? named->publisher
                                      : name.size ? NULL
                                                  : layout->publisher);
    source->url = keep(dataset, named ? named->url : name.size ? NULL : layout->url);
    source->retrieved = keep(dataset, named ? named->retrieved : NULL);
    source->licence = keep(dataset, about->licence ? about->licence : layout->licence);
    source->replicates = keep(dataset, layout->replicates);
    source->caveat = keep(dataset, about->caveat ? about->caveat : layout->caveat);
    source->file = keep(dataset, about->file ? about->file : table->file);
    source->layout = keep(dataset, layout->name);
    return true;
}

struct cs_row_source *cs_intake_row_source(struct cs_intake_table *table, const struct cs_row *row)
{
    struct cs_span name = cs_bound_cell(table->of_role[CS_ROLE_SOURCE], row);
    bool is_new;
    uint32_t i = cs_dict_intern(&table->source_names, &table->arena, name, &is_new);
    if (i == CS_NO_KEY)
        return NULL;
    if (i >= table->n_sources) {
        struct cs_row_source *grown = realloc(table->sources, (i + 1) * sizeof *table->sources);
        if (!grown)
            return NULL;
        table->sources = grown;
        table->n_sources = i + 1;
        memset(&grown[i], 0, sizeof *grown);
        if (!make_source(table, name, &grown[i].index))
            return NULL;
    }
    return &table->sources[i];
}

static void write_period(struct cs_dataset *dataset, const struct cs_row_source *source)
{
    char first[CS_PERIOD_TEXT_BYTES], last[CS_PERIOD_TEXT_BYTES];
    if (!source->first.start_year)
        return;
    cs_period_format(source->first, first);
    cs_period_format(source->last, last);
    dataset->sources[source->index].period =
        strcmp(first, last) == 0 ? cs_arena_strdup(&dataset->arena, first)
                                 : cs_arena_printf(&dataset->arena, "%s to %s", first, last);
}

void cs_intake_finish_sources(struct cs_intake_table *table)
{
    for (size_t i = 0; i < table->n_sources; i++) {
        write_period(table->dataset, &table->sources[i]);
        if (table->repeats.is_given_up)
            table->dataset->sources[table->sources[i].index].n_repeats = CS_NOT_COUNTED;
    }
    if (table->repeats.is_given_up)
        cs_intake_table_report(table)->n_repeats = CS_NOT_COUNTED;
}
