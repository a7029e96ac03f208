// Functions that derivatives need and <cmath> does not have.
#ifndef PULLBACK_EMIT_MATHHELPERS_H
#define PULLBACK_EMIT_MATHHELPERS_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace pullback::emit {

/// Definitions with internal linkage of the helpers that `text` calls, in an unnamed namespace; "" if there are none.
std::string printMathHelpers(llvm::StringRef text);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_MATHHELPERS_H
