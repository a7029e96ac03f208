// Which standard headers a text needs.
#ifndef PULLBACK_EMIT_INCLUDES_H
#define PULLBACK_EMIT_INCLUDES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <set>
#include <string>
#include <vector>

namespace pullback::emit {

/// Whether the code has one of these words; `.zoom` is the word `zoom` behind `.` or `->`.
bool hasWord(llvm::StringRef text, const std::set<std::string> &words);

/// The same for C: for the words of `text` that stand in standard headers.
std::string printIncludesOfC(llvm::StringRef text, llvm::ArrayRef<std::string> extra, bool keepsOrder);

/// The include lines for the standard names in `text`, sorted, and the `extra` ones (`<cstddef>`, `"camera.h"`): those
/// of the user's own headers first, which may be `ownAreC`. With `keepsOrder`, the extra ones come first and as they
/// are.
std::string printIncludes(llvm::StringRef text, llvm::ArrayRef<std::string> extra, bool ownAreC = false,
                          bool keepsOrder = false);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_INCLUDES_H
