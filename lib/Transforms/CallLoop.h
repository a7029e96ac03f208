// A loop over all calls that a recursive function makes.
#ifndef PULLBACK_TRANSFORMS_CALLLOOP_H
#define PULLBACK_TRANSFORMS_CALLLOOP_H

#include "Transforms/CallCycles.h"
#include "Transforms/KeptReferences.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/MapVector.h"

namespace pullback {

/// Builds the loop in place of one call from outside.
class CallLoop {
public:
  CallLoop(CallOp call, const Cycle &cycle, const KeptElements &elements);
  void build();

private:
  using End = llvm::function_ref<void(mlir::ValueRange)>;
  /// What runs from one call to the next.
  struct Part {
    mlir::Block *block;
    mlir::Value call; ///< the number of the one that runs
  };
  /// Where a new call gets its number: memory grows here.
  struct NewCall {
    mlir::Operation *place;
    mlir::Value count;
  };
  /// An argument that is handed over, if the function wants it.
  struct Passed {
    mlir::Operation *place;
    mlir::Value number, value;
    mlir::BlockArgument argument;
  };

  void findUnchanged(FuncOp entry);
  unsigned addPart();
  void startPart(unsigned part);
  void lower(mlir::Block &block, End end);
  void lowerCopy(mlir::Operation *op);
  void lowerCall(CallOp call);
  void lowerBranch(mlir::scf::IfOp branch, End end);
  void lowerLoop(LoopOp loop);
  void lowerReturn(FuncOp function, mlir::ValueRange values);
  void pass(FuncOp callee, mlir::ValueRange values, mlir::Value number);
  void finish();
  mlir::Value resolve(mlir::Value value);
  AllocOp getMemory(mlir::Value value);
  AllocOp makeMemory(mlir::Type type, llvm::StringRef name);
  mlir::Value getPlace(AllocOp memory, mlir::Value number, mlir::Location location) {
    return builder.create<ElementOp>(location, memory.getResult(), number);
  }
  mlir::Value numberOf(unsigned part);
  void goTo(unsigned part) { builder.create<StoreOp>(location, numberOf(part), at); }
  mlir::Value inType(mlir::Value value, mlir::Type type) {
    return value.getType() == type ? value
                                   : builder.create<CastOp>(location, type, value, /*implicit=*/true).getResult();
  }
  void store(mlir::Value value, AllocOp all, mlir::Value number);
  unsigned getEntry(FuncOp function);
  mlir::Value getResult(FuncOp function);
  bool isCopied(mlir::BlockArgument argument);
  bool isCopiedToHeap(mlir::BlockArgument argument);
  bool isInMemory(mlir::Value value);
  FuncOp getFunction(CallOp call) {
    return mlir::SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
  }

  CallOp first;
  const Cycle &cycle;
  const KeptElements &elements;
  mlir::Location location;
  mlir::OpBuilder builder, before; // `before` stands in front of the loop
  mlir::Type sizeType, numberType;
  mlir::Value at, running, calls; // variables: the part, the number of the call, how many there are
  AllocOp resumeOf, callerOf;
  llvm::MapVector<mlir::Value, AllocOp> memory;     // by the value, or the object, that it holds one of for every call
  llvm::DenseMap<mlir::Value, unsigned> unchanged;  // arguments, and which operand of the first call they are
  llvm::DenseMap<mlir::Value, mlir::Value> aliases; // results of loops, and what they carry
  llvm::DenseMap<mlir::Operation *, mlir::Value> results; // variables, by function
  llvm::MapVector<mlir::Operation *, unsigned> entries;
  llvm::SmallVector<FuncOp> pending;
  llvm::SmallVector<Part> parts;
  llvm::SmallVector<std::pair<ConstantOp, unsigned>> numbers;
  llvm::SmallVector<NewCall> newCalls;
  llvm::SmallVector<Passed> passed;
  llvm::SmallVector<std::tuple<mlir::Value, mlir::Value, mlir::Value>> made; // a value, its copy, and the call
  mlir::Value current;                                                       // the call that runs
  mlir::IRMapping known;                                                     // in the part that is written
};

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_CALLLOOP_H
