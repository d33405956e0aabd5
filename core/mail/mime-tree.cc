#include "core/mail/mime-tree.hh"

#include <unordered_map>

namespace vorrang::mail {

namespace {

/// A mail's header fields that say what a part is.
void read_part_header(MimePart& part, std::string_view default_type) {
    part.content_type.value = default_type;
    const auto fields = split_header(part.header);
    if (const auto type = find_field(fields, "Content-Type")) {
        ParameterValue parsed = parse_parameters(*type);
        if (parsed.value.find('/') != std::string::npos) {
            part.content_type = std::move(parsed);
        }
    }
    if (const auto encoding = find_field(fields, "Content-Transfer-Encoding")) {
        part.encoding = transfer_encoding(*encoding);
    }
    if (const auto disposition = find_field(fields, "Content-Disposition")) {
        part.attachment = parse_parameters(*disposition).value == "attachment";
    }
}

/// Walks over the lines of a body once, with all open boundaries in one map.
class TreeReader {
  public:
    explicit TreeReader(std::string_view body)
        : body_(body) {}

    void read_content(MimePart& part, std::size_t depth) {
        const std::size_t begin = at_;
        const std::string boundary(part.content_type.parameter("boundary"));
        const bool deeper = depth < mime_depth_limit && parts_ < mime_parts_limit;
        if (part.is_multipart() && !boundary.empty()) {
            if (deeper) {
                read_multipart(part, boundary, depth);
            }
            over_cap_ = over_cap_ || !deeper;
        } else if (part.is("message/rfc822") && part.encoding == TransferEncoding::identity) {
            if (deeper) {
                read_part(part.parts.emplace_back(), "text/plain", depth + 1);
            }
            over_cap_ = over_cap_ || !deeper;
        }
        skip_to_boundary();
        part.body = body_.substr(begin, content_end(begin) - begin);
    }

    bool over_cap() const { return over_cap_; }

  private:
    struct Line {
        std::string_view text; ///< with its line end
        std::string_view name; ///< the boundary it names, if it starts with --
    };

    Line line() const {
        const std::size_t end = body_.find('\n', at_);
        Line out{body_.substr(at_, end == std::string_view::npos ? end : end - at_ + 1), {}};
        if (out.text.starts_with("--")) {
            out.name = out.text.substr(2);
            while (!out.name.empty() &&
                   std::string_view(" \t\r\n").find(out.name.back()) != std::string_view::npos) {
                out.name.remove_suffix(1);
            }
        }
        return out;
    }

    /// The depth of the open boundary that the line names; 0 if it is none.
    std::size_t depth_of(const Line& line, bool& closing) const {
        closing = false;
        if (auto found = open_.find(std::string(line.name)); found != open_.end()) {
            return found->second;
        }
        if (line.name.ends_with("--")) {
            closing = true;
            const auto name = line.name.substr(0, line.name.size() - 2);
            if (auto found = open_.find(std::string(name)); found != open_.end()) {
                return found->second;
            }
        }
        return 0;
    }

    bool at_boundary(std::size_t& depth, bool& closing) const {
        if (open_.empty() || body_.substr(at_, 2) != "--") {
            return false;
        }
        depth = depth_of(line(), closing);
        return depth != 0;
    }

    void skip_to_boundary() {
        std::size_t depth = 0;
        bool closing = false;
        while (at_ < body_.size() && !at_boundary(depth, closing)) {
            const std::size_t end = body_.find('\n', at_);
            at_ = end == std::string_view::npos ? body_.size() : end + 1;
        }
    }

    void read_multipart(MimePart& part, const std::string& boundary, std::size_t depth) {
        const bool fresh = open_.emplace(boundary, depth).second;
        if (!fresh) {
            return; // an outer part uses the same boundary: its lines are the outer part's
        }
        std::size_t found = 0;
        bool closing = false;
        skip_to_boundary();
        while (at_ < body_.size() && at_boundary(found, closing) && found == depth && !closing) {
            at_ += line().text.size();
            if (parts_ >= mime_parts_limit) {
                over_cap_ = true;
                break;
            }
            const bool digest = part.is("multipart/digest");
            read_part(
                part.parts.emplace_back(), digest ? "message/rfc822" : "text/plain", depth + 1);
        }
        if (at_ < body_.size() && at_boundary(found, closing) && found == depth && closing) {
            at_ += line().text.size();
        }
        open_.erase(boundary);
    }

    void read_part(MimePart& part, std::string_view default_type, std::size_t depth) {
        ++parts_;
        const std::size_t begin = at_;
        std::size_t found = 0;
        bool closing = false;
        std::size_t end = begin;
        while (at_ < body_.size() && !at_boundary(found, closing)) {
            const std::string_view text = line().text;
            at_ += text.size();
            end = at_;
            if (text == "\n" || text == "\r\n") {
                end -= text.size();
                break;
            }
        }
        part.header = body_.substr(begin, end - begin);
        read_part_header(part, default_type);
        read_content(part, depth);
    }

    /// The line end in front of a boundary is the boundary's.
    std::size_t content_end(std::size_t begin) const {
        std::size_t end = at_;
        if (open_.empty() || end == body_.size()) {
            return end;
        }
        if (end > begin && body_[end - 1] == '\n') {
            --end;
        }
        if (end > begin && body_[end - 1] == '\r') {
            --end;
        }
        return end;
    }

    std::string_view body_;
    std::size_t at_ = 0;
    std::size_t parts_ = 1;
    std::unordered_map<std::string, std::size_t> open_; ///< boundary → depth, from 1
    bool over_cap_ = false;
};

} // namespace

MimeTree parse_mime(std::string_view header, std::string_view body) {
    MimeTree tree;
    tree.root.header = header;
    read_part_header(tree.root, "text/plain");
    TreeReader reader(body);
    reader.read_content(tree.root, 1);
    tree.over_cap = reader.over_cap();
    return tree;
}

} // namespace vorrang::mail
