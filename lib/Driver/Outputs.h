// Output files: their names, and writing all of them or none.
#ifndef PULLBACK_DRIVER_OUTPUTS_H
#define PULLBACK_DRIVER_OUTPUTS_H

#include "Driver/CommandLine.h"

namespace pullback {

/// `-` is standard output everywhere.
struct OutputNames {
  std::string source, header;
  std::string headerInclude;                                        // the header as the generated source includes it
  std::string gradcheckHeader, gradcheckGenerated, gradcheckPrimal; // the files as seen from the checking program
};

/// The names for one source of the command line.
OutputNames getOutputNames(const std::string &source, const Options &options);

/// An error text if two outputs have one name or an output is a source; "" otherwise.
std::string findNameClash(const Options &options);

struct OutputFile {
  std::string path, content;
};

/// Writes every file whose content changes, through temporary files beside them; where one cannot be written, none is
/// changed. Reports errors.
bool writeOutputs(const std::vector<OutputFile> &files);

/// True if all files hold this content already; names those that do not.
bool checkOutputs(const std::vector<OutputFile> &files);

/// A rule of make: `targets: dependencies`.
std::string printDependencies(const std::vector<std::string> &targets, const std::vector<std::string> &dependencies);

} // namespace pullback

#endif // PULLBACK_DRIVER_OUTPUTS_H
