// Gives every recalled value a place: it is free, computed again from what is free or saved, or saved.
//
//   pb.mark %y id 0            forward:  pb.store %x, %x_saved[k]
//   %r = pb.recall id 0        reverse:  %x = pb.load %x_saved[k];  %y = arith.addf %x, %two
//
// RecallGraph decides, SaveBuffers keeps. What is computed again or read back stands at the beginning of the block that
// mirrors the value's own, so it is there for all regions inside.
#include "IR/Mutants.h"
#include "IR/StorageHints.h"
#include "Transforms/Exchanges.h"
#include "Transforms/Passes.h"
#include "Transforms/RegionValues.h"
#include "Transforms/Storage/RecallGraph.h"
#include "Transforms/Storage/SaveBuffers.h"
#include "Transforms/Storage/StorageNotes.h"
#include "Transforms/Strategies.h"

using namespace mlir;
using namespace pullback;

namespace pullback {
#define GEN_PASS_DEF_PLACERECALLS
#include "Transforms/Passes.h.inc"
} // namespace pullback

namespace {

class RecallPlacer {
public:
  RecallPlacer(Block &scope, ReverseOp functionReverse)
      : mirrors(scope), buffers(mirrors, functionReverse),
        graph(mirrors, [&](const Row &row) { return isEnabled(row.nest, Strategy::Rows) && buffers.canKeep(row); }) {}

  LogicalResult run();

private:
  Value provide(Value value);
  Value provide(const Row &row);
  Value recompute(Value value, OpBuilder &builder);
  void undo(Value value);
  void loadFromRow(LoadOp load, Operation *copy, IRMapping &mapping);
  Operation *getAnchor(Block *block);

  Mirrors mirrors;
  SaveBuffers buffers;
  RecallGraph graph;
  DenseMap<Value, Value> provided;
  DenseMap<Block *, Operation *> anchors; // what is provided stands in front
};

} // namespace

// The first operation of the block that is not a recall, and that no mark of a counter needs in front of it.
Operation *RecallPlacer::getAnchor(Block *block) {
  Operation *&anchor = anchors[block];
  if (anchor)
    return anchor;
  anchor = &block->front();
  for (Operation &op : *block)
    if (isa<MarkOp>(op) && op.hasAttr("counter"))
      anchor = op.getNextNode();
  while (isa<RecallOp>(anchor))
    anchor = anchor->getNextNode();
  return anchor;
}

static bool isConstantLike(Operation *op) {
  return op && isa<ConstantOp, arith::ConstantOp, UndefOp, NullOp, GlobalOp>(op);
}

// The value of the forward sweep, in the block that mirrors its own.
Value RecallPlacer::provide(Value value) {
  if (Value counter = mirrors.getCounter(value))
    return counter;
  Operation *op = value.getDefiningOp();
  if (value.getParentRegion()->isAncestor(mirrors.getScope().getParent()))
    return value;
  if (Value known = provided.lookup(value))
    return known;
  Block *mirror = mirrors.getMirror(value.getParentBlock());
  OpBuilder builder(getAnchor(mirror));
  if (isConstantLike(op))
    return provided[value] = builder.clone(*op)->getResult(0);
  if (graph.isSaved(value))
    return provided[value] = buffers.save(value, builder, graph.explainSaving(value));
  if (graph.isUndone(value)) {
    addStorageNote(value, "free: the reverse sweep undoes the exchange");
    undo(value);
    return provided[value];
  }
  auto load = dyn_cast<LoadOp>(op);
  if (!load || !graph.getRow(load)) // else it is noted where it is read
    addStorageNote(value, getStorageHint(value) == "recompute" ? "computed again: PULLBACK_RECOMPUTE asks for it"
                          : load ? "free: it is read again from where it lies, which nobody overwrites"
                                 : "computed again: that costs less than to save it");
  Value result = recompute(value, builder);
  return provided[value] = result;
}

// An object of one iteration is gone, and what the reverse sweep needs of its values is saved. Calls pass its address
// on all the same, to functions that do not read it.
static void makeObjectAgain(Operation *op, OpBuilder &builder) {
  if (auto alloc = dyn_cast<AllocOp>(op))
    alloc.setKind(AllocKind::Shadow); // zeros, and nobody else releases it
  else
    builder.create<ZeroOp>(op->getLoc(), op->getResult(0), Value());
}

// The first element of the row, in the block that mirrors that of its nest.
Value RecallPlacer::provide(const Row &row) {
  OpBuilder reverse(getAnchor(mirrors.getMirror(row.nest->getBlock())));
  return buffers.keep(row, reverse);
}

// The copy of a load, within the copy of an operation, reads what the array was from its row.
void RecallPlacer::loadFromRow(LoadOp load, Operation *copy, IRMapping &mapping) {
  auto reading = mapping.lookup(load.getResult()).getDefiningOp<LoadOp>();
  Row &row = *graph.getRow(load);
  Value kept = provide(row);
  buffers.noteFound(row, load);
  Operation *address = reading.getPointer().getDefiningOp();
  Value index = mapping.lookupOrDefault(getRowPlace(load.getPointer())->subscript);
  OpBuilder builder(reading);
  reading.getPointerMutable().assign(builder.create<ElementOp>(load.getLoc(), kept, index));
  while (copy->isProperAncestor(address) && address->use_empty()) {
    Operation *inner = address->getOperand(0).getDefiningOp();
    address->erase();
    if (!inner)
      break;
    address = inner;
  }
}

Value RecallPlacer::recompute(Value value, OpBuilder &builder) {
  Operation *op = value.getDefiningOp();
  IRMapping mapping;
  for (Value input : graph.getInputsAgain(value))
    mapping.map(input, provide(input));
  for (LoadOp load : graph.getRowLoads(op))
    provide(*graph.getRow(load));
  builder.setInsertionPoint(getAnchor(mirrors.getMirror(value.getParentBlock())));
  Operation *copy = builder.clone(*op, mapping);
  for (LoadOp load : graph.getRowLoads(op))
    loadFromRow(load, copy, mapping);
  SmallVector<Operation *> marks;
  copy->walk([&](Operation *inner) {
    inner->removeAttr("pb.mirror");
    if (isa<MarkOp>(inner))
      marks.push_back(inner);
    if (!isConstantLike(inner) && !isa<ElementOp, FieldOp, DecayOp, BinaryOp, CmpOp>(inner))
      for (StringRef mark : {"pb.adjoint", "pb.again"})
        inner->setAttr(mark, builder.getUnitAttr());
  });
  for (Operation *mark : marks)
    mark->erase();
  if (isLocalObject(value))
    makeObjectAgain(copy, builder);
  for (auto [from, to] : llvm::zip(op->getResults(), copy->getResults()))
    provided[from] = to;
  return provided[value];
}

// The mirror begins with what the loop ends with. Where an iteration hands b on as a, c as b and a as c, its reverse
// takes what it finds as a for b, and so on, and hands that on.
void RecallPlacer::undo(Value value) {
  std::optional<Carried> carried = getCarried(value);
  SmallVector<unsigned, 2> exchange = getExchange(carried->loop, carried->number);
  SmallVector<Value> inits = llvm::map_to_vector(graph.getInputsAgain(value), [&](Value end) { return provide(end); });
  Block *body = mirrors.getMirror(value.getParentBlock());
  Operation *mirror = body->getParentOp();
  unsigned first = getLoopCarried(mirror).size();
  Operation *wider = addResults(mirror, ValueRange(inits).getTypes(), inits);
  for (auto &[block, anchor] : anchors)
    if (anchor == mirror)
      anchor = wider;
  Block::BlockArgListType found = getLoopCarried(wider).drop_front(first), before = getLoopCarried(carried->loop);
  SmallVector<Value> handedOn;
  for (size_t i = 0; i < exchange.size(); ++i) {
    size_t other = mutant("mark:exchange") ? i + 1 : i + exchange.size() - 1;
    Value member = before[exchange[i]];
    provided[member] = found[other % exchange.size()];
    handedOn.push_back(provided[member]);
    found[i].setLoc(member.getLoc());
  }
  getLoopYield(wider).getValuesMutable().append(handedOn);
}

LogicalResult RecallPlacer::run() {
  if (failed(graph.checkHints()))
    return failure();
  graph.solve();
  if (failed(graph.checkSaved()))
    return failure();
  for (auto [value, recall] : mirrors.getRecalls())
    getAnchor(recall->getBlock());
  for (auto [value, recall] : mirrors.getRecalls())
    recall.getResult().replaceAllUsesWith(provide(value));
  buffers.writeAll();
  mirrors.erase();
  if (!isa<FuncOp>(mirrors.getScope().getParentOp())) // SplitSweeps may cut the function at its own
    mirrors.getBoundary()->erase();
  return success();
}

namespace {

struct PlaceRecalls : pullback::impl::PlaceRecallsBase<PlaceRecalls> {
  void runOnOperation() override {
    FuncOp function = getOperation();
    SmallVector<Block *> scopes = getScopes(function);
    if (scopes.empty())
      return;
    simplifyRegionValues(function);
    ReverseOp reverse = *function.getBody().front().getOps<ReverseOp>().begin();
    for (Block *scope : scopes)
      if (failed(RecallPlacer(*scope, reverse).run()))
        return signalPassFailure();
  }
};

} // namespace
