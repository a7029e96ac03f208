// Clang's resource folder holds headers like <stddef.h> that belong to the exact version of its libraries. An installed
// tool first looks beside itself, then where LLVM was when the tool was built.
#include "Frontend/CompilerInputs.h"

#include "clang/Basic/Diagnostic.h"
#include "clang/Driver/Driver.h"
#include "clang/Driver/Options.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "clang/Frontend/Utils.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <set>

using namespace clang;
using namespace pullback;
using llvm::sys::path::parent_path;

//===------------------------------------------------------------------------------------------------------------===//
// Folders
//===------------------------------------------------------------------------------------------------------------===//

/// The first folder that holds `file`.
static std::string findFolder(llvm::ArrayRef<std::string> folders, llvm::StringRef file) {
  for (const std::string &folder : folders) {
    llvm::SmallString<256> path(folder);
    llvm::sys::path::append(path, file);
    if (llvm::sys::fs::exists(path)) {
      llvm::SmallString<256> plain(folder);
      llvm::sys::path::remove_dots(plain, /*remove_dot_dot=*/true);
      return plain.str().str();
    }
  }
  return "";
}

InstalledFolders pullback::findInstalledFolders(llvm::StringRef executable) {
  llvm::SmallString<256> real;
  if (llvm::sys::fs::real_path(executable, real))
    real = executable;
  std::string prefix = parent_path(parent_path(real)).str();
  InstalledFolders folders;
  folders.clangResources =
      findFolder({prefix + "/lib/clang/" PULLBACK_CLANG_MAJOR, PULLBACK_CLANG_RESOURCES}, "include/stddef.h");
  folders.include = findFolder({prefix + "/include"}, "pullback/pullback.h");
  return folders;
}

//===------------------------------------------------------------------------------------------------------------===//
// compile_commands.json
//===------------------------------------------------------------------------------------------------------------===//

/// Puts the arguments in the place of each `@file` that holds them; the files are relative to a folder.
static llvm::Error expandResponseFiles(std::vector<std::string> &arguments, llvm::StringRef folder) {
  llvm::BumpPtrAllocator memory;
  llvm::SmallVector<const char *, 32> expanded;
  for (const std::string &argument : arguments)
    expanded.push_back(argument.c_str());
  llvm::cl::ExpansionContext context(memory, llvm::cl::TokenizeGNUCommandLine);
  context.setCurrentDir(folder);
  if (llvm::Error error = context.expandResponseFiles(expanded))
    return error;
  for (llvm::StringRef argument : expanded)
    if (argument.starts_with("@"))
      return llvm::createStringError("cannot read the file of arguments '" + argument.drop_front().str() + "'");
  arguments.assign(expanded.begin(), expanded.end());
  return llvm::Error::success();
}

/// True for compilers whose flags begin with a slash.
static bool isLikeCl(llvm::StringRef compiler) {
  llvm::StringRef name = compiler.substr(compiler.find_last_of("/\\") + 1);
  name.consume_back_insensitive(".exe");
  return name.equals_insensitive("cl") || name.equals_insensitive("clang-cl");
}

/// The reader of databases goes on behind what is no JSON.
static llvm::Error checkJson(llvm::StringRef path) {
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> text = llvm::MemoryBuffer::getFile(path, /*IsText=*/true);
  if (!text)
    return llvm::createStringError("cannot read '" + path.str() + "'");
  llvm::Expected<llvm::json::Value> value = llvm::json::parse((*text)->getBuffer());
  return value ? llvm::Error::success()
               : llvm::createStringError("'" + path.str() + "' is no JSON: " + llvm::toString(value.takeError()));
}

llvm::Expected<CompileFlags> pullback::readCompileDatabase(llvm::StringRef buildDirectory, llvm::StringRef source) {
  llvm::SmallString<256> path(buildDirectory);
  llvm::sys::path::append(path, "compile_commands.json");
  if (llvm::Error broken = checkJson(path))
    return broken;
  std::string error;
  auto database =
      tooling::JSONCompilationDatabase::loadFromFile(path, error, tooling::JSONCommandLineSyntax::AutoDetect);
  if (!database)
    return llvm::createStringError("cannot read '" + path.str().str() + "'");
  llvm::SmallString<256> absolute(source);
  llvm::sys::fs::make_absolute(absolute);
  llvm::sys::path::remove_dots(absolute, /*remove_dot_dot=*/true);
  std::vector<tooling::CompileCommand> commands = database->getCompileCommands(absolute);
  if (commands.empty())
    return llvm::createStringError("'" + path.str().str() + "' has no flags for '" + source.str() + "'");
  auto adjuster = tooling::combineAdjusters(
      tooling::combineAdjusters(tooling::getClangStripOutputAdjuster(), tooling::getClangStripDependencyFileAdjuster()),
      tooling::getStripPluginsAdjuster());
  tooling::CommandLineArguments arguments = adjuster(commands.front().CommandLine, commands.front().Filename);
  if (arguments.empty())
    return llvm::createStringError("'" + path.str().str() + "' has no command for '" + source.str() + "'");
  if (isLikeCl(arguments[0]))
    return llvm::createStringError("'" + path.str().str() + "' has a command of '" + arguments[0] + "' for '" +
                                   source.str() + "', whose flags are not those of GCC and Clang");
  if (llvm::Error unread = expandResponseFiles(arguments, commands.front().Directory))
    return llvm::createStringError("'" + path.str().str() + "', for '" + source.str() +
                                   "': " + llvm::toString(std::move(unread)));
  CompileFlags flags{commands.front().Directory, {}, true};
  for (const std::string &argument : llvm::ArrayRef(arguments).drop_front())
    if (argument != commands.front().Filename && argument != "-c" && argument != "--")
      flags.flags.push_back(argument);
  return flags;
}

//===------------------------------------------------------------------------------------------------------------===//
// The invocation
//===------------------------------------------------------------------------------------------------------------===//

/// True for a file that is C by its name, unless the flags say that it is something else.
static bool isNamedC(llvm::StringRef source, llvm::ArrayRef<std::string> flags) {
  return source.ends_with(".c") && llvm::none_of(flags, [](llvm::StringRef flag) {
           return flag.starts_with("-x") || flag.starts_with("-std=c++") || flag.starts_with("-std=gnu++");
         });
}

/// Flags for the C++ that is generated from C.
static CompileFlags makeCxxFlags(CompileFlags flags) {
  llvm::erase_if(flags.flags, [](llvm::StringRef flag) { return flag.starts_with("-std=") || flag == "-ansi"; });
  flags.flags.insert(flags.flags.end(), {"-xc++", "-std=c++17"});
  return flags;
}

/// Flags for the C that is generated from C.
static CompileFlags makeCFlags(CompileFlags flags, const CompilerInvocation &original) {
  if (!original.getLangOpts().C11)
    flags.flags.push_back("-std=c11");
  return flags;
}

bool pullback::isC(const CompilerInput &input) {
  const LangOptions &language = input.invocation->getLangOpts();
  return !language.CPlusPlus && !language.ObjC;
}

static std::vector<std::string> buildArguments(llvm::StringRef source, const CompileFlags &flags,
                                               const InstalledFolders &folders) {
  std::vector<std::string> arguments{PULLBACK_CLANG_EXECUTABLE, "-fsyntax-only", "-fbracket-depth=1000000"};
  if (isNamedC(source, flags.flags))
    arguments.push_back("--driver-mode=gcc");
  llvm::append_range(arguments, flags.flags);
  if (llvm::none_of(flags.flags, [](llvm::StringRef flag) { return flag.starts_with("-resource-dir"); }))
    arguments.push_back("-resource-dir=" + folders.clangResources);
  arguments.insert(arguments.end(), {"-isystem", libraryFolder.str()});
  if (!folders.include.empty())
    arguments.insert(arguments.end(), {"-isystem", folders.include});
  arguments.insert(arguments.end(),
                   {"-D__PULLBACK__=1", "-w", "-Wno-unknown-argument", "-Wno-unused-command-line-argument"});
  arguments.insert(arguments.end(), {"--", source.str()});
  return arguments;
}

/// Drops what is no flag for Clang: with a warning what only other compilers know, since a database often comes from a
/// build with gcc, and other inputs than the source (CMake writes `-o lib one/f.o` for Ninja where a name has a space).
/// Behind `--`, another input is an error.
static void checkFlags(CompileFlags &flags, DiagnosticsEngine &diagnostics) {
  std::vector<const char *> pointers;
  for (const std::string &flag : flags.flags)
    pointers.push_back(flag.c_str());
  unsigned missingIndex = 0, missingCount = 0;
  llvm::opt::InputArgList known = driver::getDriverOptTable().ParseArgs(
      pointers, missingIndex, missingCount, llvm::opt::Visibility(driver::options::ClangOption));
  unsigned warning = diagnostics.getCustomDiagID(DiagnosticsEngine::Warning, "%0");
  unsigned error = diagnostics.getCustomDiagID(DiagnosticsEngine::Error, "%0");
  std::set<unsigned> dropped;
  for (const llvm::opt::Arg *argument : known.filtered(driver::options::OPT_UNKNOWN, driver::options::OPT_INPUT)) {
    std::string text = argument->getAsString(known);
    bool isInput = argument->getOption().matches(driver::options::OPT_INPUT);
    if (isInput && !flags.fromDatabase)
      diagnostics.Report(error) << "'" + text + "' behind '--' is not a flag; sources stand in front of it";
    else if (!isInput && flags.fromDatabase)
      diagnostics.Report(warning)
          << "'" + text + "' in the compile database is not known to Clang and has no effect here [unknown-flag]";
    if (flags.fromDatabase)
      dropped.insert(argument->getIndex());
  }
  std::vector<std::string> rest;
  for (auto [i, flag] : llvm::enumerate(flags.flags))
    if (!dropped.count(i))
      rest.push_back(flag);
  flags.flags = std::move(rest);
}

//===------------------------------------------------------------------------------------------------------------===//
// Files in place of those of libraries
//===------------------------------------------------------------------------------------------------------------===//

/// What users include of Eigen; all of it is one text here.
static constexpr llvm::StringLiteral eigenHeaders[] = {"Cholesky", "Core", "Dense", "Eigen", "Geometry", "LU"};

/// The names in a text that a user's macros may have as well, but for those of its own macros.
static llvm::SetVector<llvm::StringRef> collectNames(llvm::StringRef text) {
  auto isOfName = [](char c) { return llvm::isAlnum(c) || c == '_'; };
  llvm::SetVector<llvm::StringRef> names;
  llvm::SmallVector<llvm::StringRef> lines;
  text.split(lines, '\n');
  for (llvm::StringRef line : lines) {
    llvm::StringRef rest = line.trim().starts_with("#") ? "" : line.split("//").first;
    while (!rest.empty()) {
      llvm::StringRef name = rest.take_while(isOfName);
      if (!name.empty() && llvm::isAlpha(name.front()))
        names.insert(name);
      if (rest.consume_front("\""))
        rest = rest.split('"').second;
      else
        rest = rest.drop_front(std::max<size_t>(name.size(), 1));
    }
  }
  return names;
}

/// The library's own text has names alone that macros may not have, as _Tp; in ours there are none while it is read.
static std::string hideMacros(llvm::StringRef text) {
  std::string before, after;
  for (llvm::StringRef name : collectNames(text)) {
    before += ("#pragma push_macro(\"" + name + "\")\n#undef " + name + "\n").str();
    after += ("#pragma pop_macro(\"" + name + "\")\n").str();
  }
  return before + text.str() + after;
}

static llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> createLibrary() {
  auto library = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  auto add = [&](const llvm::Twine &path, llvm::StringRef text) {
    library->addFile(path, 0, llvm::MemoryBuffer::getMemBufferCopy(text));
  };
  for (const LibraryFile &file : getLibraryFiles())
    add(libraryFolder + "/" + file.path, hideMacros(file.text));
  for (const LibraryFile &file : getEigenFiles())
    add(eigenFolder + "/Eigen/src/" + file.path, file.text);
  for (llvm::StringRef header : eigenHeaders) {
    add(eigenFolder + "/Eigen/" + header, "#include \"src/All.h\"\n");
    add(eigenFolder + "/eigen3/Eigen/" + header, "#include \"../../Eigen/src/All.h\"\n");
  }
  return library;
}

/// Where the flags lead to Eigen, our form of it comes first.
static void replaceEigen(CompilerInvocation &invocation, llvm::vfs::FileSystem &files) {
  HeaderSearchOptions &search = invocation.getHeaderSearchOpts();
  bool hasEigen = llvm::any_of(search.UserEntries, [&](const HeaderSearchOptions::Entry &entry) {
    return files.exists(entry.Path + "/Eigen/Core") || files.exists(entry.Path + "/eigen3/Eigen/Core");
  });
  if (!hasEigen)
    return;
  search.UserEntries.insert(search.UserEntries.begin(),
                            HeaderSearchOptions::Entry(eigenFolder, frontend::Angled, false, /*IgnoreSysRoot=*/true));
  search.SystemHeaderPrefixes.emplace_back("Eigen/", /*isSystemHeader=*/true);
  search.SystemHeaderPrefixes.emplace_back("eigen3/Eigen/", /*isSystemHeader=*/true);
}

CompilerInput pullback::createCompilerInput(llvm::StringRef source, const CompileFlags &flags,
                                            const InstalledFolders &folders, OutputLanguage language) {
  CompilerInput input;
  auto files = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(llvm::vfs::createPhysicalFileSystem());
  files->pushOverlay(createLibrary());
  input.files = files;
  if (!flags.directory.empty())
    input.files->setCurrentWorkingDirectory(flags.directory);
  CreateInvocationOptions options;
  options.Diags = CompilerInstance::createDiagnostics(new DiagnosticOptions);
  options.VFS = input.files;
  CompileFlags known = flags;
  checkFlags(known, *options.Diags);
  if (options.Diags->hasErrorOccurred())
    return input;
  auto create = [&](const CompileFlags &used) {
    std::vector<std::string> arguments = buildArguments(source, used, folders);
    std::vector<const char *> pointers;
    for (const std::string &argument : arguments)
      pointers.push_back(argument.c_str());
    std::shared_ptr<CompilerInvocation> invocation = createInvocation(pointers, options);
    if (invocation)
      invocation->getFrontendOpts().DisableFree = false;
    return invocation;
  };
  input.invocation = input.generated = input.program = create(known);
  if (isNamedC(source, known.flags) && input.invocation) {
    input.program = create(makeCxxFlags(known));
    input.generated = language == OutputLanguage::C ? create(makeCFlags(known, *input.invocation)) : input.program;
  }
  if (input.invocation)
    replaceEigen(*input.invocation, *input.files);
  if (options.Diags->hasErrorOccurred())
    input.invocation = nullptr;
  else if (!input.invocation)
    options.Diags->Report(options.Diags->getCustomDiagID(DiagnosticsEngine::Error, "%0"))
        << "Clang cannot read '" + source.str() + "' with these flags";
  return input;
}

CompilerInput CompilerInput::withoutLibrary() const {
  CompilerInput input = *this;
  input.invocation = std::make_shared<CompilerInvocation>(*invocation);
  llvm::erase_if(input.invocation->getHeaderSearchOpts().UserEntries, [](const HeaderSearchOptions::Entry &entry) {
    return llvm::StringRef(entry.Path).starts_with(libraryFolder);
  });
  return input;
}
