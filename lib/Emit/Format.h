// The layout of printed code.
#ifndef PULLBACK_EMIT_FORMAT_H
#define PULLBACK_EMIT_FORMAT_H

#include <string>

namespace pullback::emit {

/// Formats a whole file with Clang's formatter: LLVM's style with 100 columns and `double* x`.
std::string formatCode(const std::string &text);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_FORMAT_H
