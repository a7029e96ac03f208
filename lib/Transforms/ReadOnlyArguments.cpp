// Makes pointers const that functions only read through, where calls of them stay calls.
//
//   pb.func @walk(%x: ptr<f64>, %y: ptr<f64>)   ->   pb.func @walk(%x: ptr<f64, const>, %y: ptr<f64>)
//   pb.call @walk(%x, %y)                       ->   %c = pb.cast %x to ptr<f64, const>; pb.call @walk(%c, %y)
//
// A call is taken to write to all that it gets without const. What a vector leads to comes without const, even if the
// vector is const, and so do parameters to which nobody has written it.
//
// Left alone: what is walked along with a pointer that changes, stored or chosen, and objects with pointers in them.
#include "IR/Pullback.h"
#include "Transforms/Passes.h"

#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace pullback;

namespace pullback {
#define GEN_PASS_DEF_READONLYARGUMENTS
#include "Transforms/Passes.h.inc"
} // namespace pullback

namespace {

struct ReadOnlyArguments : pullback::impl::ReadOnlyArgumentsBase<ReadOnlyArguments> {
  void runOnOperation() override;

private:
  using Argument = std::pair<Operation *, unsigned>;

  bool onlyReads(Value place);
  void makeConst(Value place);

  llvm::SetVector<Argument> candidates;
};

/// Whether all that is done with a place reads it, if the candidates are right.
bool ReadOnlyArguments::onlyReads(Value place) {
  return llvm::all_of(place.getUses(), [&](OpOperand &use) {
    Operation *user = use.getOwner();
    if (isa<FieldOp, ElementOp, DecayOp>(user))
      return onlyReads(user->getResult(0));
    if (auto conversion = dyn_cast<CastOp>(user)) {
      auto to = dyn_cast<PtrType>(conversion.getType());
      return to && to.getIsConst() && onlyReads(conversion);
    }
    if (auto call = dyn_cast<CallOp>(user)) {
      Operation *callee = SymbolTable::lookupNearestSymbolFrom(call, call.getCalleeAttr());
      return cast<PtrType>(place.getType()).getIsConst() || candidates.contains({callee, use.getOperandNumber()});
    }
    return isa<LoadOp, CmpOp>(user) || (isa<CopyOp>(user) && cast<CopyOp>(user).getTarget() != place);
  });
}

/// Gives a pointer, and what is reached from it, its type with const.
void ReadOnlyArguments::makeConst(Value place) {
  place.setType(PtrType::get(cast<PtrType>(place.getType()).getPointee(), true));
  for (Operation *user : llvm::make_early_inc_range(place.getUsers())) {
    auto conversion = dyn_cast<CastOp>(user);
    if (conversion && conversion.getType() == place.getType()) {
      conversion.replaceAllUsesWith(place);
      conversion.erase();
    } else if (isa<FieldOp, ElementOp, DecayOp>(user)) {
      makeConst(user->getResult(0));
    }
  }
}

void ReadOnlyArguments::runOnOperation() {
  ModuleOp module = getOperation();
  candidates.clear();
  for (FuncOp function : module.getOps<FuncOp>())
    if (!function.isDeclaration() && !function->hasAttr("pb.modes") && !function.getRules() &&
        !function.getInactive() && function.getRole() == "primal")
      for (auto [index, type] : llvm::enumerate(function.getArgumentTypes()))
        if (auto pointer = dyn_cast<PtrType>(type);
            pointer && !pointer.getIsConst() && !containsPointer(pointer.getPointee()) &&
            !function.getArgAttr(index, "pb.byval") && !function.getArgAttr(index, "pb.sret"))
          candidates.insert({function, static_cast<unsigned>(index)});
  for (size_t before = candidates.size() + 1; candidates.size() < before;) {
    before = candidates.size();
    candidates.remove_if(
        [&](const Argument &one) { return !onlyReads(cast<FuncOp>(one.first).getBody().getArgument(one.second)); });
  }
  for (const Argument &one : candidates) {
    auto function = cast<FuncOp>(one.first);
    makeConst(function.getBody().getArgument(one.second));
    function.setFunctionType(
        FunctionType::get(&getContext(), TypeRange(function.getBody().getArgumentTypes()), function.getResultTypes()));
  }
  module.walk([&](CmpOp compared) { // with null, or another pointer
    for (OpOperand &operand : compared->getOpOperands()) {
      auto type = dyn_cast<PtrType>(operand.get().getType());
      auto other = dyn_cast<PtrType>(compared->getOperand(1 - operand.getOperandNumber()).getType());
      if (type && other && !type.getIsConst() && other.getIsConst())
        operand.set(OpBuilder(compared).create<CastOp>(compared.getLoc(), other, operand.get(), /*implicit=*/true));
    }
  });
  module.walk([&](CallOp call) {
    Operation *callee = SymbolTable::lookupNearestSymbolFrom(call, call.getCalleeAttr());
    for (OpOperand &operand : call->getOpOperands()) {
      auto type = dyn_cast<PtrType>(operand.get().getType());
      if (!type || type.getIsConst() || !candidates.contains({callee, operand.getOperandNumber()}))
        continue;
      OpBuilder builder(call);
      Type constant = PtrType::get(type.getPointee(), true);
      operand.set(builder.create<CastOp>(call.getLoc(), constant, operand.get(), /*implicit=*/true));
    }
  });
}

} // namespace
