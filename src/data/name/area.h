/* Titles of metropolitan areas, "Cincinnati, OH-KY-IN". Answers for: the states that one lies in.
 */
#ifndef CS_DATA_AREA_H
#define CS_DATA_AREA_H

enum { CS_POSTAL_LETTERS = 2 };

/* The postal codes at the end of a title, joined by hyphens: "OH-KY-IN", a part of the title. NULL
 * where it ends otherwise. */
const char *cs_area_states(const char *title);

#endif
