// Reports what the frontend cannot lower, through Clang's diagnostics: place, identifier, reason and remedy.
#ifndef PULLBACK_FRONTEND_OBSTACLES_H
#define PULLBACK_FRONTEND_OBSTACLES_H

#include "clang/AST/Decl.h"
#include "clang/Basic/Diagnostic.h"

namespace pullback {

enum class Obstacle {
#define PULLBACK_OBSTACLE(enumerator, identifier, reason, remedy) enumerator,
#include "Frontend/Obstacles.def"
};

/// The texts of an obstacle, as Obstacles.def gives them.
struct ObstacleText {
  llvm::StringRef identifier, reason, remedy;
};
ObstacleText describe(Obstacle obstacle);

class ObstacleReporter {
public:
  explicit ObstacleReporter(clang::DiagnosticsEngine &diagnostics) : diagnostics(diagnostics) {}

  /// `cannot differentiate <subject>: <reason> [<identifier>]`, with the remedy as a note; `name` is what the texts
  /// call
  /// `$name`. Notes that lead from the requested function to the place follow.
  void report(Obstacle obstacle, clang::SourceRange range, const llvm::Twine &subject, llvm::StringRef name = {});

  /// How many obstacles were reported.
  unsigned getCount() const { return count; }

  /// The function that is lowered now and the call that led to it, named in a note; null for a requested function.
  void setCaller(const clang::FunctionDecl *function, clang::SourceLocation call);

private:
  clang::DiagnosticsEngine &diagnostics;
  const clang::FunctionDecl *calledFunction = nullptr;
  clang::SourceLocation callLocation;
  unsigned count = 0;
};

} // namespace pullback

#endif // PULLBACK_FRONTEND_OBSTACLES_H
