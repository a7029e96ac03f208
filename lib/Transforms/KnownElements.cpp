// Replaces loads of integers from arrays that hold a function of their subscript.
//
//   pb.for %i = 0 to %n { pb.store %i * %m, %rows[%i]["data"] }        the same, which nobody reads then
//   ... pb.load %rows[%j]["data"] ...                             ->   ... %j * %m ...
//
// So the rows of a vector of vectors lie at known places, as those of a matrix do. The array is one that the function
// allocates and that does not grow; a loop over all of it is the only one that writes there; what is stored is computed
// from the loop's counter and from values that are there where it is loaded.
//
//   %last = pb.element %v[3]    where `v` never has more than three elements:
//   the program never comes to where it is read or written; a load is zero, and a store is gone
//
// So is `*std::find_if(v.begin(), v.end(), ...)` where nothing is found, and compilers see no such subscript.
//
//   pb.alloc vector "v"[%0]; pb.resize %v[%1]; pb.resize %v[%2]   ->   pb.alloc vector "v"[%2]
#include "IR/Mutants.h"
#include "Transforms/Passes.h"

#include "mlir/IR/Dominance.h"
#include "mlir/IR/IRMapping.h"

#include <map>

namespace pullback {
#define GEN_PASS_DEF_KNOWNELEMENTS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

/// Operations that may be computed again for each load.
static constexpr unsigned maxOperations = 6;

namespace {

/// What is done with an array, by the members within its elements.
struct Accesses {
  SmallVector<StoreOp> stores;
  SmallVector<LoadOp> loads;
};

class Array {
public:
  Array(AllocOp array, DominanceInfo &dominance) : array(array), dominance(dominance) {}
  void replaceKnown();

private:
  bool collect(Value pointer, Value index, std::string path);
  ForOp findLoop(const Accesses &accesses);
  bool isFunctionOf(Value value, ForOp loop, unsigned &operations);
  Value compute(Value value, ForOp loop, OpBuilder &builder, IRMapping &known);

  AllocOp array;
  DominanceInfo &dominance;
  std::map<std::string, Accesses> accesses;
};

} // namespace

/// The subscript of the element that the place is in.
static Value getSubscript(Value place) {
  while (!place.getDefiningOp<ElementOp>())
    place = place.getDefiningOp()->getOperand(0);
  return place.getDefiningOp<ElementOp>().getIndex();
}

/// False if something else is done with the array.
bool Array::collect(Value pointer, Value index, std::string path) {
  for (Operation *user : pointer.getUsers()) {
    if (auto element = dyn_cast<ElementOp>(user)) {
      if (index || !collect(element, element.getIndex(), path))
        return false;
    } else if (auto field = dyn_cast<FieldOp>(user)) {
      if (!index || !collect(field, index, path + "." + field.getName().str()))
        return false;
    } else if (isa<CastOp>(user)) {
      if (!collect(user->getResult(0), index, path))
        return false;
    } else if (auto load = dyn_cast<LoadOp>(user)) {
      if (!index)
        return false;
      accesses[path].loads.push_back(load);
    } else if (auto store = dyn_cast<StoreOp>(user); store && store.getPointer() == pointer && index) {
      accesses[path].stores.push_back(store);
    } else if (!isa<FreeOp, ExtentOp>(user)) {
      return false;
    }
  }
  return true;
}

static bool isSame(Value left, Value right) {
  std::optional<int64_t> first = getConstantInt(left), second = getConstantInt(right);
  return left == right || (first && first == second);
}

/// The loop in which the only store goes over the whole array.
ForOp Array::findLoop(const Accesses &accesses) {
  if (accesses.stores.size() != 1 || accesses.loads.empty())
    return {};
  StoreOp store = accesses.stores.front();
  Value index = getSubscript(store.getPointer());
  auto loop = dyn_cast<ForOp>(store->getParentOp());
  bool isWhole = loop && index == loop.getInductionVar() && loop.getPredicate() == Predicate::LT &&
                 loop.getStep() == 1 && getConstantInt(loop.getLower()) == 0 &&
                 isSame(loop.getUpper(), array.getCount()) &&
                 (!loop.getYield().getGoOn() || mutant("free:part-of-array")) && loop->getBlock() == array->getBlock();
  return isWhole ? loop : ForOp();
}

/// No more work than a load: a division is more.
static bool isCheap(Operation *op) {
  auto binary = dyn_cast<BinaryOp>(op);
  return !binary || !llvm::is_contained({BinaryKind::Div, BinaryKind::Rem}, binary.getKind());
}

/// Whether it is computed from the counter and what is there in front of the loop.
bool Array::isFunctionOf(Value value, ForOp loop, unsigned &operations) {
  if (value == loop.getInductionVar() || dominance.properlyDominates(value, loop))
    return true;
  Operation *op = value.getDefiningOp();
  return isa_and_nonnull<BinaryOp, CastOp, ConstantOp>(op) && isCheap(op) && isa<IntType>(value.getType()) &&
         ++operations <= maxOperations &&
         llvm::all_of(op->getOperands(), [&](Value operand) { return isFunctionOf(operand, loop, operations); });
}

Value Array::compute(Value value, ForOp loop, OpBuilder &builder, IRMapping &known) {
  if (Value done = known.lookupOrNull(value))
    return done;
  if (dominance.properlyDominates(value, loop))
    return value;
  Operation *op = value.getDefiningOp();
  for (Value operand : op->getOperands())
    known.map(operand, compute(operand, loop, builder, known));
  return builder.clone(*op, known)->getResult(0);
}

void Array::replaceKnown() {
  if (!collect(array, {}, ""))
    return;
  for (auto &[path, places] : accesses) {
    ForOp loop = findLoop(places);
    unsigned operations = 0;
    StoreOp store = loop ? places.stores.front() : StoreOp();
    if (!loop || !isa<IntType>(store.getValue().getType()) || !isFunctionOf(store.getValue(), loop, operations))
      continue;
    bool isLater = llvm::all_of(places.loads, [&](LoadOp load) {
      return (dominance.properlyDominates(loop, load) && !loop->isAncestor(load)) || mutant("free:read-before");
    });
    if (!isLater)
      continue;
    for (LoadOp load : places.loads) {
      OpBuilder builder(load);
      IRMapping known;
      Value counter = getSubscript(load.getPointer()); // what was loaded before may be one, and is no more
      Type type = loop.getInductionVar().getType();
      if (counter.getType() != type)
        counter = builder.create<CastOp>(load.getLoc(), type, counter, /*implicit=*/true);
      known.map(loop.getInductionVar(), counter);
      load.replaceAllUsesWith(compute(store.getValue(), loop, builder, known));
      load.erase();
    }
    places.loads.clear();
  }
}

/// A vector that grows to known sizes where it is made has the largest of them from the beginning.
static void growAtOnce(AllocOp array) {
  std::optional<int64_t> size = getConstantInt(array.getCount());
  if (!size || array.getKind() != AllocKind::Vector)
    return;
  auto getCount = [](Operation *user) {
    auto resize = dyn_cast<ResizeOp>(user);
    return resize ? getConstantInt(resize.getCount()) : std::nullopt;
  };
  int64_t largest = *size;
  for (Operation *user : array->getUsers())
    if (std::optional<int64_t> count = getCount(user); count && user->getBlock() == array->getBlock())
      largest = std::max(largest, *count);
  if (largest > *size) {
    OpBuilder builder(array);
    array.getCountMutable().assign(
        builder.create<ConstantOp>(array.getLoc(), array.getCount().getType(), largest).getResult());
  }
  for (Operation *user : llvm::make_early_inc_range(array->getUsers()))
    if (std::optional<int64_t> count = getCount(user); count && *count <= largest)
      user->erase();
}

/// How many elements an array has at most, if that is a number.
static std::optional<int64_t> getMaximum(Operation *array) {
  if (auto local = dyn_cast<LocalOp>(array)) {
    auto type = dyn_cast<pullback::ArrayType>(cast<PtrType>(local.getType()).getPointee());
    return type ? std::optional<int64_t>(type.getExtent()) : std::nullopt;
  }
  std::optional<int64_t> maximum = getConstantInt(cast<AllocOp>(array).getCount());
  for (Operation *user : array->getUsers()) {
    auto resize = dyn_cast<ResizeOp>(user);
    std::optional<int64_t> count = resize ? getConstantInt(resize.getCount()) : std::nullopt;
    if (!isa<ElementOp, ExtentOp, FreeOp, LoadOp, StoreOp, FieldOp>(user) && !count)
      return std::nullopt;
    if (maximum && count)
      maximum = std::max(*maximum, *count);
  }
  return maximum;
}

/// What reads and writes at a place runs never.
static void removeAccesses(Value place) {
  for (Operation *user : llvm::make_early_inc_range(place.getUsers())) {
    if (isa<FieldOp, CastOp>(user) && isa<PtrType>(user->getResult(0).getType())) {
      removeAccesses(user->getResult(0));
    } else if (auto load = dyn_cast<LoadOp>(user); load && isa<FloatType, IntType>(load.getType())) {
      OpBuilder builder(load);
      auto number = dyn_cast<FloatType>(load.getType());
      Value zero = number
                       ? builder.create<ConstantOp>(load.getLoc(), number, APFloat::getZero(number.getFloatSemantics()))
                       : builder.create<ConstantOp>(load.getLoc(), load.getType(), 0);
      load.replaceAllUsesWith(zero);
      load.erase();
    } else if (auto store = dyn_cast<StoreOp>(user); store && store.getPointer() == place) {
      store.erase();
    }
  }
}

static void removeAccessesBeyond(Operation *array) {
  std::optional<int64_t> maximum = getMaximum(array);
  if (!maximum)
    return;
  auto removeIn = [&](Value first) {
    for (Operation *user : llvm::make_early_inc_range(first.getUsers())) {
      auto element = dyn_cast<ElementOp>(user);
      std::optional<int64_t> index = element ? getConstantInt(element.getIndex()) : std::nullopt;
      if (index && *index >= *maximum)
        removeAccesses(element);
    }
  };
  if (isa<AllocOp>(array))
    return removeIn(array->getResult(0));
  for (Operation *user : array->getUsers())
    if (isa<DecayOp>(user))
      removeIn(user->getResult(0));
}

namespace {

struct KnownElements : pullback::impl::KnownElementsBase<KnownElements> {
  void runOnOperation() override {
    FuncOp function = getOperation();
    if (function.isDeclaration())
      return;
    DominanceInfo dominance(function);
    SmallVector<AllocOp> arrays;
    function.walk([&](AllocOp array) { arrays.push_back(array); });
    for (AllocOp array : arrays)
      growAtOnce(array);
    function.walk([](Operation *op) {
      if (isa<AllocOp, LocalOp>(op))
        removeAccessesBeyond(op);
    });
    for (AllocOp array : arrays)
      Array(array, dominance).replaceKnown();
  }
};

} // namespace
