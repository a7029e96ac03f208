// Functions that generated code calls where --checks or --trace-nonfinite ask for it.
#ifndef PULLBACK_EMIT_DEBUGHELPERS_H
#define PULLBACK_EMIT_DEBUGHELPERS_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace pullback::emit {

/// Definitions with internal linkage of the helpers that `text` calls, in an unnamed namespace; "" if there are none.
std::string printDebugHelpers(llvm::StringRef text);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_DEBUGHELPERS_H
