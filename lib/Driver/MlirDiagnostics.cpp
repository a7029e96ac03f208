// See MlirDiagnostics.h. A location of MLIR names file, line and column; Clang's source manager finds the place again.
#include "Driver/MlirDiagnostics.h"

#include "IR/Pullback.h"

#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringSet.h"

using namespace pullback;

static clang::SourceLocation translate(mlir::Location location, clang::SourceManager &sources) {
  mlir::FileLineColLoc place = getSourceLocation(location);
  if (!place)
    return {};
  clang::OptionalFileEntryRef file = sources.getFileManager().getOptionalFileRef(place.getFilename());
  if (!file)
    return {};
  return sources.translateFileLineCol(&file->getFileEntry(), std::max(1u, place.getLine()),
                                      std::max(1u, place.getColumn()));
}

static clang::DiagnosticsEngine::Level getLevel(mlir::DiagnosticSeverity severity) {
  switch (severity) {
  case mlir::DiagnosticSeverity::Error: return clang::DiagnosticsEngine::Error;
  case mlir::DiagnosticSeverity::Warning: return clang::DiagnosticsEngine::Warning;
  case mlir::DiagnosticSeverity::Note: return clang::DiagnosticsEngine::Note;
  case mlir::DiagnosticSeverity::Remark: return clang::DiagnosticsEngine::Remark;
  }
  llvm_unreachable("unknown severity");
}

static void report(const mlir::Diagnostic &diagnostic, clang::DiagnosticsEngine &diagnostics) {
  unsigned identifier = diagnostics.getCustomDiagID(getLevel(diagnostic.getSeverity()), "%0");
  diagnostics.Report(translate(diagnostic.getLocation(), diagnostics.getSourceManager()), identifier)
      << diagnostic.str();
}

MlirDiagnostics::MlirDiagnostics(mlir::MLIRContext &context, clang::DiagnosticsEngine &diagnostics)
    : handler(&context, [&diagnostics, known = std::make_shared<llvm::StringSet<>>()](mlir::Diagnostic &diagnostic) {
        // The modes of one request meet the same obstacles.
        std::string text = diagnostic.str();
        llvm::raw_string_ostream(text) << " at " << diagnostic.getLocation();
        if (!known->insert(text).second)
          return;
        report(diagnostic, diagnostics);
        for (mlir::Diagnostic &note : diagnostic.getNotes())
          report(note, diagnostics);
      }) {}
