// Bodies of functions that other sources of the same run define.
#ifndef PULLBACK_DRIVER_OTHERSOURCES_H
#define PULLBACK_DRIVER_OTHERSOURCES_H

#include "Driver/Compilation.h"
#include "Frontend/Annotations.h"
#include "Frontend/Includes.h"
#include "Frontend/Requests.h"

namespace pullback {

/// What a source takes over from others.
struct Borrowing {
  InactiveDeclarations &inactive; // gains what is declared inactive there
  IncludeDirectives &includes;    // gains the directives there
  std::vector<std::string> &dependencies;
};

/// Looks in the job's other sources for the bodies that the requests call and `ast` has not, copies them with all that
/// they need into `ast`, and says of each where it comes from. What cannot be copied stays without a body. False after
/// a reported error.
bool borrowBodies(clang::ASTContext &ast, const SourceJob &job, llvm::ArrayRef<Request> requests,
                  const UserRules &rules, Borrowing borrowing);

} // namespace pullback

#endif // PULLBACK_DRIVER_OTHERSOURCES_H
