#pragma once

#include "core/result.hh"

#include <memory>
#include <string>
#include <string_view>

namespace vorrang::billing {

/// A PDF of A4 pages, written from the top down. Lengths are in points (1/72 inch).
class PdfPage {
  public:
    enum class Align { left, right };

    static constexpr double left = 56;
    static constexpr double right = 539;
    static constexpr double bottom = 780;

    /// `date` (2026-12-01) is the document's own: the same text gives the same bytes.
    PdfPage(std::string title, std::string_view date);
    ~PdfPage();
    PdfPage(const PdfPage&) = delete;
    PdfPage& operator=(const PdfPage&) = delete;

    /// Writes text into the column from x on, `width` wide, wrapped; returns its height.
    double text(double x,
                double y,
                double width,
                std::string_view words,
                double size,
                bool bold = false,
                Align align = Align::left);
    /// How high that would be.
    double height(double width, std::string_view words, double size, bool bold = false);
    void rule(double y);
    void next_page();

    /// The document; nothing can be written after it. `internal`: cairo says no.
    Result<std::string> end();

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace vorrang::billing
