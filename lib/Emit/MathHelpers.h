// Functions that derivatives need and <cmath> does not have.
#ifndef PULLBACK_EMIT_MATHHELPERS_H
#define PULLBACK_EMIT_MATHHELPERS_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace pullback::emit {

/// Definitions with internal linkage of the helpers that `text` calls, in an unnamed namespace; "" if there are none.
std::string printMathHelpers(llvm::StringRef text);

/// True for the functions and macros of <math.h> that generated C calls, with the suffixes of C.
bool isFunctionOfMathHeader(llvm::StringRef name);

/// True if generated code calls what glibc has in <math.h> beside the standard's functions.
bool callsGlibc(llvm::StringRef text, bool isC);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_MATHHELPERS_H
