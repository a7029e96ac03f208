// What a rule of the user's covers, asked in both modes.
#include "Transforms/Differentiate/RuleCalls.h"

#include "Analysis/Aliasing.h"
#include "Transforms/Differentiate/Signature.h"
#include "Transforms/Lengths.h"
#include "Transforms/RegionValues.h"

using namespace mlir;
using namespace pullback;

static FuncOp getCallee(CallOp call) {
  return SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
}

std::string pullback::getParameterName(CallOp call, unsigned index) {
  StringRef name = getCallee(call).getArgName(index);
  return name.empty() ? "argument" : name.str();
}

bool pullback::hasRuleAdjoint(CallOp call, unsigned index) {
  StringRef role = getRuleRole(call, index);
  return role == "wrt" || role == "of" || role == "inout";
}

InFlightDiagnostic pullback::refuseRuleCall(CallOp call) {
  return call.emitError() << "cannot differentiate the call to '" << getCallee(call).getCxxName() << "' by its rule: ";
}

// In the rule's declaration, where the length can be written.
void pullback::refuseRuleLength(CallOp call, DictionaryAttr rule, unsigned index, const Twine &why) {
  FuncOp callee = getCallee(call);
  auto place = SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, rule.getAs<FlatSymbolRefAttr>("function"));
  std::string name = getParameterName(call, index);
  StringRef role = getRuleRole(call, index);
  InFlightDiagnostic error = place.emitError()
                             << "cannot use this rule for the call to '" << callee.getCxxName() << "': the length of '"
                             << name << "' is needed, " << why.str() << " [length-needed]";
  error.attachNote(call.getLoc()) << "'" << callee.getCxxName() << "' is called here";
  bool isIndependent = role == "wrt" || role == "inout", isOutput = role == "of" || role == "inout";
  StringRef list = role == "scratch" ? "scratch(" : "inactive(";
  std::string lists = (isIndependent ? "wrt(..., " : isOutput ? "of(" : list.str()) + name + "[n])";
  if (isIndependent && isOutput)
    lists += ", of(" + name + "[n])";
  error.attachNote(place.getLoc()) << "give it in the rule, as in PULLBACK_RULE("
                                   << rule.getAs<StringAttr>("mode").getValue() << ", " << callee.getCxxName() << ", "
                                   << lists << ")";
}

Value pullback::buildLengthBefore(CallOp call, unsigned index) {
  Operation *before = call->getPrevNode();
  OpBuilder builder(call);
  Value length = buildLength(builder, call, index);
  for (Operation *op = before ? before->getNextNode() : &call->getBlock()->front(); op != call;) {
    Operation *next = op->getNextNode();
    if (isMemoryEffectFree(op))
      hoist(op);
    op = next;
  }
  return length;
}

// Different objects, different fields, or elements [a, a + m) and [b, b + n) of one array with constants that say so.
bool pullback::areApart(CallOp call, unsigned left, unsigned right) {
  Value p = call.getOperands()[left], q = call.getOperands()[right];
  SmallVector<Value, 2> objects = getObjects(p);
  if (llvm::none_of(getObjects(q), [&](Value object) { return llvm::is_contained(objects, object); }))
    return true;
  PointerPath pathP = getPath(p), pathQ = getPath(q);
  if (pathP.root != pathQ.root)
    return false;
  for (auto [i, fields] : llvm::enumerate(llvm::zip(pathP.fields, pathQ.fields)))
    if (std::get<0>(fields) != std::get<1>(fields))
      return !std::get<0>(fields).empty() && !std::get<1>(fields).empty();
  auto isConstant = [](const PointerPath::Offset &offset) { return offset.bases.empty(); };
  auto sameStep = [&](const PointerPath::Offset &a, const PointerPath::Offset &b) {
    return isConstant(a) && isConstant(b) && a.constant == b.constant;
  };
  if (pathP.offsets.size() != pathQ.offsets.size() ||
      !llvm::all_of(llvm::zip(ArrayRef(pathP.offsets).drop_back(), ArrayRef(pathQ.offsets).drop_back()),
                    [&](auto pair) { return sameStep(std::get<0>(pair), std::get<1>(pair)); }))
    return false;
  const PointerPath::Offset &a = pathP.offsets.back(), &b = pathQ.offsets.back();
  bool first = a.constant < b.constant;
  Value length = buildLengthBefore(call, first ? left : right);
  std::optional<int64_t> known = length ? getConstantInt(length) : std::nullopt;
  return isConstant(a) && isConstant(b) && known && *known > 0 && std::abs(a.constant - b.constant) >= *known;
}

LogicalResult pullback::checkRuleCall(CallOp call, llvm::function_ref<bool(Value)> isActiveOperand) {
  for (auto [index, operand] : llvm::enumerate(call.getOperands())) {
    bool isPointer = isa<PtrType>(operand.getType());
    std::string name = getParameterName(call, index);
    StringRef role = getRuleRole(call, index);
    bool isActive = isActiveOperand(operand);
    bool isWritten = getArgumentEffect(call, index).writes;
    if (isActive && !isReturnedRecord(getCallee(call), index) &&
        ((role == "passive" && (!isPointer || isFloatPointer(operand))) || (role == "inactive" && isWritten))) {
      InFlightDiagnostic error = refuseRuleCall(call)
                                 << "'" << name
                                 << "' takes part in the derivative here, and the rule has no adjoint for it "
                                    "[rule-argument]";
      error.attachNote() << (role == "passive"
                                 ? "name '" + name + "' in the rule's wrt(...), or declare it PULLBACK_INACTIVE"
                                 : "pass an array of its own");
      return failure();
    }
    for (unsigned other = 0; isPointer && other < index; ++other) {
      bool meet = isa<PtrType>(call.getOperands()[other].getType()) && !areApart(call, other, index);
      if (!meet || !(isWritten || getArgumentEffect(call, other).writes))
        continue;
      InFlightDiagnostic error = refuseRuleCall(call) << "'" << getParameterName(call, other) << "' and '" << name
                                                      << "' may share memory that it writes [rule-overlap]";
      error.attachNote() << "pass separate arrays";
      return failure();
    }
  }
  return success();
}
