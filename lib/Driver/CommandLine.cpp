// The options of the contract with llvm::cl. LLVM's and Clang's own options, which come with their libraries, are
// dropped first, so that they are unknown here like any other.
#include "Driver/CommandLine.h"

#include "Driver/Version.h"
#include "Transforms/Pipeline.h"
#include "Transforms/Strategies.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace pullback;

ExitStatus pullback::reportUsage(const std::string &text) {
  WithColor::error(errs(), "pullback") << text << "\n";
  return exitUsage;
}

namespace {
/// The registered options. They exist while the command line is parsed.
struct Registered {
  cl::OptionCategory category{"Options"};

  cl::list<std::string> sources{cl::Positional, cl::desc("SOURCE... [-- COMPILER-FLAGS...]"), cl::cat(category)};
  cl::opt<std::string> buildDirectory{"p", cl::value_desc("BUILD_DIR"), cl::cat(category),
                                      cl::desc("Take compiler flags from BUILD_DIR/compile_commands.json")};
  cl::opt<std::string> output{"o", cl::value_desc("FILE"), cl::cat(category),
                              cl::desc("Write the generated source there; '-' is standard output")};
  cl::opt<std::string> header{"header", cl::value_desc("FILE"), cl::cat(category),
                              cl::desc("Write the generated header there")};
  cl::list<std::string> function{"function", cl::value_desc("NAME"), cl::cat(category),
                                 cl::desc("Differentiate this function; the options below apply to it")};
  cl::list<std::string> mode{"mode", cl::value_desc("MODES"), cl::cat(category),
                             cl::desc("vjp, value_and_vjp, gradient, split, jvp")};
  cl::list<std::string> wrt{"wrt", cl::value_desc("LIST"), cl::cat(category), cl::desc("The independents")};
  cl::list<std::string> of{"of", cl::value_desc("LIST"), cl::cat(category), cl::desc("The pure outputs")};
  cl::list<std::string> scratch{"scratch", cl::value_desc("LIST"), cl::cat(category), cl::desc("Work space")};
  cl::list<std::string> inactive{"inactive", cl::value_desc("LIST"), cl::cat(category),
                                 cl::desc("Parameters without a derivative")};
  cl::list<std::string> name{"name", cl::value_desc("NAME"), cl::cat(category),
                             cl::desc("What generated functions are called after")};
  cl::opt<EmitKind> emit{"emit", cl::cat(category), cl::init(EmitKind::Cpp), cl::desc("What to write:"),
                         cl::values(clEnumValN(EmitKind::Cpp, "cpp", "the code (default)"),
                                    clEnumValN(EmitKind::IR, "ir", "the textual IR"),
                                    clEnumValN(EmitKind::Graph, "graph", "a Graphviz drawing of the expression graph"),
                                    clEnumValN(EmitKind::Json, "json", "a manifest"))};
  cl::opt<OutputLanguage> language{"language", cl::cat(category), cl::init(OutputLanguage::Cxx),
                                   cl::desc("What to write the code in:"),
                                   cl::values(clEnumValN(OutputLanguage::Cxx, "c++", "C++17 (default)"),
                                              clEnumValN(OutputLanguage::C, "c", "C11, where the source is C"))};
  cl::opt<std::string> stopAfter{"stop-after", cl::value_desc("STAGE"), cl::cat(category),
                                 cl::desc("With --emit=ir or graph: the state after that stage")};
  cl::opt<std::string> depfile{"depfile", cl::value_desc("FILE"), cl::cat(category),
                               cl::desc("Write make-style dependencies")};
  cl::opt<bool> check{"check", cl::cat(category),
                      cl::desc("Write nothing; exit 1 when the files on disk differ from what would be written")};
  cl::opt<bool> list{"list", cl::cat(category),
                     cl::desc("Print what would be differentiated, and every obstacle; exit 1 if there is any")};
  cl::opt<bool> printIncludeDir{"print-include-dir", cl::cat(category),
                                cl::desc("Print the folder of <pullback/pullback.h>")};

  cl::opt<std::string> gradcheck{"gradcheck", cl::value_desc("FILE.cpp"), cl::cat(category),
                                 cl::desc("Also write a program that checks the generated code")};
  cl::opt<std::string> inputs{"inputs", cl::value_desc("FILE"), cl::cat(category),
                              cl::desc("With --gradcheck: integers, index arrays and ranges for the checks")};
  cl::opt<bool> checks{"checks", cl::cat(category), cl::desc("Let generated code check what its callers pass")};
  cl::opt<bool> workspace{"workspace", cl::cat(category),
                          cl::desc("Let callers give the memory that derivatives need, as 'workspace' in a request")};
  cl::opt<bool> noHeap{"no-heap", cl::cat(category),
                       cl::desc("Refuse what needs the heap; generated code has no new and no exceptions")};
  cl::opt<bool> traceNonfinite{"trace-nonfinite", cl::cat(category),
                               cl::desc("Let generated code report the first adjoint that is not finite")};
  cl::opt<std::string> explain{
      "explain", cl::value_desc("NAME"), cl::cat(category),
      cl::desc("Say how the reverse sweep gets the variable NAME: free, computed again, saved")};

  // For the developers of pullback.
  cl::list<std::string> without{"without",          cl::value_desc("STRATEGIES"),
                                cl::CommaSeparated, cl::Hidden,
                                cl::cat(category),  cl::desc("Switch optimisations off (Transforms/Strategies.def)")};

  // Known, and not built yet.
  cl::opt<std::string> report{"report", cl::value_desc("FILE.html"), cl::Hidden, cl::cat(category)};
};
} // namespace

/// The option that this one applies to: the last --function before `position`.
static RequestOptions *findRequest(std::vector<RequestOptions> &requests, const cl::list<std::string> &functions,
                                   unsigned position) {
  RequestOptions *found = nullptr;
  for (size_t i = 0; i < requests.size(); ++i)
    if (functions.getPosition(i) < position)
      found = &requests[i];
  return found;
}

/// Puts the values of one list option into the requests that they belong to; an error text, or "".
static std::string distribute(std::vector<RequestOptions> &requests, const Registered &registered,
                              const cl::list<std::string> &option, std::optional<std::string> RequestOptions::*member) {
  for (size_t i = 0; i < option.size(); ++i) {
    RequestOptions *request = findRequest(requests, registered.function, option.getPosition(i));
    if (!request)
      return "'--" + option.ArgStr.str() + "' stands before any '--function' that it could apply to";
    if (request->*member)
      return "'--" + option.ArgStr.str() + "' is given twice for '" + request->function + "'";
    request->*member = option[i];
  }
  return "";
}

static std::string readRequests(const Registered &registered, std::vector<RequestOptions> &requests) {
  for (const std::string &function : registered.function)
    requests.emplace_back().function = function;
  for (size_t i = 0; i < registered.mode.size(); ++i) {
    RequestOptions *request = findRequest(requests, registered.function, registered.mode.getPosition(i));
    if (!request)
      return "'--mode' stands before any '--function' that it could apply to";
    request->mode = registered.mode[i];
  }
  struct {
    const cl::list<std::string> &option;
    std::optional<std::string> RequestOptions::*member;
  } lists[] = {{registered.wrt, &RequestOptions::wrt},
               {registered.of, &RequestOptions::of},
               {registered.scratch, &RequestOptions::scratch},
               {registered.inactive, &RequestOptions::inactive},
               {registered.name, &RequestOptions::name}};
  for (auto [option, member] : lists)
    if (std::string error = distribute(requests, registered, option, member); !error.empty())
      return error;
  return "";
}

static std::string findUnsupported(const Registered &registered) {
  for (const cl::Option *option : std::initializer_list<const cl::Option *>{&registered.report})
    if (option->getNumOccurrences() > 0)
      return "the option '--" + option->ArgStr.str() + "' is not supported yet [not-supported]";
  return "";
}

static std::string checkStage(const Registered &registered) {
  if (registered.stopAfter.getNumOccurrences() == 0)
    return "";
  if (registered.emit != EmitKind::IR && registered.emit != EmitKind::Graph)
    return "'--stop-after' goes with '--emit=ir' or '--emit=graph'";
  if (is_contained(getStageNames(), StringRef(registered.stopAfter)))
    return "";
  return "'" + registered.stopAfter + "' is not a stage; stages are " + join(getStageNames(), ", ");
}

static std::string checkStrategies(const Registered &registered) {
  for (const std::string &name : registered.without)
    if (!is_contained(getStrategyNames(), StringRef(name)))
      return "'" + name + "' is not a strategy; strategies are " + join(getStrategyNames(), ", ");
  return "";
}

static std::string checkCombination(const Registered &registered) {
  if (std::string error = findUnsupported(registered); !error.empty())
    return error;
  if (std::string error = checkStage(registered); !error.empty())
    return error;
  if (std::string error = checkStrategies(registered); !error.empty())
    return error;
  if (registered.printIncludeDir)
    return "";
  if (registered.sources.empty())
    return "no source is given; usage: pullback [options] SOURCE... [-- COMPILER-FLAGS...]";
  bool several = registered.sources.size() > 1;
  if (several && registered.output.getNumOccurrences())
    return "'-o' names one file, but there are several sources";
  if (several && registered.header.getNumOccurrences())
    return "'--header' names one file, but there are several sources";
  if (several && registered.gradcheck.getNumOccurrences())
    return "'--gradcheck' names one file, but there are several sources";
  if (registered.inputs.getNumOccurrences() && !registered.gradcheck.getNumOccurrences())
    return "'--inputs' goes with '--gradcheck'";
  bool explains = registered.explain.getNumOccurrences();
  if (explains && (registered.emit.getNumOccurrences() || registered.header.getNumOccurrences() || registered.check ||
                   registered.gradcheck.getNumOccurrences()))
    return "'--explain' writes an explanation, and goes with no other output";
  if (several && explains)
    return "'--explain' takes one source";
  if (several && registered.emit != EmitKind::Cpp)
    return "'--emit' of anything but the code takes one source";
  if (registered.header.getNumOccurrences() && registered.emit != EmitKind::Cpp)
    return "'--header' goes with the code only";
  if (registered.gradcheck.getNumOccurrences() && registered.emit != EmitKind::Cpp)
    return "'--gradcheck' goes with the code only";
  if (registered.check && registered.emit != EmitKind::Cpp)
    return "'--check' goes with the code only";
  for (const cl::opt<std::string> *file :
       {&registered.output, &registered.header, &registered.depfile, &registered.buildDirectory, &registered.gradcheck,
        &registered.inputs, &registered.explain})
    if (file->getNumOccurrences() && file->getValue().empty())
      return "'" + std::string(file->ArgStr.size() > 1 ? "--" : "-") + file->ArgStr.str() + "' is given an empty name";
  return "";
}

static Options takeOptions(const Registered &registered) {
  Options options;
  options.sources.assign(registered.sources.begin(), registered.sources.end());
  options.buildDirectory = registered.buildDirectory;
  options.output = registered.output;
  options.header = registered.header;
  options.depfile = registered.depfile;
  options.gradcheck = registered.gradcheck;
  options.inputs = registered.inputs;
  options.checks = registered.checks;
  options.workspace = registered.workspace;
  options.noHeap = registered.noHeap;
  options.traceNonfinite = registered.traceNonfinite;
  options.explain = registered.explain;
  options.emit = options.explain.empty() ? registered.emit : EmitKind::Explanation;
  options.language = registered.language;
  options.stopAfter = registered.stopAfter;
  options.without.assign(registered.without.begin(), registered.without.end());
  options.check = registered.check;
  options.list = registered.list;
  options.printIncludeDir = registered.printIncludeDir;
  return options;
}

ParsedCommandLine pullback::parseCommandLine(int argc, const char *const *argv) {
  const char *const *end = argv + argc;
  const char *const *separator = std::find_if(argv + 1, end, [](const char *arg) { return StringRef(arg) == "--"; });
  cl::ResetCommandLineParser();
  Registered registered;
  auto unregister = make_scope_exit([] { cl::ResetCommandLineParser(); });
  cl::HideUnrelatedOptions(registered.category);
  cl::SetVersionPrinter([](raw_ostream &stream) { stream << "pullback version " << version << "\n"; });
  ParsedCommandLine result;
  if (!cl::ParseCommandLineOptions(separator - argv, argv, "Generates the derivatives of C++ functions as C++\n",
                                   &errs())) {
    result.exit = exitUsage;
    return result;
  }
  result.options = takeOptions(registered);
  if (separator != end)
    result.options.flags.emplace(separator + 1, end);
  std::string error = checkCombination(registered);
  if (error.empty())
    error = readRequests(registered, result.options.requests);
  if (error.empty() && separator != end && registered.buildDirectory.getNumOccurrences())
    error = "flags come from '-p' or from behind '--', not from both";
  if (!error.empty())
    result.exit = reportUsage(error);
  return result;
}
