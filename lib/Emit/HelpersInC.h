// Functions that generated C calls and that no library has.
#ifndef PULLBACK_EMIT_HELPERSINC_H
#define PULLBACK_EMIT_HELPERSINC_H

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"

#include <string>

namespace pullback::emit {

/// Static definitions of the helpers that `text` calls; "" if there are none.
std::string printHelpersInC(llvm::StringRef text);

/// True for the name of a helper of C that pb.math names, without the suffix of its type.
bool isMathHelperOfC(llvm::StringRef name);

/// The functions of the library that generated C may call beside those of <math.h>.
void addLibraryNamesOfC(llvm::StringSet<> &taken);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_HELPERSINC_H
