#include "daemon/desk/answer.hh"

#include "core/log.hh"

namespace vorrang::desk {

void Answer::line(std::initializer_list<std::string_view> fields) {
    out_ += format_line(fields);
}

void Answer::ok(std::initializer_list<std::string_view> fields) {
    out_ += "OK";
    for (const auto field : fields) {
        out_ += '\t';
        append_escaped(out_, field);
    }
    out_ += '\n';
}

void Answer::no(const Refusal& refusal) {
    line({"NO", refusal.code, refusal.sentence});
}

void Answer::bad(std::string_view text) {
    line({"BAD", sentence(text)});
}

void Answer::no(std::string_view verb, const Error& error) {
    if (error.code == ErrorCode::internal) {
        log::error("desk.defect", {{"verb", verb}, {"error", error.text}, {"hint", error.hint}});
    }
    no(refusal_of(error));
}

awaitable<bool> Answer::flush() {
    if (out_.empty()) {
        co_return true;
    }
    co_return co_await send_(std::exchange(out_, {}));
}

} // namespace vorrang::desk
