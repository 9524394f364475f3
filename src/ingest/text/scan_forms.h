/* The forms of the scanner, one a source file. For scan.c only. */
#ifndef CS_INGEST_SCAN_FORMS_H
#define CS_INGEST_SCAN_FORMS_H

#include "ingest/text/scan.h"

extern const struct cs_scan_form cs_scan_word, cs_scan_sse2, cs_scan_avx2, cs_scan_avx512,
    cs_scan_neon;

#endif
