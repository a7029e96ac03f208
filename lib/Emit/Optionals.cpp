// A std::optional of the caller's, which the IR has as a container of one element or none.
#include "Emit/Lowering.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

bool Lowering::isOptional(Value stack) {
  auto type = dyn_cast<StackType>(cast<PtrType>(stack.getType()).getPointee());
  return type && type.getContainer() == "optional";
}

/// `a.has_value()`, where `size` is the number of values that a std::optional has; null elsewhere.
Expr *Lowering::hasValue(Value size) {
  auto question = size.getDefiningOp<StackSizeOp>();
  bool isInline = question && isOptional(question.getStack()) && folding->isInline(question);
  return isInline ? code.make(Expr::Method, "has_value", {place(question.getStack())}) : nullptr;
}

/// `a.reset();` or `if (!a.has_value()) a.emplace();`, or which of them the number asks for.
void Lowering::setHasValue(SetSizeOp change, Block &to) {
  auto call = [&](StringRef method) { return code.make(Expr::Method, method, {place(change.getPointer())}); };
  auto make = [&](Block &where) {
    if (getConstantInt(change.getBefore()) == 0) {
      add(Stmt::Evaluate, change, where)->value = call("emplace");
      return;
    }
    Stmt *missing = add(Stmt::If, change, where);
    missing->value = code.negate(call("has_value"));
    add(Stmt::Evaluate, change, missing->body)->value = call("emplace");
  };
  std::optional<int64_t> count = getConstantInt(change.getCount());
  if (count == 0) {
    add(Stmt::Evaluate, change, to)->value = call("reset");
    return;
  }
  if (count)
    return make(to);
  Stmt *choice = add(Stmt::If, change, to);
  choice->value = hasValue(change.getCount());
  if (!choice->value)
    choice->value = code.binary("!=", index(change.getCount()), code.makeText("0"));
  make(choice->body);
  add(Stmt::Evaluate, change, choice->orElse)->value = call("reset");
}
