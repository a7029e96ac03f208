// See Compilation.h. Everything happens while Clang's AST lives, so that every error can point at the user's line.
#include "Driver/Compilation.h"

#include "Driver/CommandLineRequests.h"
#include "Driver/Differentiation.h"
#include "Driver/OtherSources.h"
#include "Driver/UsageWatcher.h"
#include "Frontend/Includes.h"
#include "Frontend/Report.h"
#include "Frontend/VisibleNames.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/Utils.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"

using namespace clang;
using namespace pullback;

namespace {
/// What is recorded while the source is read.
struct Recorded {
  Annotations annotations;
  IncludeDirectives includes;
  std::vector<CommandLineRequest> commandLine;
  std::unique_ptr<FunctionNames> names;
};

class Consumer : public ASTConsumer {
public:
  Consumer(CompilerInstance &compiler, const SourceJob &job, Recorded &recorded, Compilation &result)
      : compiler(compiler), job(job), recorded(recorded), result(result) {}

  void HandleTranslationUnit(ASTContext &ast) override {
    DiagnosticsEngine &diagnostics = ast.getDiagnostics();
    if (diagnostics.hasErrorOccurred())
      return;
    result.isCompiled = true;
    diagnostics.setErrorLimit(0); // from here on errors are ours, and all are shown
    attachAnnotations(ast, recorded.annotations);
    InactiveDeclarations inactive(recorded.annotations);
    RequestCollector collector(compiler.getSema(), recorded.annotations, *recorded.names, inactive);
    TranslationUnitRequests requests = collector.collect(recorded.commandLine, job.options.sources.size() > 1);
    result.isCarriedOut = requests.isCarriedOut;
    for (Request &request : requests.requests)
      request.workspace |= job.options.workspace;
    diagnostics.setIgnoreAllWarnings(false); // from here on they are ours
    diagnostics.setWarningsAsErrors(false);
    UserRules rules(compiler.getSema(), recorded.annotations, inactive);
    result.requestCount = requests.requests.size();
    result.sawOtherRequests = requests.sawOthers;
    bool namesAreFree = checkGeneratedNames(compiler.getSema(), requests.requests,
                                            llvm::sys::path::filename(job.headerName), job.options.language);
    bool isMarkedWell = checkInactive(diagnostics, recorded.annotations);
    if (rules.hasFailed() || !isMarkedWell || requests.requests.empty())
      return;
    bool isWhole = borrowBodies(ast, job, requests.requests, rules, {inactive, recorded.includes, result.dependencies});
    Differentiation differentiation{ast,
                                    recorded.annotations,
                                    inactive,
                                    rules,
                                    recorded.includes,
                                    job,
                                    collectVisibleNames(compiler.getSema(), requests.requests)};
    if (requests.failed || !namesAreFree || !isWhole)
      return differentiation.reportObstacles(requests.requests);
    warnAboutFlags(diagnostics);
    differentiation.run(requests.requests, result);
  }

private:
  void warnAboutFlags(DiagnosticsEngine &diagnostics) {
    const LangOptions &language = compiler.getLangOpts();
    if (language.FastMath || language.UnsafeFPMath || language.AllowFPReassoc || language.NoHonorInfs ||
        language.NoHonorNaNs || language.AllowRecip)
      reportAt(diagnostics, DiagnosticsEngine::Warning, {},
               "these compiler flags allow values to change, so that generated code need not give the primal's values "
               "bit for bit [value-changing-flags]");
  }

  CompilerInstance &compiler;
  const SourceJob &job;
  Recorded &recorded;
  Compilation &result;
};

class Action : public ASTFrontendAction {
public:
  Action(const SourceJob &job, Recorded &recorded, Compilation &result)
      : job(job), recorded(recorded), result(result) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &compiler, llvm::StringRef) override {
    std::optional<std::vector<CommandLineRequest>> requests = readCommandLineRequests(job.options.requests, compiler);
    if (!requests) {
      result.status = exitUsage;
      return nullptr;
    }
    recorded.commandLine = std::move(*requests);
    std::vector<FunctionName> names;
    for (const CommandLineRequest &request : recorded.commandLine)
      names.push_back(request.function);
    recordAnnotations(compiler, recorded.annotations);
    recordIncludes(compiler, recorded.includes);
    recorded.names = std::make_unique<FunctionNames>(compiler, recorded.annotations, std::move(names),
                                                     /*mayBeElsewhere=*/job.options.sources.size() > 1);
    return std::make_unique<Consumer>(compiler, job, recorded, result);
  }

private:
  const SourceJob &job;
  Recorded &recorded;
  Compilation &result;
};

class AllDependencies : public DependencyCollector {
  bool needSystemDependencies() override { return true; }
  bool sawDependency(llvm::StringRef file, bool, bool, bool isModule, bool isMissing) override {
    return !isModule && !isMissing && !file.empty() && !file.starts_with("<");
  }
};
} // namespace

/// Puts our trailer behind the source, in memory.
static bool appendTrailer(CompilerInvocation &invocation, const std::string &source, llvm::vfs::FileSystem &files) {
  auto buffer = files.getBufferForFile(source);
  if (!buffer)
    return false;
  std::string text = (*buffer)->getBuffer().str() + FunctionNames::getTrailer().str();
  invocation.getPreprocessorOpts().addRemappedFile(source,
                                                   llvm::MemoryBuffer::getMemBufferCopy(text, source).release());
  return true;
}

/// A stage that fails has to say why.
static ExitStatus reportDefect(const std::string &source) {
  llvm::WithColor::error(llvm::errs(), "pullback")
      << "'" << source
      << "' cannot be differentiated, and no stage said why; this is a defect of pullback [internal]\n";
  return exitRefused;
}

/// Reads the source once. What there is to say goes to `messages`.
static Compilation compile(const SourceJob &job, const CompilerInput &input, llvm::raw_ostream &messages) {
  Compilation result;
  CompilerInstance compiler;
  compiler.setInvocation(std::make_shared<CompilerInvocation>(*input.invocation));
  compiler.setVerboseOutputStream(messages); // how many errors there were
  if (!appendTrailer(compiler.getInvocation(), job.source, *input.files)) {
    result.status = reportUsage("cannot read '" + job.source + "'");
    return result;
  }
  Recorded recorded;
  UsageWatcher watcher(messages, compiler.getDiagnosticOpts(), recorded.annotations);
  compiler.createDiagnostics(&watcher, /*ShouldOwnClient=*/false);
  compiler.createFileManager(input.files);
  auto dependencies = std::make_shared<AllDependencies>();
  compiler.addDependencyCollector(dependencies);
  Action action(job, recorded, result);
  bool good = compiler.ExecuteAction(action) && !compiler.getDiagnostics().hasErrorOccurred();
  if (result.status == exitDone && !good)
    result.status = watcher.sawUsageError() ? exitUsage : exitRefused;
  if (result.status == exitDone && result.requestCount > 0 && !result.isFinished)
    result.status = reportDefect(job.source);
  result.lacks = watcher.getLacks();
  for (const std::string &file : dependencies->getDependencies())
    if (!llvm::StringRef(file).starts_with(libraryFolder))
      result.dependencies.push_back(file);
    else
      result.usesLibrary = true;
  return result;
}

Compilation pullback::compileSource(const SourceJob &job) {
  std::string text;
  llvm::raw_string_ostream messages(text);
  messages.enable_colors(llvm::errs().has_colors());
  Compilation result = compile(job, job.input, messages);
  if (result.usesLibrary && !result.isCompiled) { // what the library's own has, and our form of it has not
    std::string lacks = std::move(result.lacks), ownText;
    llvm::raw_string_ostream ownMessages(ownText);
    ownMessages.enable_colors(llvm::errs().has_colors());
    result = compile(job, job.input.withoutLibrary(), ownMessages);
    if (result.isCompiled && result.status != exitDone) {
      llvm::errs() << lacks;
      llvm::WithColor::note(llvm::errs(), "pullback")
          << "the form in which the tool reads this library lacks that; in the library's own text, there is\n";
    }
    llvm::errs() << ownMessages.str();
    return result;
  }
  llvm::errs() << messages.str();
  return result;
}
