// Operators, after Clang has put in the promotions and conversions of C++.
//
//   s += 3 * y * y   ->   the right side, then load s, arith.addf, pb.store: the order of C++17
//   p + i, p - q     ->   pb.element, pb.ptrdiff
//   a && b           ->   scf.if %a -> (i1) { %b } else { false }
#include "Frontend/FunctionLowering.h"

using namespace mlir;
using namespace pullback;

Value FunctionLowering::lowerUnary(const clang::UnaryOperator *expr) {
  Location location = locate(expr);
  switch (expr->getOpcode()) {
  case clang::UO_PostInc:
  case clang::UO_PostDec: {
    Value before;
    lowerStep(expr, &before);
    return before;
  }
  case clang::UO_PreInc:
  case clang::UO_PreDec: return load(location, lowerStep(expr)); // a value in C
  case clang::UO_AddrOf: {
    if (refersToFunction(expr->getType()))
      return lowerFunction(expr->getSubExpr());
    if (expr->getType()->isMemberPointerType()) {
      report(Obstacle::FunctionPointer, expr->getSourceRange(), "a pointer to a member");
      return {};
    }
    PtrType type = module.getTypes().lowerPointerTo(expr->getSubExpr()->getType());
    Value place = lowerPlace(expr->getSubExpr());
    if (!type)
      module.reportType(expr->getSourceRange(), "an address");
    return place && type ? addConst(location, place, type) : Value();
  }
  case clang::UO_Real:
  case clang::UO_Imag: return lowerPart(expr);
  case clang::UO_Plus:
  case clang::UO_Extension: return lowerValue(expr->getSubExpr());
  case clang::UO_Minus: {
    Value value = lowerValue(expr->getSubExpr());
    return value ? negate(location, value) : Value();
  }
  case clang::UO_Not: {
    Value value = lowerValue(expr->getSubExpr());
    return value ? builder.create<UnaryOp>(location, UnaryKind::Not, value) : Value();
  }
  case clang::UO_LNot: return convertTruth(expr, lowerNot(expr));
  default: return refuseExpression(expr);
  }
}

Value FunctionLowering::lowerNot(const clang::UnaryOperator *expr) {
  Value value = lowerCondition(expr->getSubExpr());
  return value ? builder.create<arith::XOrIOp>(locate(expr), value, makeBool(locate(expr), true)) : Value();
}

/// The outcome of a comparison in the type that the expression has: bool, and int in C.
Value FunctionLowering::convertTruth(const clang::Expr *expr, Value truth) {
  Type type = truth ? lowerType(expr->getType(), expr->getSourceRange(), "a value") : Type();
  return type ? convert(locate(expr), truth, type) : Value();
}

/// -x; of a literal it is the negative literal, where that exists.
Value FunctionLowering::negate(Location location, Value value) {
  if (auto literal = value.getDefiningOp<ConstantOp>(); literal && literal->use_empty()) {
    std::string spelling = literal.getSpelling() ? ("-" + *literal.getSpelling()).str() : "";
    Value negative;
    if (auto number = dyn_cast<FloatAttr>(literal.getValue()); number && number.getValue().isFinite())
      negative = makeFloat(location, value.getType(), neg(number.getValue()), spelling);
    auto integer = dyn_cast<IntegerAttr>(literal.getValue());
    if (integer && cast<pullback::IntType>(value.getType()).getIsSigned() && integer.getValue().isStrictlyPositive())
      negative = makeInteger(location, value.getType(), -integer.getValue(), spelling);
    if (negative) {
      literal.erase();
      return negative;
    }
  }
  if (isa<FloatType>(value.getType()))
    return builder.create<arith::NegFOp>(location, value);
  return builder.create<UnaryOp>(location, UnaryKind::Neg, value);
}

Value FunctionLowering::lowerBinary(const clang::BinaryOperator *expr) {
  if (expr->getOpcode() == clang::BO_Comma) {
    lowerEffects(expr->getLHS());
    return lowerValue(expr->getRHS());
  }
  if (expr->isAssignmentOp()) // a value in C
    return load(locate(expr), lowerAssigned(expr));
  if (expr->isLogicalOp() || (expr->isComparisonOp() && expr->getOpcode() != clang::BO_Cmp))
    return convertTruth(expr, lowerTruth(expr));
  if (expr->isAdditiveOp() && (expr->getType()->isPointerType() || expr->getLHS()->getType()->isPointerType()))
    return lowerPointerArithmetic(expr);
  if (expr->isPtrMemOp() || expr->getOpcode() == clang::BO_Cmp)
    return refuseExpression(expr);
  Value left = lowerValue(expr->getLHS());
  Value right = lowerValue(expr->getRHS());
  return left && right ? arithmetic(locate(expr), expr->getOpcode(), left, right) : Value();
}

/// A pointer before C makes it one to void, as it does where it is compared with NULL.
static const clang::Expr *withoutVoid(const clang::Expr *expr) {
  auto *cast = dyn_cast<clang::ImplicitCastExpr>(expr->IgnoreParens());
  bool isToVoid = cast && cast->getCastKind() == clang::CK_BitCast && cast->getType()->isVoidPointerType();
  return isToVoid ? cast->getSubExpr() : expr;
}

/// `p != NULL`
Value FunctionLowering::compareWithNull(const clang::BinaryOperator *expr, const clang::Expr *pointer) {
  Value value = lowerValue(withoutVoid(pointer));
  return value ? compare(locate(expr), expr->getOpcode(), value, zeroOf(locate(expr), value.getType())) : Value();
}

/// C compares `double *` with `const double *` as one of them, whichever it is.
static const clang::Expr *withoutQualification(const clang::Expr *side) {
  auto *cast = dyn_cast<clang::ImplicitCastExpr>(side);
  bool isQualified =
      cast && cast->getCastKind() == clang::CK_BitCast && isSamePointee(cast->getType(), cast->getSubExpr()->getType());
  return isQualified ? cast->getSubExpr() : side;
}

/// The outcome of a comparison, or of && and ||.
Value FunctionLowering::lowerTruth(const clang::BinaryOperator *expr) {
  if (expr->isLogicalOp())
    return lowerLogical(expr);
  if (Value outcome; lowerTextOrder(expr, outcome))
    return outcome;
  if (expr->getLHS()->getType()->isAnyComplexType() || expr->getRHS()->getType()->isAnyComplexType())
    return compareComplex(expr);
  auto isNull = [&](const clang::Expr *side) {
    return expr->isEqualityOp() && side->getType()->isPointerType() &&
           side->isNullPointerConstant(ast, clang::Expr::NPC_ValueDependentIsNotNull);
  };
  if (isNull(expr->getRHS()) && expr->getLHS()->getType()->isPointerType())
    return compareWithNull(expr, expr->getLHS());
  if (isNull(expr->getLHS()) && expr->getRHS()->getType()->isPointerType())
    return compareWithNull(expr, expr->getRHS());
  Value left = lowerValue(withoutQualification(expr->getLHS()));
  Value right = lowerValue(withoutQualification(expr->getRHS()));
  if (!left || !right)
    return {};
  auto leftType = dyn_cast<PtrType>(left.getType()), rightType = dyn_cast<PtrType>(right.getType());
  if (leftType && rightType && leftType.getIsConst() != rightType.getIsConst()) {
    Type type = leftType.getIsConst() ? leftType : rightType;
    left = addConst(locate(expr), left, type);
    right = addConst(locate(expr), right, type);
  }
  return compare(locate(expr), expr->getOpcode(), left, right);
}

/// The call of operator<=> that orders two iterators of the library as pointers, or null.
static const clang::CallExpr *getIteratorOrder(const clang::Expr *comparison) {
  auto *call = dyn_cast<clang::CXXOperatorCallExpr>(comparison->IgnoreImplicit());
  const clang::FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  bool isLibrary =
      callee && callee->getNumParams() == 2 && StringRef(callee->getQualifiedNameAsString()).starts_with("__gnu_cxx::");
  return isLibrary && call->getOperator() == clang::OO_Spaceship ? call : nullptr;
}

/// `a != b` by `a == b`, `a < b` by `a <=> b`.
Value FunctionLowering::lowerRewritten(const clang::CXXRewrittenBinaryOperator *expr) {
  auto form = expr->getDecomposedForm();
  auto *order = dyn_cast<clang::BinaryOperator>(form.InnerBinOp->IgnoreImplicit());
  bool isPlain = order && order->getOpcode() == clang::BO_Cmp;
  Value outcome;
  if (lowerTextComparison(form.InnerBinOp, clang::BinaryOperator::getOverloadedOperator(form.Opcode), form.LHS,
                          form.RHS, outcome))
    return outcome;
  if ((!isPlain && !getIteratorOrder(form.InnerBinOp)) || form.Opcode == clang::BO_Cmp)
    return lowerValue(expr->getSemanticForm());
  Value left = isPlain ? lowerValue(order->getLHS()) : lowerIterator(form.LHS);
  Value right = isPlain ? lowerValue(order->getRHS()) : lowerIterator(form.RHS);
  Location location = locate(expr);
  if (!left || !right)
    return expectReported(), Value();
  return compare(location, form.Opcode, left, right);
}

/// `a <=> b`: the number that the library's class holds for the outcome.
void FunctionLowering::lowerOrder(const clang::BinaryOperator *expr, Value place) {
  Value left = lowerValue(expr->getLHS());
  Value right = lowerValue(expr->getRHS());
  const clang::ComparisonCategoryInfo &category = ast.CompCategories.getInfoForType(expr->getType());
  auto record = dyn_cast<pullback::RecordType>(cast<PtrType>(place.getType()).getPointee());
  if (!left || !right || !record || record.getFieldTypes().size() != 1 || !isa<IntType>(record.getFieldTypes()[0]))
    return left && right ? void(refuseExpression(expr)) : expectReported();
  Location location = locate(expr);
  auto number = [&](const clang::ComparisonCategoryInfo::ValueInfo *value) {
    return makeInteger(location, record.getFieldTypes()[0], value->getIntValue());
  };
  Value outcome = number(category.getEqualOrEquiv());
  if (category.isPartial()) {
    Value isEqual = compare(location, clang::BO_EQ, left, right), unordered = number(category.getUnordered());
    outcome = builder.create<arith::SelectOp>(location, isEqual, outcome, unordered);
  }
  Value isGreater = compare(location, clang::BO_GT, left, right), greater = number(category.getGreater());
  outcome = builder.create<arith::SelectOp>(location, isGreater, greater, outcome);
  Value isLess = compare(location, clang::BO_LT, left, right), less = number(category.getLess());
  outcome = builder.create<arith::SelectOp>(location, isLess, less, outcome);
  store(location, outcome, getField(location, place, record.getFieldNames()[0]));
}

Value FunctionLowering::lowerLogical(const clang::BinaryOperator *expr) {
  Location location = locate(expr);
  bool isAnd = expr->getOpcode() == clang::BO_LAnd;
  Value left = lowerCondition(expr->getLHS());
  auto lowerRight = [&] { return lowerCondition(expr->getRHS()); };
  auto settled = [&] { return makeBool(location, !isAnd); };
  return choose(location, left, builder.getI1Type(), isAnd ? LowerValue(lowerRight) : LowerValue(settled),
                isAnd ? LowerValue(settled) : LowerValue(lowerRight));
}

Value FunctionLowering::compare(Location location, clang::BinaryOperatorKind kind, Value left, Value right) {
  static const std::pair<Predicate, arith::CmpFPredicate> predicates[] = {
      {Predicate::LT, arith::CmpFPredicate::OLT}, {Predicate::GT, arith::CmpFPredicate::OGT},
      {Predicate::LE, arith::CmpFPredicate::OLE}, {Predicate::GE, arith::CmpFPredicate::OGE},
      {Predicate::EQ, arith::CmpFPredicate::OEQ}, {Predicate::NE, arith::CmpFPredicate::UNE}};
  auto [predicate, floatPredicate] = predicates[kind - clang::BO_LT];
  if (isa<FloatType>(left.getType()))
    return builder.create<arith::CmpFOp>(location, floatPredicate, left, right);
  if (left.getType().isInteger(1)) { // comparison of two bool of one type, as in a switch
    Type type = getIntType(builder.getContext());
    left = convert(location, left, type);
    return compare(location, kind, left, convert(location, right, type));
  }
  if (isa<PtrType>(left.getType()) && left.getType() != right.getType()) {
    auto makeConst = [&](Value pointer) -> Value {
      auto type = cast<PtrType>(pointer.getType());
      return type.getIsConst() ? pointer
                               : builder.create<CastOp>(location, PtrType::get(type.getPointee(), true), pointer, true);
    };
    left = makeConst(left);
    right = makeConst(right);
  }
  return builder.create<CmpOp>(location, predicate, left, right);
}

Value FunctionLowering::arithmetic(Location location, clang::BinaryOperatorKind kind, Value left, Value right) {
  bool isFloat = isa<FloatType>(left.getType());
  auto make = [&](BinaryKind integerKind) -> Value {
    return builder.create<BinaryOp>(location, integerKind, left, right);
  };
  switch (kind) {
  case clang::BO_Add: return isFloat ? builder.create<arith::AddFOp>(location, left, right) : make(BinaryKind::Add);
  case clang::BO_Sub: return isFloat ? builder.create<arith::SubFOp>(location, left, right) : make(BinaryKind::Sub);
  case clang::BO_Mul: return isFloat ? builder.create<arith::MulFOp>(location, left, right) : make(BinaryKind::Mul);
  case clang::BO_Div: return isFloat ? builder.create<arith::DivFOp>(location, left, right) : make(BinaryKind::Div);
  case clang::BO_Rem: return make(BinaryKind::Rem);
  case clang::BO_And: return make(BinaryKind::And);
  case clang::BO_Or: return make(BinaryKind::Or);
  case clang::BO_Xor: return make(BinaryKind::Xor);
  case clang::BO_Shl:
  case clang::BO_Shr:
    right = convert(location, right, left.getType());
    return make(kind == clang::BO_Shl ? BinaryKind::Shl : BinaryKind::Shr);
  default: llvm_unreachable("not an arithmetic operator");
  }
}

//===------------------------------------------------------------------------------------------------------------===//
// Pointers
//===------------------------------------------------------------------------------------------------------------===//

Value FunctionLowering::lowerPointerArithmetic(const clang::BinaryOperator *expr) {
  Location location = locate(expr);
  Value left = lowerValue(expr->getLHS());
  Value right = lowerValue(expr->getRHS());
  if (!left || !right)
    return {};
  if (!expr->getType()->isPointerType()) {
    Type type = lowerType(expr->getType(), expr->getSourceRange(), "a difference of pointers");
    return type ? builder.create<PtrDiffOp>(location, type, left, right) : Value();
  }
  bool isPointerFirst = isa<PtrType>(left.getType());
  return offset(location, isPointerFirst ? left : right, isPointerFirst ? right : left,
                expr->getOpcode() == clang::BO_Sub);
}

Value FunctionLowering::offset(Location location, Value pointer, Value index, bool isNegative) {
  if (!pointer || !index)
    return {};
  if (index.getType().isInteger(1))
    index = convert(location, index, getIntType(builder.getContext()));
  if (isNegative) // an unsigned index must not wrap around
    index = negate(location, convert(location, index, getPtrdiffType(builder.getContext())));
  return builder.create<ElementOp>(location, pointer, index);
}

//===------------------------------------------------------------------------------------------------------------===//
// Assignment
//===------------------------------------------------------------------------------------------------------------===//

/// The variable that an assignment gives its value to, "" if the left side is another object.
static StringRef getAssignedName(const clang::Expr *left) {
  auto *use = dyn_cast<clang::DeclRefExpr>(left->IgnoreParens());
  return use && use->getDecl()->getDeclName().isIdentifier() ? use->getDecl()->getName() : "";
}

static bool isConstPlace(Value place) { return place && cast<PtrType>(place.getType()).getIsConst(); }

Value FunctionLowering::lowerAssignment(const clang::BinaryOperator *expr) {
  if (expr->getType()->isAnyComplexType())
    return assignComplex(expr);
  Value value = lowerValue(expr->getRHS());
  Value place = lowerPlace(expr->getLHS());
  if (isConstPlace(place)) {
    reportGlobalStore(expr->getLHS());
    return {};
  }
  if (place && expr->getType()->isPointerType())
    value = qualify(expr->getRHS(), value, cast<PtrType>(place.getType()).getPointee());
  StringRef name = getAssignedName(expr->getLHS());
  nameValue(value, name);
  store(name.empty() ? locate(expr) : nameLocation(name, locate(expr)), value, place);
  return place;
}

/// An assignment of C, which is no object: the place that it has written to.
Value FunctionLowering::lowerAssigned(const clang::BinaryOperator *expr) {
  if (auto *compound = dyn_cast<clang::CompoundAssignOperator>(expr))
    return lowerCompoundAssignment(compound);
  if (!expr->getType()->isRecordType())
    return lowerAssignment(expr);
  Value source = lowerRecord(expr->getRHS(), ""), target = lowerPlace(expr->getLHS());
  if (isConstPlace(target)) {
    reportGlobalStore(expr->getLHS());
    return {};
  }
  copyObject(locate(expr), source, target);
  return target;
}

Value FunctionLowering::lowerCompoundAssignment(const clang::CompoundAssignOperator *expr) {
  if (expr->getType()->isAnyComplexType())
    return assignComplex(expr);
  Location location = locate(expr);
  Value right = lowerValue(expr->getRHS());
  Value place = lowerPlace(expr->getLHS());
  if (isConstPlace(place)) {
    reportGlobalStore(expr->getLHS());
    return {};
  }
  if (!right || !place) {
    expectReported();
    return {};
  }
  clang::BinaryOperatorKind kind = clang::BinaryOperator::getOpForCompoundAssignment(expr->getOpcode());
  Value before = load(location, place);
  Value after;
  if (isa<PtrType>(before.getType())) {
    after = offset(location, before, right, kind == clang::BO_Sub);
  } else {
    Type computed = lowerType(expr->getComputationLHSType(), expr->getSourceRange(), "a value");
    if (!computed)
      return {};
    after = arithmetic(location, kind, convert(location, before, computed), right);
    after = convert(location, after, before.getType()); // of a bit-field, the type that it is declared with
  }
  StringRef name = getAssignedName(expr->getLHS());
  nameValue(after, name);
  store(name.empty() ? location : nameLocation(name, location), after, place);
  return place;
}

Value FunctionLowering::lowerStep(const clang::UnaryOperator *expr, Value *before) {
  Location location = locate(expr);
  Value place = lowerPlace(expr->getSubExpr());
  if (isConstPlace(place)) {
    reportGlobalStore(expr->getSubExpr());
    return {};
  }
  if (!place) {
    expectReported();
    return {};
  }
  Value old = load(location, place);
  Type type = old.getType();
  Value after;
  if (isa<PtrType>(type)) {
    Value one =
        makeInteger(location, getIntType(builder.getContext()), APInt(32, expr->isIncrementOp() ? 1 : -1, true));
    after = offset(location, old, one, /*isNegative=*/false);
  } else {
    const TypeLowering::BitField *bits = module.getTypes().findBitField(place);
    bool isSmall = isa<pullback::IntType>(type) && (bits ? bits->width : cast<pullback::IntType>(type).getWidth()) < 32;
    Type computed = isSmall ? getIntType(builder.getContext()) : type;
    Value one = isa<FloatType>(type) ? builder.create<ConstantOp>(location, type, int64_t(1)).getResult()
                                     : makeInteger(location, computed, APInt(64, 1));
    after = arithmetic(location, expr->isIncrementOp() ? clang::BO_Add : clang::BO_Sub,
                       convert(location, old, computed), one);
    after = convert(location, after, type);
  }
  StringRef name = getAssignedName(expr->getSubExpr());
  nameValue(after, name);
  store(name.empty() ? location : nameLocation(name, location), after, place);
  if (before)
    *before = old;
  return place;
}
