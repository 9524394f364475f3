/* The first bytes of a file, for whoever goes through a folder of all sorts: what is no table is
 * told from them without reading on. */
#include "ingest/peek.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/text.h"
#include "ingest/content.h"
#include "ingest/source/bytes.h"
#include "ingest/source/peeked.h"
#include "ingest/text/delimiter.h"

/* Text of two bytes a character is not looked into. */
static bool has_columns(const char *head, size_t n)
{
    return memchr(head, '\0', n) || cs_delimiter_is_there(head, n);
}

/* Texts that are no tables, whatever delimiters they hold. A table in a document is a person's to
 * take out. */
static const struct {
    const char *starts, *holds, *and_holds, *words;
} documents[] = {
    {"# ", "\n\n", "\n## ", "a Markdown document"},
    {"# ", "\n\n", "\n|", "a Markdown document"},
    {"File Name:", "\nDataset Name:", "\nDescription:",
     "NIST reference data for statistics programs (StRD)"},
};

static bool holds(const char *head, size_t n, const char *words)
{
    return memmem(head, n, words, strlen(words)) != NULL;
}

/* What kind of document it is; NULL: none of these. */
static const char *document_words(const char *head, size_t n)
{
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        size_t n_start = strlen(documents[i].starts);
        if (n > n_start && memcmp(head, documents[i].starts, n_start) == 0 &&
            holds(head, n, documents[i].holds) && holds(head, n, documents[i].and_holds))
            return documents[i].words;
    }
    return NULL;
}

static void look_at(const struct cs_peeked_source *peeked, bool *has_tables, const char **words)
{
    enum cs_content content = cs_content_of(peeked->head, peeked->n_head);
    *has_tables = cs_content_holds_tables(content);
    *words = cs_content_words(content);
    if (content == CS_CONTENT_TEXT && !has_columns(peeked->head, peeked->n_head)) {
        *has_tables = false;
        *words = "text without columns";
    }
    const char *document =
        content == CS_CONTENT_TEXT ? document_words(peeked->head, peeked->n_head) : NULL;
    if (document) {
        *has_tables = false;
        *words = document;
    }
}

enum cs_status cs_peek(const char *path, bool *has_tables, const char **words, struct cs_diag *diag)
{
    struct cs_bytes *bytes;
    struct cs_peeked_source *peeked = malloc(sizeof *peeked);
    if (!peeked)
        return cs_fail_memory(diag);
    enum cs_status status = cs_bytes_open(path, 0, &bytes, diag);
    if (status == CS_OK) {
        status = cs_peeked_source_init(peeked, cs_bytes_source(bytes), diag);
        if (status == CS_OK)
            look_at(peeked, has_tables, words);
        cs_bytes_close(bytes);
    }
    free(peeked);
    return status;
}

bool cs_peek_is_table_name(const char *path)
{
    static const char *const endings[] = {".csv", ".tsv", ".xlsx", ".xls", ".zip", ".gz"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (cs_ends_with_nocase(path, endings[i]))
            return true;
    return false;
}
