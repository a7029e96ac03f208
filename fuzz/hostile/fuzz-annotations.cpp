// The text inside of the macros, and names and lists of the command line: the first byte chooses which.
#include "Driver/Compilation.h"

#include "llvm/Support/FileSystem.h"

using namespace pullback;

static constexpr llvm::StringLiteral kPath = "/hostile/source.cpp";

/// Around the text.
static constexpr std::pair<llvm::StringLiteral, llvm::StringLiteral> kSources[] = {
    {"#include <pullback/pullback.h>\nPULLBACK(",
     ")\ndouble f(const double *x, int n, double &k, double *r) { return x[n] * k; }\n"},
    {"#include <pullback/pullback.h>\nnamespace a { template <class T> T f(T x, int n) { return x * n; } double "
     "f(int); }\n"
     "PULLBACK_DIFFERENTIATE(",
     ");\ndouble g(double x) { return x; }\n"},
    {"#include <pullback/pullback.h>\nvoid h(const double *x, double &y);\nPULLBACK_RULE(",
     ")\nvoid h_vjp(const double *x, double *x_bar, const double &y_bar);\n"
     "PULLBACK(vjp, of(y))\nvoid g(const double *x, double &y) { h(x, y); }\n"},
    {"#include <pullback/pullback.h>\nPULLBACK(vjp)\nPULLBACK_CHECKPOINT(", ") double f(double x) { return x; }\n"},
};

static const CompilerInput &getInput() {
  static const CompilerInput input =
      createCompilerInput(kPath, {"", {"-std=c++17", "-I" PULLBACK_INCLUDE}, false}, findInstalledFolders(""));
  return input;
}

static void compile(llvm::StringRef source, const Options &options) {
  auto memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  memory->addFile(kPath, 0, llvm::MemoryBuffer::getMemBufferCopy(source));
  auto files = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(getInput().files);
  files->pushOverlay(std::move(memory));
  CompilerInput input = getInput();
  input.files = files;
  compileSource({kPath.str(), "source.pullback.h", options, input, {}});
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  llvm::StringRef text(reinterpret_cast<const char *>(data), size);
  if (text.size() < 2)
    return 0;
  size_t choice = static_cast<unsigned char>(text.front()) % 5;
  text = text.drop_front();
  Options options;
  options.sources = {kPath.str()};
  if (choice < 4) {
    compile((kSources[choice].first + text + kSources[choice].second).str(), options);
    return 0;
  }
  llvm::SmallVector<llvm::StringRef> parts;
  text.split(parts, '\n', 6);
  parts.resize(7);
  RequestOptions request;
  request.function = parts[0].str();
  request.mode = parts[1].empty() ? "vjp" : parts[1].str();
  auto set = [](std::optional<std::string> &list, llvm::StringRef part) {
    if (!part.empty())
      list = part.str();
  };
  set(request.wrt, parts[2]);
  set(request.of, parts[3]);
  set(request.scratch, parts[4]);
  set(request.inactive, parts[5]);
  set(request.name, parts[6]);
  options.requests = {request};
  compile("namespace a { template <class T> T f(T x, int n) { return x * n; } double f(int); }\n"
          "double f(const double *x, int n, double &k, double *r) { return x[n] * k; }\n",
          options);
  return 0;
}
