// Options of the command line are buffers in the source manager; an error inside of one is wrong usage. Function names
// in requests are parsed by Clang; what it has to say about them gets our identifier:
//
//   gmm.cpp:9:29: error: no member named 'objectiv' in namespace 'gmm' [unknown-function]
#include "Driver/UsageWatcher.h"

#include "Frontend/CompilerInputs.h"
#include "Frontend/FunctionNames.h"
#include "Frontend/Report.h"

#include "clang/Basic/DiagnosticSema.h"
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

/// The end of the user's text for a place in the trailer behind it, such as the end of a file that lacks a brace; else
/// invalid.
static SourceLocation leaveTrailer(const SourceManager &sources, SourceLocation location) {
  auto [file, offset] = sources.getDecomposedLoc(location);
  if (file != sources.getMainFileID())
    return {};
  StringRef text = sources.getBufferData(file).drop_back(FunctionNames::getTrailer().size());
  if (offset < text.size())
    return {};
  return sources.getLocForStartOfFile(file).getLocWithOffset(std::max<size_t>(text.rtrim().size(), 1) - 1);
}

void UsageWatcher::BeginSourceFile(const LangOptions &options, const Preprocessor *preprocessor) {
  language = &options;
  TextDiagnosticPrinter::BeginSourceFile(options, preprocessor);
}

//===------------------------------------------------------------------------------------------------------------===//
// What the tool's form of a library lacks
//===------------------------------------------------------------------------------------------------------------===//

static bool isInOurLibrary(FullSourceLoc place) {
  return place.getManager().getFilename(place).starts_with(libraryFolder);
}

/// What an assertion says, or the whole message.
static std::string describeProblem(const Diagnostic &diagnostic) {
  unsigned id = diagnostic.getID();
  bool isAssertion = id == diag::err_static_assert_failed || id == diag::err_static_assert_requirement_failed;
  if (isAssertion && diagnostic.getArgKind(diagnostic.getNumArgs() - 1) == DiagnosticsEngine::ak_std_string)
    return diagnostic.getArgStdStr(diagnostic.getNumArgs() - 1);
  SmallString<128> text;
  diagnostic.FormatDiagnostic(text);
  return StringRef(text).trim('"').str(); // of #error "..."
}

/// An error in the library is one of the line of the user's text that a note leads to, or that includes it.
void UsageWatcher::noteLack(DiagnosticsEngine::Level level, const Diagnostic &diagnostic) {
  bool isError = level >= DiagnosticsEngine::Error;
  if (isError)
    endLack();
  if ((!isError && level != DiagnosticsEngine::Note) || diagnostic.getLocation().isInvalid() ||
      !diagnostic.hasSourceManager())
    return;
  FullSourceLoc place = FullSourceLoc(diagnostic.getLocation(), diagnostic.getSourceManager()).getFileLoc();
  if (isError && isInOurLibrary(place)) {
    problem = describeProblem(diagnostic);
    inLibrary = place;
  } else if (isError) {
    addLack(place, describeProblem(diagnostic), diagnostic.getRanges());
  } else if (!problem.empty() && !isInOurLibrary(place)) {
    addLack(place, std::exchange(problem, ""), diagnostic.getRanges());
  }
}

void UsageWatcher::endLack() {
  if (problem.empty())
    return;
  FullSourceLoc place = inLibrary;
  while (place.isValid() && isInOurLibrary(place))
    place = FullSourceLoc(place.getManager().getIncludeLoc(place.getFileID()), place.getManager());
  if (place.isValid())
    addLack(place, problem, {});
  problem.clear();
}

void UsageWatcher::addLack(FullSourceLoc place, StringRef about, ArrayRef<CharSourceRange> ranges) {
  if (!lackingLines.insert({place.getFileID(), place.getSpellingLineNumber()}).second)
    return; // what is wrong with the rest of the line may follow from it
  llvm::raw_string_ostream stream(lacks);
  stream.enable_colors(out.has_colors());
  TextDiagnostic printer(stream, *language, &options);
  printer.emitDiagnostic(place, DiagnosticsEngine::Error,
                         ("cannot differentiate this use of a library: " + about + " [library]").str(), ranges, {});
  printer.emitDiagnostic(place, DiagnosticsEngine::Note,
                         "write it in another way, or wrap it in a function with a PULLBACK_RULE or PULLBACK_INACTIVE",
                         {}, {});
}

void UsageWatcher::EndSourceFile() {
  endLack();
  TextDiagnosticPrinter::EndSourceFile();
}

//===------------------------------------------------------------------------------------------------------------===//
// What errors are about
//===------------------------------------------------------------------------------------------------------------===//

void UsageWatcher::HandleDiagnostic(DiagnosticsEngine::Level level, const Diagnostic &diagnostic) {
  noteLack(level, diagnostic);
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
  SourceLocation end = leaveTrailer(sources, location);
  isSilent |= end.isValid() && (hasReportedEnd || getNumErrors() > 0); // what follows from another error
  if (isSilent)
    return;
  if (name.isInvalid() && end.isInvalid())
    return TextDiagnosticPrinter::HandleDiagnostic(level, diagnostic);
  DiagnosticConsumer::HandleDiagnostic(level, diagnostic);
  hasReportedEnd |= end.isValid();
  if (end.isValid())
    print(diagnostic, end, "");
  else
    print(diagnostic, diagnostic.getLocation(), " [unknown-function]");
}

void UsageWatcher::print(const Diagnostic &diagnostic, SourceLocation location, StringRef identifier) {
  SmallString<128> text;
  diagnostic.FormatDiagnostic(text);
  text += identifier;
  ArrayRef<CharSourceRange> ranges;
  if (location == diagnostic.getLocation())
    ranges = diagnostic.getRanges();
  TextDiagnostic(out, *language, &options)
      .emitDiagnostic(FullSourceLoc(location, diagnostic.getSourceManager()), DiagnosticsEngine::Error, text, ranges,
                      {});
}
