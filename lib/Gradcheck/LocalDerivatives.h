// Derivatives that the checking program needs and no request asks for.
#ifndef PULLBACK_GRADCHECK_LOCALDERIVATIVES_H
#define PULLBACK_GRADCHECK_LOCALDERIVATIVES_H

#include "Emit/Emit.h"
#include "Frontend/Requests.h"

namespace pullback {

struct LocalDerivatives {
  std::string scope;              // the namespace that they stand in
  std::vector<std::string> modes; // those that could be made: "vjp", "jvp"
  LocalCode code;
  std::string problem;          // why jvp could not be made; "" if it was, or is requested
  bool computesInFloat = false; // somewhere in the primal and what it calls
};

/// For each request, tangents unless it asks for them, and a vjp unless it asks for one of that kind. `module` is as
/// imported, its primals in the order of the requests; it stays as it is, and nothing is reported.
std::vector<LocalDerivatives> makeLocalDerivatives(mlir::ModuleOp module, llvm::ArrayRef<Request> requests);

} // namespace pullback

#endif // PULLBACK_GRADCHECK_LOCALDERIVATIVES_H
