// pb.for and pb.loop: building, text, verification.
#include "IR/Comparisons.h"

#include "mlir/IR/OpImplementation.h"

using namespace mlir;
using namespace pullback;

void ForOp::build(OpBuilder &builder, OperationState &state, Value lower, Value upper, Predicate predicate,
                  int64_t step, ValueRange inits) {
  state.addOperands({lower, upper});
  state.addOperands(inits);
  state.addAttribute(getPredicateAttrName(state.name), PredicateAttr::get(builder.getContext(), predicate));
  state.addAttribute(getStepAttrName(state.name), builder.getI64IntegerAttr(step));
  state.addTypes(inits.getTypes());
  OpBuilder::InsertionGuard guard(builder);
  Block *body = builder.createBlock(state.addRegion());
  body->addArgument(lower.getType(), state.location);
  for (Value init : inits)
    body->addArgument(init.getType(), init.getLoc());
}

static void printCarried(OpAsmPrinter &printer, Block::BlockArgListType arguments, ValueRange inits) {
  if (inits.empty())
    return;
  printer << " carry(";
  llvm::interleaveComma(llvm::zip(arguments, inits), printer,
                        [&](auto pair) { printer << std::get<0>(pair) << " = " << std::get<1>(pair); });
  printer << ") : ";
  llvm::interleaveComma(inits.getTypes(), printer);
}

static ParseResult parseCarried(OpAsmParser &parser, OperationState &result,
                                SmallVectorImpl<OpAsmParser::Argument> &arguments) {
  SmallVector<OpAsmParser::UnresolvedOperand> inits;
  SmallVector<OpAsmParser::Argument> carried;
  if (failed(parser.parseOptionalKeyword("carry")))
    return success();
  if (parser.parseAssignmentList(carried, inits) || parser.parseColonTypeList(result.types) ||
      parser.resolveOperands(inits, result.types, parser.getNameLoc(), result.operands))
    return failure();
  for (auto [argument, type] : llvm::zip(carried, result.types)) {
    argument.type = type;
    arguments.push_back(argument);
  }
  return success();
}

void ForOp::print(OpAsmPrinter &printer) {
  printer << " " << getInductionVar() << " = " << getLower() << " while " << stringifyPredicate(getPredicate()) << " "
          << getUpper() << " step " << static_cast<int64_t>(getStep()) << " : " << getLower().getType();
  printCarried(printer, getCarried(), getInits());
  printer << " ";
  printer.printRegion(getBody(), /*printEntryBlockArgs=*/false);
  printer.printOptionalAttrDict((*this)->getAttrs(), {"predicate", "step"});
}

ParseResult ForOp::parse(OpAsmParser &parser, OperationState &result) {
  SmallVector<OpAsmParser::Argument> arguments(1);
  OpAsmParser::UnresolvedOperand lower, upper;
  StringRef keyword;
  int64_t step;
  Type type;
  auto location = parser.getCurrentLocation();
  if (parser.parseArgument(arguments[0]) || parser.parseEqual() || parser.parseOperand(lower) ||
      parser.parseKeyword("while") || parser.parseKeyword(&keyword) || parser.parseOperand(upper) ||
      parser.parseKeyword("step") || parser.parseInteger(step) || parser.parseColonType(type) ||
      parser.resolveOperand(lower, type, result.operands) || parser.resolveOperand(upper, type, result.operands))
    return failure();
  std::optional<Predicate> predicate = symbolizePredicate(keyword);
  if (!predicate)
    return parser.emitError(location, "unknown comparison '") << keyword << "'";
  result.addAttribute("predicate", PredicateAttr::get(parser.getContext(), *predicate));
  result.addAttribute("step", parser.getBuilder().getI64IntegerAttr(step));
  arguments[0].type = type;
  return failure(parseCarried(parser, result, arguments) || parser.parseRegion(*result.addRegion(), arguments) ||
                 parser.parseOptionalAttrDict(result.attributes));
}

static bool endsWithYield(Region &body) {
  return !body.empty() && !body.front().empty() && isa<YieldOp>(body.front().back());
}

static LogicalResult verifyYield(Operation *op, YieldOp yield, TypeRange types) {
  if (TypeRange(yield.getValues().getTypes()) != types)
    return op->emitOpError("yields other types than it carries");
  return success();
}

LogicalResult ForOp::verify() {
  if (getStep() == 0)
    return emitOpError("has the step 0");
  if (!endsWithYield(getBody()))
    return emitOpError("ends with something else than pb.yield");
  if (getLower().getType() != getUpper().getType() || getInductionVar().getType() != getLower().getType())
    return emitOpError("has bounds of two types");
  return verifyYield(*this, getYield(), getInits().getTypes());
}

/// True if `less` is `more - c` for a small c > 0, unless that wraps around.
static bool isLessUnlessWrapped(Value less, Value more) {
  auto isSmall = [](Value value) {
    std::optional<int64_t> constant = getConstantInt(value);
    return constant && *constant > 0 && *constant <= UINT32_MAX;
  };
  auto difference = less.getDefiningOp<BinaryOp>(), sum = more.getDefiningOp<BinaryOp>();
  return (difference && difference.getKind() == BinaryKind::Sub && difference.getLhs() == more &&
          isSmall(difference.getRhs())) ||
         (sum && sum.getKind() == BinaryKind::Add && sum.getLhs() == less && isSmall(sum.getRhs()));
}

/// True for a loop from n up to n - 1, or from n - 1 down to n, in 64 bits without sign: where n - 1 wraps around it
/// makes so many trips that nobody sees its end.
static bool runsOnlyWhereWrapped(ForOp op) {
  auto type = cast<IntType>(op.getLower().getType());
  auto step = static_cast<int64_t>(op.getStep());
  bool isUp = op.getPredicate() == Predicate::LT && step == 1;
  bool isDown = op.getPredicate() == Predicate::GT && step == -1;
  if (type.getIsSigned() || type.getWidth() != 64 || (!isUp && !isDown) ||
      !isLessUnlessWrapped(isUp ? op.getUpper() : op.getLower(), isUp ? op.getLower() : op.getUpper()))
    return false;
  bool mayLeave = op.walk([](Operation *inner) {
                      return isa<CallOp>(inner) ? WalkResult::interrupt() : WalkResult::advance();
                    }).wasInterrupted();
  return !mayLeave && !op.getYield().getGoOn();
}

// A loop that makes no trip.
LogicalResult ForOp::canonicalize(ForOp op, PatternRewriter &rewriter) {
  std::optional<bool> enters = decideComparison(op.getPredicate(), op.getLower(), op.getUpper());
  if (!cast<IntType>(op.getUpper().getType()).getIsSigned() && op.getPredicate() == Predicate::LT &&
      getConstantInt(op.getUpper()) == 0)
    enters = false; // no number is below
  if (enters.value_or(!runsOnlyWhereWrapped(op)))
    return failure();
  rewriter.replaceOp(op, op.getInits());
  return success();
}

SmallVector<Region *> ForOp::getLoopRegions() { return {&getBody()}; }
YieldOp ForOp::getYield() { return cast<YieldOp>(getBody().front().getTerminator()); }

void LoopOp::build(OpBuilder &builder, OperationState &state, ValueRange inits) {
  state.addOperands(inits);
  state.addTypes(inits.getTypes());
  OpBuilder::InsertionGuard guard(builder);
  Block *body = builder.createBlock(state.addRegion());
  for (Value init : inits)
    body->addArgument(init.getType(), init.getLoc());
}

void LoopOp::print(OpAsmPrinter &printer) {
  printCarried(printer, getCarried(), getInits());
  printer << " ";
  printer.printRegion(getBody(), /*printEntryBlockArgs=*/false);
  printer.printOptionalAttrDict((*this)->getAttrs());
}

ParseResult LoopOp::parse(OpAsmParser &parser, OperationState &result) {
  SmallVector<OpAsmParser::Argument> arguments;
  return failure(parseCarried(parser, result, arguments) || parser.parseRegion(*result.addRegion(), arguments) ||
                 parser.parseOptionalAttrDict(result.attributes));
}

LogicalResult LoopOp::verify() {
  if (!endsWithYield(getBody()))
    return emitOpError("ends with something else than pb.yield");
  if (!getYield().getGoOn())
    return emitOpError("yields no condition to go on");
  return verifyYield(*this, getYield(), getInits().getTypes());
}

SmallVector<Region *> LoopOp::getLoopRegions() { return {&getBody()}; }
YieldOp LoopOp::getYield() { return cast<YieldOp>(getBody().front().getTerminator()); }
