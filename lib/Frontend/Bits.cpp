// Elements of std::vector<bool>, which are of unsigned char here: what refers to them, and iterators.
//
//   auto b = m[i];               ->   a record with the place of the element
//   b = m[j], bool(b), b.flip()  ->   stores and loads there
//   *it, ++it, it - m.begin()    ->   the same for the pointer in the iterator
//
// The rest is what the library's text says: swap(), algorithms, operators that are made of others.
#include "Frontend/FunctionLowering.h"

using namespace mlir;
using namespace pullback;

/// The name of one of the library's classes for elements of std::vector<bool>; empty for other types.
static StringRef getBitClass(clang::QualType type) {
  const auto *record = type.getNonReferenceType()->getAsCXXRecordDecl();
  return record && TypeLowering::isBitClass(record) ? record->getName() : "";
}

/// `value` as what the vector holds at `target`: elements of std::vector<bool> are of unsigned char.
Value FunctionLowering::convertElement(Location location, Value value, Value target) {
  return value ? convert(location, value, cast<PtrType>(target.getType()).getPointee()) : Value();
}

/// Where an object of one of these classes holds the place of the element.
Value FunctionLowering::findBitPointer(Location location, Value object) {
  while (object) {
    auto record = dyn_cast<pullback::RecordType>(cast<PtrType>(object.getType()).getPointee());
    if (!record)
      break;
    object = getField(location, object, record.getFieldNames()[0]);
  }
  return object;
}

/// The element that `expr`, an object of the library, refers to; null, and reported, if that is refused.
Value FunctionLowering::findBit(const clang::Expr *expr) {
  expr = expr->IgnoreImplicit()->IgnoreParens();
  Location location = locate(expr);
  if (auto *call = dyn_cast<clang::CallExpr>(expr)) {
    auto *method = dyn_cast_or_null<clang::CXXMethodDecl>(call->getDirectCallee());
    auto kind = method ? method->getOverloadedOperator() : clang::OO_None;
    clang::QualType of = method ? ast.getRecordType(method->getParent()) : clang::QualType();
    if (Value result; method && expr->isPRValue() && isVector(of))
      return lowerVectorCall(call, result) ? result : Value(); // m[i]
    if (kind == clang::OO_Star && isa<clang::CXXOperatorCallExpr>(call) && getBitClass(of) == "_Bit_iterator") {
      Value iterator = findBitPointer(location, lowerRecord(call->getArg(0), "iterator"));
      return iterator ? load(location, iterator) : Value();
    }
    if (kind == clang::OO_Equal && getBitClass(of) == "_Bit_reference") { // m[i] = c
      const clang::Expr *assigned = call->getArg(call->getNumArgs() - 1);
      auto *member = dyn_cast<clang::CXXMemberCallExpr>(call); // of a class, as the compiler assigns it
      const clang::Expr *target = member ? member->getImplicitObjectArgument() : call->getArg(0);
      bool isBit = getBitClass(assigned->getType()) == "_Bit_reference";
      Value other = isBit ? findBit(assigned) : Value();
      Value value = other ? load(location, other) : isBit ? Value() : lowerValue(assigned);
      Value bit = value ? findBit(target) : Value();
      if (bit)
        store(location, convertElement(location, value, bit), bit);
      return bit;
    }
  }
  Value object = expr->getType()->isPointerType() ? lowerValue(expr) : lowerRecord(expr, "element");
  Value pointer = findBitPointer(location, object);
  return pointer ? load(location, pointer) : Value();
}

/// Keeps the place of an element in `place`, an object that refers to it.
Value FunctionLowering::referToBit(Location location, Value bit, Value place) {
  store(location, bit, findBitPointer(location, place));
  return place;
}

/// A call whose value is an object that refers to an element.
bool FunctionLowering::lowerBitInto(const clang::CallExpr *call, Value place) {
  auto *method = dyn_cast_or_null<clang::CXXMethodDecl>(call->getDirectCallee());
  clang::QualType of = method && !method->isStatic() ? ast.getRecordType(method->getParent()) : clang::QualType();
  bool isRead = method && method->getOverloadedOperator() == clang::OO_Star && getBitClass(of) == "_Bit_iterator";
  if (getBitClass(call->getType()) != "_Bit_reference" || !method || !(isRead || isVector(of)))
    return false;
  Value bit = findBit(call);
  bit ? referToBit(locate(call), bit, place) : (expectReported(), Value());
  return true;
}

/// Nothing, or an iterator of changeable elements as one of elements that are not.
bool FunctionLowering::constructBit(const clang::CXXConstructExpr *construction, Value place) {
  const clang::CXXConstructorDecl *constructor = construction->getConstructor();
  if (!TypeLowering::isBitClass(constructor->getParent()) || constructor->isCopyOrMoveConstructor())
    return false;
  Location location = locate(construction);
  if (construction->getNumArgs() == 0) {
    setZero(location, place);
  } else if (construction->getNumArgs() == 1 && !getBitClass(construction->getArg(0)->getType()).empty()) {
    Value from = findBitPointer(location, lowerRecord(construction->getArg(0), "iterator"));
    from ? referToBit(location, load(location, from), place) : (expectReported(), Value());
  } else {
    report(Obstacle::Container, construction->getSourceRange(), "this construction of an iterator");
  }
  return true;
}

static std::optional<clang::BinaryOperatorKind> getComparison(clang::OverloadedOperatorKind kind) {
  switch (kind) {
  case clang::OO_EqualEqual: return clang::BO_EQ;
  case clang::OO_ExclaimEqual: return clang::BO_NE;
  case clang::OO_Less: return clang::BO_LT;
  case clang::OO_Greater: return clang::BO_GT;
  case clang::OO_LessEqual: return clang::BO_LE;
  case clang::OO_GreaterEqual: return clang::BO_GE;
  default: return std::nullopt;
  }
}

/// What iterators are made of: steps, differences, comparisons, and filling a range.
bool FunctionLowering::lowerBitIteratorCall(const clang::CallExpr *call, const clang::FunctionDecl *callee,
                                            Value &result) {
  Location location = locate(call);
  auto findPointer = [&](const clang::Expr *iterator) {
    Value object = iterator->getType()->isPointerType() ? lowerValue(iterator) : lowerRecord(iterator, "iterator");
    return findBitPointer(location, object);
  };
  StringRef name = callee->getIdentifier() ? callee->getName() : "";
  if (auto *member = dyn_cast<clang::CXXMemberCallExpr>(call)) {
    bool isStep = name == "_M_bump_up" || name == "_M_bump_down" || name == "_M_incr";
    if (!isStep || getBitClass(member->getObjectType()) == "")
      return false;
    Value pointer = findPointer(member->getImplicitObjectArgument());
    Value by = name == "_M_incr" ? lowerValue(call->getArg(0)) : makeSize(location, 1);
    if (!pointer || !by)
      return expectReported(), true;
    store(location, offset(location, load(location, pointer), by, /*isNegative=*/name == "_M_bump_down"), pointer);
    return true;
  }
  bool areIterators = call->getNumArgs() >= 2 && callee->getNumParams() == call->getNumArgs();
  for (unsigned i = 0; i < 2 && areIterators; ++i)
    areIterators = getBitClass(callee->getParamDecl(i)->getType()).starts_with("_Bit_iterator");
  std::optional<clang::BinaryOperatorKind> comparison = getComparison(callee->getOverloadedOperator());
  bool isDistance = callee->getOverloadedOperator() == clang::OO_Minus;
  bool isFill = callee->isInStdNamespace() && (name == "fill" || name == "__fill_a1") && call->getNumArgs() == 3;
  if (!areIterators || !(comparison || isDistance || (isFill && callee->getParamDecl(2)->getType()->isReferenceType())))
    return false;
  if (isFill && !callee->getParamDecl(2)->getType().getNonReferenceType()->isBooleanType())
    return false;
  Value first = findPointer(call->getArg(0)), last = findPointer(call->getArg(1));
  Value value = isFill && first && last ? lowerFill(call->getArg(2)) : Value();
  if (!first || !last || (isFill && !value))
    return expectReported(), true;
  first = load(location, first);
  last = load(location, last);
  Type difference = getPtrdiffType(builder.getContext());
  if (comparison) {
    result = compare(location, *comparison, first, last);
  } else if (isDistance) {
    result = builder.create<PtrDiffOp>(location, difference, first, last);
  } else {
    Value count = builder.create<PtrDiffOp>(location, difference, last, first);
    count = convert(location, count, getSizeType(builder.getContext()));
    forEachIn(location, first, makeSize(location, 0), count,
              [&](Value one) { store(location, convertElement(location, value, one), one); });
  }
  return true;
}

static void flip(OpBuilder &builder, Location location, Value bit) {
  Value zero = builder.create<ConstantOp>(location, cast<PtrType>(bit.getType()).getPointee(), int64_t(0));
  Value isUnset = builder.create<CmpOp>(location, Predicate::EQ, builder.create<LoadOp>(location, bit), zero);
  Value flipped = builder.create<CastOp>(location, zero.getType(), isUnset, /*isImplicit=*/true);
  builder.create<StoreOp>(location, flipped, bit);
}

/// b[i] = c, b[i] where a bool is wanted, b[i].flip(), b.flip(), and what iterators are made of.
bool FunctionLowering::lowerBitCall(const clang::CallExpr *call, Value &result) {
  const clang::FunctionDecl *callee = call->getDirectCallee();
  auto *method = dyn_cast_or_null<clang::CXXMethodDecl>(callee);
  clang::QualType type = method ? ast.getRecordType(method->getParent()) : clang::QualType();
  StringRef of = method ? getBitClass(type) : "";
  bool isFlip = method && method->getIdentifier() && method->getName() == "flip";
  if (!callee || (method ? of.empty() && !(isFlip && isVector(type)) : !callee->isInStdNamespace()))
    return false;
  Location location = locate(call);
  if (of == "_Bit_reference" && method->getOverloadedOperator() == clang::OO_Equal) {
    Value bit = findBit(call);
    Type reference = bit ? lowerType(call->getType(), call->getSourceRange(), "an element") : Type();
    result = reference ? referToBit(location, bit, makeTemporary(location, reference, "element")) : Value();
    return reference ? true : (expectReported(), true);
  }
  auto *member = dyn_cast<clang::CXXMemberCallExpr>(call);
  if (of == "_Bit_const_iterator" && method->getOverloadedOperator() == clang::OO_Star && !member) {
    Value pointer = findBitPointer(location, lowerRecord(call->getArg(0), "iterator"));
    result = pointer ? convertToBool(location, load(location, load(location, pointer))) : Value();
    return true;
  }
  bool isOfElement = of == "_Bit_reference" && (isFlip || isa<clang::CXXConversionDecl>(method));
  if (!member || !(isOfElement || (isFlip && of.empty())))
    return lowerBitIteratorCall(call, callee, result);
  const clang::Expr *object = member->getImplicitObjectArgument();
  if (of.empty()) {
    Value vector = object->getType()->isPointerType() ? lowerValue(object) : lowerPlace(object);
    if (!vector)
      return expectReported(), true;
    Value data = getVectorData(location, vector);
    forEachIn(location, data, makeSize(location, 0), getVectorSize(location, vector),
              [&](Value bit) { flip(builder, location, bit); });
    return true;
  }
  Value bit = findBit(object);
  if (!bit)
    return expectReported(), true;
  if (isFlip)
    flip(builder, location, bit);
  else
    result = convertToBool(location, load(location, bit));
  return true;
}
