#include "Transforms/CallLoop.h"

#include "IR/Mutants.h"
#include "Transforms/RegionValues.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/EquivalenceClasses.h"

using namespace mlir;
using namespace pullback;

CallLoop::CallLoop(CallOp call, const Cycle &cycle, const KeptElements &elements)
    : first(call), cycle(cycle), elements(elements), location(withoutName(call.getLoc())), builder(call), before(call),
      sizeType(getSizeType(call.getContext())), numberType(getIntType(call.getContext())) {}

/// The function of which a value is an argument.
static FuncOp getFunctionOf(BlockArgument argument) {
  return argument ? dyn_cast<FuncOp>(argument.getOwner()->getParentOp()) : FuncOp();
}

/// Each call has an object of its own, of which the argument is the address.
bool CallLoop::isCopied(BlockArgument argument) {
  FuncOp function = getFunctionOf(argument);
  unsigned index = argument.getArgNumber();
  return (function.getArgAttr(index, "pb.byval") && !mutant("iterate:by-value")) ||
         function.getArgAttr(index, "pb.sret");
}

bool CallLoop::isCopiedToHeap(BlockArgument argument) {
  return getFunctionOf(argument).getArgAttr(argument.getArgNumber(), "pb.byval") && escapes(argument, cycle);
}

/// An object that is a part of the memory that all calls have.
bool CallLoop::isInMemory(Value value) {
  if (value.getDefiningOp<LocalOp>())
    return true;
  auto argument = dyn_cast<BlockArgument>(value);
  return getFunctionOf(argument) && isCopied(argument) && !isCopiedToHeap(argument);
}

AllocOp CallLoop::makeMemory(Type type, StringRef name) {
  Value one = before.create<ConstantOp>(location, sizeType, 1);
  return before.create<AllocOp>(location, PtrType::get(type), AllocKind::Vector, name, one);
}

/// What holds a value, or an object, for every call.
AllocOp CallLoop::getMemory(Value value) {
  if (AllocOp known = memory.lookup(value))
    return known;
  StringRef name = getVariableName(value);
  Type type = isInMemory(value) ? cast<PtrType>(value.getType()).getPointee() : value.getType();
  auto argument = dyn_cast<BlockArgument>(value);
  if (auto local = value.getDefiningOp<LocalOp>())
    name = local.getName();
  else if (FuncOp function = getFunctionOf(argument))
    name = function.getArgName(argument.getArgNumber());
  if (type.isInteger(1))
    type = numberType;
  std::string whole = (name.empty() ? "value" : name.str()) + "_of";
  return memory[value] = makeMemory(type, whole);
}

Value CallLoop::numberOf(unsigned part) {
  auto number = builder.create<ConstantOp>(location, numberType, part);
  numbers.push_back({number, part});
  return number;
}

unsigned CallLoop::addPart() {
  parts.push_back({new Block, {}});
  return parts.size() - 1;
}

void CallLoop::startPart(unsigned part) {
  known.clear();
  builder.setInsertionPointToEnd(parts[part].block);
  current = parts[part].call = builder.create<LoadOp>(location, running);
}

unsigned CallLoop::getEntry(FuncOp function) {
  auto [known, isNew] = entries.insert({function, 0});
  if (isNew) {
    known->second = addPart();
    pending.push_back(function);
  }
  return entries[function];
}

Value CallLoop::getResult(FuncOp function) {
  Value &result = results[function];
  if (result)
    return result;
  BlockArgument last = function.getNumArguments() ? function.getBody().getArguments().back() : BlockArgument();
  bool isRecord = last && function.getArgAttr(last.getArgNumber(), "pb.sret");
  Type type = isRecord ? cast<PtrType>(last.getType()).getPointee() : function.getResultTypes()[0];
  auto local = before.create<LocalOp>(location, PtrType::get(type), "returned");
  local->setAttr("pb.invented", before.getUnitAttr());
  return result = local;
}

/// Arguments that are the same in all calls: of each function at most one, and handed on as they are.
void CallLoop::findUnchanged(FuncOp entry) {
  llvm::EquivalenceClasses<void *> classes;
  DenseSet<void *> changing;
  auto key = [](Value value) { return value.getAsOpaquePointer(); };
  for (Operation *function : cycle)
    function->walk([&](CallOp call) {
      if (!isCallOf(call, cycle))
        return;
      FuncOp callee = getFunction(call);
      for (auto [operand, argument] : llvm::zip_equal(call.getOperands(), callee.getBody().getArguments())) {
        Value origin = isa<PtrType>(operand.getType()) ? stripCasts(operand) : operand;
        auto given = dyn_cast_or_null<BlockArgument>(origin);
        bool isHandedOn = given && given.getOwner() == &cast<FuncOp>(function).getBody().front() && !isCopied(argument);
        if (isHandedOn)
          classes.unionSets(key(argument), key(given));
        else
          changing.insert(key(argument));
      }
    });
  for (BlockArgument argument : entry.getBody().getArguments()) {
    if (isCopied(argument))
      continue;
    classes.insert(key(argument));
    SmallVector<BlockArgument> all;
    llvm::DenseSet<Operation *> functions;
    bool isFine = true;
    for (auto member = classes.member_begin(classes.findValue(key(argument))); member != classes.member_end();
         ++member) {
      all.push_back(cast<BlockArgument>(Value::getFromOpaquePointer(*member)));
      Operation *function = all.back().getOwner()->getParentOp();
      isFine &= functions.insert(function).second && !changing.contains(*member) && !isCopied(all.back());
    }
    if (isFine || mutant("iterate:changing-argument"))
      for (BlockArgument one : all)
        unchanged[one] = argument.getArgNumber();
  }
}

/// Where a value is needed that another part computes: what is cheap is computed again.
static bool isRepeated(Operation *op) {
  if (isa<ConstantOp, arith::ConstantOp, NullOp, UndefOp, GlobalOp>(op))
    return true;
  return isa<FieldOp, ElementOp, DecayOp, CastOp, DowncastOp>(op) && isa<PtrType>(op->getResult(0).getType());
}

Value CallLoop::resolve(Value value) {
  if (Value here = known.lookupOrNull(value))
    return here;
  Value result;
  Operation *op = value.getDefiningOp();
  if (auto same = unchanged.find(value); same != unchanged.end()) {
    result = inType(first.getOperand(same->second), value.getType());
  } else if (Value same = aliases.lookup(value)) {
    result = resolve(same);
  } else if (op && (isRepeated(op) || elements.canReload(value))) {
    for (Value operand : op->getOperands())
      known.map(operand, resolve(operand));
    result = builder.clone(*op, known)->getResult(0);
  } else if (isInMemory(value)) {
    result = inType(getPlace(getMemory(value), current, location), value.getType());
  } else {
    auto load = builder.create<LoadOp>(value.getLoc(), getPlace(getMemory(value), current, location));
    result = inType(load, value.getType());
  }
  known.map(value, result);
  return result;
}

/// What is not assigned is not read either.
void CallLoop::store(Value value, AllocOp all, Value number) {
  Value place = getPlace(all, number, location);
  if (!value.getDefiningOp<UndefOp>())
    builder.create<StoreOp>(location, inType(value, cast<PtrType>(place.getType()).getPointee()), place);
}

/// Writes the operations of a block and, where each way through it ends, what `end` makes of the terminator's operands.
void CallLoop::lower(Block &block, End end) {
  Operation *terminator = block.getTerminator();
  for (Operation &op : block.without_terminator()) {
    if (!containsCallOf(&op, cycle)) {
      lowerCopy(&op);
    } else if (auto call = dyn_cast<CallOp>(op)) {
      lowerCall(call);
    } else if (auto loop = dyn_cast<LoopOp>(op)) {
      lowerLoop(loop);
    } else if (op.getNextNode() == terminator && llvm::all_of(op.getUsers(), [&](Operation *user) {
                 return user == terminator;
               })) { // each side goes its own way from here
      return lowerBranch(cast<scf::IfOp>(op), [&](ValueRange yielded) {
        SmallVector<Value> values;
        for (Value operand : terminator->getOperands())
          values.push_back(operand.getDefiningOp() == &op ? yielded[cast<OpResult>(operand).getResultNumber()]
                                                          : resolve(operand));
        end(values);
      });
    } else {
      unsigned next = addPart();
      lowerBranch(cast<scf::IfOp>(op), [&](ValueRange yielded) {
        for (auto [result, value] : llvm::zip_equal(op.getResults(), yielded))
          if (!result.use_empty())
            store(value, getMemory(result), current);
        goTo(next);
      });
      startPart(next);
    }
  }
  SmallVector<Value> values;
  for (Value operand : terminator->getOperands())
    values.push_back(resolve(operand));
  end(values);
}

/// What is not recursive runs as it is. Objects live as long as the call.
void CallLoop::lowerCopy(Operation *op) {
  if (isa<LocalOp>(op))
    return; // a part of the memory that all calls have
  if (isRepeated(op))
    return; // where it is needed
  DenseSet<Value> inside;
  op->walk([&](Operation *inner) {
    for (Value operand : inner->getOperands())
      if (!op->isAncestor(operand.getParentRegion()->getParentOp()))
        resolve(operand);
  });
  Operation *copy = builder.clone(*op, known);
  for (auto [value, own] : llvm::zip_equal(op->getResults(), copy->getResults()))
    made.push_back({value, own, current});
}

void CallLoop::pass(FuncOp callee, ValueRange values, Value number) {
  for (auto [argument, value] : llvm::zip_equal(callee.getBody().getArguments(), values)) {
    if (unchanged.count(argument) || callee.getArgAttr(argument.getArgNumber(), "pb.sret"))
      continue;
    Value object = value;
    if (isCopiedToHeap(argument)) {
      Value one = builder.create<ConstantOp>(location, sizeType, 1);
      Type type = PtrType::get(cast<PtrType>(value.getType()).getPointee());
      object = builder.create<AllocOp>(location, type, AllocKind::New, callee.getArgName(argument.getArgNumber()), one);
      builder.create<CopyOp>(location, value, object);
      object = inType(object, argument.getType());
    }
    Operation *place = builder.create<ConstantOp>(location, sizeType, 0); // marks where
    passed.push_back({place, number, object, argument});
  }
}

void CallLoop::lowerCall(CallOp call) {
  FuncOp callee = getFunction(call);
  SmallVector<Value> values;
  for (auto [operand, argument] : llvm::zip_equal(call.getOperands(), callee.getBody().getArguments()))
    values.push_back(unchanged.count(argument) ? operand : resolve(operand));
  Value number = builder.create<LoadOp>(location, calls);
  Value one = builder.create<ConstantOp>(location, sizeType, 1);
  Value count = builder.create<BinaryOp>(location, BinaryKind::Add, number, one);
  Operation *place = builder.create<StoreOp>(location, count, calls);
  newCalls.push_back({place, count});
  pass(callee, values, number);
  unsigned next = addPart();
  builder.create<StoreOp>(location, current, getPlace(callerOf, number, location));
  Value resume = numberOf(next);
  builder.create<StoreOp>(location, resume, getPlace(resumeOf, number, location));
  builder.create<StoreOp>(location, number, running);
  goTo(getEntry(callee));
  startPart(next);
  if (call.getNumResults() == 1 && !call.getResult(0).use_empty()) {
    Value returned = builder.create<LoadOp>(call.getLoc(), getResult(callee));
    known.map(call.getResult(0), returned);
    made.push_back({call.getResult(0), returned, current});
  }
  unsigned last = callee.getNumArguments() - 1;
  if (callee.getNumArguments() && callee.getArgAttr(last, "pb.sret"))
    builder.create<CopyOp>(location, getResult(callee), resolve(call.getOperand(last)));
}

void CallLoop::lowerBranch(scf::IfOp branch, End end) {
  auto copy = builder.create<scf::IfOp>(branch.getLoc(), TypeRange(), resolve(branch.getCondition()),
                                        /*withElseRegion=*/true);
  IRMapping around = known;
  Value call = current;
  for (auto [from, to] : llvm::zip_equal(branch->getRegions(), copy->getRegions())) {
    known = around;
    current = call;
    builder.setInsertionPoint(to.front().getTerminator());
    if (from.empty())
      end({});
    else
      lower(from.front(), end);
  }
}

void CallLoop::lowerLoop(LoopOp loop) {
  for (auto [carried, result] : llvm::zip_equal(loop.getCarried(), loop.getResults()))
    aliases[result] = carried;
  auto carry = [&](ValueRange values) {
    for (auto [carried, result, value] : llvm::zip_equal(loop.getCarried(), loop.getResults(), values))
      if (value != known.lookupOrNull(carried) && !(carried.use_empty() && result.use_empty()))
        store(value, getMemory(carried), current);
  };
  unsigned body = addPart(), next = addPart();
  SmallVector<Value> inits;
  for (Value init : loop.getInits())
    inits.push_back(resolve(init));
  carry(inits);
  goTo(body);
  startPart(body);
  lower(*getLoopBody(loop), [&](ValueRange yielded) {
    carry(yielded.drop_front());
    if (auto constant = yielded.front().getDefiningOp<arith::ConstantOp>())
      return goTo(cast<IntegerAttr>(constant.getValue()).getValue().isZero() ? next : body);
    Value again = numberOf(body), out = numberOf(next);
    Value where = builder.create<arith::SelectOp>(location, yielded.front(), again, out);
    builder.create<StoreOp>(location, where, at);
  });
  startPart(next);
}

void CallLoop::lowerReturn(FuncOp function, ValueRange values) {
  if (!values.empty())
    builder.create<StoreOp>(location, values.front(), getResult(function));
  unsigned last = function.getNumArguments() - 1;
  if (function.getNumArguments() && function.getArgAttr(last, "pb.sret"))
    builder.create<CopyOp>(location, resolve(function.getBody().getArgument(last)), getResult(function));
  Value resume = builder.create<LoadOp>(location, getPlace(resumeOf, current, location));
  Value caller = builder.create<LoadOp>(location, getPlace(callerOf, current, location));
  builder.create<StoreOp>(location, resume, at);
  builder.create<StoreOp>(location, caller, running);
}

/// What only became clear when all parts were written.
void CallLoop::finish() {
  for (auto [value, copy, call] : made) {
    AllocOp all = memory.lookup(value);
    if (!all)
      continue;
    builder.setInsertionPointAfterValue(copy);
    store(copy, all, call);
  }
  for (const Passed &one : passed) {
    if (AllocOp all = memory.lookup(one.argument)) {
      builder.setInsertionPoint(one.place);
      if (isInMemory(one.argument))
        builder.create<CopyOp>(location, one.value, getPlace(all, one.number, location));
      else
        store(one.value, all, one.number);
    }
    one.place->erase();
  }
  for (const NewCall &one : newCalls) {
    builder.setInsertionPointAfter(one.place);
    builder.create<ResizeOp>(location, resumeOf.getResult(), one.count);
    builder.create<ResizeOp>(location, callerOf.getResult(), one.count);
    for (auto &[value, all] : memory)
      builder.create<ResizeOp>(location, all.getResult(), one.count);
  }
}

void CallLoop::build() {
  FuncOp entry = getFunction(first);
  findUnchanged(entry);
  for (auto [operand, argument] : llvm::zip_equal(first.getOperands(), entry.getBody().getArguments()))
    if (isa<PtrType>(operand.getType()) && !unchanged.count(argument) && !isCopied(argument))
      if (auto local = getWhole(operand).getDefiningOp<LocalOp>())
        moveToHeap(local); // beside the objects of the calls
  auto variable = [&](Type type, StringRef name) {
    auto local = before.create<LocalOp>(location, PtrType::get(type), name);
    local->setAttr("pb.invented", before.getUnitAttr());
    return local;
  };
  at = variable(numberType, "part");
  running = variable(sizeType, "call");
  calls = variable(sizeType, "calls");
  resumeOf = makeMemory(numberType, "resume_of");
  callerOf = makeMemory(sizeType, "caller_of");

  // The loop, and in front of it what the first call needs.
  auto loop = builder.create<LoopOp>(location, ValueRange());
  builder.setInsertionPoint(loop);
  Value none = builder.create<ConstantOp>(location, sizeType, 0),
        one = builder.create<ConstantOp>(location, sizeType, 1);
  builder.create<StoreOp>(location, none, running);
  builder.create<StoreOp>(location, one, calls);
  builder.create<StoreOp>(location, none, getPlace(callerOf, none, location));
  before.setInsertionPoint(at.getDefiningOp());
  unsigned end = addPart();
  goTo(getEntry(entry));
  Value behind = numberOf(end);
  builder.create<StoreOp>(location, behind, getPlace(resumeOf, none, location));
  pass(entry, first.getOperands(), none);
  for (size_t i = 0; i < pending.size(); ++i) {
    startPart(entries[pending[i]]);
    FuncOp function = pending[i];
    lower(function.getBody().front(), [&](ValueRange values) { lowerReturn(function, values); });
  }
  finish();

  // One part after the other is asked for.
  builder.setInsertionPointToStart(getLoopBody(loop));
  Value part = builder.create<LoadOp>(location, at);
  for (unsigned number = 1; number < parts.size(); ++number) {
    Block *block = parts[number].block;
    Block *target = builder.getInsertionBlock();
    if (number + 1 < parts.size()) {
      Value isIt = builder.create<CmpOp>(location, Predicate::EQ, part, numberOf(number));
      auto branch = builder.create<scf::IfOp>(location, TypeRange(), isIt, /*withElseRegion=*/true);
      branch.thenBlock()->getOperations().splice(branch.thenBlock()->begin(), block->getOperations());
      builder.setInsertionPointToStart(branch.elseBlock());
    } else {
      target->getOperations().splice(builder.getInsertionPoint(), block->getOperations());
    }
  }
  for (Part &one : parts)
    delete one.block;
  builder.setInsertionPointToEnd(getLoopBody(loop));
  Value next = builder.create<LoadOp>(location, at);
  Value goesOn = builder.create<CmpOp>(location, Predicate::NE, next, numberOf(end));
  builder.create<YieldOp>(location, goesOn, ValueRange());
  for (auto [constant, number] : numbers) {
    int64_t value = number == 0 ? static_cast<int64_t>(parts.size()) - 1 : number - 1;
    constant.setValueAttr(IntegerAttr::get(cast<IntegerAttr>(constant.getValue()).getType(), value));
  }

  builder.setInsertionPoint(first);
  if (first.getNumResults() == 1 && !first.getResult(0).use_empty())
    first.getResult(0).replaceAllUsesWith(builder.create<LoadOp>(location, getResult(entry)).getResult());
  unsigned last = entry.getNumArguments() - 1;
  if (entry.getNumArguments() && entry.getArgAttr(last, "pb.sret"))
    builder.create<CopyOp>(location, getResult(entry), first.getOperand(last));
  first.erase();
}
