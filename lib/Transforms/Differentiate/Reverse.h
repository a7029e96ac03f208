// Builds the reverse sweep of a function behind its forward sweep.
//
// The function's body is the forward sweep. Operations are visited backwards; every active value has an adjoint, an SSA
// value that grows as its uses are met; every active object has a shadow object. A region is reversed by a region:
//
//   %r = scf.if %c { F; yield %y }             %v_bar' = scf.if %c { R(F) ; yield } else { yield %v_bar }
//   %r = pb.for %i = 0..n carry(%a = %init)    %init_bar = pb.for %i = n-1..0 carry(%a_bar = %r_bar) { R(F) }
//
// with the adjoints of the values that the region uses from outside as further results. Where the reverse sweep wants a
// primal value that is out of reach, the value is marked in the forward sweep and recalled in the block that mirrors
// its own; Storage decides later how.
#ifndef PULLBACK_TRANSFORMS_DIFFERENTIATE_REVERSE_H
#define PULLBACK_TRANSFORMS_DIFFERENTIATE_REVERSE_H

#include "Analysis/Activity.h"
#include "Rules/RuleTable.h"
#include "Transforms/Differentiate/CallVariants.h"
#include "Transforms/Differentiate/Signature.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/ScopedHashTable.h"

namespace pullback {

/// Reports the loops whose states cannot be kept as PULLBACK_CHECKPOINT asks for.
mlir::LogicalResult checkCheckpoints(FuncOp function);

class ReverseBuilder : mlir::OpBuilder::Listener {
public:
  /// `function` holds the forward sweep and the appended adjoint parameters; `seed` is the adjoint of the returned
  /// value.
  ReverseBuilder(FuncOp function, Activity &activity, CallVariants &variants);

  /// The adjoint object of an argument's object. Seeds (`isSeed`) are read and never cleared.
  void setShadow(mlir::Value object, mlir::Value shadow, bool isSeed);

  /// Appends the reverse sweep before the function's return. `returned` is the value that the primal returns (or null),
  /// `seed` its adjoint.
  mlir::LogicalResult build(mlir::Value returned, mlir::Value seed);
  /// After build: the adjoint of a by-value argument, or null if it is zero.
  mlir::Value getAdjoint(mlir::Value value) { return adjoints.lookup(value); }
  mlir::OpBuilder &getBuilder() { return builder; }

private:
  using Adjoints = llvm::ScopedHashTable<mlir::Value, mlir::Value>;
  using Scope = Adjoints::ScopeTy;
  using Choices = llvm::SmallDenseMap<mlir::Operation *, bool, 2>;

  void notifyOperationInserted(mlir::Operation *op, mlir::OpBuilder::InsertPoint previous) override;

  // Reverse.cpp
  void reverseBlock(mlir::Block &block, mlir::Block::iterator end);
  void reverseOp(mlir::Operation *op);
  void reverseRule(mlir::Operation *op, const Rule &rule);
  void reverseSelect(mlir::arith::SelectOp select);
  void reverseCast(CastOp cast);
  void reverseKnown(WithDerivativeOp known);
  void addAdjoint(mlir::Value value, mlir::Value contribution);
  void setAdjoint(mlir::Value value, mlir::Value adjoint);
  mlir::Value getAdjointOrZero(mlir::Value value, mlir::Location location);
  mlir::Value makeZero(mlir::Type type, mlir::Location location);
  /// The primal value, at the current place of the reverse sweep.
  mlir::Value recall(mlir::Value value);
  mlir::Location adjointLocation(mlir::Value value, mlir::Location place);

  // ReverseControl.cpp
  void linkMirror(mlir::Operation *op, mlir::Operation *mirror);
  void linkCounter(mlir::Value counter, mlir::Value mirrored);
  void reverseIf(mlir::scf::IfOp branch);
  void reverseFor(ForOp loop);
  void reverseLoop(LoopOp loop);
  void buildReverseBody(mlir::Operation *loop, ForOp mirror, mlir::Block::BlockArgListType carried, YieldOp yield,
                        mlir::scf::IfOp whileBody, llvm::ArrayRef<unsigned> active,
                        llvm::ArrayRef<mlir::Value> outside);
  ForOp buildCountdown(mlir::Operation *loop, mlir::Value trips, mlir::ValueRange inits);
  void reverseCarried(mlir::Operation *loop, ForOp forLoop, LoopOp plainLoop);
  llvm::ArrayRef<mlir::Value> collectOutside(mlir::Operation *op);

  // ReverseCheckpoints.cpp
  void reverseCheckpointed(ForOp loop);
  void useInstead(mlir::Value original, mlir::Value copy, mlir::IRMapping &mapping);
  llvm::SmallVector<mlir::Value> reverseIteration(ForOp loop, ForOp mirror, mlir::IRMapping &mapping,
                                                  llvm::ArrayRef<mlir::Value> objects, llvm::ArrayRef<unsigned> active,
                                                  llvm::ArrayRef<mlir::Value> outside);

  // ReverseMemory.cpp
  void reverseLoad(LoadOp load);
  void reverseStore(StoreOp store);
  void reverseCopy(CopyOp copy);
  void reverseZero(ZeroOp zero);
  void reverseSetSize(SetSizeOp change);
  void reverseAccumulate(AccumulateOp accumulate);
  void createShadows(mlir::Block &block);
  mlir::Value createShadow(mlir::Value object);
  mlir::Value shadow(mlir::Value pointer, const Choices &choices);
  bool isSeedPointer(mlir::Value pointer, const Choices &choices);
  bool hasUniformShadow(mlir::Value pointer);
  mlir::arith::SelectOp findMixedSelect(mlir::Value pointer, const Choices &choices);
  void withChoices(mlir::Value pointer, Choices &choices, llvm::function_ref<void(const Choices &)> visit);

  // ReverseCalls.cpp
  struct ScalarShadow {
    mlir::Value primal, place;
  };
  void reverseCall(CallOp call);
  void reverseSplitCall(CallOp call);
  void appendResultSeed(CallOp call, llvm::SmallVectorImpl<mlir::Value> &arguments);
  void appendAdjointArgument(mlir::Value operand, llvm::SmallVectorImpl<mlir::Value> &arguments,
                             llvm::SmallVectorImpl<ScalarShadow> &scalars, mlir::Location location);
  void addScalarShadows(llvm::ArrayRef<ScalarShadow> scalars, mlir::Location location);
  std::pair<mlir::Value, mlir::Value> makeRecord(CallOp call, SavedDefOp definition, llvm::StringRef name);
  void callForward(CallOp call, FuncOp forward, mlir::Value record, bool returnsRecord);
  void clearOutput(CallOp call, mlir::Value operand);

  // ReverseRules.cpp
  void reverseRuleCall(CallOp call, mlir::DictionaryAttr rule);
  void refuseLength(CallOp call, unsigned index, const llvm::Twine &why);
  mlir::Value passToRule(CallOp call, unsigned index, llvm::StringRef mode);
  mlir::Value makeRuleResult(CallOp call, unsigned index);
  mlir::Value passRuleInput(CallOp call, unsigned index);
  mlir::Value keepRuleInput(CallOp call, unsigned index, bool isWritten);
  mlir::Value makeRuleStorage(CallOp call, unsigned index, mlir::Value length, const llvm::Twine &name);
  void bringBack(mlir::OpBuilder &forward, mlir::Location location, mlir::Value source, mlir::Value target);
  void bringBackElements(mlir::OpBuilder &forward, mlir::Location location, mlir::Value count, mlir::Value source,
                         mlir::Value target);
  void appendRuleAdjoints(CallOp call, llvm::SmallVectorImpl<mlir::Value> &arguments,
                          llvm::SmallVectorImpl<ScalarShadow> &scalars,
                          llvm::SmallVectorImpl<std::pair<unsigned, mlir::Value>> &shared);
  mlir::Value makeRuleAdjoint(CallOp call, unsigned index, bool isShared);
  void addRuleAdjoint(CallOp call, unsigned index, mlir::Value adjoint);
  void clearRuleOutput(CallOp call, mlir::Value operand);

  FuncOp function;
  Activity &activity; // knows the copies of operations too
  CallVariants &variants;
  mlir::OpBuilder builder;
  Adjoints adjoints;
  Scope rootScope;
  mlir::Operation *start = nullptr; // the reverse sweep is behind it
  llvm::DenseMap<mlir::Value, mlir::Value> shadows;
  llvm::DenseSet<mlir::Value> seeds;
  llvm::DenseMap<mlir::Block *, mlir::Block *> mirrors;
  llvm::DenseMap<mlir::Value, mlir::Value> mirroredCounters;
  llvm::DenseMap<mlir::Operation *, llvm::SmallVector<mlir::Value>> outsideOf;
  llvm::DenseMap<mlir::Value, mlir::Value> recalls;
  llvm::DenseMap<mlir::Block *, mlir::Block *> markBlocks; // a while loop's condition part -> its body
  mlir::DictionaryAttr ruleInUse;                          // of the call that is reversed now
  int64_t nextId = 0;
  bool failed = false;
};

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_DIFFERENTIATE_REVERSE_H
