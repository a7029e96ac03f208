// switch.
//
//   switch (k) { case 0: s = x; break; default: s = y; }
//   ->   scf.if %k == 0 { s = x } else { s = y }                        where no section falls through
//   ->   pb.once { entry = number of the section that %k selects;       otherwise; `break` is pb.exit break
//                  scf.if entry <= 0 { section 0 } scf.if entry <= 1 { section 1 } ... }
//
// Not handled, refused: a label inside another statement than a block.
#include "Frontend/FunctionLowering.h"

using namespace mlir;
using namespace pullback;

/// True if a label of the switch itself stands somewhere in `statement`.
static bool holdsLabel(const clang::Stmt *statement) {
  if (!statement || isa<clang::SwitchStmt>(statement) || isa<clang::Expr>(statement))
    return false;
  return isa<clang::SwitchCase>(statement) || llvm::any_of(statement->children(), holdsLabel);
}

/// True if `break` somewhere in `statement` leaves the switch.
static bool holdsBreak(const clang::Stmt *statement) {
  if (!statement ||
      isa<clang::SwitchStmt, clang::ForStmt, clang::WhileStmt, clang::DoStmt, clang::CXXForRangeStmt, clang::Expr>(
          statement))
    return false;
  return isa<clang::BreakStmt>(statement) || llvm::any_of(statement->children(), holdsBreak);
}

static bool isJump(const clang::Stmt *statement) {
  return isa<clang::BreakStmt, clang::ContinueStmt, clang::ReturnStmt, clang::GotoStmt>(statement);
}

/// True if control does not run past `statement`.
static bool endsInJump(const clang::Stmt *statement) {
  if (!statement)
    return false;
  if (auto *block = dyn_cast<clang::CompoundStmt>(statement))
    return !block->body_empty() && endsInJump(block->body_back());
  if (auto *branch = dyn_cast<clang::IfStmt>(statement))
    return endsInJump(branch->getThen()) && endsInJump(branch->getElse());
  return isJump(statement);
}

bool FunctionLowering::collectSections(const clang::Stmt *body, SmallVectorImpl<SwitchSection> &sections) {
  if (auto *block = dyn_cast<clang::CompoundStmt>(body); block && holdsLabel(block)) {
    bool isFine = true;
    for (const clang::Stmt *inner : block->body())
      isFine &= collectSections(inner, sections);
    return isFine;
  }
  if (auto *label = dyn_cast<clang::SwitchCase>(body)) {
    if (sections.empty() || !sections.back().statements.empty())
      sections.emplace_back();
    sections.back().labels.push_back(label);
    sections.back().hasDefault |= isa<clang::DefaultStmt>(label);
    return collectSections(label->getSubStmt(), sections);
  }
  if (holdsLabel(body)) {
    report(Obstacle::SwitchJump, body->getSourceRange(), "this switch");
    return false;
  }
  if (sections.empty()) { // reached by no label; but what is declared here is seen below
    if (auto *declarations = dyn_cast<clang::DeclStmt>(body))
      for (const clang::Decl *one : declarations->decls())
        if (auto *variable = dyn_cast<clang::VarDecl>(one))
          declareLocal(variable);
    return true;
  }
  sections.back().statements.push_back(body);
  return true;
}

void FunctionLowering::lowerSwitch(const clang::SwitchStmt *statement) {
  lowerStatement(statement->getInit());
  if (const clang::VarDecl *variable = statement->getConditionVariable())
    lowerVariable(variable);
  Value selector = lowerValue(statement->getCond());
  Location location = locate(statement->getSwitchLoc());
  SmallVector<SwitchSection> sections;
  if (!collectSections(statement->getBody(), sections) || !selector)
    return expectReported();

  // Variables without an initial value may be used in later sections.
  for (const SwitchSection &section : sections)
    for (const clang::Stmt *inner : section.statements)
      if (auto *declarations = dyn_cast<clang::DeclStmt>(inner))
        for (const clang::Decl *one : declarations->decls())
          if (auto *variable = dyn_cast<clang::VarDecl>(one); variable && !variable->getInit())
            declareLocal(variable);

  bool fallsThrough = false, breaksInside = false;
  for (SwitchSection &section : sections) {
    bool isLast = &section == &sections.back();
    const clang::Stmt *end = section.statements.empty() ? nullptr : section.statements.back();
    fallsThrough |= !isLast && !endsInJump(end);
    for (const clang::Stmt *inner : section.statements)
      breaksInside |= !isa<clang::BreakStmt>(inner) && holdsBreak(inner);
  }
  if (!fallsThrough && !breaksInside)
    return lowerSectionsAsBranches(sections, selector, location);
  auto once = builder.create<OnceOp>(location);
  openUsersTarget(JumpTarget::UsersSwitch, [&] {
    inRegion(once.getBody(), [&] {
      if (fallsThrough)
        lowerSectionsInOrder(sections, selector, location);
      else
        lowerSectionsAsBranches(sections, selector, location);
      builder.create<YieldOp>(location);
    });
  });
}

Value FunctionLowering::matchLabel(const clang::CaseStmt *label, Value selector, Location location) {
  Value low = convert(location, lowerValue(label->getLHS()), selector.getType());
  if (!low)
    return {};
  if (!label->caseStmtIsGNURange())
    return compare(location, clang::BO_EQ, selector, low);
  Value isAbove = compare(location, clang::BO_GE, selector, low);
  Value high = convert(location, lowerValue(label->getRHS()), selector.getType());
  Value isBelow = compare(location, clang::BO_LE, selector, high);
  return builder.create<arith::AndIOp>(location, isAbove, isBelow);
}

/// True where one of the section's labels matches; null for a section with nothing but `default`.
Value FunctionLowering::matchSection(const SwitchSection &section, Value selector, Location location) {
  Value matches;
  for (const clang::SwitchCase *label : section.labels)
    if (auto *one = dyn_cast<clang::CaseStmt>(label)) {
      auto lowerOne = [&] { return matchLabel(one, selector, locate(one->getCaseLoc())); };
      matches = matches
                    ? choose(
                          location, matches, builder.getI1Type(), [&] { return makeBool(location, true); }, lowerOne)
                    : lowerOne();
    }
  return matches;
}

/// A chain of branches. The default section comes last, whatever its place; its own labels need no test.
void FunctionLowering::lowerSectionsAsBranches(ArrayRef<SwitchSection> sections, Value selector, Location location) {
  auto lowerSection = [&](const SwitchSection &section) {
    for (const clang::Stmt *inner : section.statements)
      if (!isa<clang::BreakStmt>(inner))
        lowerStatement(inner);
      else
        break;
  };
  SmallVector<const SwitchSection *> tested;
  const SwitchSection *otherwise = nullptr;
  for (const SwitchSection &section : sections)
    if (section.hasDefault)
      otherwise = &section;
    else
      tested.push_back(&section);
  std::function<void(unsigned)> lowerFrom = [&](unsigned index) {
    if (index == tested.size()) {
      if (otherwise)
        lowerSection(*otherwise);
      return;
    }
    bool hasRest = index + 1 < tested.size() || otherwise;
    Location place = locate(tested[index]->labels.front()->getKeywordLoc());
    auto rest = [&] { lowerFrom(index + 1); };
    branch(
        place, matchSection(*tested[index], selector, place), [&] { lowerSection(*tested[index]); },
        hasRest ? Lower(rest) : Lower(nullptr));
  };
  lowerFrom(0);
}

void FunctionLowering::lowerSectionsInOrder(ArrayRef<SwitchSection> sections, Value selector, Location location) {
  Type type = getIntType(builder.getContext());
  auto number = [&](int64_t value) { return makeInteger(location, type, APInt(32, value)); };
  int64_t otherwise = sections.size();
  for (auto [index, section] : llvm::enumerate(sections))
    if (section.hasDefault)
      otherwise = index;
  Value entry;
  std::function<Value(unsigned)> findEntry = [&](unsigned index) -> Value {
    if (index == sections.size())
      return number(otherwise);
    Value matches = matchSection(sections[index], selector, location);
    if (!matches)
      return findEntry(index + 1);
    return choose(location, matches, type, [&] { return number(index); }, [&] { return findEntry(index + 1); });
  };
  entry = findEntry(0);
  for (unsigned index = 0; index < sections.size(); ++index) {
    Location place = locate(sections[index].labels.front()->getKeywordLoc());
    Value isReached = entry ? compare(place, clang::BO_LE, entry, number(index)) : Value();
    branch(place, isReached, [&] {
      for (const clang::Stmt *inner : sections[index].statements)
        lowerStatement(inner);
    });
  }
}
