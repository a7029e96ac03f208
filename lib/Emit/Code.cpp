// The tree of C++ that functions are printed from; see Code.h.
#include "Emit/Code.h"

using namespace pullback::emit;
using llvm::StringRef;

Variable *Code::makeVariable(Variable::Kind kind, mlir::Type type, StringRef hint) {
  Variable &variable = variables.emplace_back();
  variable.kind = kind;
  variable.type = type;
  variable.hint = hint.str();
  return &variable;
}

Expr *Code::makeName(Variable *variable) {
  Expr *expr = make(Expr::Name, "", {});
  expr->variable = variable;
  return expr;
}

Expr *Code::makeText(StringRef text) { return make(Expr::Text, text, {}); }

Expr *Code::make(Expr::Kind kind, StringRef text, llvm::ArrayRef<Expr *> operands) {
  Expr &expr = exprs.emplace_back();
  expr.kind = kind;
  expr.text = text.str();
  expr.operands.assign(operands.begin(), operands.end());
  return &expr;
}

Stmt *Code::make(Stmt::Kind kind) {
  Stmt &stmt = stmts.emplace_back();
  stmt.kind = kind;
  return &stmt;
}

Expr *Code::dereference(Expr *pointer) {
  if (pointer->kind == Expr::AddressOf)
    return pointer->operands[0];
  if (pointer->kind == Expr::Conditional && !isC()) { // which cannot assign to one
    for (unsigned side : {1, 2})
      if (pointer->operands[side]->kind == Expr::Text && pointer->operands[side]->text == "nullptr")
        return dereference(pointer->operands[3 - side]); // nobody reads what null points to
    return make(Expr::Conditional, "",
                {pointer->operands[0], dereference(pointer->operands[1]), dereference(pointer->operands[2])});
  }
  if (pointer->kind == Expr::Binary && pointer->text == "+")
    return make(Expr::Index, "", pointer->operands);
  return make(Expr::Deref, "", {pointer});
}

Expr *Code::addressOf(Expr *place) {
  if (place->kind == Expr::Deref)
    return place->operands[0];
  if (place->kind == Expr::Index)
    return binary("+", place->operands[0], place->operands[1]);
  return make(Expr::AddressOf, "", {place});
}

Expr *Code::negate(Expr *condition) {
  if (condition->kind == Expr::Unary && condition->text == "!")
    return condition->operands[0];
  if (condition->kind == Expr::Text && condition->text == "true")
    return makeText("false");
  if (condition->kind == Expr::Text && condition->text == "false")
    return makeText("true");
  if (condition->kind == Expr::Binary) {
    static const std::pair<StringRef, StringRef> anyType[] = {{"==", "!="}, {"!=", "=="}};
    static const std::pair<StringRef, StringRef> integers[] = {{"<", ">="}, {">=", "<"}, {">", "<="}, {"<=", ">"}};
    auto flip = [&](llvm::ArrayRef<std::pair<StringRef, StringRef>> table) -> Expr * {
      for (auto [from, to] : table)
        if (condition->text == from) {
          Expr *result = make(Expr::Binary, to, condition->operands);
          result->onIntegers = condition->onIntegers;
          return result;
        }
      return nullptr;
    };
    if (Expr *flipped = flip(anyType))
      return flipped;
    if (condition->onIntegers)
      if (Expr *flipped = flip(integers))
        return flipped;
  }
  return make(Expr::Unary, "!", {condition});
}

Expr *Code::copy(const Expr *expr) {
  Expr *result = make(expr->kind, expr->text, {});
  result->bareText = expr->bareText;
  result->bare = expr->bare;
  result->onIntegers = expr->onIntegers;
  result->variable = expr->variable;
  for (const Expr *operand : expr->operands)
    result->operands.push_back(copy(operand));
  return result;
}

bool pullback::emit::sameText(const Expr *left, const Expr *right) {
  if (left->kind != right->kind || left->variable != right->variable || left->text != right->text ||
      left->operands.size() != right->operands.size())
    return false;
  for (auto [a, b] : llvm::zip(left->operands, right->operands))
    if (!sameText(a, b))
      return false;
  return true;
}

void pullback::emit::forEachVariable(const Expr *expr, llvm::function_ref<void(Variable *)> visit) {
  if (expr->variable)
    visit(expr->variable);
  for (const Expr *operand : expr->operands)
    forEachVariable(operand, visit);
}

bool pullback::emit::mentions(const Expr *expr, const Variable *variable) {
  bool found = false;
  forEachVariable(expr, [&](Variable *mentioned) { found |= mentioned == variable; });
  return found;
}

void pullback::emit::forEachExpr(Stmt *stmt, llvm::function_ref<void(Expr *&)> visit) {
  if (stmt->target)
    visit(stmt->target);
  if (stmt->value)
    visit(stmt->value);
  if (stmt->step)
    forEachExpr(stmt->step, visit);
}

void pullback::emit::forEachStmt(Block &block, llvm::function_ref<void(Stmt *)> visit) {
  for (Stmt *stmt : block) {
    visit(stmt);
    forEachStmt(stmt->body, visit);
    forEachStmt(stmt->orElse, visit);
  }
}

bool pullback::emit::endsBlock(const Block &block) {
  if (block.empty())
    return false;
  const Stmt *last = block.back();
  if (last->kind == Stmt::Break || last->kind == Stmt::Return)
    return true;
  return last->kind == Stmt::If && endsBlock(last->body) && endsBlock(last->orElse);
}
