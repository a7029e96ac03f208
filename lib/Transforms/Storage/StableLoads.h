// Which loads of the forward sweep would give the same value in the reverse sweep.
#ifndef PULLBACK_TRANSFORMS_STORAGE_STABLELOADS_H
#define PULLBACK_TRANSFORMS_STORAGE_STABLELOADS_H

#include "Transforms/Storage/Mirrors.h"

namespace pullback {

class StableLoads {
public:
  explicit StableLoads(const Mirrors &mirrors);

  /// True if the object still exists in the reverse sweep and nobody writes to the place after the load.
  bool isStable(LoadOp load) const;

private:
  bool isStable(mlir::Value object, LoadOp load) const;
  bool mayChangeBetweenSweeps(mlir::BlockArgument argument) const;

  const Mirrors &mirrors;
  mutable FuncOp function; // a handle
  ObjectWrites writes;
  bool callsOthers = false; // which may change variables of other files
};

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_STORAGE_STABLELOADS_H
