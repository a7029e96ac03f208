// Errors about requests in Clang's form: text at a place, identifier in brackets, remedies as notes.
#ifndef PULLBACK_FRONTEND_REPORT_H
#define PULLBACK_FRONTEND_REPORT_H

#include "clang/Basic/Diagnostic.h"

namespace pullback {

/// The name of the buffers that hold options of the command line; an error in one of them is wrong usage.
inline constexpr llvm::StringLiteral commandLineBuffer = "<command line>";

inline void reportAt(clang::DiagnosticsEngine &diagnostics, clang::DiagnosticsEngine::Level level,
                     clang::SourceRange range, const llvm::Twine &text) {
  unsigned identifier = diagnostics.getCustomDiagID(level, "%0");
  auto builder = diagnostics.Report(range.getBegin(), identifier);
  builder << text.str();
  if (range.isValid() && range.getBegin() != range.getEnd())
    builder << range;
}

inline void reportError(clang::DiagnosticsEngine &diagnostics, clang::SourceRange range, const llvm::Twine &text) {
  reportAt(diagnostics, clang::DiagnosticsEngine::Error, range, text);
}

inline void reportNote(clang::DiagnosticsEngine &diagnostics, clang::SourceRange range, const llvm::Twine &text) {
  reportAt(diagnostics, clang::DiagnosticsEngine::Note, range, text);
}

} // namespace pullback

#endif // PULLBACK_FRONTEND_REPORT_H
