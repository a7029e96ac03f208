// Expressions: which file lowers which, and those that name an object.
//
//   a[i].x + *p   ->   lowerBinary of two lowerCast (lvalue to value) of lowerMember, lowerUnary
#include "Frontend/DeadCode.h"
#include "Frontend/FunctionLowering.h"

#include "clang/AST/RecordLayout.h"
#include "clang/Basic/Stack.h"

using namespace mlir;
using namespace pullback;

Value FunctionLowering::lowerValue(const clang::Expr *expr) {
  Value value;
  clang::runWithSufficientStackSpace([] {}, [&] { value = dispatchValue(expr->IgnoreParens()); });
  return value;
}

Value FunctionLowering::lowerValueAs(const clang::Expr *expr, Type type) {
  Value value = lowerValue(expr);
  return isa_and_nonnull<PtrType>(type) ? qualify(expr, value, type) : value;
}

Value FunctionLowering::lowerPlace(const clang::Expr *expr) {
  Value value;
  clang::runWithSufficientStackSpace([] {}, [&] { value = dispatchPlace(expr->IgnoreParens()); });
  return value;
}

Value FunctionLowering::dispatchValue(const clang::Expr *expr) {
  if (auto *cast = dyn_cast<clang::CastExpr>(expr))
    return lowerCast(cast);
  switch (expr->getStmtClass()) {
  case clang::Stmt::IntegerLiteralClass:
  case clang::Stmt::FloatingLiteralClass:
  case clang::Stmt::CharacterLiteralClass:
  case clang::Stmt::CXXBoolLiteralExprClass: return lowerLiteral(expr);
  case clang::Stmt::DeclRefExprClass: // an enumerator
  case clang::Stmt::UnaryExprOrTypeTraitExprClass:
  case clang::Stmt::TypeTraitExprClass:
  case clang::Stmt::SizeOfPackExprClass:
  case clang::Stmt::CXXNoexceptExprClass:
  case clang::Stmt::SourceLocExprClass:
  case clang::Stmt::OffsetOfExprClass:
    if (Value constant = lowerConstantExpression(expr))
      return constant;
    return refuseExpression(expr);
  case clang::Stmt::ConstantExprClass: {
    // A case label: as it is written where it is a literal or an enumerator, else its value.
    const clang::Expr *inner = cast<clang::ConstantExpr>(expr)->getSubExpr();
    const clang::Expr *operand = inner->IgnoreParenImpCasts();
    bool isSimple = isa<clang::IntegerLiteral, clang::CharacterLiteral>(operand) ||
                    (isa<clang::DeclRefExpr>(operand) && operand->isPRValue());
    Value constant = isSimple ? Value() : lowerConstantExpression(expr);
    return constant ? constant : lowerValue(inner);
  }
  case clang::Stmt::SubstNonTypeTemplateParmExprClass:
    return lowerValue(cast<clang::SubstNonTypeTemplateParmExpr>(expr)->getReplacement());
  case clang::Stmt::CXXRewrittenBinaryOperatorClass:
    return lowerRewritten(cast<clang::CXXRewrittenBinaryOperator>(expr));
  case clang::Stmt::ExprWithCleanupsClass: return lowerValue(cast<clang::ExprWithCleanups>(expr)->getSubExpr());
  case clang::Stmt::CXXDefaultArgExprClass: return lowerValue(cast<clang::CXXDefaultArgExpr>(expr)->getExpr());
  case clang::Stmt::CXXDefaultInitExprClass:
    return lowerDefault(cast<clang::CXXDefaultInitExpr>(expr), [&](auto *value) { return lowerValue(value); });
  case clang::Stmt::CXXNullPtrLiteralExprClass:
  case clang::Stmt::GNUNullExprClass: return refuseExpression(expr); // lowered by the cast around it
  case clang::Stmt::ImplicitValueInitExprClass:
  case clang::Stmt::CXXScalarValueInitExprClass: {
    Type type = lowerType(expr->getType(), expr->getSourceRange(), "a value");
    return type ? zeroOf(locate(expr), type) : Value();
  }
  case clang::Stmt::InitListExprClass: {
    auto *list = cast<clang::InitListExpr>(expr);
    Type type = lowerType(expr->getType(), expr->getSourceRange(), "a value");
    if (list->getNumInits() == 0)
      return type ? zeroOf(locate(expr), type) : Value();
    return lowerValue(list->getInit(0));
  }
  case clang::Stmt::UnaryOperatorClass: return lowerUnary(cast<clang::UnaryOperator>(expr));
  case clang::Stmt::BinaryOperatorClass: return lowerBinary(cast<clang::BinaryOperator>(expr));
  case clang::Stmt::CompoundAssignOperatorClass: // a value in C
    return load(locate(expr), lowerCompoundAssignment(cast<clang::CompoundAssignOperator>(expr)));
  case clang::Stmt::CompoundLiteralExprClass:
    return lowerValue(cast<clang::CompoundLiteralExpr>(expr)->getInitializer());
  case clang::Stmt::ConditionalOperatorClass: {
    Type type = lowerType(expr->getType(), expr->getSourceRange(), "a value");
    return lowerConditional(cast<clang::ConditionalOperator>(expr), type,
                            [&](const clang::Expr *operand) { return lowerValueAs(operand, type); });
  }
  case clang::Stmt::CallExprClass:
  case clang::Stmt::CXXMemberCallExprClass:
  case clang::Stmt::CXXOperatorCallExprClass:
  case clang::Stmt::UserDefinedLiteralClass: return lowerCall(cast<clang::CallExpr>(expr));
  case clang::Stmt::CXXNewExprClass: return lowerNew(cast<clang::CXXNewExpr>(expr));
  case clang::Stmt::CXXThisExprClass:
    if (!thisObjects.empty())
      return thisObjects.back();
    return refuseExpression(expr);
  default: return refuseExpression(expr);
  }
}

Value FunctionLowering::dispatchPlace(const clang::Expr *expr) {
  if (auto *cast = dyn_cast<clang::CastExpr>(expr))
    return lowerPlaceCast(cast);
  switch (expr->getStmtClass()) {
  case clang::Stmt::DeclRefExprClass: {
    if (getVariableRow(ast, expr->getType())) { // which moves by rows
      report(Obstacle::VariableLengthArray, expr->getSourceRange(), "this pointer");
      return {};
    }
    auto *use = cast<clang::DeclRefExpr>(expr);
    if (auto *variable = dyn_cast<clang::VarDecl>(use->getDecl()); variable && isStdFunction(variable->getType()))
      if (const clang::FunctionDecl *target = functions.lookup(variable))
        return lowerKnownFunction(use, target, variable);
    if (auto known = places.find(use->getDecl()); known != places.end())
      return known->second;
    if (auto *binding = dyn_cast<clang::BindingDecl>(use->getDecl()))
      return lowerPlace(binding->getBinding());
    if (auto *variable = dyn_cast<clang::VarDecl>(use->getDecl()))
      return findPlace(variable, use);
    return refuseExpression(expr);
  }
  case clang::Stmt::MemberExprClass: return lowerMember(cast<clang::MemberExpr>(expr));
  case clang::Stmt::ArraySubscriptExprClass: return lowerSubscript(cast<clang::ArraySubscriptExpr>(expr));
  case clang::Stmt::UnaryOperatorClass: {
    auto *unary = cast<clang::UnaryOperator>(expr);
    if (unary->getOpcode() == clang::UO_Deref)
      return lowerValue(unary->getSubExpr());
    if (unary->getOpcode() == clang::UO_Real || unary->getOpcode() == clang::UO_Imag)
      return lowerPartPlace(unary);
    if (unary->getOpcode() == clang::UO_Extension)
      return lowerPlace(unary->getSubExpr());
    return unary->isPrefix() && unary->isIncrementDecrementOp() ? lowerStep(unary) : refuseExpression(expr);
  }
  case clang::Stmt::BinaryOperatorClass: {
    auto *binary = cast<clang::BinaryOperator>(expr);
    if (binary->getOpcode() == clang::BO_Comma) {
      lowerEffects(binary->getLHS());
      return lowerPlace(binary->getRHS());
    }
    return binary->getOpcode() == clang::BO_Assign ? lowerAssignment(binary) : refuseExpression(expr);
  }
  case clang::Stmt::CompoundAssignOperatorClass:
    return lowerCompoundAssignment(cast<clang::CompoundAssignOperator>(expr));
  case clang::Stmt::ConditionalOperatorClass: {
    auto *conditional = cast<clang::ConditionalOperator>(expr);
    if (expr->refersToBitField()) {
      report(Obstacle::BitField, expr->getSourceRange(), "a choice of a bit-field");
      return {};
    }
    PtrType type = module.getTypes().lowerPointerTo(expr->getType());
    if (!type)
      module.reportType(expr->getSourceRange(), "an object");
    else if (isPartOfGlobal(conditional))
      type = PtrType::get(type.getPointee(), /*isConst=*/true);
    return lowerConditional(conditional, type,
                            [&](const clang::Expr *operand) { return qualify(operand, lowerPlace(operand), type); });
  }
  case clang::Stmt::CallExprClass:
  case clang::Stmt::CXXMemberCallExprClass:
  case clang::Stmt::CXXOperatorCallExprClass:
  case clang::Stmt::UserDefinedLiteralClass: return lowerCall(cast<clang::CallExpr>(expr));
  case clang::Stmt::SubstNonTypeTemplateParmExprClass:
    return lowerPlace(cast<clang::SubstNonTypeTemplateParmExpr>(expr)->getReplacement());
  case clang::Stmt::MaterializeTemporaryExprClass:
    return lowerTemporary(cast<clang::MaterializeTemporaryExpr>(expr), "");
  case clang::Stmt::CompoundLiteralExprClass: {
    Type type = lowerType(expr->getType(), expr->getSourceRange(), "an object");
    Value place = type ? makeTemporary(locate(expr), type, "") : Value();
    if (place)
      lowerInto(cast<clang::CompoundLiteralExpr>(expr)->getInitializer(), place);
    return place;
  }
  case clang::Stmt::ExprWithCleanupsClass: return lowerPlace(cast<clang::ExprWithCleanups>(expr)->getSubExpr());
  case clang::Stmt::ConstantExprClass: return lowerPlace(cast<clang::ConstantExpr>(expr)->getSubExpr());
  case clang::Stmt::CXXDefaultArgExprClass: return lowerPlace(cast<clang::CXXDefaultArgExpr>(expr)->getExpr());
  case clang::Stmt::CXXDefaultInitExprClass:
    return lowerDefault(cast<clang::CXXDefaultInitExpr>(expr), [&](auto *value) { return lowerPlace(value); });
  default: return refuseExpression(expr);
  }
}

void FunctionLowering::lowerEffects(const clang::Expr *expr) {
  expr = expr->IgnoreParens();
  if (auto *cleanups = dyn_cast<clang::ExprWithCleanups>(expr))
    return lowerEffects(cleanups->getSubExpr());
  if (auto *cast = dyn_cast<clang::CastExpr>(expr); cast && cast->getCastKind() == clang::CK_ToVoid)
    return lowerEffects(cast->getSubExpr());
  if (auto *deletion = dyn_cast<clang::CXXDeleteExpr>(expr))
    return lowerDelete(deletion);
  if (auto *thrown = dyn_cast<clang::CXXThrowExpr>(expr))
    return lowerThrow(thrown);
  if (auto *unary = dyn_cast<clang::UnaryOperator>(expr); unary && unary->isIncrementDecrementOp()) {
    lowerStep(unary);
    return;
  }
  if (auto *unary = dyn_cast<clang::UnaryOperator>(expr); unary && unary->getOpcode() == clang::UO_Extension)
    return lowerEffects(unary->getSubExpr());
  if (auto *block = dyn_cast<clang::StmtExpr>(expr); block && expr->getType()->isVoidType())
    return lowerStatement(block->getSubStmt()); // an assertion of C
  if (lowerErrno(expr))
    return;
  if (auto *binary = dyn_cast<clang::BinaryOperator>(expr); binary && binary->isAssignmentOp() && expr->isPRValue()) {
    lowerAssigned(binary); // in C
    return;
  }
  if (auto *comma = dyn_cast<clang::BinaryOperator>(expr); comma && comma->getOpcode() == clang::BO_Comma) {
    lowerEffects(comma->getLHS());
    return lowerEffects(comma->getRHS());
  }
  if (auto *conditional = dyn_cast<clang::ConditionalOperator>(expr); conditional && expr->getType()->isVoidType()) {
    if (std::optional<bool> isTaken = getConstantCondition(conditional->getCond(), ast))
      return lowerEffects(*isTaken ? conditional->getTrueExpr() : conditional->getFalseExpr());
    return branch(
        locate(expr), lowerCondition(conditional->getCond()), [&] { lowerEffects(conditional->getTrueExpr()); },
        [&] { lowerEffects(conditional->getFalseExpr()); });
  }
  if (expr->isGLValue())
    lowerPlace(expr);
  else if (isObject(expr->getType()))
    lowerRecord(expr, "");
  else if (expr->getType()->isVoidType() && isa<clang::CallExpr>(expr))
    lowerCall(cast<clang::CallExpr>(expr));
  else
    lowerValue(expr);
}

Value FunctionLowering::lowerCondition(const clang::Expr *expr) {
  const clang::Expr *bare = expr->IgnoreParens();
  if (auto *binary = dyn_cast<clang::BinaryOperator>(bare);
      binary && (binary->isLogicalOp() || (binary->isComparisonOp() && binary->getOpcode() != clang::BO_Cmp)))
    return lowerTruth(binary); // an int in C
  if (auto *unary = dyn_cast<clang::UnaryOperator>(bare); unary && unary->getOpcode() == clang::UO_LNot)
    return lowerNot(unary);
  Value value = lowerValue(expr);
  return value ? convertToBool(locate(expr), value) : Value();
}

//===------------------------------------------------------------------------------------------------------------===//
// Objects
//===------------------------------------------------------------------------------------------------------------===//

Value FunctionLowering::findPlace(const clang::VarDecl *variable, const clang::DeclRefExpr *use) {
  if (auto known = places.find(variable); known != places.end())
    return known->second;
  if (const clang::FunctionDecl *target =
          refersToFunction(variable->getType()) ? functions.lookup(variable) : nullptr) {
    Value place = makeTemporary(locate(use), getIntType(builder.getContext()), variable->getName());
    store(locate(use), makeFunctionNumber(use, target), place);
    return place;
  }
  if (variable->hasGlobalStorage())
    return lowerGlobal(variable, use);
  return {}; // refused where it was declared
}

bool FunctionLowering::isRefused(const clang::Expr *expr) {
  expr = expr->IgnoreParenImpCasts();
  while (true) {
    if (auto *member = dyn_cast<clang::MemberExpr>(expr))
      expr = member->getBase()->IgnoreParenImpCasts();
    else if (auto *subscript = dyn_cast<clang::ArraySubscriptExpr>(expr))
      expr = subscript->getBase()->IgnoreParenImpCasts();
    else if (auto *unary = dyn_cast<clang::UnaryOperator>(expr))
      expr = unary->getSubExpr()->IgnoreParenImpCasts();
    else if (auto *call = dyn_cast<clang::CXXMemberCallExpr>(expr))
      expr = call->getImplicitObjectArgument()->IgnoreParenImpCasts();
    else if (auto *operation = dyn_cast<clang::CXXOperatorCallExpr>(expr); operation && operation->getNumArgs() > 0)
      expr = operation->getArg(0)->IgnoreParenImpCasts();
    else
      break;
  }
  auto *use = dyn_cast<clang::DeclRefExpr>(expr);
  auto *variable = use ? dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  return variable && variable->hasLocalStorage() && !places.lookup(variable) && !functions.lookup(variable);
}

Value FunctionLowering::lowerMember(const clang::MemberExpr *expr) {
  auto *field = dyn_cast<clang::FieldDecl>(expr->getMemberDecl());
  if (!field) {
    if (auto *variable = dyn_cast<clang::VarDecl>(expr->getMemberDecl())) {
      lowerEffects(expr->getBase());
      return lowerGlobal(variable, nullptr);
    }
    return refuseExpression(expr);
  }
  const clang::Expr *base = expr->getBase();
  Value object = expr->isArrow() ? lowerValue(base) : base->isGLValue() ? lowerPlace(base) : lowerRecord(base, "");
  if (!object)
    return {};
  bool isClosed = findOpaque(base->getType()) || module.getTypes().isLeftOut(field);
  if (isClosed) {
    report(Obstacle::OpaqueObject, expr->getSourceRange(), "the member '" + field->getNameAsString() + "'");
    return {};
  }
  Location location = module.locate(expr->getMemberLoc());
  Value place = getMember(location, object, field);
  if (!place && !module.getTypes().findMember(field)) {
    report(Obstacle::Union, expr->getSourceRange(), "this member");
    return {};
  }
  if (!place)
    return refuseExpression(expr);
  if (module.isInactive(field) || module.isInactive(field->getParent()))
    inactivePlaces.insert(place);
  return field->getType()->isReferenceType() ? load(location, place) : place;
}

Value FunctionLowering::getField(Location location, Value object, StringRef name) {
  auto type = object ? cast<PtrType>(object.getType()) : PtrType();
  bool isNumber = name == "_M_value" && isComplex(object); // what the library keeps in it is the number itself
  if (isNumber || name.empty())                            // of a base that has no place of its own
    return object;
  auto record = type ? dyn_cast<pullback::RecordType>(type.getPointee()) : pullback::RecordType();
  Type fieldType = record ? record.getFieldType(name) : Type();
  if (!fieldType)
    return {};
  PtrType own = PtrType::get(fieldType, type.getIsConst());
  Value field = builder.create<FieldOp>(location, own, object, name);
  Type whole = module.getTypes().getWhole(own);
  return whole == own ? field : builder.create<CastOp>(location, whole, field, /*implicit=*/true);
}

Value FunctionLowering::getMember(Location location, Value object, const clang::FieldDecl *field) {
  std::optional<TypeLowering::MemberPlace> member = module.getTypes().findMember(field);
  Value place = member ? getField(location, object, member->field) : Value();
  if (!place || !member->element)
    return place;
  Value first = builder.create<DecayOp>(location, place), index = makeSize(location, *member->element);
  return builder.create<ElementOp>(location, first, index);
}

/// The members of the type of `field` that stand side by side with it in memory, and the place of `field` among them.
std::pair<SmallVector<const clang::FieldDecl *>, size_t> FunctionLowering::findRun(const clang::FieldDecl *field) {
  const clang::RecordDecl *record = field->getParent();
  clang::QualType type = field->getType();
  auto isLike = [&](const clang::FieldDecl *one) {
    std::optional<TypeLowering::MemberPlace> member = module.getTypes().findMember(one);
    return member && !member->element && !one->isBitField() && !module.isInactive(one) &&
           ast.hasSameType(one->getType(), type);
  };
  if (record->isUnion() || record->isInvalidDecl() || module.isInactive(record) || type->isReferenceType())
    return {};
  const clang::ASTRecordLayout &layout = ast.getASTRecordLayout(record);
  SmallVector<const clang::FieldDecl *> run;
  size_t place = 0;
  bool isMet = false;
  for (const clang::FieldDecl *one : record->fields()) {
    bool isBehind = !run.empty() && layout.getFieldOffset(one->getFieldIndex()) ==
                                        layout.getFieldOffset(run.back()->getFieldIndex()) + ast.getTypeSize(type);
    if (!isLike(one) || !isBehind) {
      if (isMet)
        break;
      run.clear();
    }
    if (!isLike(one))
      continue;
    if (one == field) {
      isMet = true;
      place = run.size();
    }
    run.push_back(one);
  }
  auto mayBelong = [&](const clang::FieldDecl *one) { // numbers beside the run that it does not reach
    clang::QualType inner = ast.getBaseElementType(one->getType());
    return !llvm::is_contained(run, one) && (inner->isRecordType() || ast.hasSameUnqualifiedType(inner, type));
  };
  if (llvm::any_of(record->fields(), mayBelong))
    return {};
  return isMet ? std::pair(run, place) : std::pair(SmallVector<const clang::FieldDecl *>(), size_t(0));
}

/// True for a member of *this or of a variable itself. Behind members of elements, members and bases others of their
/// type may stand.
static bool isWholeObject(const clang::MemberExpr *member) {
  const clang::Expr *base = member->getBase()->IgnoreParens();
  if (auto *cast = dyn_cast<clang::ImplicitCastExpr>(base); cast && cast->getCastKind() == clang::CK_NoOp)
    base = cast->getSubExpr()->IgnoreParens();
  auto *use = dyn_cast<clang::DeclRefExpr>(base);
  return isa<clang::CXXThisExpr>(base) || (use && !member->isArrow());
}

/// `(&v.x)[i]` where the members x, y and z stand side by side: one of them. Null for other subscripts, and for numbers
/// that lead elsewhere.
Value FunctionLowering::lowerMemberSubscript(const clang::ArraySubscriptExpr *expr, Value pointer, Value index) {
  auto *address = dyn_cast<clang::UnaryOperator>(expr->getBase()->IgnoreParenImpCasts());
  auto *member = address && address->getOpcode() == clang::UO_AddrOf
                     ? dyn_cast<clang::MemberExpr>(address->getSubExpr()->IgnoreParens())
                     : nullptr;
  auto *field = member && isWholeObject(member) ? dyn_cast<clang::FieldDecl>(member->getMemberDecl()) : nullptr;
  auto first = field && pointer ? stripCasts(pointer).getDefiningOp<FieldOp>() : FieldOp();
  if (!first || !index)
    return {};
  SmallVector<const clang::FieldDecl *> run;
  size_t own = 0;
  std::tie(run, own) = findRun(field);
  Location location = locate(expr);
  auto place = [&](size_t i) {
    return addConst(location, getMember(location, first.getPointer(), run[i]), pointer.getType());
  };
  auto type = dyn_cast<IntType>(index.getType());
  int64_t least = -static_cast<int64_t>(own), count = run.size();
  if (std::optional<int64_t> known = getConstantInt(index))
    return *known >= least && *known < count + least ? place(*known - least) : Value();
  if (count < 2 || !type)
    return {};
  if (!type.getIsSigned())
    least = 0;
  std::function<Value(int64_t)> chooseFrom = [&](int64_t at) -> Value {
    int64_t last = count - static_cast<int64_t>(own) - 1;
    if (at == last)
      return place(at + own);
    Value number = builder.create<ConstantOp>(location, type, at);
    return choose(
        location, compare(location, clang::BO_EQ, index, number), pointer.getType(), [&] { return place(at + own); },
        [&] { return chooseFrom(at + 1); });
  };
  return chooseFrom(least);
}

Value FunctionLowering::lowerSubscript(const clang::ArraySubscriptExpr *expr) {
  if (Value place; lowerRowSubscript(expr, place))
    return place;
  bool isIndexFirst = expr->getBase() != expr->getLHS();
  Value pointer, index;
  if (isIndexFirst)
    index = lowerValue(expr->getIdx());
  auto *decay = dyn_cast<clang::CastExpr>(expr->getBase()->IgnoreParens());
  bool isArray = decay && decay->getCastKind() == clang::CK_ArrayToPointerDecay &&
                 !isa<clang::StringLiteral, clang::PredefinedExpr>(decay->getSubExpr()->IgnoreParens());
  pointer = isArray ? lowerDecay(decay, /*isSubscripted=*/true) : lowerValue(expr->getBase());
  if (!isIndexFirst)
    index = lowerValue(expr->getIdx());
  if (Value member = lowerMemberSubscript(expr, pointer, index))
    return member;
  return offset(locate(expr), pointer, index, /*isNegative=*/false);
}

Value FunctionLowering::lowerConditional(const clang::ConditionalOperator *expr, Type type,
                                         llvm::function_ref<Value(const clang::Expr *)> lower) {
  Value condition = lowerCondition(expr->getCond());
  if (!type)
    return {};
  auto lowerOperand = [&](const clang::Expr *operand) -> Value {
    auto *thrown = dyn_cast<clang::CXXThrowExpr>(operand->IgnoreParens());
    if (!thrown)
      return lower(operand);
    lowerThrow(thrown);
    return builder.create<UndefOp>(locate(operand), type);
  };
  return choose(
      locate(expr), condition, type, [&] { return lowerOperand(expr->getTrueExpr()); },
      [&] { return lowerOperand(expr->getFalseExpr()); });
}

Value FunctionLowering::lowerTemporary(const clang::MaterializeTemporaryExpr *expr, StringRef name) {
  const clang::Expr *value = expr->getSubExpr();
  if (value->getType()->isRecordType() && !isa<clang::CXXConstructExpr, clang::InitListExpr>(value->IgnoreImplicit()))
    return lowerRecord(value, name);
  Type type = lowerType(value->getType(), expr->getSourceRange(), "a temporary object");
  if (!type)
    return {};
  Value place = makeTemporary(locate(expr), type, name);
  lowerInto(value, place);
  return place;
}

Value FunctionLowering::lowerRecord(const clang::Expr *expr, StringRef name) {
  if (expr->isGLValue())
    return lowerPlace(expr);
  if (auto *cast = dyn_cast<clang::ImplicitCastExpr>(expr->IgnoreParens());
      cast && cast->getCastKind() == clang::CK_LValueToRValue) // in C
    return lowerPlace(cast->getSubExpr());
  Type type = lowerType(expr->getType(), expr->getSourceRange(), "an object");
  if (!type)
    return {};
  Value place = makeTemporary(locate(expr), type, name);
  lowerInto(expr, place);
  return place;
}

/// What cannot be lowered as an expression, each with the reason of its own.
Value FunctionLowering::refuseExpression(const clang::Expr *expr) {
  if (isRefused(expr))
    return {};
  auto refuse = [&](Obstacle obstacle, const char *subject) {
    report(obstacle, expr->getSourceRange(), subject);
    return Value();
  };
  switch (expr->getStmtClass()) {
  case clang::Stmt::StringLiteralClass:
  case clang::Stmt::PredefinedExprClass: return refuse(Obstacle::String, "a string");
  case clang::Stmt::AtomicExprClass: return refuse(Obstacle::Atomic, "an atomic operation");
  case clang::Stmt::StmtExprClass:
  case clang::Stmt::AddrLabelExprClass:
  case clang::Stmt::BinaryConditionalOperatorClass:
  case clang::Stmt::ExtVectorElementExprClass:
  case clang::Stmt::VAArgExprClass: return refuse(Obstacle::GnuExtension, "this expression");
  case clang::Stmt::CoawaitExprClass:
  case clang::Stmt::CoyieldExprClass: return refuse(Obstacle::Coroutine, "a coroutine");
  default: return refuse(Obstacle::UnsupportedExpression, "this expression");
  }
}
