// Turns recursive functions that take objects with pointers in them into loops over their calls.
//
//   func @collect(%i, %out: vector) {                  %i_of = pb.alloc vector [1], ...; pb.store %first, %i_of[0]
//     A(%i, %out)                                      pb.loop {
//     pb.call @collect(%i + 1, %out)                     if %at == 0 { %i = %i_of[%call]; A(%i, %out)
//     B(%i, %out)                              ->            %next = %calls++; %i_of[%next] = %i + 1
//   }                                                        %caller_of[%next] = %call; %resume_of[%next] = 1
//   ... pb.call @collect(%first, %v) ...                     %call = %next; %at = 0 }
//                                                        else { %i = %i_of[%call]; B(%i, %v)
//                                                            %at = %resume_of[%call]; %call = %caller_of[%call] }
//                                                        pb.yield if %at != 2 }
//
// What a pointer in an object leads to is known where the object is made, in the caller. A function that calls itself
// cannot be inlined there, but a loop over all its calls can: a vector grows, rows are read and references are taken
// then as in any other loop. Every call has a number of its own, and vectors hold, by these numbers, the values that
// live from one part of the function to another: a part ends at each recursive call. So nothing is overwritten that the
// reverse sweep may want, other than what loops carry. An argument that all recursive calls hand on as it is, is what
// the first call got. Functions that call each other become one loop.
//
// Left alone: functions in which pointers are kept in objects of their own alone; those with recursive calls in pb.for,
// or with loops that snapshots are asked for; those that return records of which the address goes elsewhere.

#include "Transforms/CallLoop.h"
#include "Transforms/Passes.h"
#include "Transforms/Promote.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

namespace pullback {
#define GEN_PASS_DEF_ITERATERECURSION
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

static constexpr size_t maxOperations = 50000; // in all loops that one function becomes

namespace {

struct IterateRecursion : pullback::impl::IterateRecursionBase<IterateRecursion> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    for (;;) {
      Cycle cycle = findCycleToIterate(module);
      if (cycle.empty())
        return;
      SmallVector<CallOp> calls;
      module.walk([&](CallOp call) {
        if (isCallOf(call, cycle) && !cycle.contains(call->getParentOfType<FuncOp>()))
          calls.push_back(call);
      });
      llvm::SetVector<Operation *> callers;
      size_t size = 0;
      for (Operation *function : cycle)
        size += countOperations(function);
      if (size * calls.size() > maxOperations)
        return;
      KeptElements elements(cycle);
      if (failed(checkKeptReferences(cycle, elements)))
        return signalPassFailure();
      moveKeptToHeap(cycle);
      for (CallOp call : calls) {
        callers.insert(call->getParentOfType<FuncOp>());
        CallLoop(call, cycle, elements).build();
      }
      for (Operation *function : cycle)
        function->dropAllReferences();
      for (Operation *function : cycle)
        function->erase();
      for (Operation *caller : callers)
        if (failed(promoteLocals(caller)))
          return signalPassFailure();
    }
  }
};

} // namespace
