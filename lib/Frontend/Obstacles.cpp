// Obstacles as Clang diagnostics:
//
//   energy.cpp:12:9: error: cannot differentiate the call to 'solve': its body is not visible [no-body]
//   energy.cpp:12:9: note: give it a derivative with PULLBACK_RULE(vjp, solve), or declare it PULLBACK_INACTIVE
//   energy.cpp:20:5: note: 'helper' is called here
#include "Frontend/Obstacles.h"

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

void ObstacleReporter::setCaller(const clang::FunctionDecl *function, clang::SourceLocation call) {
  calledFunction = function;
  callLocation = call;
}

void ObstacleReporter::report(Obstacle obstacle, clang::SourceRange range, const llvm::Twine &subject,
                              llvm::StringRef name) {
  ObstacleText text = describe(obstacle);
  unsigned error = diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Error, "cannot differentiate %0: %1 [%2]");
  unsigned remedy = diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Note, "%0");
  diagnostics.Report(range.getBegin(), error)
      << subject.str() << putName(text.reason, name) << text.identifier << range;
  diagnostics.Report(range.getBegin(), remedy) << putName(text.remedy, name);
  if (calledFunction) {
    unsigned called = diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Note, "%0 is called here");
    diagnostics.Report(callLocation, called) << calledFunction;
  }
  ++count;
}
