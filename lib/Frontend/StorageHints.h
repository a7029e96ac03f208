// PULLBACK_STORE and PULLBACK_RECOMPUTE: how the reverse sweep is to get a variable.
#ifndef PULLBACK_FRONTEND_STORAGEHINTS_H
#define PULLBACK_FRONTEND_STORAGEHINTS_H

#include "Frontend/Annotations.h"

#include <optional>
#include <string>

namespace pullback {

/// The hints of a source. One can be obeyed for a local floating-point variable that is given its value where it is
/// declared, and no other later: then there is one value that it means.
class StorageHints {
public:
  /// Reports the hints within `functions` that cannot be obeyed.
  StorageHints(const Annotations &annotations, llvm::ArrayRef<const clang::FunctionDecl *> functions,
               clang::DiagnosticsEngine &diagnostics);

  bool hasFailed() const { return failed; }
  /// "store" or "recompute".
  std::optional<std::string> find(const clang::VarDecl *variable) const;

private:
  // By the place of the name: a template's instantiations have variables of their own there.
  llvm::DenseMap<clang::SourceLocation, std::string> hints;
  bool failed = false;
};

} // namespace pullback

#endif // PULLBACK_FRONTEND_STORAGEHINTS_H
