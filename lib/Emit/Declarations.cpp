// Declarations. Each block counts the mentions of variables inside of it; the innermost block that holds all of a
// variable's mentions is its scope.
//
//   s = 0;  for (...) s += x[i];     ->      double s = 0;  for (...) s += x[i];
//   if (c) y = 1; else y = x;        ->      double y;  if (c) y = 1; else y = x;
#include "Emit/Declarations.h"

#include "Emit/Literals.h"

#include "llvm/ADT/MapVector.h"

using namespace pullback::emit;

namespace {
struct Mention {
  unsigned count = 0;
  size_t first = 0; // the statement of the block that mentions it first, declarations without a value aside
  bool seen = false;
};
using Mentions = llvm::MapVector<Variable *, Mention>;

class Placer {
public:
  explicit Placer(Code &code) : code(code) {}
  void run();

private:
  void countMentions();
  bool dropUnread(Block &block);
  Mentions visit(Block &block);
  void declare(Block &block, llvm::ArrayRef<std::pair<Variable *, Mention>> local);
  bool declareByAssignment(Stmt *stmt, Variable *variable);

  Code &code;
};
} // namespace

static bool needsPlace(const Variable *variable) {
  return !variable->isParameter && (variable->kind == Variable::Value || variable->kind == Variable::Object ||
                                    variable->kind == Variable::Reference);
}

void pullback::emit::placeDeclarations(Code &code) { Placer(code).run(); }

static void forEachMention(Stmt *stmt, llvm::function_ref<void(Variable *)> visit) {
  if (stmt->variable)
    visit(stmt->variable);
  forEachExpr(stmt, [&](Expr *&expr) { forEachVariable(expr, visit); });
}

void Placer::countMentions() {
  for (Variable &variable : code.getVariables())
    variable.mentions = variable.writes = 0;
  forEachStmt(code.body, [](Stmt *stmt) {
    forEachMention(stmt, [](Variable *variable) { ++variable->mentions; });
    if (stmt->kind == Stmt::Declare)
      ++stmt->variable->writes;
    else if (stmt->kind == Stmt::Assign && stmt->target->kind == Expr::Name)
      ++stmt->target->variable->writes;
  });
}

/// Assignments to what nothing reads: what is left where an expression turned out not to need a value.
bool Placer::dropUnread(Block &block) {
  bool changed = false;
  auto isUnread = [](const Stmt *stmt) {
    const Variable *target =
        stmt->kind == Stmt::Assign && stmt->target->kind == Expr::Name ? stmt->target->variable : nullptr;
    bool isOwn = target && (target->kind == Variable::Value || target->kind == Variable::Object);
    return isOwn && !stmt->hasEffect && target->mentions == target->writes;
  };
  Block result;
  for (Stmt *stmt : block) {
    changed |= isUnread(stmt);
    if (isUnread(stmt))
      continue;
    changed |= dropUnread(stmt->body);
    changed |= dropUnread(stmt->orElse);
    result.push_back(stmt);
  }
  block = std::move(result);
  return changed;
}

void Placer::run() {
  do
    countMentions();
  while (dropUnread(code.body));
  visit(code.body);
}

Mentions Placer::visit(Block &block) {
  Mentions all;
  auto note = [&](Variable *variable, unsigned count, size_t at, bool isDeclaration) {
    Mention &mention = all[variable];
    mention.count += count;
    if (!mention.seen && !isDeclaration) {
      mention.seen = true;
      mention.first = at;
    }
  };
  for (auto [at, stmt] : llvm::enumerate(block)) {
    bool isDeclaration = stmt->kind == Stmt::Declare;
    forEachMention(stmt, [&, at = at](Variable *variable) {
      if (needsPlace(variable))
        note(variable, 1, at, isDeclaration);
    });
    for (Block *nested : {&stmt->body, &stmt->orElse}) {
      Mentions inner = visit(*nested);
      if (inner.size() > all.size() && all.empty()) {
        for (auto &[variable, mention] : inner) {
          mention.first = at;
          mention.seen = true;
        }
        all = std::move(inner);
        continue;
      }
      for (auto &[variable, mention] : inner)
        note(variable, mention.count, at, false);
    }
  }
  llvm::SmallVector<std::pair<Variable *, Mention>> local;
  for (auto &[variable, mention] : all)
    if (mention.count == variable->mentions)
      local.push_back({variable, mention});
  all.remove_if([](auto &entry) { return entry.second.count == entry.first->mentions; });
  declare(block, local);
  return all;
}

/// The statement itself becomes the declaration if it is the variable's first assignment.
bool Placer::declareByAssignment(Stmt *stmt, Variable *variable) {
  bool isFirst = stmt->kind == Stmt::Assign && stmt->text == "=" && stmt->target->isName(variable) &&
                 !mentions(stmt->value, variable) && !mlir::isa<pullback::ArrayType>(variable->type);
  if (!isFirst)
    return false;
  stmt->kind = Stmt::Declare;
  stmt->variable = variable;
  stmt->isConst = variable->kind == Variable::Value ? variable->writes == 1 : variable->isConst;
  return true;
}

void Placer::declare(Block &block, llvm::ArrayRef<std::pair<Variable *, Mention>> local) {
  llvm::DenseMap<size_t, llvm::SmallVector<Stmt *, 1>> before;
  llvm::DenseSet<Variable *> own, zeroed;
  for (auto &[variable, mention] : local)
    own.insert(variable);
  for (Stmt *stmt : block)
    if (stmt->kind == Stmt::Declare && !stmt->value && stmt->text == "{}")
      zeroed.insert(stmt->variable);
  for (auto &[variable, mention] : local) {
    if (!mention.seen || (!zeroed.contains(variable) && declareByAssignment(block[mention.first], variable)))
      continue;
    Stmt *declaration = code.make(Stmt::Declare);
    declaration->variable = variable;
    if (zeroed.contains(variable))
      declaration->text = "{}";
    else if (variable->startsUndefined) {
      declaration->value = makeZero(code, variable->type);
      makeBare(declaration->value);
    }
    before[mention.first].push_back(declaration);
  }
  Block result;
  for (auto [at, stmt] : llvm::enumerate(block)) {
    if (auto found = before.find(at); found != before.end())
      result.append(found->second.begin(), found->second.end());
    if (stmt->kind != Stmt::Declare || stmt->value)
      result.push_back(stmt);
  }
  block = std::move(result);
}
