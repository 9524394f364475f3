/* Key facts that a component of MDX takes as its properties. Answers for: turning
 * <Stat label="Median pay" value="$62,340" /> and <Career name="Welders" median="$51,000" /> into
 * labels and values. */
#ifndef CS_GUIDE_MDX_FACTS_H
#define CS_GUIDE_MDX_FACTS_H

#include "guide/text/document_build.h"
#include "guide/text/html_tag.h"

/* The facts among a tag's properties become the rows of a definition list. */
void cs_build_properties(struct cs_build *build, const struct cs_html_tag *tag);
/* Whether a byte lies among the properties of a tag: a figure may be mended there, but no comment
 * may stand. */
bool cs_mdx_is_property(const struct cs_document *document, size_t byte);

#endif
