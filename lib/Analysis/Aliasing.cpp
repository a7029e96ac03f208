// A pointer is its object and a path: `p[i].a[2]` is p, offset i, field a, offset 2. Two paths of one object are
// compared step by step; offsets as a base value plus a constant, so that `i` and `i + 1` differ. Inner arrays may be
// walked over their end (`&a[0][0] + k`), so a difference of outer offsets counts where the inner ones are equal or
// within bounds.

#include "Analysis/Aliasing.h"

#include "Analysis/Objects.h"
#include "IR/Mutants.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace pullback;

//===------------------------------------------------------------------------------------------------------------===//
// Paths
//===------------------------------------------------------------------------------------------------------------===//

using Offset = PointerPath::Offset;

static bool sumsAsAddress(IntType type) { return type.getIsSigned() || type.getWidth() == 64; }

/// Splits an index into bases and a constant. Signed sums do not wrap, and those of 64 bits wrap as addresses do; sums
/// of narrower unsigned types are left whole.
static void addIndex(Value index, Offset &offset) {
  while (true) {
    if (std::optional<int64_t> number = getConstantInt(index)) {
      offset.constant += *number;
      return;
    }
    Operation *op = index.getDefiningOp();
    if (auto cast = dyn_cast_or_null<CastOp>(op)) {
      auto from = dyn_cast<IntType>(cast.getOperand().getType());
      auto to = llvm::cast<IntType>(cast.getType());
      if (!from || !from.getIsSigned() || to.getWidth() < from.getWidth() || !sumsAsAddress(to))
        break;
      index = cast.getOperand();
      continue;
    }
    auto binary = dyn_cast_or_null<BinaryOp>(op);
    if (!binary || !sumsAsAddress(cast<IntType>(binary.getType())))
      break;
    std::optional<int64_t> right = getConstantInt(binary.getRhs());
    std::optional<int64_t> left = getConstantInt(binary.getLhs());
    if (binary.getKind() == BinaryKind::Add && right) {
      offset.constant += *right;
      index = binary.getLhs();
    } else if (binary.getKind() == BinaryKind::Add && left) {
      offset.constant += *left;
      index = binary.getRhs();
    } else if (binary.getKind() == BinaryKind::Sub && right) {
      offset.constant -= *right;
      index = binary.getLhs();
    } else {
      break;
    }
  }
  offset.bases.push_back(index);
}

PointerPath pullback::getPath(Value pointer) {
  PointerPath path;
  path.offsets.emplace_back();
  while (Operation *op = pointer.getDefiningOp()) {
    if (auto element = dyn_cast<ElementOp>(op)) {
      addIndex(element.getIndex(), path.offsets.back());
    } else if (auto field = dyn_cast<FieldOp>(op)) {
      path.fields.push_back(field.getName());
      path.offsets.emplace_back();
    } else if (auto decay = dyn_cast<DecayOp>(op)) {
      path.offsets.back().extent =
          cast<pullback::ArrayType>(cast<PtrType>(decay.getPointer().getType()).getPointee()).getExtent();
      path.fields.push_back("");
      path.offsets.emplace_back();
    } else if (!isa<CastOp>(op)) {
      break;
    }
    pointer = op->getOperand(0);
  }
  path.root = pointer;
  std::reverse(path.offsets.begin(), path.offsets.end());
  std::reverse(path.fields.begin(), path.fields.end());
  return path;
}

//===------------------------------------------------------------------------------------------------------------===//
// Equal values
//===------------------------------------------------------------------------------------------------------------===//

static bool isSameValue(Value a, Value b, unsigned depth) {
  if (a == b)
    return true;
  Operation *left = a.getDefiningOp();
  Operation *right = b.getDefiningOp();
  if (!left || !right || depth == 0 || left->getName() != right->getName() || left->getNumRegions() > 0 ||
      left->getNumOperands() != right->getNumOperands() || left->getNumResults() != 1 || a.getType() != b.getType() ||
      isa<UndefOp>(left) || !isMemoryEffectFree(left))
    return false;
  if (auto constant = dyn_cast<ConstantOp>(left))
    return constant.getValue() == cast<ConstantOp>(right).getValue();
  if (left->getAttrDictionary() != right->getAttrDictionary())
    return false;
  return llvm::all_of(llvm::zip(left->getOperands(), right->getOperands()),
                      [&](auto pair) { return isSameValue(std::get<0>(pair), std::get<1>(pair), depth - 1); });
}

bool pullback::isSameValue(Value a, Value b) { return ::isSameValue(a, b, /*depth=*/6); }

//===------------------------------------------------------------------------------------------------------------===//
// Comparing paths of one object
//===------------------------------------------------------------------------------------------------------------===//

static bool haveSameBases(const Offset &a, const Offset &b) {
  if (a.bases.size() != b.bases.size())
    return false;
  SmallVector<Value, 2> left = a.bases;
  for (Value base : b.bases) {
    auto *found = llvm::find_if(left, [&](Value other) { return isSameValue(other, base); });
    if (found == left.end())
      return false;
    left.erase(found);
  }
  return true;
}

static bool isWithinBounds(const Offset &offset) {
  return offset.bases.empty() && offset.constant >= 0 && offset.constant < offset.extent;
}

Alias pullback::comparePaths(const PointerPath &p, const PointerPath &q) {
  for (auto [left, right] : llvm::zip(p.fields, q.fields)) {
    if (left == right)
      continue;
    return left.empty() || right.empty() ? Alias::May : Alias::No;
  }
  bool allEqual = p.offsets.size() == q.offsets.size();
  size_t common = std::min(p.offsets.size(), q.offsets.size());
  // Deeper offsets are equal or within bounds.
  bool innerIsTame = llvm::all_of(ArrayRef(p.offsets).drop_front(common), isWithinBounds) &&
                     llvm::all_of(ArrayRef(q.offsets).drop_front(common), isWithinBounds);
  for (size_t i = common; i-- > 0;) {
    const Offset &a = p.offsets[i];
    const Offset &b = q.offsets[i];
    bool sameBases = haveSameBases(a, b);
    if (sameBases && a.constant == b.constant)
      continue;
    bool bounded = isWithinBounds(a) && isWithinBounds(b);
    bool outerEqual = llvm::all_of(llvm::seq<size_t>(0, i), [&](size_t j) {
      return haveSameBases(p.offsets[j], q.offsets[j]) && p.offsets[j].constant == q.offsets[j].constant;
    });
    if (sameBases && innerIsTame && (bounded || outerEqual))
      return Alias::No;
    allEqual = false;
    innerIsTame &= bounded;
  }
  return allEqual ? Alias::Must : mutant("free:unknown-subscript") ? Alias::No : Alias::May;
}

//===------------------------------------------------------------------------------------------------------------===//
// Objects and types
//===------------------------------------------------------------------------------------------------------------===//

static bool isArgument(Value root) {
  auto argument = dyn_cast<BlockArgument>(root);
  return argument && isa<FunctionOpInterface>(argument.getOwner()->getParentOp());
}

Value pullback::getObject(Value pointer) {
  Value root = getPath(pointer).root;
  Operation *op = root.getDefiningOp();
  return isArgument(root) || isa_and_nonnull<LocalOp, AllocOp, GlobalOp, NullOp>(op) ? root : Value();
}

/// Whether a scalar type may lie within `type`, or share memory with it.
static bool mayHold(Type type, Type scalar) {
  if (auto array = dyn_cast<pullback::ArrayType>(type))
    return mayHold(array.getElement(), scalar);
  if (auto record = dyn_cast<RecordType>(type))
    return llvm::any_of(record.getFieldTypes(), [&](Type field) { return mayHold(field, scalar); });
  if (auto stack = dyn_cast<StackType>(type))
    return mayHold(stack.getElement(), scalar);
  if (!isScalar(type))
    return true;
  auto left = dyn_cast<IntType>(type);
  auto right = dyn_cast<IntType>(scalar);
  if ((left && left.getWidth() == 8) || (right && right.getWidth() == 8))
    return true;
  if (left && right)
    return left.getWidth() == right.getWidth();
  return type == scalar || (isa<PtrType>(type) && isa<PtrType>(scalar));
}

bool pullback::typesMayOverlap(Type a, Type b) {
  if (isScalar(a))
    return mayHold(b, a);
  if (isScalar(b))
    return mayHold(a, b);
  if (auto array = dyn_cast<pullback::ArrayType>(a))
    return typesMayOverlap(array.getElement(), b);
  if (auto record = dyn_cast<RecordType>(a))
    return llvm::any_of(record.getFieldTypes(), [&](Type field) { return typesMayOverlap(field, b); });
  return true;
}

/// What an argument of a function that is generated for a call points to.
enum class Storage { Primal, Shadow, Own };

static Storage getStorage(BlockArgument argument, FuncOp func) {
  unsigned index = argument.getArgNumber();
  auto pointer = dyn_cast<PtrType>(argument.getType());
  if (func.getArgAttr(index, "pb.sret") || (pointer && isa<SavedType>(pointer.getPointee())))
    return Storage::Own; // made by the caller for this call
  return func.getArgAttr(index, "pb.role") ? Storage::Primal : Storage::Shadow;
}

/// The contract covers arguments of what users request, and of the derivatives of that. Other functions are called by
/// the user's own code, as C++ allows: with parts of one array, and so with parts of one adjoint array.
static bool argumentsAreDistinct(BlockArgument p, BlockArgument q) {
  auto func = dyn_cast<FuncOp>(p.getOwner()->getParentOp());
  if (!func || func->hasAttr("pb.modes") || func.getRole() == "derivative")
    return func != nullptr;
  if (func.getRole() == "primal")
    return false;
  Storage left = getStorage(p, func), right = getStorage(q, func);
  return left != right || left == Storage::Own;
}

static bool isByValue(Value root) {
  auto argument = cast<BlockArgument>(root);
  auto func = dyn_cast<FuncOp>(argument.getOwner()->getParentOp());
  return func && func.getArgAttr(argument.getArgNumber(), "pb.byval");
}

/// May two different roots be one object?
static bool rootsMayOverlap(Value p, Value q) {
  if (isa_and_nonnull<NullOp>(p.getDefiningOp()) || isa_and_nonnull<NullOp>(q.getDefiningOp()))
    return false;
  auto isOwn = [](Value root) { return isa_and_nonnull<LocalOp, AllocOp>(root.getDefiningOp()); };
  auto isKnown = [&](Value root) {
    return isOwn(root) || isArgument(root) || isa_and_nonnull<GlobalOp>(root.getDefiningOp());
  };
  if (!isKnown(p) || !isKnown(q))
    return true;
  if (isOwn(p) || isOwn(q))
    return false;
  auto left = p.getDefiningOp<GlobalOp>();
  auto right = q.getDefiningOp<GlobalOp>();
  if (left && right)
    return left.getName() == right.getName() && left.getScope() == right.getScope();
  if (left || right)
    return !cast<PtrType>((left ? p : q).getType()).getIsConst();
  return !argumentsAreDistinct(cast<BlockArgument>(p), cast<BlockArgument>(q)) && !isByValue(p) && !isByValue(q);
}

static bool isSameRoot(Value p, Value q) {
  auto left = p.getDefiningOp<GlobalOp>();
  auto right = q.getDefiningOp<GlobalOp>();
  return p == q || (left && right && left.getName() == right.getName() && left.getScope() == right.getScope());
}

bool pullback::areOtherFields(const PointerPath &one, const PointerPath &other) {
  for (auto [left, right] : llvm::zip(one.fields, other.fields))
    if (left != right || mutant("row:same-field"))
      return !left.empty() && !right.empty();
  return false;
}

static bool mayMeet(Value p, Value q, unsigned depth) {
  if (isSameRoot(p, q))
    return true;
  for (bool swapped : {false, true}) {
    auto select = (swapped ? q : p).getDefiningOp<arith::SelectOp>();
    if (!select)
      continue;
    Value other = swapped ? p : q;
    return depth == 0 || mayMeet(getPath(select.getTrueValue()).root, other, depth - 1) ||
           mayMeet(getPath(select.getFalseValue()).root, other, depth - 1);
  }
  return rootsMayOverlap(p, q);
}

bool pullback::rootsMayMeet(Value p, Value q) { return mayMeet(p, q, /*depth=*/8); }

Alias pullback::alias(Value p, Value q) {
  if (p == q)
    return Alias::Must;
  PointerPath left = getPath(p);
  PointerPath right = getPath(q);
  if (isSameRoot(left.root, right.root))
    return comparePaths(left, right);
  if (!typesMayOverlap(cast<PtrType>(p.getType()).getPointee(), cast<PtrType>(q.getType()).getPointee()))
    return Alias::No;
  return rootsMayMeet(left.root, right.root) && !mutant("free:unknown-object") ? Alias::May : Alias::No;
}

//===------------------------------------------------------------------------------------------------------------===//
// Effects
//===------------------------------------------------------------------------------------------------------------===//

/// Whether a callee that is given `pointer` may reach the object at `place`.
static bool mayReach(Value pointer, Value place) { return rootsMayMeet(getPath(pointer).root, getPath(place).root); }

static bool holdsPointer(Type type) {
  if (auto array = dyn_cast<pullback::ArrayType>(type))
    return holdsPointer(array.getElement());
  if (auto record = dyn_cast<RecordType>(type))
    return llvm::any_of(record.getFieldTypes(), holdsPointer);
  if (auto stack = dyn_cast<StackType>(type))
    return holdsPointer(stack.getElement());
  return isa<PtrType>(type);
}

bool pullback::mayChange(GlobalOp global) {
  StringRef declaration = global.getDeclaration();
  return !global.getCopied() && declaration.consume_front("extern ") && !declaration.starts_with("const ");
}

bool pullback::leavesGlobals(CallOp call) {
  auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
  return callee && (callee->hasAttr("pb.of_library") || callee->hasAttr("pb.pure"));
}

/// A callee may touch what it is given, what that points to, and globals.
static bool callMayTouch(CallOp call, Value place, bool write) {
  Value object = getObject(place);
  auto global = object ? object.getDefiningOp<GlobalOp>() : GlobalOp();
  if (global && !(write && cast<PtrType>(object.getType()).getIsConst()))
    return true;
  if (global && mayChange(global) && !leavesGlobals(call))
    return true;
  for (auto [index, operand] : llvm::enumerate(call.getOperands())) {
    auto type = dyn_cast<PtrType>(operand.getType());
    if (!type)
      continue;
    if (holdsPointer(type.getPointee()))
      return true;
    ArgumentEffect effect = getArgumentEffect(call, index);
    if ((write ? effect.writes : effect.reads) && mayReach(operand, place))
      return true;
  }
  return !object;
}

static bool mayTouch(Operation *op, Value place, bool write) {
  if (auto call = dyn_cast<CallOp>(op))
    return callMayTouch(call, place, write);
  SmallVector<Value, 2> pointers;
  write ? collectWrites(op, pointers) : collectReads(op, pointers);
  // With a count, pb.zero covers elements beyond the first; a stack's elements lie in memory of its own.
  bool wholeObject = isa<ZeroOp>(op) && cast<ZeroOp>(op).getCount();
  if (auto free = dyn_cast<FreeOp>(op)) {
    pointers.push_back(free.getPointer());
    wholeObject = true;
  }
  return llvm::any_of(pointers, [&](Value pointer) {
    return wholeObject ? mayReach(pointer, place) : alias(pointer, place) != Alias::No;
  });
}

bool pullback::mayWriteWithin(Operation *op, Value place, llvm::function_ref<bool(Value)> touches) {
  Value root = getPath(place).root;
  auto makes = [&](Operation *inner) { return isa<AllocOp>(inner) && rootsMayMeet(inner->getResult(0), root); };
  return op
      ->walk([&](Operation *inner) {
        SmallVector<Value, 2> pointers;
        collectWrites(inner, pointers);
        bool writes = makes(inner) || isa<FreeOp, ResizeOp>(inner) || (isa<CallOp>(inner) && mayWrite(inner, place)) ||
                      llvm::any_of(pointers, touches);
        return writes ? WalkResult::interrupt() : WalkResult::advance();
      })
      .wasInterrupted();
}

bool pullback::mayWrite(Operation *op, Value pointer) { return mayTouch(op, pointer, /*write=*/true); }
bool pullback::mayRead(Operation *op, Value pointer) { return mayTouch(op, pointer, /*write=*/false); }

static bool reachObject(ArrayRef<Value> pointers, Value object) {
  return llvm::any_of(pointers, [&](Value pointer) { return isOrMeets(getPath(pointer).root, object); });
}

bool pullback::mayReadObject(Operation *op, Value object) {
  SmallVector<Value> pointers;
  collectReads(op, pointers);
  return reachObject(pointers, object) || mayRead(op, object);
}

bool pullback::mayWriteObject(Operation *op, Value object) {
  SmallVector<Value> pointers;
  collectWrites(op, pointers);
  return reachObject(pointers, object) || mayWrite(op, object);
}
