// Reports what the frontend cannot lower, through Clang's diagnostics: place, identifier, reason and remedy.
#ifndef PULLBACK_FRONTEND_OBSTACLES_H
#define PULLBACK_FRONTEND_OBSTACLES_H

#include "clang/AST/Decl.h"
#include "clang/Basic/Diagnostic.h"
#include "llvm/ADT/DenseSet.h"

#include <memory>
#include <set>
#include <tuple>

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
  /// call `$name`, and `hint` as another one. Notes that lead from the place to the requested function follow.
  void report(Obstacle obstacle, clang::SourceRange range, const llvm::Twine &subject, llvm::StringRef name = {},
              const std::string &hint = {});

  /// From now on, until it is called again, an obstacle that comes back is not printed again.
  void beginRequest() { printed.clear(); }

  /// How many obstacles were reported.
  unsigned getCount() const { return count; }

  /// A function that is lowered, and the call that led to it; null for a requested function.
  struct Caller {
    const clang::FunctionDecl *function = nullptr;
    clang::SourceLocation call;
    /// The last call in the user's own text on the way to a function of a library, and what it calls.
    const clang::FunctionDecl *standardFunction = nullptr;
    clang::SourceLocation standardCall;
    /// The caller of the function that calls.
    std::shared_ptr<const Caller> next = {};
  };
  /// The function that is lowered now. Its call is named in a note; in a library, the error is at the user's call.
  void setCaller(const Caller &current) { caller = current; }
  const Caller &getCaller() const { return caller; }
  /// The caller that `function` has when it is called at `call` from what is lowered now.
  Caller callFrom(const clang::FunctionDecl *function, clang::SourceLocation call) const;

private:
  bool isInLibrary(clang::SourceLocation location) const;
  void print(Obstacle obstacle, clang::SourceRange range, const std::string &subject, llvm::StringRef name,
             const std::string &hint = {});

  clang::DiagnosticsEngine &diagnostics;
  Caller caller;
  llvm::DenseSet<clang::SourceLocation> reportedCalls;
  /// What was printed for this request: what, where, in a function that is called where.
  std::set<std::tuple<std::string, unsigned, const clang::FunctionDecl *, unsigned>> printed;
  unsigned count = 0;
};

} // namespace pullback

#endif // PULLBACK_FRONTEND_OBSTACLES_H
