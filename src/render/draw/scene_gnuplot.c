/* Writes the gnuplot script of a scene: the one place that knows gnuplot's commands. */
#include "render/draw/scene_gnuplot.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "render/draw/gnuplot.h"
#include "render/draw/palette.h"
#include "render/draw/scene.h"
#include "render/draw/style.h"

/* gnuplot centres a label on its point: the baseline is this share of the size below. Read off its
 * SVG; the cairo terminals agree to a pixel. */
static const double baseline_share = 0.3256;
/* The radius of a point of size 1 in its SVG: 4.5, and half the line around it. */
static const double svg_point_radius = 4.5 * 1.111;

/* What makes a terminal draw text, lines and points of one size in CSS pixels: gnuplot's terminals
 * count them in points or pixels by rules of their own. Measured on gnuplot 5.4 output. */
struct terminal_scales {
    double font, line, point, dash;
};
static const struct terminal_scales png_scales = {0.75, 1, 1.5 * 1.111, 1};
static const struct terminal_scales pdf_scales = {0.5625, 1.5, 1.125 * 1.111, 2};

struct writer {
    const struct cs_scene *scene;
    const struct cs_palette *palette;
    const struct cs_script *script;
    struct cs_buf *out;
};

static const char *name_of(const struct writer *writer, struct cs_color color)
{
    return writer->palette->tones[cs_palette_find(writer->palette, color)].name;
}

/* The colors by name: who edits the script changes them here. */
static void write_palette(const struct writer *writer)
{
    for (size_t i = 0; i < writer->palette->n_tones; i++) {
        const struct cs_tone *tone = &writer->palette->tones[i];
        uint32_t color = writer->script->use == CS_SCRIPT_MARKS ? cs_palette_key(i)
                         : writer->script->is_dark              ? tone->color.dark
                                                                : tone->color.light;
        cs_buf_printf(writer->out, "%s = '#%06x'\n", tone->name, color);
    }
}

static void write_terminal(const struct writer *writer)
{
    const struct cs_scene *scene = writer->scene;
    const struct cs_script *script = writer->script;
    struct cs_buf *out = writer->out;
    int scale = script->format == CS_CHART_PNG && script->scale > 1 ? script->scale : 1;
    cs_buf_puts(out, "set terminal ");
    if (script->format == CS_CHART_SVG)
        cs_buf_printf(out, "svg size %.0f,%.0f dynamic", scene->width, scene->height);
    else if (script->format == CS_CHART_PNG)
        cs_buf_printf(out, "pngcairo size %.0f,%.0f", scene->width * scale, scene->height * scale);
    else
        cs_buf_printf(out, "pdfcairo size %.6gin,%.6gin", scene->width / 96, scene->height / 96);
    cs_buf_puts(out, " noenhanced font ");
    cs_buf_printf(out, "'%s,12' background %s", scene->style->font,
                  name_of(writer, cs_style_color(scene->style, CS_ROLE_GROUND)));
    const struct terminal_scales *scales =
        script->format == CS_CHART_PNG ? &png_scales : &pdf_scales;
    if (script->format != CS_CHART_SVG)
        cs_buf_printf(out, " fontscale %g linewidth %g pointscale %g dashlength %g",
                      scales->font * scale, scales->line * scale, scales->point * scale,
                      scales->dash * scale);
    cs_buf_puts(out, "\nset output ");
    cs_gnuplot_quote(out, script->file, strlen(script->file));
    cs_buf_puts(out, "\nset encoding utf8\nunset key\nunset border\nunset tics\n");
}

static void write_frame(const struct cs_scene *scene, struct cs_buf *out)
{
    const struct cs_frame *frame = &scene->frame;
    cs_buf_printf(out, "set lmargin at screen %.8g\nset rmargin at screen %.8g\n",
                  frame->left / scene->width, frame->right / scene->width);
    cs_buf_printf(out, "set tmargin at screen %.8g\nset bmargin at screen %.8g\n",
                  1 - frame->top / scene->height, 1 - frame->bottom / scene->height);
    cs_buf_printf(out, "set xrange [%.10g:%.10g]\nset yrange [%.10g:%.10g]\n", frame->from_x,
                  frame->to_x, frame->to_y, frame->from_y);
}

static void write_labels(const struct writer *writer)
{
    const struct cs_scene *scene = writer->scene;
    struct cs_buf *out = writer->out;
    static const char *const anchors[] = {"left", "center", "right"};
    for (size_t i = 0; i < scene->n_labels; i++) {
        const struct cs_label *label = &scene->labels[i];
        double middle = label->y - baseline_share * label->size;
        cs_buf_puts(out, "set label ");
        cs_gnuplot_quote(out, label->text, strlen(label->text));
        cs_buf_printf(out, " at screen %.6f,%.6f %s font '%s%s,%g' textcolor rgb %s front\n",
                      label->x / scene->width, 1 - middle / scene->height, anchors[label->anchor],
                      scene->style->font, label->is_bold ? ":Bold" : "", label->size,
                      name_of(writer, label->color));
    }
}

/* Keys and legends stand outside the plotting area, where gnuplot draws objects only. */
static void write_objects(const struct writer *writer, const struct cs_layer *layer)
{
    const struct cs_scene *scene = writer->scene;
    struct cs_buf *out = writer->out;
    const char *color = name_of(writer, layer->color);
    for (size_t i = 0; i < layer->n_rows; i++) {
        const double *v = layer->rows[i].v;
        double x0 = v[0] / scene->width, y0 = 1 - v[1] / scene->height;
        double x1 = v[2] / scene->width, y1 = 1 - v[3] / scene->height;
        if (layer->shape == CS_SHAPE_BOX)
            cs_buf_printf(out,
                          "set object rectangle from screen %.6f,%.6f to screen %.6f,%.6f "
                          "front fs solid 1 noborder fc rgb %s\n",
                          x0, y0, x1, y1, color);
        else if (layer->shape == CS_SHAPE_SEGMENT)
            cs_buf_printf(out,
                          "set arrow from screen %.6f,%.6f to screen %.6f,%.6f nohead front "
                          "lw %g lc rgb %s%s\n",
                          x0, y0, x1, y1, layer->width, color, layer->is_dashed ? " dt (6,4)" : "");
        else
            cs_buf_printf(out,
                          "set label '' at screen %.6f,%.6f front point pt 7 ps %.4g "
                          "lc rgb %s\n",
                          x0, y0, layer->width / svg_point_radius, color);
    }
}

static void write_data(const struct cs_layer *layer, int number, struct cs_buf *out)
{
    int n_values = layer->shape == CS_SHAPE_BOX || layer->shape == CS_SHAPE_SEGMENT ? 4 : 2;
    cs_buf_printf(out, "$%s_%d << EOD\n", layer->name, number);
    for (size_t i = 0; i < layer->n_rows; i++) {
        const struct cs_mark_row *row = &layer->rows[i];
        for (int j = 0; j < n_values && !row->is_break; j++)
            cs_buf_printf(out, j ? " %.9g" : "%.9g", row->v[j]);
        cs_buf_putc(out, '\n');
    }
    cs_buf_puts(out, "EOD\n");
}

static void write_plot(const struct writer *writer, const struct cs_layer *layer, int number)
{
    struct cs_buf *out = writer->out;
    const char *color = name_of(writer, layer->color);
    cs_buf_printf(out, "$%s_%d using ", layer->name, number);
    switch (layer->shape) {
    case CS_SHAPE_BOX:
        cs_buf_printf(out, "1:2:1:3:2:4 with boxxyerror fs solid 1 noborder fc rgb %s", color);
        break;
    case CS_SHAPE_SEGMENT:
        cs_buf_printf(out, "1:2:($3-$1):($4-$2) with vectors nohead lw %g lc rgb %s%s",
                      layer->width, color, layer->is_dashed ? " dt (6,4)" : "");
        break;
    case CS_SHAPE_POINT:
        cs_buf_printf(out, "1:2 with points pt 7 ps %.4g lc rgb %s",
                      layer->width / svg_point_radius, color);
        break;
    case CS_SHAPE_LINE:
        cs_buf_printf(out, "1:2 with lines lw %g lc rgb %s%s", layer->width, color,
                      layer->is_dashed ? " dt (6,4)" : "");
        break;
    case CS_SHAPE_AREA:
        cs_buf_printf(out, "1:2 with filledcurves closed fs solid 1 noborder fc rgb %s", color);
        break;
    }
}

static void write_plots(const struct writer *writer)
{
    int number = 0;
    cs_buf_puts(writer->out, "plot ");
    for (const struct cs_layer *layer = writer->scene->first; layer; layer = layer->next)
        if (layer->n_rows && !layer->is_on_screen) {
            cs_buf_puts(writer->out, number ? ", \\\n     " : "");
            write_plot(writer, layer, ++number);
        }
    cs_buf_puts(writer->out, number ? "\nunset output\n" : "NaN\nunset output\n");
}

void cs_scene_script(const struct cs_scene *scene, const struct cs_palette *palette,
                     const struct cs_script *script, struct cs_buf *out)
{
    struct writer writer = {scene, palette, script, out};
    if (script->comment)
        cs_buf_printf(out, "# %s #\n", script->comment); /* a last backslash would join lines */
    write_palette(&writer);
    write_terminal(&writer);
    write_frame(scene, out);
    if (script->use == CS_SCRIPT_WHOLE)
        write_labels(&writer);
    int number = 0;
    for (const struct cs_layer *layer = scene->first; layer; layer = layer->next)
        if (layer->is_on_screen)
            write_objects(&writer, layer);
        else if (layer->n_rows)
            write_data(layer, ++number, out);
    write_plots(&writer);
}
