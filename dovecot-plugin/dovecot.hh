#pragma once

// The one include of Dovecot's headers. They are C with gnu extensions (typeof), hence gnu++20;
// their macros warn. C++ headers must stand before them (config.h and lib.h define min, max and
// more).
#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wignored-qualifiers"
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
// lib.h must come before all others.
// clang-format off
extern "C" {
#include "config.h"
#include "lib.h"
#include "array.h"
#include "hash.h"
#include "imap-match.h"
#include "imap-util.h"
#include "index-mail.h"
#include "index-storage.h"
#include "index-sync-private.h"
#include "ioloop.h"
#include "iostream-temp.h"
#include "istream.h"
#include "istream-crlf.h"
#include "mail-cache.h"
#include "mail-copy.h"
#include "mail-index-modseq.h"
#include "mail-namespace.h"
#include "mail-storage-hooks.h"
#include "mail-storage-private.h"
#include "mail-user.h"
#include "mailbox-list-iter.h"
#include "mailbox-list-private.h"
#include "mailbox-list-subscriptions.h"
#include "mailbox-tree.h"
#include "mkdir-parents.h"
#include "module-context.h"
#include "ostream.h"
#include "seq-range-array.h"
#include "settings-parser.h"
#include "sha1.h"
#include "str.h"
#include "subscription-file.h"
}
// clang-format on
#pragma GCC diagnostic pop
#undef min
#undef max

namespace vorrang {

/// One frame of Dovecot's data stack, left however the scope is left (T_BEGIN leaks on `return`).
class DataStackFrame {
  public:
    DataStackFrame()
        : id_(t_push("vorrang")) {}

    ~DataStackFrame() { t_pop(&id_); }

    DataStackFrame(const DataStackFrame&) = delete;
    DataStackFrame& operator=(const DataStackFrame&) = delete;

  private:
    data_stack_frame_t id_;
};

/// INDEX_MAIL() for a mail of an index-based storage (container_of does not compile as C++).
inline index_mail* index_mail_of(mail* mail) {
    return reinterpret_cast<index_mail*>(mail);
}

/// MODULE_CONTEXT_REQUIRE does not compile as C++. The context must have been set.
template <typename Context, typename Object, typename Module>
Context* module_context(Object* object, Module& module) {
    return *reinterpret_cast<Context**>(
        array_idx_modifiable_i(&object->module_contexts.arr, module_get_context_id(&module.id)));
}

/// Whether the context was set at all (a user or mailbox older than the plugin has none).
template <typename Object, typename Module>
bool has_module_context(Object* object, Module& module) {
    return module_get_context_id(&module.id) < array_count_i(&object->module_contexts.arr) &&
           module_context<void>(object, module) != nullptr;
}

} // namespace vorrang
