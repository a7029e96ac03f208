#include "Transforms/ResolveDowncasts.h"

#include "IR/Downcasts.h"
#include "Transforms/NullPointers.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace pullback;

namespace {

/// What a cast may yield: an object of the class; or, with `isOther`, it is known that none is of the class.
struct Derived {
  Value object;
  bool isOther = false;
};

class DowncastResolver {
public:
  explicit DowncastResolver(FuncOp func) : func(func), rewriter(func.getContext()) {}
  LogicalResult run();

private:
  Derived find(DowncastOp downcast, Value pointer);
  Derived findInSelect(DowncastOp downcast, arith::SelectOp select);
  Derived findInField(DowncastOp downcast, FieldOp field);
  bool resolve(DowncastOp downcast);
  Value inType(DowncastOp downcast, Value object);

  FuncOp func;
  IRRewriter rewriter;
};

Value DowncastResolver::inType(DowncastOp downcast, Value object) {
  if (!object || object.getType() == downcast.getType())
    return object;
  rewriter.setInsertionPoint(downcast);
  return rewriter.create<CastOp>(downcast.getLoc(), downcast.getType(), object, /*implicit=*/true);
}

Derived DowncastResolver::findInSelect(DowncastOp downcast, arith::SelectOp select) {
  Derived left = find(downcast, select.getTrueValue()), right = find(downcast, select.getFalseValue());
  if (left.isOther || right.isOther)
    return left.isOther ? right : left;
  if (!left.object || !right.object || left.object == right.object)
    return {left.object && right.object ? left.object : Value()};
  rewriter.setInsertionPoint(downcast);
  return {rewriter.create<arith::SelectOp>(select.getLoc(), select.getCondition(), left.object, right.object)};
}

/// The object around its base, or one that has another object as its base or member.
Derived DowncastResolver::findInField(DowncastOp downcast, FieldOp field) {
  Type have = cast<PtrType>(field.getPointer().getType()).getPointee();
  Type want = cast<PtrType>(downcast.getType()).getPointee();
  if (have == want && field.getName() == downcast.getName())
    return {inType(downcast, field.getPointer())};
  auto holder = dyn_cast<RecordType>(have), derived = dyn_cast<RecordType>(want);
  return {{}, holder && derived && holder.getName() != derived.getName()};
}

/// The object whose base `pointer` is, or one of several that it may be.
Derived DowncastResolver::find(DowncastOp downcast, Value pointer) {
  if (auto select = pointer.getDefiningOp<arith::SelectOp>())
    return findInSelect(downcast, select);
  if (auto cast = pointer.getDefiningOp<CastOp>())
    return find(downcast, cast.getOperand());
  if (auto element = pointer.getDefiningOp<ElementOp>())
    return {{}, find(downcast, element.getPointer()).isOther};
  if (auto field = pointer.getDefiningOp<FieldOp>())
    return findInField(downcast, field);
  if (pointer.getDefiningOp<NullOp>()) {
    rewriter.setInsertionPoint(downcast);
    return {rewriter.create<NullOp>(downcast.getLoc(), downcast.getType())};
  }
  // An object, or elements of an array, of the base class itself. What nothing was assigned to leads nowhere.
  bool isWhole = isa_and_nonnull<LocalOp, AllocOp, DecayOp, UndefOp>(pointer.getDefiningOp());
  Type base = cast<PtrType>(downcast.getPointer().getType()).getPointee();
  return {{}, isWhole && cast<PtrType>(pointer.getType()).getPointee() == base};
}

bool DowncastResolver::resolve(DowncastOp downcast) {
  Derived derived = find(downcast, downcast.getPointer());
  if (derived.isOther)
    return dropBranch(downcast, rewriter);
  if (!derived.object)
    return false;
  rewriter.replaceOp(downcast, derived.object);
  return true;
}

static void refuse(DowncastOp downcast) {
  Value origin = getOrigin(downcast);
  if (!downcast->hasAttr(kOfVirtualCall)) {
    auto error = downcast.emitError() << "cannot differentiate this cast to a derived class: which object it yields is "
                                         "not known [downcast]";
    error.attachNote() << "cast the object to its base in the same function, or call it by its own class";
    return;
  }
  auto error = downcast.emitError() << "cannot differentiate this virtual call: which object it is made for, and of "
                                       "which class, is not known here [virtual-call]";
  if (StringRef name = getVariableName(origin); isa<BlockArgument>(origin) && !name.empty())
    error.attachNote() << "'" << name
                       << "' may be an object of one of several classes, in a function that calls itself";
  error.attachNote() << "make the object in the function that is differentiated, or choose with an enumeration and a "
                        "switch";
}

LogicalResult DowncastResolver::run() {
  auto resolveOne = [&](DowncastOp downcast) {
    return resolve(downcast) ? WalkResult::interrupt() : WalkResult::advance();
  };
  while (func.walk(resolveOne).wasInterrupted()) // others may have gone with it
    continue;
  WalkResult result = func.walk([&](DowncastOp downcast) {
    refuse(downcast);
    return WalkResult::interrupt();
  });
  return failure(result.wasInterrupted());
}

} // namespace

LogicalResult pullback::resolveDowncasts(FuncOp func) { return DowncastResolver(func).run(); }
