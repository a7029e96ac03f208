// The user's heap.
//
//   double *w = new double[n]();   ->   pb.alloc new "w" [%n]; pb.zero
//   delete[] w;                    ->   pb.free
//
// Not handled, refused: new of one object, placement new, initial values, classes that are not plain.
#include "Frontend/FunctionLowering.h"

using namespace mlir;
using namespace pullback;

Value FunctionLowering::lowerNew(const clang::CXXNewExpr *expr) {
  auto refuse = [&] {
    report(Obstacle::New, expr->getSourceRange(), "this new");
    return Value();
  };
  std::optional<const clang::Expr *> extent = expr->getArraySize();
  bool isOperatorNew = expr->getOperatorNew() && expr->getOperatorNew()->isReplaceableGlobalAllocationFunction();
  if (!expr->isArray() || !extent || !*extent || !isOperatorNew || expr->getNumPlacementArgs() != 0)
    return refuse();
  Type element = lowerType(expr->getAllocatedType(), expr->getSourceRange(), "an array");
  Value count = lowerValue(*extent);
  if (!element || !count)
    return {};
  if (isa<PtrType>(element)) {
    report(Obstacle::PointerToPointer, expr->getSourceRange(), "an array of pointers");
    return {};
  }
  const clang::Expr *initializer = expr->getInitializer();
  auto *construction = dyn_cast_or_null<clang::CXXConstructExpr>(initializer);
  auto *list = dyn_cast_or_null<clang::InitListExpr>(initializer);
  bool isZeroed = (initializer && isa<clang::ImplicitValueInitExpr>(initializer)) ||
                  (list && list->getNumInits() == 0) || (construction && construction->requiresZeroInitialization());
  bool isTrivial = !initializer || isZeroed;
  if (construction)
    isTrivial = construction->getConstructor()->isTrivial() && construction->getConstructor()->isDefaultConstructor();
  const auto *record = ast.getBaseElementType(expr->getAllocatedType())->getAsCXXRecordDecl();
  if (!isTrivial || (record && !record->hasTrivialDefaultConstructor()))
    return refuse();
  Location location = locate(expr);
  if (count.getType().isInteger(1))
    count = convert(location, count, getSizeType(builder.getContext()));
  auto memory = builder.create<AllocOp>(location, PtrType::get(element), AllocKind::New, "", count);
  if (isZeroed)
    builder.create<ZeroOp>(location, memory, count);
  return memory;
}

void FunctionLowering::lowerDelete(const clang::CXXDeleteExpr *expr) {
  if (!expr->isArrayForm())
    return report(Obstacle::New, expr->getSourceRange(), "this delete");
  Value pointer = lowerValue(expr->getArgument());
  if (!pointer)
    return expectReported();
  builder.create<FreeOp>(locate(expr), pointer);
}
