// Clang's printer of diagnostics, which also notes what errors are about: the command line, or the name of a function.
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

  bool sawUsageError() const { return usageError; }

private:
  void print(const clang::Diagnostic &diagnostic, clang::SourceLocation location, llvm::StringRef identifier);

  llvm::raw_ostream &out;
  clang::DiagnosticOptions &options;
  const clang::LangOptions *language = nullptr;
  const Annotations &annotations;
  std::set<clang::SourceLocation> reportedNames;
  bool usageError = false, isSilent = false, hasReportedEnd = false;
};

} // namespace pullback

#endif // PULLBACK_DRIVER_USAGEWATCHER_H
