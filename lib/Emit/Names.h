// Gives variables their names.
#ifndef PULLBACK_EMIT_NAMES_H
#define PULLBACK_EMIT_NAMES_H

#include "Emit/Code.h"
#include "llvm/ADT/StringSet.h"

namespace pullback::emit {

/// Names parameters and variables so that no name hides another, is a keyword or a macro, or is in `taken` (functions
/// and types that the text mentions). Variables of disjoint scopes may share a name.
void assignNames(Code &code, llvm::ArrayRef<Variable *> parameters, const llvm::StringSet<> &taken);

/// True for names that no variable may have in C++ with the standard headers that generated code includes.
bool isReservedName(llvm::StringRef name);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_NAMES_H
