// Lengths in requests: `x[n * (n + 1) / 2]`, `points[3 * scene.count]`, `signal[1 << bits]`, `row[(n + 7) & ~7]`.
//
//   bits    := both ('|' both)*
//   both    := shift ('&' shift)*
//   shift   := sum (('<<' | '>>') sum)*
//   sum     := product (('+' | '-') product)*
//   product := unary (('*' | '/' | '%') unary)*
//   unary   := ('-' | '~') unary | integer | '(' bits ')' | parameter (('.' | '->') field)*
#include "Frontend/Report.h"
#include "Frontend/Requests.h"

#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace pullback;

namespace {
class LengthParser {
public:
  LengthParser(const FunctionDecl *function, const RequestSyntax &syntax, const ListEntry &entry,
               DiagnosticsEngine &diagnostics)
      : function(function), syntax(syntax), entry(entry), diagnostics(diagnostics), tokens(entry.length) {}

  bool parse() {
    if (!parseBits())
      return false;
    if (position < tokens.size())
      return fail("the length of '" + entry.name + "' is not an expression of the parameters: unexpected '" +
                  tokens[position].text + "' [length-syntax]");
    return true;
  }

  const std::vector<RequestToken> &getTokens() const { return tokens; }

private:
  bool fail(const llvm::Twine &text) {
    reportError(diagnostics, position < tokens.size() ? tokens[position].location : entry.location, text);
    return false;
  }

  bool take(std::initializer_list<tok::TokenKind> kinds) {
    bool found = position < tokens.size() && llvm::is_contained(kinds, tokens[position].token.getKind());
    position += found;
    return found;
  }

  bool parseBits() {
    do
      if (!parseBoth())
        return false;
    while (take({tok::pipe}));
    return true;
  }

  bool parseBoth() {
    do
      if (!parseShift())
        return false;
    while (take({tok::amp}));
    return true;
  }

  bool parseShift() {
    do
      if (!parseSum())
        return false;
    while (take({tok::lessless, tok::greatergreater}));
    return true;
  }

  bool parseSum() {
    do
      if (!parseProduct())
        return false;
    while (take({tok::plus, tok::minus}));
    return true;
  }

  bool parseProduct() {
    do
      if (!parseUnary())
        return false;
    while (take({tok::star, tok::slash, tok::percent}));
    return true;
  }

  bool parseUnary() {
    while (take({tok::minus, tok::tilde})) {
    }
    if (position == tokens.size())
      return fail("the length of '" + entry.name + "' ends too early [length-syntax]");
    if (tokens[position].token.is(tok::numeric_constant))
      return parseInteger();
    if (take({tok::l_paren}))
      return parseBits() &&
             (take({tok::r_paren}) || fail("expected ')' in the length of '" + entry.name + "' [length-syntax]"));
    if (tokens[position].token.is(tok::identifier))
      return parseParameter();
    return fail("the length of '" + entry.name + "' is not an expression of the parameters: unexpected '" +
                tokens[position].text + "' [length-syntax]");
  }

  bool parseInteger() {
    uint64_t number;
    if (llvm::StringRef(tokens[position].text).getAsInteger(10, number))
      return fail("expected a decimal integer, found '" + tokens[position].text + "' [length-syntax]");
    ++position;
    return true;
  }

  bool parseParameter() {
    std::optional<unsigned> index = findParameter(function, syntax, tokens[position].text);
    if (!index)
      return fail("the length of '" + entry.name + "' names no parameter '" + tokens[position].text +
                  "' [length-syntax]");
    const ParmVarDecl *parameter = function->getParamDecl(*index);
    tokens[position].text = parameter->getNameAsString(); // as the definition calls it
    QualType type = parameter->getType().getNonReferenceType();
    size_t start = position++;
    while (take({tok::period, tok::arrow})) {
      if (tokens[position - 1].token.is(tok::arrow))
        type = type->getPointeeType();
      if (!parseField(type))
        return false;
    }
    if (!type.isNull() && (type->isIntegerType() || type->isEnumeralType()))
      return true;
    position = start;
    return fail("'" + tokens[start].text + "' is not an integer and cannot give a length [length-syntax]");
  }

  bool parseField(QualType &type) {
    const RecordDecl *record = type.isNull() ? nullptr : type->getAsRecordDecl();
    record = record ? record->getDefinition() : nullptr;
    if (record && position < tokens.size())
      for (const FieldDecl *field : record->fields())
        if (field->getNameAsString() == tokens[position].text) {
          type = field->getType();
          ++position;
          return true;
        }
    return fail("the length of '" + entry.name + "' names no field that exists [length-syntax]");
  }

  const FunctionDecl *function;
  const RequestSyntax &syntax;
  const ListEntry &entry;
  DiagnosticsEngine &diagnostics;
  std::vector<RequestToken> tokens;
  size_t position = 0;
};
} // namespace

std::optional<std::string> pullback::resolveLength(const FunctionDecl *function, const RequestSyntax &syntax,
                                                   const ListEntry &entry, DiagnosticsEngine &diagnostics) {
  LengthParser parser(function, syntax, entry, diagnostics);
  if (!parser.parse())
    return std::nullopt;
  return joinTokens(parser.getTokens());
}
