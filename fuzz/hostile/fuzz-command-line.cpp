// The command line, one argument a line, and a compile database (behind an empty line).
#include "Driver/CommandLine.h"
#include "Frontend/CompilerInputs.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

#include <cstdlib>

using namespace pullback;

/// A folder of this process's own, with a compile_commands.json.
static const std::string &getFolder() {
  static const std::string folder = [] {
    llvm::SmallString<128> path;
    if (llvm::sys::fs::createUniqueDirectory("pullback-fuzz", path))
      abort();
    return path.str().str();
  }();
  return folder;
}

static void parseArguments(llvm::StringRef text) {
  llvm::SmallVector<llvm::StringRef> lines;
  text.split(lines, '\n');
  std::vector<std::string> arguments{"pullback"};
  for (llvm::StringRef line : lines) {
    if (line.contains("help") || line.contains("version") || line.starts_with("@")) // these end the process
      return;
    arguments.push_back(line.take_until([](char c) { return c == 0; }).str());
  }
  std::vector<const char *> pointers;
  for (const std::string &argument : arguments)
    pointers.push_back(argument.c_str());
  ParsedCommandLine parsed = parseCommandLine(static_cast<int>(pointers.size()), pointers.data());
  if (!parsed.exit && parsed.options.flags)
    createCompilerInput("source.cpp", {"", *parsed.options.flags, false}, findInstalledFolders(""));
}

static void readDatabase(llvm::StringRef text) {
  std::error_code error;
  {
    llvm::raw_fd_ostream stream(getFolder() + "/compile_commands.json", error);
    stream << text;
  }
  llvm::Expected<CompileFlags> flags = readCompileDatabase(getFolder(), "/hostile/source.cpp");
  if (!flags)
    return llvm::consumeError(flags.takeError());
  if (llvm::sys::fs::is_directory(flags->directory))
    createCompilerInput("source.cpp", *flags, findInstalledFolders(""));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  auto [arguments, database] = llvm::StringRef(reinterpret_cast<const char *>(data), size).split("\n\n");
  parseArguments(arguments);
  if (!database.empty())
    readDatabase(database);
  return 0;
}
