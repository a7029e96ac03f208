#include "Transforms/Pipeline.h"

#include "Transforms/Passes.h"
#include "Transforms/Uncalled.h"

#include "mlir/IR/Verifier.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace pullback;

// Exits are gone; what is left of C++'s control flow is scf.if and loops with one way out.
static void addStructureExits(OpPassManager &passes) {
  passes.addPass(createDropTexts());
  passes.addNestedPass<FuncOp>(createStructureExits());
}

// Scalars are SSA values.
static void addPromote(OpPassManager &passes) { passes.addNestedPass<FuncOp>(createPromote()); }

static void addInline(OpPassManager &passes) {
  passes.addPass(createInline());
  passes.addPass(createKnownClasses());
  passes.addNestedPass<FuncOp>(createNameMemory());
  passes.addNestedPass<FuncOp>(createSplitAggregates()); // closures that hold references to other closures
  passes.addNestedPass<FuncOp>(createPromote());
  passes.addPass(createOpenArguments());
  passes.addPass(createIterateRecursion());
  passes.addPass(createReadOnlyArguments());
}

// Regions here are trees of single blocks: there are no branches between blocks that could be simplified, and looking
// for them takes a walk of all that a region contains for every level of nesting.
static void addTidy(OpPassManager &passes) {
  GreedyRewriteConfig config;
  config.enableRegionSimplification = GreedySimplifyRegionLevel::Disabled;
  passes.addNestedPass<FuncOp>(createCanonicalizerPass(config));
  passes.addNestedPass<FuncOp>(createMergeValues());
}

// Small aggregates are scalars, loops that count are pb.for, pointers are an object and an offset, and nothing is
// loaded twice.
static void addClean(OpPassManager &passes) {
  passes.addNestedPass<FuncOp>(createKnownComparisons());
  addTidy(passes); // subscripts that are constant become so
  passes.addNestedPass<FuncOp>(createSplitAggregates());
  addTidy(passes);
  passes.addNestedPass<FuncOp>(createRaiseLoops());
  passes.addNestedPass<FuncOp>(createRaiseDoLoops());
  passes.addNestedPass<FuncOp>(createShareMemory());
  passes.addNestedPass<FuncOp>(createNormalizePointers());
  passes.addNestedPass<FuncOp>(createBoundVectors());
  passes.addNestedPass<FuncOp>(createRaiseLoops());
  passes.addNestedPass<FuncOp>(createRaiseDoLoops());
  passes.addNestedPass<FuncOp>(createCloseForms());
  passes.addNestedPass<FuncOp>(createUnrollLoops());
  addTidy(passes);
  passes.addNestedPass<FuncOp>(createSplitAggregates());
  addTidy(passes); // forwarding tells places apart by their SSA values
  passes.addNestedPass<FuncOp>(createForwardLoads());
  addTidy(passes);
  passes.addNestedPass<FuncOp>(createKnownElements());
  addTidy(passes);
  passes.addNestedPass<FuncOp>(createZeroFills());
  passes.addNestedPass<FuncOp>(createJoinLoops());
  passes.addNestedPass<FuncOp>(createHoistInvariants());
  passes.addNestedPass<FuncOp>(createTabulateInvariants());
  passes.addNestedPass<FuncOp>(createRemoveDead());
  passes.addPass(createNumberTexts());
  addTidy(passes);
  passes.addNestedPass<FuncOp>(createSinkValues());
}

static void addDifferentiate(OpPassManager &passes) { passes.addPass(createDifferentiate()); }

// Every primal value that the reverse sweep wants has a place.
static void addPlace(OpPassManager &passes) {
  passes.addPass(createCombineCalls());
  passes.addNestedPass<FuncOp>(createReloadStored());
  passes.addNestedPass<FuncOp>(createFuseLoops());
  passes.addNestedPass<FuncOp>(createReloadStored()); // what stays for the time of one iteration
  passes.addNestedPass<FuncOp>(createPlaceRecalls());
  passes.addPass(createSplitSweeps());
}

static void addSimplify(OpPassManager &passes) {
  passes.addNestedPass<FuncOp>(createPromote());
  passes.addNestedPass<FuncOp>(createRemoveDead());
  addTidy(passes);
  passes.addNestedPass<FuncOp>(createForwardLoads());
  addTidy(passes);
  passes.addNestedPass<FuncOp>(createMergeAccumulations());
  passes.addNestedPass<FuncOp>(createHoistAccumulations());
  addTidy(passes);
  passes.addNestedPass<FuncOp>(createForwardLoads()); // of what is stored now
  passes.addNestedPass<FuncOp>(createSimplifyAdjoints());
  addTidy(passes);
  passes.addNestedPass<FuncOp>(createRemoveDead());
  passes.addNestedPass<FuncOp>(createKnownSums());
  passes.addNestedPass<FuncOp>(createFirstContributions());
  passes.addNestedPass<FuncOp>(createDistributeLoops());
  passes.addNestedPass<FuncOp>(createForwardOrder());
  passes.addNestedPass<FuncOp>(createInterchangeLoops());
  passes.addNestedPass<FuncOp>(createHoistAccumulations());
  passes.addNestedPass<FuncOp>(createSimplifyAdjoints());
  passes.addNestedPass<FuncOp>(createIterationSums());
  passes.addNestedPass<FuncOp>(createSkipZeros());
  passes.addNestedPass<FuncOp>(createSmallArrays());
  passes.addNestedPass<FuncOp>(createKnownComparisons());
  addTidy(passes);
  passes.addNestedPass<FuncOp>(createSelectedPlaces());
  passes.addNestedPass<FuncOp>(createRemoveDead());
  passes.addNestedPass<FuncOp>(createZeroUnwritten());
  passes.addPass(createUseWorkspace());
  passes.addNestedPass<FuncOp>(createJoinArrays());
  passes.addNestedPass<FuncOp>(createMergeValues()); // sizes that stand in front of others now
}

namespace {

struct Stage {
  StringRef name;
  void (*add)(OpPassManager &);
};

} // namespace

static constexpr Stage kStages[] = {
    {"frontend", nullptr}, {"structure-exits", addStructureExits}, {"promote", addPromote}, {"inline", addInline},
    {"clean", addClean},   {"differentiate", addDifferentiate},    {"place", addPlace},     {"simplify", addSimplify},
};

ArrayRef<StringRef> pullback::getStageNames() {
  static const SmallVector<StringRef> names =
      llvm::map_to_vector(kStages, [](const Stage &stage) { return stage.name; });
  return names;
}

LogicalResult pullback::runPipeline(ModuleOp module, StringRef stopAfter, bool checksContract) {
  module.getContext()->printOpOnDiagnostic(false);
  module.getContext()->disableMultithreading(); // deep nesting needs the caller's large stack
  PassManager passes(module.getContext());
#ifdef NDEBUG
  passes.enableVerifier(false); // once, at the end: the verifier's time grows with the depth of nesting
#endif
  for (const Stage &stage : kStages) {
    if (stage.add)
      stage.add(passes);
    if (stage.name == stopAfter)
      break;
  }
  if (checksContract && stopAfter.empty())
    passes.addNestedPass<FuncOp>(createCheckContract());
  if (failed(passes.run(module)))
    return failure();
  if (stopAfter.empty())
    removeUncalled(module);
  return verify(module);
}
