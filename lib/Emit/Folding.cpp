// Folding of values into expressions.
//
//   %a = pb.load %p     (one use)                 const double y = x[i] + 2;
//   %y = arith.addf %a, %two  (two uses)    ->    s += 3 * y * y;
//
// Operations are visited backwards, so that where a value's users are printed is known before the value is decided. A
// value used once is folded unless it would be evaluated more often, read memory written in between, make an expression
// deeper or longer than a person writes, or lose a user's name that explains something. Addresses and constants are
// always printed in place; short index arithmetic, simple loads and signs may be printed twice.
//
// Not done: folding of calls.
#include "Emit/Folding.h"

#include "Emit/Rows.h"
#include "Emit/Types.h"
#include "IR/OutputLanguage.h"

#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

static constexpr unsigned maxDepth = 40;
static constexpr unsigned maxSize = 40;           // operators in one statement
static constexpr unsigned maxPlaces = 4;          // of a value that is printed more than once
static constexpr unsigned namedSize = 3;          // operators from which on a user's name for a value used once is kept
static constexpr unsigned maxNamedSize = 8;       // operators in one statement beyond which names do not fold
static constexpr unsigned maxConditionalSize = 8; // operators in a ?:
static constexpr unsigned maxLogicalSize = 24;    // operators in && and ||

//===------------------------------------------------------------------------------------------------------------===//
// Questions about single operations
//===------------------------------------------------------------------------------------------------------------===//

bool pullback::emit::isTransparent(Operation *op) {
  if (isRow(op))
    return false;
  if (auto cast = dyn_cast<CastOp>(op))
    return isa<PtrType>(cast.getType());
  return isa<ConstantOp, arith::ConstantOp, UndefOp, GlobalOp, NullOp, ElementOp, DecayOp, FieldOp, StackDataOp>(op);
}

static bool isPureValue(Operation *op) {
  return op->getNumResults() == 1 && op->getNumRegions() == 0 &&
         (isMemoryEffectFree(op) || isa<LoadOp, StackSizeOp>(op));
}

/// x < y ? x : y is std::min(y, x), and x < y ? y : x is std::max(x, y).
std::optional<MinMax> pullback::emit::matchMinMax(arith::SelectOp select) {
  Operation *compare = select.getCondition().getDefiningOp();
  if (getLanguage(select->getParentOfType<ModuleOp>()) == OutputLanguage::C) // which has neither
    return std::nullopt;
  if (!compare || !compare->hasOneUse())
    return std::nullopt;
  bool less = false, greater = false;
  if (auto cmp = dyn_cast<arith::CmpFOp>(compare)) {
    less = cmp.getPredicate() == arith::CmpFPredicate::OLT;
    greater = cmp.getPredicate() == arith::CmpFPredicate::OGT;
  } else if (auto cmp = dyn_cast<CmpOp>(compare)) {
    less = cmp.getPredicate() == Predicate::LT && !isa<PtrType>(cmp.getLhs().getType());
    greater = cmp.getPredicate() == Predicate::GT && !isa<PtrType>(cmp.getLhs().getType());
  }
  if (!less && !greater)
    return std::nullopt;
  Value small = compare->getOperand(less ? 0 : 1), large = compare->getOperand(less ? 1 : 0);
  if (select.getTrueValue() == small && select.getFalseValue() == large)
    return MinMax{false, large, small};
  if (select.getTrueValue() == large && select.getFalseValue() == small)
    return MinMax{true, small, large};
  return std::nullopt;
}

/// True if `value` is computed by `limit` operators or more, as far as they are used by it alone.
static bool isLong(Value value, unsigned &limit) {
  Operation *op = value.getDefiningOp();
  if (!op || !isPureValue(op) || isa<ConstantOp, arith::ConstantOp, UndefOp, NullOp, GlobalOp>(op))
    return limit == 0;
  if (!isTransparent(op) && --limit == 0)
    return true;
  for (Value operand : op->getOperands())
    if (Operation *inner = operand.getDefiningOp())
      if ((isTransparent(inner) || (inner->hasOneUse() && getVariableName(operand).empty())) && isLong(operand, limit))
        return true;
  return false;
}

static bool isLongerThan(Value value, unsigned limit) { return isLong(value, limit); }

static bool isShortIndex(Value value) {
  Operation *op = value.getDefiningOp();
  if (!op || !isa<pullback::IntType>(value.getType()))
    return true;
  return isa<ConstantOp>(op) || (isa<BinaryOp, CastOp>(op) && !isLongerThan(value, 4)) || !isPureValue(op);
}

static bool isSimplePlace(Value pointer) {
  Operation *op = pointer.getDefiningOp();
  if (!op || isa<LocalOp, AllocOp, GlobalOp>(op))
    return true;
  if (auto element = dyn_cast<ElementOp>(op))
    return isShortIndex(element.getIndex()) && isSimplePlace(element.getPointer());
  return isa<FieldOp, DecayOp, CastOp, StackDataOp>(op) && isSimplePlace(op->getOperand(0));
}

/// True for a counter or parameter that is converted for nothing but subscripts, which convert it themselves: x[i].
static bool isSubscript(Operation *op) {
  auto cast = dyn_cast<CastOp>(op);
  auto from = cast ? dyn_cast<pullback::IntType>(cast.getOperand().getType()) : pullback::IntType();
  auto to = cast ? dyn_cast<pullback::IntType>(cast.getType()) : pullback::IntType();
  bool isWider = from && to && from.getWidth() <= to.getWidth() && !isEnum(from);
  return isWider && isa<BlockArgument>(cast.getOperand()) && getVariableName(cast.getResult()).empty() &&
         llvm::all_of(cast->getUses(),
                      [](OpOperand &use) { return isa<ElementOp>(use.getOwner()) && use.getOperandNumber() == 1; });
}

/// True for an element's address that is compared with null: compilers warn where that stands in the comparison.
static bool isComparedWithNull(Operation *op) {
  return isa<ElementOp>(op) && llvm::any_of(op->getUsers(), [&](Operation *user) {
           auto isNull = [](Value side) { return isa_and_nonnull<NullOp>(side.getDefiningOp()); };
           return isa<CmpOp>(user) && llvm::any_of(user->getOperands(), isNull);
         });
}

/// True for an address that is chosen for nothing but another choice: of the elements that are not chosen there may be
/// none, so that a statement of its own must not form their addresses.
static bool isPartOfChoice(Operation *op) {
  return isa<arith::SelectOp>(op) && isa<PtrType>(op->getResult(0).getType()) &&
         llvm::all_of(op->getUsers(), llvm::IsaPred<arith::SelectOp>);
}

/// True for `s + e` that is s from then on.
static bool isUpdate(Operation *op) {
  StringRef name = getVariableName(op->getResult(0));
  return llvm::any_of(op->getOperands(), [&](Value operand) { return getVariableName(operand) == name; });
}

/// True for a part of an adjoint whose sum with the next part has its name, and which no loop has a variable for.
static bool isPartOfAdjoint(Operation *op) {
  Operation *user = *op->getUsers().begin();
  StringRef name = getVariableName(op->getResult(0));
  bool isCarried = llvm::any_of(op->getOperands(),
                                [&](Value part) { return isa<BlockArgument>(part) && getVariableName(part) == name; });
  return op->hasAttr("pb.adjoint") && op->hasOneUse() && !isCarried && isa<arith::AddFOp, arith::SubFOp>(user) &&
         getVariableName(user->getResult(0)) == name;
}

/// True if all that happens to the value is that it is stored or added to memory.
static bool isStoredOnly(Value value) { return isa<StoreOp, AccumulateOp>(*value.getUsers().begin()); }

/// `x[i]`, `*p`, `c.f`, without a name of its own: printed again rather than given a variable.
static bool isShortLoad(Operation *op) {
  auto load = dyn_cast<LoadOp>(op);
  return load && getVariableName(load.getResult()).empty() && isSimplePlace(load.getPointer());
}

//===------------------------------------------------------------------------------------------------------------===//
// Folding
//===------------------------------------------------------------------------------------------------------------===//

Folding::Folding(FuncOp function, const Order &order, const Needed &needed,
                 const llvm::DenseSet<Operation *> &intoCopies)
    : order(order), needed(needed), intoCopies(intoCopies) {
  visit(function.getBody().front());
}

void Folding::visit(mlir::Block &block) {
  for (Operation &op : llvm::reverse(block)) {
    if (auto branch = dyn_cast<scf::IfOp>(op); branch && formsExpression(branch)) {
      expressions.insert(branch);
      Role role = roles[&op] = decide(&op);
      if (role == Role::Dead)
        branch->walk([&](Operation *inner) { roles[inner] = Role::Dead; });
      else
        inlineContents(branch);
      continue;
    }
    for (Region &region : op.getRegions())
      for (mlir::Block &nested : region)
        visit(nested);
    if (!roles.contains(&op))
      roles[&op] = decide(&op);
  }
}

Folding::Role Folding::decide(Operation *op) {
  bool expression = isa<scf::IfOp>(op) && expressions.contains(op);
  if (isa<scf::IfOp>(op) && !needed.contains(op))
    return Role::Dead;
  if (!expression && !isPureValue(op))
    return Role::Root;
  if (!needed.contains(op->getResult(0)))
    return Role::Dead;
  if (isRow(op) || isComparedWithNull(op))
    return Role::Root;
  if (isTransparent(op) || isSubscript(op) || isPartOfChoice(op)) {
    for (Operation *user : op->getUsers())
      depths[op] = std::max(depths[op], depths.lookup(user) + 1);
    return Role::Inline;
  }
  if (auto select = dyn_cast<arith::SelectOp>(op); select && matchMinMax(select))
    roles[select.getCondition().getDefiningOp()] = Role::Absorbed;
  SmallVector<Place, maxPlaces + 1> places;
  bool few = collectPlaces(op->getResult(0), places, maxPlaces);
  if (few && places.empty())
    return Role::Dead;
  if (!few || !mayFold(op, places))
    return Role::Root;
  return Role::Inline;
}

bool Folding::collectPlaces(Value value, SmallVectorImpl<Place> &places, unsigned limit) const {
  for (OpOperand &use : value.getUses()) {
    Operation *user = use.getOwner();
    if (isSkipped(user) || !needed.contains(use))
      continue;
    if (isa<scf::YieldOp>(user) && expressions.contains(user->getParentOp()))
      user = user->getParentOp();
    if (isInline(user)) {
      if (!collectPlaces(user->getResult(0), places, limit))
        return false;
    } else {
      places.push_back({user, isa<ForOp>(user) && use.getOperandNumber() == 1});
    }
    if (places.size() > limit)
      return false;
  }
  return true;
}

bool Folding::isCopied(Value value) const {
  return llvm::any_of(value.getUses(), [&](OpOperand &use) {
    Operation *user = use.getOwner();
    bool inExpression = isa<scf::YieldOp>(user) && expressions.contains(user->getParentOp());
    return getCopyTarget(use) && needed.contains(use) && !inExpression;
  });
}

bool Folding::mayFold(Operation *op, ArrayRef<Place> places) {
  Value value = op->getResult(0);
  bool named = !getVariableName(value).empty();
  if (isCopied(value) && !intoCopies.contains(op))
    return false;
  if (places.size() > 1 && !mayRepeat(op, places))
    return false;
  if (places.size() == 1 && named && !isCopied(value) && !isStoredOnly(value) &&
      (isUpdate(op) || isLongerThan(value, namedSize)) && !isPartOfAdjoint(op))
    return false;
  bool cheap = isa<pullback::IntType>(value.getType()) && isa<BinaryOp, CastOp>(op) && isShortIndex(value) && !named;
  for (const Place &place : places)
    if ((isEvaluatedMoreOften(op, place) && !cheap) || readsWrittenMemory(op, place))
      return false;
  auto isFull = [&](const Place &place) { return sizes.lookup(place.root) > maxNamedSize; };
  return !(named && !isCopied(value) && llvm::any_of(places, isFull)) && takesSpace(op, places);
}

bool Folding::mayRepeat(Operation *op, ArrayRef<Place> places) const {
  Value value = op->getResult(0);
  if (!getVariableName(value).empty() || isa<scf::IfOp>(op))
    return false;
  if (isa<LoadOp>(op))
    return isShortLoad(op) && places.size() <= 3;
  auto isIndexUse = [](OpOperand &use) { return isa<ElementOp, BinaryOp, CastOp>(use.getOwner()); };
  if (isa<BinaryOp>(op))
    return isShortIndex(value) && llvm::all_of(value.getUses(), isIndexUse) &&
           !llvm::is_contained({BinaryKind::Div, BinaryKind::Rem}, cast<BinaryOp>(op).getKind());
  Operation *operand = op->getOperand(0).getDefiningOp();
  bool onLeaf = !operand || !isPureValue(operand) || isTransparent(operand) || !operand->hasOneUse();
  return isa<CastOp, arith::NegFOp>(op) && onLeaf;
}

bool Folding::isEvaluatedMoreOften(Operation *op, const Place &place) const {
  if (place.inHeader)
    return true;
  for (mlir::Block *block = place.root->getBlock(); block != op->getBlock(); block = block->getParentOp()->getBlock())
    if (isa<ForOp, LoopOp>(block->getParentOp()))
      return true;
  return false;
}

bool Folding::readsWrittenMemory(Operation *op, const Place &place) const {
  unsigned from = order.start(op), to = place.inHeader ? order.end(place.root) : order.start(place.root);
  bool written = false;
  op->walk([&](Operation *inner) {
    if (isa<LoadOp, StackSizeOp>(inner))
      written |= order.mayBeWritten(inner->getOperand(0), from, to);
  });
  return written;
}

bool Folding::takesSpace(Operation *op, ArrayRef<Place> places) {
  unsigned depth = 0;
  for (Operation *user : op->getUsers())
    depth = std::max(depth, depths.lookup(user) + 1);
  for (const Place &place : places)
    if (depth > maxDepth || sizes.lookup(place.root) + 1 > maxSize)
      return false;
  for (const Place &place : places)
    ++sizes[place.root];
  depths[op] = depth;
  return true;
}

//===------------------------------------------------------------------------------------------------------------===//
// Branches that are expressions
//===------------------------------------------------------------------------------------------------------------===//

/// `x = c ? y : x` is better written as `if (c) x = y;`.
static bool keepsAVariable(scf::IfOp branch) {
  auto keeps = [&](scf::YieldOp yield) {
    Value value = yield.getOperand(0);
    auto argument = dyn_cast<BlockArgument>(value);
    bool carried = argument && isa<ForOp, LoopOp>(argument.getOwner()->getParentOp()) &&
                   !(isa<ForOp>(argument.getOwner()->getParentOp()) && argument.getArgNumber() == 0);
    StringRef name = getVariableName(branch.getLoc());
    return value.getParentRegion() != yield->getParentRegion() &&
           (carried || (!name.empty() && name == getVariableName(value) && !value.getDefiningOp<ConstantOp>()));
  };
  return keeps(branch.thenYield()) || keeps(branch.elseYield());
}

bool Folding::formsExpression(scf::IfOp branch) const {
  if (branch.getNumResults() != 1 || branch.getElseRegion().empty())
    return false;
  bool logical = branch.getResult(0).getType().isInteger(1);
  if (!logical && keepsAVariable(branch))
    return false;
  unsigned budget = logical ? maxLogicalSize : maxConditionalSize;
  return fitsExpression(*branch.thenBlock(), budget) && fitsExpression(*branch.elseBlock(), budget);
}

bool Folding::fitsExpression(mlir::Block &block, unsigned &budget) const {
  for (Operation &op : block.without_terminator()) {
    if (isTransparent(&op))
      continue;
    size_t uses = std::distance(op.use_begin(), op.use_end());
    if (uses == 0 && isPureValue(&op))
      continue;
    if (uses == 0 || (uses > 1 && !isShortLoad(&op)) || budget < uses)
      return false;
    budget -= uses;
    if (auto branch = dyn_cast<scf::IfOp>(op)) {
      if (!formsExpression(branch))
        return false;
    } else if (!isPureValue(&op)) {
      return false;
    }
  }
  return true;
}

void Folding::inlineContents(scf::IfOp branch) {
  branch->walk([&](Operation *op) {
    if (op == branch)
      return;
    roles[op] = op->use_empty() && op->getNumResults() != 0 ? Role::Dead : Role::Inline;
    if (isa<scf::IfOp>(op))
      expressions.insert(op);
    if (auto select = dyn_cast<arith::SelectOp>(op); select && matchMinMax(select))
      roles[select.getCondition().getDefiningOp()] = Role::Absorbed;
  });
}

//===------------------------------------------------------------------------------------------------------------===//
// Leaves
//===------------------------------------------------------------------------------------------------------------===//

bool Folding::isVariable(Value value) const {
  Operation *op = value.getDefiningOp();
  if (!op)
    return true;
  return !isInline(op) && !isSkipped(op) && !isa<LocalOp, AllocOp>(op);
}

void Folding::forEachLeaf(Value value, llvm::function_ref<void(Value)> visit) const {
  Operation *op = value.getDefiningOp();
  if (!op || !isInline(op)) {
    if (isVariable(value))
      visit(value);
    return;
  }
  if (auto branch = dyn_cast<scf::IfOp>(op)) {
    forEachLeaf(branch.getCondition(), visit);
    forEachLeaf(branch.thenYield().getOperand(0), visit);
    forEachLeaf(branch.elseYield().getOperand(0), visit);
    return;
  }
  if (auto select = dyn_cast<arith::SelectOp>(op))
    if (auto minMax = matchMinMax(select)) {
      forEachLeaf(minMax->first, visit);
      forEachLeaf(minMax->second, visit);
      return;
    }
  for (Value operand : op->getOperands())
    forEachLeaf(operand, visit);
}
