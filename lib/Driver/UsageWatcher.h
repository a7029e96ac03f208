// Clang's printer of diagnostics, which also notes what errors are about: the command line, the name of a function, or
// the form in which the tool reads a library.
#ifndef PULLBACK_DRIVER_USAGEWATCHER_H
#define PULLBACK_DRIVER_USAGEWATCHER_H

#include "Frontend/Annotations.h"

#include "clang/Frontend/TextDiagnosticPrinter.h"

#include <set>

namespace pullback {

class UsageWatcher : public clang::TextDiagnosticPrinter {
public:
  UsageWatcher(llvm::raw_ostream &out, clang::DiagnosticOptions &options, const Annotations &annotations)
      : TextDiagnosticPrinter(out, &options), out(out), options(options), annotations(annotations) {}

  void BeginSourceFile(const clang::LangOptions &options, const clang::Preprocessor *preprocessor) override;
  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic &diagnostic) override;

  void EndSourceFile() override;

  bool sawUsageError() const { return usageError; }
  /// What the tool's form of a library lacks: an obstacle for each line of the user's text that needs something of it.
  const std::string &getLacks() const { return lacks; }

private:
  void print(const clang::Diagnostic &diagnostic, clang::SourceLocation location, llvm::StringRef identifier);
  void noteLack(clang::DiagnosticsEngine::Level level, const clang::Diagnostic &diagnostic);
  void addLack(clang::FullSourceLoc place, llvm::StringRef problem, llvm::ArrayRef<clang::CharSourceRange> ranges);
  void endLack();

  llvm::raw_ostream &out;
  clang::DiagnosticOptions &options;
  const clang::LangOptions *language = nullptr;
  const Annotations &annotations;
  std::set<clang::SourceLocation> reportedNames;
  bool usageError = false, isSilent = false, hasReportedEnd = false;
  std::string lacks, problem;     // problem: what is wrong in a library, before it is known what needs it
  clang::FullSourceLoc inLibrary; // where that is
  std::set<std::pair<clang::FileID, unsigned>> lackingLines;
};

} // namespace pullback

#endif // PULLBACK_DRIVER_USAGEWATCHER_H
