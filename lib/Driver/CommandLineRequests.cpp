// See CommandLineRequests.h. An error in an option looks like
//
//   <command line>:1:7: error: 'energy' has no parameter 'z' [unknown-parameter]
//   --wrt x,z
//           ^
#include "Driver/CommandLineRequests.h"

#include "Frontend/Report.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;
using namespace pullback;

/// The tokens of `value`, which stands behind `option` in a new buffer.
static std::vector<RequestToken> lex(CompilerInstance &compiler, const std::string &option, const std::string &value) {
  SourceManager &sources = compiler.getSourceManager();
  std::string text = option + " " + value;
  FileID file = sources.createFileID(llvm::MemoryBuffer::getMemBufferCopy(text, commandLineBuffer));
  Lexer lexer(file, sources.getBufferOrFake(file), sources, compiler.getLangOpts());
  std::vector<RequestToken> tokens;
  for (Token token; lexer.LexFromRawLexer(token), token.isNot(tok::eof);) {
    if (sources.getFileOffset(token.getLocation()) <= option.size())
      continue;
    std::string spelling = Lexer::getSpelling(token, sources, compiler.getLangOpts());
    if (token.is(tok::raw_identifier))
      compiler.getPreprocessor().LookUpIdentifierInfo(token);
    tokens.push_back({spelling, token.getLocation(), token});
  }
  return tokens;
}

static bool readList(CompilerInstance &compiler, const char *option, const std::optional<std::string> &value,
                     std::optional<std::vector<ListEntry>> &list) {
  if (!value)
    return true;
  std::vector<RequestToken> tokens = lex(compiler, option, *value);
  if (!tokens.empty())
    list = parseEntries(tokens, compiler.getDiagnostics());
  return list.has_value();
}

static bool readModes(CompilerInstance &compiler, const std::string &modes, RequestSyntax &syntax) {
  std::vector<RequestToken> tokens = lex(compiler, "--mode", modes);
  if (tokens.empty() || !parseClauses(tokens, syntax, compiler.getDiagnostics()))
    return false;
  return !syntax.modes.empty() && !syntax.wrt && !syntax.of && !syntax.scratch && !syntax.inactive && !syntax.name;
}

static bool readName(CompilerInstance &compiler, const std::optional<std::string> &name, RequestSyntax &syntax) {
  if (!name)
    return true;
  std::vector<RequestToken> tokens = lex(compiler, "--name", *name);
  if (tokens.size() != 1 || tokens.front().token.isNot(tok::identifier))
    return false;
  syntax.name = tokens.front();
  return true;
}

static std::optional<CommandLineRequest> read(const RequestOptions &options, CompilerInstance &compiler) {
  CommandLineRequest request;
  std::vector<RequestToken> name = lex(compiler, "--function", options.function);
  auto fail = [&](const llvm::Twine &text) {
    if (!compiler.getDiagnostics().hasErrorOccurred())
      reportUsage(text.str());
    return std::nullopt;
  };
  if (name.empty())
    return fail("'--function' names no function");
  if (splitAtCommas(name, /*angles=*/true).size() != 1)
    return fail("'--function' names one function; give it again for another");
  request.function = parseFunctionName(name);
  request.syntax.range = {name.front().location, name.back().location};
  std::string of = " for '" + options.function + "' ";
  if (!readModes(compiler, options.mode, request.syntax))
    return fail("'--mode'" + of + "takes names of modes, as in --mode vjp,jvp; lists have options of their own");
  if (!readList(compiler, "--wrt", options.wrt, request.syntax.wrt))
    return fail("'--wrt'" + of + "names no parameter");
  if (!readList(compiler, "--of", options.of, request.syntax.of))
    return fail("'--of'" + of + "names no parameter");
  if (!readList(compiler, "--scratch", options.scratch, request.syntax.scratch))
    return fail("'--scratch'" + of + "names no parameter");
  if (!readList(compiler, "--inactive", options.inactive, request.syntax.inactive))
    return fail("'--inactive'" + of + "names no parameter");
  if (!readName(compiler, options.name, request.syntax))
    return fail("'--name'" + of + "takes one identifier");
  return request;
}

std::optional<std::vector<CommandLineRequest>>
pullback::readCommandLineRequests(const std::vector<RequestOptions> &options, CompilerInstance &compiler) {
  std::vector<CommandLineRequest> requests;
  for (const RequestOptions &option : options) {
    std::optional<CommandLineRequest> request = read(option, compiler);
    if (!request)
      return std::nullopt;
    requests.push_back(std::move(*request));
  }
  return requests;
}
