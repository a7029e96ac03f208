// What C++ leaves to destructors, as statements.
//
//   double* const e = pullback_allocate(n, sizeof *e);        ->      ... free(e);
//   struct { double* data; size_t size, capacity; } s = {0};  ->      ... free(s.data);
//   g_saved record = {0};                                     ->      ... g_saved_free(&record);
//
// A break frees what the blocks inside of its loop own, a return all that is owned by then; its value is computed
// before.
#include "Emit/Owners.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

/// The definition that a `!pb.saved` of this name, as it is printed, belongs to; null for a struct of the user's.
static SavedDefOp findSaved(SavedType type, ModuleOp module) {
  for (auto saved : module.getOps<SavedDefOp>())
    if (saved.getCxxName() == type.getName() && saved.getRole() != "external")
      return saved;
  return {};
}

static bool owns(Type type, ModuleOp module, llvm::SmallPtrSetImpl<Operation *> &seen) {
  while (auto array = dyn_cast<pullback::ArrayType>(type))
    type = array.getElement();
  if (isa<StackType>(type))
    return true;
  auto saved = dyn_cast<SavedType>(type);
  SavedDefOp definition = saved ? findSaved(saved, module) : SavedDefOp();
  return definition && seen.insert(definition).second &&
         llvm::any_of(definition.getFieldTypes().getAsValueRange<TypeAttr>(),
                      [&](Type field) { return owns(field, module, seen); });
}

bool pullback::emit::ownsMemory(Type type, ModuleOp module) {
  llvm::SmallPtrSet<Operation *, 4> seen;
  return owns(type, module, seen);
}

Stmt *pullback::emit::freeElements(Code &code, const Expr *stack, Type element, ModuleOp module) {
  auto saved = dyn_cast<SavedType>(element);
  if (!saved || !ownsMemory(element, module))
    return nullptr;
  auto part = [&](StringRef name) { return code.member(code.copy(stack), name); };
  Stmt *loop = code.make(Stmt::While);
  loop->value = code.binary(">", part("size"), code.makeText("0"));
  Expr *last = code.make(Expr::Index, "", {part("data"), code.make(Expr::Unary, "--", {part("size")})});
  Stmt *release = code.make(Stmt::Evaluate);
  release->value = code.call((saved.getName() + "_free").str(), {code.make(Expr::AddressOf, "", {last})});
  loop->body.push_back(release);
  return loop;
}

namespace {
class Releaser {
public:
  Releaser(Code &code, Type result, ModuleOp module) : code(code), result(result), module(module) {}
  void visit(emit::Block &block, size_t loopStart);

private:
  bool isOwner(const Stmt *stmt) const;
  void release(Variable *variable, emit::Block &to);
  void releaseAll(size_t from, emit::Block &to);
  void keepResult(Stmt *stmt, emit::Block &to);

  Code &code;
  Type result; // of the function
  ModuleOp module;
  SmallVector<Variable *> owned; // by the blocks around, outermost first
};
} // namespace

bool Releaser::isOwner(const Stmt *stmt) const {
  if (stmt->kind == Stmt::Allocate)
    return !stmt->target;
  return stmt->kind == Stmt::Declare && stmt->variable->kind == Variable::Object &&
         ownsMemory(stmt->variable->type, module);
}

void Releaser::release(Variable *variable, emit::Block &to) {
  auto call = [&](StringRef name, Expr *argument) {
    Stmt *stmt = code.make(Stmt::Evaluate);
    stmt->value = code.call(name, {argument});
    to.push_back(stmt);
  };
  Expr *object = code.makeName(variable);
  if (variable->kind == Variable::Pointer)
    return call("free", object);
  if (auto saved = dyn_cast<SavedType>(variable->type); saved && variable->kind == Variable::Object)
    return call((saved.getName() + "_free").str(), code.make(Expr::AddressOf, "", {object}));
  auto stack = dyn_cast<StackType>(variable->type);
  Type element = variable->kind == Variable::Vector ? variable->type : stack.getElement();
  if (Stmt *loop = freeElements(code, object, element, module))
    to.push_back(loop);
  call("free", code.member(object, "data"));
}

void Releaser::releaseAll(size_t from, emit::Block &to) {
  for (size_t i = owned.size(); i > from; --i)
    release(owned[i - 1], to);
}

/// A value that may be read from memory is computed before that is freed.
void Releaser::keepResult(Stmt *stmt, emit::Block &to) {
  if (!stmt->value || owned.empty() || stmt->value->kind == Expr::Name || stmt->value->kind == Expr::Text)
    return;
  Stmt *kept = code.make(Stmt::Declare);
  kept->variable = code.makeVariable(Variable::Value, result, "result");
  kept->value = stmt->value;
  kept->isConst = true;
  stmt->value = code.makeName(kept->variable);
  to.push_back(kept);
}

void Releaser::visit(emit::Block &block, size_t loopStart) {
  size_t outer = owned.size();
  emit::Block rest;
  for (Stmt *stmt : block) {
    bool isLoop = stmt->kind == Stmt::For || stmt->kind == Stmt::While || stmt->kind == Stmt::DoWhile;
    visit(stmt->body, isLoop ? owned.size() : loopStart);
    visit(stmt->orElse, loopStart);
    if (stmt->kind == Stmt::Break)
      releaseAll(loopStart, rest);
    if (stmt->kind == Stmt::Return) {
      keepResult(stmt, rest);
      releaseAll(0, rest);
    }
    rest.push_back(stmt);
    if (isOwner(stmt))
      owned.push_back(stmt->variable);
  }
  if (!endsBlock(block))
    releaseAll(outer, rest);
  owned.truncate(outer);
  block = std::move(rest);
}

void pullback::emit::freeOwned(Code &code, Type result, ModuleOp module) {
  Releaser(code, result, module).visit(code.body, 0);
}
