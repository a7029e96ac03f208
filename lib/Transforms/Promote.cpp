// Promotes scalar locals whose address is used by loads and stores alone to SSA values, carried through scf.if, pb.for
// and pb.loop (SSA construction on structured control flow).
//
//   %s = pb.local "s"                          %r = pb.for ... carry(%s = %zero) {
//   pb.store %zero, %s                           %t = arith.addf %s, %x
//   pb.for ... {                        ->       pb.yield %t
//     %a = pb.load %s                          }
//     %t = arith.addf %a, %x
//     pb.store %t, %s
//   }
//   %r = pb.load %s
//
// Three walks, each linear in the operations plus the variables that regions touch: which variables each region reads
// and writes (bottom-up), which of them are live after each region (backward), and renaming (forward). Only live
// variables that a region may write are carried. The variable's name stays as the location of block arguments, of
// results and of the values assigned; where a branch has several results, their names are its attribute "pb.names". A
// variable that is read before it is assigned is pb.undef.
//
// Loads do without the casts to const in front of them. Where `c ? a : b` is an lvalue that is only read, the loads
// first move into its two ways, so that `a` and `b` need no address.
//
// Not handled: source form (pb-structure-exits comes first); variables whose address is used otherwise stay in memory.

#include "Transforms/Promote.h"

#include "Transforms/Passes.h"
#include "Transforms/RegionValues.h"

#include "llvm/ADT/MapVector.h"

namespace pullback {
#define GEN_PASS_DEF_PROMOTE
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

namespace {

struct Variable {
  LocalOp local;
  /// The value while renaming; null where nothing has been assigned.
  Value current;
  Value undefined;
  /// Invented by an earlier pass: the values assigned to it do not take its name.
  bool invented;
};

/// What a region does to a variable from outside of it.
struct Access {
  bool exposed = false; ///< may read the value from before the region
  bool may = false;     ///< may assign
  bool must = false;    ///< assigns on every way
};
using Accesses = llvm::MapVector<unsigned, Access>;

class Promoter {
public:
  explicit Promoter(Operation *root) : root(root) {}
  LogicalResult run();
  /// True if some of the variables were pointers.
  bool promotedPointers() const { return hasPointers; }

private:
  void collect();
  Accesses access(Block &block);
  Accesses access(Operation *op);
  void decide(Block &block, llvm::SmallDenseSet<unsigned> live);
  void rename(Block &block);
  void renameBranch(scf::IfOp branch);
  void renameLoop(Operation *loop);

  std::optional<unsigned> getVariable(Value pointer) const {
    auto found = numbers.find(pointer);
    return found == numbers.end() ? std::nullopt : std::optional<unsigned>(found->second);
  }
  Value read(unsigned variable);
  void assign(unsigned variable, Value value) {
    log.push_back({variable, variables[variable].current});
    variables[variable].current = value;
  }
  /// Forgets the assignments since `mark`.
  void restore(size_t mark);
  Location nameOf(unsigned variable, Location location) {
    return nameLocation(variables[variable].local.getName(), location);
  }
  void appendToYield(Operation *yield, ArrayRef<unsigned> list);
  SmallVector<Type> typesOf(ArrayRef<unsigned> list);

  Operation *root;
  SmallVector<Variable> variables;
  DenseMap<Value, unsigned> numbers;
  /// Loads, stores and regions that touch variables, in order.
  DenseMap<Block *, SmallVector<Operation *>> relevant;
  DenseMap<Operation *, Accesses> accesses;
  /// The variables that are results of a region operation.
  DenseMap<Operation *, SmallVector<unsigned>> results;
  SmallVector<std::pair<unsigned, Value>> log;
  bool hasPointers = false;
};

//===------------------------------------------------------------------------------------------------------------===//
// Which variables
//===------------------------------------------------------------------------------------------------------------===//

Type getPointee(LocalOp local) { return cast<PtrType>(local.getType()).getPointee(); }

bool isPromotable(LocalOp local) {
  if (!isScalar(getPointee(local)))
    return false;
  return llvm::all_of(local->getUses(), [](OpOperand &use) {
    if (auto store = dyn_cast<StoreOp>(use.getOwner()))
      return use.getOperandNumber() == store.getPointerMutable().getOperandNumber();
    return isa<LoadOp>(use.getOwner());
  });
}

void Promoter::collect() {
  root->walk([&](LocalOp local) {
    if (!isPromotable(local))
      return;
    numbers[local] = variables.size();
    variables.push_back({local, Value(), Value(), local->hasAttr("pb.invented")});
    hasPointers |= isa<PtrType>(getPointee(local));
  });
}

//===------------------------------------------------------------------------------------------------------------===//
// Loads from one of two places
//===------------------------------------------------------------------------------------------------------------===//

/// The only use of a branch's pointer, if it is a load in the branch's block with nothing in between that writes.
LoadOp getOnlyLoad(scf::IfOp branch) {
  if (branch->getNumResults() != 1 || !isa<PtrType>(branch.getResult(0).getType()) || !branch.getResult(0).hasOneUse())
    return {};
  auto load = dyn_cast<LoadOp>(*branch.getResult(0).user_begin());
  if (!load || load->getBlock() != branch->getBlock())
    return {};
  for (Operation *op = branch->getNextNode(); op != load; op = op->getNextNode())
    if (!isa<LoadOp>(op) && !isMemoryEffectFree(op))
      return {};
  return load;
}

/// `load (c ? a : b)` becomes `c ? load a : load b`.
void sinkLoad(scf::IfOp branch) {
  LoadOp load = getOnlyLoad(branch);
  if (!load)
    return;
  OpBuilder builder(branch);
  auto sunk = builder.create<scf::IfOp>(branch.getLoc(), TypeRange(load.getType()), branch.getCondition());
  for (auto [from, to] : llvm::zip_equal(branch->getRegions(), sunk->getRegions())) {
    to.takeBody(from);
    Operation *yield = to.front().getTerminator();
    builder.setInsertionPoint(yield);
    yield->setOperand(0, builder.create<LoadOp>(load.getLoc(), yield->getOperand(0)));
  }
  load.replaceAllUsesWith(sunk.getResult(0));
  load.erase();
  branch.erase();
}

/// What is const for whom it was passed to is not const for the load. Behind a pointer that does not exist, as that of
/// `c ? x : throw e`, is nothing.
void loadWithoutCasts(Operation *root) {
  root->walk([](LoadOp load) {
    if (load.getPointer().getDefiningOp<UndefOp>()) {
      Value nothing = OpBuilder(load).create<UndefOp>(load.getLoc(), load.getType());
      load.replaceAllUsesWith(nothing);
      return load.erase();
    }
    auto getPointee = [](Value pointer) { return cast<PtrType>(pointer.getType()).getPointee(); };
    auto cast = load.getPointer().getDefiningOp<CastOp>();
    for (; cast && getPointee(cast.getOperand()) == load.getType(); cast = load.getPointer().getDefiningOp<CastOp>()) {
      load.getPointerMutable().assign(cast.getOperand());
      if (cast->use_empty())
        cast->erase();
    }
  });
}

/// Inner branches come after outer ones: `c ? (d ? x : y) : z` loads from the outer one first.
void sinkLoads(Operation *root) {
  SmallVector<scf::IfOp> branches;
  root->walk<WalkOrder::PreOrder>([&](scf::IfOp branch) { branches.push_back(branch); });
  for (scf::IfOp branch : branches)
    sinkLoad(branch);
}

//===------------------------------------------------------------------------------------------------------------===//
// What regions read and write
//===------------------------------------------------------------------------------------------------------------===//

void mergeInSequence(Accesses &all, const Accesses &next) {
  for (auto &[variable, one] : next) {
    Access &access = all[variable];
    access.exposed |= one.exposed && !access.must;
    access.may |= one.may;
    access.must |= one.must;
  }
}

Accesses Promoter::access(Block &block) {
  Accesses all;
  SmallVector<Operation *> found;
  SmallVector<unsigned> own;
  for (Operation &op : block) {
    if (auto load = dyn_cast<LoadOp>(op)) {
      if (auto variable = getVariable(load.getPointer())) {
        Access &access = all[*variable];
        access.exposed |= !access.must;
        found.push_back(&op);
      }
    } else if (auto store = dyn_cast<StoreOp>(op)) {
      if (auto variable = getVariable(store.getPointer())) {
        Access &access = all[*variable];
        access.may = access.must = true;
        found.push_back(&op);
      }
    } else if (auto local = dyn_cast<LocalOp>(op)) {
      if (auto variable = getVariable(local)) {
        own.push_back(*variable);
        found.push_back(&op);
      }
    } else if (op.getNumRegions() > 0) {
      Accesses inner = access(&op);
      mergeInSequence(all, inner);
      accesses[&op] = std::move(inner);
      found.push_back(&op);
    }
  }
  relevant[&block] = std::move(found);
  if (!own.empty()) {
    llvm::SmallDenseSet<unsigned> gone(own.begin(), own.end());
    all.remove_if([&](auto &entry) { return gone.contains(entry.first); });
  }
  return all;
}

Accesses Promoter::access(Operation *op) {
  if (isLoop(op)) {
    Accesses body = access(*getLoopBody(op));
    if (isa<ForOp>(op))
      for (auto &entry : body)
        entry.second.must = false;
    return body;
  }
  auto branch = cast<scf::IfOp>(op);
  Accesses all = access(*branch.thenBlock());
  Accesses otherwise;
  if (Block *block = branch.elseBlock())
    otherwise = access(*block);
  for (auto &[variable, one] : all)
    one.must &= otherwise.lookup(variable).must;
  for (auto &[variable, one] : otherwise) {
    auto [entry, inserted] = all.insert({variable, one});
    if (inserted) {
      entry->second.must = false;
      continue;
    }
    entry->second.exposed |= one.exposed;
    entry->second.may |= one.may;
  }
  return all;
}

//===------------------------------------------------------------------------------------------------------------===//
// What is carried
//===------------------------------------------------------------------------------------------------------------===//

/// `live`: the variables that are read after the block, of those that something around it asks about.
void Promoter::decide(Block &block, llvm::SmallDenseSet<unsigned> live) {
  for (Operation *op : llvm::reverse(relevant[&block])) {
    if (auto load = dyn_cast<LoadOp>(op)) {
      live.insert(*getVariable(load.getPointer()));
      continue;
    }
    if (auto store = dyn_cast<StoreOp>(op)) {
      live.erase(*getVariable(store.getPointer()));
      continue;
    }
    if (isa<LocalOp>(op))
      continue;
    SmallVector<unsigned> needed;
    for (auto &[variable, access] : accesses[op]) {
      if (access.may && (live.contains(variable) || (isLoop(op) && access.exposed)))
        needed.push_back(variable);
      if (access.must)
        live.erase(variable);
      if (access.exposed)
        live.insert(variable);
    }
    llvm::sort(needed);
    llvm::SmallDenseSet<unsigned> inner(needed.begin(), needed.end());
    results[op] = std::move(needed);
    for (Region &region : op->getRegions())
      for (Block &child : region)
        decide(child, inner);
  }
}

//===------------------------------------------------------------------------------------------------------------===//
// Renaming
//===------------------------------------------------------------------------------------------------------------===//

Value Promoter::read(unsigned number) {
  Variable &variable = variables[number];
  if (variable.current)
    return variable.current;
  if (!variable.undefined) {
    OpBuilder builder(variable.local);
    variable.undefined = builder.create<UndefOp>(nameOf(number, variable.local.getLoc()), getPointee(variable.local));
  }
  return variable.undefined;
}

void Promoter::restore(size_t mark) {
  while (log.size() > mark) {
    auto [variable, value] = log.pop_back_val();
    variables[variable].current = value;
  }
}

SmallVector<Type> Promoter::typesOf(ArrayRef<unsigned> list) {
  SmallVector<Type> types;
  for (unsigned variable : list)
    types.push_back(getPointee(variables[variable].local));
  return types;
}

void Promoter::appendToYield(Operation *yield, ArrayRef<unsigned> list) {
  SmallVector<Value> values;
  for (unsigned variable : list)
    values.push_back(read(variable));
  if (auto loopYield = dyn_cast<YieldOp>(yield))
    loopYield.getValuesMutable().append(values);
  else
    yield->insertOperands(yield->getNumOperands(), values);
}

/// The value takes the variable's name unless it has one, is a parameter of the function, or is a primal value that an
/// adjoint happens to be: d(x * y) / dx is y.
void nameValue(Value value, StringRef name) {
  if (!getVariableName(value).empty())
    return;
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    if (!isa<FunctionOpInterface>(argument.getOwner()->getParentOp()))
      argument.setLoc(nameLocation(name, argument.getLoc()));
    return;
  }
  Operation *op = value.getDefiningOp();
  if (op->getNumResults() == 1 && (op->hasAttr("pb.adjoint") || !name.ends_with("_bar")))
    op->setLoc(nameLocation(name, op->getLoc()));
}

void Promoter::rename(Block &block) {
  SmallVector<Operation *> list = std::move(relevant[&block]);
  for (Operation *op : list) {
    if (auto load = dyn_cast<LoadOp>(op)) {
      load.replaceAllUsesWith(read(*getVariable(load.getPointer())));
      load.erase();
    } else if (auto store = dyn_cast<StoreOp>(op)) {
      unsigned variable = *getVariable(store.getPointer());
      if (!variables[variable].invented)
        nameValue(store.getValue(), variables[variable].local.getName());
      assign(variable, store.getValue());
      store.erase();
    } else if (auto local = dyn_cast<LocalOp>(op)) {
      assign(*getVariable(local), Value());
    } else if (isLoop(op)) {
      renameLoop(op);
    } else {
      renameBranch(cast<scf::IfOp>(op));
    }
  }
}

void Promoter::renameBranch(scf::IfOp branch) {
  SmallVector<unsigned> list = std::move(results[branch]);
  unsigned oldCount = branch->getNumResults();
  if (!list.empty())
    getOrCreateElse(branch);
  for (Region &region : branch->getRegions()) {
    if (region.empty())
      continue;
    size_t mark = log.size();
    rename(region.front());
    appendToYield(region.front().getTerminator(), list);
    restore(mark);
  }
  for (auto &[variable, access] : accesses[branch])
    if (access.may)
      assign(variable, Value());
  if (list.empty())
    return;
  SmallVector<Attribute> names(oldCount, StringAttr::get(root->getContext()));
  if (auto old = branch->getAttrOfType<ArrayAttr>("pb.names"))
    names.assign(old.begin(), old.end());
  else if (oldCount == 1)
    names[0] = StringAttr::get(root->getContext(), getVariableName(branch.getLoc()));
  Operation *wider = addResults(branch, typesOf(list), {});
  for (auto [i, variable] : llvm::enumerate(list)) {
    names.push_back(variables[variable].local.getNameAttr());
    assign(variable, wider->getResult(oldCount + i));
  }
  if (names.size() == 1)
    wider->setLoc(nameOf(list.front(), wider->getLoc()));
  else
    wider->setAttr("pb.names", ArrayAttr::get(root->getContext(), names));
}

void Promoter::renameLoop(Operation *loop) {
  SmallVector<unsigned> list = std::move(results[loop]);
  Accesses inside = std::move(accesses[loop]);
  unsigned oldCount = loop->getNumResults();
  SmallVector<Value> inits;
  for (unsigned variable : list) {
    const Access &access = inside.find(variable)->second;
    // What every iteration assigns before it reads starts as nothing.
    if (access.must && !access.exposed)
      assign(variable, Value());
    inits.push_back(read(variable));
  }
  if (!list.empty())
    loop = addResults(loop, typesOf(list), inits);
  size_t mark = log.size();
  for (auto [i, variable] : llvm::enumerate(list)) {
    BlockArgument argument = getLoopCarried(loop)[oldCount + i];
    argument.setLoc(nameOf(variable, loop->getLoc()));
    assign(variable, argument);
  }
  rename(*getLoopBody(loop));
  appendToYield(getLoopYield(loop), list);
  restore(mark);
  for (auto &[variable, access] : inside)
    if (access.may)
      assign(variable, Value());
  for (auto [i, variable] : llvm::enumerate(list))
    assign(variable, loop->getResult(oldCount + i));
}

LogicalResult Promoter::run() {
  WalkResult structured = root->walk([&](Operation *op) {
    if (op == root || op->getNumRegions() == 0 || isa<scf::IfOp, ForOp, LoopOp>(op))
      return WalkResult::advance();
    op->emitError() << "'" << op->getName() << "' is not structured control flow [internal]";
    return WalkResult::interrupt();
  });
  if (structured.wasInterrupted())
    return failure();
  sinkLoads(root);
  loadWithoutCasts(root);
  collect();
  for (Region &region : root->getRegions())
    for (Block &block : region) {
      access(block);
      decide(block, {});
      rename(block);
    }
  for (Variable &variable : variables)
    variable.local.erase();
  simplifyRegionValues(root);
  return success();
}

struct Promote : pullback::impl::PromoteBase<Promote> {
  void runOnOperation() override {
    if (failed(promoteLocals(getOperation())))
      signalPassFailure();
  }
};

} // namespace

LogicalResult pullback::promoteLocals(Operation *root) {
  // A variable whose address only promoted pointers held can be promoted next.
  for (bool mayFindMore = true; mayFindMore;) {
    Promoter promoter(root);
    if (failed(promoter.run()))
      return failure();
    mayFindMore = promoter.promotedPointers();
  }
  return success();
}
