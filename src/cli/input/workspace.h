/* What a command works on: shipped folders, layouts, reference tables, the dataset that the call
 * names, and which of its rows are asked for. Answers for: finding the shipped files, loading, and
 * turning the words of filters into keys, with "did you mean". */
#ifndef CS_CLI_WORKSPACE_H
#define CS_CLI_WORKSPACE_H

#include <stdbool.h>

#include "cli/frame/command.h"
#include "data/dataset.h"
#include "data/dim.h"
#include "data/level/bands.h"
#include "data/reference.h"
#include "data/runs.h"
#include "data/select.h"
#include "ingest/layout/layout.h"
#include "ingest/load.h"
#include "library/library.h"

/* What any occupation of a library stands in: what is shipped, all occupations together, prices.
 * Read once for many loads, which start from copies of it. */
struct cs_backdrop {
    const struct cs_dataset *data, *price_data; /* borrowed */
    struct cs_dataset_part shipped;             /* of data */
};

struct cs_request_dims {
    enum cs_dim dims[CS_N_DIMS];
    size_t n;
};

/* What a load is to bring. Zero-initialized: from the library or what is shipped, whole. Borrowed
 * until the workspace is closed. */
struct cs_load_request {
    const char *const *paths; /* files, "-", package folders */
    size_t n_paths;
    const char *const *wanted_occupations; /* words of operands; of a library: their rows */
    size_t n_wanted;
    bool leaves_out_others;       /* of a library: no other occupation is looked at */
    bool wants_total;             /* … but for all of them together */
    const char *only_region;      /* … in no other place; NULL: in every */
    bool leaves_out_history;      /* of a library: figures under earlier codes are not asked for */
    bool wants_near;              /* of a library: of other occupations those nearest alone */
    bool wants_site;              /* of a library: all of it, for pages of every occupation */
    bool mixes_currencies;        /* of a library: observations in several stay as they are */
    bool leaves_out_observations; /* of a library: published rows alone */
    bool asks_observations;       /* a title of a survey's own is meant where it is one */
    bool wants_descriptions;      /* of a library: what the occupations are like, too */
    unsigned group_dims;          /* the dimensions by which individual observations are kept, as
                                               bits, besides those filtered by */
    bool leaves_out_names; /* what other dimensions hold is not asked for, not even for a hint */
    bool leaves_out_replicates; /* no interval asked for needs them */
    bool filters_observations;  /* observations outside of the filters are only counted, and some
                                   need not be kept */
    bool filters_figures; /* published figures outside of the filters are only counted, and need not
                             be kept */
    bool is_unhashed;     /* no digests of the sources are shown */
    const struct cs_backdrop *around; /* of a library: read before; NULL: they are read */
    struct cs_request_dims
        by;         /* order in which groups of observations will be asked for: a guess */
    bool holds_all; /* … and all together as one group */
};

struct cs_name_search;

struct cs_workspace {
    struct cs_call *call;          /* borrowed */
    const char *datasets_folder;   /* in the call's arena */
    struct cs_layouts layouts;     /* shipped ones and --layout */
    struct cs_reference reference; /* without names until they are loaded */
    bool has_names;
    struct cs_level_bands bands;    /* of --experience-bands; n 0: none */
    struct cs_load_request request; /* as it was loaded */
    struct cs_dataset *data;        /* what is asked about; NULL until loaded */
    const char **only_codes;  /* the occupations that `data` came to hold alone, up to NULL; NULL:
                                 others too. In the call's arena */
    const char **near_groups; /* beginnings of codes, up to NULL, of which it came to hold the
                                 nation's; NULL: none but those */
    struct cs_dataset_part shipped; /* of data: what came from the shipped packages, if read last */
    bool is_shipped_only;           /* neither files nor a library: the shipped packages alone */
    struct cs_dataset *price_data;  /* prices, parities, rates, average growth; NULL until asked */
    struct cs_dataset *crosswalks;  /* of --crosswalk; NULL until asked */
    struct cs_name_search
        *searched; /* every name of the library and of the reference tables against
                      searched_words, until who chooses takes it; NULL: none */
    const char *searched_words;
    bool is_settled; /* … of its titles alone, which settle what the words mean */
    bool has_spill;
    struct cs_spill spill; /* where observations go that memory may not hold, by --memory */
};

/* Finds the shipped folders and reads layouts and reference tables, those of names too unless the
 * command has names_late. Errors: CS_IO, CS_USAGE for a
 * wrong --layout. Ownership: cs_workspace_close, also after a failure. */
CS_MUST_USE enum cs_status cs_workspace_open(struct cs_workspace *workspace, struct cs_call *call);
void cs_workspace_close(struct cs_workspace *workspace);

/* Where a load's observations go that memory may not hold; NULL: the command has no --memory. */
struct cs_spill *cs_workspace_spill(struct cs_workspace *workspace,
                                    const struct cs_load_request *request);

/* Reads the reference tables of occupations and growth words, once. Errors: CS_IO. */
CS_MUST_USE enum cs_status cs_workspace_load_names(struct cs_workspace *workspace);

/* The dimensions that the call filters by, as bits. */
unsigned cs_workspace_filtered_dims(const struct cs_call *call);

/* Loads what is asked for into workspace->data: from paths, or without any what the filters ask for
 * from the library (cli/input/library_use.h), or the shipped packages where there is none.
 * --distinct and --period (for files that do not say their own) are obeyed. Individual observations
 * are kept by group, those with replicate weights row by row, unless these are left out. */
CS_MUST_USE enum cs_status cs_workspace_load(struct cs_workspace *workspace,
                                             const struct cs_load_request *request);
/* A request for the operands from `first` on as paths; without any for a file that was redirected
 * to standard input. */
struct cs_load_request cs_load_request_of(const struct cs_call *call, size_t first);
/* What of the filters can be told while data are read; nothing unless `is_wanted`. Borrows the
 * workspace. */
struct cs_key_filter cs_workspace_filter(const struct cs_workspace *workspace, bool is_wanted);
/* An occupation where files are expected is told as one, as `report` takes it. Errors: CS_IO for a
 * word that is no file and does not look like one. */
CS_MUST_USE enum cs_status cs_workspace_check_file(const struct cs_call *call, const char *word);
/* Loads the same anew, with all observations. */
CS_MUST_USE enum cs_status cs_workspace_load_unfiltered(struct cs_workspace *workspace);
/* Loads datasets/reference as a dataset into workspace->price_data, once. */
CS_MUST_USE enum cs_status cs_workspace_load_price_data(struct cs_workspace *workspace);

/* --occupation, --region, --level and --period against workspace->data. Errors: CS_USAGE for a name
 * that exists nowhere, CS_NO_ANSWER for one the data have nothing about; both with what there is.
 * Arena: the call's. */
CS_MUST_USE enum cs_status cs_workspace_select(struct cs_workspace *workspace,
                                               struct cs_selection *selection);
/* One word of one dimension → key of workspace->data; errors as above. */
CS_MUST_USE enum cs_status cs_workspace_key(struct cs_workspace *workspace, enum cs_dim dim,
                                            const char *word, uint32_t *key);

/* The folder NAME beside the datasets folder or in the installed share folder
 * ("reports/templates"); NULL when there is none. In the call's arena. */
const char *cs_workspace_shared_folder(struct cs_workspace *workspace, const char *name);

#endif
