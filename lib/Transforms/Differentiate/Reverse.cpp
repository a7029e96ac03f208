#include "Transforms/Differentiate/Reverse.h"

#include "IR/Mutants.h"
#include "IR/StorageHints.h"

#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace pullback;

ReverseBuilder::ReverseBuilder(FuncOp function, Activity &activity, CallVariants &variants)
    : function(function), activity(activity), variants(variants), builder(function.getContext(), this),
      rootScope(adjoints) {
  Operation *end = function.getBody().front().getTerminator();
  builder.setInsertionPoint(end);
  start = builder.create<ReverseOp>(function.getLoc());
}

// Everything that the reverse sweep adds is an adjoint statement; generated code points from it to the primal's line.
void ReverseBuilder::notifyOperationInserted(Operation *op, OpBuilder::InsertPoint) {
  if (!isa<ConstantOp, arith::ConstantOp, ElementOp, FieldOp, DecayOp, BinaryOp, CmpOp, YieldOp, scf::YieldOp>(op))
    op->setAttr("pb.adjoint", UnitAttr::get(op->getContext()));
}

LogicalResult ReverseBuilder::build(Value returned, Value seed) {
  Block &body = function.getBody().front();
  builder.setInsertionPoint(body.getTerminator());
  mirrors[&body] = &body;
  createShadows(body);
  if (returned && seed && activity.isActive(returned))
    adjoints.insert(returned, seed);
  reverseBlock(body, start->getIterator());
  return failure(failed);
}

void ReverseBuilder::reverseBlock(Block &block, Block::iterator end) {
  for (auto op = Block::reverse_iterator(end); op != block.rend();) {
    Operation *current = &*op;
    ++op; // what is built now may replace the current operation
    reverseOp(current);
  }
}

void ReverseBuilder::reverseOp(Operation *op) {
  if (StringRef name = getRuleName(op); !name.empty()) {
    if (!activity.isActive(op->getResult(0)))
      return;
    if (const Rule *rule = lookupRule(name))
      return reverseRule(op, *rule);
    op->emitError() << "cannot differentiate '" << name << "': no rule for it is known [no-rule]";
    failed = true;
    return;
  }
  llvm::TypeSwitch<Operation *>(op)
      .Case([&](arith::SelectOp select) { reverseSelect(select); })
      .Case([&](CastOp cast) { reverseCast(cast); })
      .Case([&](WithDerivativeOp known) { reverseKnown(known); })
      .Case([&](LoadOp load) { reverseLoad(load); })
      .Case([&](StoreOp store) { reverseStore(store); })
      .Case([&](AccumulateOp accumulate) { reverseAccumulate(accumulate); })
      .Case([&](CopyOp copy) { reverseCopy(copy); })
      .Case([&](ZeroOp zero) { reverseZero(zero); })
      .Case([&](SetSizeOp change) { reverseSetSize(change); })
      .Case([&](CallOp call) { reverseCall(call); })
      .Case([&](scf::IfOp branch) { reverseIf(branch); })
      .Case([&](ForOp loop) { reverseFor(loop); })
      .Case([&](LoopOp loop) { reverseLoop(loop); });
}

//===------------------------------------------------------------------------------------------------------------===//
// Adjoints of values
//===------------------------------------------------------------------------------------------------------------===//

Location ReverseBuilder::adjointLocation(Value value, Location place) {
  FileLineColLoc source = getSourceLocation(place);
  Location base = source ? Location(source) : Location(UnknownLoc::get(function.getContext()));
  StringRef name = value ? getVariableName(value) : StringRef();
  return name.empty() ? base : nameLocation((name + "_bar").str(), base);
}

Value ReverseBuilder::makeZero(Type type, Location location) {
  return builder.create<ConstantOp>(location, type, APFloat::getZero(cast<FloatType>(type).getFloatSemantics()));
}

Value ReverseBuilder::getAdjointOrZero(Value value, Location location) {
  if (Value adjoint = adjoints.lookup(value))
    return adjoint;
  return makeZero(value.getType(), location);
}

void ReverseBuilder::setAdjoint(Value value, Value adjoint) { adjoints.insert(value, adjoint); }

// v_bar += contribution; the first contribution is v_bar itself, and a negated one is subtracted.
void ReverseBuilder::addAdjoint(Value value, Value contribution) {
  if (!activity.isActive(value))
    return;
  Value old = adjoints.lookup(value);
  if (!old || mutant("accumulate:first-contribution"))
    return setAdjoint(value, contribution);
  if (mutant("accumulate:later-contribution"))
    return;
  Location location = adjointLocation(value, contribution.getLoc());
  auto negation = contribution.getDefiningOp<arith::NegFOp>();
  if (mutant("sign:subtracted-contribution") && negation)
    negation = {}, contribution = contribution.getDefiningOp()->getOperand(0);
  Value sum = negation ? builder.create<arith::SubFOp>(location, old, negation.getOperand()).getResult()
                       : builder.create<arith::AddFOp>(location, old, contribution).getResult();
  setAdjoint(value, sum);
}

//===------------------------------------------------------------------------------------------------------------===//
// Primal values in the reverse sweep
//===------------------------------------------------------------------------------------------------------------===//

Value ReverseBuilder::recall(Value value) {
  while (auto known = value.getDefiningOp<WithDerivativeOp>()) // which is its value in the end
    value = known.getValue();
  Operation *definition = value.getDefiningOp();
  if (definition && isa<ConstantOp, arith::ConstantOp, UndefOp, NullOp, GlobalOp>(definition))
    return builder.clone(*definition)->getResult(0);
  Block *home = value.getParentBlock();
  value = getHinted(value);
  if (mirrors.lookup(home) == home) // both sweeps run in it
    return value;
  if (Value counter = mirroredCounters.lookup(value))
    return counter;
  if (Value known = recalls.lookup(value))
    return known;
  OpBuilder marking(function.getContext());
  if (Block *markBlock = markBlocks.lookup(home))
    marking.setInsertionPointToStart(markBlock);
  else
    marking.setInsertionPointAfterValue(value);
  marking.create<MarkOp>(value.getLoc(), value, nextId, ValueRange());
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(mirrors.lookup(home));
  Value recalled = builder.create<RecallOp>(value.getLoc(), value.getType(), nextId++, ValueRange());
  return recalls[value] = recalled;
}

//===------------------------------------------------------------------------------------------------------------===//
// Arithmetic
//===------------------------------------------------------------------------------------------------------------===//

void ReverseBuilder::reverseRule(Operation *op, const Rule &rule) {
  Value result = op->getResult(0);
  Value seed = adjoints.lookup(result);
  if (!seed)
    return;
  for (unsigned wanted = 0; wanted < op->getNumOperands(); ++wanted) {
    Value target = op->getOperand(wanted);
    const Expr &partial = rule.partials[wanted];
    if (partial.isZero() || !activity.isActive(target) || (wanted == 0 && mutant("accumulate:rule-first")) ||
        (wanted == 1 && mutant("accumulate:rule-second")) || (wanted == 2 && mutant("accumulate:rule-third")))
      continue;
    auto uses = [&](unsigned operand) {
      return usesOperand(partial, operand) || (rule.mayBePole(wanted) && usesOperand(rule.poles[wanted], operand));
    };
    SmallVector<Value, 3> operands;
    for (auto [index, operand] : llvm::enumerate(op->getOperands()))
      operands.push_back(uses(index) ? recall(operand) : Value());
    bool needsResult = usesResult(partial) || (rule.mayBePole(wanted) && usesResult(rule.poles[wanted]));
    Value recalledResult = needsResult ? recall(result) : Value();
    Value product =
        buildProduct(builder, adjointLocation(Value(), op->getLoc()), rule, wanted, seed, operands, recalledResult);
    bool isNew = product != seed && product != recalledResult && !llvm::is_contained(operands, product);
    if (isNew && !adjoints.lookup(target))
      product.setLoc(adjointLocation(target, op->getLoc()));
    addAdjoint(target, product);
  }
}

// r = c ? x : y:  x_bar += c ? r_bar : 0,  y_bar += c ? 0 : r_bar
void ReverseBuilder::reverseSelect(arith::SelectOp select) {
  Value seed = adjoints.lookup(select.getResult());
  if (!seed || !isa<FloatType>(select.getType()))
    return;
  Value condition = recall(select.getCondition());
  for (bool taken : {true, false}) {
    Value target = taken ? select.getTrueValue() : select.getFalseValue();
    if (!activity.isActive(target) || (taken ? mutant("accumulate:select-true") : mutant("accumulate:select-false")))
      continue;
    Location location = adjointLocation(target, select.getLoc());
    Value zero = makeZero(seed.getType(), location);
    addAdjoint(target, builder.create<arith::SelectOp>(location, condition, taken ? seed : zero, taken ? zero : seed));
  }
}

// r = value of x with the derivative of y:  y_bar += r_bar
void ReverseBuilder::reverseKnown(WithDerivativeOp known) {
  if (Value seed = adjoints.lookup(known.getResult()); seed && !mutant("accumulate:known-derivative"))
    addAdjoint(known.getSource(), seed);
}

// r = (T)x on floats:  x_bar += (X)r_bar
void ReverseBuilder::reverseCast(CastOp cast) {
  Value seed = adjoints.lookup(cast.getResult());
  if (!seed || !activity.isActive(cast.getOperand()) || mutant("accumulate:cast"))
    return;
  Location location = adjointLocation(cast.getOperand(), cast.getLoc());
  addAdjoint(cast.getOperand(), builder.create<CastOp>(location, cast.getOperand().getType(), seed, UnitAttr()));
}
