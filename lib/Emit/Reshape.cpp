// Rewrites of the tree, from the inside out.
//
//   while (true) {                                        while (err > tol) {
//     if (err > tol) { ...; go_on = true; }                 ...
//     else { go_on = false; }                  ->         }
//     if (!go_on) break;
//   }
//
// A flag that all ends of a branch assign, and that only the test behind it reads, is replaced by the test itself at
// those ends; constants then leave a break or nothing. Branches on one flag in a row are one. A branch that ends in a
// break has no else. A loop that begins or ends with a test is a while or a do loop. A condition that is read once, by
// the statement behind it, moves there.
#include "Emit/Reshape.h"

#include "llvm/ADT/DenseMap.h"

using namespace pullback::emit;

namespace {
class Reshaper {
public:
  explicit Reshaper(Code &code) : code(code) {}
  void run();

private:
  void countMentions(Stmt *stmt);
  void visit(Block &block);
  void threadExit(Block &block);
  void mergeBranches(Block &block);
  void foldConditions(Block &block);
  void assignConditionally(Block &block);
  unsigned countEnds(Block &block, const Variable *flag);
  void replaceEnds(Block &block, const Variable *flag, bool exitsIfTrue);
  void simplifyBranches(Block &block);
  void formLoop(Stmt *loop);
  void formCompound(Stmt *stmt);
  bool isVisibleOutside(Stmt *loop, const Expr *condition);

  Code &code;
  llvm::DenseMap<const Variable *, unsigned> mentionCounts;
};
} // namespace

void pullback::emit::reshape(Code &code) { Reshaper(code).run(); }

void Reshaper::countMentions(Stmt *stmt) {
  if (stmt->variable)
    ++mentionCounts[stmt->variable];
  forEachExpr(stmt, [&](Expr *&expr) { forEachVariable(expr, [&](Variable *read) { ++mentionCounts[read]; }); });
}

void Reshaper::run() {
  forEachStmt(code.body, [&](Stmt *stmt) { countMentions(stmt); });
  visit(code.body);
}

void Reshaper::visit(Block &block) {
  for (Stmt *stmt : block) {
    visit(stmt->body);
    visit(stmt->orElse);
    if (stmt->kind == Stmt::Assign)
      formCompound(stmt);
    if (stmt->step)
      formCompound(stmt->step);
    if (stmt->kind == Stmt::For || stmt->kind == Stmt::While) {
      threadExit(stmt->body);
      simplifyBranches(stmt->body);
      foldConditions(stmt->body);
    }
    if (stmt->kind == Stmt::While)
      formLoop(stmt);
  }
  assignConditionally(block);
  mergeBranches(block);
  simplifyBranches(block);
  foldConditions(block);
}

//===------------------------------------------------------------------------------------------------------------===//
// Flags that become breaks
//===------------------------------------------------------------------------------------------------------------===//

/// `if (!flag) break;` or `if (flag) break;`: the flag, and whether the loop ends where it is true.
static Variable *matchExit(const Stmt *stmt, bool &exitsIfTrue) {
  if (stmt->kind != Stmt::If || !stmt->orElse.empty() || stmt->body.size() != 1 || stmt->body[0]->kind != Stmt::Break)
    return nullptr;
  const Expr *test = stmt->value;
  exitsIfTrue = !(test->kind == Expr::Unary && test->text == "!");
  if (!exitsIfTrue)
    test = test->operands[0];
  return test->kind == Expr::Name ? test->variable : nullptr;
}

/// The number of ends of the block that assign the flag, or 0 if some end does not.
unsigned Reshaper::countEnds(Block &block, const Variable *flag) {
  if (block.empty())
    return 0;
  Stmt *last = block.back();
  if (last->kind == Stmt::Assign)
    return last->target->isName(flag) && last->text == "=" && !mentions(last->value, flag) ? 1 : 0;
  if (last->kind != Stmt::If)
    return 0;
  unsigned first = countEnds(last->body, flag), second = countEnds(last->orElse, flag);
  return first && second ? first + second : 0;
}

void Reshaper::replaceEnds(Block &block, const Variable *flag, bool exitsIfTrue) {
  Stmt *last = block.back();
  if (last->kind == Stmt::If) {
    for (Block *arm : {&last->body, &last->orElse}) {
      replaceEnds(*arm, flag, exitsIfTrue);
      simplifyBranches(*arm);
    }
    return;
  }
  block.pop_back();
  Expr *exits = exitsIfTrue ? last->value : code.negate(last->value);
  if (exits->kind == Expr::Text && exits->text == "false")
    return;
  Stmt *exit = code.make(Stmt::Break);
  if (exits->kind != Expr::Text || exits->text != "true") {
    Stmt *test = code.make(Stmt::If);
    test->value = exits;
    test->body.push_back(exit);
    exit = test;
  }
  block.push_back(exit);
}

void Reshaper::threadExit(Block &block) {
  bool exitsIfTrue = false;
  if (block.size() < 2)
    return;
  Variable *flag = matchExit(block.back(), exitsIfTrue);
  if (!flag || flag->kind != Variable::Value)
    return;
  // Copies may stand between the branch and the test; they move to the ends of the branch.
  size_t at = block.size() - 2;
  while (at > 0 && block[at]->kind == Stmt::Assign && !mentions(block[at]->value, flag) &&
         !block[at]->target->isName(flag))
    --at;
  Stmt *branch = block[at];
  size_t copies = block.size() - 2 - at;
  if (branch->kind == Stmt::Assign && copies == 0)
    return;
  unsigned ends = branch->kind == Stmt::If ? countEnds(branch->body, flag) : 0;
  unsigned others = branch->kind == Stmt::If ? countEnds(branch->orElse, flag) : 0;
  if (!ends || !others || mentionCounts.lookup(flag) != ends + others + 1 || (copies > 0 && ends + others > 2))
    return;
  if (copies > 0 && (branch->body.back()->kind != Stmt::Assign || branch->orElse.back()->kind != Stmt::Assign))
    return;
  llvm::ArrayRef<Stmt *> moved = llvm::ArrayRef<Stmt *>(block).slice(at + 1, copies);
  for (Block *arm : {&branch->body, &branch->orElse}) {
    if (copies == 0)
      break;
    if (arm->back()->value->kind != Expr::Text)
      return; // the flag may read what the copies overwrite
  }
  for (Block *arm : {&branch->body, &branch->orElse}) {
    for (Stmt *copy : moved) {
      Stmt *own = code.make(Stmt::Assign);
      *own = *copy;
      own->target = code.copy(copy->target);
      own->value = code.copy(copy->value);
      arm->insert(arm->end() - 1, own);
    }
  }
  block.truncate(at + 1);
  replaceEnds(branch->body, flag, exitsIfTrue);
  replaceEnds(branch->orElse, flag, exitsIfTrue);
  mentionCounts[flag] = 0;
  simplifyBranches(branch->body);
  simplifyBranches(branch->orElse);
}

//===------------------------------------------------------------------------------------------------------------===//
// Branches
//===------------------------------------------------------------------------------------------------------------===//

static bool isPlainExit(const Stmt *stmt) {
  return stmt->kind == Stmt::If && stmt->orElse.empty() && stmt->body.size() == 1 && stmt->body[0]->kind == Stmt::Break;
}

void Reshaper::simplifyBranches(Block &block) {
  Block result;
  for (size_t i = 0; i < block.size(); ++i) {
    Stmt *stmt = block[i];
    if (stmt->kind != Stmt::If) {
      result.push_back(stmt);
      continue;
    }
    if (stmt->body.empty() && stmt->orElse.empty())
      continue;
    if (stmt->body.empty() || (endsBlock(stmt->orElse) && !endsBlock(stmt->body))) {
      std::swap(stmt->body, stmt->orElse);
      stmt->value = code.negate(stmt->value);
    }
    // if (a) { if (b) break; } is if (a && b) break;
    Stmt *inner = stmt->orElse.empty() && stmt->body.size() == 1 ? stmt->body[0] : nullptr;
    if (inner && isPlainExit(inner)) {
      stmt->value = code.binary("&&", stmt->value, inner->value);
      stmt->body = inner->body;
    }
    result.push_back(stmt);
    if (endsBlock(stmt->body) && !stmt->orElse.empty()) {
      Block rest = std::move(stmt->orElse);
      stmt->orElse.clear();
      simplifyBranches(rest);
      result.append(rest);
    }
  }
  block = std::move(result);
}

/// `x = c ? a : x` is `if (c) x = a;`.
void Reshaper::assignConditionally(Block &block) {
  for (Stmt *&stmt : block) {
    if (stmt->kind != Stmt::Assign || stmt->text != "=" || stmt->target->kind != Expr::Name ||
        stmt->value->kind != Expr::Conditional)
      continue;
    const Variable *target = stmt->target->variable;
    Expr *test = stmt->value->operands[0], *first = stmt->value->operands[1], *second = stmt->value->operands[2];
    bool keepsFirst = first->isName(target), keepsSecond = second->isName(target);
    if (keepsFirst == keepsSecond)
      continue;
    Stmt *branch = code.make(Stmt::If);
    branch->lines = stmt->lines;
    branch->value = keepsSecond ? test : code.negate(test);
    stmt->value = keepsSecond ? first : second;
    formCompound(stmt);
    branch->body.push_back(stmt);
    --mentionCounts[target];
    stmt = branch;
  }
}

/// The flag of `if (c)` and `if (!c)`.
static const Variable *getFlag(const Stmt *branch, bool &negated) {
  if (branch->kind != Stmt::If)
    return nullptr;
  negated = branch->value->kind == Expr::Unary && branch->value->text == "!";
  const Expr *flag = negated ? branch->value->operands[0] : branch->value;
  return flag->kind == Expr::Name ? flag->variable : nullptr;
}

/// `if (c) A; if (!c) B;` is `if (c) A; else B;` where A does not assign c.
void Reshaper::mergeBranches(Block &block) {
  Block result;
  for (Stmt *stmt : block) {
    Stmt *before = result.empty() ? nullptr : result.back();
    bool negated = false, negatedBefore = false;
    const Variable *flag = before ? getFlag(stmt, negated) : nullptr;
    bool merges = flag && getFlag(before, negatedBefore) == flag;
    auto look = [&](Stmt *inner) { merges &= !(inner->kind == Stmt::Assign && inner->target->isName(flag)); };
    if (merges)
      forEachStmt(before->body, look), forEachStmt(before->orElse, look);
    if (!merges) {
      result.push_back(stmt);
      continue;
    }
    Block &whenTrue = negated == negatedBefore ? before->body : before->orElse;
    Block &whenFalse = negated == negatedBefore ? before->orElse : before->body;
    if (!endsBlock(whenTrue))
      whenTrue.append(stmt->body);
    if (!endsBlock(whenFalse))
      whenFalse.append(stmt->orElse);
    --mentionCounts[flag];
  }
  block = std::move(result);
}

/// `c = e; if (c) ...` is `if (e) ...` where nothing else reads c.
void Reshaper::foldConditions(Block &block) {
  Block result;
  for (Stmt *stmt : block) {
    Stmt *before = result.empty() ? nullptr : result.back();
    bool isCondition = before && stmt->kind == Stmt::If && before->kind == Stmt::Assign && before->text == "=" &&
                       before->target->kind == Expr::Name && before->target->variable->type.isInteger(1) &&
                       mentionCounts.lookup(before->target->variable) == 2;
    const Variable *flag = isCondition ? before->target->variable : nullptr;
    bool negated = false;
    if (isCondition && getFlag(stmt, negated) == flag && !before->target->variable->isParameter) {
      stmt->value = negated ? code.negate(before->value) : before->value;
      mentionCounts[flag] = 0;
      result.pop_back();
    }
    result.push_back(stmt);
  }
  block = std::move(result);
}

//===------------------------------------------------------------------------------------------------------------===//
// Loops and assignments
//===------------------------------------------------------------------------------------------------------------===//

static bool hasBreak(const Block &block) {
  for (const Stmt *stmt : block) {
    bool isLoop = stmt->kind == Stmt::For || stmt->kind == Stmt::While || stmt->kind == Stmt::DoWhile;
    if (stmt->kind == Stmt::Break || (!isLoop && (hasBreak(stmt->body) || hasBreak(stmt->orElse))))
      return true;
  }
  return false;
}

/// The condition of a do loop cannot see what its body declares.
bool Reshaper::isVisibleOutside(Stmt *loop, const Expr *condition) {
  bool visible = true;
  forEachVariable(condition, [&](Variable *read) {
    if (read->isParameter || read->kind == Variable::Induction)
      return;
    unsigned inside = 0;
    forEachStmt(loop->body, [&](Stmt *stmt) {
      inside += stmt->variable == read;
      forEachExpr(stmt, [&](Expr *&expr) { forEachVariable(expr, [&](Variable *other) { inside += other == read; }); });
    });
    visible &= inside < mentionCounts.lookup(read);
  });
  return visible;
}

void Reshaper::formLoop(Stmt *loop) {
  Block &body = loop->body;
  if (body.empty() || loop->value)
    return;
  if (isPlainExit(body.front())) {
    loop->value = code.negate(body.front()->value);
    body.erase(body.begin());
    return;
  }
  Stmt *last = body.back();
  if (!isPlainExit(last) || !isVisibleOutside(loop, last->value))
    return;
  body.pop_back();
  if (hasBreak(body)) {
    body.push_back(last);
    return;
  }
  loop->kind = Stmt::DoWhile;
  loop->value = code.negate(last->value);
}

/// x = x + e is x += e, and so is x = e + x, where C++ computes in x's type.
void Reshaper::formCompound(Stmt *stmt) {
  Expr *sum = stmt->value;
  if (stmt->text != "=" || sum->kind != Expr::Binary)
    return;
  static const llvm::StringRef compound[] = {"+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>"};
  if (!llvm::is_contained(compound, sum->text))
    return;
  bool commutes = sum->text == "+" || sum->text == "*";
  unsigned other = sameText(stmt->target, sum->operands[0]) ? 1 : 0;
  if (other == 0 && !(commutes && sameText(stmt->target, sum->operands[1])))
    return;
  stmt->text = sum->text + "=";
  stmt->value = sum->operands[other];
}
