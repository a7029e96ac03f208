// The user's heap. Memory lives until the end of the block that makes it, whatever is freed before.
//
//   double *w = new double[n]();      ->   pb.alloc new "w" [%n]; pb.zero
//   Node *p = new Node(x);            ->   pb.alloc new "p" [1]; a call of the constructor
//   (double *)malloc(n * sizeof *w)   ->   pb.alloc new "w" [%n]
//   delete[] w; free(w);              ->   pb.free
//
// Not handled, refused: placement new, initial values of arrays of objects with constructors, realloc.
#include "Frontend/FunctionLowering.h"

using namespace mlir;
using namespace pullback;

Value FunctionLowering::lowerNew(const clang::CXXNewExpr *expr) {
  bool isOperatorNew = expr->getOperatorNew() && expr->getOperatorNew()->isReplaceableGlobalAllocationFunction();
  if (!isOperatorNew || expr->getNumPlacementArgs() != 0) {
    report(Obstacle::New, expr->getSourceRange(), "this new");
    return {};
  }
  Type element = lowerType(expr->getAllocatedType(), expr->getSourceRange(), "an object");
  if (!element)
    return {};
  if (expr->isArray())
    return lowerNewArray(expr, element);
  Location location = locate(expr);
  auto memory = builder.create<AllocOp>(location, PtrType::get(element), AllocKind::New, "", makeSize(location, 1));
  if (const clang::Expr *initializer = expr->getInitializer())
    lowerInto(initializer, memory);
  return memory;
}

Value FunctionLowering::lowerNewArray(const clang::CXXNewExpr *expr, Type element) {
  std::optional<const clang::Expr *> extent = expr->getArraySize();
  Value count = extent && *extent ? lowerValue(*extent) : Value();
  if (!count)
    return {};
  const clang::Expr *initializer = expr->getInitializer();
  auto *construction = dyn_cast_or_null<clang::CXXConstructExpr>(initializer);
  auto *list = dyn_cast_or_null<clang::InitListExpr>(initializer);
  bool isZeroed = (initializer && isa<clang::ImplicitValueInitExpr>(initializer)) ||
                  (list && list->getNumInits() == 0) || (construction && construction->requiresZeroInitialization());
  const auto *record = expr->getAllocatedType()->getAsCXXRecordDecl();
  bool isConstructed = record && !record->hasTrivialDefaultConstructor();
  bool isListed = list && !isZeroed && !isConstructed;
  bool isPlain =
      !initializer || isZeroed || isListed || (construction && construction->getConstructor()->isDefaultConstructor());
  if (!isPlain) {
    report(Obstacle::New, expr->getSourceRange(), "this new");
    return {};
  }
  Location location = locate(expr);
  count = convert(location, count, getSizeType(builder.getContext()));
  auto memory = builder.create<AllocOp>(location, PtrType::get(element), AllocKind::New, "", count);
  if (isZeroed || isConstructed || isListed)
    clearElements(location, memory, count);
  for (unsigned i = 0; isListed && i < list->getNumInits(); ++i)
    lowerInto(list->getInit(i), builder.create<ElementOp>(location, memory, makeSize(location, i)));
  if (isConstructed && !isVector(expr->getAllocatedType()) && !TypeLowering::getSmartPointee(expr->getAllocatedType()))
    forEachIn(location, memory, makeSize(location, 0), count,
              [&](Value object) { constructElement(expr, record, object); });
  return memory;
}

void FunctionLowering::lowerDelete(const clang::CXXDeleteExpr *expr) {
  if (TypeLowering::isScopeGuard(expr->getDestroyedType()))
    return report(Obstacle::NotPlain, expr->getSourceRange(), "an object");
  if (Value pointer = lowerValue(expr->getArgument()))
    builder.create<FreeOp>(locate(expr), pointer);
  else
    expectReported();
}

Value FunctionLowering::lowerAllocation(const clang::CallExpr *call, const Allocation &allocation,
                                        const clang::CastExpr *conversion) {
  Location location = locate(call);
  clang::QualType element = conversion->getType()->getPointeeType();
  Type lowered = lowerType(element, conversion->getSourceRange(), "an array");
  if (!lowered)
    return {};
  Value count;
  if (allocation.count) { // in either order
    auto isElement = [&](const clang::Expr *size) {
      clang::Expr::EvalResult bytes;
      return size->EvaluateAsInt(bytes, ast) && bytes.Val.getInt() == ast.getTypeSizeInChars(element).getQuantity();
    };
    count = isElement(allocation.size)    ? lowerValue(allocation.count)
            : isElement(allocation.count) ? lowerValue(allocation.size)
                                          : Value();
  } else {
    count = lowerElementCount(allocation.size, element);
  }
  if (!count) {
    report(Obstacle::ReinterpretCast, call->getSourceRange(), "a number of bytes");
    return {};
  }
  count = convert(location, count, getSizeType(builder.getContext()));
  auto memory = builder.create<AllocOp>(location, PtrType::get(lowered), AllocKind::New, "", count);
  if (allocation.isCleared)
    clearElements(location, memory, count);
  return memory;
}
