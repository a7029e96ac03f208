// Loops, as pb.source_loop: variables of a loop's head live in locals in front of it.
//
//   for (int i = 0; i < n; ++i) s += x[i];
//   ->  %i = pb.local "i"; pb.store 0, %i
//       pb.source_loop { ... pb.condition %less } body { ... } step { ... }
#include "Frontend/DeadCode.h"
#include "Frontend/FunctionLowering.h"
#include "IR/Checkpoints.h"

using namespace mlir;
using namespace pullback;

SourceLoopOp FunctionLowering::makeLoop(Location location, bool isDoWhile, LowerValue condition, Lower body,
                                        Lower step) {
  auto loop = builder.create<SourceLoopOp>(location, isDoWhile);
  inRegion(loop.getCondition(), [&] {
    Value goOn = condition();
    if (!goOn) {
      expectReported();
      goOn = builder.create<UndefOp>(location, builder.getI1Type());
    }
    builder.create<ConditionOp>(location, goOn);
  });
  auto lowerBlock = [&](Lower lower) {
    if (lower)
      lower();
    builder.create<YieldOp>(location);
  };
  inRegion(loop.getBody(), [&] { lowerBlock(body); });
  inRegion(loop.getStep(), [&] { lowerBlock(step); });
  return loop;
}

/// PULLBACK_CHECKPOINT: a number, or the index of the parameter that holds it.
void FunctionLowering::setCheckpoints(SourceLoopOp loop, const clang::Stmt *statement) {
  std::optional<SnapshotCount> count = module.getSnapshotCount(statement);
  if (!count)
    return;
  loop->setAttr(kCheckpoint, count->parameter ? Attribute(builder.getStringAttr(count->parameter->getName()))
                                              : builder.getI64IntegerAttr(count->number));
}

void FunctionLowering::makeCountedLoop(Location location, Value count, llvm::function_ref<void(Value)> body) {
  Value counter = makeTemporary(location, count.getType(), "index");
  store(location, makeInteger(location, count.getType(), APInt(64, 0)), counter);
  auto condition = [&] { return compare(location, clang::BO_LT, load(location, counter), count); };
  auto step = [&] {
    Value one = makeInteger(location, count.getType(), APInt(64, 1));
    Value next = arithmetic(location, clang::BO_Add, load(location, counter), one);
    nameValue(next, "index");
    store(location, next, counter);
  };
  makeLoop(location, /*isDoWhile=*/false, condition, [&] { body(load(location, counter)); }, step);
}

void FunctionLowering::lowerFor(const clang::ForStmt *statement) {
  lowerStatement(statement->getInit());
  if (getConstantCondition(statement->getCond(), ast) == false && isOnlyEnteredInFront(statement->getBody()))
    return;
  const clang::VarDecl *variable = statement->getConditionVariable();
  if (variable)
    declareLocal(variable);
  Location location = locate(statement->getForLoc());
  auto condition = [&]() -> Value {
    if (variable)
      initializeVariable(variable, places.lookup(variable));
    return statement->getCond() ? lowerCondition(statement->getCond()) : makeBool(location, true);
  };
  auto step = [&] {
    if (statement->getInc())
      lowerEffects(statement->getInc());
  };
  auto body = [&] { lowerStatement(statement->getBody()); };
  setCheckpoints(makeLoop(location, /*isDoWhile=*/false, condition, body, step), statement);
}

void FunctionLowering::lowerWhile(const clang::WhileStmt *statement) {
  if (getConstantCondition(statement->getCond(), ast) == false && isOnlyEnteredInFront(statement->getBody()))
    return;
  const clang::VarDecl *variable = statement->getConditionVariable();
  if (variable)
    declareLocal(variable);
  auto condition = [&]() -> Value {
    if (variable)
      initializeVariable(variable, places.lookup(variable));
    return lowerCondition(statement->getCond());
  };
  makeLoop(
      locate(statement->getWhileLoc()), /*isDoWhile=*/false, condition, [&] { lowerStatement(statement->getBody()); },
      nullptr);
}

void FunctionLowering::lowerDo(const clang::DoStmt *statement) {
  makeLoop(
      locate(statement->getDoLoc()), /*isDoWhile=*/true, [&] { return lowerCondition(statement->getCond()); },
      [&] { lowerStatement(statement->getBody()); }, nullptr);
}

/// True for a std::vector<bool>, whose elements are characters here.
static bool isBits(const clang::Expr *range) {
  std::optional<clang::QualType> element = TypeLowering::getVectorElement(range->getType());
  return element && (*element)->isBooleanType();
}

/// The variable of a range-for: a reference to the element, or a copy of it, converted to the variable's type.
void FunctionLowering::bindLoopVariable(const clang::VarDecl *variable, Value element, const clang::Expr *range) {
  Location location = nameLocation(variable->getName(), locate(variable->getLocation()));
  if (isBits(range)) { // as a truth value, or as what the library's class refers to
    Type type = lowerType(variable->getType(), variable->getSourceRange(), "this variable");
    if (!type)
      return expectReported();
    Value place = places[variable] = makeTemporary(location, type, variable->getName());
    if (isScalar(type))
      store(location, convert(location, convertToBool(location, load(location, element)), type), place);
    else
      referToBit(location, element, place);
    return;
  }
  Type type = lowerType(variable->getType(), variable->getSourceRange(), "this variable");
  if (!type)
    return expectReported();
  bool isSameType = type == cast<PtrType>(element.getType()).getPointee();
  if (variable->getType()->isReferenceType() && isSameType) {
    places[variable] = element;
    return;
  }
  if (!isSameType && !(isScalar(type) && isScalar(cast<PtrType>(element.getType()).getPointee())))
    return report(Obstacle::Container, variable->getSourceRange(), "this variable");
  Value place = declareLocal(variable);
  if (!isScalar(type))
    return copyInto(range, variable->getType(), element, place, /*isMove=*/false);
  Value value = convert(location, load(location, element), type);
  nameValue(value, variable->getName());
  store(location, value, place);
}

std::optional<std::pair<Value, Value>> FunctionLowering::findElements(const clang::Expr *range) {
  Location location = locate(range);
  if (isVector(range->getType())) {
    Value vector = range->isGLValue() ? lowerPlace(range) : lowerRecord(range, "range");
    Value data = getVectorData(location, vector);
    return std::pair(data, vector ? getVectorSize(location, vector) : Value());
  }
  const auto *record = range->getType()->getAsCXXRecordDecl();
  bool isStdArray = record && TypeLowering::isStdArray(record);
  bool isList = isa<clang::CXXStdInitializerListExpr>(range);
  if (isList)
    range = cast<clang::CXXStdInitializerListExpr>(range)->getSubExpr();
  if (!range->getType()->isConstantArrayType() && !isStdArray)
    return std::nullopt;
  Value place = range->isGLValue() ? lowerPlace(range) : lowerRecord(range, "range");
  if (place && isStdArray)
    if (auto type = dyn_cast<pullback::RecordType>(cast<PtrType>(place.getType()).getPointee()))
      place = getField(location, place, type.getFieldNames()[0]);
  auto array =
      place ? dyn_cast<pullback::ArrayType>(cast<PtrType>(place.getType()).getPointee()) : pullback::ArrayType();
  if (!array)
    return std::pair(Value(), Value());
  Value first = builder.create<DecayOp>(location, place);
  return std::pair(first, makeSize(location, array.getExtent()));
}

/// As the language says, with iterators or pointers.
void FunctionLowering::lowerIteratorLoop(const clang::CXXForRangeStmt *statement) {
  lowerStatement(statement->getRangeStmt());
  lowerStatement(statement->getBeginStmt());
  lowerStatement(statement->getEndStmt());
  auto body = [&] {
    lowerStatement(statement->getLoopVarStmt());
    lowerStatement(statement->getBody());
  };
  makeLoop(
      locate(statement->getForLoc()), /*isDoWhile=*/false, [&] { return lowerCondition(statement->getCond()); }, body,
      [&] { lowerEffects(statement->getInc()); });
}

/// True if the variable is what a function of the element's class, or a constructor, makes of the element.
static bool isConvertedElement(const clang::VarDecl *variable) {
  const clang::Expr *init = variable->getInit();
  if (auto *cleanups = dyn_cast_or_null<clang::ExprWithCleanups>(init))
    init = cleanups->getSubExpr();
  while (auto *cast = dyn_cast_or_null<clang::ImplicitCastExpr>(init)) {
    if (cast->getCastKind() == clang::CK_UserDefinedConversion ||
        cast->getCastKind() == clang::CK_ConstructorConversion)
      return true;
    init = cast->getSubExpr();
  }
  return false;
}

// `for (T v : a)` counts through the elements of an array, a local std::vector or a list in braces.
void FunctionLowering::lowerRangeFor(const clang::CXXForRangeStmt *statement) {
  lowerStatement(statement->getInit());
  const clang::Expr *range = statement->getRangeInit()->IgnoreImplicit()->IgnoreParens();
  if (isRefused(range))
    return;
  const clang::VarDecl *variable = statement->getLoopVariable();
  // An object of the user's own may have to be destroyed in each iteration.
  const auto *record = variable->getType()->getAsCXXRecordDecl();
  bool isDestroyed = record && !record->hasTrivialDestructor() && !TypeLowering::isFromStandardLibrary(record);
  std::optional<std::pair<Value, Value>> elements;
  if ((!isDestroyed && !isConvertedElement(variable)) || isBits(range) || isa<clang::CXXStdInitializerListExpr>(range))
    elements = findElements(range);
  if (!elements)
    return lowerIteratorLoop(statement);
  auto [first, count] = *elements;
  if (!first || !count)
    return expectReported();
  makeCountedLoop(locate(statement->getForLoc()), count, [&, first = first](Value index) {
    Value element = builder.create<ElementOp>(locate(range), first, index);
    bindLoopVariable(variable, element, range);
    bindStructure(variable);
    lowerStatement(statement->getBody());
  });
}
