// Merges equal values: of operations without effects that have the same name, attributes and operands, the first in
// whose scope the others stand is kept.
//
//   %a = arith.mulf %x, %y
//   scf.if %c {
//     %b = arith.mulf %x, %y     ->   uses of %b use %a
//
// The work of MLIR's CSE without its reads of memory, which ForwardLoads merges with a table of what memory holds: CSE
// asks for each read about every operation since the first one like it, so its time grows with the square of a
// function's length. Not handled: blocks with successors.

#include "IR/Mutants.h"
#include "IR/Pullback.h"
#include "Transforms/Passes.h"

#include "mlir/IR/OperationSupport.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/ScopedHashTable.h"
#include "llvm/Support/RecyclingAllocator.h"

namespace pullback {
#define GEN_PASS_DEF_MERGEVALUES
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

namespace {

/// Compares operations by what they compute.
struct SameValue : llvm::DenseMapInfo<Operation *> {
  static unsigned getHashValue(const Operation *op) {
    return OperationEquivalence::computeHash(const_cast<Operation *>(op), OperationEquivalence::directHashValue,
                                             OperationEquivalence::ignoreHashValue,
                                             OperationEquivalence::IgnoreLocations);
  }

  static bool isEqual(const Operation *left, const Operation *right) {
    if (left == right)
      return true;
    if (isMarker(left) || isMarker(right))
      return false;
    return OperationEquivalence::isEquivalentTo(const_cast<Operation *>(left), const_cast<Operation *>(right),
                                                OperationEquivalence::IgnoreLocations);
  }

private:
  static bool isMarker(const Operation *op) { return op == getEmptyKey() || op == getTombstoneKey(); }
};

using Allocator = llvm::RecyclingAllocator<llvm::BumpPtrAllocator, llvm::ScopedHashTableVal<Operation *, Operation *>>;
using Table = llvm::ScopedHashTable<Operation *, Operation *, SameValue, Allocator>;

struct MergeValues : pullback::impl::MergeValuesBase<MergeValues> {
  void runOnOperation() override {
    Table empty;
    table = &empty;
    visit(getOperation().getBody());
  }

private:
  /// Each visit says whether what it visited has no effects on memory.
  bool visit(Region &region) {
    bool isPure = true;
    for (Block &block : region) {
      Table::ScopeTy scope(*table);
      for (Operation &op : llvm::make_early_inc_range(block))
        isPure &= visit(&op);
    }
    return isPure;
  }

  bool visit(Operation *op) {
    bool isPure = op->getNumRegions() == 0 ? isMemoryEffectFree(op) || (isa<LoadOp>(op) && mutant("free:merged-loads"))
                                           : op->hasTrait<OpTrait::HasRecursiveMemoryEffects>();
    for (Region &region : op->getRegions())
      isPure &= visit(region);
    if (!isPure || op->getNumResults() == 0)
      return isPure;
    if (Operation *known = table->lookup(op)) {
      op->replaceAllUsesWith(known);
      op->erase();
    } else {
      table->insert(op, op);
    }
    return true;
  }

  Table *table = nullptr;
};

} // namespace
