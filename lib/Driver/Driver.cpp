// All sources are compiled before anything is written: a run is all or nothing.
#include "Driver/Driver.h"

#include "Driver/CommandLine.h"
#include "Driver/Compilation.h"
#include "Driver/Outputs.h"
#include "Driver/Version.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/thread.h"

#include <csignal>

using namespace pullback;

/// Deeply nested sources need a deep stack: Clang's parser and the frontend are recursive.
static constexpr unsigned stackSize = 1u << 30;

static ExitStatus refuse(const std::string &text) {
  llvm::WithColor::error(llvm::errs(), "pullback") << text << "\n";
  return exitRefused;
}

namespace {
class Run {
public:
  Run(const Options &options, InstalledFolders folders)
      : options(options), folders(std::move(folders)), isRequestCarriedOut(options.requests.size()) {}

  ExitStatus run() {
    if (ExitStatus status = checkSources())
      return status;
    ExitStatus worst = exitDone;
    for (const std::string &source : options.sources)
      worst = std::max(worst, compile(source));
    if (worst == exitDone)
      worst = checkRequests();
    if (worst == exitDone && requestCount == 0)
      return reportNothing();
    if (options.list && worst != exitUsage)
      llvm::outs() << listing;
    if (worst != exitDone || options.list)
      return worst;
    if (options.check)
      return checkOutputs(outputs) ? exitDone : exitRefused;
    if (!options.depfile.empty())
      outputs.push_back({options.depfile, dependencyRules});
    return writeOutputs(outputs) ? exitDone : exitRefused;
  }

private:
  ExitStatus checkSources() {
    for (const std::string &source : options.sources) {
      if (!llvm::sys::fs::exists(source))
        return reportUsage("there is no file '" + source + "'");
      if (llvm::sys::fs::is_directory(source))
        return reportUsage("'" + source + "' is a folder");
      if (llvm::sys::fs::access(source, llvm::sys::fs::AccessMode::Exist))
        return reportUsage("cannot read '" + source + "'");
    }
    if (!options.inputs.empty()) {
      auto buffer = llvm::MemoryBuffer::getFile(options.inputs, /*IsText=*/true);
      if (!buffer)
        return reportUsage("cannot read '" + options.inputs + "': " + buffer.getError().message());
      inputs = (*buffer)->getBuffer().str();
    }
    std::string clash = findNameClash(options);
    return clash.empty() ? exitDone : reportUsage(clash);
  }

  /// How Clang reads a source, under the path that it is given.
  llvm::Expected<std::pair<std::string, CompilerInput>> getInput(const std::string &source) const {
    CompileFlags flags;
    if (!options.buildDirectory.empty()) {
      llvm::Expected<CompileFlags> found = readCompileDatabase(options.buildDirectory, source);
      if (!found)
        return found.takeError();
      flags = std::move(*found);
    } else if (options.flags) {
      flags.flags = *options.flags;
    }
    std::string path = flags.directory.empty() ? source : makeAbsolute(source);
    return std::pair(path, createCompilerInput(path, flags, folders, options.language));
  }

  /// The other sources, read only if something is missing.
  std::vector<OtherSource> getOthers(const std::string &source) const {
    std::vector<OtherSource> others;
    for (const std::string &other : options.sources)
      if (other != source)
        others.push_back({other, [this, other] {
                            auto input = getInput(other);
                            if (input)
                              return input->second;
                            llvm::consumeError(input.takeError());
                            return CompilerInput();
                          }});
    return others;
  }

  ExitStatus compile(const std::string &source) {
    auto found = getInput(source);
    if (!found)
      return reportUsage(llvm::toString(found.takeError()));
    auto &[path, input] = *found;
    if (!input.invocation)
      return exitUsage;
    if (options.language == OutputLanguage::C && !isC(input))
      return reportUsage("'" + source + "' is C++, whose derivatives cannot be written with '--language=c' [not-c]");
    OutputNames names = getOutputNames(source, options);
    GradcheckOptions gradcheck{llvm::sys::path::filename(options.gradcheck).str(),
                               names.gradcheckHeader,
                               names.gradcheckPrimal,
                               names.gradcheckGenerated,
                               version,
                               llvm::sys::path::filename(options.inputs).str(),
                               inputs};
    Compilation result = compileSource({path, names.headerInclude, options, input, gradcheck, getOthers(source)});
    listing += result.listing;
    requestCount += result.requestCount;
    sawOtherRequests |= result.sawOtherRequests;
    for (auto [index, isCarriedOut] : llvm::enumerate(result.isCarriedOut))
      isRequestCarriedOut[index] = isRequestCarriedOut[index] || isCarriedOut;
    if (result.status == exitDone && !result.knowsVariable)
      return reportUsage("there is no variable '" + options.explain + "' in what is differentiated [unknown-variable]");
    if (result.status == exitDone && result.requestCount > 0)
      collect(result, names);
    return result.status;
  }

  static std::string makeAbsolute(const std::string &file) {
    llvm::SmallString<256> absolute(file);
    llvm::sys::fs::make_absolute(absolute);
    return absolute.str().str();
  }

  void collect(const Compilation &result, const OutputNames &names) {
    std::vector<std::string> targets;
    if (options.emit == EmitKind::Cpp) {
      outputs.push_back({names.header, result.code.header});
      outputs.push_back({names.source, result.code.source});
      targets = {names.source, names.header};
      if (!options.gradcheck.empty()) {
        outputs.push_back({options.gradcheck, result.gradcheck});
        targets.push_back(options.gradcheck);
      }
    } else {
      outputs.push_back({options.output.empty() ? "-" : options.output, result.text});
      targets = {options.output};
    }
    llvm::erase_if(targets, [](const std::string &target) { return target.empty() || target == "-"; });
    std::vector<std::string> dependencies = result.dependencies;
    if (!options.inputs.empty())
      dependencies.push_back(options.inputs);
    dependencyRules += printDependencies(targets, dependencies);
  }

  /// Every function named on the command line has to be defined in one of the sources.
  ExitStatus checkRequests() {
    ExitStatus status = exitDone;
    for (auto [request, isCarriedOut] : llvm::zip(options.requests, isRequestCarriedOut))
      if (!isCarriedOut)
        status = reportUsage("no source defines the function '" + request.function + "' [unknown-function]");
    return status;
  }

  ExitStatus reportNothing() {
    refuse("nothing is requested: no function is annotated with PULLBACK and none is named with --function "
           "[nothing-requested]");
    llvm::WithColor::note(llvm::errs(), "pullback")
        << (sawOtherRequests
                ? "annotated functions whose definition stands in another file are generated from that file"
                : "write PULLBACK(vjp) before the definition of a function")
        << "\n";
    return exitRefused;
  }

  const Options &options;
  InstalledFolders folders;
  std::vector<OutputFile> outputs;
  std::string dependencyRules, listing, inputs;
  std::vector<bool> isRequestCarriedOut; // for each --function
  unsigned requestCount = 0;
  bool sawOtherRequests = false;
};
} // namespace

static ExitStatus runOptions(const Options &options, const InstalledFolders &folders) {
  if (options.printIncludeDir) {
    if (folders.include.empty())
      return refuse("cannot find pullback/pullback.h beside the executable [no-include-dir]");
    llvm::outs() << folders.include << "\n";
    return exitDone;
  }
  if (folders.clangResources.empty())
    return refuse("cannot find the headers of Clang " PULLBACK_CLANG_MAJOR
                  " (stddef.h and others): install libclang-common-" PULLBACK_CLANG_MAJOR "-dev [no-clang-headers]");
  return Run(options, folders).run();
}

int pullback::runCommand(int argc, const char *const *argv) {
  llvm::sys::PrintStackTraceOnErrorSignal(argv[0]);
#ifdef SIGXFSZ
  std::signal(SIGXFSZ, SIG_IGN); // a file that grows too large is an error like any other
#endif
  ParsedCommandLine parsed = parseCommandLine(argc, argv);
  if (parsed.exit)
    return *parsed.exit;
  std::string executable = llvm::sys::fs::getMainExecutable(argv[0], reinterpret_cast<void *>(&runCommand));
  InstalledFolders folders = findInstalledFolders(executable);
  ExitStatus status = exitRefused;
  llvm::thread worker(std::optional<unsigned>(stackSize), [&] { status = runOptions(parsed.options, folders); });
  worker.join();
  llvm::outs().flush();
  return status;
}
