/* Namespaces, apart from the parser: that of expat makes a new text of every name, and all but a
 * few names of a workbook have no prefix. Reference: Namespaces in XML 1.0, 6. */
#include "ingest/workbook/xml_names.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

void cs_xml_names_clear(struct cs_xml_names *names)
{
    free(names->own);
    memset(names, 0, sizeof *names);
}

/* The part of a name before its colon. */
static struct cs_span prefix_of(const char *name)
{
    const char *colon = strchr(name, ':');
    return (struct cs_span){name, colon ? (size_t)(colon - name) : 0};
}

static const char *local_name(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

static enum cs_xml_owner owner_of_prefix(const struct cs_xml_names *names, struct cs_span prefix)
{
    for (size_t i = names->n_scopes; i-- > 0;)
        if (cs_span_equals(prefix, names->scopes[i].prefix))
            return names->scopes[i].owner;
    return prefix.size ? CS_XML_FOREIGN : CS_XML_OWN;
}

/* Whether an attribute declares a prefix, and which. */
static bool is_declaration(const char *name, const char **prefix)
{
    if (strncmp(name, "xmlns", 5) != 0 || (name[5] && name[5] != ':'))
        return false;
    *prefix = name[5] ? name + 6 : "";
    return true;
}

/* The namespace that the root's attributes declare for its prefix: the part's own. */
static bool learn_own(struct cs_xml_names *names, const char *root, const char *const *attributes)
{
    struct cs_span wanted = prefix_of(root);
    const char *prefix, *found = "";
    for (; *attributes; attributes += 2)
        if (is_declaration(attributes[0], &prefix) && cs_span_equals(wanted, prefix))
            found = attributes[1];
    names->own = strdup(found);
    return names->own != NULL;
}

static bool declare(struct cs_xml_names *names, const char *prefix, const char *uri)
{
    if (names->n_scopes == CS_XML_MAX_SCOPES || strlen(prefix) >= CS_XML_PREFIX_BYTES)
        return false;
    struct cs_xml_scope *scope = &names->scopes[names->n_scopes++];
    strncpy(scope->prefix, prefix, sizeof scope->prefix - 1);
    scope->depth = names->depth;
    scope->owner = strcmp(uri, names->own) == 0                 ? CS_XML_OWN
                   : cs_ends_with_nocase(uri, "/relationships") ? CS_XML_RELATIONS
                                                                : CS_XML_FOREIGN;
    return true;
}

static const char *const *keep_attributes(struct cs_xml_names *names, const char *const *from)
{
    size_t n = 0;
    const char *prefix;
    for (; *from && n < 2 * (size_t)CS_XML_MAX_ATTRIBUTES; from += 2) {
        if (is_declaration(from[0], &prefix))
            continue;
        struct cs_span owner = prefix_of(from[0]);
        bool is_relation = owner.size && owner_of_prefix(names, owner) == CS_XML_RELATIONS &&
                           strcmp(local_name(from[0]), "id") == 0;
        if (owner.size && !is_relation)
            continue;
        names->attributes[n++] = is_relation ? "r:id" : from[0];
        names->attributes[n++] = from[1];
    }
    names->attributes[n] = NULL;
    return names->attributes;
}

static const char *own_name(const struct cs_xml_names *names, const char *name)
{
    struct cs_span prefix = prefix_of(name);
    enum cs_xml_owner owner = prefix.size ? owner_of_prefix(names, prefix) : names->plain;
    return owner == CS_XML_OWN ? name + prefix.size + (prefix.size > 0) : NULL;
}

const char *cs_xml_names_start(struct cs_xml_names *names, const char *name,
                               const char *const **attributes, bool *has_failed)
{
    bool has_colon = false;
    const char *prefix;
    names->depth++;
    *has_failed = !names->own && !learn_own(names, name, *attributes);
    for (const char *const *a = *attributes; *a && !*has_failed; a += 2) {
        int declares = is_declaration(a[0], &prefix);
        has_colon |= declares || strchr(a[0], ':') != NULL;
        *has_failed = declares && !declare(names, prefix, a[1]);
    }
    if (*has_failed)
        return NULL;
    if (has_colon) {
        names->plain = owner_of_prefix(names, (struct cs_span){"", 0});
        *attributes = keep_attributes(names, *attributes);
    }
    return own_name(names, name);
}

const char *cs_xml_names_end(struct cs_xml_names *names, const char *name)
{
    const char *own = own_name(names, name);
    bool has_ended = false;
    for (; names->n_scopes && names->scopes[names->n_scopes - 1].depth == names->depth;
         has_ended = true)
        names->n_scopes--;
    if (has_ended)
        names->plain = owner_of_prefix(names, (struct cs_span){"", 0});
    names->depth--;
    return own;
}
