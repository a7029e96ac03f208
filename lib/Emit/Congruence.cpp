// Out of SSA by congruence classes, after Sreedhar and others (1999), method III, and Boissinot and others (2009).
//
//   %s = pb.for ... carry(%a = %zero) { %n = arith.addf %a, %x; pb.yield %n }      double s = 0;
//                                                                          ->      for (...) s += x;
//
// A class starts as one value; a loop's argument and result are one value from the start. Classes that a copy connects
// are merged where their live ranges do not meet, copies of equal names and of inner loops first; then classes of one
// name and nested scopes. Copies between classes that remain apart are printed as assignments (Lowering).
#include "Emit/Congruence.h"

#include "llvm/ADT/MapVector.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

/// How many earlier variables of one name a variable is compared with.
static constexpr unsigned maxSameName = 8;

std::string pullback::emit::getUserName(FuncOp function, Value value) {
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    if (argument.getOwner()->getParentOp() == function)
      return function.getArgName(argument.getArgNumber()).str();
    return getVariableName(value).str();
  }
  auto branch = value.getDefiningOp<scf::IfOp>();
  if (!branch || branch.getNumResults() == 1)
    return getVariableName(value).str();
  unsigned index = cast<OpResult>(value).getResultNumber();
  for (scf::YieldOp yield : {branch.thenYield(), branch.elseYield()}) {
    Value yielded = yield.getOperand(index);
    Operation *op = yielded.getDefiningOp();
    if (!op || op->getNumRegions() == 0)
      if (StringRef name = getVariableName(yielded); !name.empty() && !isa_and_nonnull<ConstantOp, UndefOp>(op))
        return name.str();
  }
  return "";
}

Congruence::Congruence(FuncOp function, Liveness &liveness, const Needed &needed, const Folding &folding)
    : needed(needed), folding(folding) {
  for (Value value : liveness.getVariables())
    makeClass(function, value, liveness);
  collectCopies(function.getBody().front(), 0);
  auto sameName = [&](const Copy &copy) {
    return !classes[copy.source].name.empty() && classes[copy.source].name == classes[copy.target].name;
  };
  llvm::sort(copies, [&](const Copy &a, const Copy &b) {
    return std::make_tuple(!sameName(a), ~a.depth, a.number) < std::make_tuple(!sameName(b), ~b.depth, b.number);
  });
  for (const Copy &copy : copies)
    merge(copy.source, copy.target);
  mergeByName(liveness.getVariables());
}

/// Whether it yields where an element of a stack lies, which is a reference.
static bool isElementsAddress(Operation *op) {
  auto previous = dyn_cast_or_null<StackPreviousOp>(op);
  return previous ? previous.yieldsAddress() : isa_and_nonnull<StackEmplaceOp>(op);
}

void Congruence::makeClass(FuncOp function, Value value, Liveness &liveness) {
  Class &made = classes[value];
  parents[value] = value;
  made.range = liveness[value];
  made.name = getUserName(function, value);
  made.uses = liveness.countUses(value);
  Operation *op = value.getDefiningOp();
  made.isNameWeak = op && op->getNumRegions() == 0 && made.uses <= 1;
  auto argument = dyn_cast<BlockArgument>(value);
  Operation *owner = argument ? argument.getOwner()->getParentOp() : nullptr;
  made.isParameter = owner == function;
  made.isPinned = (isa_and_nonnull<ForOp>(owner) && argument.getArgNumber() == 0) || isElementsAddress(op) ||
                  (made.isParameter && (function.getArgAttr(argument.getArgNumber(), "pb.ref") ||
                                        function.getArgAttr(argument.getArgNumber(), "pb.byval") ||
                                        function.getArgAttr(argument.getArgNumber(), "pb.sret")));
  for (mlir::Block *block : liveness.getBlocks(value))
    made.scope = made.scope ? getCommonScope(made.scope, block) : block;
}

mlir::Block *Congruence::getCommonScope(mlir::Block *left, mlir::Block *right) const {
  auto depth = [](mlir::Block *block) {
    unsigned result = 0;
    for (; !isa<FuncOp>(block->getParentOp()); block = block->getParentOp()->getBlock())
      ++result;
    return result;
  };
  unsigned leftDepth = depth(left), rightDepth = depth(right);
  for (; leftDepth > rightDepth; --leftDepth)
    left = left->getParentOp()->getBlock();
  for (; rightDepth > leftDepth; --rightDepth)
    right = right->getParentOp()->getBlock();
  while (left != right) {
    left = left->getParentOp()->getBlock();
    right = right->getParentOp()->getBlock();
  }
  return left;
}

void Congruence::addCopies(ValueRange sources, ValueRange targets, unsigned depth) {
  for (auto [source, target] : llvm::zip(sources, targets))
    if (needed.contains(target) && folding.isVariable(source))
      copies.push_back({getCarrier(source), getCarrier(target), depth, copies.size()});
}

void Congruence::collectCopies(mlir::Block &block, unsigned depth) {
  for (Operation &op : block) {
    if (auto branch = dyn_cast<scf::IfOp>(op)) {
      if (folding.isExpression(branch) || folding.isSkipped(branch))
        continue;
      collectCopies(*branch.thenBlock(), depth);
      addCopies(branch.thenYield().getOperands(), branch.getResults(), depth);
      if (branch.elseBlock()) {
        collectCopies(*branch.elseBlock(), depth);
        addCopies(branch.elseYield().getOperands(), branch.getResults(), depth);
      }
    } else if (auto loop = dyn_cast<ForOp>(op)) {
      collectCopies(loop.getBody().front(), depth + 1);
      addCopies(loop.getYield().getValues(), loop.getCarried(), depth + 1);
      addCopies(loop.getInits(), loop.getCarried(), depth);
    } else if (auto loop = dyn_cast<LoopOp>(op)) {
      collectCopies(loop.getBody().front(), depth + 1);
      addCopies(loop.getYield().getValues(), loop.getCarried(), depth + 1);
      addCopies(loop.getInits(), loop.getCarried(), depth);
    }
  }
}

Value Congruence::find(Value value) {
  value = getCarrier(value);
  Value root = value;
  while (parents[root] != root)
    root = parents[root];
  while (parents[value] != root)
    value = std::exchange(parents[value], root);
  return root;
}

bool Congruence::merge(Value left, Value right) {
  left = find(left);
  right = find(right);
  if (left == right)
    return true;
  if (classes[left].range.size() < classes[right].range.size())
    std::swap(left, right);
  Class &into = classes[left], &from = classes[right];
  bool clash =
      !into.name.empty() && !from.name.empty() && into.name != from.name && !into.isNameWeak && !from.isNameWeak;
  if (left.getType() != right.getType() || into.isPinned || from.isPinned || clash ||
      (into.isParameter && from.isParameter) || into.range.intersects(from.range))
    return false;
  if (into.name.empty() || from.isParameter || (into.isNameWeak && !from.isNameWeak && !from.name.empty())) {
    into.name = from.name.empty() ? into.name : from.name;
    into.isNameWeak = from.isNameWeak;
  }
  into.range.unite(from.range);
  into.isParameter |= from.isParameter;
  into.isOneValue = false;
  into.uses += from.uses;
  into.scope = getCommonScope(into.scope, from.scope);
  parents[right] = left;
  from.range = LiveRange();
  return true;
}

/// True if a loop lies between the blocks: a variable of the inner one begins anew in every iteration.
static bool isInLoop(mlir::Block *inner, mlir::Block *outer) {
  for (; inner != outer; inner = inner->getParentOp()->getBlock())
    if (isa<ForOp, LoopOp>(inner->getParentOp()))
      return true;
  return false;
}

// What has one value only stays a constant of the loop's body, whatever has its name outside.
void Congruence::mergeByName(ArrayRef<Value> variables) {
  llvm::MapVector<std::pair<StringRef, Type>, SmallVector<Value>> groups;
  for (Value value : variables)
    if (Class &own = classes[find(value)]; find(value) == value && !own.name.empty() && !own.isPinned)
      groups[{own.name, value.getType()}].push_back(value);
  for (auto &[key, group] : groups) {
    SmallVector<Value> kept;
    for (Value value : group) {
      auto nested = [&](Value other) {
        mlir::Block *mine = classes[find(value)].scope, *theirs = classes[find(other)].scope;
        mlir::Block *common = getCommonScope(mine, theirs);
        bool isOnce = classes[find(value)].isOneValue && classes[find(other)].isOneValue;
        return (common == mine || common == theirs) && !(isOnce && isInLoop(common == mine ? theirs : mine, common));
      };
      auto recent = ArrayRef<Value>(kept).take_back(maxSameName);
      if (llvm::none_of(llvm::reverse(recent), [&](Value other) { return nested(other) && merge(other, value); }))
        kept.push_back(value);
    }
  }
}

bool Congruence::isUnused(Value value) { return classes[find(value)].uses == 0; }

llvm::DenseSet<Operation *> Congruence::findLateCopies() {
  llvm::DenseSet<Operation *> found;
  for (const Copy &copy : copies) {
    Operation *op = copy.source.getDefiningOp();
    if (op && !sameVariable(copy.source, copy.target) && copy.source.hasOneUse())
      found.insert(op);
  }
  return found;
}

Variable *Congruence::getVariable(Code &code, Value value) {
  Class &own = classes[find(value)];
  if (own.variable)
    return own.variable;
  Value carrier = getCarrier(value);
  auto argument = dyn_cast<BlockArgument>(carrier);
  bool isInduction = argument && argument.getArgNumber() == 0 && isa<ForOp>(argument.getOwner()->getParentOp());
  bool isReference = own.isPinned && !isInduction && !own.isParameter && !code.isC();
  Variable::Kind kind = isInduction ? Variable::Induction : isReference ? Variable::Reference : Variable::Value;
  Type type = isReference ? cast<PtrType>(value.getType()).getPointee() : value.getType();
  own.variable = code.makeVariable(kind, type, own.name);
  own.variable->isParameter = own.isParameter;
  own.variable->isConst = isReference && cast<PtrType>(value.getType()).getIsConst();
  return own.variable;
}
