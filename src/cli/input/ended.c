/* The codes that continue one whose figures ended, as a message. */
#include "cli/input/ended.h"

#include "analysis/outlook/succession.h"
#include "base/arena.h"
#include "data/dataset.h"

/* "29-1141 (Registered nurses) and 29-1151 (Nurse anesthetists)". */
static const char *list_successors(const struct cs_succession *succession, struct cs_arena *arena)
{
    const char *list = "";
    for (size_t i = 0; i < succession->n; i++) {
        const struct cs_key *key = succession->items[i];
        const char *joint = i == 0 ? "" : i + 1 == succession->n ? " and " : ", ";
        list = cs_arena_printf(arena, "%s%s%s (%s)", list, joint, key->code, key->title);
    }
    return list;
}

struct cs_ended cs_ended_find(const struct cs_outlook_data *data, const char *code,
                              struct cs_arena *arena)
{
    struct cs_succession succession = cs_succession_find(data, code);
    if (succession.n == 0)
        return (struct cs_ended){NULL, NULL};
    const char *hint = succession.heir
                           ? cs_arena_printf(arena, "ask for %s (%s)", succession.heir->code,
                                             succession.heir->title)
                       : succession.n == 1 ? "ask for that code"
                                           : "ask for one of these";
    const char *words =
        cs_arena_printf(arena, "%s has no newer figures%s %s", code,
                        succession.is_group ? " of its own: it is included in"
                                            : ": these workers are now counted under",
                        list_successors(&succession, arena));
    return (struct cs_ended){words ? words : code, hint};
}
