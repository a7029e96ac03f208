// Passes the members of a record one by one to functions that are not inlined, where the record holds pointers and the
// function only reads it; and pointers behind pointers.
//
//   func @sum.callee(%v: !pb.ptr<!pb.record<"vector", data: !pb.ptr<f64>, size: ...>>, %first, %last)
//     %0 = pb.field %v["data"]   %1 = pb.load %0   ...   pb.call @sum.callee(%v, %first, %middle)
//   ->
//   func @sum.callee(%v_data: !pb.ptr<f64>, %v_size, %first, %last)
//     ... pb.call @sum.callee(%v_data, %v_size, %first, %middle)
//
// What a pointer in the memory of the caller leads to is not known; what an argument leads to need not be. So recursive
// functions can take vectors, views and closures by reference. The caller reads the members before the call: so all
// that is passed has to be an object, not null; neither the function nor what it calls may write to members of such a
// record, other than to those of its own objects; and nobody may get the address of a member to write to.
//
// Not handled: arrays of pointers in records, records that are written, more than `maxMembers` members.

#include "Analysis/Objects.h"
#include "Transforms/Passes.h"
#include "Transforms/RegionValues.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

namespace pullback {
#define GEN_PASS_DEF_OPENARGUMENTS
#include "Transforms/Passes.h.inc"
} // namespace pullback

using namespace mlir;
using namespace pullback;

static constexpr size_t maxMembers = 24;
static constexpr llvm::StringLiteral kOpened = "pb.opened"; // on arguments, while the pass runs
static constexpr unsigned maxRounds = 8; // closures hold pointers to vectors, whose rows are behind pointers

namespace {

using Path = SmallVector<StringAttr, 2>;
struct Member {
  Path path;
  Type type;
};
using Argument = std::pair<Operation *, unsigned>; // of a function

class ArgumentOpener {
public:
  explicit ArgumentOpener(ModuleOp module) : module(module) {}
  /// True if an argument was opened.
  bool run();

private:
  void findWritten();
  bool isWrittenIn(FuncOp function, Type content, DenseSet<Operation *> &visited);
  bool isObject(Value pointer);
  bool isObject(Value pointer, DenseSet<void *> &visited);
  bool holdsObject(Value holder, const Path &path, DenseSet<void *> &visited);
  bool canOpen(FuncOp function, unsigned index);
  bool onlyReads(Value place, Type type);
  void open(FuncOp function, unsigned index);
  void replace(Value place, Path &path, ArrayRef<Member> members, ValueRange values);
  FuncOp getCallee(CallOp call) { return module.lookupSymbol<FuncOp>(call.getCallee()); }

  ModuleOp module;
  llvm::MapVector<Argument, char> candidates;
  DenseMap<Operation *, SmallVector<CallOp>> callers;
  /// The objects that were made for calls, and the values of their members.
  llvm::MapVector<Value, SmallVector<Value>> made;
  DenseSet<Type> handedOn; // records of which somebody may write to a member by its address
  /// Records with a member that a function writes through a pointer, and pointers that it writes.
  DenseMap<Operation *, DenseSet<Type>> writes;
};

} // namespace

static pullback::RecordType getRecord(Type pointer) {
  auto type = dyn_cast<PtrType>(pointer);
  return type ? dyn_cast<pullback::RecordType>(type.getPointee()) : pullback::RecordType();
}

/// What is read through a pointer, and can be passed instead: a record, or one pointer.
static Type getContent(Type pointer) {
  auto type = dyn_cast<PtrType>(pointer);
  return type && isa<pullback::RecordType, PtrType>(type.getPointee()) ? type.getPointee() : Type();
}

/// False for a record with arrays in it.
static bool collectMembers(pullback::RecordType record, Path &path, SmallVectorImpl<Member> &members) {
  for (auto [name, type] : llvm::zip(record.getFieldNames(), record.getFieldTypes())) {
    path.push_back(name);
    bool isFine = true;
    if (auto inner = dyn_cast<pullback::RecordType>(type))
      isFine = collectMembers(inner, path, members);
    else if (isScalar(type))
      members.push_back({path, type});
    else
      isFine = false;
    path.pop_back();
    if (!isFine)
      return false;
  }
  return true;
}

static std::optional<SmallVector<Member>> getMembers(Type content) {
  SmallVector<Member> members;
  Path path;
  auto record = dyn_cast<pullback::RecordType>(content);
  if (!record)
    return SmallVector<Member>{{path, content}};
  bool isFine = collectMembers(record, path, members) && members.size() <= maxMembers;
  return isFine ? std::optional(members) : std::nullopt;
}

/// What a place is a part of.
static Value getWhole(Value place) {
  while (Operation *op = place.getDefiningOp()) {
    if (!isa<FieldOp, ElementOp, DecayOp, CastOp>(op))
      break;
    place = op->getOperand(0);
  }
  return place;
}

static Path getPath(Value place) {
  Path path;
  while (isa_and_nonnull<FieldOp, ElementOp, DecayOp, CastOp>(place.getDefiningOp())) {
    if (auto field = place.getDefiningOp<FieldOp>())
      path.insert(path.begin(), field.getNameAttr());
    place = place.getDefiningOp()->getOperand(0);
  }
  return path;
}

static bool startsWith(ArrayRef<StringAttr> whole, ArrayRef<StringAttr> start) {
  return whole.size() >= start.size() && whole.take_front(start.size()) == start;
}

/// Whether somebody else may write through the address of a member.
static bool isHandedOn(Value place) {
  if (cast<PtrType>(place.getType()).getIsConst())
    return false;
  return llvm::any_of(place.getUses(), [&](OpOperand &use) {
    Operation *user = use.getOwner();
    if (isa<FieldOp, ElementOp, DecayOp, CastOp>(user) && use.getOperandNumber() == 0)
      return isa<PtrType>(user->getResult(0).getType()) && isHandedOn(user->getResult(0));
    if (auto call = dyn_cast<CallOp>(user))
      return getArgumentEffect(call, use.getOperandNumber()).writes;
    return !isa<LoadOp, CopyOp, ZeroOp, CmpOp, FreeOp>(user) &&
           !(isa<StoreOp, AccumulateOp>(user) && use.getOperandNumber() == 1);
  });
}

/// Notes the records that a function writes, as a whole or a member, where they are none of its own; and those of which
/// a function hands the address of a member on.
void ArgumentOpener::findWritten() {
  auto noteAround = [&](Value place, DenseSet<Type> &written) {
    while (Operation *op = place.getDefiningOp()) {
      if (!isa<FieldOp, ElementOp, DecayOp, CastOp>(op))
        break;
      place = op->getOperand(0);
      if (auto record = getRecord(place.getType()))
        written.insert(record);
    }
  };
  module.walk([&](Operation *op) {
    if (auto field = dyn_cast<FieldOp>(op); field && isHandedOn(field))
      noteAround(field, handedOn);
    auto call = dyn_cast<CallOp>(op);
    FuncOp callee = call ? getCallee(call) : FuncOp();
    if (callee && !callee.isDeclaration())
      return; // what it writes is seen there
    SmallVector<Value, 2> places;
    collectWrites(op, places);
    for (Value place : places) {
      DenseSet<Type> &written = writes[op->getParentOfType<FuncOp>()];
      if (!call && isa_and_nonnull<LocalOp, AllocOp>(getWhole(place).getDefiningOp()))
        continue;
      if (Type content = getContent(place.getType()))
        written.insert(content);
      noteAround(place, written);
    }
  });
}

/// Whether `function`, or what it calls, may write to a record, or a pointer, of type `content` of somebody else.
bool ArgumentOpener::isWrittenIn(FuncOp function, Type content, DenseSet<Operation *> &visited) {
  if (!visited.insert(function).second)
    return false;
  if (writes[function].contains(content))
    return true;
  return function
      .walk([&](CallOp call) {
        FuncOp callee = getCallee(call);
        bool isWritten = callee && !callee.isDeclaration() && isWrittenIn(callee, content, visited);
        return isWritten ? WalkResult::interrupt() : WalkResult::advance();
      })
      .wasInterrupted();
}

/// Whether a pointer leads to an object whenever the program comes here.
/// The loop that carries the value, or has it as a result, and the number of it there.
static std::pair<Operation *, unsigned> findCarried(Value value) {
  if (auto result = dyn_cast<OpResult>(value))
    return {isLoop(result.getOwner()) ? result.getOwner() : nullptr, result.getResultNumber()};
  Operation *op = cast<BlockArgument>(value).getOwner()->getParentOp();
  unsigned first = isa<ForOp>(op) ? 1 : 0, number = cast<BlockArgument>(value).getArgNumber();
  bool isCarried = isLoop(op) && number >= first;
  return {isCarried ? op : nullptr, isCarried ? number - first : 0};
}

bool ArgumentOpener::isObject(Value pointer) {
  DenseSet<void *> visited;
  return isObject(pointer, visited);
}

bool ArgumentOpener::isObject(Value pointer, DenseSet<void *> &visited) {
  Value whole = getWhole(pointer);
  if (auto [loop, number] = findCarried(whole); loop) { // an iterator: what it begins with, and advances to
    return !visited.insert(whole.getAsOpaquePointer()).second ||
           (isObject(getLoopInits(loop)[number], visited) && isObject(getLoopYield(loop).getValues()[number], visited));
  }
  if (auto argument = dyn_cast<BlockArgument>(whole)) {
    auto function = dyn_cast<FuncOp>(argument.getOwner()->getParentOp());
    if (!function)
      return false;
    unsigned index = argument.getArgNumber();
    return candidates.count({function, index}) || function.getArgAttr(index, "pb.ref") ||
           function.getArgAttr(index, "pb.byval");
  }
  Operation *op = whole.getDefiningOp();
  if (auto select = dyn_cast<arith::SelectOp>(op))
    return isObject(select.getTrueValue(), visited) && isObject(select.getFalseValue(), visited);
  if (auto branch = dyn_cast<scf::IfOp>(op)) {
    unsigned number = cast<OpResult>(whole).getResultNumber();
    return isObject(branch.thenYield().getOperand(number), visited) &&
           isObject(branch.elseYield().getOperand(number), visited);
  }
  auto load = dyn_cast<LoadOp>(op);
  if (!load)
    return isa<LocalOp, AllocOp, GlobalOp>(op);
  // What an iterator reads of itself to advance was stored before: by that store it is judged.
  if (!visited.insert(load.getOperation()).second)
    return true;
  // A reference in a closure: what has been stored there.
  return holdsObject(getWhole(load.getPointer()), getPath(load.getPointer()), visited);
}

/// Whether all that is stored at `path` in a local record leads to objects, also by way of other records that are
/// copied to it: closures are taken by value.
bool ArgumentOpener::holdsObject(Value holder, const Path &path, DenseSet<void *> &visited) {
  if (!holder.getDefiningOp<LocalOp>())
    return false;
  bool isStored = false, isFine = true;
  std::function<void(Value)> visit = [&](Value place) {
    for (OpOperand &use : place.getUses()) {
      Operation *user = use.getOwner();
      if (isa<FieldOp, CastOp>(user))
        visit(user->getResult(0));
      else if (isa<ElementOp, DecayOp>(user))
        isFine = false;
      else if (auto store = dyn_cast<StoreOp>(user); store && store.getPointer() == place) {
        if (getPath(place) != path)
          continue;
        isStored = true;
        isFine &= isObject(store.getValue(), visited);
      } else if (auto copy = dyn_cast<CopyOp>(user)) {
        Path target = getPath(place);
        if (copy.getTarget() != place || !startsWith(path, target))
          continue;
        isStored = true;
        Path source = getPath(copy.getSource());
        source.append(path.begin() + target.size(), path.end());
        // What goes round between records was stored before: by that store it is judged.
        if (visited.insert(copy.getOperation()).second)
          isFine &= holdsObject(getWhole(copy.getSource()), source, visited);
      } else if (!isa<LoadOp, CallOp>(user)) // functions write to no such records, or nothing is opened
        isFine = false;
    }
  };
  visit(holder);
  return isFine && isStored;
}

bool ArgumentOpener::onlyReads(Value place, Type type) {
  for (OpOperand &use : place.getUses()) {
    Operation *user = use.getOwner();
    if (auto field = dyn_cast<FieldOp>(user)) {
      if (!onlyReads(field, cast<PtrType>(field.getType()).getPointee()))
        return false;
    } else if (auto conversion = dyn_cast<CastOp>(user)) {
      auto to = dyn_cast<PtrType>(conversion.getType());
      if (!to || to.getPointee() != type || !onlyReads(conversion, type))
        return false;
    } else if (auto call = dyn_cast<CallOp>(user)) {
      FuncOp callee = getCallee(call);
      if (!callee || !candidates.count({callee, use.getOperandNumber()}))
        return false;
    } else if (auto copy = dyn_cast<CopyOp>(user)) {
      if (copy.getTarget() == place || !isa<pullback::RecordType>(type))
        return false;
    } else if (!isa<LoadOp>(user)) {
      return false;
    }
  }
  return true;
}

bool ArgumentOpener::canOpen(FuncOp function, unsigned index) {
  Type content = getContent(function.getArgumentTypes()[index]);
  auto holdsPointer = [](Type type) {
    std::optional<SmallVector<Member>> members = getMembers(type);
    return members && llvm::any_of(*members, [](const Member &one) { return isa<PtrType>(one.type); });
  };
  DenseSet<Operation *> visited;
  return content && !function.getArgAttr(index, "pb.sret") && !handedOn.contains(content) && holdsPointer(content) &&
         !isWrittenIn(function, content, visited) && onlyReads(function.getBody().getArgument(index), content) &&
         llvm::all_of(callers[function], [&](CallOp call) { return isObject(call.getOperand(index)); });
}

static Value getPlace(OpBuilder &builder, Location location, Value object, const Member &member) {
  Value place = object;
  Type type = cast<PtrType>(object.getType()).getPointee();
  bool isConst = cast<PtrType>(object.getType()).getIsConst();
  for (StringAttr name : member.path) {
    auto record = cast<pullback::RecordType>(type);
    size_t index = llvm::find(record.getFieldNames(), name) - record.getFieldNames().begin();
    type = record.getFieldTypes()[index];
    place = builder.create<FieldOp>(location, PtrType::get(type, isConst), place, name);
  }
  return place;
}

/// Whether a copy is all that is ever written to its target, a local record that is only read after it. Functions that
/// are called write to no such records, or nothing is opened.
static bool isSetOnce(CopyOp copy) {
  auto local = copy.getTarget().getDefiningOp<LocalOp>();
  Block *block = copy->getBlock();
  if (!local || local->getBlock() != block || getContent(copy.getSource().getType()) != getContent(local.getType()))
    return false;
  std::function<bool(Value)> isOnlyRead = [&](Value place) {
    return llvm::all_of(place.getUsers(), [&](Operation *user) {
      if (isa<FieldOp, CastOp>(user))
        return isOnlyRead(user->getResult(0));
      auto other = dyn_cast<CopyOp>(user);
      if (other == copy && place == local.getResult())
        return true;
      return (isa<LoadOp, CallOp>(user) || (other && other.getTarget() != place)) &&
             copy->isBeforeInBlock(block->findAncestorOpInBlock(*user));
    });
  };
  return isOnlyRead(local);
}

/// Replaces what reads the part of the record at `path`, which is `place`, by the values of the members.
void ArgumentOpener::replace(Value place, Path &path, ArrayRef<Member> members, ValueRange values) {
  for (OpOperand &use : llvm::make_early_inc_range(place.getUses())) {
    Operation *user = use.getOwner();
    OpBuilder builder(user);
    if (auto field = dyn_cast<FieldOp>(user)) {
      path.push_back(field.getNameAttr());
      replace(field, path, members, values);
      path.pop_back();
      field.erase();
    } else if (auto conversion = dyn_cast<CastOp>(user)) {
      replace(conversion, path, members, values);
      conversion.erase();
    } else if (auto load = dyn_cast<LoadOp>(user)) {
      const Member *member = llvm::find_if(members, [&](const Member &one) { return one.path == path; });
      Value value = values[member - members.begin()];
      if (value.getType() != load.getType())
        value = builder.create<CastOp>(load.getLoc(), load.getType(), value, /*implicit=*/true);
      load.replaceAllUsesWith(value);
      load.erase();
    } else if (auto copy = dyn_cast<CopyOp>(user); copy && isSetOnce(copy)) { // a closure by value
      SmallVector<Member> inner;
      SmallVector<Value> own;
      for (auto [member, value] : llvm::zip(members, values))
        if (startsWith(member.path, path)) {
          inner.push_back({Path(ArrayRef(member.path).drop_front(path.size())), member.type});
          own.push_back(value);
        }
      Value target = copy.getTarget();
      copy.erase();
      Path start;
      replace(target, start, inner, own);
      target.getDefiningOp()->erase();
    } else { // a copy, or a call that wants the record: an object of its own
      auto type = cast<PtrType>(place.getType());
      Value object = builder.create<LocalOp>(user->getLoc(), PtrType::get(type.getPointee()), "members");
      SmallVector<Value> &own = made[object];
      for (auto [member, value] : llvm::zip(members, values))
        if (startsWith(member.path, path)) {
          own.push_back(value);
          Member inner{Path(ArrayRef(member.path).drop_front(path.size())), member.type};
          builder.create<StoreOp>(user->getLoc(), value, getPlace(builder, user->getLoc(), object, inner));
        }
      if (type.getIsConst())
        object = builder.create<CastOp>(user->getLoc(), type, object, /*implicit=*/true);
      use.set(object);
    }
  }
}

void ArgumentOpener::open(FuncOp function, unsigned index) {
  BlockArgument argument = function.getBody().getArgument(index);
  SmallVector<Member> members = *getMembers(getContent(argument.getType()));
  Builder attributes(module.getContext());
  std::string name = function.getArgName(index).str();
  SmallVector<Value> values;
  for (auto [offset, member] : llvm::enumerate(members)) {
    std::string whole = name.empty() ? "member" : name;
    for (StringAttr part : member.path)
      whole += "_" + part.getValue().ltrim('_').str();
    while (llvm::any_of(llvm::seq<unsigned>(0, function.getNumArguments()),
                        [&](unsigned other) { return other != index && function.getArgName(other) == whole; }))
      whole += "_";
    unsigned at = index + 1 + offset;
    function.insertArgument(
        at, member.type,
        attributes.getDictionaryAttr({attributes.getNamedAttr("pb.name", attributes.getStringAttr(whole)),
                                      attributes.getNamedAttr(kOpened, attributes.getUnitAttr())}),
        nameLocation(whole, argument.getLoc()));
    values.push_back(function.getBody().getArgument(at));
  }
  Path path;
  replace(argument, path, members, values);
  function.eraseArgument(index);
  for (CallOp call : callers[function]) {
    OpBuilder builder(call);
    SmallVector<Value> operands(call.getOperands());
    Value object = stripCasts(operands[index]);
    SmallVector<Value> loaded;
    if (auto known = made.find(object); known != made.end())
      loaded = known->second;
    else
      for (const Member &member : members)
        loaded.push_back(
            builder.create<LoadOp>(call.getLoc(), getPlace(builder, call.getLoc(), object, member)).getResult());
    operands.erase(operands.begin() + index);
    operands.insert(operands.begin() + index, loaded.begin(), loaded.end());
    call.getOperandsMutable().assign(operands);
  }
}

/// Erases an object that was made for a call, and is not passed any more: nothing but stores of its members is left.
static void eraseUnread(Value object) {
  SmallVector<Operation *> users;
  std::function<bool(Value)> collect = [&](Value place) {
    return llvm::all_of(place.getUsers(), [&](Operation *user) {
      users.push_back(user);
      if (isa<FieldOp, CastOp>(user))
        return collect(user->getResult(0));
      auto store = dyn_cast<StoreOp>(user);
      return store && store.getPointer() == place;
    });
  };
  if (!collect(object))
    return;
  for (Operation *user : llvm::reverse(users))
    user->erase();
  object.getDefiningOp()->erase();
}

bool ArgumentOpener::run() {
  module.walk([&](CallOp call) {
    if (FuncOp callee = getCallee(call))
      callers[callee].push_back(call);
  });
  findWritten();
  for (FuncOp function : module.getOps<FuncOp>())
    if (!function.isDeclaration() && !function->hasAttr("pb.modes") && !function.getRules() &&
        function.getRole() == "primal")
      for (unsigned index = 0; index < function.getNumArguments(); ++index)
        candidates[{function, index}];
  for (size_t before = candidates.size() + 1; candidates.size() < before;) {
    before = candidates.size();
    candidates.remove_if([&](auto &one) { return !canOpen(cast<FuncOp>(one.first.first), one.first.second); });
  }
  // The last arguments first: the places of the others stay.
  SmallVector<Argument> all;
  for (auto &[argument, unused] : candidates)
    all.push_back(argument);
  for (const Argument &argument : llvm::reverse(all))
    open(cast<FuncOp>(argument.first), argument.second);
  for (auto &[object, values] : made)
    eraseUnread(object);
  return !all.empty();
}

/// Takes members away again that are only passed on.
static void dropUnused(ModuleOp module) {
  llvm::SetVector<Argument> unused;
  DenseMap<Operation *, SmallVector<CallOp>> callers;
  for (FuncOp function : module.getOps<FuncOp>())
    for (unsigned index = 0; index < function.getNumArguments(); ++index)
      if (function.removeArgAttr(index, kOpened))
        unused.insert({function, index});
  module.walk([&](CallOp call) { callers[module.lookupSymbol<FuncOp>(call.getCallee())].push_back(call); });
  auto isUsed = [&](const Argument &argument) {
    Value value = cast<FuncOp>(argument.first).getBody().getArgument(argument.second);
    return llvm::any_of(value.getUses(), [&](OpOperand &use) {
      auto call = dyn_cast<CallOp>(use.getOwner());
      return !call || !unused.contains({module.lookupSymbol<FuncOp>(call.getCallee()), use.getOperandNumber()});
    });
  };
  for (size_t before = unused.size() + 1; unused.size() < before;) {
    before = unused.size();
    unused.remove_if([&](const Argument &argument) { return isUsed(argument); });
  }
  for (const Argument &argument : llvm::reverse(unused))
    for (CallOp call : callers[argument.first])
      call.getOperandsMutable().erase(argument.second);
  for (const Argument &argument : llvm::reverse(unused))
    cast<FuncOp>(argument.first).eraseArgument(argument.second);
}

namespace {

struct OpenArguments : pullback::impl::OpenArgumentsBase<OpenArguments> {
  void runOnOperation() override {
    for (unsigned round = 0; round < maxRounds && ArgumentOpener(getOperation()).run(); ++round) {
    }
    dropUnused(getOperation());
  }
};

} // namespace
