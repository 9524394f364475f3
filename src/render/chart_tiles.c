/* Shaded tiles: US states in their usual grid, and a heat map of two dimensions. */
#include <math.h>
#include <string.h>

#include "render/chart_build.h"
#include "render/chart_grid.h"

enum { N_SHADES = 13 };

struct shades {
    double low, high;
    int has_lower, has_higher; /* values outside, drawn in the shade of the end */
    struct cs_layer *layers[N_SHADES];
};

static void include(struct shades *shades, struct cs_quantity value)
{
    if (!cs_is_drawn(value))
        return;
    shades->low = fmin(shades->low, value.value);
    shades->high = fmax(shades->high, value.value);
}

static void measure(const struct cs_builder *builder, struct shades *shades)
{
    *shades = (struct shades){.low = INFINITY, .high = -INFINITY};
    for (size_t i = 0; i < builder->chart->n_items; i++)
        include(shades, builder->chart->items[i].value);
}

/* The states make the scale; a territory far outside it takes its end, and the legend says so. */
static void measure_states(const struct cs_builder *builder, struct shades *shades)
{
    *shades = (struct shades){.low = INFINITY, .high = -INFINITY};
    for (size_t i = 0; i < CS_GRID_TILES; i++) {
        const struct cs_chart_item *item = cs_grid_item(builder->chart, i);
        if (!item || !cs_is_drawn(item->value))
            continue;
        if (i < CS_GRID_STATES || !(shades->high >= shades->low))
            include(shades, item->value);
        shades->has_lower |= item->value.value < shades->low;
        shades->has_higher |= item->value.value > shades->high;
    }
}

static int has_values(const struct shades *shades)
{
    return shades->high >= shades->low;
}

static int shade_of(const struct shades *shades, double value)
{
    double spread = shades->high - shades->low;
    double share = spread > 0 ? (value - shades->low) / spread : 0.5;
    return (int)lround(fmin(fmax(share, 0), 1) * (N_SHADES - 1));
}

static struct cs_colour shade_colour(const struct cs_builder *builder, int shade)
{
    return cs_style_sequential(builder->scene->style, (double)shade / (N_SHADES - 1));
}

/* A tile in data units, in the layer of its shade. Returns its colour. */
static struct cs_colour add_tile(struct cs_builder *builder, struct shades *shades, double value,
                                 const double box[4])
{
    int shade = shade_of(shades, value);
    struct cs_colour colour = shade_colour(builder, shade);
    if (!shades->layers[shade])
        shades->layers[shade] = cs_scene_layer(builder->scene, "shade", CS_SHAPE_BOX, colour, 0);
    cs_layer_add(builder->scene, shades->layers[shade], box, box + 2);
    return colour;
}

/* Values short enough for a tile: "$42.5k". */
static const char *tile_text(struct cs_builder *builder, double value)
{
    struct cs_format format = builder->format;
    char text[CS_FORMAT_BYTES];
    if (fabs(value) >= 10000 && format.unit.kind != CS_UNIT_PERCENT)
        format.step = fabs(value) >= 1e6 ? 1e5 : fabs(value) >= 1e5 ? 1000 : 500;
    const char *copy = cs_arena_strdup(builder->arena, cs_format_value(&format, value, text));
    return copy ? copy : "";
}

/* The scale as a strip with its ends and middle, at x, y, width pixels wide. */
static void put_legend(struct cs_builder *builder, const struct shades *shades, double x, double y,
                       double width)
{
    double step = width / N_SHADES;
    for (int i = 0; i < N_SHADES; i++) {
        struct cs_layer *layer = cs_scene_layer(builder->scene, "legend", CS_SHAPE_BOX,
                                                shade_colour(builder, i), 0);
        layer->is_on_screen = 1;
        double a[2] = {x + i * step, y}, b[2] = {x + (i + 1) * step, y + 12};
        cs_layer_add(builder->scene, layer, a, b);
    }
    static const enum cs_anchor anchors[] = {CS_ANCHOR_LEFT, CS_ANCHOR_RIGHT, CS_ANCHOR_MIDDLE};
    static const double shares[] = {0, 1, 0.5};
    for (int i = 0; i < (shades->high > shades->low ? 3 : 1); i++) {
        struct cs_label label = {.size = 11.5, .anchor = anchors[i], .x = x + shares[i] * width,
                                 .y = y + 26, .colour = cs_build_colour(builder, CS_ROLE_MUTED)};
        label.text = tile_text(builder, shades->low + shares[i] * (shades->high - shades->low));
        if (i < 2 && (i ? shades->has_higher : shades->has_lower))
            label.text = cs_arena_printf(builder->arena, "%s %s", i ? "≥" : "≤", label.text);
        cs_build_label_if_free(builder, &label);
    }
}

/* "hatched: withheld by the publisher (3), not reported (1)" under the tiles. */
static void explain_hatching(struct cs_builder *builder, const size_t counts[CS_N_PRESENCES])
{
    const char *text = NULL;
    for (int p = 1; p < CS_N_PRESENCES; p++)
        if (counts[p])
            text = cs_arena_printf(builder->arena, "%s%s %s (%zu)",
                                   text ? text : "Hatched:", text ? "," : "",
                                   cs_presence_words((enum cs_presence)p), counts[p]);
    if (!text)
        return;
    struct cs_wrap wrap = {CS_SIZE_AXIS, 0, builder->scene->width - 2 * builder->pad, 3};
    struct cs_label style = {.size = CS_SIZE_AXIS,
                             .colour = cs_build_colour(builder, CS_ROLE_MUTED)};
    struct cs_lines lines;
    cs_font_wrap(builder->arena, text, &wrap, &lines);
    for (size_t i = 0; i < lines.n_lines; i++) {
        builder->y += CS_SIZE_AXIS * CS_FONT_LINE;
        cs_build_text(builder, lines.lines[i], builder->pad, builder->y, &style);
    }
    builder->y += 4;
}

/* What all tiles of a map share: sizes at which their text fits. */
struct tile_type {
    double code_size, value_size; /* value_size 0: no room for values */
    double step;                  /* of the values, for cs_format */
};

static const char *value_text(struct cs_builder *builder, const struct tile_type *type,
                              double value)
{
    struct cs_format format = builder->format;
    char text[CS_FORMAT_BYTES];
    if (type->step == 0)
        return tile_text(builder, value);
    format.step = type->step;
    const char *copy = cs_arena_strdup(builder->arena, cs_format_value(&format, value, text));
    return copy ? copy : "";
}

/* The largest type, then the shorter values, at which the widest value fits its tile. */
static struct tile_type choose_type(struct cs_builder *builder, double width, double height)
{
    struct tile_type type = {.code_size = fmin(12.5, fmin(width * 0.4, height * 0.42))};
    static const double steps[] = {0, 1000};
    for (double size = 11; size >= 8; size -= 1)
        for (size_t s = 0; s < 2; s++) {
            double widest = 0;
            type.step = steps[s];
            for (size_t i = 0; i < builder->chart->n_items; i++) {
                struct cs_quantity value = builder->chart->items[i].value;
                if (!cs_is_drawn(value) || (s == 1 && fabs(value.value) < 10000))
                    continue;
                const char *text = value_text(builder, &type, value.value);
                widest = fmax(widest, cs_font_width(text, strlen(text), size, 0));
            }
            if (widest <= width - 5 && size + type.code_size <= height - 4) {
                type.value_size = size;
                return type;
            }
        }
    return type;
}

static void print_tile(struct cs_builder *builder, const struct tile_type *type,
                       const double center[2], const char *const text[2], struct cs_colour colour)
{
    int has_value = text[1] && type->value_size > 0;
    struct cs_label label = {.size = type->code_size, .is_bold = 1, .anchor = CS_ANCHOR_MIDDLE,
                             .text = text[0], .x = center[0], .colour = colour};
    label.y = center[1] + (has_value ? -type->code_size * 0.2 : type->code_size * 0.36);
    cs_build_label_if_free(builder, &label);
    if (!has_value)
        return;
    label = (struct cs_label){.size = type->value_size, .anchor = CS_ANCHOR_MIDDLE,
                              .text = text[1], .x = center[0],
                              .y = center[1] + type->value_size * 1.1, .colour = colour};
    cs_build_label_if_free(builder, &label);
}

struct map {
    struct shades shades;
    struct tile_type type;
    size_t counts[CS_N_PRESENCES]; /* of tiles without a value */
};

static void draw_state(struct cs_builder *builder, struct map *map, size_t state)
{
    static const double gap = 0.025;
    const struct cs_chart_item *item = cs_grid_item(builder->chart, state);
    const struct cs_frame *frame = &builder->scene->frame;
    double x = cs_grid[state].column, y = cs_grid[state].row;
    double box[4] = {x + gap, y + gap, x + 1 - gap, y + 1 - gap};
    double center[2] = {cs_frame_x(frame, x + 0.5), cs_frame_y(frame, y + 0.5)};
    if (!item && state >= CS_GRID_STATES)
        return; /* a territory that is not in the data is not drawn */
    if (item && cs_is_drawn(item->value)) {
        struct cs_colour colour = add_tile(builder, &map->shades, item->value.value, box);
        const char *text[2] = {cs_grid[state].code,
                               value_text(builder, &map->type, item->value.value)};
        print_tile(builder, &map->type, center, text,
                   cs_style_text_on(builder->scene->style, colour));
        return;
    }
    double pixels[4] = {cs_frame_x(frame, box[0]), cs_frame_y(frame, box[1]),
                        cs_frame_x(frame, box[2]), cs_frame_y(frame, box[3])};
    double half = map->type.code_size;
    double plate[4] = {center[0] - half, center[1] - half * 0.72, center[0] + half,
                       center[1] + half * 0.72};
    cs_build_hatch(builder, pixels);
    struct cs_layer *layer = cs_scene_layer(builder->scene, "plate", CS_SHAPE_BOX,
                                            cs_build_colour(builder, CS_ROLE_GROUND), 0);
    double a[2] = {cs_frame_value_x(frame, plate[0]), cs_frame_value_y(frame, plate[1])};
    double b[2] = {cs_frame_value_x(frame, plate[2]), cs_frame_value_y(frame, plate[3])};
    cs_layer_add(builder->scene, layer, a, b);
    print_tile(builder, &map->type, center, (const char *[2]){cs_grid[state].code, NULL},
               cs_build_colour(builder, CS_ROLE_MUTED));
    enum cs_presence reason = item ? item->value.presence : CS_NOT_REPORTED;
    map->counts[reason == CS_PRESENT || reason == CS_AT_LEAST ? CS_NOT_AVAILABLE : reason]++;
}

enum cs_status cs_build_tilemap(struct cs_builder *builder)
{
    struct map map = {.counts = {0}};
    double width = builder->scene->width - 2 * builder->pad, room = 0;
    double tile_width = width / CS_GRID_COLUMNS;
    double natural = fmin(fmax(tile_width * 0.82, 30), 52) * CS_GRID_ROWS;
    measure_states(builder, &map.shades);
    builder->y += 8;
    enum cs_status status = cs_build_room(builder, natural, 27 * CS_GRID_ROWS, 34, &room);
    if (status != CS_OK)
        return status;
    struct cs_frame *frame = &builder->scene->frame;
    *frame = (struct cs_frame){builder->pad, builder->pad + width, builder->y, builder->y + room,
                               0, CS_GRID_COLUMNS, 0, CS_GRID_ROWS};
    map.type = choose_type(builder, tile_width, room / CS_GRID_ROWS);
    if (has_values(&map.shades))
        put_legend(builder, &map.shades, cs_frame_x(frame, 3), frame->top + 6,
                   (frame->right - frame->left) * 4 / CS_GRID_COLUMNS);
    for (size_t i = 0; i < CS_GRID_TILES; i++)
        draw_state(builder, &map, i);
    builder->y = frame->bottom + 2;
    explain_hatching(builder, map.counts);
    return CS_OK;
}

/* A heat map with the longer dimension downward. */
struct cells {
    const char *const *rows, *const *columns;
    size_t n_rows, n_columns;
    int is_transposed;
    double label_width, label_size;
};

static void take_cells(const struct cs_chart *chart, struct cells *cells)
{
    cells->is_transposed = chart->n_columns > 12 && chart->n_columns > chart->n_rows;
    cells->rows = cells->is_transposed ? chart->columns : chart->rows;
    cells->columns = cells->is_transposed ? chart->rows : chart->columns;
    cells->n_rows = cells->is_transposed ? chart->n_columns : chart->n_rows;
    cells->n_columns = cells->is_transposed ? chart->n_rows : chart->n_columns;
}

static void draw_row_names(struct cs_builder *builder, const struct cells *cells)
{
    const struct cs_frame *frame = &builder->scene->frame;
    double height = (frame->bottom - frame->top) / (double)cells->n_rows;
    struct cs_label style = {.size = fmin(cells->label_size, height - 1),
                             .anchor = CS_ANCHOR_RIGHT,
                             .colour = cs_build_colour(builder, CS_ROLE_INK)};
    size_t max_lines = (size_t)(height / (style.size * 1.2));
    struct cs_wrap wrap = {style.size, 0, cells->label_width, max_lines ? max_lines : 1};
    for (size_t i = 0; i < cells->n_rows; i++) {
        struct cs_lines lines;
        const char *clean = cs_font_clean(builder->arena, cells->rows[i]);
        cs_font_wrap(builder->arena, clean ? clean : "", &wrap, &lines);
        double y = frame->top + height * ((double)i + 0.5) + style.size * 0.36 -
                   style.size * 0.6 * ((double)lines.n_lines - 1);
        for (size_t j = 0; j < lines.n_lines; j++, y += style.size * 1.2)
            cs_build_text(builder, lines.lines[j], frame->left - 10, y, &style);
    }
}

static struct cs_wrap column_wrap(const struct cs_builder *builder, const struct cells *cells)
{
    double width = builder->scene->width - 2 * builder->pad - cells->label_width - 10;
    return (struct cs_wrap){CS_SIZE_AXIS, 0, width / (double)cells->n_columns - 6, 3};
}

/* Height of the column names. */
static double head_height(struct cs_builder *builder, const struct cells *cells)
{
    struct cs_wrap wrap = column_wrap(builder, cells);
    size_t most = 1;
    for (size_t i = 0; i < cells->n_columns && wrap.width >= 18; i++) {
        struct cs_lines lines;
        const char *clean = cs_font_clean(builder->arena, cells->columns[i]);
        cs_font_wrap(builder->arena, clean ? clean : "", &wrap, &lines);
        most = lines.n_lines > most ? lines.n_lines : most;
    }
    return (double)most * CS_SIZE_AXIS * 1.2 + 4;
}

static void draw_column_names(struct cs_builder *builder, const struct cells *cells)
{
    const struct cs_frame *frame = &builder->scene->frame;
    double width = (frame->right - frame->left) / (double)cells->n_columns;
    struct cs_label style = {.size = CS_SIZE_AXIS, .anchor = CS_ANCHOR_MIDDLE,
                             .colour = cs_build_colour(builder, CS_ROLE_INK)};
    struct cs_wrap wrap = column_wrap(builder, cells);
    for (size_t i = 0; i < cells->n_columns && wrap.width >= 18; i++) {
        struct cs_lines lines;
        const char *clean = cs_font_clean(builder->arena, cells->columns[i]);
        cs_font_wrap(builder->arena, clean ? clean : "", &wrap, &lines);
        double y = frame->top - 6 - style.size * 1.2 * ((double)lines.n_lines - 1);
        for (size_t j = 0; j < lines.n_lines; j++, y += style.size * 1.2)
            cs_build_text(builder, lines.lines[j], frame->left + width * ((double)i + 0.5), y,
                          &style);
    }
}

static void draw_cell(struct cs_builder *builder, struct shades *shades, const double at[2],
                      struct cs_quantity value)
{
    const struct cs_frame *frame = &builder->scene->frame;
    double width = cs_frame_x(frame, 1) - cs_frame_x(frame, 0);
    double height = cs_frame_y(frame, 1) - cs_frame_y(frame, 0);
    double gap_x = fmin(1, width / 10) / width, gap_y = fmin(1, height / 10) / height;
    double box[4] = {at[0] + gap_x, at[1] + gap_y, at[0] + 1 - gap_x, at[1] + 1 - gap_y};
    if (!cs_is_drawn(value)) {
        double pixels[4] = {cs_frame_x(frame, box[0]), cs_frame_y(frame, box[1]),
                            cs_frame_x(frame, box[2]), cs_frame_y(frame, box[3])};
        cs_build_hatch(builder, pixels);
        return;
    }
    struct cs_colour colour = add_tile(builder, shades, value.value, box);
    struct cs_label label = {.size = 11.5, .anchor = CS_ANCHOR_MIDDLE,
                             .x = cs_frame_x(frame, at[0] + 0.5),
                             .y = cs_frame_y(frame, at[1] + 0.5) + 11.5 * 0.36,
                             .colour = cs_style_text_on(builder->scene->style, colour)};
    label.text = cs_build_value(builder, value);
    if (cs_label_width(&label) > width - 6)
        label.text = tile_text(builder, value.value);
    if (cs_label_width(&label) <= width - 4 && height >= 14)
        cs_build_label_if_free(builder, &label);
}

static double widest_row_name(struct cs_builder *builder, const struct cells *cells)
{
    double widest = 0;
    for (size_t i = 0; i < cells->n_rows; i++) {
        const char *clean = cs_font_clean(builder->arena, cells->rows[i]);
        if (clean)
            widest = fmax(widest, cs_font_width(clean, strlen(clean), cells->label_size, 0));
    }
    return fmin(widest, builder->scene->width * 0.34);
}

static void draw_cells(struct cs_builder *builder, const struct cells *cells,
                       struct shades *shades)
{
    const struct cs_chart *chart = builder->chart;
    size_t counts[CS_N_PRESENCES] = {0}, n = cells->n_rows * cells->n_columns;
    unsigned char *is_filled = cs_arena_alloc(builder->arena, n + 1);
    for (size_t i = 0; is_filled && i < chart->n_items; i++) {
        size_t row = cells->is_transposed ? chart->items[i].column : chart->items[i].row;
        size_t column = cells->is_transposed ? chart->items[i].row : chart->items[i].column;
        if (row >= cells->n_rows || column >= cells->n_columns ||
            is_filled[row * cells->n_columns + column])
            continue;
        is_filled[row * cells->n_columns + column] = 1;
        struct cs_quantity value = chart->items[i].value;
        draw_cell(builder, shades, (double[2]){(double)column, (double)row}, value);
        if (!cs_is_drawn(value))
            counts[value.presence <= CS_AT_LEAST ? CS_NOT_AVAILABLE : value.presence]++;
    }
    for (size_t i = 0; is_filled && i < n; i++)
        if (!is_filled[i]) {
            draw_cell(builder, shades,
                      (double[2]){(double)(i % cells->n_columns), (double)(i / cells->n_columns)},
                      cs_quantity_missing(CS_NOT_REPORTED));
            counts[CS_NOT_REPORTED]++;
        }
    explain_hatching(builder, counts);
}

enum cs_status cs_build_heatmap(struct cs_builder *builder)
{
    struct shades shades;
    struct cells cells = {.label_size = 12};
    take_cells(builder->chart, &cells);
    measure(builder, &shades);
    if (!cells.n_rows || !cells.n_columns)
        cells.n_rows = cells.n_columns = 0;
    cells.label_width = widest_row_name(builder, &cells);
    if (has_values(&shades)) {
        builder->y += 2;
        put_legend(builder, &shades, builder->pad, builder->y, 180);
        builder->y += 34;
    }
    double height = cells.n_rows <= 6 ? 44 : cells.n_rows <= 16 ? 32 : 22, room = 0;
    if (cells.n_rows)
        builder->y += head_height(builder, &cells);
    enum cs_status status = cs_build_room(builder, height * (double)cells.n_rows,
                                          9 * (double)cells.n_rows, 34, &room);
    if (status != CS_OK || !cells.n_rows)
        return status;
    double left = builder->pad + cells.label_width + 10;
    builder->scene->frame = (struct cs_frame){
        left, builder->scene->width - builder->pad, builder->y, builder->y + room, 0,
        (double)cells.n_columns, 0, (double)cells.n_rows};
    draw_row_names(builder, &cells);
    draw_column_names(builder, &cells);
    builder->y += room + 2;
    draw_cells(builder, &cells, &shades);
    return CS_OK;
}
