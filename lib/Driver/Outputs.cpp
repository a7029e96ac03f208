// Files are replaced by renaming complete temporary files, so that nobody ever sees half of one. Devices and pipes
// cannot be renamed over and are written directly, before anything is renamed.
#include "Driver/Outputs.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

#include <filesystem>

using namespace llvm;
using namespace pullback;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

//===------------------------------------------------------------------------------------------------------------===//
// Names
//===------------------------------------------------------------------------------------------------------------===//

static std::string normalize(StringRef file) {
  SmallString<256> absolute(file);
  fs::make_absolute(absolute);
  path::remove_dots(absolute, /*remove_dot_dot=*/true);
  return absolute.str().str();
}

/// `file` as seen from the folder of `from`.
static std::string getRelativeTo(StringRef file, StringRef from) {
  std::string target = normalize(file), folder = path::parent_path(normalize(from)).str();
  auto targetPart = path::begin(target), folderPart = path::begin(folder);
  while (targetPart != path::end(target) && folderPart != path::end(folder) && *targetPart == *folderPart) {
    ++targetPart;
    ++folderPart;
  }
  SmallString<256> relative;
  for (; folderPart != path::end(folder); ++folderPart)
    path::append(relative, "..");
  for (; targetPart != path::end(target); ++targetPart)
    path::append(relative, *targetPart);
  return relative.str().str();
}

OutputNames pullback::getOutputNames(const std::string &source, const Options &options) {
  std::string stem = path::stem(source).str();
  OutputNames names;
  names.source = !options.output.empty()                 ? options.output
                 : options.language == OutputLanguage::C ? stem + ".pullback.c"
                                                         : stem + ".pullback.cpp";
  names.header = options.header;
  if (names.header.empty() && options.output.empty())
    names.header = stem + ".pullback.h";
  if (names.header.empty()) {
    SmallString<256> beside(options.output);
    if (options.output != "-")
      path::replace_extension(beside, ".h");
    names.header = beside.str().str();
  }
  if (names.header == "-")
    names.headerInclude = stem + ".pullback.h";
  else
    names.headerInclude =
        names.source == "-" ? path::filename(names.header).str() : getRelativeTo(names.header, names.source);
  if (!options.gradcheck.empty()) {
    auto seen = [&](const std::string &file) {
      return options.gradcheck == "-" || file == "-" ? path::filename(file).str()
                                                     : getRelativeTo(file, options.gradcheck);
    };
    names.gradcheckHeader = names.header == "-" ? names.headerInclude : seen(names.header);
    names.gradcheckGenerated = seen(names.source);
    names.gradcheckPrimal = seen(source);
  }
  return names;
}

/// The file that is meant, behind symbolic links; also one that does not exist yet. An endless chain of links stays.
static std::string followLinks(const std::string &file) {
  std::filesystem::path place(file);
  std::error_code error;
  for (int links = 0; links < 40 && std::filesystem::is_symlink(place, error); ++links) {
    std::filesystem::path target = std::filesystem::read_symlink(place, error);
    place = place.parent_path() / target; // an absolute target replaces the folder
  }
  std::filesystem::path resolved = std::filesystem::weakly_canonical(place, error);
  return error ? file : resolved.string();
}

std::string pullback::findNameClash(const Options &options) {
  std::vector<std::pair<std::string, std::string>> taken; // the file that is meant, as written
  for (const std::string &source : options.sources)
    taken.push_back({followLinks(normalize(source)), source});
  size_t sourceCount = taken.size();
  std::vector<std::string> outputs;
  if (!options.depfile.empty())
    outputs.push_back(options.depfile);
  outputs.push_back(options.gradcheck);
  for (const std::string &source : options.sources) {
    if (options.emit != EmitKind::Cpp) {
      outputs.push_back(options.output);
      continue;
    }
    OutputNames names = getOutputNames(source, options);
    outputs.insert(outputs.end(), {names.source, names.header});
  }
  for (const std::string &output : outputs) {
    if (output == "-" || output.empty() || StringRef(output).starts_with("/dev/"))
      continue;
    std::string name = followLinks(normalize(output));
    for (auto [index, other] : enumerate(taken))
      if (other.first == name)
        return index < sourceCount ? "the output '" + output + "' is a source"
                                   : "two outputs have the name '" + output + "'";
    taken.push_back({name, output});
  }
  return "";
}

//===------------------------------------------------------------------------------------------------------------===//
// Writing
//===------------------------------------------------------------------------------------------------------------===//

static bool fail(const std::string &file, const std::string &reason) {
  WithColor::error(errs(), "pullback") << "cannot write '" << file << "': " << reason << " [cannot-write]\n";
  return false;
}

static bool holds(const std::string &file, const std::string &content) {
  auto buffer = MemoryBuffer::getFile(file);
  return buffer && (*buffer)->getBuffer() == content;
}

namespace {
class Writer {
public:
  ~Writer() {
    for (const Replacement &one : pending) {
      remove(one.temporary);
      remove(one.old);
    }
  }

  /// Writes `file` to a temporary file beside it, or directly where it is no regular file.
  bool prepare(const OutputFile &file) {
    fs::file_status status;
    std::error_code error = fs::status(file.path, status);
    if (error && error != std::errc::no_such_file_or_directory)
      return fail(file.path, error.message());
    bool exists = fs::exists(status);
    if (exists && fs::is_directory(status))
      return fail(file.path, "it is a folder");
    if (exists && !fs::is_regular_file(status))
      return writeDirectly(file);
    if (exists && holds(file.path, file.content))
      return true;
    if (exists && fs::access(file.path, fs::AccessMode::Write))
      return fail(file.path, "it is write-protected");
    return writeTemporary(file, followLinks(file.path));
  }

  bool commit() {
    for (Replacement &one : pending) {
      keepOld(one);
      if (std::error_code error = fs::rename(one.temporary, one.target)) {
        undo();
        return fail(one.target, error.message());
      }
      one.isDone = true;
    }
    return true;
  }

private:
  struct Replacement {
    std::string temporary, target;
    std::string old = ""; // a second name of the file that is replaced
    bool isNew = false, isDone = false;
  };

  /// A name beside `target`, short since the target's may be as long as names can be.
  static SmallString<256> getNameBeside(const std::string &target) {
    SmallString<256> model(path::parent_path(target));
    path::append(model, ".pullback-%%%%%%%%");
    return model;
  }

  static void remove(const std::string &file) {
    if (file.empty())
      return;
    fs::remove(file);
    sys::DontRemoveFileOnSignal(file);
  }

  void keepOld(Replacement &one) {
    one.isNew = !fs::exists(one.target);
    SmallString<256> name;
    fs::createUniquePath(getNameBeside(one.target), name, /*MakeAbsolute=*/false);
    if (pending.size() == 1 || fs::create_hard_link(one.target, name))
      return;
    one.old = name.str().str();
    sys::RemoveFileOnSignal(one.old);
  }

  /// Where one file cannot be replaced, the others stay as they were.
  void undo() {
    for (Replacement &one : pending) {
      if (one.isDone && one.isNew)
        fs::remove(one.target);
      else if (one.isDone && !one.old.empty())
        fs::rename(one.old, one.target);
    }
  }

  bool writeTemporary(const OutputFile &file, const std::string &target) {
    SmallString<256> temporary;
    int descriptor;
    if (std::error_code error = fs::createUniqueFile(getNameBeside(target), descriptor, temporary))
      return fail(file.path, error.message());
    pending.push_back({temporary.str().str(), target});
    sys::RemoveFileOnSignal(temporary);
    raw_fd_ostream stream(descriptor, /*shouldClose=*/true);
    return finish(stream, file);
  }

  static bool writeDirectly(const OutputFile &file) {
    std::error_code error;
    raw_fd_ostream stream(file.path, error);
    return error ? fail(file.path, error.message()) : finish(stream, file);
  }

  static bool finish(raw_fd_ostream &stream, const OutputFile &file) {
    stream << file.content;
    stream.close();
    if (!stream.has_error())
      return true;
    std::string reason = stream.error().message();
    stream.clear_error();
    return fail(file.path, reason);
  }

  std::vector<Replacement> pending;
};
} // namespace

static bool writeStandardOutput(const std::vector<OutputFile> &files) {
  for (const OutputFile &file : files)
    if (file.path == "-")
      outs() << file.content;
  outs().flush();
  if (!outs().has_error())
    return true;
  std::string reason = outs().error().message();
  outs().clear_error();
  return fail("-", reason);
}

bool pullback::writeOutputs(const std::vector<OutputFile> &files) {
  Writer writer;
  for (const OutputFile &file : files)
    if (file.path != "-" && !writer.prepare(file))
      return false;
  return writeStandardOutput(files) && writer.commit();
}

bool pullback::checkOutputs(const std::vector<OutputFile> &files) {
  bool current = true;
  for (const OutputFile &file : files) {
    if (file.path == "-" || holds(file.path, file.content))
      continue;
    current = false;
    WithColor::error(errs(), "pullback") << "'" << file.path << "' "
                                         << (fs::exists(file.path) ? "differs from what would be written"
                                                                   : "does not exist")
                                         << " [not-current]\n";
  }
  return current;
}

//===------------------------------------------------------------------------------------------------------------===//
// Dependencies
//===------------------------------------------------------------------------------------------------------------===//

static std::string escapeForMake(StringRef file) {
  std::string text;
  for (char character : file) {
    if (character == ' ' || character == '#')
      text += '\\';
    text += character == '$' ? "$$" : std::string(1, character);
  }
  return text;
}

std::string pullback::printDependencies(const std::vector<std::string> &targets,
                                        const std::vector<std::string> &dependencies) {
  std::string text;
  for (const std::string &target : targets)
    text += (text.empty() ? "" : " ") + escapeForMake(target);
  text += ":";
  for (const std::string &dependency : dependencies)
    text += " \\\n  " + escapeForMake(dependency);
  return text + "\n";
}
