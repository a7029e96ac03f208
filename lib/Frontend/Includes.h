// Which headers generated code has to include for the types that it names.
#ifndef PULLBACK_FRONTEND_INCLUDES_H
#define PULLBACK_FRONTEND_INCLUDES_H

#include "clang/AST/Decl.h"

#include <set>
#include <string>
#include <vector>

namespace clang {
class CompilerInstance;
}

namespace pullback {

/// One `#include` of the main file, or of that of another source.
struct IncludeDirective {
  std::string file;     // where it stands
  unsigned offset;      // of the `#` in it
  std::string spelling; // `"camera.h"`, `<cmath>`
};
using IncludeDirectives = std::vector<IncludeDirective>;

/// Records the main file's directives while `compiler` preprocesses.
void recordIncludes(clang::CompilerInstance &compiler, IncludeDirectives &directives);

/// The directives through which the types in the function's signature came, as the source spells them, in its order.
std::vector<std::string> getSignatureIncludes(const clang::FunctionDecl *function, const IncludeDirectives &directives);
/// A directive that generated code needs where it has one of these words: a type, or `.` and a member of one.
struct BodyInclude {
  std::string spelling;
  std::set<std::string> words;
};
/// The same for the types that the body names, and the bodies of the functions that it calls.
std::vector<BodyInclude> getBodyIncludes(const clang::FunctionDecl *function, const IncludeDirectives &directives);

/// Where a declaration stands: that of an instance where its template does, and not `template struct Box<double>;`.
clang::SourceLocation getPlace(const clang::Decl *declaration);

/// The directive through which the header came that holds the declaration; "" if the main file does.
std::string findInclude(const clang::Decl *declaration, const IncludeDirectives &directives);

} // namespace pullback

#endif // PULLBACK_FRONTEND_INCLUDES_H
