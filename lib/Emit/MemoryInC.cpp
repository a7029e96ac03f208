// Memory in C, which has neither std::vector nor constructors. A buffer that grows is a struct of its elements, their
// number, and how many there is memory for; it is empty where all is zero.
//
//   x_saved.push_back(x);   ->   x_saved.data = pullback_extend(x_saved.data, x_saved.size + 1, &x_saved.capacity,
//                                                               sizeof *x_saved.data);
//                                x_saved.data[x_saved.size++] = x;
//
// What is allocated here is freed by Owners.cpp; the functions that are called are those of HelpersInC.cpp.
#include "Emit/Lowering.h"

#include "Emit/Literals.h"
#include "Emit/Owners.h"
#include "Emit/Types.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

Stmt *Lowering::evaluate(Expr *value, Operation *source, Block &to) {
  Stmt *stmt = add(Stmt::Evaluate, source, to);
  stmt->value = value;
  return stmt;
}

/// `sizeof(double)`
Expr *Lowering::sizeOfType(Type type) { return code.call("sizeof", {code.makeText(spellType(type, code.language))}); }

/// A zeroed object of the type: `(struct S){0}`.
static Expr *makeEmpty(Code &code, Type type) {
  return isScalar(type) ? makeZero(code, type) : code.makeText("(" + spellType(type, code.language) + "){0}");
}

/// Gives a buffer memory for `count` elements: memory alone (pullback_extend), or elements too, of which new ones are
/// zero.
void Lowering::reserveInC(StringRef helper, Expr *stack, Expr *count, Operation *source, Block &to) {
  auto part = [&](StringRef name) { return code.member(code.copy(stack), name); };
  auto address = [&](StringRef name) { return code.make(Expr::AddressOf, "", {part(name)}); };
  Expr *element = code.make(Expr::Unary, "sizeof ", {code.make(Expr::Deref, "", {part("data")})});
  SmallVector<Expr *> arguments = {part("data")};
  if (helper != "pullback_extend")
    arguments.push_back(address("size"));
  arguments.append({count, address("capacity"), element});
  assign(part("data"), "=", code.call(helper, arguments), source, to);
}

/// Empties a buffer; what its elements own is freed.
void Lowering::clearInC(Expr *stack, Type element, Operation *source, Block &to) {
  if (Stmt *loop = freeElements(code, stack, element, function->getParentOfType<ModuleOp>()))
    to.push_back(loop);
  else
    assign(sizeOf(stack), "=", code.makeText("0"), source, to);
}

/// True if the buffer is emptied before it gets its size, so that it is all zero.
static bool isCleared(StackResizeOp op) {
  return llvm::any_of(op.getStack().getUsers(), [](Operation *user) { return isa<StackClearOp>(user); });
}

void Lowering::lowerStackInC(Operation *op, Block &to) {
  auto stack = [&] { return place(op->getOperand(0)); };
  Type element = cast<StackType>(cast<PtrType>(op->getOperand(0).getType()).getPointee()).getElement();
  auto next = [&] { // the element behind the last one, which is one of them then
    Expr *size = code.make(Expr::Postfix, "++", {sizeOf(stack())});
    return code.make(Expr::Index, "", {dataOf(stack()), size});
  };
  if (auto resize = dyn_cast<StackResizeOp>(op)) {
    bool owns = ownsMemory(element, function->getParentOfType<ModuleOp>());
    bool zeroed = owns || isCleared(resize);
    if (owns)
      clearInC(stack(), element, nullptr, to);
    reserveInC(zeroed ? "pullback_resize" : "pullback_extend", stack(), index(resize.getCount()), op, to);
    if (!zeroed)
      assign(sizeOf(stack()), "=", index(resize.getCount()), nullptr, to);
  } else if (isa<StackClearOp>(op)) {
    clearInC(stack(), element, op, to);
  } else if (auto push = dyn_cast<StackPushOp>(op)) {
    reserveInC("pullback_extend", stack(), code.binary("+", sizeOf(stack()), code.makeText("1")), op, to);
    assign(next(), "=", assigned(push.getValue()), op, to);
  } else if (isa<StackEmplaceOp>(op)) {
    reserveInC("pullback_extend", stack(), code.binary("+", sizeOf(stack()), code.makeText("1")), op, to);
    if (congruence->isUnused(op->getResult(0))) {
      assign(next(), "=", makeEmpty(code, element), op, to);
      return;
    }
    assign(name(op->getResult(0)), "=", code.make(Expr::AddressOf, "", {next()}), op, to)->hasEffect = true;
    assign(code.dereference(name(op->getResult(0))), "=", makeEmpty(code, element), op, to);
  } else if (auto previous = dyn_cast<StackPreviousOp>(op)) {
    Expr *cursor = code.make(Expr::Unary, "--", {place(previous.getCursor())});
    Expr *found = code.make(Expr::Index, "", {dataOf(stack()), cursor});
    if (previous.yieldsAddress())
      found = code.make(Expr::AddressOf, "", {found});
    if (congruence->isUnused(previous.getResult()))
      evaluate(cursor, op, to);
    else
      assign(name(previous.getResult()), "=", found, op, to)->hasEffect = true;
  } else {
    fail(op, "it is an unknown operation on stacks");
  }
}

void Lowering::lowerAllocInC(AllocOp alloc, Block &to) {
  Type element = cast<PtrType>(alloc.getType()).getPointee();
  bool zeroed = !alloc.getMemory() && (alloc.getKind() == AllocKind::Vector || alloc.getKind() == AllocKind::Shadow);
  bool grows = llvm::any_of(alloc->getUsers(), [](Operation *user) { return isa<ResizeOp>(user); });
  Variable *buffer = code.makeVariable(grows ? Variable::Vector : Variable::Pointer, grows ? element : alloc.getType(),
                                       alloc.getName());
  Stmt *stmt = code.make(Stmt::Allocate);
  stmt->value = index(alloc.getCount());
  stmt->text = zeroed ? "pullback_allocate_zeros" : "pullback_allocate";
  if (Value memory = alloc.getMemory()) {
    bool isVariable = isa_and_nonnull<LocalOp>(memory.getDefiningOp());
    stmt->text = isVariable ? "pullback_take" : "";
    stmt->target = isVariable ? code.addressOf(place(memory)) : value(memory);
  }
  stmt->variable = objects[alloc] = buffer;
  annotate(stmt, alloc);
  to.push_back(stmt);
}

/// Arrays: of known length all at once, others in a loop, which takes a negative length as nothing.
void Lowering::lowerZeroInC(ZeroOp op, Block &to) {
  Type innermost = cast<PtrType>(op.getPointer().getType()).getPointee();
  std::optional<int64_t> known = op.getCount() ? getConstantInt(op.getCount()) : std::nullopt;
  if (!op.getCount() || known) {
    int64_t extent = 1;
    Expr *target = op.getCount() ? pointer(op.getPointer()) : flatten(op.getPointer(), innermost, extent);
    Expr *count = code.makeText(std::to_string(known.value_or(extent)));
    Expr *size = code.binary("*", count, sizeOfType(innermost));
    if (target->kind == Expr::Name && target->variable->kind == Variable::Object)
      size = code.make(Expr::Unary, "sizeof ", {code.copy(target)});
    evaluate(code.call("memset", {target, code.makeText("0"), size}), op, to);
    return;
  }
  Stmt *loop = add(Stmt::For, op, to);
  loop->variable = code.makeVariable(Variable::Induction, op.getCount().getType(),
                                     std::string(1, "ijklpq"[std::min(loopDepth, 5u)]));
  loop->target = code.makeText("0");
  loop->value = code.binary("<", code.makeName(loop->variable), value(op.getCount()));
  loop->step = code.make(Stmt::Assign);
  loop->step->target = code.makeName(loop->variable);
  loop->step->text = "+=";
  loop->step->value = code.makeText("1");
  Expr *zero = makeEmpty(code, innermost);
  makeBare(zero);
  assign(element(pointer(op.getPointer()), code.makeName(loop->variable)), "=", zero, nullptr, loop->body);
}
