#include "Transforms/VoidPointers.h"

#include "IR/VoidPointers.h"

using namespace mlir;
using namespace pullback;

LogicalResult pullback::checkVoidPointers(FuncOp function) {
  auto holdsVoid = [](Type type) {
    auto isVoid = [](PtrType part) { return isVoidPointer(part) ? WalkResult::interrupt() : WalkResult::advance(); };
    return type.walk(isVoid).wasInterrupted();
  };
  Operation *found = llvm::any_of(function.getArgumentTypes(), holdsVoid) ? function.getOperation() : nullptr;
  function.getBody().walk([&](Operation *op) {
    if (found || !llvm::any_of(op->getResultTypes(), holdsVoid))
      return;
    found = op;
  });
  if (!found)
    return success();
  InFlightDiagnostic error = found->emitError() << "cannot differentiate what a pointer to void leads to: it is not "
                                                   "known which object that is [void-pointer]";
  error.attachNote() << "hand the address of one object on, and cast it back to the type of that object";
  return failure();
}
