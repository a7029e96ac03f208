// Places are compared as paths from the object: the subscripts of each pb.element (as an integer plus a sum of
// coefficient times value) and the names of fields. A store in loops writes each place once if every loop around it
// moves a subscript of its own, or if Analysis/Dependence proves it of the subscripts together, as of y[i * n + j] with
// j from 0 to n.
#include "Transforms/Differentiate/Seeds.h"

#include "Analysis/Activity.h"
#include "Analysis/Dependence.h"
#include "Transforms/Differentiate/Trips.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/TypeSwitch.h"

#include <numeric>
#include <optional>
#include <set>
#include <vector>

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
    // Multiples of large numbers wrap around on purpose in unsigned types: 2 * 2147483648u is 0.
    constexpr int64_t large = int64_t(1) << 20;
    auto type = cast<IntType>(binary.getType());
    bool mayWrap = !type.getIsSigned() && type.getWidth() < 64 && std::abs(right.constant) >= large;
    if (binary.getKind() == BinaryKind::Mul && right.terms.empty() && !mayWrap) {
      result.add(left, right.constant);
      return result;
    }
  }
  result.terms[value] = 1;
  return result;
}

// A subscript, and after each field or array another; (p + i)[j] is p[i + j].
static Path getAffinePath(Value pointer) {
  Path path;
  Affine subscript;
  while (Operation *op = pointer.getDefiningOp()) {
    if (auto element = dyn_cast<ElementOp>(op)) {
      subscript.add(getAffine(element.getIndex()), 1);
    } else if (isa<FieldOp, DecayOp>(op)) {
      path.push_back({"", std::exchange(subscript, {})});
      if (auto field = dyn_cast<FieldOp>(op))
        path.push_back({field.getName(), {}});
    } else if (!isa<CastOp>(op)) {
      break;
    }
    pointer = op->getOperand(0);
  }
  path.push_back({"", subscript});
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

// A value that is another one in every iteration: the counter of a pb.for, or what a pb.loop carries and adds a
// constant to, which does not wrap around.
static bool countsIn(Value value, Operation *op) {
  if (auto loop = dyn_cast<ForOp>(op))
    return value == loop.getInductionVar();
  auto loop = cast<LoopOp>(op);
  auto argument = dyn_cast<BlockArgument>(value);
  auto type = dyn_cast<IntType>(value.getType());
  if (!argument || argument.getOwner() != &loop.getBody().front() || !type ||
      !(type.getIsSigned() || type.getWidth() == 64))
    return false;
  Value next = loop.getYield().getValues()[argument.getArgNumber()];
  if (scf::IfOp body = getWhileBody(loop); body && next.getDefiningOp() == body)
    next = body.thenYield()->getOperand(cast<OpResult>(next).getResultNumber());
  Affine change = getAffine(next);
  change.add(getAffine(value), -1);
  return change.terms.empty() && change.constant != 0;
}

// Each loop takes a subscript of its own, which moves with it and with no other.
static bool movesWithEveryLoop(Operation *write, Value pointer) {
  SmallVector<Operation *> loops = getLoopsAround(write);
  Path path = getAffinePath(pointer);
  for (Operation *loop : loops) {
    auto found = llvm::find_if(path, [&](const Step &step) {
      auto isCounter = [&](auto term) { return countsIn(term.first, loop); };
      return llvm::count_if(step.subscript.terms, isCounter) == 1 && llvm::all_of(step.subscript.terms, [&](auto term) {
               return isCounter(term) ||
                      (!loop->isAncestor(term.first.getParentRegion()->getParentOp()) &&
                       llvm::none_of(loops, [&](Operation *other) { return countsIn(term.first, other); }));
             });
    });
    if (found == path.end())
      return false;
    path.erase(found);
  }
  return true;
}

// Two writes in the same loops, each in a place of its own in every iteration, never meet if their paths differ by a
// constant in subscripts whose coefficients have no common divisor that divides it, or if one step is another field.
// Without loops, any difference does.
static bool areStaggered(Operation *left, Value leftPointer, Operation *right, Value rightPointer) {
  Path leftPath = getAffinePath(leftPointer), rightPath = getAffinePath(rightPointer);
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
    int64_t divisor = 0;
    for (auto [value, coefficient] : l.subscript.terms)
      divisor = std::gcd(divisor, coefficient);
    bool parallel = divisor != 0 && difference.constant % divisor != 0;
    bool noLoops = getLoopsAround(left).empty() && getLoopsAround(right).empty();
    if (noLoops || parallel)
      return true;
  }
  return false;
}

// A function with a rule writes to its pure outputs, nobody says where, and does not read them.
static bool isOutputOfRule(Operation *op, Value object) {
  auto call = dyn_cast<CallOp>(op);
  return call && llvm::all_of(llvm::enumerate(call.getOperands()), [&](auto operand) {
           return !isa<PtrType>(operand.value().getType()) ||
                  !llvm::is_contained(getObjects(operand.value()), object) || isRuleOutput(call, operand.index());
         });
}

static bool isRead(FuncOp function, Value object) {
  return function.getBody()
      .walk([&](Operation *op) {
        if (isOutputOfRule(op, object))
          return WalkResult::advance();
        SmallVector<Value, 2> pointers;
        collectReads(op, pointers);
        return llvm::any_of(pointers, [&](Value pointer) { return llvm::is_contained(getObjects(pointer), object); })
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      })
      .wasInterrupted();
}

// The fields and numbers of a path without other subscripts, outside of loops.
static std::optional<std::vector<std::pair<StringRef, int64_t>>> getConstantPath(Operation *write, Value pointer) {
  std::vector<std::pair<StringRef, int64_t>> result;
  for (const Step &step : getAffinePath(pointer)) {
    if (!step.subscript.terms.empty())
      return std::nullopt;
    result.push_back({step.field, step.subscript.constant});
  }
  return getLoopsAround(write).empty() ? std::optional(result) : std::nullopt;
}

// Code that is written out element by element has many writes; those to different constant places are not compared.
bool pullback::isWrittenOnce(FuncOp function, Value object) {
  if (isRead(function, object))
    return false;
  ObjectWrites writes(function.getBody());
  Block &body = function.getBody().front();
  ArrayRef<Operation *> all = writes.getWrites(object);
  if (all.size() == 1 && isOutputOfRule(all.front(), object))
    return getLoopsAround(all.front()).empty();
  SmallVector<std::pair<Operation *, Value>> constant, others;
  std::set<std::vector<std::pair<StringRef, int64_t>>> paths;
  for (Operation *write : all) {
    SmallVector<Value, 2> pointers;
    collectWrites(write, pointers);
    if (pointers.size() != 1 || getObjects(pointers[0]).size() != 1 || !isa<StoreOp>(write))
      return false;
    if (!movesWithEveryLoop(write, pointers[0]) && !neverMeet(write, pointers[0], write, pointers[0], body))
      return false;
    auto path = getConstantPath(write, pointers[0]);
    bool isNew = path && paths.insert(*path).second;
    (isNew ? constant : others).push_back({write, pointers[0]});
  }
  if (others.size() * all.size() > 40000) // pairs
    return false;
  for (unsigned i = 0; i < others.size(); ++i)
    for (auto [other, pointer] : llvm::concat<std::pair<Operation *, Value>>(constant, others))
      if (other != others[i].first && !areStaggered(others[i].first, others[i].second, other, pointer) &&
          !neverMeet(others[i].first, others[i].second, other, pointer, body))
        return false;
  return true;
}
