// The command line: what is asked for, checked as far as that goes without reading a source.
#ifndef PULLBACK_DRIVER_COMMANDLINE_H
#define PULLBACK_DRIVER_COMMANDLINE_H

#include "IR/OutputLanguage.h"

#include <optional>
#include <string>
#include <vector>

namespace pullback {

enum class EmitKind { Cpp, IR, Graph, Json, Explanation };

/// Exit statuses of the contract.
enum ExitStatus : int { exitDone = 0, exitRefused = 1, exitUsage = 2 };

/// One `--function` and the options that follow it, as written.
struct RequestOptions {
  std::string function;
  std::string mode = "vjp";
  std::optional<std::string> wrt, of, scratch, inactive, name;
};

struct Options {
  std::vector<std::string> sources;
  std::optional<std::vector<std::string>> flags; // those after `--`
  std::string buildDirectory;                    // -p; empty if not given
  std::string output, header, depfile;           // empty if not given
  EmitKind emit = EmitKind::Cpp;
  OutputLanguage language = OutputLanguage::Cxx; // of the generated code
  std::string stopAfter;
  std::string explain;                         // the variable to explain; empty if not given
  std::string gradcheck, inputs;               // the checking program, and the file of inputs that it holds
  std::vector<std::string> without;            // strategies that are switched off
  bool checks = false, traceNonfinite = false; // what generated code does beside its work
  bool workspace = false, noHeap = false;      // where its memory comes from
  bool check = false, list = false, printIncludeDir = false;
  std::vector<RequestOptions> requests;
};

/// Parses the command line. Prints help, version or an error and gives an exit status where nothing is left to do.
struct ParsedCommandLine {
  Options options;
  std::optional<ExitStatus> exit;
};
ParsedCommandLine parseCommandLine(int argc, const char *const *argv);

/// `pullback: error: <text>`, for wrong usage; the status to exit with.
ExitStatus reportUsage(const std::string &text);

} // namespace pullback

#endif // PULLBACK_DRIVER_COMMANDLINE_H
