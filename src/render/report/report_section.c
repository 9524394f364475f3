/* The sections of a report: one row each. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/text.h"
#include "render/report/report_parts.h"

static bool has_pay(const struct cs_outlook *o)
{
    return !isnan(cs_found_number(&o->pay.median.now));
}

static bool has_levels(const struct cs_outlook *o)
{
    return o->levels.n > 1;
}

static bool has_regions(const struct cs_outlook *o)
{
    return o->regions.n > 1;
}

static bool has_areas(const struct cs_outlook *o)
{
    return o->metros.n > 0;
}

static bool has_growth(const struct cs_outlook *o)
{
    return o->projected.newest != NULL;
}

static bool has_openings(const struct cs_outlook *o)
{
    return o->projected.newest && !isnan(cs_found_number(&o->projected.newest->openings));
}

static bool has_history(const struct cs_outlook *o)
{
    return cs_report_year_end(o, 0) != NULL;
}

static bool has_industries(const struct cs_outlook *o)
{
    return o->industries.n > 1; /* one is no list of where the jobs are */
}

static bool has_world(const struct cs_outlook *o)
{
    return o->countries.n > 1;
}

static bool has_related(const struct cs_outlook *o)
{
    return o->related.n > 1;
}

static const struct cs_source *source_of_pay(const struct cs_outlook *o)
{
    return o->pay.median.now.source;
}

static const struct cs_source *source_of_levels(const struct cs_outlook *o)
{
    return o->levels.n ? o->levels.rows[0].median.source : NULL;
}

static const struct cs_source *source_of_regions(const struct cs_outlook *o)
{
    return o->regions.n ? o->regions.rows[0].median.source : NULL;
}

static const struct cs_source *source_of_areas(const struct cs_outlook *o)
{
    return o->metros.n ? o->metros.rows[0].median.source : NULL;
}

static const struct cs_source *source_of_growth(const struct cs_outlook *o)
{
    return o->projected.newest ? o->projected.newest->percent.source : NULL;
}

static const struct cs_source *source_of_openings(const struct cs_outlook *o)
{
    return o->projected.split ? o->projected.split->exits.source : source_of_growth(o);
}

static const struct cs_source *source_of_history(const struct cs_outlook *o)
{
    return o->years.n ? o->years.rows[0].median.source : NULL;
}

static const struct cs_source *source_of_industries(const struct cs_outlook *o)
{
    return o->industries.n ? o->industries.rows[0].employment.source : NULL;
}

static const struct cs_source *source_of_world(const struct cs_outlook *o)
{
    return o->countries.n ? o->countries.rows[0].low.source : NULL;
}

static bool has_abroad(const struct cs_outlook *o)
{
    return o->abroad.n > 0;
}

static const struct cs_source *source_of_abroad(const struct cs_outlook *o)
{
    return o->abroad.n ? o->abroad.rows[0].pay.source : NULL;
}

/* Figures of different kinds and years do not stand on one scale. */
static bool no_chart(const struct cs_outlook *o, struct cs_arena *arena, struct cs_chart *out)
{
    (void)o;
    (void)arena;
    (void)out;
    return false;
}

static const struct cs_source *source_of_related(const struct cs_outlook *o)
{
    return o->related.n ? o->related.rows[0].median.source : NULL;
}

const char *cs_report_related_heading(const struct cs_outlook *o)
{
    return o->related.by == CS_RELATED_BY_CODE ? "Next in the classification"
                                               : "Related occupations";
}

const struct cs_report_section cs_report_sections[CS_N_SECTIONS] = {
    {"pay", has_pay, source_of_pay, cs_chart_of_pay, cs_table_of_pay, true},
    {"levels", has_levels, source_of_levels, cs_chart_of_levels, cs_table_of_levels, false},
    {"regions", has_regions, source_of_regions, cs_chart_of_regions, cs_table_of_regions, false},
    {"growth", has_growth, source_of_growth, cs_chart_of_growth, cs_table_of_growth, false},
    {"openings", has_openings, source_of_openings, cs_chart_of_openings, cs_table_of_openings,
     false},
    {"history", has_history, source_of_history, cs_chart_of_history, cs_table_of_history, false},
    {"areas", has_areas, source_of_areas, no_chart, cs_table_of_areas, false},
    {"industries", has_industries, source_of_industries, no_chart, cs_table_of_industries, false},
    {"world", has_world, source_of_world, cs_chart_of_world, cs_table_of_world, false},
    {"abroad", has_abroad, source_of_abroad, no_chart, cs_table_of_abroad, false},
    {"related", has_related, source_of_related, cs_chart_of_related, cs_table_of_related, false},
};

const struct cs_report_section *cs_report_section_named(struct cs_span name)
{
    for (size_t i = 0; i < CS_N_SECTIONS; i++)
        if (cs_span_equals(name, cs_report_sections[i].name))
            return &cs_report_sections[i];
    return NULL;
}
