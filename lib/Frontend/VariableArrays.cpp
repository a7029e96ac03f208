// Arrays of C whose sizes are computed when they are declared: memory of the function's own, row after row.
//
//   double w[n], a[n][m];              ->   pb.alloc "w" [%n]; pb.alloc "a" [%n * %m]; the names stand for the first
//   element a[i][j]                            ->   pb.element %a[%i * %m + %j] static void f(int m, double a[][m])   a
//   pointer to the first element, and m as it is when the function begins
//
// Not handled, refused: pointers to rows that are variables or that move, such parameters of requested functions, and
// rows that are arrays of constant size.
#include "Frontend/FunctionLowering.h"

using namespace mlir;
using namespace pullback;

const clang::VariableArrayType *pullback::getVariableRow(const clang::ASTContext &ast, clang::QualType type) {
  return type->isPointerType() ? ast.getAsVariableArrayType(type->getPointeeType()) : nullptr;
}

clang::QualType pullback::getElementOfRows(const clang::ASTContext &ast, clang::QualType type) {
  while (const clang::VariableArrayType *array = ast.getAsVariableArrayType(type))
    type = array->getElementType();
  return type;
}

/// Computes the sizes that the type has, from the outermost on. Those of a typedef are computed where that stands.
void FunctionLowering::noteSizes(clang::QualType type) {
  while (const clang::VariableArrayType *array = ast.getAsVariableArrayType(type)) {
    const clang::Expr *size = array->getSizeExpr();
    if (!size || type->getAs<clang::TypedefType>())
      return report(Obstacle::VariableLengthArray, size ? size->getSourceRange() : declaration->getSourceRange(),
                    "this size");
    Value count = lowerValue(size);
    rowSizes[size] = count ? convert(locate(size), count, getSizeType(builder.getContext())) : Value();
    type = array->getElementType();
  }
}

void FunctionLowering::lowerVariableArray(const clang::VarDecl *variable, const clang::VariableArrayType *array) {
  std::string subject = "the variable '" + variable->getNameAsString() + "'";
  clang::QualType innermost = getElementOfRows(ast, variable->getType());
  Type element = lowerType(innermost, variable->getSourceRange(), subject);
  if (element && isa<pullback::ArrayType>(element)) {
    report(Obstacle::VariableLengthArray, variable->getSourceRange(), subject);
    element = Type();
  }
  if (element)
    noteSizes(variable->getType());
  Location location = nameLocation(variable->getName(), locate(variable->getLocation()));
  Value count = element ? countElements(variable->getType(), locate(variable->getLocation())) : Value();
  if (!count) {
    places[variable] = Value();
    return expectReported();
  }
  places[variable] =
      builder.create<AllocOp>(location, PtrType::get(element), AllocKind::New, variable->getName(), count);
}

/// How many elements an array of such a type has; null where its sizes are not known.
Value FunctionLowering::countElements(clang::QualType type, Location location) {
  Value count;
  for (auto *array = ast.getAsVariableArrayType(type); array;
       array = ast.getAsVariableArrayType(array->getElementType())) {
    Value size = rowSizes.lookup(array->getSizeExpr());
    if (!size)
      return {};
    count = count ? arithmetic(location, clang::BO_Mul, count, size) : size;
  }
  return count;
}

/// The first element of the whole array, and the number of that of `expr`, in elements of its own type.
std::pair<Value, Value> FunctionLowering::findElement(const clang::ArraySubscriptExpr *expr) {
  Location location = locate(expr);
  const clang::Expr *base = expr->getBase()->IgnoreParenImpCasts();
  Value index = lowerValue(expr->getIdx());
  if (!index)
    return {};
  if (auto *outer = dyn_cast<clang::ArraySubscriptExpr>(base)) {
    auto [first, row] = findElement(outer);
    Value length = rowSizes.lookup(ast.getAsVariableArrayType(outer->getType())->getSizeExpr());
    if (!first || !length)
      return {};
    Value start = arithmetic(location, clang::BO_Mul, row, length);
    return {first, arithmetic(location, clang::BO_Add, start, convert(location, index, start.getType()))};
  }
  auto *use = dyn_cast<clang::DeclRefExpr>(base);
  auto *variable = use ? dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  Value first = variable ? places.lookup(variable) : Value();
  return {first, convert(location, index, getSizeType(builder.getContext()))};
}

/// True for `a[i]` and `a[i][j]` of an array of rows whose size is computed; `place`: the element, or the first of the
/// row.
bool FunctionLowering::lowerRowSubscript(const clang::ArraySubscriptExpr *expr, Value &place) {
  auto *outer = dyn_cast<clang::ArraySubscriptExpr>(expr->getBase()->IgnoreParenImpCasts());
  bool isRow = expr->getType()->isVariableArrayType(), isInRow = outer && outer->getType()->isVariableArrayType();
  if (!isRow && !isInRow)
    return false;
  auto [first, index] = findElement(expr);
  Location location = locate(expr);
  Value length = isRow && first ? countElements(expr->getType(), location) : Value();
  if (isRow && length)
    index = arithmetic(location, clang::BO_Mul, index, length);
  if (!first || (isRow && !length)) {
    report(Obstacle::VariableLengthArray, expr->getSourceRange(), "this subscript");
    return true;
  }
  place = builder.create<ElementOp>(location, first, index);
  return true;
}

/// True for an argument that is such an array, or a row of one; `pointer`: its first element.
bool FunctionLowering::lowerRowArgument(const clang::Expr *argument, clang::QualType parameter, Value &pointer) {
  if (!getVariableRow(ast, parameter))
    return false;
  const clang::Expr *array = argument->IgnoreParenImpCasts();
  auto *use = dyn_cast<clang::DeclRefExpr>(array);
  auto *variable = use ? dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  auto *subscript = dyn_cast<clang::ArraySubscriptExpr>(array);
  bool isKnown = variable && (variable->getType()->isVariableArrayType() || getVariableRow(ast, variable->getType()));
  if (isKnown)
    pointer = places.lookup(variable);
  else if (subscript && subscript->getType()->isVariableArrayType())
    lowerRowSubscript(subscript, pointer);
  if (!pointer)
    report(Obstacle::VariableLengthArray, argument->getSourceRange(), "this argument");
  return true;
}
