// Prints derivative functions in structured form as C++17 or C11 that a person can read.
#ifndef PULLBACK_EMIT_EMIT_H
#define PULLBACK_EMIT_EMIT_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringRef.h"

#include <set>
#include <string>
#include <vector>

namespace pullback {

/// A header of the user's, spelled as in the source: "<cstddef>", "\"camera.h\"".
struct WantedInclude {
  std::string spelling;
  /// Only a text that has one of these words needs it (`Camera`; `.zoom` is a member); without any, every text does.
  std::set<std::string> words = {};
};

struct EmitOptions {
  std::string headerName; // as the generated source includes it: "energy.pullback.h"
  std::string primalName; // file name, without folder, of the primal's source; for the banner
  std::string version;    // of the tool; for the banner
  std::vector<WantedInclude> headerIncludes;
  std::vector<WantedInclude> sourceIncludes;
  bool keepsIncludeOrder = false;        // includes stay in the order in which they are given
  bool isFromC = false;                  // the headers that it includes are C
  bool traceNonfinite = false;           // report the first adjoint that is not finite
  std::vector<std::string> visibleNames; // that no parameter or variable may have
  std::string role = "derivative";       // which functions are printed as the public ones; "primal" is for tests
};

struct EmittedCode {
  std::string header, source;
};

/// Prints every function of the public role (declared in the header, defined in the source, in its namespace), every
/// "helper" (internal linkage), the structs of saved values, and declarations of the "external" functions called.
/// The module says in which language (IR/OutputLanguage.h) and is left as it is. Reports an error at the operation that
/// its text cannot express.
mlir::FailureOr<EmittedCode> emitCode(mlir::ModuleOp module, const EmitOptions &options);

/// Functions as text that stands inside of another source.
struct LocalCode {
  std::vector<std::pair<std::string, std::string>> used; // namespaces, and declarations in them that the code needs
  std::string code;                                      // one namespace, everything with internal linkage
};

/// Prints derivative functions, helpers and structs of saved values into the namespace `scope`, in C++.
mlir::FailureOr<LocalCode> emitLocalCode(mlir::ModuleOp module, const std::string &scope);

/// Registers `pb-emit`, which prints the source text on standard output and keeps the IR as it is.
void registerEmitPasses();

} // namespace pullback

#endif // PULLBACK_EMIT_EMIT_H
