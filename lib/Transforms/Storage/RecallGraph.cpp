#include "Transforms/Storage/RecallGraph.h"

#include "IR/Checkpoints.h"
#include "IR/Mutants.h"
#include "IR/StorageHints.h"
#include "Transforms/Exchanges.h"
#include "Transforms/RegionValues.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/ADT/TypeSwitch.h"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/boykov_kolmogorov_max_flow.hpp>

using namespace mlir;
using namespace pullback;

//===------------------------------------------------------------------------------------------------------------===//
// Costs
//===------------------------------------------------------------------------------------------------------------===//

static constexpr double kInfinite = 1e30;

double pullback::getCost(Operation *op) {
  double inner = 0;
  for (Region &region : op->getRegions())
    for (Block &block : region)
      for (Operation &nested : block)
        inner += getCost(&nested);
  if (op->getNumRegions() > 0)
    return (isLoop(op) ? kTrips : 1) * inner + 1;
  return llvm::TypeSwitch<Operation *, double>(op)
      .Case<ConstantOp, arith::ConstantOp, ElementOp, FieldOp, DecayOp, GlobalOp, YieldOp, scf::YieldOp, MarkOp,
            UndefOp, NullOp>([](auto) { return 0; })
      .Case<BinaryOp, UnaryOp, CmpOp, CastOp, arith::NegFOp, arith::SelectOp, arith::XOrIOp>([](auto) { return 0.5; })
      .Case([](arith::DivFOp) { return 4; })
      .Case([](MathOp math) {
        return llvm::StringSwitch<double>(math.getName())
            .Cases("fabs", "copysign", "isnan", "isinf", "isfinite", "signbit", 0.5)
            .Cases("fmin", "fmax", "fma", "floor", "ceil", "trunc", 1)
            .Case("sqrt", 5)
            .Default(20);
      })
      .Default([](Operation *) { return 1; });
}

double RecallGraph::getWeight(Block *block) const {
  double weight = 1;
  for (size_t depth = std::min<size_t>(mirrors.getLoopsAround(block).size(), 8); depth > 0; --depth)
    weight *= kTrips;
  return weight;
}

// What is switched off is done where there is no other way.
double RecallGraph::getPenalty(Strategy strategy) const {
  return isEnabled(mirrors.getScope().getParentOp(), strategy) ? 1 : 1e9;
}

double RecallGraph::recomputeCost(Value value) const {
  double cost = isUndone(value) ? 0.5 : getCost(value.getDefiningOp());
  return getWeight(value.getParentBlock()) * cost * getPenalty(Strategy::Recompute);
}
double RecallGraph::saveCost(Value value) const {
  return getWeight(value.getParentBlock()) * kSave * getPenalty(Strategy::Save);
}
double RecallGraph::keepCost(const Row &row) const {
  double elements = row.dimensions == 1 ? kTrips : kTrips * kTrips;
  return getWeight(row.nest->getBlock()) * elements * kKeep * getPenalty(Strategy::Save);
}

//===------------------------------------------------------------------------------------------------------------===//
// Which values are free, and which can be computed again
//===------------------------------------------------------------------------------------------------------------===//

bool RecallGraph::isFree(Value value) {
  Operation *op = value.getDefiningOp();
  bool isConstant = op && isa<ConstantOp, arith::ConstantOp, UndefOp, NullOp, GlobalOp>(op);
  bool isAround = value.getParentRegion()->isAncestor(mirrors.getScope().getParent());
  return isConstant || isAround || mirrors.getCounter(value);
}

// Addresses of objects of one iteration mean nothing in the reverse sweep.
bool RecallGraph::pointsToVanished(Value value) {
  return isa<PtrType>(value.getType()) &&
         llvm::any_of(getObjects(value), [&](Value object) { return isLocalObject(object) && !isFree(object); });
}

bool RecallGraph::mayNotBeKept(Value value) const {
  auto function = dyn_cast<FuncOp>(mirrors.getScope().getParentOp());
  return isa<PtrType>(value.getType()) && function && function->hasAttr("pb.split") && !mutant("free:kept-pointer");
}

// True for the address of an element that is read from a row in place of it.
static bool isOfRow(Operation *op, const Rows &rows) {
  return isa<ElementOp, FieldOp>(op) && !op->use_empty() && llvm::all_of(op->getUsers(), [&](Operation *user) {
           auto load = dyn_cast<LoadOp>(user);
           return load ? rows.find(load) != nullptr : isa<FieldOp>(user) && isOfRow(user, rows);
         });
}

static SmallVector<Value> collectInputs(Operation *op, const Rows &rows) {
  llvm::SetVector<Value> inputs;
  op->walk<WalkOrder::PreOrder>([&](Operation *inner) {
    auto load = dyn_cast<LoadOp>(inner);
    SmallVector<Value> taken(inner->getOperands());
    if (load && rows.find(load))
      taken = {getRowPlace(load.getPointer())->subscript};
    else if (inner != op && isOfRow(inner, rows))
      taken.erase(taken.begin());
    for (Value operand : taken)
      if (!op->isAncestor(operand.getParentBlock()->getParentOp()))
        inputs.insert(operand);
  });
  return inputs.takeVector();
}

SmallVector<Value> RecallGraph::getInputs(Operation *op) { return collectInputs(op, Rows()); }

bool RecallGraph::isUndone(Value value) const {
  std::optional<Carried> carried = getCarried(value);
  auto loop = carried && !carried->isResult ? dyn_cast<ForOp>(carried->loop) : ForOp();
  Block *mirror = loop ? mirrors.getMirror(&loop.getBody().front()) : nullptr;
  return mirror && isa<ForOp>(mirror->getParentOp()) && !loop.getYield().getGoOn() && !isCheckpointed(loop) &&
         !getExchange(loop, carried->number).empty();
}

SmallVector<Value> RecallGraph::getInputsAgain(Value value) const {
  if (!isUndone(value))
    return collectInputs(value.getDefiningOp(), rows);
  std::optional<Carried> carried = getCarried(value);
  return llvm::map_to_vector(getExchange(carried->loop, carried->number),
                             [&](unsigned number) -> Value { return carried->loop->getResult(number); });
}

SmallVector<LoadOp> RecallGraph::getRowLoads(Operation *op) const {
  SmallVector<LoadOp> loads;
  if (!op)
    return loads;
  op->walk([&](LoadOp load) {
    if (rows.find(load))
      loads.push_back(load);
  });
  return loads;
}

// A load within `op`, which is computed again, gives the same value, or finds it in a row. The row is known where the
// loops around are those of `op`.
bool RecallGraph::mayLoadAgain(LoadOp load, Operation *op) const {
  return stableLoads.isStable(load) ||
         (rows.find(load) && mirrors.getLoopsAround(load->getBlock()) == mirrors.getLoopsAround(op->getBlock()));
}

bool RecallGraph::canRecompute(Value value) {
  Operation *op = value.getDefiningOp();
  if (!op)
    return isUndone(value);
  if (isLocalObject(value))
    return true;
  auto [known, isNew] = recomputable.try_emplace(value, false);
  if (!isNew)
    return known->second;
  bool possible =
      !op->walk([&](Operation *inner) {
           bool pure =
               isa<ConstantOp, arith::ConstantOp, UndefOp, NullOp, GlobalOp, BinaryOp, UnaryOp, CmpOp, CastOp, MathOp,
                   ElementOp, FieldOp, DecayOp, PtrDiffOp, YieldOp, scf::YieldOp, scf::IfOp, ForOp, LoopOp, MarkOp>(
                   inner) ||
               inner->getDialect()->getNamespace() == "arith";
           auto load = dyn_cast<LoadOp>(inner);
           if (inner->getNumResults() == 1 && getStorageHint(inner->getResult(0)) == "store")
             return WalkResult::interrupt();
           return pure || (load && mayLoadAgain(load, op)) ? WalkResult::advance() : WalkResult::interrupt();
         }).wasInterrupted();
  return recomputable[value] = possible;
}

void RecallGraph::replaceSaved(ArrayRef<Value> old, ValueRange values) {
  for (auto [before, after] : llvm::zip_equal(old, values))
    if (saved.erase(before))
      saved.insert(after);
}

/// True if the user wants the value computed again, and so not what it consists of either.
static bool isToBeRecomputed(Value value) { return getStorageHint(getHinted(value)) == "recompute"; }

std::string RecallGraph::explainSaving(Value value) {
  Operation *op = value.getDefiningOp();
  if (getStorageHint(value) == "store")
    return "PULLBACK_STORE asks for it";
  if (!op && !isUndone(value))
    return "it is handed on from one iteration to the next";
  if (canRecompute(value))
    return "to compute it again would cost more";
  std::string reason = "what computes it cannot run again";
  op->walk([&](LoadOp load) {
    FileLineColLoc place = getSourceLocation(load.getLoc());
    if (!mayLoadAgain(load, op))
      reason = "what it is loaded from may be overwritten" +
               (place && load != op ? " (line " + std::to_string(place.getLine()) + ")" : "");
  });
  return reason;
}

//===------------------------------------------------------------------------------------------------------------===//
// The cut
//===------------------------------------------------------------------------------------------------------------===//

RecallGraph::RecallGraph(const Mirrors &mirrors, llvm::function_ref<bool(const Row &)> canKeep)
    : mirrors(mirrors), stableLoads(mirrors) {
  if (canKeep)
    rows = Rows(mirrors, stableLoads, canKeep);
  for (auto [value, recall] : mirrors.getRecalls())
    if (!isFree(value))
      values.insert(value);
  for (size_t i = 0; i < values.size(); ++i) { // grows on the way
    Value value = values[i];
    if (canRecompute(value))
      for (Value input : getInputsAgain(value))
        if (!isFree(input))
          values.insert(input);
  }
}

double RecallGraph::cut(llvm::function_ref<bool(Block *)> maySave, DenseSet<Value> &chosen) {
  using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
  using VertexProperties = boost::property<boost::vertex_predecessor_t, Traits::edge_descriptor,
                                           boost::property<boost::vertex_color_t, boost::default_color_type,
                                                           boost::property<boost::vertex_distance_t, long>>>;
  using EdgeProperties =
      boost::property<boost::edge_capacity_t, double,
                      boost::property<boost::edge_residual_capacity_t, double,
                                      boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>;
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, VertexProperties, EdgeProperties>;

  DenseMap<Value, size_t> numbers;
  for (auto [index, value] : llvm::enumerate(values))
    numbers[value] = 2 + 2 * index; // v.again; v.wanted is the next
  const size_t source = 0, sink = 1, firstRow = 2 + 2 * values.size();
  Graph graph(firstRow + rows.getAll().size());
  DenseMap<const Row *, size_t> rowNumbers;
  for (auto [index, row] : llvm::enumerate(rows.getAll()))
    rowNumbers[row.get()] = firstRow + index;
  auto connect = [&](size_t from, size_t to, double capacity) {
    auto forward = boost::add_edge(from, to, graph).first, backward = boost::add_edge(to, from, graph).first;
    boost::put(boost::edge_capacity, graph, forward, capacity);
    boost::put(boost::edge_capacity, graph, backward, 0.0);
    boost::put(boost::edge_reverse, graph, forward, backward);
    boost::put(boost::edge_reverse, graph, backward, forward);
  };
  for (auto &row : rows.getAll())
    connect(source, rowNumbers[row.get()], maySave(row->nest->getBlock()) ? keepCost(*row) : kInfinite);
  for (Value value : values) {
    size_t again = numbers[value], wanted = again + 1;
    bool possible = canRecompute(value);
    connect(source, again, possible ? recomputeCost(value) : kInfinite);
    bool mustCompute = possible && (pointsToVanished(value) || isToBeRecomputed(value));
    mustCompute |= mayNotBeKept(value);
    connect(again, wanted, maySave(value.getParentBlock()) && !mustCompute ? saveCost(value) : kInfinite);
    if (mirrors.getRecalls().count(value))
      connect(wanted, sink, kInfinite);
    if (!possible)
      continue;
    for (Value input : getInputsAgain(value))
      if (!isFree(input))
        connect(numbers[input] + 1, again, kInfinite);
    for (LoadOp load : getRowLoads(value.getDefiningOp()))
      connect(rowNumbers[rows.find(load)], again, kInfinite);
  }
  double cost = boost::boykov_kolmogorov_max_flow(graph, source, sink);
  auto color = boost::get(boost::vertex_color, graph);
  auto onSourceSide = [&](size_t vertex) { return color[vertex] == boost::black_color; };
  chosen.clear();
  for (Value value : values)
    if (onSourceSide(numbers[value]) && !onSourceSide(numbers[value] + 1))
      chosen.insert(value);
  return cost;
}

// A loop whose results and effects nobody needs but marks.
SmallVector<Operation *> RecallGraph::getRemovableLoops() {
  SmallVector<Operation *> loops;
  for (Operation &op : mirrors.getScope()) {
    if (&op == mirrors.getBoundary())
      break;
    bool unused = isLoop(&op) && llvm::all_of(op.getUsers(), llvm::IsaPred<MarkOp>);
    if (!unused)
      continue;
    bool writes = op.walk([&](Operation *inner) {
                      SmallVector<Value, 2> pointers;
                      collectWrites(inner, pointers);
                      return pointers.empty() && !isa<CallOp>(inner) ? WalkResult::advance() : WalkResult::interrupt();
                    }).wasInterrupted();
    if (!writes)
      loops.push_back(&op);
  }
  return loops;
}

LogicalResult RecallGraph::checkHints() {
  bool ok = true;
  for (Value value : values) {
    if (!isToBeRecomputed(value) || canRecompute(value))
      continue;
    InFlightDiagnostic error = emitError(value.getLoc())
                               << "cannot compute this value again: " << explainSaving(value) << " [cannot-recompute]";
    error.attachNote() << "remove PULLBACK_RECOMPUTE";
    ok = false;
  }
  return success(ok);
}

LogicalResult RecallGraph::checkSaved() const {
  for (Value value : saved)
    if (mayNotBeKept(value))
      return emitError(value.getLoc())
             << "cannot differentiate through the pointer: the second half of 'split' does not "
                "know what it points to [pointer-value]";
  return success();
}

void RecallGraph::solve() {
  DenseSet<Operation *> removed;
  auto maySave = [&](Block *block) {
    return llvm::none_of(removed, [&](Operation *loop) { return loop->isAncestor(block->getParentOp()); });
  };
  double cost = cut(maySave, saved);
  for (Operation *loop : getRemovableLoops()) {
    DenseSet<Value> chosen;
    removed.insert(loop);
    double without = cut(maySave, chosen);
    if (without < kInfinite / 2 && without <= cost + getCost(loop)) {
      saved = std::move(chosen);
      cost = without;
    } else {
      removed.erase(loop);
    }
  }
}
