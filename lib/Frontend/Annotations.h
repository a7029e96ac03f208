// The macros of <pullback/pullback.h> as the source uses them, and the declarations that they annotate.
#ifndef PULLBACK_FRONTEND_ANNOTATIONS_H
#define PULLBACK_FRONTEND_ANNOTATIONS_H

#include "clang/AST/Decl.h"
#include "clang/Lex/Token.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

#include <string>
#include <vector>

namespace clang {
class CompilerInstance;
class Preprocessor;
} // namespace clang

namespace pullback {

enum class AnnotationKind { Request, Differentiate, Rule, Inactive, Store, Recompute, Checkpoint, Access };

/// One token of a request, with its exact place in the source (or in the text of a command-line option).
struct RequestToken {
  std::string text;
  clang::SourceLocation location;
  clang::Token token;
};

/// One use of a macro.
struct Annotation {
  AnnotationKind kind;
  clang::SourceRange range; // in the file: the macro's name, and the last token of its use
  std::vector<RequestToken> tokens;
  clang::SourceRange written = {}; // the same where it is written, which may be in the body of a macro
  clang::NamedDecl *declaration = nullptr; // set by attachAnnotations; null where none follows
  llvm::SmallVector<clang::NamedDecl *, 0> others = {}; // that are declared with it: `double a, b;`
};

/// All macros of one translation unit, in the order in which the preprocessor met them.
using Annotations = std::vector<Annotation>;

/// Records every use of the macros while `compiler` preprocesses.
void recordAnnotations(clang::CompilerInstance &compiler, Annotations &annotations);

/// Finds, for every annotation, the function, template, variable, parameter, field or type that it stands before
/// (through other annotations and attributes) or in whose declaration it stands (`struct PULLBACK_INACTIVE Rng`). In
/// `double a, b;` it stands before both.
void attachAnnotations(clang::ASTContext &ast, Annotations &annotations);

/// Reports every PULLBACK_INACTIVE that stands before nothing; true if there is none.
bool checkInactive(clang::DiagnosticsEngine &diagnostics, const Annotations &annotations);

/// True if the annotation stands within the declaration or definition of the function.
bool isWithin(const Annotation &annotation, const clang::FunctionDecl *function);

/// Answers for any redeclaration whether the user declared it PULLBACK_INACTIVE; a variable is inactive with its type.
class InactiveDeclarations {
public:
  explicit InactiveDeclarations(const Annotations &annotations);
  bool contains(const clang::Decl *declaration) const;
  /// One more, which was found elsewhere.
  void mark(const clang::NamedDecl *declaration);

private:
  bool isMarked(const clang::Decl *declaration) const;

  llvm::DenseSet<const clang::Decl *> marked; // canonical declarations, and parameters as (function, index)
  llvm::DenseSet<std::pair<const clang::Decl *, unsigned>> parameters;
  llvm::DenseSet<clang::SourceLocation>
      locals; // a variable of an instantiated body stands where that of the template does
};

} // namespace pullback

#endif // PULLBACK_FRONTEND_ANNOTATIONS_H
