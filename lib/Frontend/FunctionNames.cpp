// See FunctionNames.h. A pragma is where Clang lets a tool feed tokens to its parser: the tool's own header turns
// PULLBACK_DIFFERENTIATE into `_Pragma("pullback request")`, and the source is followed by `#pragma pullback end`.
#include "Frontend/FunctionNames.h"

#include "Frontend/FreeFunctions.h"
#include "Frontend/Report.h"
#include "Frontend/RequestSyntax.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/Lookup.h"
#include "clang/Sema/Sema.h"
#include "clang/Sema/TemplateDeduction.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace pullback;

FunctionName pullback::parseFunctionName(llvm::ArrayRef<RequestToken> tokens) {
  FunctionName name;
  auto parts = splitAtCommas(tokens, /*angles=*/true);
  llvm::ArrayRef<RequestToken> part = parts.empty() ? tokens : parts.front();
  int depth = 0;
  for (size_t i = 0; i < part.size(); ++i) {
    const Token &token = part[i].token;
    depth += token.is(tok::less) - token.is(tok::greater) - 2 * token.is(tok::greatergreater);
    bool afterOperator = i > 0 && part[i - 1].text == "operator";
    if (depth > 0 || token.isNot(tok::l_paren) || afterOperator || i == 0 || part.back().token.isNot(tok::r_paren))
      continue;
    name.hasTypes = true;
    name.types.assign(part.begin() + i + 1, part.end() - 1);
    part = part.take_front(i);
    break;
  }
  name.tokens.assign(part.begin(), part.end());
  return name;
}

/// True if the tokens can be fed to the parser without leaving the place that they are meant for.
static bool isBalanced(llvm::ArrayRef<RequestToken> tokens) {
  int depth = 0, angles = 0;
  for (const RequestToken &token : tokens) {
    const Token &kind = token.token;
    depth += kind.is(tok::l_paren) - kind.is(tok::r_paren);
    if (depth == 0)
      angles += kind.is(tok::less) - kind.is(tok::greater) - 2 * kind.is(tok::greatergreater);
    if (depth < 0 || kind.isOneOf(tok::semi, tok::l_brace, tok::r_brace, tok::l_square, tok::r_square, tok::hash))
      return false;
  }
  bool isOperator = llvm::any_of(tokens, [](const RequestToken &token) { return token.text == "operator"; });
  return depth == 0 && (angles == 0 || isOperator);
}

static bool isWellFormed(const FunctionName &name) {
  return !name.tokens.empty() && name.tokens.front().token.isOneOf(tok::identifier, tok::coloncolon) &&
         isBalanced(name.tokens) && isBalanced(name.types);
}

llvm::StringRef FunctionNames::getTrailer() { return "\n\n#pragma pullback end\n"; }

//===------------------------------------------------------------------------------------------------------------===//
// Feeding the parser
//===------------------------------------------------------------------------------------------------------------===//

struct FunctionNames::State {
  CompilerInstance &compiler;
  const Annotations &annotations;
  std::vector<FunctionName> commandLine;
  bool mayBeElsewhere;
  bool endSeen = false;

  static std::string getSuffix(bool isCommandLine, size_t index) {
    return (isCommandLine ? "option_" : "") + std::to_string(index);
  }

  /// Tokens of ours stand at a token of the user's name, so that what Clang says about them points there.
  void appendText(const std::string &text, SourceLocation location, std::vector<Token> &tokens) {
    SourceManager &sources = compiler.getSourceManager();
    FileID file = sources.createFileID(llvm::MemoryBuffer::getMemBufferCopy(text, "<pullback>"));
    Lexer lexer(file, sources.getBufferOrFake(file), sources, compiler.getLangOpts());
    for (Token token; lexer.LexFromRawLexer(token), token.isNot(tok::eof);) {
      appendToken(token, tokens);
      tokens.back().setLocation(location);
    }
  }

  void appendToken(Token token, std::vector<Token> &tokens) {
    if (token.is(tok::raw_identifier))
      compiler.getPreprocessor().LookUpIdentifierInfo(token);
    tokens.push_back(token);
  }

  void appendName(const FunctionName &name, const std::string &suffix, std::vector<Token> &tokens) {
    if (!isWellFormed(name) || !compiler.getLangOpts().CPlusPlus)
      return;
    SourceLocation begin = name.getRange().getBegin(), end = name.getRange().getEnd();
    appendText("template <class pullback_T> void pullback_name_" + suffix +
                   "(pullback_T pullback_take) { pullback_take(&",
               begin, tokens);
    for (const RequestToken &token : name.tokens)
      appendToken(token.token, tokens);
    appendText("); }", end, tokens);
    if (!name.hasTypes)
      return;
    appendText("template <class pullback_T> using pullback_types_" + suffix + " = void (", begin, tokens);
    for (const RequestToken &token : name.types)
      appendToken(token.token, tokens);
    appendText(");", end, tokens);
  }

  /// True if the source declares something of that qualified name, template arguments aside.
  bool isDeclared(const FunctionName &name) {
    DeclContext *scope = compiler.getASTContext().getTranslationUnitDecl();
    for (const RequestToken &token : name.tokens) {
      if (token.token.is(tok::coloncolon))
        continue;
      if (!scope || token.token.isNot(tok::identifier))
        return true;
      LookupResult found(compiler.getSema(), token.token.getIdentifierInfo(), SourceLocation(), Sema::LookupAnyName);
      found.suppressDiagnostics();
      compiler.getSema().LookupQualifiedName(found, scope);
      if (found.empty())
        return false;
      scope = found.isSingleResult() ? dyn_cast<DeclContext>(found.getFoundDecl()->getUnderlyingDecl()) : nullptr;
    }
    return true;
  }

  void feed(const std::vector<Token> &tokens) {
    if (tokens.empty())
      return;
    auto copy = std::make_unique<Token[]>(tokens.size());
    std::copy(tokens.begin(), tokens.end(), copy.get());
    compiler.getPreprocessor().EnterTokenStream(std::move(copy), tokens.size(), /*DisableMacroExpansion=*/false,
                                                /*IsReinject=*/false);
  }

  void feedLastAnnotation() {
    if (annotations.empty() || annotations.back().kind != AnnotationKind::Differentiate)
      return;
    std::vector<Token> tokens;
    appendName(parseFunctionName(annotations.back().tokens), getSuffix(false, annotations.size() - 1), tokens);
    feed(tokens);
  }

  void feedCommandLine() {
    if (endSeen || !compiler.getPreprocessor().isInPrimaryFile())
      return;
    endSeen = true;
    std::vector<Token> tokens;
    for (size_t i = 0; i < commandLine.size(); ++i)
      if (!mayBeElsewhere || isDeclared(commandLine[i]))
        appendName(commandLine[i], getSuffix(true, i), tokens);
    feed(tokens);
  }
};

namespace {
class NamePragma : public PragmaHandler {
public:
  NamePragma(llvm::StringRef name, std::function<void()> action) : PragmaHandler(name), action(std::move(action)) {}
  void HandlePragma(Preprocessor &preprocessor, PragmaIntroducer, Token &) override {
    Token rest;
    do
      preprocessor.LexUnexpandedToken(rest);
    while (rest.isNot(tok::eod));
    action();
  }

private:
  std::function<void()> action;
};
} // namespace

FunctionNames::FunctionNames(CompilerInstance &compiler, const Annotations &annotations,
                             std::vector<FunctionName> commandLineNames, bool mayBeElsewhere)
    : state(new State{compiler, annotations, std::move(commandLineNames), mayBeElsewhere}) {
  Preprocessor &preprocessor = compiler.getPreprocessor();
  State *shared = state.get();
  preprocessor.AddPragmaHandler("pullback", new NamePragma("request", [shared] { shared->feedLastAnnotation(); }));
  preprocessor.AddPragmaHandler("pullback", new NamePragma("end", [shared] { shared->feedCommandLine(); }));
}

FunctionNames::~FunctionNames() = default;

//===------------------------------------------------------------------------------------------------------------===//
// Reading what the parser made of it
//===------------------------------------------------------------------------------------------------------------===//

namespace {
/// Finds the declarations that State::appendName put into namespaces.
struct DeclarationFinder : RecursiveASTVisitor<DeclarationFinder> {
  explicit DeclarationFinder(std::string name) : name(std::move(name)) {}

  bool TraverseDecl(Decl *declaration) {
    if (isa<TranslationUnitDecl, NamespaceDecl, LinkageSpecDecl>(declaration))
      return RecursiveASTVisitor::TraverseDecl(declaration);
    auto *named = dyn_cast<TemplateDecl>(declaration);
    if (named && named->getIdentifier() && named->getName() == name)
      found = named;
    return !found;
  }

  std::string name;
  TemplateDecl *found = nullptr;
};

struct Overloads {
  llvm::SmallVector<NamedDecl *> declarations;
  TemplateArgumentListInfo arguments;
  bool hasArguments = false;
};
} // namespace

static TemplateDecl *findTemplate(ASTContext &ast, const std::string &name) {
  DeclarationFinder finder(name);
  finder.TraverseDecl(ast.getTranslationUnitDecl());
  return finder.found;
}

/// The operand of `&` in `{ take(&NAME); }`.
static const Expr *getNameExpression(TemplateDecl *declaration) {
  auto *body = dyn_cast_or_null<CompoundStmt>(cast<FunctionDecl>(declaration->getTemplatedDecl())->getBody());
  if (!body || body->body_empty())
    return nullptr;
  auto *call = dyn_cast<CallExpr>(body->body_front());
  if (!call || call->getNumArgs() != 1)
    return nullptr;
  auto *address = dyn_cast<UnaryOperator>(call->getArg(0)->IgnoreParenImpCasts());
  return address ? address->getSubExpr()->IgnoreParenImpCasts() : nullptr;
}

static Overloads readOverloads(const Expr *expression) {
  Overloads overloads;
  if (auto *reference = dyn_cast_or_null<DeclRefExpr>(expression)) {
    overloads.declarations.push_back(const_cast<ValueDecl *>(reference->getDecl()));
  } else if (auto *set = dyn_cast_or_null<OverloadExpr>(expression)) {
    for (NamedDecl *declaration : set->decls())
      overloads.declarations.push_back(declaration->getUnderlyingDecl());
    overloads.hasArguments = set->hasExplicitTemplateArgs();
    if (overloads.hasArguments)
      set->copyTemplateArgumentsInto(overloads.arguments);
  }
  return overloads;
}

static void addInstantiations(FunctionTemplateDecl *functionTemplate,
                              llvm::SmallVectorImpl<FunctionDecl *> &candidates) {
  for (FunctionDecl *instantiation : functionTemplate->specializations())
    candidates.push_back(instantiation);
}

static llvm::SmallVector<FunctionDecl *> getCandidates(Sema &sema, Overloads &overloads, SourceLocation location) {
  llvm::SmallVector<FunctionDecl *> candidates;
  for (NamedDecl *declaration : overloads.declarations) {
    if (auto *function = dyn_cast<FunctionDecl>(declaration))
      candidates.push_back(function);
    auto *functionTemplate = dyn_cast<FunctionTemplateDecl>(declaration);
    if (!functionTemplate)
      continue;
    if (!overloads.hasArguments) {
      addInstantiations(functionTemplate, candidates);
      continue;
    }
    FunctionDecl *specialization = nullptr;
    sema::TemplateDeductionInfo info(location);
    TemplateArgumentListInfo arguments = overloads.arguments;
    if (sema.DeduceTemplateArguments(functionTemplate, &arguments, specialization, info) ==
        TemplateDeductionResult::Success)
      candidates.push_back(specialization);
  }
  llvm::SmallVector<FunctionDecl *> unique;
  for (FunctionDecl *candidate : candidates)
    if (!llvm::is_contained(unique, candidate->getCanonicalDecl()))
      unique.push_back(candidate->getCanonicalDecl());
  return unique;
}

static void keepMatching(ASTContext &ast, TemplateDecl *types, llvm::SmallVectorImpl<FunctionDecl *> &candidates) {
  auto *wanted =
      cast<TypeAliasTemplateDecl>(types)->getTemplatedDecl()->getUnderlyingType()->getAs<FunctionProtoType>();
  llvm::erase_if(candidates, [&](FunctionDecl *candidate) {
    auto *type = candidate->getType()->getAs<FunctionProtoType>();
    return !wanted || !type || type->getNumParams() != wanted->getNumParams() ||
           !llvm::equal(type->param_types(), wanted->param_types(),
                        [&](QualType left, QualType right) { return ast.hasSameType(left, right); });
  });
}

static std::string printSignature(const FunctionDecl *function) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  function->getNameForDiagnostic(stream, function->getASTContext().getPrintingPolicy(), /*Qualified=*/true);
  stream << "(";
  llvm::interleaveComma(function->parameters(), stream,
                        [&](ParmVarDecl *parameter) { stream << parameter->getType().getAsString(); });
  stream << ")";
  return text;
}

static FunctionDecl *chooseOne(Sema &sema, const FunctionName &name, const Overloads &overloads,
                               llvm::ArrayRef<FunctionDecl *> candidates) {
  DiagnosticsEngine &diagnostics = sema.getDiagnostics();
  std::string text = joinTokens(name.tokens) + (name.hasTypes ? "(" + joinTokens(name.types) + ")" : "");
  auto *variable = overloads.declarations.size() == 1 ? dyn_cast<VarDecl>(overloads.declarations.front()) : nullptr;
  if (const CXXMethodDecl *lambda = variable ? getLambdaOf(variable) : nullptr)
    return const_cast<CXXMethodDecl *>(lambda);
  if (candidates.size() == 1)
    return candidates.front();
  if (candidates.size() > 1) {
    reportError(diagnostics, name.getRange(), "'" + text + "' may mean several functions [ambiguous-function]");
    for (FunctionDecl *candidate : candidates)
      reportNote(diagnostics, candidate->getLocation(), "candidate: '" + printSignature(candidate) + "'");
    return nullptr;
  }
  bool isTemplate = llvm::any_of(overloads.declarations, [](NamedDecl *d) { return isa<FunctionTemplateDecl>(d); });
  if (variable && variable->getType()->getAsCXXRecordDecl() && variable->getType()->getAsCXXRecordDecl()->isLambda()) {
    reportError(diagnostics, name.getRange(), "'" + text + "' is a lambda that captures or is generic [lambda]");
    reportNote(diagnostics, name.getRange(), "write it as a function of its own");
  } else if (overloads.declarations.empty() || variable) {
    reportError(diagnostics, name.getRange(), "'" + text + "' is not a function [unknown-function]");
  } else {
    reportError(diagnostics, name.getRange(), "no function matches '" + text + "' [unknown-function]");
    for (NamedDecl *declaration : overloads.declarations)
      reportNote(diagnostics, declaration->getLocation(), "a function of that name is declared here");
    if (isTemplate && !overloads.hasArguments)
      reportNote(diagnostics, name.getRange(), "name the template's arguments: '" + text + "<...>'");
  }
  return nullptr;
}

/// Clang has finished the translation unit when names are resolved, so what a template needs is instantiated now. False
/// where its body is ill-formed, which Clang has reported.
static bool instantiate(Sema &sema, FunctionDecl *function, SourceLocation location) {
  if (function->isDefined() || !function->getTemplateInstantiationPattern())
    return true;
  const DiagnosticConsumer &errors = *sema.getDiagnostics().getClient();
  unsigned before = errors.getNumErrors();
  Scope scope(nullptr, Scope::DeclScope, sema.getDiagnostics());
  llvm::SaveAndRestore<Scope *> keepScope(sema.TUScope, sema.TUScope ? sema.TUScope : &scope);
  sema.InstantiateFunctionDefinition(location, function, /*Recursive=*/true);
  sema.PerformPendingInstantiations();
  return errors.getNumErrors() == before;
}

/// The function of that name in C, where a name has one meaning.
static FunctionDecl *resolveInC(Sema &sema, const FunctionName &name, bool mayBeElsewhere) {
  Overloads overloads;
  for (Decl *declaration : sema.getASTContext().getTranslationUnitDecl()->decls())
    if (auto *named = dyn_cast<FunctionDecl>(declaration);
        named && name.tokens.size() == 1 && named->getName() == name.tokens.front().text)
      overloads.declarations = {named->getCanonicalDecl()};
  if (overloads.declarations.empty() && mayBeElsewhere)
    return nullptr;
  return chooseOne(sema, name, overloads, getCandidates(sema, overloads, name.getRange().getBegin()));
}

static FunctionDecl *resolve(Sema &sema, const FunctionName &name, const std::string &suffix,
                             bool mayBeElsewhere = false) {
  if (!isWellFormed(name)) {
    reportError(sema.getDiagnostics(), name.getRange(),
                "'" + joinTokens(name.tokens) + "' is not the name of a function [request-syntax]");
    return nullptr;
  }
  if (!sema.getLangOpts().CPlusPlus)
    return resolveInC(sema, name, mayBeElsewhere);
  TemplateDecl *declaration = findTemplate(sema.getASTContext(), "pullback_name_" + suffix);
  if (!declaration)
    return nullptr;
  Overloads overloads = readOverloads(getNameExpression(declaration));
  auto candidates = getCandidates(sema, overloads, name.getRange().getBegin());
  if (name.hasTypes)
    if (TemplateDecl *types = findTemplate(sema.getASTContext(), "pullback_types_" + suffix))
      keepMatching(sema.getASTContext(), types, candidates);
  FunctionDecl *function = chooseOne(sema, name, overloads, candidates);
  return function && instantiate(sema, function, name.getRange().getBegin()) ? function : nullptr;
}

FunctionDecl *FunctionNames::resolveAnnotation(Sema &sema, size_t index) {
  const Annotation &annotation = state->annotations[index];
  FunctionName name = parseFunctionName(annotation.tokens);
  if (name.tokens.empty()) {
    reportError(sema.getDiagnostics(), annotation.range, "PULLBACK_DIFFERENTIATE names no function [request-syntax]");
    return nullptr;
  }
  return resolve(sema, name, State::getSuffix(false, index));
}

FunctionDecl *FunctionNames::resolveCommandLine(Sema &sema, size_t index) {
  return resolve(sema, state->commandLine[index], State::getSuffix(true, index), state->mayBeElsewhere);
}
