/* Files that data name: a data package its tables, a folder of templates its parts. Answers for:
 * whether such a name stays where it belongs, links followed. */
#ifndef CS_BASE_WITHIN_H
#define CS_BASE_WITHIN_H

/* Why the file at path may not be read for something that belongs to the folder ("leads out of its
 * folder by a link"); NULL when it may, and when it is not there at all: opening it will say so. */
const char *cs_within_fault(const char *folder, const char *path);

#endif
