// Complex numbers, C's and the standard library's: an object of two parts, a value by its two parts.
//
//   z * w               ->   a * c - b * d and a * d + b * c, as compilers do it where the result is no NaN
//   z / w, std::exp(z)  ->   pb.math "quotient_real", "exp_real" and their like: what the library computes, to the bit
//   std::abs(z)         ->   pb.math "hypot", which is what the C library's cabs is
//
// The bodies of std::complex and its functions are read like others; what they end in is handled here: C's complex
// arithmetic and the compiler's builtins. Not handled, refused: functions without a rule, complex integers.
#include "Frontend/FunctionLowering.h"

using namespace mlir;
using namespace pullback;

bool pullback::isComplex(Value place) {
  auto record =
      place ? dyn_cast<pullback::RecordType>(cast<PtrType>(place.getType()).getPointee()) : pullback::RecordType();
  return record && record.getName().starts_with("std::complex<");
}

ComplexValue FunctionLowering::loadComplex(Location location, Value place) {
  if (!isComplex(place))
    return {};
  Value real = load(location, getField(location, place, "real"));
  return {real, load(location, getField(location, place, "imag"))};
}

void FunctionLowering::storeComplex(Location location, ComplexValue value, Value place) {
  if (!value.real || !isComplex(place))
    return expectReported();
  if (!value.imag)
    value.imag = zeroOf(location, value.real.getType());
  store(location, value.real, getField(location, place, "real"));
  store(location, value.imag, getField(location, place, "imag"));
}

/// A value that is made in memory: what a function returns, or one of two.
ComplexValue FunctionLowering::lowerComplexTemporary(const clang::Expr *expr) {
  Type type = lowerType(expr->getType(), expr->getSourceRange(), "a value");
  if (!type)
    return {};
  Location location = locate(expr);
  Value place = makeTemporary(location, type, "");
  if (auto *conditional = dyn_cast<clang::ConditionalOperator>(expr))
    branch(
        location, lowerCondition(conditional->getCond()), [&] { lowerInto(conditional->getTrueExpr(), place); },
        [&] { lowerInto(conditional->getFalseExpr(), place); });
  else
    lowerCallInto(cast<clang::CallExpr>(expr), place);
  return loadComplex(location, place);
}

/// Of a real expression the real part alone.
ComplexValue FunctionLowering::lowerComplex(const clang::Expr *expr) {
  expr = expr->IgnoreParens();
  Location location = locate(expr);
  if (!expr->getType()->isAnyComplexType())
    return {lowerValue(expr), {}};
  if (expr->isGLValue())
    return loadComplex(location, lowerPlace(expr));
  if (auto *cast = dyn_cast<clang::CastExpr>(expr))
    return lowerComplexCast(cast);
  if (auto *call = dyn_cast<clang::CallExpr>(expr))
    return lowerComplexFunction(call);
  if (isa<clang::ConditionalOperator>(expr))
    return lowerComplexTemporary(expr);
  if (auto *cleanups = dyn_cast<clang::ExprWithCleanups>(expr))
    return lowerComplex(cleanups->getSubExpr());
  if (auto *constant = dyn_cast<clang::ConstantExpr>(expr))
    return lowerComplex(constant->getSubExpr());
  if (auto *literal = dyn_cast<clang::ImaginaryLiteral>(expr)) {
    Value imag = lowerValue(literal->getSubExpr());
    return {imag ? zeroOf(location, imag.getType()) : Value(), imag};
  }
  auto *list = dyn_cast<clang::InitListExpr>(expr);
  if (list && list->getNumInits() == 1)
    return lowerComplex(list->getInit(0));
  if (list && list->getNumInits() == 2) {
    Value real = lowerValue(list->getInit(0)), imag = lowerValue(list->getInit(1));
    return imag ? ComplexValue{real, imag} : ComplexValue();
  }
  if (list || isa<clang::ImplicitValueInitExpr, clang::CXXScalarValueInitExpr>(expr)) {
    std::optional<clang::QualType> part = TypeLowering::getComplexPart(expr->getType());
    Type type = part ? module.getTypes().lower(*part) : Type();
    return type ? ComplexValue{zeroOf(location, type), {}} : ComplexValue{refuseExpression(expr), {}};
  }
  if (auto *unary = dyn_cast<clang::UnaryOperator>(expr)) {
    ComplexValue operand = lowerComplex(unary->getSubExpr());
    if (!operand.real || unary->getOpcode() == clang::UO_Plus || unary->getOpcode() == clang::UO_Extension)
      return operand;
    if (unary->getOpcode() == clang::UO_Minus)
      return {negate(location, operand.real), negate(location, operand.imag)};
    if (unary->getOpcode() == clang::UO_Not)
      return {operand.real, negate(location, operand.imag)};
  }
  if (auto *binary = dyn_cast<clang::BinaryOperator>(expr)) {
    if (binary->getOpcode() == clang::BO_Comma) {
      lowerEffects(binary->getLHS());
      return lowerComplex(binary->getRHS());
    }
    if (binary->isAssignmentOp()) // C
      return loadComplex(location, assignComplex(binary));
    ComplexValue left = lowerComplex(binary->getLHS());
    return complexArithmetic(location, binary->getOpcode(), left, lowerComplex(binary->getRHS()));
  }
  return {refuseExpression(expr), {}};
}

ComplexValue FunctionLowering::lowerComplexCast(const clang::CastExpr *cast) {
  const clang::Expr *operand = cast->getSubExpr();
  Location location = locate(cast);
  switch (cast->getCastKind()) {
  case clang::CK_LValueToRValue: return loadComplex(location, lowerPlace(operand));
  case clang::CK_FloatingRealToComplex:
    if (Value real = lowerValue(operand))
      return {real, zeroOf(location, real.getType())};
    return {};
  case clang::CK_NoOp:
  case clang::CK_UserDefinedConversion: return lowerComplex(operand);
  case clang::CK_FloatingComplexCast: {
    ComplexValue value = lowerComplex(operand);
    std::optional<clang::QualType> part = TypeLowering::getComplexPart(cast->getType());
    Type type = part ? module.getTypes().lower(*part) : Type();
    if (!value.real || !type)
      return {};
    return {convert(location, value.real, type), convert(location, value.imag, type)};
  }
  default: report(Obstacle::UnsupportedExpression, cast->getSourceRange(), "this cast"); return {};
  }
}

/// One operand of the four operators may be real.
ComplexValue FunctionLowering::complexArithmetic(Location location, clang::BinaryOperatorKind kind, ComplexValue left,
                                                 ComplexValue right) {
  if (!left.real || !right.real)
    return {};
  auto compute = [&](clang::BinaryOperatorKind one, Value a, Value b) { return arithmetic(location, one, a, b); };
  switch (kind) {
  case clang::BO_Add:
    return {compute(kind, left.real, right.real), !left.imag    ? right.imag
                                                  : !right.imag ? left.imag
                                                                : compute(kind, left.imag, right.imag)};
  case clang::BO_Sub:
    return {compute(kind, left.real, right.real), !left.imag    ? negate(location, right.imag)
                                                  : !right.imag ? left.imag
                                                                : compute(kind, left.imag, right.imag)};
  case clang::BO_Mul: {
    if (!left.imag)
      return {compute(kind, left.real, right.real), compute(kind, left.real, right.imag)};
    if (!right.imag)
      return {compute(kind, left.real, right.real), compute(kind, left.imag, right.real)};
    Value reals = compute(kind, left.real, right.real), imags = compute(kind, left.imag, right.imag);
    Value real = compute(clang::BO_Sub, reals, imags);
    Value realByImag = compute(kind, left.real, right.imag), imagByReal = compute(kind, left.imag, right.real);
    return {real, compute(clang::BO_Add, realByImag, imagByReal)};
  }
  case clang::BO_Div: {
    if (!right.imag)
      return {compute(kind, left.real, right.real), compute(kind, left.imag, right.real)};
    Type type = right.real.getType();
    Value operands[] = {left.real, left.imag ? left.imag : zeroOf(location, type), right.real, right.imag};
    Value real = builder.create<MathOp>(location, type, "quotient_real", operands);
    return {real, builder.create<MathOp>(location, type, "quotient_imag", operands)};
  }
  default: llvm_unreachable("not an operator of complex numbers");
  }
}

Value FunctionLowering::assignComplex(const clang::BinaryOperator *expr) {
  Location location = locate(expr);
  ComplexValue value = lowerComplex(expr->getRHS());
  Value place = lowerPlace(expr->getLHS());
  if (place && cast<PtrType>(place.getType()).getIsConst()) {
    reportGlobalStore(expr->getLHS());
    return {};
  }
  if (!value.real || !place) {
    expectReported();
    return {};
  }
  if (auto *compound = dyn_cast<clang::CompoundAssignOperator>(expr)) {
    if (!ast.hasSameUnqualifiedType(compound->getComputationResultType(), expr->getType()))
      return refuseExpression(expr);
    auto kind = clang::BinaryOperator::getOpForCompoundAssignment(expr->getOpcode());
    value = complexArithmetic(location, kind, loadComplex(location, place), value);
  }
  storeComplex(location, value, place);
  return place;
}

Value FunctionLowering::compareComplex(const clang::BinaryOperator *expr) {
  if (expr->getOpcode() != clang::BO_EQ && expr->getOpcode() != clang::BO_NE)
    return refuseExpression(expr);
  Location location = locate(expr);
  ComplexValue left = lowerComplex(expr->getLHS()), right = lowerComplex(expr->getRHS());
  if (!left.real || !right.real)
    return {};
  auto imag = [&](ComplexValue &value) { return value.imag ? value.imag : zeroOf(location, value.real.getType()); };
  Value isReal = compare(location, clang::BO_EQ, left.real, right.real);
  Value leftImag = imag(left);
  Value isImag = compare(location, clang::BO_EQ, leftImag, imag(right));
  Value isEqual = builder.create<arith::AndIOp>(location, isReal, isImag);
  return expr->getOpcode() == clang::BO_EQ ? isEqual
                                           : builder.create<arith::XOrIOp>(location, isEqual, makeBool(location, true));
}

/// `__real__ z` and `__imag__ z` as values.
Value FunctionLowering::lowerPart(const clang::UnaryOperator *expr) {
  bool isReal = expr->getOpcode() == clang::UO_Real;
  ComplexValue value = lowerComplex(expr->getSubExpr());
  if (!value.real || isReal)
    return value.real;
  return value.imag ? value.imag : zeroOf(locate(expr), value.real.getType());
}

/// The same as places.
Value FunctionLowering::lowerPartPlace(const clang::UnaryOperator *expr) {
  Value place = lowerPlace(expr->getSubExpr());
  if (!isComplex(place))
    return place && expr->getOpcode() == clang::UO_Real ? place : refuseExpression(expr);
  return getField(locate(expr), place, expr->getOpcode() == clang::UO_Real ? "real" : "imag");
}

//===------------------------------------------------------------------------------------------------------------===//
// Functions
//===------------------------------------------------------------------------------------------------------------===//

/// `exp` of __builtin_cexpf and of C's cexp; "" for other functions.
static StringRef getComplexFunction(const clang::FunctionDecl *callee) {
  bool isLibrary = callee && callee->getIdentifier() && (callee->getBuiltinID() != 0 || callee->isExternC());
  if (!isLibrary || callee->getNumParams() == 0 || !callee->getParamDecl(0)->getType()->isAnyComplexType())
    return "";
  StringRef name = callee->getName();
  name.consume_front("__builtin_");
  static const StringRef known[] = {"cabs",  "carg",  "creal", "cimag",  "conj",   "cproj", "cexp",  "clog",
                                    "csqrt", "cpow",  "csin",  "ccos",   "ctan",   "csinh", "ccosh", "ctanh",
                                    "casin", "cacos", "catan", "casinh", "cacosh", "catanh"};
  for (StringRef one : known)
    if (name == one || (name.drop_back() == one && (name.back() == 'f' || name.back() == 'l')))
      return one == "conj" ? one : one.drop_front();
  return "";
}

/// Infinite numbers become one, which keeps the sign of its imaginary part; others are what they are.
ComplexValue FunctionLowering::projectComplex(Location location, ComplexValue value) {
  auto type = cast<FloatType>(value.real.getType());
  auto isInfinite = [&](Value part) -> Value {
    return builder.create<MathOp>(location, builder.getI1Type(), "isinf", part);
  };
  Value isReal = isInfinite(value.real);
  Value isEither = builder.create<arith::OrIOp>(location, isReal, isInfinite(value.imag));
  Value infinity = builder.create<ConstantOp>(location, type, APFloat::getInf(type.getFloatSemantics()));
  Value zero = builder.create<MathOp>(location, type, "copysign", ValueRange{zeroOf(location, type), value.imag});
  Value real = builder.create<arith::SelectOp>(location, isEither, infinity, value.real);
  return {real, builder.create<arith::SelectOp>(location, isEither, zero, value.imag)};
}

ComplexValue FunctionLowering::lowerComplexFunction(const clang::CallExpr *call) {
  const clang::FunctionDecl *callee = findFunction(call->getCallee());
  StringRef name = getComplexFunction(callee);
  if (name.empty())
    return lowerComplexTemporary(call);
  Location location = locate(call);
  SmallVector<Value> operands;
  for (const clang::Expr *argument : call->arguments()) {
    ComplexValue value = lowerComplex(argument);
    if (!value.real)
      return {};
    operands.append({value.real, value.imag});
  }
  if (name == "conj")
    return {operands[0], negate(location, operands[1])};
  if (name == "proj")
    return projectComplex(location, {operands[0], operands[1]});
  Type type = operands[0].getType();
  Value real = builder.create<MathOp>(location, type, (name + "_real").str(), operands);
  if (name == "log")
    return {real, builder.create<MathOp>(location, type, "atan2", ValueRange{operands[1], operands[0]})};
  return {real, builder.create<MathOp>(location, type, (name + "_imag").str(), operands)};
}

bool FunctionLowering::lowerComplexCall(const clang::CallExpr *call, const clang::FunctionDecl *callee, Value &result) {
  StringRef name = getComplexFunction(callee);
  if (name.empty() || call->getType()->isAnyComplexType())
    return false;
  ComplexValue value = lowerComplex(call->getArg(0));
  Location location = locate(call);
  if (!value.real)
    expectReported();
  else if (name == "abs")
    result = builder.create<MathOp>(location, value.real.getType(), "hypot", ValueRange{value.real, value.imag});
  else if (name == "arg")
    result = builder.create<MathOp>(location, value.real.getType(), "atan2", ValueRange{value.imag, value.real});
  else
    result = name == "real" ? value.real : value.imag;
  return true;
}
