// goto, to a label in a block around the jump, as once and loop; and break and continue across these.
//
//   if (n < 2) goto done;  A  done: B   ->   pb.once { if n < 2 { break } A }  B
//   again: A  if (c) goto again;  B     ->   do { repeats = false; pb.once { A  if c { repeats = true; break } } }
//                                            while (repeats);  B
//
// A jump that leaves several loops leaves them one by one, and a flag says in between that it is on its way.
//
// Not handled, refused: jumps into blocks and into the middle of what another jump repeats, computed jumps.
#include "Frontend/FunctionLowering.h"

using namespace mlir;
using namespace pullback;

namespace {

/// The statements of a block from the first jump to a label up to the label, or from a label to the last jump to it.
struct JumpRange {
  const clang::LabelDecl *label;
  size_t first, last;
  bool isForward;

  bool contains(const JumpRange &other) const { return first <= other.first && other.last <= last; }
};

} // namespace

static bool jumpsTo(const clang::Stmt *statement, const clang::LabelDecl *label) {
  if (!statement)
    return false;
  if (auto *jump = dyn_cast<clang::GotoStmt>(statement))
    return jump->getLabel() == label;
  return llvm::any_of(statement->children(), [&](const clang::Stmt *inner) { return jumpsTo(inner, label); });
}

static bool uses(const clang::Stmt *statement, const clang::VarDecl *variable) {
  if (!statement)
    return false;
  auto *use = dyn_cast<clang::DeclRefExpr>(statement);
  return (use && use->getDecl() == variable) ||
         llvm::any_of(statement->children(), [&](const clang::Stmt *inner) { return uses(inner, variable); });
}

/// The ranges of one label, that stands in front of statement `at` of the block.
static void addRanges(ArrayRef<const clang::Stmt *> block, size_t at, const clang::LabelDecl *label,
                      SmallVectorImpl<JumpRange> &ranges) {
  std::optional<size_t> firstBefore, lastBehind;
  for (auto [index, statement] : llvm::enumerate(block)) {
    if (!jumpsTo(statement, label))
      continue;
    if (index < at && !firstBefore)
      firstBefore = index;
    if (index >= at)
      lastBehind = index;
  }
  if (firstBefore)
    ranges.push_back({label, *firstBefore, at - 1, /*isForward=*/true});
  if (lastBehind)
    ranges.push_back({label, at, *lastBehind, /*isForward=*/false});
}

/// Makes ranges that cross nest: a forward one may begin earlier, one that repeats may end later. False for a jump into
/// the middle of what another one repeats.
static bool nest(MutableArrayRef<JumpRange> ranges) {
  bool isChanged = true;
  while (isChanged) {
    isChanged = false;
    for (JumpRange &one : ranges)
      for (JumpRange &other : ranges) {
        if (!(one.first < other.first && other.first <= one.last && one.last < other.last))
          continue;
        if (other.isForward)
          other.first = one.first;
        else if (!one.isForward)
          one.last = other.last;
        else
          return false;
        isChanged = true;
      }
  }
  return true;
}

void FunctionLowering::lowerBlock(const clang::CompoundStmt *block) {
  SmallVector<const clang::Stmt *> statements(block->body());
  SmallVector<JumpRange> ranges;
  for (auto [index, statement] : llvm::enumerate(statements))
    for (auto *label = dyn_cast<clang::LabelStmt>(statement); label;
         label = dyn_cast<clang::LabelStmt>(label->getSubStmt()))
      addRanges(statements, index, label->getDecl(), ranges);
  if (!nest(ranges) || (!ranges.empty() && findGuardIn(statements)))
    return report(Obstacle::Goto, block->getSourceRange(), "a jump");
  size_t outerGuards = guards.size();

  // The outermost range that begins at a statement comes first; a range is taken once.
  std::function<void(size_t, size_t)> lowerFrom = [&](size_t first, size_t last) {
    while (first <= last && first < statements.size()) {
      JumpRange *outermost = nullptr;
      for (JumpRange &range : ranges)
        if (range.label && range.first == first && range.last <= last && (!outermost || range.last > outermost->last))
          outermost = &range;
      if (!outermost) {
        lowerStatementOfBlock(statements[first++]);
        continue;
      }
      JumpRange range = *outermost;
      outermost->label = nullptr;
      declareBefore(ArrayRef(statements).slice(range.first, range.last - range.first + 1),
                    ArrayRef(statements).drop_front(range.last + 1));
      auto body = [&] { lowerFrom(range.first, range.last); };
      Location location = locate(statements[range.first]->getBeginLoc());
      if (range.isForward)
        makeOnce(location, range.label, body);
      else
        makeRepeated(location, range.label, body);
      first = range.last + 1;
    }
  };
  if (!statements.empty())
    lowerFrom(0, statements.size() - 1);
  closeGuards(outerGuards);
}

/// Variables that `inner` declares and `behind` uses are declared here, since `inner` becomes a region.
void FunctionLowering::declareBefore(ArrayRef<const clang::Stmt *> inner, ArrayRef<const clang::Stmt *> behind) {
  for (const clang::Stmt *statement : inner) {
    while (auto *label = dyn_cast<clang::LabelStmt>(statement))
      statement = label->getSubStmt();
    auto *declarations = dyn_cast<clang::DeclStmt>(statement);
    if (!declarations)
      continue;
    for (const clang::Decl *one : declarations->decls()) {
      auto *variable = dyn_cast<clang::VarDecl>(one);
      if (!variable || !variable->hasLocalStorage() || places.contains(variable) ||
          llvm::none_of(behind, [&](const clang::Stmt *user) { return uses(user, variable); }))
        continue;
      clang::QualType type = variable->getType();
      bool isPlain = !type->isReferenceType() && !type->isVariablyModifiedType() && !isStdFunction(type) &&
                     !isa<clang::DecompositionDecl>(variable) &&
                     variable->needsDestruction(ast) == clang::QualType::DK_none;
      if (isPlain)
        declareLocal(variable);
      else
        report(Obstacle::Goto, variable->getSourceRange(), "a jump across this declaration");
    }
  }
}

/// Statements that a jump to `target` leaves at once.
void FunctionLowering::makeOnce(Location location, const void *target, Lower body) {
  auto once = builder.create<OnceOp>(location);
  openJumpTarget({target, JumpTarget::Once, {}, {}}, [&] {
    inRegion(once.getBody(), [&] {
      body();
      builder.create<YieldOp>(location);
    });
  });
}

/// Statements that a jump to `label` begins anew.
void FunctionLowering::makeRepeated(Location location, const clang::LabelDecl *label, Lower body) {
  Value repeats = makeTemporary(location, builder.getI1Type(), label->getName());
  openJumpTarget({nullptr, JumpTarget::Loop, {}, {}}, [&] {
    makeLoop(
        location, /*isDoWhile=*/true, [&] { return load(location, repeats); },
        [&] {
          store(location, makeBool(location, false), repeats);
          auto once = builder.create<OnceOp>(location);
          openJumpTarget({label, JumpTarget::Once, repeats, {}}, [&] {
            inRegion(once.getBody(), [&] {
              body();
              builder.create<YieldOp>(location);
            });
          });
        },
        nullptr);
  });
}

/// Lowers what can be left by jumps, and behind it sends those on that go further.
void FunctionLowering::openJumpTarget(JumpTarget target, Lower lower) {
  jumpTargets.push_back(std::move(target));
  lower();
  JumpTarget left = jumpTargets.pop_back_val();
  for (const PassingJump &jump : left.passing) {
    Location location = jump.flag.getLoc();
    branch(location, load(location, jump.flag), [&] {
      if (jump.target + 1 == jumpTargets.size())
        store(location, makeBool(location, false), jump.flag);
      jumpTo(location, jump.target, jump.kind, jump.flag);
    });
  }
}

/// Leaves everything inside of `jumpTargets[target]`, and that too; `flag`, if there is one, is set already.
void FunctionLowering::jumpTo(Location location, size_t target, ExitKind kind, Value flag) {
  if (target + 1 == jumpTargets.size()) {
    if (Value repeats = jumpTargets[target].repeats)
      store(location, makeBool(location, true), repeats);
    builder.create<ExitOp>(location, kind, Value());
    return;
  }
  SmallVector<PassingJump, 1> &passing = jumpTargets.back().passing;
  auto known = llvm::find_if(passing, [&](auto &jump) { return jump.target == target && jump.kind == kind; });
  if (!flag) {
    flag = known != passing.end() ? known->flag : makeFlag(location);
    store(location, makeBool(location, true), flag);
  }
  if (known == passing.end() || known->flag != flag)
    passing.push_back({target, kind, flag});
  builder.create<ExitOp>(location, ExitKind::Break, Value());
}

/// A flag that is false where the function begins.
mlir::Value FunctionLowering::makeFlag(Location location) {
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(&function.getBody().front());
  Value flag = makeTemporary(location, builder.getI1Type(), "leaves");
  store(location, makeBool(location, false), flag);
  return flag;
}

void FunctionLowering::lowerGoto(const clang::GotoStmt *statement) {
  for (size_t i = jumpTargets.size(); i-- > 0 && guards.empty();)
    if (jumpTargets[i].owner == statement->getLabel())
      return jumpTo(locate(statement->getGotoLoc()), i, ExitKind::Break);
  report(Obstacle::Goto, statement->getSourceRange(), "a jump");
}

/// break and continue: what they leave may hold the targets of jumps.
void FunctionLowering::lowerBreak(clang::SourceLocation location, ExitKind kind) {
  bool isDirect = true;
  for (size_t i = jumpTargets.size(); i-- > 0;) {
    const JumpTarget &target = jumpTargets[i];
    bool isUsers = target.kind == JumpTarget::UsersLoop || target.kind == JumpTarget::UsersSwitch;
    if (kind == ExitKind::Continue ? target.kind == JumpTarget::UsersLoop : isUsers) {
      destroyGuards(target.guards);
      return isDirect ? exit(kind, location) : jumpTo(locate(location), i, kind);
    }
    // `continue` finds its loop out of everything but other loops.
    isDirect &= kind == ExitKind::Continue && target.kind != JumpTarget::Loop;
  }
  exit(kind, location);
}
