// std::optional as a record of whether there is a value, and the value.
//
//   std::optional<double> r;     ->   r.engaged = false
//   return 1 / x;                ->   r.engaged = true; r.value = 1 / x
//   r.has_value(), *r, r->x      ->   r.engaged, the place of r.value
//
// One of the caller's is a container of one element or none: `!pb.stack<f64, "optional">`.
//
// Not handled, refused: comparisons of optionals with values, and(), or().
#include "Frontend/CopyFunctions.h"
#include "Frontend/FunctionLowering.h"

using namespace mlir;
using namespace pullback;

static bool isNullopt(const clang::Expr *expr) {
  const auto *record = expr->getType().getNonReferenceType()->getAsCXXRecordDecl();
  return record && record->isInStdNamespace() && record->getIdentifier() && record->getName() == "nullopt_t";
}

/// True for values that the library exchanges by exchanging what they contain: a class of the user's may have a swap().
static bool isExchangedWhole(clang::QualType value) {
  const auto *record = value->getAsCXXRecordDecl();
  return !isMovedByUser(value) && (!record || TypeLowering::isFromStandardLibrary(record));
}

/// Copies or moves an optional, and the vectors in its value with their elements.
void FunctionLowering::copyOptional(const clang::Expr *at, clang::QualType type, Value source, Value target,
                                    bool isMove) {
  Location location = locate(at);
  if (TypeLowering::isPlainOptional(ast, type))
    return copyObject(location, source, target);
  Value engaged = load(location, getField(location, source, "engaged"));
  store(location, engaged, getField(location, target, "engaged"));
  branch(
      location, engaged,
      [&] {
        Value from = getField(location, source, "value");
        copyInto(at, *TypeLowering::getOptionalValue(type), from, getField(location, target, "value"), isMove);
      },
      [] {});
}

/// Gives an optional the value that `argument` is, or that of another optional, or none.
void FunctionLowering::setOptional(const clang::Expr *argument, clang::QualType type, Value object) {
  Location location = locate(argument);
  clang::QualType element = *TypeLowering::getOptionalValue(type);
  Value engaged = getField(location, object, "engaged"), value = getField(location, object, "value");
  if (!engaged || !value)
    return expectReported();
  if (isNullopt(argument))
    return store(location, makeBool(location, false), engaged);
  bool isValue = ast.hasSameUnqualifiedType(argument->getType().getNonReferenceType(), element);
  if (!isValue && TypeLowering::getOptionalValue(argument->getType())) {
    Value source = lowerRecord(argument, "optional");
    if (!source || source.getType() != object.getType()) {
      if (!source || cast<PtrType>(source.getType()).getPointee() != cast<PtrType>(object.getType()).getPointee())
        return report(Obstacle::StandardLibrary, argument->getSourceRange(), "this conversion of a std::optional");
    }
    return copyOptional(argument, type, source, object, /*isMove=*/!argument->isLValue());
  }
  if (!element->isRecordType()) {
    Value number = argument->isPRValue() ? lowerValue(argument) : lowerFill(argument);
    store(location, convert(location, number, cast<PtrType>(value.getType()).getPointee()), value);
  } else if (isValue) {
    Value source = lowerReferred(argument, "value");
    copyInto(argument, element, source, value, /*isMove=*/argument->isXValue());
  } else {
    return report(Obstacle::StandardLibrary, argument->getSourceRange(), "this conversion to a std::optional");
  }
  store(location, makeBool(location, true), engaged);
}

void FunctionLowering::constructOptional(const clang::CXXConstructExpr *construction, Value place) {
  Location location = locate(construction);
  Value engaged = getField(location, place, "engaged");
  SmallVector<const clang::Expr *> written;
  for (const clang::Expr *argument : construction->arguments())
    if (!isa<clang::CXXDefaultArgExpr>(argument))
      written.push_back(argument);
  if (!TypeLowering::isPlainOptional(ast, construction->getType()))
    setZero(location, place);
  if (written.empty())
    return store(location, makeBool(location, false), engaged);
  if (written.size() == 1)
    return setOptional(written[0], construction->getType(), place);
  report(Obstacle::StandardLibrary, construction->getSourceRange(), "this construction of a std::optional");
}

/// `o.value_or(other)` of a class.
bool FunctionLowering::lowerOptionalOr(const clang::CallExpr *call, Value place) {
  std::optional<MemberCall> member = getMemberCall(call);
  if (!member || !TypeLowering::getOptionalValue(member->type) || member->method->getNameAsString() != "value_or")
    return false;
  Location location = locate(call);
  clang::QualType element = *TypeLowering::getOptionalValue(member->type);
  const clang::Expr *argument = member->arguments[0];
  if (!ast.hasSameUnqualifiedType(argument->getType().getNonReferenceType(), element)) {
    report(Obstacle::StandardLibrary, argument->getSourceRange(), "this conversion to the value of a std::optional");
    return true;
  }
  Value object = lowerObject(member->object);
  Value engaged = getField(location, object, "engaged"), value = getField(location, object, "value");
  Value other = lowerReferred(argument, "other");
  if (!engaged || !value || !other)
    return expectReported(), true;
  branch(
      location, load(location, engaged),
      [&] { copyInto(call, element, value, place, /*isMove=*/!member->object->isLValue()); },
      [&] { copyInto(call, element, other, place, /*isMove=*/argument->isXValue()); });
  return true;
}

bool FunctionLowering::lowerOptionalCall(const clang::CallExpr *call, Value &result) {
  std::optional<MemberCall> member = getMemberCall(call);
  if (!member || !TypeLowering::getOptionalValue(member->type))
    return false;
  Location location = locate(call);
  Value object = lowerObject(member->object);
  Value engaged = getField(location, object, "engaged"), value = getField(location, object, "value");
  if (!engaged || !value)
    return expectReported(), true;
  std::string name = member->method->getNameAsString();
  if (isa<clang::CXXConversionDecl>(member->method) || name == "has_value") {
    result = load(location, engaged);
  } else if (name == "operator*" || name == "operator->") {
    result = value;
  } else if (name == "value") {
    FuncOp thrown = module.getThrow("std::bad_optional_access", ValueRange());
    branch(location, load(location, engaged), [] {}, [&] { builder.create<CallOp>(location, thrown, ValueRange()); });
    result = value;
  } else if (name == "value_or" && isScalar(cast<PtrType>(value.getType()).getPointee())) {
    Type type = cast<PtrType>(value.getType()).getPointee();
    Value other = convert(location, lowerFill(member->arguments[0]), type);
    result = other ? choose(
                         location, load(location, engaged), type, [&] { return load(location, value); },
                         [&] { return other; })
                   : Value();
  } else if (name == "swap" && isExchangedWhole(*TypeLowering::getOptionalValue(member->type))) {
    swapObjects(location, object, lowerPlace(member->arguments[0]));
  } else if (name == "reset") {
    store(location, makeBool(location, false), engaged);
  } else if (name == "emplace" && TypeLowering::getOptionalValue(member->type).value()->isRecordType()) {
    clang::QualType element = *TypeLowering::getOptionalValue(member->type);
    Value made = constructInPlace(call, element, member->arguments);
    if (!made)
      return expectReported(), true;
    copyInto(call, element, made, value, /*isMove=*/true);
    store(location, makeBool(location, true), engaged);
    result = value;
  } else if ((name == "operator=" || name == "emplace") && member->arguments.size() == 1) {
    setOptional(member->arguments[0], member->type, object);
    result = name == "emplace" ? value : object;
  } else {
    report(Obstacle::StandardLibrary, call->getSourceRange(), "the call to '" + name + "'");
  }
  return true;
}

//===------------------------------------------------------------------------------------------------------------===//
// Those of the caller
//===------------------------------------------------------------------------------------------------------------===//

void FunctionLowering::copyOptionalIn(Location location, clang::QualType value, Value from, Value to) {
  Value count = builder.create<StackSizeOp>(nameLocation("count", location), getSizeType(builder.getContext()), from);
  Value has = compare(location, clang::BO_NE, count, makeSize(location, 0));
  Value own = getField(location, to, "value");
  store(location, has, getField(location, to, "engaged"));
  makeEmpty(location, value, own);
  branch(location, has, [&] { copyIn(location, value, getElements(builder, location, from), own); }, [] {});
}

void FunctionLowering::copyOptionalOut(Location location, clang::QualType value, Value from, Value to, bool isNew) {
  Value none = makeSize(location, 0), before = none;
  if (!isNew)
    before = builder.create<StackSizeOp>(nameLocation("count", location), getSizeType(builder.getContext()), to);
  Value has = load(location, getField(location, from, "engaged"));
  branch(
      location, has,
      [&] {
        Value one = makeSize(location, 1);
        builder.create<SetSizeOp>(location, to, one, before);
        copyOut(location, value, getField(location, from, "value"), getElements(builder, location, to), isNew);
      },
      [&] {
        if (!isNew && module.getTypes().isCallersObject(value)) // so that it is known what it was
          branch(location, compare(location, clang::BO_NE, before, none),
                 [&] { emptyParts(location, value, getElements(builder, location, to)); });
        builder.create<SetSizeOp>(location, to, none, before);
      });
}
