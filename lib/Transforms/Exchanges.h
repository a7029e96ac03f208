// Values that a loop carries and that only change places with each other, as buffers that are swapped do.
#ifndef PULLBACK_TRANSFORMS_EXCHANGES_H
#define PULLBACK_TRANSFORMS_EXCHANGES_H

#include "IR/Pullback.h"

namespace pullback {

/// The numbers of the carried values that change places with number `number`, which is the first: the next iteration
/// gets each as what the one behind it is in this one, and the last as what the first is. Empty if a new value comes in,
/// or if nothing changes.
llvm::SmallVector<unsigned, 2> getExchange(mlir::Operation *loop, unsigned number);

/// The number of a value among those that its loop carries, inside of the loop or behind it; nothing for other values.
struct Carried {
  mlir::Operation *loop;
  unsigned number;
  bool isResult;
};
std::optional<Carried> getCarried(mlir::Value value);

/// Whether two places may be in one object at one time. Two that are chosen by numbers that change places and are never
/// equal are not.
bool mayMeetAtOnce(mlir::Value p, mlir::Value q);

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_EXCHANGES_H
