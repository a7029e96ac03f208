// Options of the command line are buffers in the source manager; an error inside of one is wrong usage.
#include "Driver/UsageWatcher.h"

#include "Frontend/Report.h"

#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace pullback;

void UsageWatcher::HandleDiagnostic(DiagnosticsEngine::Level level, const Diagnostic &diagnostic) {
  TextDiagnosticPrinter::HandleDiagnostic(level, diagnostic);
  if (level < DiagnosticsEngine::Error || diagnostic.getLocation().isInvalid() || !diagnostic.hasSourceManager())
    return;
  const SourceManager &sources = diagnostic.getSourceManager();
  SourceLocation location = sources.getFileLoc(diagnostic.getLocation());
  if (sources.getBufferName(location) == commandLineBuffer)
    sawUsageError = true;
}
