// Clang's printer of diagnostics, which also notes whether an error was about the command line.
#ifndef PULLBACK_DRIVER_USAGEWATCHER_H
#define PULLBACK_DRIVER_USAGEWATCHER_H

#include "clang/Frontend/TextDiagnosticPrinter.h"

namespace pullback {

class UsageWatcher : public clang::TextDiagnosticPrinter {
public:
  UsageWatcher(clang::DiagnosticOptions &options, bool &sawUsageError)
      : TextDiagnosticPrinter(llvm::errs(), &options), sawUsageError(sawUsageError) {}

  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic &diagnostic) override;

private:
  bool &sawUsageError;
};

} // namespace pullback

#endif // PULLBACK_DRIVER_USAGEWATCHER_H
