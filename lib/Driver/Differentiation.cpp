// The heart of the driver, read from top to bottom: requests -> pb module -> stages -> what was asked for.
#include "Driver/Differentiation.h"

#include "Driver/ExpressionGraph.h"
#include "Driver/Manifest.h"
#include "Driver/MlirDiagnostics.h"
#include "Driver/Version.h"
#include "Emit/Types.h"
#include "Frontend/Reach.h"
#include "Frontend/Report.h"
#include "Frontend/Types.h"
#include "Gradcheck/Primals.h"
#include "Transforms/Pipeline.h"
#include "Transforms/Storage/StorageNotes.h"
#include "Transforms/Strategies.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Verifier.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace pullback;

static std::vector<const FunctionDecl *> getReached(llvm::ArrayRef<Request> requests) {
  std::vector<const FunctionDecl *> all;
  for (const Request &request : requests)
    for (const FunctionDecl *function : getReachedFunctions(request.body))
      if (!llvm::is_contained(all, function))
        all.push_back(function);
  return all;
}

void Differentiation::run(llvm::ArrayRef<Request> requests, Compilation &result) {
  result.listing = printListing(requests);
  mlir::MLIRContext context(mlir::MLIRContext::Threading::DISABLED);
  context.loadDialect<PullbackDialect, mlir::arith::ArithDialect, mlir::scf::SCFDialect>();
  MlirDiagnostics diagnostics(context, ast.getDiagnostics());
  mlir::OwningOpRef<mlir::ModuleOp> module = mlir::ModuleOp::create(mlir::UnknownLoc::get(&context));
  setLanguage(*module, job.options.language);
  disableStrategies(*module, job.options.without);
  if (job.options.noHeap)
    (*module)->setAttr("pb.no_heap", mlir::UnitAttr::get(&context));
  std::vector<const FunctionDecl *> reached = getReached(requests);
  StorageHints hints(annotations, reached, ast.getDiagnostics());
  Checkpoints checkpoints(annotations, reached, ast.getDiagnostics());
  bool hintsAreGood = !hints.hasFailed() && !checkpoints.hasFailed() && checkWorkspaces(requests) &&
                      (job.options.gradcheck.empty() || checkGradchecks(requests));
  if (!import(*module, requests, hints, checkpoints) || !hintsAreGood)
    return reportLaterObstacles(*module);
  if (job.options.emit == EmitKind::Graph)
    return draw(*module, result);
  mlir::OwningOpRef<mlir::ModuleOp> imported;
  if (!job.options.gradcheck.empty())
    imported = module->clone();
  if (job.options.emit == EmitKind::Explanation || job.options.emit == EmitKind::Json)
    enableStorageNotes(*module);
  std::vector<std::string> variables = getVariables(*module);
  if (mlir::failed(runPipeline(*module, job.options.stopAfter, job.options.checks)))
    return;
  for (const StorageNote &note : getStorageNotes(*module))
    variables.push_back(note.variable);
  result.knowsVariable =
      job.options.emit != EmitKind::Explanation || llvm::is_contained(variables, job.options.explain);
  print(*module, requests, result);
  if (imported && result.isFinished)
    result.isFinished = printGradcheckProgram(*imported, requests, result);
}

void Differentiation::reportObstacles(llvm::ArrayRef<Request> requests) {
  mlir::MLIRContext context(mlir::MLIRContext::Threading::DISABLED);
  context.loadDialect<PullbackDialect, mlir::arith::ArithDialect, mlir::scf::SCFDialect>();
  MlirDiagnostics diagnostics(context, ast.getDiagnostics());
  mlir::OwningOpRef<mlir::ModuleOp> module = mlir::ModuleOp::create(mlir::UnknownLoc::get(&context));
  std::vector<const FunctionDecl *> reached = getReached(requests);
  StorageHints hints(annotations, reached, ast.getDiagnostics());
  Checkpoints checkpoints(annotations, reached, ast.getDiagnostics());
  import(*module, requests, hints, checkpoints);
  reportLaterObstacles(*module);
}

void Differentiation::reportLaterObstacles(mlir::ModuleOp module) {
  if (mlir::succeeded(mlir::verify(module)))
    (void)runPipeline(module, "differentiate");
}

//===------------------------------------------------------------------------------------------------------------===//
// Import
//===------------------------------------------------------------------------------------------------------------===//

static void setRequest(FuncOp function, const Request &request) {
  mlir::Builder builder(function.getContext());
  llvm::SmallVector<llvm::StringRef> modes(request.modes.begin(), request.modes.end());
  function->setAttr("pb.modes", builder.getStrArrayAttr(modes));
  function->setAttr("pb.derived", builder.getStringAttr(request.derived));
  if (request.workspace)
    function->setAttr("pb.workspace", builder.getUnitAttr());
  for (auto [index, parameter] : llvm::enumerate(request.parameters)) {
    function.setArgAttr(index, "pb.role", builder.getStringAttr(getRoleName(parameter.role)));
    if (parameter.length.empty())
      continue;
    function.setArgAttr(index, "pb.length", builder.getStringAttr(parameter.length));
    if (int64_t extent; !llvm::StringRef(parameter.length).getAsInteger(10, extent))
      function.setArgAttr(index, "pb.extent", builder.getI64IntegerAttr(extent));
  }
}

bool Differentiation::import(mlir::ModuleOp module, llvm::ArrayRef<Request> requests, const StorageHints &hints,
                             const Checkpoints &checkpoints) {
  ImportHooks hooks;
  hooks.isInactive = [this](const Decl *declaration) { return inactive.contains(declaration); };
  hooks.storageHint = [&](const VarDecl *variable) { return hints.find(variable); };
  hooks.snapshotCount = [&](const Stmt *loop) { return checkpoints.find(loop); };
  hooks.rulesFor = [this](const FunctionDecl *function) { return rules.getRules(function); };
  hooks.needsHeader = [this](const NamedDecl *declaration) { namedInHeaders.push_back(declaration); };
  Importer importer(ast, module, std::move(hooks));
  llvm::StringMap<unsigned> used;
  bool good = true;
  for (const Request &request : requests) {
    unsigned number = used[request.derived]++;
    std::string symbol = "primal." + request.derived + (number == 0 ? "" : "." + std::to_string(number));
    llvm::SmallVector<llvm::StringRef> roles;
    for (const RequestedParameter &parameter : request.parameters)
      roles.push_back(getRoleName(parameter.role));
    FuncOp function = importer.import(request.primal, request.body, symbol, roles);
    if (function)
      setRequest(function, request);
    good &= bool(function);
  }
  return good && mlir::succeeded(mlir::verify(module));
}

bool Differentiation::checkWorkspaces(llvm::ArrayRef<Request> requests) {
  bool good = true;
  for (const Request &request : requests) {
    if (!request.workspace || !llvm::is_contained(request.modes, "split"))
      continue;
    reportError(ast.getDiagnostics(), request.range,
                "'split' keeps its arrays in the struct of saved values, and takes no work space [workspace-split]");
    reportNote(ast.getDiagnostics(), request.range, "request 'split' without 'workspace'");
    good = false;
  }
  return good;
}

// The checking program calls primals as functions on objects that it knows how to fill.
bool Differentiation::checkGradchecks(llvm::ArrayRef<Request> requests) {
  bool good = true;
  for (const Request &request : requests) {
    bool canFill = llvm::all_of(request.primal->parameters(), [&](const ParmVarDecl *parameter) {
      QualType type = parameter->getType().getNonReferenceType();
      if (std::optional<EigenObject> eigen = TypeLowering::getEigenObject(type))
        return eigen->view.empty() || !parameter->getType()->isLValueReferenceType() || type.isConstQualified();
      if (std::optional<QualType> element = TypeLowering::getSequenceElement(type))
        type = (*element)->isBooleanType() ? QualType(ast.VoidPtrTy) : *element; // std::vector<bool> is no array
      else if (type->isPointerType())
        type = type->getPointeeType();
      Role role = request.parameters[parameter->getFunctionScopeIndex()].role;
      return isOpaqueParameter(parameter, role) ||
             (!parameter->getType()->isRValueReferenceType() && isPlain(ast, type));
    });
    if (request.primal == request.body && canFill)
      continue;
    reportError(ast.getDiagnostics(), request.range,
                "--gradcheck does not know yet how to call '" + request.derived + "' [not-supported]");
    reportNote(ast.getDiagnostics(), request.range,
               "check a free function of numbers, pointers, vectors and plain structs that calls it");
    good = false;
  }
  return good;
}

//===------------------------------------------------------------------------------------------------------------===//
// Output
//===------------------------------------------------------------------------------------------------------------===//

/// An include with words joins one of the same header; one that every text needs stays so.
static void addInclude(std::vector<WantedInclude> &includes, WantedInclude added) {
  auto known = llvm::find_if(includes, [&](const WantedInclude &one) { return one.spelling == added.spelling; });
  if (known == includes.end())
    includes.push_back(std::move(added));
  else if (known->words.empty() || added.words.empty())
    known->words.clear();
  else
    known->words.insert(added.words.begin(), added.words.end());
}

EmitOptions Differentiation::getEmitOptions(llvm::ArrayRef<Request> requests) const {
  EmitOptions emit;
  emit.headerName = job.headerName;
  const SourceManager &sources = ast.getSourceManager();
  emit.primalName = llvm::sys::path::filename(sources.getFileEntryRefForID(sources.getMainFileID())->getName()).str();
  emit.version = version;
  emit.isFromC = !ast.getLangOpts().CPlusPlus;
  emit.traceNonfinite = job.options.traceNonfinite;
  emit.visibleNames = visibleNames;
  for (const Request &request : requests) {
    for (const std::string &include : getSignatureIncludes(request.primal, includes))
      addInclude(emit.headerIncludes, {include});
    for (BodyInclude &include : getBodyIncludes(request.body, includes))
      addInclude(emit.sourceIncludes, {include.spelling, std::move(include.words)});
  }
  for (const NamedDecl *declaration : namedInHeaders)
    if (std::string include = findInclude(declaration, includes); !include.empty())
      addInclude(emit.sourceIncludes, {include});
  return emit;
}

void Differentiation::draw(mlir::ModuleOp module, Compilation &result) {
  mlir::OwningOpRef<mlir::ModuleOp> primal = module.clone();
  llvm::StringRef last = job.options.stopAfter;
  if (last.empty() && mlir::failed(runPipeline(*primal, "clean")))
    return;
  if (mlir::failed(runPipeline(module, last)))
    return;
  result.isFinished = true;
  result.text = last.empty() ? drawExpressionGraph({*primal, module}) : drawExpressionGraph({module});
}

/// Whether a struct of saved values in the header holds objects or enumerators of the user's types.
static bool savesUserTypes(mlir::ModuleOp module) {
  return llvm::any_of(module.getOps<SavedDefOp>(), [&](SavedDefOp definition) {
    return llvm::any_of(definition.getFieldTypes().getAsValueRange<mlir::TypeAttr>(), [&](mlir::Type type) {
      return type
          .walk([&](mlir::Type part) {
            auto saved = mlir::dyn_cast<SavedType>(part);
            auto inner = saved ? module.lookupSymbol<SavedDefOp>(saved.getName()) : SavedDefOp();
            bool isOfUser =
                mlir::isa<pullback::RecordType>(part) || emit::isEnum(part) || (inner && inner.getRole() == "external");
            return isOfUser ? mlir::WalkResult::interrupt() : mlir::WalkResult::advance();
          })
          .wasInterrupted();
    });
  });
}

static bool hasInclude(llvm::StringRef text, const std::string &spelling) {
  return text.contains("#include " + spelling + "\n");
}

/// A file in quotation marks is looked for beside the file that includes it first: there would be the header itself.
bool Differentiation::checkHeaderName(const EmittedCode &code) {
  std::string name = llvm::sys::path::filename(job.headerName).str(), quoted = '"' + name + '"';
  bool isBeside = name == job.headerName;
  auto [own, others] = llvm::StringRef(code.source).split("#include " + quoted + "\n");
  if (!hasInclude(code.header, quoted) && !(isBeside && hasInclude(others, quoted)))
    return true;
  reportError(ast.getDiagnostics(), {},
              "generated code needs '" + name +
                  "', which the source includes, and its own header has that name as well "
                  "[header-name]");
  reportNote(ast.getDiagnostics(), {}, "name the generated header otherwise: --header FILE");
  return false;
}

void Differentiation::print(mlir::ModuleOp module, llvm::ArrayRef<Request> requests, Compilation &result) {
  if (job.options.emit == EmitKind::IR) {
    llvm::raw_string_ostream(result.text) << module << "\n";
    result.isFinished = true;
    return;
  }
  std::vector<StorageNote> notes = getStorageNotes(module);
  EmitOptions emit = getEmitOptions(requests);
  if (savesUserTypes(module))
    for (const WantedInclude &include : emit.sourceIncludes)
      addInclude(emit.headerIncludes, include);
  mlir::FailureOr<EmittedCode> code = emitCode(module, emit);
  if (mlir::failed(code) || !checkHeaderName(*code))
    return;
  CheckOutcome outcome = check({code->source, code->header, job.headerName, ""}, *job.input.generated);
  if (outcome.kind == SelfCheck::HeaderFailed) {
    // A header may want those that the source includes before it.
    includeInOrder(emit, *code);
    code = emitCode(module, emit);
    outcome = check({code->source, code->header, job.headerName, ""}, *job.input.generated);
  }
  if (!reportSelfCheck(outcome))
    return;
  result.isFinished = true;
  if (job.options.emit == EmitKind::Json)
    result.text = printManifest(requests, notes, getHeapArrays(module), job.options.language);
  else if (job.options.emit == EmitKind::Explanation)
    result.text = printExplanation(emit.primalName, job.options.explain, notes);
  else
    result.code = std::move(*code);
}

bool Differentiation::printGradcheckProgram(mlir::ModuleOp imported, llvm::ArrayRef<Request> requests,
                                            Compilation &result) {
  GradcheckOptions options = job.gradcheck;
  options.language = job.options.language;
  for (const Request &request : requests) {
    std::string saved = request.derived + "_saved";
    if (llvm::StringRef(result.code.header).contains("void " + saved + "_free("))
      options.owners.push_back(saved);
  }
  GradcheckProgram program =
      printGradcheck(requests, makeLocalDerivatives(imported, requests), includes, inactive, options);
  CheckOutcome outcome =
      check({program.text, result.code.header, options.header, program.includesSource ? options.source : ""},
            *job.input.program);
  if (outcome.kind != SelfCheck::Passed && !ast.getLangOpts().CPlusPlus) {
    llvm::errs() << outcome.messages;
    reportError(ast.getDiagnostics(), {},
                "--gradcheck writes C++, in which what this source of C declares cannot be used [not-supported]");
    reportNote(ast.getDiagnostics(), {},
               "check functions with external linkage, and structs from headers that are C++ too");
    return false;
  }
  if (!reportSelfCheck(outcome))
    return false;
  result.gradcheck = std::move(program.text);
  return true;
}

Differentiation::CheckOutcome Differentiation::check(const CheckedCode &code,
                                                     const CompilerInvocation &invocation) const {
  CheckOutcome outcome{SelfCheck::Failed, ""};
  llvm::raw_string_ostream stream(outcome.messages);
  outcome.kind = checkGeneratedCode(code, job.source, invocation, job.input.files, stream);
  return outcome;
}

/// All directives of the source down to the last one that the header has, and then the generated source.
void Differentiation::includeInOrder(EmitOptions &emit, const EmittedCode &code) const {
  std::vector<std::string> ordered;
  auto takeUntil = [&](const std::vector<WantedInclude> &wanted, llvm::StringRef text) {
    std::vector<std::string> needed;
    for (const WantedInclude &include : wanted)
      if (hasInclude(text, include.spelling))
        needed.push_back(include.spelling);
    size_t last = 0;
    for (auto [index, directive] : llvm::enumerate(includes))
      if (llvm::is_contained(needed, directive.spelling))
        last = index + 1;
    std::vector<WantedInclude> taken;
    auto take = [&](const std::string &spelling) {
      if (!llvm::is_contained(ordered, spelling))
        taken.push_back({spelling});
    };
    for (const IncludeDirective &directive : llvm::ArrayRef(includes).take_front(last))
      if (!llvm::StringRef(directive.spelling).contains("pullback/pullback.h")) {
        take(directive.spelling);
        ordered.push_back(directive.spelling);
      }
    llvm::for_each(needed, take);
    return taken;
  };
  emit.headerIncludes = takeUntil(emit.headerIncludes, code.header);
  emit.sourceIncludes = takeUntil(emit.sourceIncludes, code.source);
  emit.keepsIncludeOrder = true;
}

bool Differentiation::reportSelfCheck(const CheckOutcome &outcome) {
  llvm::errs() << outcome.messages;
  if (outcome.kind == SelfCheck::Passed)
    return true;
  if (outcome.kind == SelfCheck::HeaderFailed) {
    reportError(ast.getDiagnostics(), {},
                "a header that the generated code includes does not compile on its own [header-not-self-contained]");
    reportNote(ast.getDiagnostics(), {}, "include what it needs in the header itself");
    return false;
  }
  reportError(ast.getDiagnostics(), {},
              "the generated code does not compile without warnings; this is a defect of pullback, nothing is written "
              "[internal]");
  return false;
}
