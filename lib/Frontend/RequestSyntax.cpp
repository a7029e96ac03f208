// The grammar of requests:
//
//   request := clause (',' clause)*
//   clause  := mode | 'workspace' | ('wrt' | 'of' | 'scratch' | 'inactive') '(' entry (',' entry)* ')' | 'name' '('
//   identifier ')' entry   := identifier ('[' length ']')?
#include "Frontend/RequestSyntax.h"

#include "Frontend/Report.h"

using namespace clang;
using namespace pullback;

using Tokens = llvm::ArrayRef<RequestToken>;

bool pullback::isSupportedMode(llvm::StringRef mode) {
  return llvm::is_contained({"vjp", "value_and_vjp", "gradient", "split", "jvp"}, mode);
}

bool pullback::isKnownMode(llvm::StringRef mode) {
  return isSupportedMode(mode) || llvm::is_contained({"hvp", "jacobian", "value_and_jacobian", "hessian"}, mode);
}

std::vector<Tokens> pullback::splitAtCommas(Tokens tokens, bool angles) {
  std::vector<Tokens> parts;
  int depth = 0;
  size_t begin = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    tok::TokenKind kind = tokens[i].token.getKind();
    bool open = llvm::is_contained({tok::l_paren, tok::l_square, tok::l_brace}, kind);
    bool close = llvm::is_contained({tok::r_paren, tok::r_square, tok::r_brace}, kind);
    depth += open - close;
    if (angles)
      depth += (kind == tok::less) - (kind == tok::greater) - 2 * (kind == tok::greatergreater);
    if (kind != tok::comma || depth > 0)
      continue;
    parts.push_back(tokens.slice(begin, i - begin));
    begin = i + 1;
  }
  if (begin < tokens.size() || !parts.empty())
    parts.push_back(tokens.drop_front(begin));
  return parts;
}

std::string pullback::joinTokens(Tokens tokens) {
  std::string text;
  for (const RequestToken &token : tokens) {
    bool isOperator = token.token.isOneOf(tok::plus, tok::minus, tok::star, tok::slash, tok::percent);
    bool isUnary = isOperator && (&token == tokens.begin() || text.back() == '(' || text.back() == ' ');
    text += isOperator && !isUnary ? " " + token.text + " " : token.text;
  }
  return text;
}

namespace {
class ClauseParser {
public:
  ClauseParser(RequestSyntax &request, DiagnosticsEngine &diagnostics) : request(request), diagnostics(diagnostics) {}

  bool parse(Tokens clause) {
    if (clause.empty())
      return fail(request.range, "a mode or a list is missing between two commas [request-syntax]");
    const RequestToken &word = clause.front();
    if (!word.token.isAnyIdentifier())
      return fail(word.location, "expected a mode or a list, found '" + word.text + "' [request-syntax]");
    if (clause.size() == 1)
      return parseWord(word);
    if (clause[1].token.isNot(tok::l_paren) || clause.back().token.isNot(tok::r_paren))
      return fail(clause[1].location, "unexpected '" + clause[1].text + "' after '" + word.text + "' [request-syntax]");
    return parseList(word, clause.drop_front(2).drop_back());
  }

private:
  bool fail(SourceRange range, const llvm::Twine &text) {
    reportError(diagnostics, range, text);
    return false;
  }

  bool parseWord(const RequestToken &word) {
    if (word.text == "workspace")
      return request.workspace = true;
    if (getList(word.text) || word.text == "name" || word.text == "batch")
      return fail(word.location, "'" + word.text + "' needs a list in parentheses [request-syntax]");
    if (!isKnownMode(word.text)) {
      fail(word.location, "'" + word.text + "' is not a mode [unknown-mode]");
      reportNote(diagnostics, word.location,
                 "modes are vjp, value_and_vjp, gradient, split and jvp; parameters stand in wrt(...) or of(...)");
      return false;
    }
    if (!isSupportedMode(word.text)) {
      fail(word.location, "the mode '" + word.text + "' is not supported yet [not-supported]");
      reportNote(diagnostics, word.location, "request vjp, value_and_vjp, gradient, split or jvp");
      return false;
    }
    request.modes.push_back({word.text, word.location});
    return true;
  }

  std::optional<std::vector<ListEntry>> *getList(llvm::StringRef word) {
    return llvm::StringSwitch<std::optional<std::vector<ListEntry>> *>(word)
        .Case("wrt", &request.wrt)
        .Case("of", &request.of)
        .Case("scratch", &request.scratch)
        .Case("inactive", &request.inactive)
        .Default(nullptr);
  }

  bool parseList(const RequestToken &word, Tokens content) {
    if (word.text == "batch") {
      fail(word.location, "'batch' is not supported yet [not-supported]");
      reportNote(diagnostics, word.location, "call the generated function once for each seed");
      return false;
    }
    if (word.text == "name")
      return parseName(word, content);
    std::optional<std::vector<ListEntry>> *list = getList(word.text);
    if (!list)
      return fail(word.location, "'" + word.text +
                                     "' is not a list of a request: wrt, of, scratch, inactive or name "
                                     "[unknown-list]");
    if (*list)
      return fail(word.location, "'" + word.text + "' is given twice [request-syntax]");
    if (content.empty())
      return fail(word.location, "'" + word.text + "' names no parameter [request-syntax]");
    *list = parseEntries(content, diagnostics);
    return list->has_value();
  }

  bool parseName(const RequestToken &word, Tokens content) {
    if (content.size() != 1 || content.front().token.isNot(tok::identifier))
      return fail(content.empty() ? word.location : content.front().location,
                  "'name' takes one identifier [request-syntax]");
    if (request.name)
      return fail(word.location, "'name' is given twice [request-syntax]");
    request.name = content.front();
    return true;
  }

  RequestSyntax &request;
  DiagnosticsEngine &diagnostics;
};
} // namespace

bool pullback::parseClauses(Tokens tokens, RequestSyntax &request, DiagnosticsEngine &diagnostics) {
  bool good = true;
  for (Tokens clause : splitAtCommas(tokens))
    good &= ClauseParser(request, diagnostics).parse(clause);
  return good;
}

static std::optional<ListEntry> parseEntry(Tokens tokens, DiagnosticsEngine &diagnostics) {
  const RequestToken &name = tokens.front();
  if (name.token.isNot(tok::identifier)) {
    reportError(diagnostics, name.location,
                "expected the name of a parameter, found '" + name.text + "' [request-syntax]");
    return std::nullopt;
  }
  ListEntry entry{name.text, name.location, {}};
  if (tokens.size() == 1)
    return entry;
  if (tokens[1].token.isNot(tok::l_square) || tokens.back().token.isNot(tok::r_square) || tokens.size() < 4) {
    reportError(diagnostics, tokens[1].location,
                "expected a length in brackets or a comma after '" + name.text + "' [request-syntax]");
    return std::nullopt;
  }
  Tokens length = tokens.drop_front(2).drop_back();
  entry.length.assign(length.begin(), length.end());
  return entry;
}

std::optional<std::vector<ListEntry>> pullback::parseEntries(Tokens tokens, DiagnosticsEngine &diagnostics) {
  std::vector<ListEntry> entries;
  for (Tokens part : splitAtCommas(tokens)) {
    if (part.empty()) {
      reportError(diagnostics, tokens.front().location, "a name is missing in this list [request-syntax]");
      return std::nullopt;
    }
    std::optional<ListEntry> entry = parseEntry(part, diagnostics);
    if (!entry)
      return std::nullopt;
    entries.push_back(std::move(*entry));
  }
  return entries;
}

static std::optional<unsigned> findIn(const FunctionDecl *function, llvm::StringRef name) {
  for (auto [index, parameter] : llvm::enumerate(function->parameters()))
    if (parameter->getIdentifier() && parameter->getName() == name)
      return index;
  return std::nullopt;
}

std::optional<unsigned> pullback::findParameter(const FunctionDecl *function, const RequestSyntax &syntax,
                                                llvm::StringRef name) {
  // The free function made for a member has the object in front.
  unsigned shift = syntax.annotated ? function->getNumParams() - syntax.annotated->getNumParams() : 0;
  if (syntax.annotated && shift <= 1)
    if (std::optional<unsigned> index = findIn(syntax.annotated, name))
      return *index + shift;
  for (const FunctionDecl *declaration : function->redecls())
    if (std::optional<unsigned> index = findIn(declaration, name))
      return index;
  return std::nullopt;
}
