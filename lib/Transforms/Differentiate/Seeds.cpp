// Places are compared as paths from the object: the subscripts of each pb.element (as an integer plus a sum of
// coefficient times value) and the names of fields. A store in loops writes each place once if every loop around it
// moves the place: one subscript follows its counter, and that subscript's other loops move it by less than that, as in
// y[i * n + j] with j from 0 to n.
#include "Transforms/Differentiate/Seeds.h"

#include "Analysis/Activity.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace pullback;

namespace {

/// constant + sum of coefficient * value
struct Affine {
  int64_t constant = 0;
  llvm::SmallMapVector<Value, int64_t, 4> terms;

  void add(const Affine &other, int64_t factor) {
    constant += factor * other.constant;
    for (auto [value, coefficient] : other.terms)
      if ((terms[value] += factor * coefficient) == 0)
        terms.erase(value);
  }
  bool operator==(const Affine &other) const {
    if (constant != other.constant || terms.size() != other.terms.size())
      return false;
    return llvm::all_of(terms, [&](auto term) {
      auto found = other.terms.find(term.first);
      return found != other.terms.end() && found->second == term.second;
    });
  }
};

struct Step {
  StringRef field; // or a subscript
  Affine subscript;
};
using Path = SmallVector<Step, 3>;

} // namespace

static Affine getAffine(Value value) {
  Affine result;
  if (auto constant = getConstantInt(value)) {
    result.constant = *constant;
    return result;
  }
  if (auto conversion = value.getDefiningOp<CastOp>(); conversion && isa<IntType>(conversion.getOperand().getType()) &&
                                                       isa<IntType>(conversion.getType()) &&
                                                       cast<IntType>(conversion.getType()).getWidth() >= 32)
    return getAffine(conversion.getOperand());
  if (auto binary = value.getDefiningOp<BinaryOp>()) {
    Affine left = getAffine(binary.getLhs()), right = getAffine(binary.getRhs());
    if (binary.getKind() == BinaryKind::Add || binary.getKind() == BinaryKind::Sub) {
      left.add(right, binary.getKind() == BinaryKind::Add ? 1 : -1);
      return left;
    }
    if (binary.getKind() == BinaryKind::Mul && left.terms.empty())
      std::swap(left, right);
    if (binary.getKind() == BinaryKind::Mul && right.terms.empty()) {
      result.add(left, right.constant);
      return result;
    }
  }
  result.terms[value] = 1;
  return result;
}

static Path getPath(Value pointer) {
  Path path;
  while (Operation *op = pointer.getDefiningOp()) {
    if (auto element = dyn_cast<ElementOp>(op))
      path.push_back({"", getAffine(element.getIndex())});
    else if (auto field = dyn_cast<FieldOp>(op))
      path.push_back({field.getName(), {}});
    else if (!isa<DecayOp, CastOp>(op))
      break;
    pointer = op->getOperand(0);
  }
  std::reverse(path.begin(), path.end());
  return path;
}

//===------------------------------------------------------------------------------------------------------------===//
// Written once
//===------------------------------------------------------------------------------------------------------------===//

static SmallVector<Operation *> getLoopsAround(Operation *op) {
  SmallVector<Operation *> loops;
  for (Operation *parent = op->getParentOp(); parent && !isa<FuncOp>(parent); parent = parent->getParentOp())
    if (isa<ForOp, LoopOp>(parent))
      loops.push_back(parent);
  return loops; // innermost first
}

// The factor that stands with `counter` in a product with values from outside of `outer`: i * n + j has n for i.
static std::optional<std::pair<Value, Value>> getStride(Value index, ForOp outer, ForOp inner) {
  auto strip = [](Value value) {
    while (auto cast = value.getDefiningOp<CastOp>())
      value = cast.getOperand();
    return value;
  };
  auto sum = strip(index).getDefiningOp<BinaryOp>();
  if (!sum || sum.getKind() != BinaryKind::Add)
    return std::nullopt;
  for (auto [first, second] : {std::pair(sum.getLhs(), sum.getRhs()), std::pair(sum.getRhs(), sum.getLhs())}) {
    auto product = strip(first).getDefiningOp<BinaryOp>();
    if (!product || product.getKind() != BinaryKind::Mul || strip(second) != inner.getInductionVar())
      continue;
    for (auto [counter, stride] :
         {std::pair(product.getLhs(), product.getRhs()), std::pair(product.getRhs(), product.getLhs())})
      if (strip(counter) == outer.getInductionVar())
        return std::pair(strip(stride), strip(inner.getUpper()));
  }
  return std::nullopt;
}

static bool sameNumber(Value left, Value right) {
  std::optional<int64_t> l = getConstantInt(left), r = getConstantInt(right);
  return left == right || (l && r && *l == *r);
}

// y[i * n + j] with 0 <= j < n.
static bool isRowMajor(Value index, ForOp outer, ForOp inner) {
  auto stride = getStride(index, outer, inner);
  std::optional<int64_t> lower = getConstantInt(inner.getLower());
  bool counts =
      lower && *lower >= 0 && static_cast<int64_t>(inner.getStep()) > 0 && inner.getPredicate() == Predicate::LT;
  return stride && counts && sameNumber(stride->first, stride->second);
}

static bool movesWithEveryLoop(Operation *write, Value pointer) {
  SmallVector<Operation *> loops = getLoopsAround(write);
  SmallVector<Value> subscripts;
  for (Value p = pointer; Operation *op = p.getDefiningOp(); p = op->getOperand(0)) {
    if (auto element = dyn_cast<ElementOp>(op))
      subscripts.push_back(element.getIndex());
    if (op->getNumOperands() == 0)
      break;
  }
  // Each loop takes a subscript of its own, or two nested loops share one in row-major order.
  for (unsigned i = 0; i < loops.size(); ++i) {
    auto loop = dyn_cast<ForOp>(loops[i]);
    if (!loop)
      return false;
    auto found = llvm::find_if(subscripts, [&](Value subscript) {
      Affine affine = getAffine(subscript);
      return affine.terms.count(loop.getInductionVar()) && llvm::all_of(affine.terms, [&](auto term) {
               return term.first == loop.getInductionVar() ||
                      (!loop->isAncestor(term.first.getParentRegion()->getParentOp()) &&
                       llvm::none_of(loops, [&](Operation *other) {
                         auto counted = dyn_cast<ForOp>(other);
                         return counted && counted.getInductionVar() == term.first;
                       }));
             });
    });
    if (found != subscripts.end()) {
      subscripts.erase(found);
      continue;
    }
    auto outer = i + 1 < loops.size() ? dyn_cast<ForOp>(loops[i + 1]) : ForOp();
    auto shared =
        llvm::find_if(subscripts, [&](Value subscript) { return outer && isRowMajor(subscript, outer, loop); });
    if (shared == subscripts.end())
      return false;
    subscripts.erase(shared);
    ++i;
  }
  return true;
}

// On different sides of one branch, and in no loop that could take both.
static bool exclude(Operation *left, Operation *right) {
  if (!getLoopsAround(left).empty() || !getLoopsAround(right).empty())
    return false;
  for (Operation *parent = left->getParentOp(); parent; parent = parent->getParentOp())
    if (auto branch = dyn_cast<scf::IfOp>(parent); branch && branch->isProperAncestor(right))
      return branch.getThenRegion().isAncestor(left->getParentRegion()) !=
             branch.getThenRegion().isAncestor(right->getParentRegion());
  return false;
}

// Two writes in the same loops never meet if their paths differ by a constant in subscripts that follow every loop with
// a coefficient that does not divide the difference, or if one step is another field. Without loops, any difference
// does.
static bool neverMeet(Operation *left, Value leftPointer, Operation *right, Value rightPointer) {
  if (exclude(left, right))
    return true;
  Path leftPath = getPath(leftPointer), rightPath = getPath(rightPointer);
  for (auto [l, r] : llvm::zip(leftPath, rightPath)) {
    if (l.field.empty() != r.field.empty())
      return false;
    if (l.field != r.field)
      return true;
    if (!l.field.empty())
      continue;
    Affine difference = l.subscript;
    difference.add(r.subscript, -1);
    bool constants = l.subscript.terms.empty() && r.subscript.terms.empty();
    if (constants && difference.constant != 0)
      return true;
    if (!difference.terms.empty() || difference.constant == 0)
      continue;
    bool parallel = !l.subscript.terms.empty() &&
                    llvm::all_of(l.subscript.terms, [&](auto term) { return difference.constant % term.second != 0; });
    bool noLoops = getLoopsAround(left).empty() && getLoopsAround(right).empty();
    if (noLoops || parallel)
      return true;
  }
  return false;
}

static bool isRead(FuncOp function, Value object) {
  return function.getBody()
      .walk([&](Operation *op) {
        SmallVector<Value, 2> pointers;
        collectReads(op, pointers);
        return llvm::any_of(pointers, [&](Value pointer) { return llvm::is_contained(getObjects(pointer), object); })
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      })
      .wasInterrupted();
}

bool pullback::isWrittenOnce(FuncOp function, Value object) {
  if (isRead(function, object))
    return false;
  ObjectWrites writes(function.getBody());
  SmallVector<std::pair<Operation *, Value>> places;
  if (writes.getWrites(object).size() > 200) // pairs are compared one by one
    return false;
  for (Operation *write : writes.getWrites(object)) {
    SmallVector<Value, 2> pointers;
    collectWrites(write, pointers);
    if (pointers.size() != 1 || getObjects(pointers[0]).size() != 1 || !isa<StoreOp>(write))
      return false;
    if (!movesWithEveryLoop(write, pointers[0]))
      return false;
    for (auto [other, pointer] : places)
      if (!neverMeet(write, pointers[0], other, pointer))
        return false;
    places.push_back({write, pointers[0]});
  }
  return true;
}

//===------------------------------------------------------------------------------------------------------------===//
// Read after written
//===------------------------------------------------------------------------------------------------------------===//

// True if `write` has run whenever `read` runs: it stands before the read, or before an operation around it, in a
// block.
static bool runsBefore(Operation *write, Operation *read) {
  Operation *ancestor = write->getBlock()->findAncestorOpInBlock(*read);
  return ancestor && ancestor != write && write->isBeforeInBlock(ancestor);
}

// A loop before the read that writes `path` for the whole range that the read's loop, or a constant subscript, covers.
static bool isCoveredByLoop(Operation *write, Value writePointer, Operation *read, Value readPointer) {
  auto loop = dyn_cast<ForOp>(write->getParentOp());
  if (!loop || !runsBefore(loop, read) || loop.getYield().getGoOn())
    return false;
  Path written = getPath(writePointer), wanted = getPath(readPointer);
  if (written.size() != wanted.size())
    return false;
  for (auto [w, r] : llvm::zip(written, wanted)) {
    if (w.field != r.field)
      return false;
    if (!w.field.empty() || w.subscript == r.subscript)
      continue;
    bool follows = w.subscript.terms.size() == 1 && w.subscript.terms.begin()->first == loop.getInductionVar() &&
                   w.subscript.terms.begin()->second == 1 && w.subscript.constant == 0;
    if (!follows || r.subscript.terms.size() > 1)
      return false;
    if (r.subscript.terms.empty()) {
      std::optional<int64_t> lower = getConstantInt(loop.getLower()), upper = getConstantInt(loop.getUpper());
      bool inside = lower && upper && loop.getPredicate() == Predicate::LT && loop.getStep() == 1 &&
                    r.subscript.constant >= *lower && r.subscript.constant < *upper;
      if (!inside)
        return false;
      continue;
    }
    auto counter = dyn_cast<BlockArgument>(r.subscript.terms.begin()->first);
    auto reading = counter ? dyn_cast<ForOp>(counter.getOwner()->getParentOp()) : ForOp();
    bool sameRange = reading && reading.getInductionVar() == counter && r.subscript.terms.begin()->second == 1 &&
                     r.subscript.constant == 0 && sameNumber(reading.getLower(), loop.getLower()) &&
                     sameNumber(reading.getUpper(), loop.getUpper()) && reading.getPredicate() == loop.getPredicate() &&
                     reading.getStep() == loop.getStep();
    if (!sameRange)
      return false;
  }
  return true;
}

// A loop before the read that writes every element of the whole object: `for (i = 0; i < m; ++i) y[i] = ...` where the
// request says y[m].
static bool writesWholeObject(Operation *write, Value writePointer, Operation *read, FuncOp function,
                              unsigned argument) {
  auto loop = dyn_cast<ForOp>(write->getParentOp());
  Path written = getPath(writePointer);
  if (!loop || !runsBefore(loop, read) || loop.getYield().getGoOn() || written.size() != 1 ||
      !written[0].field.empty() || loop.getPredicate() != Predicate::LT || loop.getStep() != 1 ||
      getConstantInt(loop.getLower()) != 0)
    return false;
  Affine counter;
  counter.terms[loop.getInductionVar()] = 1;
  if (!(written[0].subscript == counter))
    return false;
  Value bound = loop.getUpper();
  while (auto cast = bound.getDefiningOp<CastOp>())
    bound = cast.getOperand();
  auto length = function.getArgAttrOfType<StringAttr>(argument, "pb.length");
  auto extent = function.getArgAttrOfType<IntegerAttr>(argument, "pb.extent");
  auto parameter = dyn_cast<BlockArgument>(bound);
  bool isParameter = parameter && parameter.getOwner() == &function.getBody().front();
  std::optional<int64_t> number = getConstantInt(bound);
  int64_t stated = 0;
  if (length && isParameter && function.getArgName(parameter.getArgNumber()) == length.getValue().trim())
    return true;
  if (length && number && !length.getValue().trim().getAsInteger(10, stated))
    return *number >= stated;
  return extent && number && *number >= extent.getInt();
}

// y[i - d] in a loop that writes y[i] in every iteration, after y[L - d] ... y[L - 1] were written one by one, L being
// where i starts.
static bool isWrittenByEarlierIterations(Operation *read, Value pointer, ArrayRef<Operation *> writes) {
  Path wanted = getPath(pointer);
  if (wanted.size() != 1 || !wanted[0].field.empty() || wanted[0].subscript.terms.size() != 1 ||
      wanted[0].subscript.terms.begin()->second != 1)
    return false;
  auto counter = dyn_cast<BlockArgument>(wanted[0].subscript.terms.begin()->first);
  auto loop = counter ? dyn_cast<ForOp>(counter.getOwner()->getParentOp()) : ForOp();
  if (!loop || loop.getInductionVar() != counter || loop.getStep() != 1)
    return false;
  std::optional<int64_t> lower = getConstantInt(loop.getLower());
  int64_t distance = -wanted[0].subscript.constant;
  if (!lower || distance <= 0 || distance > 8)
    return false;
  auto isWritten = [&](llvm::function_ref<bool(Operation *)> where, const Affine &subscript) {
    return llvm::any_of(writes, [&](Operation *write) {
      SmallVector<Value, 2> pointers;
      collectWrites(write, pointers);
      if (pointers.size() != 1 || !isa<StoreOp>(write) || getObjects(pointers[0]).size() != 1 || !where(write))
        return false;
      Path path = getPath(pointers[0]);
      return path.size() == 1 && path[0].field.empty() && path[0].subscript == subscript;
    });
  };
  Affine current;
  current.terms[counter] = 1;
  if (!isWritten([&](Operation *write) { return write->getParentOp() == loop; }, current))
    return false;
  for (int64_t place = *lower - distance; place < *lower; ++place) {
    Affine constant;
    constant.constant = place;
    if (!isWritten([&](Operation *write) { return runsBefore(write, loop); }, constant))
      return false;
  }
  return true;
}

// y[i] in a loop over a few constant places, each of which was written on its own before the loop.
static bool isWrittenPlaceByPlace(Operation *read, Value pointer, ArrayRef<Operation *> writes) {
  Path wanted = getPath(pointer);
  if (wanted.size() != 1 || !wanted[0].field.empty() || wanted[0].subscript.terms.size() != 1 ||
      wanted[0].subscript.terms.begin()->second != 1)
    return false;
  auto counter = dyn_cast<BlockArgument>(wanted[0].subscript.terms.begin()->first);
  auto loop = counter ? dyn_cast<ForOp>(counter.getOwner()->getParentOp()) : ForOp();
  if (!loop || loop.getInductionVar() != counter || loop.getStep() != 1 || loop.getPredicate() != Predicate::LT)
    return false;
  std::optional<int64_t> lower = getConstantInt(loop.getLower()), upper = getConstantInt(loop.getUpper());
  if (!lower || !upper || *upper - *lower > 64)
    return false;
  llvm::DenseSet<int64_t> written;
  for (Operation *write : writes) {
    SmallVector<Value, 2> pointers;
    collectWrites(write, pointers);
    if (pointers.size() != 1 || !isa<StoreOp>(write) || getObjects(pointers[0]).size() != 1 || !runsBefore(write, loop))
      continue;
    Path path = getPath(pointers[0]);
    if (path.size() == 1 && path[0].field.empty() && path[0].subscript.terms.empty())
      written.insert(path[0].subscript.constant);
  }
  for (int64_t place = *lower; place < *upper; ++place)
    if (!written.contains(place + wanted[0].subscript.constant))
      return false;
  return true;
}

static bool isWrittenBefore(Operation *read, Value pointer, ArrayRef<Operation *> writes, FuncOp function,
                            unsigned argument) {
  if (isWrittenByEarlierIterations(read, pointer, writes) || isWrittenPlaceByPlace(read, pointer, writes))
    return true;
  Path wanted = getPath(pointer);
  auto samePlace = [&](Value other) {
    Path path = getPath(other);
    return path.size() == wanted.size() && llvm::all_of(llvm::zip(path, wanted), [](auto pair) {
             return std::get<0>(pair).field == std::get<1>(pair).field &&
                    std::get<0>(pair).subscript == std::get<1>(pair).subscript;
           });
  };
  return llvm::any_of(writes, [&](Operation *write) {
    SmallVector<Value, 2> pointers;
    collectWrites(write, pointers);
    if (pointers.size() != 1 || getObjects(pointers[0]).size() != 1)
      return false;
    auto zero = dyn_cast<ZeroOp>(write);
    if (zero && !zero.getCount() && runsBefore(write, read) && getPath(pointers[0]).empty() &&
        cast<PtrType>(pointers[0].getType()).getPointee() != cast<PtrType>(pointer.getType()).getPointee())
      return true; // a whole record or array
    return (runsBefore(write, read) && samePlace(pointers[0])) || isCoveredByLoop(write, pointers[0], read, pointer) ||
           writesWholeObject(write, pointers[0], read, function, argument);
  });
}

static bool isWrittenByRule(Operation *op, Value pointer) {
  auto call = dyn_cast<CallOp>(op);
  return call && llvm::all_of(llvm::enumerate(call.getOperands()), [&](auto operand) {
           return operand.value() != pointer || isRuleOutput(call, operand.index());
         });
}

LogicalResult pullback::checkPureOutput(FuncOp function, unsigned argument) {
  Value object = function.getBody().getArgument(argument);
  ObjectWrites writes(function.getBody());
  WalkResult result = function.getBody().walk([&](Operation *op) {
    SmallVector<Value, 2> pointers;
    collectReads(op, pointers);
    for (Value pointer : pointers) {
      if (!llvm::is_contained(getObjects(pointer), object) ||
          (isa<LoadOp>(op) && isWrittenBefore(op, pointer, writes.getWrites(object), function, argument)) ||
          isWrittenByRule(op, pointer))
        continue;
      StringRef name = function.getArgName(argument);
      InFlightDiagnostic error = op->emitError() << "cannot treat '" << name
                                                 << "' as a pure output: it may be read here before it is written "
                                                    "[output-read]";
      error.attachNote() << "leave '" << name
                         << "' out of of(...): it is in-out then, and its adjoint is both seed and gradient";
      return WalkResult::interrupt();
    }
    return WalkResult::advance();
  });
  return failure(result.wasInterrupted());
}
