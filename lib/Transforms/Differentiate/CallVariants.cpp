#include "Transforms/Differentiate/CallVariants.h"

#include "Analysis/Aliasing.h"
#include "Transforms/Differentiate/Signature.h"

using namespace mlir;
using namespace pullback;

static FuncOp getCallee(CallOp call) {
  return SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
}

std::string CallUse::key() const {
  std::string key;
  for (auto [role, kept, none] : llvm::zip(roles, stable, isNull))
    key += role + (none ? "0" : kept ? "+" : "-");
  return key;
}

// Memory keeps its content until the reverse sweep if it is the caller's own input and nobody here writes to it.
static bool isStable(Value pointer, FuncOp caller, const ObjectWrites &writes) {
  return llvm::all_of(getObjects(pointer), [&](Value object) {
    if (auto global = object.getDefiningOp<GlobalOp>())
      return !mayChange(global);
    if (object.getDefiningOp<NullOp>())
      return true;
    auto argument = dyn_cast<BlockArgument>(object);
    return argument && argument.getOwner()->getParentOp() == caller && writes.getWrites(object).empty() &&
           !caller.getArgAttr(argument.getArgNumber(), "pb.unstable") && cast<PtrType>(argument.getType()).getIsConst();
  });
}

static bool isNull(Value pointer) { return bool(stripCasts(pointer).getDefiningOp<NullOp>()); }

CallUse CallVariants::describe(CallOp call, llvm::function_ref<bool(Value)> isActive) {
  CallUse use;
  auto caller = call->getParentOfType<FuncOp>();
  ObjectWrites writes(caller.getBody());
  for (auto [index, operand] : llvm::enumerate(call.getOperands())) {
    auto pointer = dyn_cast<PtrType>(operand.getType());
    bool active = isActive(operand);
    bool written = pointer && !pointer.getIsConst() && !getCallee(call).getArgAttr(index, "pb.byval");
    use.roles.push_back(!active ? "passive" : written ? "inout" : "wrt");
    use.stable.push_back(pointer && isStable(operand, caller, writes));
    use.isNull.push_back(isNull(operand));
  }
  return use;
}

// `wanted`, or the first of wanted_2, wanted_3 ... that is free with each of the suffixes.
std::string CallVariants::freshName(StringRef wanted, ArrayRef<StringRef> suffixes) {
  std::string name = wanted.str();
  auto isTaken = [&](StringRef suffix) { return module.lookupSymbol((name + suffix).str()) != nullptr; };
  for (unsigned number = 2; llvm::any_of(suffixes, isTaken); ++number)
    name = (wanted + "_" + Twine(number)).str();
  return name;
}

Job CallVariants::takeJob() {
  Job job = jobs.front();
  jobs.pop_front();
  return job;
}

// What the function would do at a pointer that is null, it does not do. The argument stays, without a use.
static void knowNull(BlockArgument argument) {
  if (argument.use_empty())
    return;
  OpBuilder builder(argument.getContext());
  builder.setInsertionPointToStart(argument.getOwner());
  argument.replaceAllUsesWith(builder.create<NullOp>(argument.getLoc(), argument.getType()));
}

FuncOp CallVariants::cloneFor(CallOp call, const CallUse &use, StringRef name) {
  FuncOp callee = getCallee(call), copy = callee.clone();
  copy.setSymName(freshName(name));
  copy.setRole("helper");
  for (auto [index, role] : llvm::enumerate(use.roles)) {
    copy.setArgAttr(index, "pb.role", StringAttr::get(copy.getContext(), role));
    if (!use.stable[index])
      copy.setArgAttr(index, "pb.unstable", UnitAttr::get(copy.getContext()));
    if (use.isNull[index])
      knowNull(copy.getBody().getArgument(index));
  }
  module.push_back(copy);
  return copy;
}

/// What is no part of a name becomes one underscore: two are reserved.
static std::string baseName(FuncOp function) {
  std::string name;
  for (char c : function.getCxxName())
    if (llvm::isAlnum(c))
      name += c;
    else if (!StringRef(name).ends_with("_"))
      name += '_';
  return StringRef(name).rtrim('_').str();
}

SplitVariant CallVariants::getSplit(CallOp call, const CallUse &use) {
  SplitVariant &known = splits[(call.getCallee() + ":" + use.key()).str()];
  if (known.forward)
    return known;
  FuncOp copy = cloneFor(call, use, (call.getCallee() + "_sweeps").str());
  std::string name = freshName(baseName(getCallee(call)) + "_sweep", {"_fwd", "_rev", "_saved"});
  SplitVariant declared = declareSplit(copy, name, "helper");
  splits[(call.getCallee() + ":" + use.key()).str()] = declared;
  declareCombined(call, use, declared);
  return declared;
}

// Both sweeps in one function, for calls whose seed is known before.
void CallVariants::declareCombined(CallOp call, const CallUse &use, SplitVariant split) {
  FuncOp callee = getCallee(call);
  bool hasRecord = llvm::any_of(llvm::seq<unsigned>(0, callee.getNumArguments()),
                                [&](unsigned index) { return isReturnedRecord(callee, index); });
  bool onlyAdds = llvm::all_of(use.roles, [](StringRef role) { return role == "wrt" || role == "passive"; });
  if (hasRecord || !onlyAdds)
    return;
  std::string name = freshName(baseName(callee) + "_sweep_both");
  FuncOp both = cloneFor(call, use, name);
  both.setCxxName(name);
  jobs.push_back({both, "value_and_vjp"});
  split.forward->setAttr("pb.combined", FlatSymbolRefAttr::get(both));
  split.reverse->setAttr("pb.reverse_of", FlatSymbolRefAttr::get(split.forward));
}

FuncOp CallVariants::getTangent(CallOp call, const CallUse &use) {
  FuncOp &known = tangents[(call.getCallee() + ":" + use.key()).str()];
  if (known)
    return known;
  FuncOp copy = cloneFor(call, use, freshName(baseName(getCallee(call)) + "_tangent"));
  copy.setCxxName(copy.getSymName());
  appendTangents(copy);
  moveReturnedRecordLast(copy);
  copy->setAttr("pb.tangents_appended", UnitAttr::get(copy.getContext()));
  jobs.push_back({copy, "jvp"});
  return tangents[(call.getCallee() + ":" + use.key()).str()] = copy;
}

FuncOp CallVariants::getPrimal(CallOp call) {
  FuncOp callee = getCallee(call);
  FuncOp &known = primals[callee];
  if (known || callee.isDeclaration())
    return known ? known : callee;
  FuncOp copy = callee.clone();
  std::string name = freshName(baseName(callee) + "_primal");
  copy.setSymName(name);
  copy.setCxxName(name);
  copy.setRole("helper");
  module.push_back(copy);
  primals[callee] = copy;
  copy.walk([&](CallOp inner) { inner.setCalleeAttr(FlatSymbolRefAttr::get(getPrimal(inner))); });
  return copy;
}

//===------------------------------------------------------------------------------------------------------------===//
// Declarations of the two sweeps
//===------------------------------------------------------------------------------------------------------------===//

static FuncOp makeDeclaration(FuncOp like, StringRef symbol, StringRef cxxName, StringRef role) {
  FuncOp declared = like.clone();
  declared.setSymName(symbol);
  declared.setCxxName(cxxName);
  declared.setRole(role);
  for (StringRef attribute : {"pb.modes", "pb.derived"})
    declared->removeAttr(attribute);
  return declared;
}

// The reverse sweep leaves primal memory alone, and its caller may have it in a struct that is const there.
static void makeInputsConst(FuncOp reverse) {
  SmallVector<Type> types(reverse.getArgumentTypes());
  for (unsigned i = 0; i < types.size(); ++i) {
    auto pointer = dyn_cast<PtrType>(types[i]);
    if (pointer && isa<SavedType>(pointer.getPointee()))
      break;
    if (pointer)
      types[i] = PtrType::get(pointer.getPointee(), true);
  }
  reverse.setFunctionType(FunctionType::get(reverse.getContext(), types, {}));
}

// The copies still have a body here; only their parameters count, and the bodies are replaced when the job is done.
SplitVariant CallVariants::declareSplit(FuncOp function, StringRef name, StringRef role) {
  SplitVariant split;
  OpBuilder builder(module.getBodyRegion());
  builder.setInsertionPointToEnd(module.getBody());
  std::string savedName = freshName((name + "_saved").str());
  std::string shown = (name + "_saved").str();
  split.saved = builder.create<SavedDefOp>(function.getLoc(), savedName, shown, function.getCxxScope(), role,
                                           builder.getStrArrayAttr({}), builder.getTypeArrayAttr({}),
                                           builder.getStrArrayAttr({}));
  auto savedType = SavedType::get(module.getContext(), savedName);
  split.forward = makeDeclaration(function, freshName((name + "_fwd").str()), (name + "_fwd").str(), role);
  module.push_back(split.forward);
  appendParameter(split.forward, PtrType::get(savedType), "saved", true);
  moveReturnedRecordLast(split.forward);
  split.reverse = makeDeclaration(function, freshName((name + "_rev").str()), (name + "_rev").str(), role);
  module.push_back(split.reverse);
  appendParameter(split.reverse, PtrType::get(savedType, true), "saved", true);
  appendAdjoints(split.reverse, /*withoutSeed=*/false);
  for (unsigned i = function.getNumArguments(); i-- > 0;)
    if (isPureOutput(function, i) || isReturnedRecord(function, i)) {
      split.reverse.getBody().getArgument(i).dropAllUses();
      split.reverse.eraseArgument(i);
    }
  for (FuncOp declared : {split.forward, split.reverse}) {
    declared.getBody().dropAllReferences();
    declared.getBody().getBlocks().clear();
    declared.setPrivate(); // MLIR wants that of a function without a body
  }
  split.reverse.removeResAttrsAttr();
  split.reverse.setFunctionType(FunctionType::get(module.getContext(), split.reverse.getArgumentTypes(), {}));
  if (role == "helper")
    makeInputsConst(split.reverse);
  function->setAttr("pb.split",
                    builder.getArrayAttr({FlatSymbolRefAttr::get(split.forward), FlatSymbolRefAttr::get(split.reverse),
                                          FlatSymbolRefAttr::get(split.saved)}));
  jobs.push_back({function, "split"});
  return split;
}
