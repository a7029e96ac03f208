// Initialisers of records and arrays, element by element into memory.
//
//   double a[4] = {x, y};   ->   pb.zero %a; pb.store of x and y
//   P p = q;                ->   pb.copy %q, %p
//   Vec3 v(x, y, z);        ->   pb.call of the constructor, with the place of v in front of the arguments
//   [&x, k] {...}           ->   the closure's fields: the place of x, the value of k
//
#include "Frontend/FunctionLowering.h"

#include "llvm/Support/SaveAndRestore.h"

using namespace mlir;
using namespace pullback;

static bool isCharacters(Type type) {
  auto array = dyn_cast<pullback::ArrayType>(type);
  return array && isa<IntType>(array.getElement());
}

/// `char name[8] = "ab"`: the characters, and zeros.
static void storeCharacters(OpBuilder &builder, Location location, const clang::StringLiteral *text, Value place) {
  auto array = cast<pullback::ArrayType>(cast<PtrType>(place.getType()).getPointee());
  auto type = cast<IntType>(array.getElement());
  Value first = builder.create<DecayOp>(location, place);
  for (int64_t i = 0; i < array.getExtent(); ++i) {
    uint32_t code = i < static_cast<int64_t>(text->getLength()) ? text->getCodeUnit(i) : 0;
    int64_t number = type.getWidth() == 8 && type.getIsSigned() ? static_cast<int8_t>(code) : int64_t(code);
    Value index = builder.create<ConstantOp>(location, getSizeType(builder.getContext()), i);
    Value element = builder.create<ElementOp>(location, first, index);
    Value character = builder.create<ConstantOp>(location, type, number);
    builder.create<StoreOp>(location, character, element);
  }
}

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
  if (expr->getType()->isAnyComplexType())
    return storeComplex(location, lowerComplex(expr), place);
  if (TypeLowering::isString(expr->getType()))
    return lowerStringInto(expr, place);
  if (auto *text = dyn_cast<clang::StringLiteral>(expr); text && isCharacters(type))
    return storeCharacters(builder, location, text, place);
  if (expr->isGLValue())
    return copyObject(location, lowerPlace(expr), place);
  switch (expr->getStmtClass()) {
  case clang::Stmt::ExprWithCleanupsClass: return lowerInto(cast<clang::ExprWithCleanups>(expr)->getSubExpr(), place);
  case clang::Stmt::CXXBindTemporaryExprClass:
    return lowerInto(cast<clang::CXXBindTemporaryExpr>(expr)->getSubExpr(), place);
  case clang::Stmt::ConstantExprClass: return lowerInto(cast<clang::ConstantExpr>(expr)->getSubExpr(), place);
  case clang::Stmt::CXXDefaultArgExprClass: return lowerInto(cast<clang::CXXDefaultArgExpr>(expr)->getExpr(), place);
  case clang::Stmt::CXXDefaultInitExprClass:
    return lowerDefault(cast<clang::CXXDefaultInitExpr>(expr), [&](auto *value) { lowerInto(value, place); });
  case clang::Stmt::InitListExprClass: return lowerList(cast<clang::InitListExpr>(expr), place);
  case clang::Stmt::CXXConstructExprClass:
  case clang::Stmt::CXXTemporaryObjectExprClass: return lowerConstruction(cast<clang::CXXConstructExpr>(expr), place);
  case clang::Stmt::ImplicitValueInitExprClass:
  case clang::Stmt::CXXScalarValueInitExprClass: return setZero(location, place);
  case clang::Stmt::LambdaExprClass: return lowerClosure(cast<clang::LambdaExpr>(expr), place);
  case clang::Stmt::ArrayInitLoopExprClass: return lowerArrayCopy(cast<clang::ArrayInitLoopExpr>(expr), place);
  case clang::Stmt::SubstNonTypeTemplateParmExprClass:
    return lowerInto(cast<clang::SubstNonTypeTemplateParmExpr>(expr)->getReplacement(), place);
  case clang::Stmt::CXXStdInitializerListExprClass:
    return lowerInitializerList(cast<clang::CXXStdInitializerListExpr>(expr), place);
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
    } else if (comma->isAssignmentOp()) { // in C
      return copyObject(location, lowerAssigned(comma), place);
    } else if (comma->getOpcode() == clang::BO_Cmp) {
      return lowerOrder(comma, place);
    }
    break;
  case clang::Stmt::CallExprClass:
  case clang::Stmt::CXXOperatorCallExprClass:
  case clang::Stmt::CXXMemberCallExprClass:
  case clang::Stmt::UserDefinedLiteralClass: return lowerCallInto(cast<clang::CallExpr>(expr), place);
  case clang::Stmt::ImplicitCastExprClass:
  case clang::Stmt::CXXFunctionalCastExprClass:
  case clang::Stmt::CXXStaticCastExprClass:
  case clang::Stmt::CStyleCastExprClass: {
    auto *conversion = cast<clang::CastExpr>(expr);
    switch (conversion->getCastKind()) {
    case clang::CK_NoOp:
    case clang::CK_ConstructorConversion:
    case clang::CK_UserDefinedConversion: return lowerInto(conversion->getSubExpr(), place);
    case clang::CK_LValueToRValue: return copyObject(location, lowerPlace(conversion->getSubExpr()), place); // in C
    default: break;
    }
    break;
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
  if (list->isStringLiteralInit())
    return lowerInto(list->getInit(0), place);
  Type type = cast<PtrType>(place.getType()).getPointee();
  if (isa<pullback::ArrayType>(type))
    return lowerElements(list, place);
  if (isa<pullback::RecordType>(type))
    return lowerFields(list, place);
  refuseExpression(list);
}

bool pullback::isZeroInitializer(const clang::Expr *expr) {
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
  const clang::RecordDecl *record = list->getType()->getAsRecordDecl();
  madeObjects.push_back(place);
  unsigned index = 0;
  auto getNext = [&] { return index < list->getNumInits() ? list->getInit(index++) : nullptr; };
  if (auto *derived = dyn_cast<clang::CXXRecordDecl>(record)) // of C++
    for (const clang::CXXBaseSpecifier &base : derived->bases())
      if (const clang::Expr *initializer = getNext()) {
        std::string name = module.getTypes().getBaseName(base.getType()->getAsCXXRecordDecl());
        lowerInto(initializer, getField(locate(initializer), place, name));
      }
  SmallVector<const clang::FieldDecl *> fields(record->fields());
  if (record->isUnion())
    fields.assign(list->getInitializedFieldInUnion() ? 1 : 0, list->getInitializedFieldInUnion());
  for (const clang::FieldDecl *field : fields)
    if (const clang::Expr *initializer = getNext())
      initializeMember(field, initializer, place);
  madeObjects.pop_back();
}

/// std::initializer_list: a pointer to an array of the elements, and how many there are.
void FunctionLowering::lowerInitializerList(const clang::CXXStdInitializerListExpr *list, Value place) {
  auto record = cast<pullback::RecordType>(cast<PtrType>(place.getType()).getPointee());
  Location location = locate(list);
  Value elements = lowerPlace(list->getSubExpr());
  if (!elements || record.getFieldTypes().size() != 2)
    return expectReported();
  auto array = cast<pullback::ArrayType>(cast<PtrType>(elements.getType()).getPointee());
  Value first = addConst(location, builder.create<DecayOp>(location, elements), record.getFieldTypes()[0]);
  store(location, first, getField(location, place, record.getFieldNames()[0]));
  Value extent = makeSize(location, array.getExtent());
  store(location, extent, getField(location, place, record.getFieldNames()[1]));
}

void FunctionLowering::lowerConstruction(const clang::CXXConstructExpr *construction, Value place) {
  const clang::CXXConstructorDecl *constructor = construction->getConstructor();
  Location location = locate(construction);
  bool isTemporary = constructor->isCopyOrMoveConstructor() && construction->isElidable() &&
                     construction->getArg(0)->IgnoreImplicit()->isPRValue();
  if (!isTemporary && isVector(ast.getBaseElementType(construction->getType())))
    return forEachObject(location, place, [&](Value object) {
      constructVector(construction, ast.getBaseElementType(construction->getType()), object);
    });
  if (!isTemporary && TypeLowering::getSmartPointee(ast.getBaseElementType(construction->getType())))
    return forEachObject(location, place, [&](Value object) { constructPointer(construction, object); });
  if (!isTemporary && TypeLowering::getOptionalValue(ast.getBaseElementType(construction->getType())))
    return forEachObject(location, place, [&](Value object) { constructOptional(construction, object); });
  if (!isTemporary && isStdFunction(ast.getBaseElementType(construction->getType())))
    return forEachObject(location, place, [&](Value object) { constructFunction(construction, object); });
  if (isTemporary)
    return lowerInto(construction->getArg(0)->IgnoreImplicit(), place);
  if (constructBit(construction, place))
    return;
  bool isCopy = constructor->isCopyOrMoveConstructor() && constructor->isTrivial();
  if (isCopy && constructor->getParent()->isEmpty())
    return lowerEffects(construction->getArg(0));
  if (isCopy)
    return copyObject(location, lowerRecord(construction->getArg(0), ""), place);
  if (construction->requiresZeroInitialization())
    setZero(location, place);
  if (constructor->isDefaultConstructor() && constructor->isTrivial())
    return;
  if (constructor->isDefaultConstructor() && !constructor->isUserProvided())
    return initializeMembers(constructor, place);
  const clang::CXXConstructorDecl *inherited = constructor->getInheritedConstructor().getConstructor();
  if (inherited && isVector(ast.getRecordType(inherited->getParent()))) {
    llvm::SaveAndRestore<const clang::CXXConstructExpr *> inheriting(inheritingConstruction, construction);
    return initializeMembers(constructor, place);
  }
  construct(construction, constructor, place);
}

/// Calls a constructor for an object, or for each element of an array of objects.
void FunctionLowering::construct(const clang::CXXConstructExpr *construction,
                                 const clang::CXXConstructorDecl *constructor, Value place) {
  forEachObject(locate(construction), place, [&](Value object) {
    auto arguments = ArrayRef(construction->getArgs(), construction->getNumArgs());
    emitCall(construction, constructor, object, arguments, {});
  });
}

/// `visit` for a record, or for every record in an array.
void FunctionLowering::forEachObject(Location location, Value place, llvm::function_ref<void(Value)> visit) {
  auto array = dyn_cast<pullback::ArrayType>(cast<PtrType>(place.getType()).getPointee());
  if (!array)
    return visit(place);
  Value first = builder.create<DecayOp>(location, place);
  auto visitElement = [&](Value index) {
    forEachObject(location, builder.create<ElementOp>(location, first, index), visit);
  };
  constexpr int64_t unrolled = 8; // elements with constant subscripts can become scalars
  for (int64_t index = 0; index < array.getExtent() && array.getExtent() <= unrolled; ++index)
    visitElement(makeSize(location, index));
  if (array.getExtent() > unrolled)
    makeCountedLoop(location, makeSize(location, array.getExtent()), visitElement);
}

/// What a default constructor without a body of the user's own does. `place` may be an array of records.
void FunctionLowering::initializeMembers(const clang::CXXConstructorDecl *constructor, Value place) {
  const clang::FunctionDecl *definition = nullptr;
  if (!constructor->isDefined(definition)) // only where nothing needs it
    return report(Obstacle::Constructor, constructor->getSourceRange(),
                  "the constructor of '" + constructor->getParent()->getName() + "'");
  forEachObject(locate(constructor->getLocation()), place, [&](Value object) {
    thisObjects.push_back(object);
    madeObjects.push_back(object);
    lowerInitializers(cast<clang::CXXConstructorDecl>(definition), object);
    madeObjects.pop_back();
    thisObjects.pop_back();
  });
}

/// The initialisers of bases and members in front of a constructor's body, or the constructor that they delegate to.
/// Between bases and members the object becomes one of its class, whose virtual functions they may call.
void FunctionLowering::lowerInitializers(const clang::CXXConstructorDecl *constructor, Value object) {
  bool isOfClass = constructor->isDelegatingConstructor();
  auto becomeOfClass = [&] {
    if (!isOfClass)
      setKind(locate(constructor->getLocation()), constructor->getParent(), object);
    isOfClass = true;
  };
  for (const clang::CXXCtorInitializer *initializer : constructor->inits()) {
    const clang::Expr *value = initializer->getInit();
    Location location = locate(value);
    if (initializer->isDelegatingInitializer()) {
      lowerInto(value, object);
    } else if (initializer->isBaseInitializer()) {
      const clang::CXXRecordDecl *base = initializer->getBaseClass()->getAsCXXRecordDecl();
      Value target = getField(location, object, module.getTypes().getBaseName(base));
      if (auto *inherited = dyn_cast<clang::CXXInheritedCtorInitExpr>(value->IgnoreImplicit()))
        inheritConstructor(inherited, target);
      else
        lowerInto(value, target);
    } else {
      becomeOfClass();
      initializeMember(initializer->getAnyMember(), value, object);
    }
  }
  becomeOfClass();
}

/// Members of an anonymous struct or union are the object's own.
void FunctionLowering::initializeMember(const clang::FieldDecl *field, const clang::Expr *value, Value object) {
  if (!field->isAnonymousStructOrUnion()) {
    Value target = getMember(locate(value), object, field);
    return target || !object ? initializeField(field, value, target)
                             : report(Obstacle::Union, value->getSourceRange(), "this member");
  }
  if (auto *list = dyn_cast<clang::InitListExpr>(value))
    return lowerFields(list, object);
  auto own = TypeLowering::getOwnFields(field->getType()->getAsRecordDecl()->getDefinition());
  if (!own || !isa<clang::ImplicitValueInitExpr>(value))
    return report(Obstacle::Union, value->getSourceRange(), "this member");
  for (const clang::FieldDecl *one : *own)
    if (Value target = getMember(locate(value), object, one))
      setZero(locate(value), target);
}

/// A reference member is a pointer to what it refers to.
void FunctionLowering::initializeField(const clang::FieldDecl *field, const clang::Expr *value, Value target) {
  if (target && (module.isInactive(field) || module.isInactive(field->getParent())))
    inactivePlaces.insert(target);
  if (isFunctionReference(field->getType()))
    return target ? store(locate(value), lowerFunction(value), target) : expectReported();
  if (!field->getType()->isReferenceType())
    return lowerInto(value, target);
  Value place = lowerReferred(value, field->getName());
  if (target)
    store(locate(value), qualify(value, place, cast<PtrType>(target.getType()).getPointee()), target);
}

/// `using std::vector<double>::vector`: in what the arguments are computed from, `this` is another object.
void FunctionLowering::inheritVector(clang::QualType type, Value place) {
  auto outerThis = std::exchange(thisObjects, {thisObjects.begin(), std::prev(thisObjects.end())});
  auto outerMade = std::exchange(madeObjects, {madeObjects.begin(), std::prev(madeObjects.end())});
  constructVector(std::exchange(inheritingConstruction, nullptr), type, place);
  thisObjects = outerThis;
  madeObjects = outerMade;
}

/// `using Base::Base`: the constructor of the base with the parameters of the one that is being lowered.
void FunctionLowering::inheritConstructor(const clang::CXXInheritedCtorInitExpr *inherited, Value place) {
  clang::QualType base = ast.getRecordType(inherited->getConstructor()->getParent());
  if (isVector(base) && inheritingConstruction)
    return place ? inheritVector(base, place) : expectReported();
  FuncOp target = module.getCallee(inherited->getConstructor(), inherited);
  if (!target || !place)
    return expectReported();
  SmallVector<Value> operands{place};
  for (Value argument : function.getBody().front().getArguments().drop_front())
    operands.push_back(argument);
  if (TypeRange(operands) != TypeRange(target.getArgumentTypes()))
    return report(Obstacle::Constructor, inherited->getSourceRange(), "this inherited constructor");
  builder.create<CallOp>(locate(inherited), target, operands);
}

void FunctionLowering::lowerClosure(const clang::LambdaExpr *lambda, Value place) {
  auto capture = lambda->capture_init_begin();
  for (const clang::FieldDecl *field : lambda->getLambdaClass()->fields()) {
    const clang::Expr *value = *capture++;
    if (TypeLowering::isSelfCapture(field))
      continue;
    Value target = getField(locate(value), place, module.getTypes().getFieldName(field));
    initializeField(field, value, target);
  }
}

/// An array copied element by element: `auto [a, b] = array`, a captured array, a member in a copy constructor.
void FunctionLowering::lowerArrayCopy(const clang::ArrayInitLoopExpr *loop, Value place) {
  const clang::Expr *source = loop->getCommonExpr()->getSourceExpr();
  const auto *record = ast.getBaseElementType(loop->getType())->getAsCXXRecordDecl();
  if (record && !(record->hasTrivialCopyConstructor() && record->hasTrivialMoveConstructor()))
    return copyInto(source, loop->getType(), lowerPlace(source), place, /*isMove=*/source->isXValue());
  copyObject(locate(loop), lowerPlace(source), place);
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
  if (refuseOpaque(cast<PtrType>(source.getType()).getPointee(), "this copy"))
    return;
  bool isInactive = isInactivePlace(source) || isInactivePlace(target);
  if (source != target && isInactive && holdsFloat(cast<PtrType>(target.getType()).getPointee()))
    copyInactive(location, source, target);
  else if (source != target)
    builder.create<CopyOp>(location, source, target);
}
