// What Clang needs to read a source: flags, its own headers, ours, and the file with our trailer behind it.
#ifndef PULLBACK_FRONTEND_COMPILERINPUTS_H
#define PULLBACK_FRONTEND_COMPILERINPUTS_H

#include "IR/OutputLanguage.h"

#include "clang/Frontend/CompilerInvocation.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pullback {

/// Folders that the tool needs, found from where its executable lies.
struct InstalledFolders {
  std::string clangResources; // holds include/stddef.h; empty if there is none
  std::string include;        // holds pullback/pullback.h; empty if there is none
};
InstalledFolders findInstalledFolders(llvm::StringRef executable);

/// The flags that one source is compiled with, and the folder that they are relative to.
struct CompileFlags {
  std::string directory;
  std::vector<std::string> flags;
  bool fromDatabase = false;
};

/// The flags for `source` in `buildDirectory`/compile_commands.json.
llvm::Expected<CompileFlags> readCompileDatabase(llvm::StringRef buildDirectory, llvm::StringRef source);

/// The folder, in memory, of files that stand in for those of the GNU library: deque, list, map, set and valarray as
/// plain classes on top of std::vector, which need no treatment of their own anywhere. What they do not have is
/// refused: a source that cannot be compiled with them is read with the library's own.
inline constexpr llvm::StringLiteral libraryFolder = "/pullback-library";
/// The folder of what stands in for the Eigen library, where there is one to stand in for.
inline constexpr llvm::StringLiteral eigenFolder = "/pullback-library-eigen";
struct LibraryFile {
  llvm::StringRef path, text;
};
llvm::ArrayRef<LibraryFile> getLibraryFiles();
llvm::ArrayRef<LibraryFile> getEigenFiles();

/// How to read one source with Clang.
struct CompilerInput {
  std::shared_ptr<clang::CompilerInvocation> invocation;
  std::shared_ptr<clang::CompilerInvocation> generated; // of the generated code
  std::shared_ptr<clang::CompilerInvocation> program;   // of the checking program, which is C++
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files;

  /// The same without libraryFolder.
  CompilerInput withoutLibrary() const;
};

/// Asks Clang's driver for the invocation. Null invocation after errors, which are printed; they are about the flags.
/// `language` is that of the generated code.
CompilerInput createCompilerInput(llvm::StringRef source, const CompileFlags &flags, const InstalledFolders &folders,
                                  OutputLanguage language = OutputLanguage::Cxx);

/// True for a source that is C by its name and the flags.
bool isC(const CompilerInput &input);

} // namespace pullback

#endif // PULLBACK_FRONTEND_COMPILERINPUTS_H
