/* A command is one row: its name, words of help, options and function. Help, man page, completions,
 * dispatch and the test of the examples are made from the rows of commands.c. Answers for: the
 * vocabulary between the frame and a command. A command never prints and never exits: it appends
 * to call->out, adds messages to call->diag and returns a status. */
#ifndef CS_CLI_COMMAND_H
#define CS_CLI_COMMAND_H

#include <stdbool.h>

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/status.h"
#include "cli/frame/stream.h"

enum cs_option_kind {
    CS_OPTION_FLAG,   /* no value */
    CS_OPTION_TEXT,   /* one value */
    CS_OPTION_TEXTS,  /* may be given again; values may hold commas (titles) */
    CS_OPTION_LIST,   /* values separated by commas, may be given again */
    CS_OPTION_NUMBER, /* a decimal number */
    CS_OPTION_WHOLE,  /* a whole number, not negative */
    CS_OPTION_CHOICE, /* one of `choices` */
};

struct cs_option {
    const char *name; /* long name without dashes */
    char letter;      /* short name, 0 for none */
    enum cs_option_kind kind;
    const char *value;   /* what help calls the value: "FILE"; NULL for a flag */
    const char *help;    /* one sentence without a full stop */
    const char *choices; /* "json,table,csv" for CS_OPTION_CHOICE, else NULL */
};

/* Options that many rows share, named in cs_command.shared. --help, --quiet and --verbose belong to
 * every row. */
enum {
    CS_SHARED_OUTPUT = 1,       /* --output/-o */
    CS_SHARED_JSON = 2,         /* --json */
    CS_SHARED_FORMAT = 4,       /* --format json,table,csv,ndjson,markdown */
    CS_SHARED_THREADS = 8,      /* --threads */
    CS_SHARED_FILTERS = 16,     /* --occupation --region --level --period */
    CS_SHARED_INPUT = 32,       /* --layout --distinct --reader */
    CS_SHARED_MONEY = 64,       /* --real --cost-of-living --parity-year --currency --rate-year */
    CS_SHARED_STATISTICS = 128, /* --quantile-rule --confidence --resamples --seed --minimum-n */
    CS_SHARED_LIBRARY = 256,    /* --library */
    CS_SHARED_FOLLOW = 512,     /* --soc --crosswalk */
    CS_SHARED_FORMAT_OF_LIST = 1024, /* the same where a pipe gets a table, too */
    CS_SHARED_MEMORY = 2048,         /* --memory */
    CS_SHARED_RESULT = CS_SHARED_OUTPUT | CS_SHARED_JSON | CS_SHARED_FORMAT,
    CS_SHARED_LIST = CS_SHARED_OUTPUT | CS_SHARED_JSON | CS_SHARED_FORMAT_OF_LIST,
    CS_SHARED_DATA = CS_SHARED_FILTERS | CS_SHARED_INPUT | CS_SHARED_THREADS | CS_SHARED_LIBRARY |
                     CS_SHARED_FOLLOW,
};

/* The headings of the help, in this order. */
enum cs_command_group {
    CS_GROUP_READ,   /* understand files, find codes */
    CS_GROUP_ANSWER, /* figures */
    CS_GROUP_SHOW,   /* charts and guides */
    CS_GROUP_GUIDE,  /* keep written guides true */
    CS_GROUP_KEEP,   /* data kept between runs */
    CS_GROUP_HELP,
    CS_N_GROUPS,
};

struct cs_example {
    const char *command; /* "careerstat find 'medical office assistant'": a test runs it */
    const char *does;    /* what it shows */
};

/* How a call ended up: words of the row, read and checked. */
struct cs_given {
    const struct cs_option *option;
    const char *value; /* "" for a flag */
    double number;     /* of CS_OPTION_NUMBER and CS_OPTION_WHOLE */
};

struct cs_progress;

/* What the process lends its calls. Nothing where calls are made for others: neither variables nor
 * standard input then say what is asked. */
struct cs_host {
    const char *datasets; /* the folder of datasets; NULL: shipped ones are looked for */
    const char *folder;   /* shipped files lie beside it: ../datasets; NULL unknown */
    const char *(*variable)(const char *name); /* of the environment; NULL: there is none */
    bool lends_stdin; /* standard input stands in for files that are not named */
};

/* Every command, in the order of the help; the rows are cli/commands.c's. */
struct cs_command_list {
    const struct cs_command *const *items;
    size_t n;
};

struct cs_call {
    const struct cs_host *host;
    const struct cs_command_list *commands;
    const struct cs_command *command;
    const char *const *operands; /* words that are no options */
    size_t n_operands;
    const char
        *text; /* of the one operand, which is a name then; NULL: operands are what they say */
    size_t n_text_bytes;
    const struct cs_given *given;
    size_t n_given;
    struct cs_diag *diag;
    struct cs_arena *arena;  /* freed after the command */
    struct cs_buf *out;      /* what the command answers: standard output or --output */
    bool has_partial_answer; /* it is shown although the command failed: for what could be done
                              */
    struct cs_stream stream; /* for observations too long to be kept in `out` until the end */
    size_t n_threads;
    bool is_quiet, is_verbose;
    bool out_is_terminal, err_is_terminal; /* standard output without --output; standard error */
    struct cs_progress *progress;          /* for cs_progress_step; NULL: nothing is shown */
    bool has_color;                        /* output is a terminal and NO_COLOR is not set */
};

struct cs_command {
    const char *name;
    enum cs_command_group group;
    const char *summary; /* one line for the list of commands */
    const char *usage;   /* "inspect FILE…", without the program's name */
    const char *help;    /* paragraphs, newline separated; NULL none */
    const struct cs_example *examples;
    size_t n_examples;
    const struct cs_option *options; /* own ones */
    size_t n_options;
    unsigned shared;   /* CS_SHARED_… */
    bool looks_back;   /* asks the library for every vintage unless --period says otherwise */
    int names_late;    /* reads the reference's names when one is looked up, not at the start */
    bool needs_files;  /* its operands are files; without any it reads a pipe or file on standard
                          input */
    bool names_output; /* its output is a picture or document: which ending fits, it says itself */
    size_t min_operands, max_operands; /* SIZE_MAX: any number */
    enum cs_status (*run)(struct cs_call *call);
};

/* By name; NULL when there is none. */
const struct cs_command *cs_command_find(const struct cs_command_list *commands, const char *name);
/* Says that there is no such command, and which is near. */
CS_MUST_USE enum cs_status cs_command_fail_unknown(const struct cs_call *call, const char *name);

/* A variable of the environment that the host lends; NULL when it is not set. */
const char *cs_call_variable(const struct cs_call *call, const char *name);

/* Parsed values, by the option's long name.
 * Requires: the row has the option (else the program stops: a defect of the row). */
bool cs_call_has(const struct cs_call *call, const char *name);
/* The last value; NULL when not given. */
const char *cs_call_text(const struct cs_call *call, const char *name);
/* The same of any row: NULL too when it has no such option. */
const char *cs_call_text_if(const struct cs_call *call, const char *name);
double cs_call_number(const struct cs_call *call, const char *name, double fallback);
/* How often it was given (CS_OPTION_LIST: number of list items), and each value in order. */
size_t cs_call_count(const struct cs_call *call, const char *name);
const char *cs_call_text_at(const struct cs_call *call, const char *name, size_t i);

#endif
