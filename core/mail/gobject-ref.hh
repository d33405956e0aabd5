#pragma once

#include "core/handle.hh"

#include <glib-object.h>
#include <glib.h>

namespace vorrang::mail {

/// A counted reference to a GObject of GMime.
template <typename T> using GObjectRef = unique_handle<T, g_object_unref>;

/// A string that GLib allocated.
using GText = unique_handle<char, g_free>;

} // namespace vorrang::mail
