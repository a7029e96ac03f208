// Function names in requests, as Clang itself understands them.
#ifndef PULLBACK_FRONTEND_FUNCTIONNAMES_H
#define PULLBACK_FRONTEND_FUNCTIONNAMES_H

#include "Frontend/Annotations.h"

#include "llvm/ADT/ArrayRef.h"

#include <memory>

namespace clang {
class CompilerInstance;
class Sema;
} // namespace clang

namespace pullback {

/// A name such as `gmm::objective<double>` or `f(double, int)`, in a PULLBACK_DIFFERENTIATE or a --function.
struct FunctionName {
  std::vector<RequestToken> tokens; // without the parameter types
  std::vector<RequestToken> types;  // between the parentheses
  bool hasTypes = false;

  clang::SourceRange getRange() const { return {tokens.front().location, tokens.back().location}; }
};

/// Takes a leading function name with its optional parameter types off the first of `tokens`' comma-separated parts.
FunctionName parseFunctionName(llvm::ArrayRef<RequestToken> tokens);

/// Lets Clang parse function names in the scope where they stand, and finds what they mean when the file has been read.
///
/// Where a PULLBACK_DIFFERENTIATE stands, and at the end of the file for the names of the command line, the parser is
/// fed
///
///   template <class T> void pullback_name_0(T take) { take(&gmm::objective<double>); }
///   template <class T> using pullback_types_0 = void (double, int);
///
/// so that Clang looks names and template arguments up, reports what is wrong with them, and keeps whole overload sets.
class FunctionNames {
public:
  /// Hooks itself into the preprocessor. `annotations` is what recordAnnotations fills. `mayBeElsewhere`: names of the
  /// command line that this source does not declare are passed over, because another source may.
  FunctionNames(clang::CompilerInstance &compiler, const Annotations &annotations,
                std::vector<FunctionName> commandLineNames, bool mayBeElsewhere);
  ~FunctionNames();

  /// The text that has to follow the source so that names of the command line are parsed in global scope.
  static llvm::StringRef getTrailer();

  /// The one function that the name in annotation `index` means, its template instantiated; null after a reported
  /// error.
  clang::FunctionDecl *resolveAnnotation(clang::Sema &sema, size_t index);
  /// The same for name `index` of the command line; null without an error where it was passed over.
  clang::FunctionDecl *resolveCommandLine(clang::Sema &sema, size_t index);

private:
  struct State;
  std::unique_ptr<State> state;
};

} // namespace pullback

#endif // PULLBACK_FRONTEND_FUNCTIONNAMES_H
