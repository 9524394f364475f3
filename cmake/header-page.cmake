# The header as a manual page of section 3: its text as it stands.
file(READ ${HEADER} text)
string(REPLACE "\\" "\\e" text "${text}")
string(REGEX REPLACE "(^|\n)([.'])" "\\1\\\\&\\2" text "${text}")
string(REPLACE "-" "\\-" text "${text}")
file(WRITE ${PAGE} ".TH CAREERSTAT 3 \"\" \"careerstat ${VERSION}\" \"Library Functions\"
.SH NAME
careerstat \\- career outlook data for other programs: the C library
.SH SYNOPSIS
.nf
#include <careerstat/careerstat.h>
.fi
.PP
cc program.c $(pkg\\-config \\-\\-cflags \\-\\-libs careerstat)
.SH DESCRIPTION
.nf
${text}
.fi
.SH SEE ALSO
.BR careerstat (1)
")
