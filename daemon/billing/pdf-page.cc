#include "daemon/billing/pdf-page.hh"

#include <fmt/format.h>

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

namespace vorrang::billing {
namespace {

constexpr double page_width = 595;
constexpr double page_height = 842;

cairo_status_t append(void* out, const unsigned char* data, unsigned int size) {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
}

struct Unref {
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }

    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }

    void operator()(cairo_t* context) const { cairo_destroy(context); }

    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};

} // namespace

struct PdfPage::Parts {
    std::string bytes;
    std::unique_ptr<cairo_surface_t, Unref> surface;
    std::unique_ptr<cairo_t, Unref> context;

    std::unique_ptr<PangoLayout, Unref>
    layout(double width, std::string_view words, double size, bool bold, Align align) const {
        std::unique_ptr<PangoLayout, Unref> made(pango_cairo_create_layout(context.get()));
        const std::unique_ptr<PangoFontDescription, Unref> font(pango_font_description_new());
        pango_font_description_set_family(font.get(), "DejaVu Sans");
        pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
        pango_font_description_set_weight(font.get(),
                                          bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
        pango_layout_set_font_description(made.get(), font.get());
        pango_layout_set_width(made.get(), static_cast<int>(width * PANGO_SCALE));
        pango_layout_set_wrap(made.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_alignment(made.get(),
                                   align == Align::right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
        pango_layout_set_text(made.get(), words.data(), static_cast<int>(words.size()));
        return made;
    }
};

namespace {

double height_of(PangoLayout* layout) {
    int height = 0;
    pango_layout_get_size(layout, nullptr, &height);
    return static_cast<double>(height) / PANGO_SCALE;
}

} // namespace

PdfPage::PdfPage(std::string title, std::string_view date)
    : parts_(std::make_unique<Parts>()) {
    parts_->surface.reset(
        cairo_pdf_surface_create_for_stream(append, &parts_->bytes, page_width, page_height));
    const auto written = fmt::format("{}T00:00:00Z", date);
    auto* const surface = parts_->surface.get();
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, written.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, written.c_str());
    parts_->context.reset(cairo_create(surface));
}

PdfPage::~PdfPage() = default;

double PdfPage::text(
    double x, double y, double width, std::string_view words, double size, bool bold, Align align) {
    const auto layout = parts_->layout(width, words, size, bold, align);
    cairo_move_to(parts_->context.get(), x, y);
    pango_cairo_show_layout(parts_->context.get(), layout.get());
    return height_of(layout.get());
}

double PdfPage::height(double width, std::string_view words, double size, bool bold) {
    return height_of(parts_->layout(width, words, size, bold, Align::left).get());
}

void PdfPage::rule(double y) {
    auto* const context = parts_->context.get();
    cairo_set_line_width(context, 0.5);
    cairo_move_to(context, left, y);
    cairo_line_to(context, right, y);
    cairo_stroke(context);
}

void PdfPage::next_page() {
    cairo_show_page(parts_->context.get());
}

Result<std::string> PdfPage::end() {
    parts_->context.reset();
    cairo_surface_finish(parts_->surface.get());
    const auto status = cairo_surface_status(parts_->surface.get());
    if (status != CAIRO_STATUS_SUCCESS) {
        return fail(ErrorCode::internal,
                    fmt::format("the PDF could not be written: {}", cairo_status_to_string(status)),
                    "is fonts-dejavu-core installed?");
    }
    return std::move(parts_->bytes);
}

} // namespace vorrang::billing
