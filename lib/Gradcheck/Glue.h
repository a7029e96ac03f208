// What the checking program says about one function: its parameters, and how its derivatives are called.
#ifndef PULLBACK_GRADCHECK_GLUE_H
#define PULLBACK_GRADCHECK_GLUE_H

#include "Gradcheck/Gradcheck.h"

namespace pullback {

/// Defines `static Function <name>()`.
std::string printGlue(const Request &request, const LocalDerivatives &local, const InactiveDeclarations &inactive,
                      const GradcheckOptions &options, const std::string &name);

/// What the descriptions of functions with derivatives in C need.
std::string printOwner(const GradcheckOptions &options);

/// True if there are matrices or arrays of Eigen in the signatures, also as members.
bool holdMatrices(llvm::ArrayRef<Request> requests);

/// Overloads of collect() for the structs in the signatures of the requests, each once.
std::string printStructs(llvm::ArrayRef<Request> requests);

} // namespace pullback

#endif // PULLBACK_GRADCHECK_GLUE_H
