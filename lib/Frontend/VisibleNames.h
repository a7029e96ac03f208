// Names of the source's headers that names in generated code must not hide.
#ifndef PULLBACK_FRONTEND_VISIBLENAMES_H
#define PULLBACK_FRONTEND_VISIBLENAMES_H

#include "Frontend/Requests.h"

namespace clang {
class Sema;
}

namespace pullback {

/// Macros, and the variables and type aliases of the namespaces around the primals, as far as headers declare them: a
/// parameter or variable of that name would be expanded, or would hide them, of which `-Wshadow` warns. In alphabetical
/// order.
std::vector<std::string> collectVisibleNames(clang::Sema &sema, llvm::ArrayRef<Request> requests);

} // namespace pullback

#endif // PULLBACK_FRONTEND_VISIBLENAMES_H
