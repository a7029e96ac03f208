// The stages of the compiler, each a pass that pullback-opt runs alone. Pipeline.cpp puts them in order.
#ifndef PULLBACK_TRANSFORMS_PASSES_TD
#define PULLBACK_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

//===-- From source form to structured SSA ----------------------------------------------------------------------===//

def StructureExits : Pass<"pb-structure-exits", "::pullback::FuncOp"> {
  let summary = "Turns break, continue and early return into structured control flow";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def Promote : Pass<"pb-promote", "::pullback::FuncOp"> {
  let summary = "Promotes scalar locals to SSA values carried through branches and loops";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def Inline : Pass<"pb-inline", "::mlir::ModuleOp"> {
  let summary = "Inlines calls of functions that are not recursive";
}

def SplitAggregates : Pass<"pb-split-aggregates", "::pullback::FuncOp"> {
  let summary = "Splits local records and constant-indexed local arrays into scalars";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def RaiseLoops : Pass<"pb-raise-loops", "::pullback::FuncOp"> {
  let summary = "Turns loops that count into pb.for";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def NormalizePointers : Pass<"pb-normalize-pointers", "::pullback::FuncOp"> {
  let summary = "Rewrites carried and selected pointers as an object and an offset";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def ForwardLoads : Pass<"pb-forward-loads", "::pullback::FuncOp"> {
  let summary = "Forwards stores to loads, merges and hoists loads, removes dead stores, keeps accumulators in registers";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

#endif // PULLBACK_TRANSFORMS_PASSES_TD
