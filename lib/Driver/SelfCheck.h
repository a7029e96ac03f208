// Generated code is parsed by Clang before it is written, under the warning flags that the contract promises to pass.
#ifndef PULLBACK_DRIVER_SELFCHECK_H
#define PULLBACK_DRIVER_SELFCHECK_H

#include "clang/Frontend/CompilerInvocation.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace pullback {

/// What is checked.
struct CheckedCode {
  std::string source, header;
  std::string headerName;    // as the source includes the header
  std::string includePrimal; // as the source includes the primal's file, whose warnings do not count then; "" if not
};

enum class SelfCheck {
  Passed,
  HeaderFailed, ///< there is an error in a header of the user's that the code includes
  Failed
};

/// Parses source and header from memory with the primal's own flags, the folder of `primal` on the include path. What
/// Clang reports goes to `messages`. Warnings in headers that the code includes do not count.
SelfCheck checkGeneratedCode(const CheckedCode &code, const std::string &primal,
                             const clang::CompilerInvocation &invocation,
                             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files, llvm::raw_ostream &messages);

} // namespace pullback

#endif // PULLBACK_DRIVER_SELFCHECK_H
