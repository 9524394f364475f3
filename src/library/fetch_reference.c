/* What the rows of a library refer to, their keys and sources, as indexes of a dataset. A library
 * is a file that others may have changed: each reference is looked at before it is followed. */
#include "library/fetch.h"

#include <stdbool.h>
#include <string.h>

#include <sqlite3.h>

#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "library/figure_walk.h"
#include "library/sql.h"

enum cs_status cs_fetching_damaged(const struct cs_fetching *fetching, const char *what)
{
    return cs_library_damaged(fetching->library, what, fetching->diag);
}

enum cs_status cs_fetching_key(struct cs_fetching *fetching, sqlite3_stmt *row, int column,
                               enum cs_dim dim, uint32_t *index)
{
    static const char what[] = "a row names a key that is not there, or of another kind";
    int64_t id = sqlite3_column_int64(row, column);
    *index = CS_NO_KEY;
    if (sqlite3_column_type(row, column) == SQLITE_NULL)
        return CS_OK;
    if (id <= 0 || (size_t)id >= fetching->n_keys)
        return cs_fetching_damaged(fetching, what);
    if (fetching->keys[id]) {
        *index = fetching->keys[id] / CS_N_DIMS - 1;
        return fetching->keys[id] % CS_N_DIMS == (uint32_t)dim
                   ? CS_OK
                   : cs_fetching_damaged(fetching, what);
    }
    bool has_row = false;
    struct cs_dataset *dataset = fetching->dataset;
    sqlite3_bind_int64(fetching->key_row, 1, id);
    enum cs_status status =
        cs_sql_next(fetching->library, fetching->key_row, &has_row, fetching->diag);
    if (status == CS_OK && (!has_row || sqlite3_column_int(fetching->key_row, 5) != (int)dim))
        status = cs_fetching_damaged(fetching, what);
    if (status != CS_OK)
        return status;
    struct cs_span code = cs_sql_span(fetching->key_row, 0);
    struct cs_span title = cs_sql_span(fetching->key_row, 1);
    if (!cs_utf8_is_valid(code.start, code.size) || !cs_utf8_is_valid(title.start, title.size))
        return cs_fetching_damaged(fetching, what);
    *index = cs_dataset_intern(dataset, dim, code, title, sqlite3_column_int(fetching->key_row, 4));
    if (*index != CS_NO_KEY) {
        struct cs_key *key = &dataset->dicts[dim].keys[*index];
        if (!key->definition)
            key->definition = cs_sql_text(fetching->key_row, 2, &dataset->arena);
        if (!key->order)
            key->order = sqlite3_column_int(fetching->key_row, 3);
        fetching->keys[id] = (*index + 1) * CS_N_DIMS + (uint32_t)dim;
    }
    sqlite3_reset(fetching->key_row);
    return *index == CS_NO_KEY ? cs_fail_memory(fetching->diag) : CS_OK;
}

static void fill_source(struct cs_source *source, sqlite3_stmt *row, struct cs_arena *arena)
{
    source->id = cs_sql_text(row, 0, arena);
    source->title = cs_sql_text(row, 1, arena);
    source->publisher = cs_sql_text(row, 2, arena);
    source->url = cs_sql_text(row, 3, arena);
    source->licence = cs_sql_text(row, 4, arena);
    source->caveat = cs_sql_text(row, 5, arena);
    source->file = cs_sql_text(row, 6, arena);
    source->layout = cs_sql_text(row, 7, arena);
    source->period = cs_sql_text(row, 8, arena);
    source->retrieved = cs_sql_text(row, 9, arena);
    source->n_rows = (uint64_t)sqlite3_column_int64(row, 10);
    source->n_rejected = (uint64_t)sqlite3_column_int64(row, 11);
    source->n_repeats = (uint64_t)sqlite3_column_int64(row, 12);
    source->n_outside = (uint64_t)sqlite3_column_int64(row, 13);
    struct cs_span sha256 = cs_sql_span(row, 14);
    if (sha256.size == CS_DIGEST_TEXT_BYTES - 1)
        memcpy(source->sha256, sha256.start, CS_DIGEST_TEXT_BYTES);
    source->n_bytes = (uint64_t)sqlite3_column_int64(row, 15);
}

enum cs_status cs_fetching_source(struct cs_fetching *fetching, int64_t id, uint32_t *index)
{
    struct cs_dataset *dataset = fetching->dataset;
    if (id <= 0 || (size_t)id >= fetching->n_sources)
        return cs_fetching_damaged(fetching, "a row names a source that is not there");
    if (fetching->sources[id]) {
        *index = fetching->sources[id] - 1;
        return CS_OK;
    }
    bool has_row = false;
    sqlite3_bind_int64(fetching->source_row, 1, id);
    enum cs_status status =
        cs_sql_next(fetching->library, fetching->source_row, &has_row, fetching->diag);
    if (status == CS_OK && !has_row)
        status = cs_fetching_damaged(fetching, "a row names a source that is not there");
    if (status != CS_OK)
        return status;
    struct cs_source *source = cs_dataset_add_source(dataset, index);
    if (!source)
        return cs_fail_memory(fetching->diag);
    fill_source(source, fetching->source_row, &dataset->arena);
    sqlite3_reset(fetching->source_row);
    fetching->sources[id] = *index + 1;
    return CS_OK;
}
