// Variables whose destructors others see: a call of the destructor wherever control leaves their block.
//
//   { Restore r(x); x *= 2; s = x * y; }       ->   ... s = x * y; a call of ~Restore on r
//   { Restore r(x); if (x > 1) return y; A }   ->   if (x > 1) { the value y; a call of ~Restore; pb.exit return } A; a
//                                                   call of ~Restore
//
// The last that was declared is destroyed first. Only variables of blocks are such objects; members, elements,
// temporaries and what functions take and return by value are refused, as are jumps by goto out of such a block,
// classes with virtual functions, objects that are returned and that a destructor might still change, and what may
// throw while such a variable lives.
#include "Frontend/FunctionLowering.h"
#include "IR/Containers.h"

#include "llvm/Support/SaveAndRestore.h"

using namespace mlir;
using namespace pullback;

static const clang::VarDecl *findGuard(const clang::Stmt *statement) {
  auto *declarations = dyn_cast<clang::DeclStmt>(statement);
  if (!declarations)
    return nullptr;
  for (const clang::Decl *one : declarations->decls())
    if (auto *variable = dyn_cast<clang::VarDecl>(one))
      if (TypeLowering::isScopeGuard(variable->getType()) && variable->hasLocalStorage())
        return variable;
  return nullptr;
}

const clang::VarDecl *pullback::findGuardIn(ArrayRef<const clang::Stmt *> statements) {
  for (const clang::Stmt *statement : statements)
    if (const clang::VarDecl *guard = findGuard(statement))
      return guard;
  return nullptr;
}

/// A statement of a block itself: what it declares lives until the end of the block.
void FunctionLowering::lowerStatementOfBlock(const clang::Stmt *statement) {
  llvm::SaveAndRestore<bool> keep(isInBlock, findGuard(statement) != nullptr);
  lowerStatement(statement);
}

void FunctionLowering::lowerGuard(const clang::VarDecl *variable) {
  std::string subject = "the variable '" + variable->getNameAsString() + "'";
  PtrType type = module.getTypes().lowerPointerTo(variable->getType().getUnqualifiedType());
  places[variable] = Value();
  if (!type)
    return module.reportType(variable->getSourceRange(), subject);
  if (!isInBlock || !variable->getInit())
    return report(Obstacle::NotPlain, variable->getSourceRange(), subject);
  Location location = nameLocation(variable->getName(), locate(variable->getLocation()));
  Value place = makeTemporary(location, type.getPointee(), variable->getName());
  places[variable] = place;
  lowerInto(variable->getInit(), place);
  guards.push_back({place, variable});
}

/// Destroys the variables from `first` on, the last first.
void FunctionLowering::destroyGuards(size_t first) {
  for (size_t i = guards.size(); i-- > first;) {
    const clang::VarDecl *variable = guards[i].variable;
    const clang::CXXDestructorDecl *destructor = variable->getType()->getAsCXXRecordDecl()->getDestructor();
    emitCall(variable->getInit(), destructor, guards[i].object, {}, {});
  }
}

/// The end of the block in which the variables from `first` on are declared.
void FunctionLowering::closeGuards(size_t first) {
  if (!isTerminated())
    destroyGuards(first);
  guards.truncate(first);
}

static constexpr StringLiteral kUnderGuard = "pb.under_guard";

/// Numbers the calls that are made while such variables live.
void FunctionLowering::notifyOperationInserted(Operation *op, OpBuilder::InsertPoint) {
  if (!guards.empty() && isa<CallOp>(op))
    op->setAttr(kUnderGuard, builder.getI64IntegerAttr(module.noteGuardedCall(
                                 current ? current->getSourceRange() : declaration->getSourceRange())));
}

/// The functions that may be left by a throw, of what is lowered.
static DenseSet<Operation *> findThrowing(ModuleOp module, const DenseSet<Operation *> &nothrow) {
  DenseSet<Operation *> throwing;
  for (size_t before = ~size_t(0); before != throwing.size();) {
    before = throwing.size();
    for (FuncOp function : module.getOps<FuncOp>()) {
      if (throwing.contains(function) || nothrow.contains(function))
        continue;
      WalkResult result = function.walk([&](CallOp call) {
        return throwing.contains(module.lookupSymbol(call.getCallee())) ? WalkResult::interrupt()
                                                                        : WalkResult::advance();
      });
      if (function->hasAttr("pb.throws") || result.wasInterrupted())
        throwing.insert(function);
    }
  }
  return throwing;
}

void ModuleLowering::noteCreated(const clang::FunctionDecl *function, FuncOp lowered) {
  created.push_back(lowered);
  if (ast.getSourceManager().isInSystemHeader(function->getLocation()))
    lowered->setAttr(kLibrary, UnitAttr::get(getContext()));
  auto *type = function->getType()->getAs<clang::FunctionProtoType>();
  if (type && !clang::isUnresolvedExceptionSpec(type->getExceptionSpecType()) && type->isNothrow())
    nothrow.insert(lowered);
}

void ModuleLowering::forgetCreated() {
  created.clear();
  symbolNumbers.clear();
  guardedCalls.clear();
  nothrow.clear();
}

/// Once all that a request reaches is lowered, virtual functions and those behind pointers too: what may throw while
/// such variables live.
void ModuleLowering::refuseGuardedThrows() {
  if (guardedCalls.empty())
    return;
  DenseSet<Operation *> throwing = findThrowing(module, nothrow);
  module.walk([&](CallOp call) {
    auto number = call->getAttrOfType<IntegerAttr>(kUnderGuard);
    auto callee = module.lookupSymbol<FuncOp>(call.getCallee());
    if (!number || !throwing.contains(callee))
      return;
    const GuardedCall &guarded = guardedCalls[number.getInt()];
    obstacles.setCaller(guarded.caller);
    obstacles.report(Obstacle::UnwoundGuard, guarded.range, callee->hasAttr("pb.throws") ? "a throw" : "a call");
  });
  obstacles.setCaller({});
  module.walk([](CallOp call) { call->removeAttr(kUnderGuard); });
  guardedCalls.clear();
}
