// Obstacles as Clang diagnostics:
//
//   energy.cpp:12:9: error: cannot differentiate the call to 'solve': its body is not visible [no-body]
//   energy.cpp:12:9: note: give it a derivative with PULLBACK_RULE(vjp, solve), or declare it PULLBACK_INACTIVE
//   energy.cpp:12:9: note: such a rule declares 'void solve_vjp(...)'
//   energy.cpp:20:5: note: 'helper' is called here
#include "Frontend/Obstacles.h"

#include "Frontend/CompilerInputs.h"
#include "Frontend/Types.h"

#include <string>

using namespace pullback;

ObstacleText pullback::describe(Obstacle obstacle) {
  static constexpr ObstacleText texts[] = {
#define PULLBACK_OBSTACLE(enumerator, identifier, reason, remedy) {identifier, reason, remedy},
#include "Frontend/Obstacles.def"
  };
  return texts[static_cast<unsigned>(obstacle)];
}

static std::string putName(llvm::StringRef text, llvm::StringRef name) {
  auto [before, after] = text.split("$name");
  return before.size() == text.size() ? text.str() : (before + name + after).str();
}

bool ObstacleReporter::isInLibrary(clang::SourceLocation location) const {
  return location.isValid() &&
         diagnostics.getSourceManager().isInSystemHeader(diagnostics.getSourceManager().getFileLoc(location));
}

ObstacleReporter::Caller ObstacleReporter::callFrom(const clang::FunctionDecl *function,
                                                    clang::SourceLocation call) const {
  bool isOwn = !isInLibrary(call);
  return {function, call, isOwn ? function : caller.standardFunction, isOwn ? call : caller.standardCall,
          std::make_shared<Caller>(caller)};
}

void ObstacleReporter::report(Obstacle obstacle, clang::SourceRange range, const llvm::Twine &subject,
                              llvm::StringRef name, const std::string &hint) {
  ++count;
  std::string what = (describe(obstacle).identifier + (" " + subject)).str();
  if (!printed.insert({what, range.getBegin().getRawEncoding(), caller.function, caller.call.getRawEncoding()}).second)
    return;
  if (isInLibrary(range.getBegin()) && caller.standardFunction) {
    if (!reportedCalls.insert(caller.standardCall).second)
      return;
    unsigned reason = diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Note, "in it, %0: %1 [%2]");
    ObstacleText text = describe(obstacle);
    std::string why = subject.str(), called = "the call to '" + caller.standardFunction->getNameAsString() + "'";
    bool isStandard = TypeLowering::isFromStandardLibrary(caller.standardFunction);
    print(isStandard ? Obstacle::StandardLibrary : Obstacle::Library, caller.standardCall, called,
          caller.standardFunction->getNameAsString());
    // Headers of other libraries are ones that the user may know, unless the tool reads files of its own instead.
    clang::SourceManager &sources = diagnostics.getSourceManager();
    bool isShown = !isStandard && !sources.getFilename(sources.getFileLoc(range.getBegin())).starts_with(libraryFolder);
    diagnostics.Report(isShown ? range.getBegin() : caller.standardCall, reason)
        << why << putName(text.reason, name) << text.identifier;
    return;
  }
  if (obstacle == Obstacle::VectorType && !printed.insert({"vector-type", 0, nullptr, 0}).second)
    return; // one remedy is for all of them
  print(obstacle, range, subject.str(), name, hint);
  unsigned called = diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Note, "%0 is called here");
  for (const Caller *one = &caller; one && one->function; one = one->next.get())
    diagnostics.Report(one->call, called) << one->function;
}

void ObstacleReporter::print(Obstacle obstacle, clang::SourceRange range, const std::string &subject,
                             llvm::StringRef name, const std::string &hint) {
  ObstacleText text = describe(obstacle);
  unsigned error = diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Error, "cannot differentiate %0: %1 [%2]");
  unsigned remedy = diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Note, "%0");
  diagnostics.Report(range.getBegin(), error) << subject << putName(text.reason, name) << text.identifier << range;
  diagnostics.Report(range.getBegin(), remedy) << putName(text.remedy, name);
  if (!hint.empty())
    diagnostics.Report(range.getBegin(), remedy) << hint;
}
