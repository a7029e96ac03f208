// Calls of the user's functions.
//
//   f(x, a[0], {1, 2})   ->   numbers by value, references as places, records by value as a copy of their own
//   S s = g();           ->   the record returned is written to the last argument
//
// Not handled, refused: member functions, calls through pointers, variable arguments.
#include "Frontend/FunctionLowering.h"

using namespace mlir;
using namespace pullback;

/// The function that is called, or null where that is refused, which is reported.
const clang::FunctionDecl *FunctionLowering::resolveCallee(const clang::CallExpr *call) {
  const clang::FunctionDecl *callee = call->getDirectCallee();
  auto refuse = [&](Obstacle obstacle) -> const clang::FunctionDecl * {
    std::string name = callee ? "the call to '" + callee->getNameAsString() + "'" : "this call";
    report(obstacle, call->getSourceRange(), name, callee ? callee->getNameAsString() : "");
    lowerArgumentsForEffects(call);
    return nullptr;
  };
  if (!callee)
    return refuse(Obstacle::FunctionPointer);
  if (auto *method = dyn_cast<clang::CXXMethodDecl>(callee)) {
    auto *member = dyn_cast<clang::CXXMemberCallExpr>(call);
    const clang::Expr *object = member               ? member->getImplicitObjectArgument()
                                : call->getNumArgs() ? call->getArg(0)
                                                     : nullptr;
    if (object && !method->isStatic() && isRefused(object)) {
      expectReported();
      lowerArgumentsForEffects(call);
      return nullptr;
    }
    if (method->getParent()->isLambda())
      return refuse(Obstacle::Lambda);
    if (TypeLowering::isFromStandardLibrary(method->getParent()))
      return refuse(TypeLowering::describeStandardClass(method->getParent()));
    if (!method->isStatic())
      return refuse(method->isVirtual() ? Obstacle::VirtualCall : Obstacle::MemberFunction);
  }
  if (callee->isInStdNamespace() && !module.isInactive(callee))
    return refuse(Obstacle::StandardLibrary);
  return callee;
}

void FunctionLowering::lowerArgumentsForEffects(const clang::CallExpr *call) {
  for (const clang::Expr *argument : call->arguments())
    if (argument->getType()->isArithmeticType())
      lowerEffects(argument);
}

Value FunctionLowering::lowerCall(const clang::CallExpr *call) {
  Value result;
  if (lowerVectorCall(call, result))
    return result;
  const clang::FunctionDecl *callee = call->getDirectCallee();
  if (callee && (lowerMathCall(call, callee, result) || lowerStandardCall(call, callee, result)))
    return result;
  auto *method = dyn_cast_or_null<clang::CXXMethodDecl>(callee);
  bool isPlainAssignment =
      method && !method->isUserProvided() && (method->isCopyAssignmentOperator() || method->isMoveAssignmentOperator());
  if (auto *operation = dyn_cast<clang::CXXOperatorCallExpr>(call); operation && isPlainAssignment) {
    Value source = lowerRecord(call->getArg(1), "");
    Value target = lowerPlace(call->getArg(0));
    if (target && cast<PtrType>(target.getType()).getIsConst())
      reportGlobalStore(call->getArg(0));
    else
      copyObject(locate(call), source, target);
    return target;
  }
  callee = resolveCallee(call);
  return callee ? emitCall(call, callee, {}) : Value();
}

void FunctionLowering::lowerCallInto(const clang::CallExpr *call, Value place) {
  const clang::FunctionDecl *callee = resolveCallee(call);
  if (!callee)
    return;
  // What the call reads may be what it is assigned to.
  bool isFresh = isa_and_nonnull<LocalOp>(place.getDefiningOp());
  if (isFresh && place.use_empty()) {
    emitCall(call, callee, place);
    return;
  }
  Value result = makeTemporary(locate(call), cast<PtrType>(place.getType()).getPointee(), "");
  emitCall(call, callee, result);
  copyObject(locate(call), result, place);
}

Value FunctionLowering::emitCall(const clang::CallExpr *call, const clang::FunctionDecl *callee, Value resultPlace) {
  FuncOp target = module.getCallee(callee, call);
  if (!target) {
    expectReported();
    lowerArgumentsForEffects(call);
    return {};
  }
  ArrayRef<Type> types = target.getArgumentTypes();
  SmallVector<Value> operands;
  unsigned first = isa<clang::CXXOperatorCallExpr>(call) && isa<clang::CXXMethodDecl>(callee) ? 1 : 0;
  for (auto [index, parameter] : llvm::enumerate(callee->parameters()))
    operands.push_back(lowerArgument(call->getArg(index + first), parameter, types[index]));
  if (callee->getReturnType()->isRecordType())
    operands.push_back(resultPlace ? resultPlace
                                   : makeTemporary(locate(call), cast<PtrType>(types.back()).getPointee(), ""));
  if (llvm::is_contained(operands, Value())) {
    expectReported();
    return {};
  }
  auto made = builder.create<CallOp>(locate(call), target, operands);
  return made.getNumResults() == 1 ? made.getResult(0) : Value();
}

Value FunctionLowering::lowerArgument(const clang::Expr *argument, const clang::ParmVarDecl *parameter, Type type) {
  if (parameter->getType()->isReferenceType()) {
    const clang::Expr *inner = argument;
    while (auto *cleanups = dyn_cast<clang::ExprWithCleanups>(inner))
      inner = cleanups->getSubExpr();
    StringRef name = parameter->getName();
    Value place = isa<clang::MaterializeTemporaryExpr>(inner)
                      ? lowerTemporary(cast<clang::MaterializeTemporaryExpr>(inner), name)
                      : lowerPlace(inner);
    return qualify(argument, place, type);
  }
  if (!parameter->getType()->isRecordType())
    return lowerValueAs(argument, type);
  Value copy = makeTemporary(locate(argument), cast<PtrType>(type).getPointee(), parameter->getName());
  lowerInto(argument, copy);
  return copy;
}
