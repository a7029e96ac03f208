// Initialisers of records and arrays, element by element into memory.
//
//   double a[4] = {x, y};   ->   pb.zero %a; pb.store of x and y
//   P p = q;                ->   pb.copy %q, %p
//
// Not handled, refused: constructors with a body, strings.
#include "Frontend/FunctionLowering.h"

using namespace mlir;
using namespace pullback;

void FunctionLowering::lowerInto(const clang::Expr *initializer, Value place) {
  const clang::Expr *expr = initializer->IgnoreParens();
  if (!place) {
    expectReported();
    return lowerEffects(expr);
  }
  Type type = cast<PtrType>(place.getType()).getPointee();
  if (isScalar(type))
    return store(locate(expr), lowerValueAs(expr, type), place);
  Location location = locate(expr);
  if (expr->isGLValue())
    return copyObject(location, lowerPlace(expr), place);
  switch (expr->getStmtClass()) {
  case clang::Stmt::ExprWithCleanupsClass: return lowerInto(cast<clang::ExprWithCleanups>(expr)->getSubExpr(), place);
  case clang::Stmt::CXXBindTemporaryExprClass:
    return lowerInto(cast<clang::CXXBindTemporaryExpr>(expr)->getSubExpr(), place);
  case clang::Stmt::ConstantExprClass: return lowerInto(cast<clang::ConstantExpr>(expr)->getSubExpr(), place);
  case clang::Stmt::CXXDefaultArgExprClass: return lowerInto(cast<clang::CXXDefaultArgExpr>(expr)->getExpr(), place);
  case clang::Stmt::CXXDefaultInitExprClass: return lowerInto(cast<clang::CXXDefaultInitExpr>(expr)->getExpr(), place);
  case clang::Stmt::InitListExprClass: return lowerList(cast<clang::InitListExpr>(expr), place);
  case clang::Stmt::CXXConstructExprClass:
  case clang::Stmt::CXXTemporaryObjectExprClass: return lowerConstruction(cast<clang::CXXConstructExpr>(expr), place);
  case clang::Stmt::ImplicitValueInitExprClass:
  case clang::Stmt::CXXScalarValueInitExprClass: return setZero(location, place);
  case clang::Stmt::ConditionalOperatorClass: {
    auto *conditional = cast<clang::ConditionalOperator>(expr);
    return branch(
        location, lowerCondition(conditional->getCond()), [&] { lowerInto(conditional->getTrueExpr(), place); },
        [&] { lowerInto(conditional->getFalseExpr(), place); });
  }
  case clang::Stmt::BinaryOperatorClass:
    if (auto *comma = cast<clang::BinaryOperator>(expr); comma->getOpcode() == clang::BO_Comma) {
      lowerEffects(comma->getLHS());
      return lowerInto(comma->getRHS(), place);
    }
    break;
  case clang::Stmt::CallExprClass:
  case clang::Stmt::CXXOperatorCallExprClass:
  case clang::Stmt::CXXMemberCallExprClass: return lowerCallInto(cast<clang::CallExpr>(expr), place);
  case clang::Stmt::ImplicitCastExprClass:
  case clang::Stmt::CXXFunctionalCastExprClass:
  case clang::Stmt::CXXStaticCastExprClass:
  case clang::Stmt::CStyleCastExprClass: {
    auto *conversion = cast<clang::CastExpr>(expr);
    bool isSame = conversion->getCastKind() == clang::CK_NoOp ||
                  (conversion->getCastKind() == clang::CK_ConstructorConversion &&
                   ast.hasSameUnqualifiedType(conversion->getType(), conversion->getSubExpr()->getType()));
    if (isSame)
      return lowerInto(conversion->getSubExpr(), place);
    report(Obstacle::Conversion, expr->getSourceRange(), "this conversion");
    return;
  }
  default: break;
  }
  refuseExpression(expr);
}

void FunctionLowering::lowerList(const clang::InitListExpr *list, Value place) {
  if (list->isTransparent())
    return lowerInto(list->getInit(0), place);
  if (list->getSemanticForm())
    list = list->getSemanticForm();
  if (list->isStringLiteralInit()) {
    refuseExpression(list->getInit(0)->IgnoreParens());
    return;
  }
  Type type = cast<PtrType>(place.getType()).getPointee();
  if (isa<pullback::ArrayType>(type))
    return lowerElements(list, place);
  if (isa<pullback::RecordType>(type))
    return lowerFields(list, place);
  refuseExpression(list);
}

/// True if storing it into memory that is zero changes nothing.
static bool isZeroInitializer(const clang::Expr *expr) {
  expr = expr->IgnoreParenImpCasts();
  if (auto *integer = dyn_cast<clang::IntegerLiteral>(expr))
    return integer->getValue().isZero();
  if (auto *floating = dyn_cast<clang::FloatingLiteral>(expr))
    return floating->getValue().isPosZero();
  if (auto *list = dyn_cast<clang::InitListExpr>(expr))
    return llvm::all_of(list->inits(), isZeroInitializer) &&
           (!list->hasArrayFiller() || isZeroInitializer(list->getArrayFiller()));
  return isa<clang::ImplicitValueInitExpr>(expr);
}

void FunctionLowering::lowerElements(const clang::InitListExpr *list, Value place) {
  Location location = locate(list);
  auto array = cast<pullback::ArrayType>(cast<PtrType>(place.getType()).getPointee());
  bool hasRest = list->getNumInits() < static_cast<uint64_t>(array.getExtent());
  const clang::Expr *filler = hasRest ? list->getArrayFiller() : nullptr;
  bool isCleared = filler && isZeroInitializer(filler);
  if (isCleared)
    setZero(location, place);
  Value first = builder.create<DecayOp>(location, place);
  auto lowerElement = [&](const clang::Expr *initializer, uint64_t index) {
    if (isCleared && isZeroInitializer(initializer))
      return;
    Value element = builder.create<ElementOp>(locate(initializer), first, makeSize(location, index));
    lowerInto(initializer, element);
  };
  for (auto [index, initializer] : llvm::enumerate(list->inits()))
    lowerElement(initializer, index);
  if (filler && !isCleared)
    for (uint64_t index = list->getNumInits(); index < static_cast<uint64_t>(array.getExtent()); ++index)
      lowerElement(filler, index);
}

void FunctionLowering::lowerFields(const clang::InitListExpr *list, Value place) {
  const auto *record = list->getType()->getAsCXXRecordDecl();
  auto type = cast<pullback::RecordType>(cast<PtrType>(place.getType()).getPointee());
  thisObjects.push_back(place);
  unsigned index = 0;
  for (const clang::FieldDecl *field : record->fields()) {
    if (index >= list->getNumInits())
      break;
    const clang::Expr *initializer = list->getInit(index++);
    Value target = builder.create<FieldOp>(locate(initializer), PtrType::get(type.getFieldType(field->getName())),
                                           place, field->getName());
    lowerInto(initializer, target);
  }
  thisObjects.pop_back();
}

void FunctionLowering::lowerConstruction(const clang::CXXConstructExpr *construction, Value place) {
  const clang::CXXConstructorDecl *constructor = construction->getConstructor();
  Location location = locate(construction);
  if (constructor->isCopyOrMoveConstructor() && !constructor->isUserProvided())
    return construction->isElidable() && construction->getArg(0)->IgnoreImplicit()->isPRValue()
               ? lowerInto(construction->getArg(0)->IgnoreImplicit(), place)
               : copyObject(location, lowerRecord(construction->getArg(0), ""), place);
  if (constructor->isDefaultConstructor() && !constructor->isUserProvided()) {
    if (construction->requiresZeroInitialization())
      setZero(location, place);
    return defaultInitialize(constructor->getParent(), place, location);
  }
  report(Obstacle::Constructor, construction->getSourceRange(),
         "the constructor of '" + constructor->getParent()->getName() + "'");
}

/// Default member initialisers, of members that are records too; other members stay as they are. `place` may be an
/// array of records.
void FunctionLowering::defaultInitialize(const clang::CXXRecordDecl *record, Value place, Location location) {
  if (record->hasTrivialDefaultConstructor())
    return;
  if (auto array = dyn_cast<pullback::ArrayType>(cast<PtrType>(place.getType()).getPointee())) {
    Value first = builder.create<DecayOp>(location, place);
    auto initialize = [&](Value index) {
      defaultInitialize(record, builder.create<ElementOp>(location, first, index), location);
    };
    constexpr int64_t unrolled = 8; // elements with constant subscripts can become scalars
    for (int64_t index = 0; index < array.getExtent() && array.getExtent() <= unrolled; ++index)
      initialize(makeSize(location, index));
    if (array.getExtent() > unrolled)
      makeCountedLoop(location, makeSize(location, array.getExtent()), initialize);
    return;
  }
  auto type = cast<pullback::RecordType>(cast<PtrType>(place.getType()).getPointee());
  thisObjects.push_back(place);
  for (const clang::FieldDecl *field : record->fields()) {
    const auto *inner = ast.getBaseElementType(field->getType())->getAsCXXRecordDecl();
    bool isFilled = field->hasInClassInitializer();
    if (!isFilled && !(inner && !inner->hasTrivialDefaultConstructor()))
      continue;
    Value target =
        builder.create<FieldOp>(location, PtrType::get(type.getFieldType(field->getName())), place, field->getName());
    if (isFilled)
      lowerInto(field->getInClassInitializer(), target);
    else if (inner->hasUserProvidedDefaultConstructor())
      report(Obstacle::Constructor, field->getSourceRange(), "the constructor of '" + inner->getName() + "'");
    else
      defaultInitialize(inner, target, location);
  }
  thisObjects.pop_back();
}

void FunctionLowering::setZero(Location location, Value place) {
  Type type = cast<PtrType>(place.getType()).getPointee();
  if (isScalar(type))
    store(location, zeroOf(location, type), place);
  else
    builder.create<ZeroOp>(location, place, Value());
}

Value FunctionLowering::zeroOf(Location location, Type type) {
  if (type.isInteger(1))
    return makeBool(location, false);
  if (isa<PtrType>(type))
    return builder.create<NullOp>(location, type);
  return builder.create<ConstantOp>(location, type, int64_t(0));
}

void FunctionLowering::copyObject(Location location, Value source, Value target) {
  if (!source || !target)
    return expectReported();
  if (source != target)
    builder.create<CopyOp>(location, source, target);
}
