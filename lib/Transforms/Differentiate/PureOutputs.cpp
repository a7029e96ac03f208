// Walks the function in the order in which it runs and keeps the places that have been written on every path:
//
//   y[0] = a;                                     [0, 1)
//   for (int i = 1; i < n; ++i)                   here [0, 1) and, by the iterations before, [1, i): together [0, i)
//     y[i] = y[i - 1] * x[i];                     i - 1 is in [0, i)
//                                                 [0, n)
//
// A place is a path of fields and intervals of subscripts. What a loop's body writes in every iteration is written,
// behind the loop, for the whole range of its counter, if the intervals lie one behind the other.
//
// Not handled: places that depend on values loaded in the loop, steps other than 1 and -1, rows of different lengths.
#include "Transforms/Differentiate/PureOutputs.h"

#include "Analysis/Activity.h"
#include "Analysis/Polynomial.h"
#include "IR/Comparisons.h"
#include "Transforms/Lengths.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace pullback;

namespace {

/// A field, or the elements first <= k < end of an array of `extent` elements, if that is known.
struct Step {
  std::string field;
  Polynomial first, end;
  std::optional<Polynomial> extent;
  bool operator==(const Step &other) const { return field == other.field && first == other.first && end == other.end; }
};
using Path = std::vector<Step>;

/// A place that is written, provided that none of `conditions` is negative.
struct Written {
  Path path;
  std::vector<Polynomial> conditions;
};
using State = std::vector<Written>;

class OutputChecker {
public:
  OutputChecker(FuncOp function, unsigned argument, llvm::DenseMap<Value, bool> &known)
      : function(function), object(function.getBody().getArgument(argument)), known(known),
        extent(findExtent(argument)) {}

  /// The first operation that may read what is not written; null if there is none.
  Operation *findRead() {
    State state;
    isChecking = true;
    visitBlock(function.getBody().front(), state);
    return culprit;
  }

private:
  std::optional<Polynomial> findExtent(unsigned argument);
  std::optional<Path> getPath(Value pointer);
  void visitBlock(Block &block, State &state);
  void visit(Operation *op, State &state);
  void visitIf(scf::IfOp branch, State &state);
  void addImplied(Value condition, bool holds, State &state);
  void visitFor(ForOp loop, State &state);
  void visitLoop(LoopOp loop, State &state);
  void checkReads(Operation *op, const State &state);
  void addWrites(Operation *op, State &state);
  void add(State &state, Written written);
  bool isPureInCallee(CallOp call, unsigned argument);
  bool isCovered(const Path &wanted, Type type, const State &state, const Bounds &bounds);
  bool covers(const Written &written, const Path &wanted, const Bounds &bounds);

  FuncOp function;
  Value object;
  llvm::DenseMap<Operation *, SmallVector<Written>> wholeRuns; // by loops that end early, if they do not
  llvm::DenseMap<Value, bool> &known; // arguments of callees, whether they are pure outputs there
  std::optional<Polynomial> extent;   // of the object
  bool isChecking = false;            // or only collecting what a loop's body writes
  Operation *culprit = nullptr;
};

} // namespace

//===------------------------------------------------------------------------------------------------------------===//
// Places
//===------------------------------------------------------------------------------------------------------------===//

// The length from the request, as far as it is a polynomial in parameters; 1 for a reference.
std::optional<Polynomial> OutputChecker::findExtent(unsigned argument) {
  OpBuilder builder(function.getBody());
  Block &entry = function.getBody().front();
  Operation *behind = &entry.front();
  Value length = buildLength(builder, function, argument);
  std::optional<Polynomial> result;
  if (length) {
    Polynomial polynomial = Polynomial::of(length);
    if (polynomial.all([](Value value) { return isa<BlockArgument>(value); }))
      result = polynomial;
  }
  while (&entry.front() != behind)
    behind->getPrevNode()->erase();
  return result;
}

// A path begins with a subscript, and has one after each array. Null where the pointer may lead to another object.
std::optional<Path> OutputChecker::getPath(Value pointer) {
  Path path;
  while (true) {
    pointer = stripCasts(pointer);
    if (auto field = pointer.getDefiningOp<FieldOp>()) {
      path.push_back({field.getName().str(), 0, 0, std::nullopt});
      pointer = field.getPointer();
      continue;
    }
    // (p + i)[j] is p[i + j].
    Polynomial index;
    while (auto element = pointer.getDefiningOp<ElementOp>()) {
      index = index + Polynomial::of(element.getIndex());
      pointer = stripCasts(element.getPointer());
    }
    Step step = {"", index, index + 1, pointer == object ? extent : std::nullopt};
    auto decay = pointer.getDefiningOp<DecayOp>();
    if (decay)
      step.extent =
          Polynomial(cast<pullback::ArrayType>(cast<PtrType>(decay.getPointer().getType()).getPointee()).getExtent());
    path.push_back(step);
    if (!decay)
      break;
    pointer = decay.getPointer();
  }
  std::reverse(path.begin(), path.end());
  return pointer == object ? std::optional(path) : std::nullopt;
}

static bool areOneBehindTheOther(const Path &left, const Path &right, unsigned &at) {
  if (left.size() != right.size())
    return false;
  int different = -1;
  for (unsigned i = 0; i < left.size(); ++i) {
    if (left[i] == right[i])
      continue;
    if (different >= 0 || left[i].field != right[i].field || !(left[i].end == right[i].first))
      return false;
    different = i;
  }
  at = different;
  return different >= 0;
}

// What lies before or behind an interval that is written makes one interval with it. Elements make rows first, then
// rows make arrays; an element that lies between others of its column stays, since its row may come later.
void OutputChecker::add(State &state, Written written) {
  std::vector<bool> isPart(state.size());
  for (unsigned level = written.path.size(); level-- > 0;)
    for (size_t i = isPart.size(); i-- > 0;) {
      unsigned at = 0;
      const Written &other = state[i];
      bool before = !isPart[i] && areOneBehindTheOther(other.path, written.path, at);
      bool behind = !isPart[i] && !before && areOneBehindTheOther(written.path, other.path, at);
      if (!(before || behind) || at != level)
        continue;
      Written both = written;
      (before ? both.path[at].first : both.path[at].end) = before ? other.path[at].first : other.path[at].end;
      both.conditions.insert(both.conditions.end(), other.conditions.begin(), other.conditions.end());
      if (level + 1 < written.path.size() || !other.conditions.empty())
        state.push_back(std::move(written));
      written = std::move(both);
      isPart[i] = true;
      i = isPart.size();
    }
  state.push_back(std::move(written));
}

//===------------------------------------------------------------------------------------------------------------===//
// Reads
//===------------------------------------------------------------------------------------------------------------===//

bool OutputChecker::covers(const Written &written, const Path &wanted, const Bounds &bounds) {
  if (written.path.size() > wanted.size())
    return false;
  for (const auto &[have, want] : llvm::zip(written.path, wanted)) {
    if (have.field != want.field)
      return false;
    if (!have.field.empty() || have == want)
      continue;
    bool whole = want.extent && bounds.isNotNegative(Polynomial(0) - have.first) &&
                 bounds.isNotNegative(have.end - *want.extent);
    if (!whole && !(bounds.isNotNegative(want.first - have.first) && bounds.isNotNegative(have.end - want.end)))
      return false;
  }
  return llvm::all_of(written.conditions, [&](const Polynomial &p) { return bounds.isNotNegative(p); });
}

// A struct or an array is written if all that it consists of is.
bool OutputChecker::isCovered(const Path &wanted, Type type, const State &state, const Bounds &bounds) {
  if (llvm::any_of(state, [&](const Written &written) { return covers(written, wanted, bounds); }))
    return true;
  Path inner = wanted;
  if (auto array = dyn_cast<pullback::ArrayType>(type)) {
    inner.push_back({"", 0, array.getExtent(), Polynomial(array.getExtent())});
    return isCovered(inner, array.getElement(), state, bounds);
  }
  auto record = dyn_cast<RecordType>(type);
  return record && llvm::all_of(llvm::zip(record.getFieldNames(), record.getFieldTypes()), [&](auto field) {
           Path path = wanted;
           path.push_back({std::get<0>(field).str(), 0, 0, std::nullopt});
           return isCovered(path, std::get<1>(field), state, bounds);
         });
}

// A callee that writes before it reads only writes. While a recursive callee is looked at, it is taken for one that
// does.
bool OutputChecker::isPureInCallee(CallOp call, unsigned argument) {
  if (isRuleOutput(call, argument))
    return true;
  auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
  // The reverse sweep of `split` has no such parameter that it could pass on.
  auto modes = function->getAttrOfType<ArrayAttr>("pb.modes");
  bool isSplit = modes && llvm::is_contained(modes.getAsValueRange<StringAttr>(), "split");
  if (isSplit || callee.isDeclaration() || !llvm::hasSingleElement(callee.getBody()))
    return false;
  Value parameter = callee.getBody().getArgument(argument);
  auto [found, isNew] = known.try_emplace(parameter, true);
  if (!isNew)
    return found->second;
  bool isPure = !OutputChecker(callee, argument, known).findRead();
  return known[parameter] = isPure;
}

void OutputChecker::checkReads(Operation *op, const State &state) {
  if (!isChecking || culprit)
    return;
  SmallVector<Value, 2> pointers;
  collectReads(op, pointers);
  for (Value pointer : pointers) {
    if (!llvm::is_contained(getObjects(pointer), object))
      continue;
    if (auto call = dyn_cast<CallOp>(op)) {
      bool isPure = llvm::all_of(llvm::enumerate(call.getOperands()), [&](auto operand) {
        return operand.value() != pointer || isPureInCallee(call, operand.index());
      });
      if (!isPure)
        culprit = op;
      continue;
    }
    std::optional<Path> path = getPath(pointer);
    bool isKnown = path && isa<LoadOp, CopyOp>(op) &&
                   isCovered(*path, cast<PtrType>(pointer.getType()).getPointee(), state, Bounds(op));
    if (!isKnown)
      culprit = op;
  }
}

//===------------------------------------------------------------------------------------------------------------===//
// Writes and control flow
//===------------------------------------------------------------------------------------------------------------===//

void OutputChecker::addWrites(Operation *op, State &state) {
  Value pointer = llvm::TypeSwitch<Operation *, Value>(op)
                      .Case([](StoreOp store) { return store.getPointer(); })
                      .Case([](ZeroOp zero) { return zero.getPointer(); })
                      .Case([](CopyOp copy) { return copy.getTarget(); })
                      .Default([](Operation *) { return Value(); });
  std::optional<Path> path = pointer ? getPath(pointer) : std::nullopt;
  if (!path)
    return;
  if (auto zero = dyn_cast<ZeroOp>(op); zero && zero.getCount()) {
    path->back().end = path->back().first + Polynomial::of(zero.getCount());
  }
  add(state, {*path, {}});
}

void OutputChecker::visitBlock(Block &block, State &state) {
  for (Operation &op : block)
    visit(&op, state);
}

void OutputChecker::visit(Operation *op, State &state) {
  checkReads(op, state);
  llvm::TypeSwitch<Operation *>(op)
      .Case([&](scf::IfOp branch) { visitIf(branch, state); })
      .Case([&](ForOp loop) { visitFor(loop, state); })
      .Case([&](LoopOp loop) { visitLoop(loop, state); })
      .Default([&](Operation *) { addWrites(op, state); });
}

static bool isKnownOutside(const Written &written, Operation *op) {
  auto isOutside = [&](Value value) { return !op->isAncestor(value.getParentBlock()->getParentOp()); };
  return llvm::all_of(written.path,
                      [&](const Step &step) { return step.first.all(isOutside) && step.end.all(isOutside); }) &&
         llvm::all_of(written.conditions, [&](const Polynomial &p) { return p.all(isOutside); });
}

// True if it is proved that `then` is `value` wherever `when` is `held`.
static bool implies(Value when, bool held, Value then, bool value, unsigned depth = 8) {
  if (getConstantBool(when) == !held || getConstantBool(then) == value || (when == then && held == value))
    return true;
  if (depth-- == 0)
    return false;
  if (Value inner = getNegated(when))
    return implies(inner, !held, then, value, depth);
  if (Value inner = getNegated(then))
    return implies(when, held, inner, !value, depth);
  auto first = when.getDefiningOp<scf::IfOp>();
  if (first && first == then.getDefiningOp<scf::IfOp>())
    return llvm::all_of(first->getRegions(), [&](Region &side) {
      Operation *yield = side.front().getTerminator();
      return implies(yield->getOperand(cast<OpResult>(when).getResultNumber()), held,
                     yield->getOperand(cast<OpResult>(then).getResultNumber()), value, depth);
    });
  // Where c decides between two values, either is ruled out, implies it, or c does.
  if (auto select = when.getDefiningOp<arith::SelectOp>())
    return (implies(select.getTrueValue(), held, then, value, depth) ||
            implies(select.getCondition(), true, then, value, depth)) &&
           (implies(select.getFalseValue(), held, then, value, depth) ||
            implies(select.getCondition(), false, then, value, depth));
  if (auto either = when.getDefiningOp<arith::OrIOp>(); either && !held)
    return implies(either.getLhs(), held, then, value, depth) || implies(either.getRhs(), held, then, value, depth);
  if (auto both = then.getDefiningOp<arith::AndIOp>(); both && value)
    return implies(when, held, both.getLhs(), value, depth) && implies(when, held, both.getRhs(), value, depth);
  return false;
}

// On a side of a branch that is only reached if no iteration of a loop before has ended it, the loop has written what
// all its iterations write:
//
//   for (int i = 0; i < n; ++i) { y[i] = x[i]; if (x[i] > 9) return; }     here all of y is written
void OutputChecker::addImplied(Value condition, bool holds, State &state) {
  if (Value inner = getNegated(condition))
    return addImplied(inner, !holds, state);
  auto result = dyn_cast<OpResult>(condition);
  auto found = result ? wholeRuns.find(result.getOwner()) : wholeRuns.end();
  if (found == wholeRuns.end())
    return;
  auto loop = cast<ForOp>(result.getOwner());
  // The flag at the end of the loop is what the last iteration yields, or what it was before.
  if (implies(loop.getYield().getValues()[result.getResultNumber()], holds, loop.getYield().getGoOn(), true))
    for (const Written &written : found->second)
      add(state, written);
}

// What both sides have written.
void OutputChecker::visitIf(scf::IfOp branch, State &state) {
  State taken = state, other = state;
  addImplied(branch.getCondition(), true, taken);
  addImplied(branch.getCondition(), false, other);
  visitBlock(branch.getThenRegion().front(), taken);
  if (!branch.getElseRegion().empty())
    visitBlock(branch.getElseRegion().front(), other);
  Bounds bounds(branch);
  size_t before = state.size();
  auto addCommon = [&](const State &left, const State &right) {
    for (const Written &written : ArrayRef<Written>(left).drop_front(before))
      if (isKnownOutside(written, branch) && written.conditions.empty() &&
          llvm::any_of(right, [&](const Written &same) { return covers(same, written.path, bounds); }))
        add(state, written);
  };
  addCommon(taken, other);
  addCommon(other, taken);
}

// The places that the iterations with first <= counter < end have written together, if they are an interval.
static std::optional<Written> unite(const Written &one, Value counter, const Polynomial &first, const Polynomial &end) {
  Written all = one;
  bool found = false;
  for (Step &step : all.path) {
    if (!step.first.contains(counter) && !step.end.contains(counter))
      continue;
    Polynomial size = step.end - step.first;
    std::optional<Polynomial> stride = step.first.getCoefficient(counter);
    if (found || size.contains(counter) || !stride || !(*stride == size))
      return std::nullopt;
    found = true;
    Polynomial start = step.first.substitute(counter, first);
    step = {"", start, start + size * (end - first), step.extent};
    if (!(size == Polynomial(1)))
      all.conditions.push_back(size);
  }
  bool isFree = llvm::none_of(all.conditions, [&](const Polynomial &p) { return p.contains(counter); });
  return found && isFree ? std::optional(all) : std::nullopt;
}

void OutputChecker::visitFor(ForOp loop, State &state) {
  Block &body = loop.getBody().front();
  std::optional<CounterRange> range = CounterRange::of(loop);
  Value counter = loop.getInductionVar();
  size_t before = state.size();
  bool wasChecking = std::exchange(isChecking, false);
  State iteration = state;
  visitBlock(body, iteration);
  isChecking = wasChecking;
  SmallVector<Written> own;
  for (const Written &written : ArrayRef<Written>(iteration).drop_front(before))
    own.push_back(written);
  bool isUp = static_cast<int64_t>(loop.getStep()) > 0;
  auto addUnited = [&](State &to, const Polynomial &first, const Polynomial &end) {
    for (const Written &written : own) {
      std::optional<Written> united = unite(written, counter, first, end);
      // Nothing that the body makes itself; the counter may stand in the bounds.
      Written plain = united.value_or(written);
      for (Step &step : plain.path) {
        step.first = step.first.substitute(counter, 0);
        step.end = step.end.substitute(counter, 0);
      }
      if (united && isKnownOutside(plain, loop))
        add(to, *united);
    }
  };
  if (isChecking) {
    State start = state;
    if (range && isUp)
      addUnited(start, range->first, Polynomial::of(counter));
    else if (range)
      addUnited(start, Polynomial::of(counter) + 1, range->end);
    visitBlock(body, start);
  }
  if (!range)
    return;
  if (loop.getYield().getGoOn()) {
    State whole;
    addUnited(whole, range->first, range->end);
    wholeRuns[loop].assign(whole.begin(), whole.end());
    return;
  }
  addUnited(state, range->first, range->end);
  // What does not depend on the counter is written if the loop runs at all.
  if (Bounds(loop).isNotNegative(range->end - range->first - 1))
    for (const Written &written : own)
      if (isKnownOutside(written, loop))
        add(state, written);
}

// The body runs at least once.
void OutputChecker::visitLoop(LoopOp loop, State &state) {
  State iteration = state;
  visitBlock(loop.getBody().front(), iteration);
  for (const Written &written : ArrayRef<Written>(iteration).drop_front(state.size()))
    if (isKnownOutside(written, loop))
      add(state, written);
}

LogicalResult pullback::checkPureOutput(FuncOp function, unsigned argument) {
  llvm::DenseMap<Value, bool> known;
  Operation *read = OutputChecker(function, argument, known).findRead();
  if (!read)
    return success();
  StringRef name = function.getArgName(argument);
  InFlightDiagnostic error = read->emitError() << "cannot treat '" << name
                                               << "' as a pure output: it may be read here before it is written "
                                                  "[output-read]";
  error.attachNote() << "leave '" << name
                     << "' out of of(...): it is in-out then, and its adjoint is both seed and gradient";
  return failure();
}
