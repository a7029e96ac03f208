// What generated functions take from the heap: for the manifest.
#ifndef PULLBACK_TRANSFORMS_STORAGE_HEAPUSE_H
#define PULLBACK_TRANSFORMS_STORAGE_HEAPUSE_H

#include "IR/Pullback.h"

#include <optional>

namespace pullback {

/// One allocation of a generated function.
struct HeapArray {
  /// The loops around it, outermost first: `counter = first; counter condition; counter += step`. All but the step as
  /// `bytes`; without a counter, the number of iterations is not known before.
  struct Loop {
    std::string counter, first, condition;
    int64_t step = 1;
  };

  std::string function, array;
  /// Whose it is: "primal" (the user's own), "saved", "adjoint".
  std::string purpose;
  /// Its bytes as a C++ expression in the function's parameters and the counters of `loops`, with `max` from
  /// <algorithm>; none where it grows, or where the primal's run decides.
  std::optional<std::string> bytes;
  llvm::SmallVector<Loop> loops;
  /// Branches of the primal decide whether it is made.
  bool isConditional = false;
  /// In the source; 0: unknown.
  unsigned line = 0;
};

/// All arrays that are on the heap in the generated functions, in the order of the text.
std::vector<HeapArray> getHeapArrays(mlir::ModuleOp module);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_STORAGE_HEAPUSE_H
