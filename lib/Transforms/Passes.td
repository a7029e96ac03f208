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

def KnownClasses : Pass<"pb-known-classes", "::mlir::ModuleOp"> {
  let summary = "Decides virtual calls by the objects that a program makes";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def DropTexts : Pass<"pb-drop-texts", "::mlir::ModuleOp"> {
  let summary = "Takes the numbers out of strings where nobody asks what they say";
}

def KnownElements : Pass<"pb-known-elements", "::pullback::FuncOp"> {
  let summary = "Replaces loads of integers from arrays that hold a function of their subscript";
}

def NumberTexts : Pass<"pb-number-texts", "::mlir::ModuleOp"> {
  let summary = "Numbers texts in their order, and asks the caller's strings what they say";
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def OpenArguments : Pass<"pb-open-arguments", "::mlir::ModuleOp"> {
  let summary = "Passes records with pointers in them member by member to functions that only read them";
}

def IterateRecursion : Pass<"pb-iterate-recursion", "::mlir::ModuleOp"> {
  let summary = "Turns recursive functions that take objects with pointers in them into loops over their calls";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def ReadOnlyArguments : Pass<"pb-read-only-arguments", "::mlir::ModuleOp"> {
  let summary = "Makes pointers const that functions only read through";
}

def SplitAggregates : Pass<"pb-split-aggregates", "::pullback::FuncOp"> {
  let summary = "Splits local records and constant-indexed local arrays into scalars";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def RaiseLoops : Pass<"pb-raise-loops", "::pullback::FuncOp"> {
  let summary = "Turns loops that count into pb.for";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def RaiseDoLoops : Pass<"pb-raise-do-loops", "::pullback::FuncOp"> {
  let summary = "Turns loops that count and test behind their body into pb.for";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def ShareMemory : Pass<"pb-share-memory", "::pullback::FuncOp"> {
  let summary = "Rewrites pointers that are kept in memory as numbers";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def NormalizePointers : Pass<"pb-normalize-pointers", "::pullback::FuncOp"> {
  let summary = "Rewrites carried and selected pointers as an object and an offset";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def BoundVectors : Pass<"pb-bound-vectors", "::pullback::FuncOp"> {
  let summary = "Says how many elements a growing vector gets";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def ForwardLoads : Pass<"pb-forward-loads", "::pullback::FuncOp"> {
  let summary = "Forwards stores to loads, merges and hoists loads, removes dead stores, keeps accumulators in registers";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def CloseForms : Pass<"pb-close-forms", "::pullback::FuncOp"> {
  let summary = "Writes integers that count along with loops as functions of their counters";
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def UnrollLoops : Pass<"pb-unroll-loops", "::pullback::FuncOp"> {
  let summary = "Spells out short loops over small local arrays";
}

def HoistInvariants : Pass<"pb-hoist-invariants", "::pullback::FuncOp"> {
  let summary = "Moves library functions out of loops that do not change their arguments";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def SinkValues : Pass<"pb-sink-values", "::pullback::FuncOp"> {
  let summary = "Moves values that one side of a branch uses into that side";
}

def MergeValues : Pass<"pb-merge-values", "::pullback::FuncOp"> {
  let summary = "Merges equal values of operations without effects";
}

def TabulateInvariants : Pass<"pb-tabulate-invariants", "::pullback::FuncOp"> {
  let summary = "Computes library functions that inner loops repeat once, in a table";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

//===-- Derivatives ----------------------------------------------------------------------------------------------===//

def Differentiate : Pass<"pb-differentiate", "::mlir::ModuleOp"> {
  let summary = "Builds the derivative functions that the primals ask for, with marks and recalls";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def CombineCalls : Pass<"pb-combine-calls", "::mlir::ModuleOp"> {
  let summary = "Runs a call and its reverse in one where the seed is known at the call";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def ReloadStored : Pass<"pb-reload-stored", "::pullback::FuncOp"> {
  let summary = "Takes recalled values from where the program has stored them, if they stay there";
}

def FuseLoops : Pass<"pb-fuse-loops", "::pullback::FuncOp"> {
  let summary = "Runs primal iterations and their reverse together where nothing has to be saved then";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def PlaceRecalls : Pass<"pb-place-recalls", "::pullback::FuncOp"> {
  let summary = "Decides for each recalled value whether it is free, recomputed or saved, and makes it so";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def SplitSweeps : Pass<"pb-split-sweeps", "::mlir::ModuleOp"> {
  let summary = "Cuts a function of two sweeps into one for each, with a struct of saved values between them";
}

def RemoveDead : Pass<"pb-remove-dead", "::pullback::FuncOp"> {
  let summary = "Removes operations, carried values, results and stores that nothing needs";
}

def ZeroUnwritten : Pass<"pb-zero-unwritten", "::pullback::FuncOp"> {
  let summary = "Gives variables of records their zero where a member is read that nothing ever writes";
}

def KnownComparisons : Pass<"pb-known-comparisons", "::pullback::FuncOp"> {
  let summary = "Decides comparisons that types, bits or the branches around decide";
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def ForwardOrder : Pass<"pb-forward-order", "::pullback::FuncOp"> {
  let summary = "Runs loops of the reverse sweep forwards where their iterations only accumulate";
}

def NameMemory : Pass<"pb-name-memory", "::pullback::FuncOp"> {
  let summary = "Names the elements of vectors after the objects that hold them";
}

def ZeroFills : Pass<"pb-zero-fills", "::pullback::FuncOp"> {
  let summary = "Removes loops that set a vector to zero which has just been made";
}

def JoinLoops : Pass<"pb-join-loops", "::pullback::FuncOp"> {
  let summary = "Joins loops of which one reads, element by element, what the other has stored";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def DistributeLoops : Pass<"pb-distribute-loops", "::pullback::FuncOp"> {
  let summary = "Gives each neighbour that a loop of the reverse sweep adds to a loop of its own";
}

def InterchangeLoops : Pass<"pb-interchange-loops", "::pullback::FuncOp"> {
  let summary = "Interchanges loops of the reverse sweep, so that the inner one goes along rows";
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def MergeAccumulations : Pass<"pb-merge-accumulations", "::pullback::FuncOp"> {
  let summary = "Merges clearing and accumulating into one adjoint in a row";
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def HoistAccumulations : Pass<"pb-hoist-accumulations", "::pullback::FuncOp"> {
  let summary = "Sums up in registers what loops add to one place";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def SimplifyAdjoints : Pass<"pb-simplify-adjoints", "::pullback::FuncOp"> {
  let summary = "Drops zeros and ones from the arithmetic of adjoints and tangents";
}

def FirstContributions : Pass<"pb-first-contributions", "::pullback::FuncOp"> {
  let summary = "Stores first contributions to adjoints that are zero, in place of clearing and adding";
}

def IterationSums : Pass<"pb-iteration-sums", "::pullback::FuncOp"> {
  let summary = "Lets each iteration add once to an adjoint sum that its loop carries";
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def KnownSums : Pass<"pb-known-sums", "::pullback::FuncOp"> {
  let summary = "Takes sums of multiples of stored values from sums that the primal has";
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def SelectedPlaces : Pass<"pb-selected-places", "::pullback::FuncOp"> {
  let summary = "Adds the adjoint of a selected value at the place that it came from, whether a loop selected it or not";
}

def SkipZeros : Pass<"pb-skip-zeros", "::pullback::FuncOp"> {
  let summary = "Leaves out scattered accumulations of what a branch found to be zero";
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::scf::SCFDialect"];
}

def SmallArrays : Pass<"pb-small-arrays", "::pullback::FuncOp"> {
  let summary = "Takes small arrays of known size from the stack instead of the heap";
}

def UseWorkspace : Pass<"pb-use-workspace", "::mlir::ModuleOp"> {
  let summary = "Takes the arrays of derivatives from work space of the caller, or refuses what needs the heap";
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def JoinArrays : Pass<"pb-join-arrays", "::pullback::FuncOp"> {
  let summary = "Gives the arrays that keep values for the reverse sweep one allocation";
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def CheckContract : Pass<"pb-check-contract", "::pullback::FuncOp"> {
  let summary = "Lets derivative functions check what their callers pass";
}

#endif // PULLBACK_TRANSFORMS_PASSES_TD
