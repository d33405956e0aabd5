#pragma once

#include "milter/mta-actions.hh"

#include <libmilter/mfapi.h>

namespace vorrang::milter {

/// MtaActions over one SMFICTX; lives as long as one callback.
class LibmilterActions final : public MtaActions {
  public:
    explicit LibmilterActions(SMFICTX* context)
        : context_(context) {}

    [[nodiscard]] std::string macro(const char* name) const override;
    void reply(const char* code, const char* enhanced, std::string_view sentence) override;
    [[nodiscard]] bool delete_recipient(const std::string& as_given) override;
    [[nodiscard]] bool remove_header(const char* name, int n) override;

  private:
    SMFICTX* context_;
};

} // namespace vorrang::milter
