// Casts, written and implicit.
//
//   x + 1        ->   the literal is pb.constant 1.0 : f64; conversions of literals that are exact leave no cast
//   if (n)       ->   pb.cmp ne %n, 0
//   short += int ->   pb.cast implicit, to int and back
//
// Not handled, refused: reinterpret_cast, const_cast, casts between pointers to other types.
#include "Frontend/FunctionLowering.h"

#include "clang/AST/RecursiveASTVisitor.h"

using namespace mlir;
using namespace pullback;

static bool isText(const clang::Expr *expr) {
  return isa<clang::StringLiteral, clang::PredefinedExpr>(expr->IgnoreParens());
}

/// The literal that text is; null for what has no text yet, as __func__ in a template.
static const clang::StringLiteral *findLiteral(const clang::Expr *expr) {
  expr = expr->IgnoreParens();
  if (auto *predefined = dyn_cast<clang::PredefinedExpr>(expr))
    return predefined->getFunctionName();
  return dyn_cast<clang::StringLiteral>(expr);
}

static bool isOrdinaryText(const clang::Expr *expr) {
  const clang::StringLiteral *text = findLiteral(expr);
  return text && text->isOrdinary();
}

/// What the standard library does is right, whatever it looks like.
bool FunctionLowering::isInLibrary(const clang::Expr *expr) {
  clang::SourceManager &sources = ast.getSourceManager();
  return sources.isInSystemHeader(sources.getFileLoc(expr->getExprLoc()));
}

/// The object behind conversions that add const: `static_cast<const M &>(*this)`, `std::as_const(m)`.
static const clang::Expr *withoutAddedConst(const clang::Expr *object) {
  object = object->IgnoreParenImpCasts();
  if (auto *cast = dyn_cast<clang::ExplicitCastExpr>(object); cast && cast->getCastKind() == clang::CK_NoOp)
    return withoutAddedConst(cast->getSubExpr());
  auto *call = dyn_cast<clang::CallExpr>(object);
  const clang::FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  bool isAsConst = callee && callee->isInStdNamespace() && callee->getIdentifier() && callee->getName() == "as_const";
  return isAsConst ? withoutAddedConst(call->getArg(0)) : object;
}

namespace {

/// Whether a function gives a place without a choice between several, which would be one of pointers to const.
class PlaceGiver : public clang::RecursiveASTVisitor<PlaceGiver> {
public:
  explicit PlaceGiver(unsigned depth) : depth(depth) {}
  bool VisitReturnStmt(clang::ReturnStmt *) {
    ++returns;
    return true;
  }
  bool VisitAbstractConditionalOperator(clang::AbstractConditionalOperator *choice) {
    hasChoice |= choice->isGLValue() || choice->getType()->isPointerType();
    return true;
  }
  bool VisitVarDecl(clang::VarDecl *variable) {
    hasChoice |= variable->getType()->isPointerType() || variable->getType()->isReferenceType();
    return true;
  }
  bool VisitCallExpr(clang::CallExpr *call) {
    const clang::FunctionDecl *callee = call->getDirectCallee();
    bool givesPlace = call->isGLValue() || call->getType()->isPointerType();
    if (callee && givesPlace && !callee->isInStdNamespace())
      hasChoice |= !check(callee, depth + 1);
    return true;
  }
  static bool check(const clang::FunctionDecl *function, unsigned depth) {
    const clang::FunctionDecl *definition = nullptr;
    if (!function || !function->hasBody(definition) || depth > 8)
      return false;
    PlaceGiver giver(depth);
    giver.TraverseStmt(definition->getBody());
    return giver.returns == 1 && !giver.hasChoice;
  }

private:
  unsigned depth, returns = 0;
  bool hasChoice = false;
};

} // namespace

static bool givesOnePlace(const clang::FunctionDecl *function) { return PlaceGiver::check(function, 0); }

/// True for a member that gives what its const overload gives, of an object that is not const:
/// `const_cast<T &>(static_cast<const M &>(*this).at(i))`.
static bool isOfConstOverload(const clang::CastExpr *cast) {
  const clang::Expr *given = cast->getSubExpr()->IgnoreParenImpCasts();
  const clang::Expr *object = nullptr;
  if (auto *member = dyn_cast<clang::CXXMemberCallExpr>(given))
    object = member->getImplicitObjectArgument();
  else if (auto *operation = dyn_cast<clang::CXXOperatorCallExpr>(given);
           operation && isa_and_nonnull<clang::CXXMethodDecl>(operation->getDirectCallee()))
    object = operation->getArg(0);
  if (!object)
    return false;
  clang::QualType type = withoutAddedConst(object)->getType();
  bool isChangeable = !(type->isPointerType() ? type->getPointeeType() : type).isConstQualified();
  return isChangeable && givesOnePlace(mlir::cast<clang::CallExpr>(given)->getDirectCallee());
}

/// True for Eigen's idiom for functions that take any output, temporary expressions as well: their parameter is const.
static bool isOutputOfEigen(const clang::CastExpr *cast) {
  const clang::CXXRecordDecl *record = cast->getType()->getAsCXXRecordDecl();
  return record && TypeLowering::isOfEigen(record) && TypeLowering::findWhole(record) != record;
}

bool pullback::isSamePointee(clang::QualType left, clang::QualType right) {
  return left->isPointerType() && right->isPointerType() &&
         left->getPointeeType().getCanonicalType().getUnqualifiedType() ==
             right->getPointeeType().getCanonicalType().getUnqualifiedType();
}

Value FunctionLowering::lowerCast(const clang::CastExpr *cast) {
  const clang::Expr *operand = cast->getSubExpr();
  Location location = locate(cast);
  bool isImplicit = isa<clang::ImplicitCastExpr>(cast);
  switch (cast->getCastKind()) {
  case clang::CK_LValueToRValue: {
    const clang::Expr *inner = operand->IgnoreParens();
    if (const clang::FunctionDecl *known = refersToFunction(cast->getType()) ? findFunction(inner) : nullptr)
      return makeFunctionNumber(inner, known);
    if (auto *use = dyn_cast<clang::DeclRefExpr>(inner))
      if (auto *variable = dyn_cast<clang::VarDecl>(use->getDecl())) {
        if (Value constant = lowerConstantVariable(variable, use))
          return constant;
        bool mayBeConstant = !places.contains(variable) && variable->isUsableInConstantExpressions(ast);
        if (Value constant = mayBeConstant ? lowerConstantExpression(cast) : Value())
          return constant; // in a lambda that does not capture it
      }
    if (auto *member = dyn_cast<clang::MemberExpr>(inner))
      if (auto *variable = dyn_cast<clang::VarDecl>(member->getMemberDecl()))
        if (Value constant = lowerConstantVariable(variable, nullptr))
          return constant;
    if (auto *call = dyn_cast<clang::CallExpr>(inner); call && isMinMaxOfNumbers(call))
      return lowerMinMax(call, call->getDirectCallee()->getName() == "max");
    if (isRefused(inner) || !lowerType(cast->getType(), cast->getSourceRange(), "a value"))
      return {};
    return load(locate(operand), lowerPlace(operand));
  }
  case clang::CK_UserDefinedConversion:
  case clang::CK_ConstructorConversion: return lowerValue(operand);
  case clang::CK_DerivedToBase:
  case clang::CK_UncheckedDerivedToBase: return lowerUpcast(cast, lowerValue(operand));
  case clang::CK_BaseToDerived: return lowerDowncast(cast, lowerValue(operand));
  case clang::CK_Dynamic: return lowerDynamicCast(cast, lowerValue(operand));
  case clang::CK_NoOp: {
    Value value = lowerValue(operand);
    Type type = lowerType(cast->getType(), cast->getSourceRange(), "a value");
    if (!value || !type)
      return {};
    if (isa<clang::CXXConstCastExpr>(cast) && isa<PtrType>(type) && (isInLibrary(cast) || isOfConstOverload(cast)))
      return builder.create<CastOp>(location, type, value, /*implicit=*/true);
    if (isa<clang::CXXConstCastExpr>(cast) ||
        (isa<PtrType>(type) && isa<clang::CStyleCastExpr>(cast) && !mlir::cast<PtrType>(type).getIsConst() &&
         mlir::cast<PtrType>(value.getType()).getIsConst())) {
      report(Obstacle::ConstCast, cast->getSourceRange(), "this cast");
      return {};
    }
    return isa<PtrType>(type) ? addConst(location, value, type) : convert(location, value, type, isImplicit);
  }
  case clang::CK_IntegralCast:
  case clang::CK_IntegralToFloating:
  case clang::CK_FloatingToIntegral:
  case clang::CK_FloatingCast:
  case clang::CK_BooleanToSignedIntegral: {
    Value value = lowerValue(operand);
    Type type = lowerType(cast->getType(), cast->getSourceRange(), "a value");
    return value && type ? convert(location, value, type, isImplicit) : Value();
  }
  case clang::CK_IntegralToBoolean:
  case clang::CK_FloatingToBoolean:
  case clang::CK_PointerToBoolean: {
    if (isText(operand->IgnoreParenImpCasts())) // assert(x > 0 && "why")
      return makeBool(location, true);
    Value value = lowerValue(operand);
    return value ? convertToBool(location, value) : Value();
  }
  case clang::CK_FloatingComplexToReal: return lowerComplex(operand).real;
  case clang::CK_ArrayToPointerDecay: {
    if (isText(operand)) {
      if (!isOrdinaryText(operand))
        return refuseExpression(operand->IgnoreParens());
      return lowerText(findLiteral(operand), location);
    }
    if (auto *choice = dyn_cast<clang::ConditionalOperator>(operand->IgnoreParens());
        choice && isOrdinaryText(choice->getTrueExpr()) && isOrdinaryText(choice->getFalseExpr())) {
      Type type = lowerType(ast.getPointerType(ast.CharTy.withConst()), cast->getSourceRange(), "a pointer");
      return lowerConditional(choice, type,
                              [&](const clang::Expr *text) { return lowerText(findLiteral(text), locate(text)); });
    }
    return lowerDecay(cast, /*isSubscripted=*/false);
  }
  case clang::CK_NullToPointer: {
    Type type = lowerType(cast->getType(), cast->getSourceRange(), "a pointer");
    return type ? zeroOf(location, type) : Value();
  }
  case clang::CK_ToVoid: lowerEffects(operand); return {};
  case clang::CK_LValueBitCast:
  case clang::CK_LValueToRValueBitCast:
  case clang::CK_BitCast:
    if (auto *call = dyn_cast<clang::CallExpr>(operand->IgnoreParenImpCasts()))
      if (std::optional<Allocation> allocation = findAllocation(call, ast))
        return lowerAllocation(call, *allocation, cast);
    if (cast->getType()->isVoidPointerType() || operand->getType()->isVoidPointerType() ||
        isSamePointee(cast->getType(), operand->getType())) {
      // In C, const is added so. Which object is behind it is known when the calls around it are inlined, or it is
      // refused then.
      Value value = lowerValue(operand);
      Type type = lowerType(cast->getType(), cast->getSourceRange(), "a pointer");
      if (!value || !type)
        return {};
      auto from = dyn_cast<PtrType>(value.getType()), to = dyn_cast<PtrType>(type);
      bool isPointer = from && to; // not one to a function
      if (isPointer && (to.getIsConst() || !from.getIsConst()))
        return builder.create<CastOp>(location, type, value, /*implicit=*/true);
      report(isPointer ? Obstacle::ConstCast : Obstacle::ReinterpretCast, cast->getSourceRange(), "this cast");
      return {};
    }
    [[fallthrough]];
  case clang::CK_IntegralToPointer:
  case clang::CK_PointerToIntegral: report(Obstacle::ReinterpretCast, cast->getSourceRange(), "this cast"); return {};
  case clang::CK_FunctionToPointerDecay:
  case clang::CK_BuiltinFnToFnPtr: return lowerFunction(operand);
  case clang::CK_AtomicToNonAtomic:
  case clang::CK_NonAtomicToAtomic: report(Obstacle::Atomic, cast->getSourceRange(), "an atomic operation"); return {};
  default: report(Obstacle::UnsupportedExpression, cast->getSourceRange(), "this cast"); return {};
  }
}

Value FunctionLowering::lowerDecay(const clang::CastExpr *cast, bool isSubscripted) {
  const clang::Expr *array = cast->getSubExpr();
  Location location = locate(cast);
  Value place = array->isGLValue() ? lowerPlace(array) : Value();
  Type type = isRefused(array) ? Type() : lowerType(cast->getType(), cast->getSourceRange(), "a pointer");
  if (!place || !type)
    return {};
  if (array->getType()->isVariableArrayType())
    return addConst(location, place, type);
  Value first = addConst(location, builder.create<DecayOp>(location, place), type);
  // What a reference means may be in an array: that is known when the call is inlined.
  if (isSubscripted || !(getRowExtent(first) || isa<BlockArgument>(getRecordAround(place))))
    return first;
  Value none = makeInteger(location, lowerType(ast.IntTy, cast->getSourceRange(), "a subscript"), llvm::APInt(32, 0));
  return builder.create<ElementOp>(location, first, none);
}

Value FunctionLowering::lowerPlaceCast(const clang::CastExpr *cast) {
  switch (cast->getCastKind()) {
  case clang::CK_NoOp:
    if (!isa<clang::CXXConstCastExpr>(cast))
      return lowerPlace(cast->getSubExpr());
    if (isInLibrary(cast) || isOutputOfEigen(cast) || isOfConstOverload(cast)) {
      Value place = lowerPlace(cast->getSubExpr());
      PtrType type = module.getTypes().lowerPointerTo(cast->getType());
      return place && type ? builder.create<CastOp>(locate(cast), type, place, /*implicit=*/true) : Value();
    }
    report(Obstacle::ConstCast, cast->getSourceRange(), "this cast");
    return {};
  case clang::CK_UserDefinedConversion: return lowerPlace(cast->getSubExpr()); // a call that returns a reference
  case clang::CK_DerivedToBase:
  case clang::CK_UncheckedDerivedToBase: return lowerUpcast(cast, lowerPlace(cast->getSubExpr()));
  case clang::CK_BaseToDerived: return lowerDowncast(cast, lowerPlace(cast->getSubExpr()));
  case clang::CK_Dynamic: return lowerDynamicCast(cast, lowerPlace(cast->getSubExpr()));
  case clang::CK_LValueBitCast: report(Obstacle::ReinterpretCast, cast->getSourceRange(), "this cast"); return {};
  default: report(Obstacle::UnsupportedExpression, cast->getSourceRange(), "this cast"); return {};
  }
}

/// The base that a class pointer or place is converted to is a field of the object.
Value FunctionLowering::lowerUpcast(const clang::CastExpr *cast, Value object) {
  if (object && findOpaque(cast->getSubExpr()->getType())) {
    report(Obstacle::OpaqueObject, cast->getSourceRange(), "this cast");
    return {};
  }
  for (const clang::CXXBaseSpecifier *base : cast->path())
    object = getField(locate(cast), object, module.getTypes().getBaseName(base->getType()->getAsCXXRecordDecl()));
  if (!object)
    expectReported();
  return object;
}

/// The object whose base a class pointer or place is.
Value FunctionLowering::lowerDowncast(const clang::CastExpr *cast, Value object) {
  const clang::CXXRecordDecl *derived = cast->getType()->getPointeeCXXRecordDecl();
  if (!derived)
    derived = cast->getType()->getAsCXXRecordDecl();
  SmallVector<const clang::CXXRecordDecl *> path{derived}; // from the derived class to the base
  for (const clang::CXXBaseSpecifier *base : cast->path())
    path.push_back(base->getType()->getAsCXXRecordDecl());
  for (size_t i = path.size() - 1; object && i-- > 0;) {
    clang::QualType type = ast.getRecordType(path[i]);
    bool isConst = mlir::cast<PtrType>(object.getType()).getIsConst();
    PtrType wanted = module.getTypes().lowerPointerTo(isConst ? type.withConst() : type);
    std::string name = module.getTypes().getBaseName(path[i + 1]);
    if (name.empty()) // has no place of its own
      continue;
    object = wanted ? builder.create<DowncastOp>(locate(cast), wanted, object, name).getResult() : Value();
  }
  if (!object)
    expectReported();
  return object;
}

/// The literal `value` as a constant of another type, where that is exact and reads as well; null otherwise.
static TypedAttr convertLiteral(ConstantOp literal, Type type) {
  APFloat number(0.0);
  if (auto floating = dyn_cast<FloatAttr>(literal.getValue())) {
    auto target = dyn_cast<FloatType>(type);
    if (!target)
      return {};
    number = floating.getValue();
    bool losesInfo = false;
    bool isWide = target.getWidth() > mlir::cast<FloatType>(literal.getType()).getWidth();
    if (isWide && number.isFinite() && !number.isInteger())
      return {};
    number.convert(target.getFloatSemantics(), APFloat::rmNearestTiesToEven, &losesInfo);
    return losesInfo ? TypedAttr() : FloatAttr::get(type, number);
  }
  auto source = mlir::cast<pullback::IntType>(literal.getType());
  APInt bits = mlir::cast<IntegerAttr>(literal.getValue()).getValue();
  if (auto target = dyn_cast<FloatType>(type)) {
    number = APFloat(target.getFloatSemantics());
    bool isExact = number.convertFromAPInt(bits, source.getIsSigned(), APFloat::rmNearestTiesToEven) == APFloat::opOK;
    return isExact ? FloatAttr::get(type, number) : TypedAttr();
  }
  auto target = mlir::cast<pullback::IntType>(type);
  llvm::APSInt exact(bits, !source.getIsSigned());
  exact = exact.extOrTrunc(target.getWidth());
  exact.setIsUnsigned(!target.getIsSigned());
  if (!llvm::APSInt::isSameValue(exact, llvm::APSInt(bits, !source.getIsSigned())))
    return {};
  return IntegerAttr::get(IntegerType::get(type.getContext(), target.getWidth()), exact);
}

Value FunctionLowering::convert(Location location, Value value, Type type, bool isImplicit) {
  if (!value || value.getType() == type)
    return value;
  if (type.isInteger(1))
    return convertToBool(location, value);
  value = withoutDeclaredType(value);
  if (value.getType() == type)
    return value;
  auto literal = value.getDefiningOp<ConstantOp>();
  if (literal && literal->use_empty() && isImplicit)
    if (TypedAttr converted = convertLiteral(literal, type)) {
      bool isSpecial = isa<FloatAttr>(converted) && !mlir::cast<FloatAttr>(converted).getValue().isFinite();
      Value replacement = isSpecial ? makeFloat(location, type, mlir::cast<FloatAttr>(converted).getValue())
                                    : builder.create<ConstantOp>(location, type, converted, StringAttr());
      literal.erase();
      return replacement;
    }
  return builder.create<CastOp>(location, type, value, isImplicit);
}

Value FunctionLowering::convertToBool(Location location, Value value) {
  value = withoutDeclaredType(value);
  Type type = value.getType();
  if (type.isInteger(1))
    return value;
  if (auto cast = value.getDefiningOp<CastOp>(); cast && cast.getOperand().getType().isInteger(1)) {
    Value truth = cast.getOperand(); // an int in C
    if (cast->use_empty())
      cast.erase();
    return truth;
  }
  if (auto select = value.getDefiningOp<arith::SelectOp>(); select && select->hasAttr(kTruth)) {
    Value truth = select.getCondition();
    if (select->use_empty())
      select.erase();
    return truth;
  }
  if (isa<PtrType>(type))
    return builder.create<CmpOp>(location, Predicate::NE, value, builder.create<NullOp>(location, type));
  return compare(location, clang::BO_NE, value, zeroOf(location, type));
}

Value FunctionLowering::addConst(Location location, Value pointer, Type type) {
  auto have = cast<PtrType>(pointer.getType()), want = cast<PtrType>(type);
  if (have.getPointee() != want.getPointee() || have.getIsConst() || !want.getIsConst())
    return pointer;
  return builder.create<CastOp>(location, type, pointer, /*implicit=*/true);
}

Value FunctionLowering::qualify(const clang::Expr *expr, Value pointer, Type type) {
  if (!pointer || !type || pointer.getType() == type)
    return type ? pointer : Value();
  auto have = dyn_cast<PtrType>(pointer.getType()), want = dyn_cast<PtrType>(type);
  if (!have || !want || have.getPointee() != want.getPointee())
    return refuseExpression(expr);
  if (!want.getIsConst()) {
    reportGlobalStore(expr);
    return {};
  }
  return addConst(locate(expr), pointer, type);
}
