#include "daemon/billing/bar-chart.hh"

#include <fmt/format.h>

#include <cairo.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace vorrang::billing {
namespace {

constexpr int scale = 2;
constexpr double width = 720;
constexpr double labels = 170; // room for the groups' names
constexpr double numbers = 90; // … and for the numbers behind the bars
constexpr double bar = 14;
constexpr double gap = 10;
constexpr double head = 64;
constexpr std::size_t groups_limit = 30;

struct Colour {
    double red, green, blue;
};

// Told apart by who sees no red or green, too.
constexpr std::array<Colour, 4> kColours{Colour{0.12, 0.38, 0.66},
                                         Colour{0.90, 0.55, 0.10},
                                         Colour{0.35, 0.70, 0.55},
                                         Colour{0.5, 0.5, 0.5}};

struct Unref {
    void operator()(cairo_t* context) const { cairo_destroy(context); }

    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }

    void operator()(PangoLayout* layout) const { g_object_unref(layout); }

    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

cairo_status_t append(void* out, const unsigned char* data, unsigned int size) {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
}

class Canvas {
  public:
    explicit Canvas(double height)
        : surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                              static_cast<int>(width) * scale,
                                              static_cast<int>(std::ceil(height)) * scale))
        , context_(cairo_create(surface_.get())) {
        cairo_scale(context_.get(), scale, scale);
        cairo_set_source_rgb(context_.get(), 1, 1, 1);
        cairo_paint(context_.get());
    }

    void text(double x, double y, double size, std::string_view words, double room, bool right) {
        const std::unique_ptr<PangoLayout, Unref> layout(pango_cairo_create_layout(context_.get()));
        const std::unique_ptr<PangoFontDescription, Unref> font(pango_font_description_new());
        pango_font_description_set_family(font.get(), "DejaVu Sans");
        pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
        pango_layout_set_font_description(layout.get(), font.get());
        pango_layout_set_width(layout.get(), static_cast<int>(room * PANGO_SCALE));
        pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
        pango_layout_set_alignment(layout.get(), right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
        pango_layout_set_text(layout.get(), words.data(), static_cast<int>(words.size()));
        cairo_set_source_rgb(context_.get(), 0.1, 0.1, 0.1);
        cairo_move_to(context_.get(), x, y);
        pango_cairo_show_layout(context_.get(), layout.get());
    }

    void box(double x, double y, double wide, double high, const Colour& colour) {
        cairo_set_source_rgb(context_.get(), colour.red, colour.green, colour.blue);
        cairo_rectangle(context_.get(), x, y, wide, high);
        cairo_fill(context_.get());
    }

    Result<std::string> png() {
        std::string bytes;
        cairo_surface_flush(surface_.get());
        const auto status = cairo_surface_write_to_png_stream(surface_.get(), append, &bytes);
        if (status != CAIRO_STATUS_SUCCESS) {
            return fail(
                ErrorCode::internal,
                fmt::format("the chart could not be drawn: {}", cairo_status_to_string(status)));
        }
        return bytes;
    }

  private:
    std::unique_ptr<cairo_surface_t, Unref> surface_;
    std::unique_ptr<cairo_t, Unref> context_;
};

std::string number_text(double value) {
    return value == std::floor(value) ? fmt::format("{:.0f}", value) : fmt::format("{:.2f}", value);
}

} // namespace

Result<std::string> bar_chart_png(const BarChart& chart) {
    const auto count = std::min(chart.groups.size(), groups_limit);
    const auto series = std::min(chart.series.size(), kColours.size());
    const double group = static_cast<double>(series) * bar + gap;
    Canvas canvas(head + static_cast<double>(std::max<std::size_t>(count, 1)) * group + gap);
    canvas.text(16, 12, 15, chart.title, width - 32, false);
    for (std::size_t i = 0; i < series; ++i) {
        const double x = 16 + static_cast<double>(i) * 170;
        canvas.box(x, 41, 10, 10, kColours.at(i));
        canvas.text(x + 16, 38, 11, fmt::format("{}, {}", chart.series[i], chart.unit), 150, false);
    }
    double most = 0;
    for (std::size_t g = 0; g < count; ++g) {
        for (const double value : chart.groups[g].values) {
            most = std::max(most, std::abs(value));
        }
    }
    const double unit = most > 0 ? (width - labels - numbers - 16) / most : 0;
    for (std::size_t g = 0; g < count; ++g) {
        const double top = head + static_cast<double>(g) * group;
        canvas.text(16, top, 11, chart.groups[g].label, labels - 24, true);
        for (std::size_t i = 0; i < std::min(series, chart.groups[g].values.size()); ++i) {
            const double value = chart.groups[g].values[i];
            const double y = top + static_cast<double>(i) * bar;
            const double wide = std::abs(value) * unit;
            canvas.box(labels, y, std::max(wide, 1.0), bar - 2, kColours.at(i));
            canvas.text(labels + wide + 6, y - 1, 11, number_text(value), numbers, false);
        }
    }
    return canvas.png();
}

} // namespace vorrang::billing
