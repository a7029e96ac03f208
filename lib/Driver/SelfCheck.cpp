// See SelfCheck.h. Source and header lie in a folder that exists in memory only:
//
//   /pullback-generated/code/source.cpp      #include "energy.pullback.h"
//   /pullback-generated/code/energy.pullback.h
#include "Driver/SelfCheck.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace pullback;

static constexpr llvm::StringLiteral folder = "/pullback-generated/code";

static llvm::SmallString<128> getPath(const std::string &name) {
  llvm::SmallString<128> path(folder);
  llvm::sys::path::append(path, name);
  llvm::sys::path::remove_dots(path, /*remove_dot_dot=*/true);
  return path;
}

static llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
addGenerated(const CheckedCode &code, const std::string &source, const std::string &primal,
             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files) {
  auto memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  memory->addFile(source, 0, llvm::MemoryBuffer::getMemBuffer(code.source));
  memory->addFile(getPath(code.headerName), 0, llvm::MemoryBuffer::getMemBuffer(code.header));
  if (!code.includePrimal.empty())
    if (auto buffer = files->getBufferForFile(primal))
      memory->addFile(getPath(code.includePrimal), 0, std::move(*buffer));
  auto overlay = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(std::move(files));
  overlay->pushOverlay(std::move(memory));
  return overlay;
}

/// The flags of the contract instead of the user's warnings.
static void setWarnings(DiagnosticOptions &options, bool isStrict) {
  if (!isStrict) {
    options.IgnoreWarnings = true;
    return;
  }
  options.Warnings = {"all", "extra", "shadow", "conversion", "no-sign-conversion", "error"};
  options.Pedantic = true;
  options.IgnoreWarnings = false;
}

static void setInput(CompilerInvocation &invocation, const std::string &source, const std::string &primal) {
  FrontendOptions &frontend = invocation.getFrontendOpts();
  InputKind kind = frontend.Inputs.front().getKind();
  frontend.Inputs = {FrontendInputFile(source, InputKind(kind.getLanguage()))};
  frontend.ProgramAction = frontend::ParseSyntaxOnly;
  frontend.SkipFunctionBodies = true;
  PreprocessorOptions &preprocessor = invocation.getPreprocessorOpts();
  preprocessor.RemappedFileBuffers.clear();
  llvm::erase_if(preprocessor.Macros, [](const auto &macro) { return macro.first == "__PULLBACK__=1"; });
  llvm::StringRef primalFolder = llvm::sys::path::parent_path(primal);
  invocation.getHeaderSearchOpts().AddPath(primalFolder.empty() ? "." : primalFolder, frontend::Angled,
                                           /*IsFramework=*/false, /*IgnoreSysRoot=*/true);
  // The user's headers are searched in the same order, as headers of the system: their warnings are not ours.
  std::vector<HeaderSearchOptions::Entry> &folders = invocation.getHeaderSearchOpts().UserEntries;
  std::vector<HeaderSearchOptions::Entry> ordered;
  for (frontend::IncludeDirGroup group : {frontend::Quoted, frontend::Angled})
    for (HeaderSearchOptions::Entry &entry : folders)
      if (entry.Group == group)
        ordered.push_back(entry);
  llvm::copy_if(folders, std::back_inserter(ordered), [](const auto &entry) { return entry.Group > frontend::Angled; });
  for (HeaderSearchOptions::Entry &entry : ordered)
    if (entry.Group <= frontend::Angled)
      entry.Group = frontend::System;
  folders = std::move(ordered);
}

namespace {
/// Clang's printer, which also notes whether an error stands in a header that the generated code includes.
class CheckPrinter : public TextDiagnosticPrinter {
public:
  using TextDiagnosticPrinter::TextDiagnosticPrinter;
  void HandleDiagnostic(DiagnosticsEngine::Level level, const Diagnostic &diagnostic) override {
    TextDiagnosticPrinter::HandleDiagnostic(level, diagnostic);
    if (level < DiagnosticsEngine::Error || !diagnostic.hasSourceManager() || diagnostic.getLocation().isInvalid())
      return;
    const SourceManager &sources = diagnostic.getSourceManager();
    failed = failed || sources.isInSystemHeader(sources.getExpansionLoc(diagnostic.getLocation()));
  }
  bool hasHeaderFailed() const { return failed; }

private:
  bool failed = false;
};

/// Reads everything but the bodies of the standard library's functions, which are half of the time.
class SkippingConsumer : public ASTConsumer {
  bool shouldSkipFunctionBody(Decl *declaration) override {
    return declaration->getASTContext().getSourceManager().isInSystemHeader(declaration->getLocation());
  }
};

class CheckAction : public ASTFrontendAction {
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &, llvm::StringRef) override {
    return std::make_unique<SkippingConsumer>();
  }
};
} // namespace

SelfCheck pullback::checkGeneratedCode(const CheckedCode &code, const std::string &primal,
                                       const CompilerInvocation &original,
                                       llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files,
                                       llvm::raw_ostream &messages) {
  bool isC = !original.getLangOpts().CPlusPlus;
  std::string source = (folder + "/" + llvm::sys::path::stem(primal) + (isC ? ".pullback.c" : ".pullback.cpp")).str();
  auto invocation = std::make_shared<CompilerInvocation>(original);
  setWarnings(invocation->getDiagnosticOpts(), code.includePrimal.empty());
  setInput(*invocation, source, primal);
  CompilerInstance compiler;
  compiler.setInvocation(std::move(invocation));
  compiler.setVerboseOutputStream(messages);
  auto *printer = new CheckPrinter(messages, &compiler.getDiagnosticOpts());
  compiler.createDiagnostics(printer); // owns it
  compiler.createFileManager(addGenerated(code, source, primal, std::move(files)));
  CheckAction action;
  if (compiler.ExecuteAction(action) && !compiler.getDiagnostics().hasErrorOccurred())
    return SelfCheck::Passed;
  return printer->hasHeaderFailed() ? SelfCheck::HeaderFailed : SelfCheck::Failed;
}
