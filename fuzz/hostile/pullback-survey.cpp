// Requests the vjp of every function that a source sees, one by one, and says what came of each.
//
//   pullback-survey [--seen FILE] [--save FOLDER] [--cpu-seconds N] SOURCE [-- COMPILER-FLAGS...]
//   {"function":"f(double)","place":"a.h:3","status":"differentiated","seconds":0.2}
//   {"function":"g(double)","place":"a.h:9","status":"refused","identifiers":["no-body"],"seconds":0.0}
//
// The source is parsed once. Each request is carried out in a forked process, so that a crash or a hang ends that one
// alone; it goes through the same code as a PULLBACK_DIFFERENTIATE in the source. Templates are instantiated with
// double for every type (with pointers to double for iterators).
//
// Status: differentiated (and compiled by the self check), refused, ineligible (a template that cannot be instantiated,
// or no floating-point data in the signature), defect (an error without a reason, or an [internal] one), crash, hang.
#include "Driver/Differentiation.h"
#include "Frontend/FunctionNames.h"
#include "Frontend/VisibleNames.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Sema/Sema.h"
#include "clang/Sema/TemplateDeduction.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/SaveAndRestore.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/thread.h"

#include <chrono>
#include <csignal>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace clang;
using namespace pullback;
namespace cl = llvm::cl;

static cl::opt<std::string> source(cl::Positional, cl::Required, cl::desc("SOURCE"));
static cl::list<std::string> flags(cl::ConsumeAfter, cl::desc("[-- COMPILER-FLAGS...]"));
static cl::opt<std::string> seenFile("seen", cl::desc("Pass over the functions that this file lists, and add to it"));
static cl::opt<std::string> saveFolder("save", cl::desc("Write what is generated there"));
static cl::opt<unsigned> cpuSeconds("cpu-seconds", cl::init(60), cl::desc("Of processor time, for one request"));

/// Exit statuses of the forked process.
enum Outcome : int { differentiated = 0, refused = 1, ineligible = 3 };

//===------------------------------------------------------------------------------------------------------------===//
// What there is
//===------------------------------------------------------------------------------------------------------------===//

namespace {
/// One of both.
struct Candidate {
  FunctionDecl *function = nullptr;
  FunctionTemplateDecl *functionTemplate = nullptr;
};

class CandidateFinder : public RecursiveASTVisitor<CandidateFinder> {
public:
  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitFunctionDecl(FunctionDecl *function) {
    if (function->isThisDeclarationADefinition() && !function->isDependentContext() && !function->isDeleted() &&
        !function->isDefaulted() && !function->isImplicit() && !isSpecialMember(function))
      candidates.push_back({function, nullptr});
    return true;
  }

  bool VisitFunctionTemplateDecl(FunctionTemplateDecl *functionTemplate) {
    FunctionDecl *pattern = functionTemplate->getTemplatedDecl();
    if (pattern->isThisDeclarationADefinition() && !functionTemplate->getDeclContext()->isDependentContext() &&
        !isa<CXXMethodDecl>(pattern))
      candidates.push_back({nullptr, functionTemplate});
    return true;
  }

  std::vector<Candidate> candidates;

private:
  static bool isSpecialMember(const FunctionDecl *function) {
    auto *method = dyn_cast<CXXMethodDecl>(function);
    return method &&
           (isa<CXXConstructorDecl, CXXDestructorDecl, CXXConversionDecl>(method) || method->getParent()->isLambda());
  }
};
} // namespace

static bool holdsFloatInSignature(const FunctionDecl *function) {
  return holdsFloat(function->getReturnType()) ||
         llvm::any_of(function->parameters(), [](ParmVarDecl *parameter) { return holdsFloat(parameter->getType()); });
}

static std::string describe(const NamedDecl *declaration) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  PrintingPolicy policy = declaration->getASTContext().getPrintingPolicy();
  declaration->getNameForDiagnostic(stream, policy, /*Qualified=*/true);
  const FunctionDecl *function = declaration->getAsFunction();
  stream << "(";
  llvm::interleaveComma(function->parameters(), stream,
                        [&](const ParmVarDecl *parameter) { parameter->getType().print(stream, policy); });
  stream << ")" << (isa<TemplateDecl>(declaration) ? " template" : "");
  return text;
}

//===------------------------------------------------------------------------------------------------------------===//
// Templates
//===------------------------------------------------------------------------------------------------------------===//

static QualType chooseType(ASTContext &ast, llvm::StringRef name) {
  if (name.contains("Iter"))
    return ast.getPointerType(name.contains("nput") ? ast.DoubleTy.withConst() : ast.DoubleTy);
  if (name.contains("Size") || name.contains("Int") || name.contains("Distance"))
    return ast.IntTy;
  return ast.DoubleTy;
}

/// Null where the template has no instance of the kind that is tried here.
static FunctionDecl *instantiate(Sema &sema, FunctionTemplateDecl *functionTemplate) {
  ASTContext &ast = sema.getASTContext();
  SourceLocation place = functionTemplate->getLocation();
  TemplateArgumentListInfo arguments(place, place);
  for (NamedDecl *parameter : *functionTemplate->getTemplateParameters()) {
    auto *type = dyn_cast<TemplateTypeParmDecl>(parameter);
    if (!type || type->isParameterPack() || type->hasDefaultArgument())
      break;
    QualType chosen = chooseType(ast, type->getName());
    arguments.addArgument(TemplateArgumentLoc(TemplateArgument(chosen), ast.getTrivialTypeSourceInfo(chosen, place)));
  }
  FunctionDecl *specialization = nullptr;
  sema::TemplateDeductionInfo info(place);
  Scope scope(nullptr, Scope::DeclScope, sema.getDiagnostics());
  llvm::SaveAndRestore<Scope *> keepScope(sema.TUScope, sema.TUScope ? sema.TUScope : &scope);
  if (sema.DeduceTemplateArguments(functionTemplate, &arguments, specialization, info) !=
      TemplateDeductionResult::Success)
    return nullptr;
  sema.InstantiateFunctionDefinition(place, specialization, /*Recursive=*/true);
  sema.PerformPendingInstantiations();
  return sema.getDiagnostics().hasErrorOccurred() ? nullptr : specialization;
}

//===------------------------------------------------------------------------------------------------------------===//
// One request
//===------------------------------------------------------------------------------------------------------------===//

namespace {
class Surveyor {
public:
  Surveyor(CompilerInstance &compiler, const Annotations &annotations, const IncludeDirectives &includes,
           const SourceJob &job)
      : compiler(compiler), annotations(annotations), includes(includes), job(job) {}

  void run(const Candidate &candidate) {
    NamedDecl *declaration = candidate.function ? cast<NamedDecl>(candidate.function) : candidate.functionTemplate;
    std::string name = describe(declaration);
    PresumedLoc place = compiler.getSourceManager().getPresumedLoc(declaration->getLocation());
    if (place.isInvalid())
      return;
    std::string where = place.getFilename() + (":" + std::to_string(place.getLine()));
    if (!seen.insert(where + " " + name).second)
      return;
    remember(where + " " + name);
    if (candidate.function && !holdsFloatInSignature(candidate.function))
      return;
    llvm::json::Object line{{"function", name}, {"place", where}};
    carryOut(candidate, line);
    llvm::outs() << llvm::json::Value(std::move(line)) << "\n";
    llvm::outs().flush();
  }

  void readSeen(const std::string &file) {
    auto buffer = llvm::MemoryBuffer::getFile(file);
    llvm::SmallVector<llvm::StringRef> lines;
    if (buffer)
      (*buffer)->getBuffer().split(lines, '\n', -1, /*KeepEmpty=*/false);
    for (llvm::StringRef line : lines)
      seen.insert(line);
  }

private:
  static void remember(const std::string &text) {
    std::error_code error;
    if (!seenFile.empty())
      llvm::raw_fd_ostream(seenFile, error, llvm::sys::fs::OF_Append) << text << "\n";
  }

  /// In the forked process.
  Outcome request(const Candidate &candidate) {
    Sema &sema = compiler.getSema();
    FunctionDecl *function = candidate.function;
    if (!function) {
      function = instantiate(sema, candidate.functionTemplate);
      if (!function || !holdsFloatInSignature(function))
        return ineligible;
    }
    InactiveDeclarations inactive(annotations);
    RequestSyntax syntax;
    syntax.modes.push_back({"vjp", function->getLocation()});
    syntax.range = function->getSourceRange();
    FunctionNames names(compiler, annotations, {}, /*mayBeElsewhere=*/false);
    TranslationUnitRequests requests = RequestCollector(sema, annotations, names, inactive).collect(function, syntax);
    compiler.getDiagnostics().setIgnoreAllWarnings(false);
    UserRules rules(sema, annotations, inactive);
    if (requests.failed || !checkGeneratedNames(sema, requests.requests, job.headerName))
      return refused;
    Compilation result;
    Differentiation differentiation{sema.getASTContext(),
                                    annotations,
                                    inactive,
                                    rules,
                                    includes,
                                    job,
                                    collectVisibleNames(sema, requests.requests)};
    differentiation.run(requests.requests, result);
    bool isGood = result.isFinished && !compiler.getDiagnostics().hasErrorOccurred();
    if (!isGood)
      return refused;
    save(result.code);
    return differentiated;
  }

  void save(const EmittedCode &code) {
    if (saveFolder.empty())
      return;
    std::string stem = saveFolder + "/" + llvm::sys::path::stem(job.headerName).str() + "." + std::to_string(getpid());
    std::error_code error;
    llvm::raw_fd_ostream header(stem + ".h", error), body(stem + ".cpp", error);
    header << code.header;
    std::string text = code.source;
    size_t place = text.find(job.headerName);
    if (place != std::string::npos)
      text.replace(place, job.headerName.size(), llvm::sys::path::filename(stem + ".h").str());
    body << text;
  }

  void carryOut(const Candidate &candidate, llvm::json::Object &line) {
    int messages = memfd_create("messages", 0);
    auto start = std::chrono::steady_clock::now();
    llvm::outs().flush();
    pid_t child = fork();
    if (child == 0) {
      dup2(messages, STDERR_FILENO);
      rlimit time{cpuSeconds, cpuSeconds + 5}, memory{rlim_t(6) << 30, rlim_t(6) << 30}, core{0, 0};
      setrlimit(RLIMIT_CPU, &time);
      if (!LLVM_ADDRESS_SANITIZER_BUILD) // which takes most of the address space
        setrlimit(RLIMIT_AS, &memory);
      setrlimit(RLIMIT_CORE, &core);
      Outcome outcome = request(candidate);
      llvm::errs().flush();
      _exit(outcome);
    }
    int status = 0;
    waitpid(child, &status, 0);
    line["seconds"] =
        std::round(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() * 100) / 100;
    std::string text = readAll(messages);
    close(messages);
    classify(status, text, line);
  }

  static std::string readAll(int descriptor) {
    lseek(descriptor, 0, SEEK_SET);
    std::string text(1 << 16, '\0');
    ssize_t size = read(descriptor, text.data(), text.size());
    text.resize(size < 0 ? 0 : size);
    return text;
  }

  static void classify(int status, const std::string &text, llvm::json::Object &line) {
    bool isLoud = true;
    std::vector<std::string> identifiers = getIdentifiers(text);
    if (WIFSIGNALED(status)) {
      line["status"] = WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL ? "hang" : "crash";
      line["signal"] = WTERMSIG(status);
    } else if (WEXITSTATUS(status) == ineligible) {
      line["status"] = "ineligible";
      isLoud = false;
    } else if (WEXITSTATUS(status) == differentiated) {
      line["status"] = "differentiated";
      isLoud = false;
    } else if (identifiers.empty() || llvm::is_contained(identifiers, "internal")) {
      line["status"] = "defect";
    } else {
      line["status"] = "refused";
      line["identifiers"] = llvm::json::Array(identifiers);
      isLoud = false;
    }
    if (isLoud)
      line["text"] = llvm::json::fixUTF8(llvm::StringRef(text).take_front(4000));
  }

  static std::vector<std::string> getIdentifiers(llvm::StringRef text) {
    std::vector<std::string> identifiers;
    llvm::Regex pattern("error: .* \\[([a-z-]+)\\]$");
    llvm::SmallVector<llvm::StringRef> lines, matches;
    text.split(lines, '\n');
    for (llvm::StringRef one : lines)
      if (pattern.match(one, &matches) && !llvm::is_contained(identifiers, matches[1]))
        identifiers.push_back(matches[1].str());
    return identifiers;
  }

  CompilerInstance &compiler;
  const Annotations &annotations;
  const IncludeDirectives &includes;
  const SourceJob &job;
  llvm::StringSet<> seen;
};

//===------------------------------------------------------------------------------------------------------------===//
// One source
//===------------------------------------------------------------------------------------------------------------===//

class Consumer : public ASTConsumer {
public:
  Consumer(CompilerInstance &compiler, Annotations &annotations, IncludeDirectives &includes, const SourceJob &job)
      : annotations(annotations), surveyor(compiler, annotations, includes, job) {}

  void HandleTranslationUnit(ASTContext &ast) override {
    if (ast.getDiagnostics().hasErrorOccurred())
      return;
    attachAnnotations(ast, annotations);
    CandidateFinder finder;
    finder.TraverseDecl(ast.getTranslationUnitDecl());
    if (!seenFile.empty())
      surveyor.readSeen(seenFile);
    for (const Candidate &candidate : finder.candidates)
      surveyor.run(candidate);
  }

private:
  Annotations &annotations;
  Surveyor surveyor;
};

class Action : public ASTFrontendAction {
public:
  explicit Action(const SourceJob &job) : job(job) {}
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &compiler, llvm::StringRef) override {
    recordAnnotations(compiler, annotations);
    recordIncludes(compiler, includes);
    return std::make_unique<Consumer>(compiler, annotations, includes, job);
  }

private:
  const SourceJob &job;
  Annotations annotations;
  IncludeDirectives includes;
};
} // namespace

static int survey(const InstalledFolders &folders) {
  Options options;
  options.sources = {source};
  CompileFlags compileFlags;
  for (const std::string &flag : flags)
    if (flag != "--")
      compileFlags.flags.push_back(flag);
  CompilerInput input = createCompilerInput(source, compileFlags, folders);
  if (!input.invocation)
    return 2;
  std::string headerName = llvm::sys::path::stem(source).str() + ".pullback.h";
  SourceJob job{source, headerName, options, input, {}};
  CompilerInstance compiler;
  compiler.setInvocation(std::make_shared<CompilerInvocation>(*input.invocation));
  compiler.createDiagnostics();
  compiler.createFileManager(input.files);
  Action action(job);
  return compiler.ExecuteAction(action) ? 0 : 1;
}

int main(int argc, char **argv) {
  llvm::sys::PrintStackTraceOnErrorSignal(argv[0]);
  cl::ParseCommandLineOptions(argc, argv, "Requests the vjp of every function that a source sees\n");
  std::string executable = llvm::sys::fs::getMainExecutable(argv[0], reinterpret_cast<void *>(&survey));
  InstalledFolders folders = findInstalledFolders(executable);
  int status = 1;
  llvm::thread worker(std::optional<unsigned>(1u << 30), [&] { status = survey(folders); });
  worker.join();
  return status;
}
