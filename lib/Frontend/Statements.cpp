// Statements: blocks, if, return, jumps; and the function's parameters.
//
//   if (a < b) return x;   ->   %c = arith.cmpf olt, %a, %b
//                               scf.if %c { pb.exit return %x : f64 }
//
// Not handled, refused: try, asm, coroutines, OpenMP.
#include "Frontend/DeadCode.h"
#include "Frontend/FunctionLowering.h"

#include "clang/AST/StmtOpenMP.h"
#include "clang/Basic/Stack.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace mlir;
using namespace pullback;

void FunctionLowering::lowerParameters() {
  Block &entry = function.getBody().front();
  ArrayRef<Type> types = function.getArgumentTypes();
  bool isRequested = function.getSymName().starts_with("primal.") || function->hasAttr("pb.requested");
  if (hasThis(declaration)) {
    auto *method = cast<clang::CXXMethodDecl>(declaration);
    Location location = nameLocation("self", locate(declaration->getLocation()));
    size_t others =
        llvm::count_if(declaration->parameters(), [&](auto *parameter) { return !standsForFunction(parameter); });
    bool isGiven = types.size() > others + (isObject(declaration->getReturnType()) ? 1 : 0);
    if (isGiven) {
      Value object = entry.addArgument(types.front(), location);
      types = types.drop_front();
      if (method->getParent()->isLambda())
        bindCaptures(method, object);
      else
        thisObjects.push_back(object);
      if (module.isInactive(method->getParent()) && !isRequested)
        inactivePlaces.insert(object);
    } // else a requested lambda, which captures nothing
  }
  for (const clang::ParmVarDecl *parameter : declaration->parameters()) {
    if (standsForFunction(parameter))
      continue;
    Location location = nameLocation(parameter->getName(), locate(parameter->getLocation()));
    Value argument = entry.addArgument(types.front(), location);
    types = types.drop_front();
    // The caller's own derivatives have the role that the request gives.
    bool isInactive = module.isInactive(parameter) && !isRequested;
    if (isInactive && !canBeInactive(parameter->getType()))
      report(Obstacle::InactiveVariable, parameter->getSourceRange(),
             "the parameter '" + parameter->getNameAsString() + "'");
    bool isReference = parameter->getType()->isReferenceType() && !isFunctionReference(parameter->getType());
    bool isRows = getVariableRow(ast, parameter->getType());
    if (isReference || isObject(parameter->getType()) || isRows) {
      places[parameter] = argument;
      if (isInactive)
        inactivePlaces.insert(argument);
      continue;
    }
    Value place = makeTemporary(location, argument.getType(), parameter->getName());
    if (isInactive || (module.isInactive(parameter) && isa<FloatType>(argument.getType())))
      inactivePlaces.insert(place);
    store(location, argument, place);
    places[parameter] = place;
  }
  for (const clang::ParmVarDecl *parameter : declaration->parameters())
    if (getVariableRow(ast, parameter->getType()))
      noteSizes(parameter->getType()->getPointeeType());
  if (isObject(declaration->getReturnType()))
    entry.addArgument(types.back(), locate(declaration->getLocation()));
}

/// True for a parameter that is no argument of the lowered function: what it calls is known.
bool FunctionLowering::standsForFunction(const clang::ParmVarDecl *parameter) {
  const clang::FunctionDecl *target = functions.lookup(parameter);
  return refersToFunction(parameter->getType()) ? target != nullptr
                                                : isStdFunction(parameter->getType()) && target && !hasThis(target);
}

/// What a lambda captured is in the fields of its closure: the values, or the places of what it refers to.
void FunctionLowering::bindCaptures(const clang::CXXMethodDecl *callOperator, Value closure) {
  llvm::DenseMap<const clang::ValueDecl *, clang::FieldDecl *> captures;
  clang::FieldDecl *capturedThis = nullptr;
  callOperator->getParent()->getCaptureFields(captures, capturedThis);
  auto bind = [&](const clang::FieldDecl *field) {
    Location location = locate(field->getLocation());
    Value place = getField(location, closure, module.getTypes().getFieldName(field));
    bool isReference = field->getType()->isReferenceType() && !isFunctionReference(field->getType());
    return isReference ? load(location, place) : place;
  };
  for (const clang::FieldDecl *field : callOperator->getParent()->fields()) // in their order, not that of addresses
    for (auto [variable, captured] : captures)
      if (captured == field && TypeLowering::isSelfCapture(field)) {
        functions[cast<clang::VarDecl>(variable)] = callOperator;
        places[variable] = closure;
      } else if (captured == field) {
        places[variable] = bind(field);
      }
  if (capturedThis) {
    Value object = bind(capturedThis); // a copy of *this, or the pointer
    thisObjects.push_back(capturedThis->getType()->isPointerType() ? load(object.getLoc(), object) : object);
  }
}

bool FunctionLowering::isTerminated() {
  Block::iterator point = builder.getInsertionPoint();
  return point != builder.getInsertionBlock()->begin() && isa<ExitOp, ReturnOp>(*std::prev(point));
}

void FunctionLowering::lowerStatement(const clang::Stmt *statement) {
  if (!statement || isTerminated())
    return;
  llvm::SaveAndRestore<const clang::Stmt *> keep(current, statement);
  clang::runWithSufficientStackSpace([] {}, [&] { dispatchStatement(statement); });
}

void FunctionLowering::dispatchStatement(const clang::Stmt *statement) {
  if (auto *expr = dyn_cast<clang::Expr>(statement))
    return lowerEffects(expr);
  if (isa<clang::OMPExecutableDirective>(statement))
    return report(Obstacle::OpenMP, statement->getSourceRange(), "this directive");
  switch (statement->getStmtClass()) {
  case clang::Stmt::NullStmtClass: return;
  case clang::Stmt::CompoundStmtClass: return lowerBlock(cast<clang::CompoundStmt>(statement));
  case clang::Stmt::AttributedStmtClass: return lowerStatement(cast<clang::AttributedStmt>(statement)->getSubStmt());
  case clang::Stmt::DeclStmtClass: return lowerDeclarations(cast<clang::DeclStmt>(statement));
  case clang::Stmt::IfStmtClass: return lowerIf(cast<clang::IfStmt>(statement));
  case clang::Stmt::ForStmtClass:
    return openUsersTarget(JumpTarget::UsersLoop, [&] { lowerFor(cast<clang::ForStmt>(statement)); });
  case clang::Stmt::WhileStmtClass:
    return openUsersTarget(JumpTarget::UsersLoop, [&] { lowerWhile(cast<clang::WhileStmt>(statement)); });
  case clang::Stmt::DoStmtClass:
    return openUsersTarget(JumpTarget::UsersLoop, [&] { lowerDo(cast<clang::DoStmt>(statement)); });
  case clang::Stmt::CXXForRangeStmtClass:
    return openUsersTarget(JumpTarget::UsersLoop, [&] { lowerRangeFor(cast<clang::CXXForRangeStmt>(statement)); });
  case clang::Stmt::SwitchStmtClass: return lowerSwitch(cast<clang::SwitchStmt>(statement));
  case clang::Stmt::ReturnStmtClass: return lowerReturn(cast<clang::ReturnStmt>(statement));
  case clang::Stmt::BreakStmtClass: return lowerBreak(statement->getBeginLoc(), ExitKind::Break);
  case clang::Stmt::ContinueStmtClass: return lowerBreak(statement->getBeginLoc(), ExitKind::Continue);
  case clang::Stmt::GotoStmtClass: return lowerGoto(cast<clang::GotoStmt>(statement));
  case clang::Stmt::IndirectGotoStmtClass: return report(Obstacle::Goto, statement->getSourceRange(), "a jump");
  case clang::Stmt::LabelStmtClass: return lowerStatement(cast<clang::LabelStmt>(statement)->getSubStmt());
  case clang::Stmt::CaseStmtClass:
  case clang::Stmt::DefaultStmtClass:
    report(Obstacle::SwitchJump, statement->getBeginLoc(), "this switch");
    return lowerStatement(cast<clang::SwitchCase>(statement)->getSubStmt());
  case clang::Stmt::CXXTryStmtClass:
    report(Obstacle::Try, statement->getBeginLoc(), "a try block");
    return lowerStatement(cast<clang::CXXTryStmt>(statement)->getTryBlock());
  case clang::Stmt::GCCAsmStmtClass:
  case clang::Stmt::MSAsmStmtClass: return report(Obstacle::Asm, statement->getBeginLoc(), "assembly");
  case clang::Stmt::CoroutineBodyStmtClass:
  case clang::Stmt::CoreturnStmtClass: return report(Obstacle::Coroutine, statement->getBeginLoc(), "a coroutine");
  default: return report(Obstacle::UnsupportedStatement, statement->getBeginLoc(), "this statement");
  }
}

void FunctionLowering::lowerIf(const clang::IfStmt *statement) {
  if (statement->isConsteval())
    return lowerStatement(statement->isNegatedConsteval() ? statement->getThen() : statement->getElse());
  lowerStatement(statement->getInit());
  if (statement->isConstexpr()) {
    if (std::optional<const clang::Stmt *> taken = statement->getNondiscardedCase(ast))
      lowerStatement(*taken);
    return;
  }
  if (const clang::VarDecl *variable = statement->getConditionVariable())
    lowerVariable(variable);
  else if (std::optional<bool> isTaken = getConstantCondition(statement->getCond(), ast)) {
    const clang::Stmt *dead = *isTaken ? statement->getElse() : statement->getThen();
    if (isOnlyEnteredInFront(dead))
      return lowerStatement(*isTaken ? statement->getThen() : statement->getElse());
  }
  Value condition = lowerCondition(statement->getCond());
  auto then = [&] { lowerStatement(statement->getThen()); };
  auto otherwise = [&] { lowerStatement(statement->getElse()); };
  Location location = locate(statement->getIfLoc());
  branch(location, condition, then, statement->getElse() ? Lower(otherwise) : Lower(nullptr));
}

void FunctionLowering::lowerReturn(const clang::ReturnStmt *statement) {
  const clang::Expr *expr = statement->getRetValue();
  clang::QualType type = declaration->getReturnType();
  if (!expr || type->isVoidType()) {
    if (expr)
      lowerEffects(expr);
    return exit(ExitKind::Return, statement->getReturnLoc());
  }
  if (isObject(type) && statement->getNRVOCandidate() &&
      !guards.empty()) // which may be the result itself, or be copied
    report(Obstacle::NotPlain, statement->getSourceRange(), "what is returned");
  if (isObject(type)) {
    lowerInto(expr, function.getBody().front().getArguments().back());
    return exit(ExitKind::Return, statement->getReturnLoc());
  }
  Value value = type->isReferenceType() ? qualify(expr, lowerPlace(expr), function.getResultTypes().front())
                                        : lowerValueAs(expr, function.getResultTypes().front());
  if (!value) {
    expectReported();
    value = builder.create<UndefOp>(locate(expr), function.getResultTypes().front());
  }
  if (isa<PtrType>(value.getType()) && holdsFloat(cast<PtrType>(value.getType()).getPointee()) &&
      isInactivePlace(value) && !module.isInactive(declaration))
    reportInactivePointer(expr->getSourceRange());
  exit(ExitKind::Return, statement->getReturnLoc(), value);
}

void FunctionLowering::exit(ExitKind kind, clang::SourceLocation location, Value value) {
  if (kind == ExitKind::Return)
    destroyGuards(0);
  bool isLast = kind == ExitKind::Return && builder.getInsertionBlock() == &function.getBody().front();
  if (isLast)
    builder.create<ReturnOp>(locate(location), value);
  else
    builder.create<ExitOp>(locate(location), kind, value);
}
