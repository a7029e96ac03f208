// One source: parse, find requests, import, run the stages, print.
#ifndef PULLBACK_DRIVER_COMPILATION_H
#define PULLBACK_DRIVER_COMPILATION_H

#include "Driver/CommandLine.h"
#include "Emit/Emit.h"
#include "Frontend/CompilerInputs.h"
#include "Gradcheck/Gradcheck.h"

#include <functional>

namespace pullback {

/// What a run on one source gives.
struct Compilation {
  ExitStatus status = exitDone;
  unsigned requestCount = 0;
  std::vector<bool> isCarriedOut; // for each request of the command line
  bool sawOtherRequests = false;  // annotations that stand here but belong to other sources
  bool isFinished = false;        // all that was asked for is below
  EmittedCode code;               // with --emit=cpp
  std::string gradcheck;          // with --gradcheck: the program
  std::string text;               // with the others
  bool knowsVariable = true;      // with --explain: something of that name is differentiated
  std::string listing;            // one line for each request
  std::vector<std::string> dependencies;
  bool isCompiled = false;  // without errors, before anything of ours
  bool usesLibrary = false; // files of libraryFolder
  std::string lacks;        // what these lack that the source needs, as errors at its places
};

/// A source of the same run, which may define functions that another one calls.
struct OtherSource {
  std::string name; // as the user gives it
  std::function<CompilerInput()> getInput;
};

struct SourceJob {
  std::string source;     // as Clang is given it
  std::string headerName; // as the generated source includes the generated header
  const Options &options;
  CompilerInput input;
  GradcheckOptions gradcheck;
  std::vector<OtherSource> others = {};
};

Compilation compileSource(const SourceJob &job);

} // namespace pullback

#endif // PULLBACK_DRIVER_COMPILATION_H
