// Options of the command line are buffers in the source manager; an error inside of one is wrong usage. Function names
// in requests are parsed by Clang; what it has to say about them gets our identifier:
//
//   gmm.cpp:9:29: error: no member named 'objectiv' in namespace 'gmm' [unknown-function]
#include "Driver/UsageWatcher.h"

#include "Frontend/Report.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/TextDiagnostic.h"

using namespace clang;
using namespace pullback;

static bool isInCommandLine(const SourceManager &sources, SourceLocation location) {
  return sources.getBufferName(location) == commandLineBuffer;
}

/// Where the function name begins that this place belongs to; invalid if it is in none.
static SourceLocation findName(const SourceManager &sources, SourceLocation location, const Annotations &annotations) {
  FileID file = sources.getFileID(location);
  if (isInCommandLine(sources, location))
    return sources.getBufferData(file).starts_with("--function") ? sources.getLocForStartOfFile(file)
                                                                 : SourceLocation();
  for (const Annotation &annotation : annotations)
    if (annotation.kind == AnnotationKind::Differentiate &&
        llvm::any_of(annotation.tokens, [&](const RequestToken &token) { return token.location == location; }))
      return annotation.range.getBegin();
  return {};
}

void UsageWatcher::BeginSourceFile(const LangOptions &options, const Preprocessor *preprocessor) {
  language = &options;
  TextDiagnosticPrinter::BeginSourceFile(options, preprocessor);
}

void UsageWatcher::HandleDiagnostic(DiagnosticsEngine::Level level, const Diagnostic &diagnostic) {
  bool isFollowUp = level == DiagnosticsEngine::Note && isSilent;
  if (level < DiagnosticsEngine::Error || diagnostic.getLocation().isInvalid() || !diagnostic.hasSourceManager()) {
    isSilent = isFollowUp;
    return isFollowUp ? void() : TextDiagnosticPrinter::HandleDiagnostic(level, diagnostic);
  }
  const SourceManager &sources = diagnostic.getSourceManager();
  SourceLocation location = sources.getFileLoc(diagnostic.getLocation());
  usageError |= isInCommandLine(sources, location);
  bool isOurs = diagnostic.getID() >= diag::DIAG_UPPER_LIMIT;
  SourceLocation name = isOurs ? SourceLocation() : findName(sources, location, annotations);
  isSilent = name.isValid() && !reportedNames.insert(name).second; // the first error says what matters
  if (name.isInvalid())
    return TextDiagnosticPrinter::HandleDiagnostic(level, diagnostic);
  if (isSilent)
    return;
  DiagnosticConsumer::HandleDiagnostic(level, diagnostic);
  printWithIdentifier(diagnostic);
}

void UsageWatcher::printWithIdentifier(const Diagnostic &diagnostic) {
  llvm::SmallString<128> text;
  diagnostic.FormatDiagnostic(text);
  text += " [unknown-function]";
  TextDiagnostic(llvm::errs(), *language, &options)
      .emitDiagnostic(FullSourceLoc(diagnostic.getLocation(), diagnostic.getSourceManager()), DiagnosticsEngine::Error,
                      text, diagnostic.getRanges(), {});
}
