#include "Gradcheck/LocalDerivatives.h"

#include "Transforms/Pipeline.h"

using namespace mlir;
using namespace pullback;

static std::vector<std::string> findMissingModes(const Request &request) {
  auto asksFor = [&](StringRef mode) { return llvm::is_contained(request.modes, mode); };
  std::vector<std::string> missing;
  if (!asksFor("vjp") && !asksFor("value_and_vjp") && !asksFor("split"))
    missing.push_back("vjp");
  if (!asksFor("jvp"))
    missing.push_back("jvp");
  return missing;
}

/// Leaves one primal with requests, for these modes.
static void selectModes(ModuleOp module, size_t index, ArrayRef<std::string> modes) {
  Builder builder(module.getContext());
  SmallVector<StringRef> names(modes.begin(), modes.end());
  size_t next = 0;
  for (auto function : module.getOps<FuncOp>()) {
    if (!function->hasAttr("pb.modes"))
      continue;
    if (next++ == index)
      function->setAttr("pb.modes", builder.getStrArrayAttr(names));
    else
      function->removeAttr("pb.modes");
  }
}

/// The primal of the request, and all that it calls.
static llvm::SetVector<FuncOp> collectReached(ModuleOp module, size_t index) {
  llvm::SetVector<FuncOp> reached;
  for (auto function : module.getOps<FuncOp>())
    if (function->hasAttr("pb.modes") && index-- == 0)
      reached.insert(function);
  for (size_t i = 0; i < reached.size(); ++i) {
    FuncOp function = reached[i];
    function.walk([&](CallOp call) {
      if (auto callee = module.lookupSymbol<FuncOp>(call.getCallee()))
        reached.insert(callee);
    });
  }
  return reached;
}

static bool computesInFloat(ModuleOp module, size_t index) {
  return llvm::any_of(collectReached(module, index), [](FuncOp function) {
    auto isSingle = [](Operation *op) {
      bool isOne = llvm::any_of(op->getResultTypes(), llvm::IsaPred<Float32Type>);
      return isOne ? WalkResult::interrupt() : WalkResult::advance();
    };
    return function.walk(isSingle).wasInterrupted();
  });
}

static FailureOr<LocalCode> makeCode(ModuleOp module, size_t index, ArrayRef<std::string> modes, StringRef scope,
                                     std::string &problem) {
  OwningOpRef<ModuleOp> copy = module.clone();
  selectModes(*copy, index, modes);
  (*copy)->removeAttr("pb.no_heap");
  for (auto function : copy->getOps<FuncOp>())
    function->removeAttr("pb.workspace");
  ScopedDiagnosticHandler handler(module.getContext(), [&](Diagnostic &diagnostic) {
    if (problem.empty() && diagnostic.getSeverity() == DiagnosticSeverity::Error)
      problem = diagnostic.str();
  });
  if (failed(runPipeline(*copy, "")))
    return failure();
  return emitLocalCode(*copy, scope.str());
}

std::vector<LocalDerivatives> pullback::makeLocalDerivatives(ModuleOp module, ArrayRef<Request> requests) {
  std::vector<LocalDerivatives> result;
  llvm::StringMap<unsigned> used;
  for (auto [index, request] : llvm::enumerate(requests)) {
    LocalDerivatives &local = result.emplace_back();
    unsigned number = ++used[request.derived];
    local.scope = "for_check_of_" + request.derived + (number == 1 ? "" : "_" + std::to_string(number));
    local.computesInFloat = computesInFloat(module, index);
    std::vector<std::string> modes = findMissingModes(request);
    while (!modes.empty()) {
      std::string problem;
      FailureOr<LocalCode> code = makeCode(module, index, modes, local.scope, problem);
      if (succeeded(code)) {
        local.code = std::move(*code);
        local.modes = modes;
        break;
      }
      if (modes.back() == "jvp") // without tangents, then
        local.problem = problem;
      modes.pop_back();
    }
  }
  return result;
}
