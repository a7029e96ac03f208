// Merges equal values: of operations without effects that have the same name, attributes and operands, the first in
// whose scope the others stand is kept. What is computed of small integer constants becomes one.
//
//   %a = arith.mulf %x, %y
//   scf.if %c {
//     %b = arith.mulf %x, %y     ->   uses of %b use %a
//
// A pointer that is chosen or undefined is the one that is chosen: c ? p : undef is p.
//
// The work of MLIR's CSE without its reads of memory, which ForwardLoads merges with a table of what memory holds: CSE
// asks for each read about every operation since the first one like it, so its time grows with the square of a
// function's length. Not handled: blocks with successors.

#include "IR/Mutants.h"
#include "IR/Pullback.h"
#include "Transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
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

/// The value of an operator on small constants.
std::optional<int64_t> compute(BinaryKind kind, int64_t left, int64_t right) {
  bool canDivide = left >= 0 && right > 0, areBits = left >= 0 && right >= 0, canShift = areBits && right < 16;
  switch (kind) {
  case BinaryKind::Add: return left + right;
  case BinaryKind::Sub: return left - right;
  case BinaryKind::Mul: return left * right;
  case BinaryKind::Div: return canDivide ? std::optional(left / right) : std::nullopt;
  case BinaryKind::Rem: return canDivide ? std::optional(left % right) : std::nullopt;
  case BinaryKind::And: return areBits ? std::optional(left & right) : std::nullopt;
  case BinaryKind::Or: return areBits ? std::optional(left | right) : std::nullopt;
  case BinaryKind::Xor: return areBits ? std::optional(left ^ right) : std::nullopt;
  case BinaryKind::Shl: return canShift ? std::optional(left << right) : std::nullopt;
  case BinaryKind::Shr: return canShift ? std::optional(left >> right) : std::nullopt;
  }
  llvm_unreachable("unknown operator");
}

/// What an operation on small integer constants computes, where no integer type is too narrow for it.
std::optional<int64_t> compute(Operation *op) {
  if (!isa<BinaryOp, CastOp>(op) || !isa<IntType>(op->getResult(0).getType()))
    return std::nullopt;
  bool isWide = llvm::all_of(op->getOperandTypes(), [](Type type) {
    auto integer = dyn_cast<IntType>(type);
    return integer && integer.getWidth() >= 32;
  });
  int64_t most = isWide && cast<IntType>(op->getResult(0).getType()).getWidth() >= 32 ? INT16_MAX : 64;
  SmallVector<int64_t, 2> operands;
  for (Value operand : op->getOperands()) {
    std::optional<int64_t> known = isa<IntType>(operand.getType()) ? getConstantInt(operand) : std::nullopt;
    if (!known || std::abs(*known) > most)
      return std::nullopt;
    operands.push_back(*known);
  }
  auto binary = dyn_cast<BinaryOp>(op);
  std::optional<int64_t> value =
      binary ? compute(binary.getKind(), operands[0], operands[1]) : std::optional(operands[0]);
  bool isSigned = cast<IntType>(op->getResult(0).getType()).getIsSigned();
  return value && std::abs(*value) <= most && (*value >= 0 || isSigned) ? value : std::nullopt;
}

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
        isPure &= visit(computed(&op));
    }
    return isPure;
  }

  /// What a comparison of floating-point constants gives: of a seed that is 1, for example.
  static std::optional<bool> compare(Operation *op) {
    auto comparison = dyn_cast<arith::CmpFOp>(op);
    auto getNumber = [](Value value) {
      auto constant = value.getDefiningOp<ConstantOp>();
      return constant ? dyn_cast<FloatAttr>(constant.getValue()) : FloatAttr();
    };
    FloatAttr left = comparison ? getNumber(comparison.getLhs()) : FloatAttr();
    FloatAttr right = left ? getNumber(comparison.getRhs()) : FloatAttr();
    if (!right)
      return std::nullopt;
    return arith::applyCmpPredicate(comparison.getPredicate(), left.getValue(), right.getValue());
  }

  /// The operation, or the constant that takes its place.
  static Operation *computed(Operation *op) {
    if (std::optional<bool> holds = compare(op)) {
      OpBuilder builder(op);
      Operation *constant = builder.create<arith::ConstantOp>(op->getLoc(), builder.getBoolAttr(*holds));
      op->replaceAllUsesWith(constant);
      op->erase();
      return constant;
    }
    std::optional<int64_t> value = compute(op);
    if (!value)
      return op;
    Location place = withoutName(op->getLoc()); // a number reads better than the name of a variable that is one
    Operation *constant = OpBuilder(op).create<ConstantOp>(place, op->getResult(0).getType(), *value);
    op->replaceAllUsesWith(constant);
    op->erase();
    return constant;
  }

  /// The pointer that a choice can be where the other is undefined; null for other operations.
  static Value getDefined(Operation *op) {
    auto select = dyn_cast<arith::SelectOp>(op);
    if (!select || !isa<PtrType>(select.getType()))
      return {};
    return select.getFalseValue().getDefiningOp<UndefOp>()  ? select.getTrueValue()
           : select.getTrueValue().getDefiningOp<UndefOp>() ? select.getFalseValue()
                                                            : Value();
  }

  bool visit(Operation *op) {
    if (Value defined = getDefined(op)) {
      op->replaceAllUsesWith(ValueRange(defined));
      op->erase();
      return true;
    }
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
