// PULLBACK_CHECKPOINT(k): the loops whose states are kept in at most k snapshots.
#ifndef PULLBACK_FRONTEND_CHECKPOINTS_H
#define PULLBACK_FRONTEND_CHECKPOINTS_H

#include "Frontend/Annotations.h"

#include "clang/AST/Stmt.h"

#include <optional>

namespace pullback {

/// How many snapshots a loop may keep: a positive number, or that many as this parameter of its function says.
struct SnapshotCount {
  uint64_t number = 0;
  const clang::ParmVarDecl *parameter = nullptr;
};

class Checkpoints {
public:
  /// Reports those within `functions` that stand before no `for` or have no such count.
  Checkpoints(const Annotations &annotations, llvm::ArrayRef<const clang::FunctionDecl *> functions,
              clang::DiagnosticsEngine &diagnostics);

  bool hasFailed() const { return failed; }
  std::optional<SnapshotCount> find(const clang::Stmt *loop) const;

private:
  // By the place of the keyword: a template's instantiations have loops of their own there.
  llvm::DenseMap<clang::SourceLocation, SnapshotCount> counts;
  bool failed = false;
};

} // namespace pullback

#endif // PULLBACK_FRONTEND_CHECKPOINTS_H
