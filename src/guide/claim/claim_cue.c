/* Words that tell what a number means. */
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/text.h"
#include "guide/claim/claim_read.h"

static int has(const struct cs_stretch *s, const char *phrase)
{
    return cs_find_first(s->text, s->start, s->end, phrase) != CS_NOWHERE;
}

static int has_any(const struct cs_stretch *s, const char *const *phrases)
{
    return cs_find_any(s->text, s->start, s->end, phrases);
}

struct cs_stretch cs_clause_at(const struct cs_stretch *s, size_t at)
{
    struct cs_stretch clause = *s;
    for (size_t i = s->start; i < s->end; i++) {
        if (s->text[i] != ';' && s->text[i] != '\n')
            continue;
        if (i < at)
            clause.start = i + 1;
        else if (clause.end == s->end)
            clause.end = i;
    }
    return clause;
}

/* ---- what a label measures ---- */

static const char *const pay_words[] = {
    "pay",         "paid",         "wage",         "wages",
    "salary",      "salaries",     "earn",         "earns",
    "earned",      "earning",      "earnings",     "compensation",
    "income",      "remuneration", "make",         "makes",
    "made",        "paying",       "pays",         "percentile",
    "median",      "per hour",     "hourly",       "an hour",
    "per year",    "a year",       "per month",    "annually",
    "quartile",    "decile",       "brought home", "bring home",
    "brings home", "take home",    "takes home",   "took home",
    "pull in",     "pulls in",     "pulled in",    "the mean",
    "US mean",     "mean was",     "mean is",      "mean of",
    "average was", "average is",   "average of",   "average pay",
    NULL};
static const char *const label_pay_words[] = {"pay",
                                              "wage",
                                              "wages",
                                              "salary",
                                              "salaries",
                                              "earnings",
                                              "compensation",
                                              "income",
                                              "median",
                                              "mean",
                                              "average",
                                              "percentile",
                                              "hourly",
                                              "annual",
                                              "yearly",
                                              "monthly",
                                              "low",
                                              "high",
                                              "minimum",
                                              "maximum",
                                              "range",
                                              "top 10%",
                                              "bottom 10%",
                                              "top 10 percent",
                                              "bottom 10 percent",
                                              "top 25%",
                                              "bottom 25%",
                                              "pct",
                                              "p10",
                                              "p25",
                                              "p50",
                                              "p75",
                                              "p90",
                                              "quartile",
                                              "decile",
                                              NULL};
static const char *const growth_labels[] = {
    "percent change", "% change",    "pct. change", "pct change", "job outlook",      "outlook",
    "job growth",     "growth rate", "growth",      "percent",    "projected growth", NULL};
static const char *const change_labels[] = {
    "employment change", "new jobs", "numeric", "jobs added", "change", "net change", "chg", NULL};
static const char *const opening_labels[] = {"openings", "job openings", "vacancies", NULL};
static const char *const projected_labels[] = {
    "expected in",    "projected in",    "projected employment",  "employment projected",
    "projected jobs", "jobs at the end", "employment at the end", NULL};
static const char *const employment_labels[] = {
    "number of jobs",    "employment", "jobs",      "number employed",
    "number of workers", "employed",   "workforce", NULL};
static const char *const share_labels[] = {
    "share", "percent of", "employers", "proportion", "location quotient", "per 1,000", NULL};

enum cs_claim_kind cs_label_kind(const struct cs_stretch *label)
{
    static const char *const adjusted[] = {"real",    "adjusted",      "prices of",  "dollars of",
                                           "parity",  "in us dollars", "difference", "experience",
                                           "leaving", "changing",      NULL};
    if (has_any(label, share_labels) || has_any(label, adjusted))
        return CS_CLAIM_NONE;
    if (has_any(label, opening_labels))
        return CS_CLAIM_OPENINGS;
    static const char *const changes[] = {"change", "growth", "chg", "chg.", NULL};
    if (memchr(label->text + label->start, '%', label->end - label->start) &&
        has_any(label, changes))
        return CS_CLAIM_GROWTH;
    if (has(label, "numeric") || has(label, "employment change") || has(label, "new jobs"))
        return CS_CLAIM_NEW_JOBS;
    if (has_any(label, projected_labels))
        return CS_CLAIM_PROJECTED;
    if (has_any(label, growth_labels) && !has(label, "wages") && !has(label, "salary"))
        return CS_CLAIM_GROWTH;
    if (has_any(label, change_labels))
        return CS_CLAIM_NEW_JOBS;
    struct cs_said said;
    if ((has_any(label, label_pay_words) ||
         cs_cue_statistic(label, label->end, label->end, &said) != CS_STAT_UNSAID) &&
        !has(label, "employment"))
        return CS_CLAIM_PAY;
    return has_any(label, employment_labels) ? CS_CLAIM_EMPLOYMENT : CS_CLAIM_NONE;
}

/* ---- statistics ---- */

static const struct statistic_cue {
    const char *words;
    enum cs_statistic statistic;
} statistics[] = {
    {"median", CS_STAT_MEDIAN},
    {"50th percentile", CS_STAT_MEDIAN},
    {"half of", CS_STAT_MEDIAN},
    {"mean annual", CS_STAT_MEAN},
    {"mean hourly", CS_STAT_MEAN},
    {"mean wage", CS_STAT_MEAN},
    {"mean salary", CS_STAT_MEAN},
    {"mean pay", CS_STAT_MEAN},
    {"mean", CS_STAT_MEAN},
    {"average", CS_STAT_AVERAGE},
    {"averages", CS_STAT_AVERAGE},
    {"averaged", CS_STAT_AVERAGE},
    {"averaging", CS_STAT_AVERAGE},
    {"lowest 10 percent", CS_STAT_P10},
    {"lowest 10%", CS_STAT_P10},
    {"bottom 10 percent", CS_STAT_P10},
    {"bottom 10%", CS_STAT_P10},
    {"10th percentile", CS_STAT_P10},
    {"lowest-paid 10 percent", CS_STAT_P10},
    {"lowest-paid 10%", CS_STAT_P10},
    {"lowest paid 10%", CS_STAT_P10},
    {"lowest paid 10 percent", CS_STAT_P10},
    {"lowest tenth", CS_STAT_P10},
    {"lowest ten percent", CS_STAT_P10},
    {"bottom ten percent", CS_STAT_P10},
    {"highest 10 percent", CS_STAT_P90},
    {"highest 10%", CS_STAT_P90},
    {"top 10 percent", CS_STAT_P90},
    {"top 10%", CS_STAT_P90},
    {"90th percentile", CS_STAT_P90},
    {"highest-paid 10 percent", CS_STAT_P90},
    {"highest-paid 10%", CS_STAT_P90},
    {"highest paid 10%", CS_STAT_P90},
    {"highest paid 10 percent", CS_STAT_P90},
    {"top ten percent", CS_STAT_P90},
    {"highest ten percent", CS_STAT_P90},
    {"best-paid 10 percent", CS_STAT_P90},
    {"best-paid 10%", CS_STAT_P90},
    {"lowest-earning 10 percent", CS_STAT_P10},
    {"highest-earning 10 percent", CS_STAT_P90},
    {"lowest-earning 10%", CS_STAT_P10},
    {"highest-earning 10%", CS_STAT_P90},
    {"top-earning 10 percent", CS_STAT_P90},
    {"top-earning 10%", CS_STAT_P90},
    {"lowest-paid tenth", CS_STAT_P10},
    {"highest-paid tenth", CS_STAT_P90},
    {"highest tenth", CS_STAT_P90},
    {"top tenth", CS_STAT_P90},
    {"25th percentile", CS_STAT_P25},
    {"lowest 25 percent", CS_STAT_P25},
    {"bottom 25 percent", CS_STAT_P25},
    {"bottom 25%", CS_STAT_P25},
    {"lowest 25%", CS_STAT_P25},
    {"lower quartile", CS_STAT_P25},
    {"bottom quarter", CS_STAT_P25},
    {"lowest quarter", CS_STAT_P25},
    {"75th percentile", CS_STAT_P75},
    {"highest 25 percent", CS_STAT_P75},
    {"top 25 percent", CS_STAT_P75},
    {"top 25%", CS_STAT_P75},
    {"highest 25%", CS_STAT_P75},
    {"upper quartile", CS_STAT_P75},
    {"top quarter", CS_STAT_P75},
    {"top 10 %", CS_STAT_P90},
    {"highest 10 %", CS_STAT_P90},
    {"bottom 10 %", CS_STAT_P10},
    {"lowest 10 %", CS_STAT_P10},
    {"bottom tenth", CS_STAT_P10},
    {"best-paid tenth", CS_STAT_P90},
    {"best paid 10%", CS_STAT_P90},
    {"best-paid 10 percent", CS_STAT_P90},
    {"bottom decile", CS_STAT_P10},
    {"lowest decile", CS_STAT_P10},
    {"top decile", CS_STAT_P90},
    {"highest decile", CS_STAT_P90},
    {"first quartile", CS_STAT_P25},
    {"third quartile", CS_STAT_P75},
    {"10th pct", CS_STAT_P10},
    {"25th pct", CS_STAT_P25},
    {"50th pct", CS_STAT_MEDIAN},
    {"75th pct", CS_STAT_P75},
    {"90th pct", CS_STAT_P90},
    {"p10", CS_STAT_P10},
    {"p25", CS_STAT_P25},
    {"p50", CS_STAT_MEDIAN},
    {"p75", CS_STAT_P75},
    {"p90", CS_STAT_P90},
    {"10th", CS_STAT_P10},
    {"25th", CS_STAT_P25},
    {"75th", CS_STAT_P75},
    {"90th", CS_STAT_P90},
    {"range", CS_STAT_RANGE},
    {"ranges", CS_STAT_RANGE},
    {"ranging", CS_STAT_RANGE},
    {"ranged", CS_STAT_RANGE},
};

static int is_word_gap(const char *text, size_t from, size_t to)
{
    static const char *const links[] = {"",          "for the", "at the", "is the",
                                        "for",       "at",      "in the", "was the",
                                        "among the", "(",       "(the",   "to the"};
    while (from < to && strchr(" ,-:", text[from]))
        from++;
    while (to > from && text[to - 1] == ' ')
        to--;
    struct cs_span gap = {text + from, to - from};
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        if (cs_span_equals_nocase(gap, links[i]))
            return 1;
    }
    return 0;
}

/* "the 10th largest" is no percentile. */
static int is_meant(const struct cs_stretch *s, const char *words)
{
    int is_ordinal = strlen(words) == 4 && !strcmp(words + 2, "th");
    return !is_ordinal || has(s, "percentile") || has(s, "percentiles");
}

enum cs_statistic cs_cue_statistic(const struct cs_stretch *s, size_t at, size_t after,
                                   struct cs_said *said)
{
    enum { LONGEST_GAP = 16, LONGEST_CUE = 28 };
    const struct cs_cues cues = {statistics, sizeof statistics / sizeof statistics[0],
                                 sizeof statistics[0]};
    size_t reach =
        after + LONGEST_GAP + LONGEST_CUE < s->end ? after + LONGEST_GAP + LONGEST_CUE : s->end;
    size_t row, found = cs_find_last_of(s->text, s->start, at, &cues, &row);
    size_t gap = found == CS_NOWHERE ? 0 : found + strlen(statistics[row].words);
    int is_beside = found != CS_NOWHERE && gap + strspn(s->text + gap, " :") >= at;
    size_t row_behind, behind = after < s->end && !is_beside
                                    ? cs_find_first_of(s->text, after, reach, &cues, &row_behind)
                                    : CS_NOWHERE;
    if (behind != CS_NOWHERE && is_word_gap(s->text, after, behind) &&
        is_meant(s, statistics[row_behind].words)) {
        found = behind;
        row = row_behind;
    }
    while (found != CS_NOWHERE && !is_meant(s, statistics[row].words))
        found = cs_find_last_of(s->text, s->start, found, &cues, &row);
    if (found == CS_NOWHERE)
        return CS_STAT_UNSAID;
    *said = (struct cs_said){s->block, found, found + strlen(statistics[row].words)};
    return statistics[row].statistic;
}

/* ---- pay periods ---- */

static const struct per_cue {
    const char *words;
    enum cs_per per;
} pers[] = {
    {"annual", CS_PER_YEAR},     {"annually", CS_PER_YEAR},  {"yearly", CS_PER_YEAR},
    {"per year", CS_PER_YEAR},   {"a year", CS_PER_YEAR},    {"hourly", CS_PER_HOUR},
    {"per hour", CS_PER_HOUR},   {"an hour", CS_PER_HOUR},   {"monthly", CS_PER_MONTH},
    {"per month", CS_PER_MONTH}, {"a month", CS_PER_MONTH},  {"weekly", CS_PER_WEEK},
    {"per week", CS_PER_WEEK},   {"a week", CS_PER_WEEK},    {"daily", CS_PER_DAY},
    {"per day", CS_PER_DAY},     {"per annum", CS_PER_YEAR}, {"/year", CS_PER_YEAR},
    {"/hour", CS_PER_HOUR},      {"/month", CS_PER_MONTH},
};

static const struct cs_cues per_cues = {pers, sizeof pers / sizeof pers[0], sizeof pers[0]};

/* "a year earlier" tells when, not how often. */
static int is_time_ago(const struct cs_stretch *s, size_t i)
{
    static const char *const times[] = {"earlier", "before", "ago", "later", "prior", NULL};
    enum { REACH = 9 };
    return cs_find_any(s->text, i, i + REACH < s->end ? i + REACH : s->end, times);
}

static enum cs_per per_before(const struct cs_stretch *s, size_t at, int only_adjectives)
{
    size_t row, found = cs_find_last_of(s->text, s->start, at, &per_cues, &row);
    while (found != CS_NOWHERE && only_adjectives && strpbrk(pers[row].words, " /"))
        found = cs_find_last_of(s->text, s->start, found, &per_cues, &row);
    return found == CS_NOWHERE ? CS_PER_NONE : pers[row].per;
}

static enum cs_per per_after(const struct cs_stretch *s, size_t at, size_t end)
{
    size_t row, found = cs_find_first_of(s->text, at, end, &per_cues, &row);
    if (found != CS_NOWHERE && is_time_ago(s, found + strlen(pers[row].words)))
        return CS_PER_NONE;
    return found == CS_NOWHERE ? CS_PER_NONE : pers[row].per;
}

enum cs_per cs_cue_per(const struct cs_stretch *s, size_t at)
{
    enum cs_per per = per_before(s, at, 0);
    return per != CS_PER_NONE ? per : per_after(s, at, s->end);
}

enum cs_per cs_cue_per_of_value(const struct cs_stretch *s, size_t at, size_t after)
{
    enum cs_per per = per_before(s, at, 1);
    size_t end = after;
    while (end < s->end && !cs_is_digit(s->text[end]))
        end++;
    return per != CS_PER_NONE ? per : per_after(s, after, end);
}

/* ---- growth and decline ---- */

static const struct direction_cue {
    const char *word;
    int direction;
} directions[] = {
    {"grow", 1},        {"grows", 1},         {"growing", 1},
    {"growth", 1},      {"grew", 1},          {"increase", 1},
    {"increases", 1},   {"increasing", 1},    {"rise", 1},
    {"rises", 1},       {"expand", 1},        {"expected to add", 1},
    {"gain", 1},        {"climb", 1},         {"uptick", 1},
    {"adding", 1},      {"add", 1},           {"outlook", 1},
    {"rate", 1},        {"change", 1},        {"increased", 1},
    {"jump", 1},        {"go up", 1},         {"going up", 1},
    {"up", 1},          {"go down", -1},      {"going down", -1},
    {"down", -1},       {"disappearing", -1}, {"decline", -1},
    {"declines", -1},   {"declining", -1},    {"decrease", -1},
    {"shrink", -1},     {"shrinking", -1},    {"fall", -1},
    {"falling", -1},    {"drop", -1},         {"lose", -1},
    {"losing", -1},     {"loss", -1},         {"contract", -1},
    {"decreasing", -1}, {"dropping", -1},
};

int cs_cue_direction(const struct cs_stretch *s, size_t at, size_t after)
{
    enum { REACH = 70, LONGEST_CUE = 20, BEHIND = 24, PENALTY = 12 };
    const struct cs_cues cues = {directions, sizeof directions / sizeof directions[0],
                                 sizeof directions[0]};
    size_t start = at > s->start + REACH + LONGEST_CUE ? at - REACH - LONGEST_CUE : s->start;
    size_t row, distance = REACH, found = cs_find_last_of(s->text, start, at, &cues, &row);
    int best = 0;
    if (found != CS_NOWHERE && at - found - strlen(directions[row].word) < distance) {
        distance = at - found - strlen(directions[row].word);
        best = directions[row].direction;
    }
    size_t limit = after + BEHIND < s->end ? after + BEHIND : s->end;
    found = after < limit ? cs_find_first_of(s->text, after, limit, &cues, &row) : CS_NOWHERE;
    return found != CS_NOWHERE && found - after + PENALTY < distance ? directions[row].direction
                                                                     : best;
}

static const char *skip_word(const char *p, const char *end, const char *word)
{
    size_t n = strlen(word);
    return (size_t)(end - p) >= n && !strncasecmp(p, word, n) ? p + n : p;
}

/* "than the national average": past it, or NULL. */
static const char *average_after(const char *p, const char *end)
{
    static const char *const fillers[] = {" the",     " national", " U.S.",
                                          " overall", " than",     " that of"};
    for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++)
        p = skip_word(p, end, fillers[i]);
    const char *after = skip_word(p, end, " average");
    if (after == p)
        after = skip_word(p, end, " all occupations");
    return after == p ? NULL : after;
}

const char *cs_growth_word_in(const struct cs_stretch *s, size_t from, size_t *start, size_t *end)
{
    static const struct {
        const char *words, *word;
        int needs_average;
    } cues[] = {
        {"much faster than", "much faster than average", 1},
        {"faster than", "faster than average", 1},
        {"about as fast as", "as fast as average", 1},
        {"as fast as", "as fast as average", 1},
        {"much slower than", "slower than average", 1},
        {"slower than", "slower than average", 1},
        {"little or no change", "little or no change", 0},
        {"little to no change", "little or no change", 0},
        {"(decline)", "decline", 0},
        {"declining employment", "decline", 0},
    };
    const struct cs_cues all = {cues, sizeof cues / sizeof cues[0], sizeof cues[0]};
    size_t row;
    for (size_t at = from; (at = cs_find_first_of(s->text, at, s->end, &all, &row)) != CS_NOWHERE;
         at++) {
        const char *after = s->text + at + strlen(cues[row].words);
        if (cues[row].needs_average)
            after = average_after(after, s->text + s->end);
        if (!after)
            continue;
        *start = at;
        *end = (size_t)(after - s->text);
        return cues[row].word;
    }
    return NULL;
}

/* ---- what the money or the number belongs to ---- */

int cs_speaks_of_pay(const struct cs_stretch *s)
{
    return has_any(s, pay_words);
}

int cs_speaks_of_other_money(const struct cs_stretch *s)
{
    static const char *const others[] = {"tuition",
                                         "fee",
                                         "fees",
                                         "cost",
                                         "costs",
                                         "loan",
                                         "loans",
                                         "debt",
                                         "budget",
                                         "revenue",
                                         "price",
                                         "prices",
                                         "bonus",
                                         "bonuses",
                                         "fine",
                                         "tax",
                                         "scholarship",
                                         "rent",
                                         "sales",
                                         "invest",
                                         "spend",
                                         "spending",
                                         "market size",
                                         "billion",
                                         "insurance premium",
                                         "deductible",
                                         "exam",
                                         "difference",
                                         "raise",
                                         "earn an associate",
                                         "earn a bachelor's",
                                         "earn a degree",
                                         "earn a certificate",
                                         "earn a diploma",
                                         "earn your",
                                         "membership",
                                         "dues",
                                         "commission",
                                         "commissions",
                                         "stipend",
                                         "reimbursement",
                                         "contribution",
                                         NULL};
    return has_any(s, others);
}

int cs_speaks_of_jobs(const struct cs_stretch *s)
{
    static const char *const jobs[] = {
        "employment", "job",       "jobs",        "occupation", "occupations", "outlook",
        "demand",     "career",    "profession",  "field",      "positions",   "projected",
        "project",    "workforce", "growth rate", "projects",   "projections", "roles",
        "role",       "need for",  NULL};
    return has_any(s, jobs);
}

unsigned cs_cue_flags(const struct cs_stretch *s)
{
    static const char *const sites[] = {
        "glassdoor",  "indeed",       "payscale",    "ziprecruiter",    "salary.com", "linkedin",
        "talent.com", "salaryexpert", "robert half", "our survey",      "comparably", "zippia",
        "builtin",    "jobted",       "erieri",      "salary explorer", "jobstreet",  "jobsdb",
        NULL};
    static const char *const parts[] = {"industry",
                                        "industries",
                                        "sector",
                                        "in hospitals",
                                        "in hospital",
                                        "at hospitals",
                                        "in offices",
                                        "in clinics",
                                        "in outpatient",
                                        "in government",
                                        "in the federal government",
                                        "for the federal government",
                                        "in state government",
                                        "in local government",
                                        "in schools",
                                        "in private",
                                        "at private",
                                        "in physicians",
                                        "in dental",
                                        "in insurance",
                                        "in specialty",
                                        "in ambulatory",
                                        "in nursing",
                                        "self-employed",
                                        "freelance",
                                        "union",
                                        "certified",
                                        "certification",
                                        "bilingual",
                                        "part-time",
                                        "women",
                                        "men",
                                        "overtime",
                                        "top-paying",
                                        "highest-paying",
                                        "highest paying",
                                        "top paying",
                                        "bachelor's",
                                        "master's",
                                        "doctorate",
                                        "doctoral",
                                        "degree",
                                        "diploma",
                                        "per diem",
                                        "travel nurse",
                                        "travel nurses",
                                        "travel nursing",
                                        "travel contract",
                                        "owner-operators",
                                        "I was",
                                        "I am",
                                        "I'm",
                                        "I make",
                                        "I earn",
                                        "I clear",
                                        "my",
                                        "specialty",
                                        "metro",
                                        "metropolitan",
                                        "urban",
                                        "rural",
                                        "cities",
                                        "city",
                                        "states",
                                        "employers",
                                        "company",
                                        "companies",
                                        NULL};
    return (has_any(s, parts) ? CS_CLAIM_IS_PART : 0u) |
           (has_any(s, sites) ? CS_CLAIM_IS_OTHERS : 0u);
}

/* "Lead" or "leads". */
static size_t find_level_name(const struct cs_stretch *s, const char *name)
{
    char plural[64];
    size_t found = cs_find_first(s->text, s->start, s->end, name);
    if (found != CS_NOWHERE || strlen(name) + 2 > sizeof plural)
        return found;
    size_t n = strlen(name);
    memcpy(plural, name, n);
    memcpy(plural + n, "s", 2);
    return cs_find_first(s->text, s->start, s->end, plural);
}

static uint32_t level_key(const struct cs_topic *topic, const struct cs_stretch *s)
{
    const struct cs_dict *dict = &cs_lookup_dataset(topic->names->lookup)->dicts[CS_DIM_LEVEL];
    uint32_t best = CS_NO_KEY;
    size_t earliest = CS_NOWHERE; /* "Junior Medical Office Assistant": the first name counts */
    for (uint32_t i = 0; i < dict->n_keys; i++) {
        const char *names[] = {dict->keys[i].code, dict->keys[i].title};
        for (size_t k = 0; k < 2; k++) {
            size_t found = strlen(names[k]) > 2 ? find_level_name(s, names[k]) : CS_NOWHERE;
            if (found < earliest) {
                earliest = found;
                best = i;
            }
        }
    }
    return best;
}

int cs_cue_level(const struct cs_topic *topic, const struct cs_stretch *s, uint32_t *level)
{
    static const char *const levels[] = {"entry-level",
                                         "entry level",
                                         "junior",
                                         "senior",
                                         "mid-level",
                                         "mid level",
                                         "mid-career",
                                         "late-career",
                                         "early-career",
                                         "early career",
                                         "beginner",
                                         "beginners",
                                         "starting salary",
                                         "starting pay",
                                         "starting wage",
                                         "starting wages",
                                         "starting salaries",
                                         "start at",
                                         "starts at",
                                         "starting at",
                                         "new graduates",
                                         "years of experience",
                                         "years' experience",
                                         "years experience",
                                         "experienced",
                                         "with experience",
                                         "lead",
                                         "intern",
                                         "trainee",
                                         "newly hired",
                                         "new hires",
                                         "executive-level",
                                         "less than one year",
                                         "less than 1 year",
                                         "regular",
                                         "intermediate",
                                         "principal",
                                         "veteran",
                                         "leads earn",
                                         "leads make",
                                         "seniors earn",
                                         "seniors make",
                                         "juniors earn",
                                         "juniors make",
                                         "new grad",
                                         "new grads",
                                         NULL};
    *level = CS_NO_KEY;
    if (!has_any(s, levels))
        return 0;
    *level = level_key(topic, s);
    return 1;
}
