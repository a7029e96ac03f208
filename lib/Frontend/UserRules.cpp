// PULLBACK_RULE(vjp, solve, of(x)) before a function: it is the vjp of `solve`, whose parameters have the roles and
// lengths that the lists say. Its own signature picks the overload.
#include "Frontend/Report.h"
#include "Frontend/Requests.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Sema/Sema.h"

using namespace clang;
using namespace pullback;

namespace {
/// A rule as it is written.
struct RuleSyntax {
  std::string mode;
  FunctionName function;
  RequestSyntax lists;
};

class RuleReader {
public:
  RuleReader(Sema &sema, const Annotation &annotation) : diagnostics(sema.getDiagnostics()), annotation(annotation) {}

  std::optional<RuleSyntax> read() {
    llvm::ArrayRef<RequestToken> tokens = annotation.tokens;
    auto parts = splitAtCommas(tokens, /*angles=*/true);
    if (parts.size() < 2 || parts[0].size() != 1 || parts[1].empty())
      return fail("a rule reads PULLBACK_RULE(vjp, function, of(...)) [rule-syntax]");
    RuleSyntax rule{parts[0].front().text, parseFunctionName(parts[1]), {}};
    rule.lists.range = annotation.range;
    if (llvm::is_contained({"value_and_vjp", "split", "jvp"}, rule.mode))
      return fail("rules for '" + rule.mode + "' are not supported yet [not-supported]", parts[0].front().location);
    if (rule.mode != "vjp")
      return fail("'" + rule.mode + "' is not a mode of a rule: vjp, value_and_vjp, split or jvp [unknown-mode]",
                  parts[0].front().location);
    size_t used = parts[0].size() + parts[1].size() + 2;
    if (used <= tokens.size() && !parseClauses(tokens.drop_front(used), rule.lists, diagnostics))
      return std::nullopt;
    return checkLists(std::move(rule));
  }

private:
  std::nullopt_t fail(const llvm::Twine &text, SourceRange range = {}) {
    reportError(diagnostics, range.isValid() ? range : annotation.range, text);
    return std::nullopt;
  }

  std::optional<RuleSyntax> checkLists(RuleSyntax rule) {
    if (!rule.lists.modes.empty() || rule.lists.name)
      return fail("a rule has one mode, a function and lists of parameters [rule-syntax]");
    if (rule.lists.scratch)
      return fail("scratch(...) in a rule is not supported yet [not-supported]", rule.lists.scratch->front().location);
    return rule;
  }

  DiagnosticsEngine &diagnostics;
  const Annotation &annotation;
};
} // namespace

/// Functions that the tokens of a qualified name without template arguments mean, seen from `scope`.
static llvm::SmallVector<FunctionDecl *> lookupFunctions(ASTContext &ast, const DeclContext *scope,
                                                         llvm::ArrayRef<RequestToken> tokens) {
  llvm::SmallVector<DeclarationName> path;
  for (const RequestToken &token : tokens)
    if (token.token.is(tok::identifier))
      path.push_back(&ast.Idents.get(token.text));
    else if (token.token.isNot(tok::coloncolon))
      return {};
  if (tokens.front().token.is(tok::coloncolon))
    scope = ast.getTranslationUnitDecl();
  for (; scope && !path.empty(); scope = scope->getParent()) {
    const DeclContext *inner = scope;
    for (DeclarationName name : llvm::ArrayRef(path).drop_back()) {
      const DeclContext *next = nullptr;
      for (NamedDecl *found : inner->lookup(name))
        if (auto *space = dyn_cast<NamespaceDecl>(found))
          next = space;
      if (!next) {
        inner = nullptr;
        break;
      }
      inner = next;
    }
    llvm::SmallVector<FunctionDecl *> functions;
    if (inner)
      for (NamedDecl *found : inner->lookup(path.back()))
        if (auto *function = dyn_cast<FunctionDecl>(found->getUnderlyingDecl()))
          functions.push_back(function->getCanonicalDecl());
    if (!functions.empty())
      return functions;
  }
  return {};
}

UserRules::UserRules(Sema &sema, const Annotations &annotations, const InactiveDeclarations &inactive)
    : sema(sema), inactive(inactive) {
  for (const Annotation &annotation : annotations)
    if (annotation.kind == AnnotationKind::Rule)
      addRule(annotation);
}

static bool fits(const ASTContext &ast, const FunctionDecl *rule, const GeneratedSignature &expected) {
  return rule->getNumParams() == expected.parameters.size() &&
         ast.hasSameType(rule->getReturnType(), expected.result) &&
         llvm::equal(rule->parameters(), expected.parameters, [&](const ParmVarDecl *parameter, const auto &wanted) {
           return ast.hasSameUnqualifiedType(parameter->getType(), wanted.type);
         });
}

/// Of several overloads, those that have all parameters that the lists name; all of them if none has.
static void keepThoseWithParameters(llvm::SmallVectorImpl<FunctionDecl *> &candidates, const RequestSyntax &lists) {
  auto hasAll = [&](const FunctionDecl *candidate) {
    return llvm::all_of(llvm::ArrayRef({&lists.wrt, &lists.of, &lists.inactive}), [&](auto *list) {
      return !*list || llvm::all_of(**list, [&](const ListEntry &entry) {
        return findParameter(candidate, lists, entry.name).has_value();
      });
    });
  };
  if (llvm::any_of(candidates, hasAll))
    llvm::erase_if(candidates, [&](const FunctionDecl *candidate) { return !hasAll(candidate); });
}

/// A function has one derivative. The declarations of one rule may repeat what it is a rule for.
void UserRules::addTo(llvm::SmallVectorImpl<ImportHooks::Rule> &known, ImportHooks::Rule rule, SourceRange range) {
  for (const ImportHooks::Rule &other : known)
    if (other.mode == rule.mode) {
      if (other.function->getCanonicalDecl() == rule.function->getCanonicalDecl() &&
          other.parameters == rule.parameters)
        return;
      reportError(sema.getDiagnostics(), range,
                  "there is another " + rule.mode + " rule for this function [rule-twice]");
      reportNote(sema.getDiagnostics(), other.function->getLocation(),
                 "the other rule is '" + other.function->getNameAsString() + "'");
      failed = true;
      return;
    }
  known.push_back(std::move(rule));
}

void UserRules::addRule(const Annotation &annotation) {
  DiagnosticsEngine &diagnostics = sema.getDiagnostics();
  auto fail = [&](SourceRange range, const llvm::Twine &text) {
    reportError(diagnostics, range, text);
    failed = true;
  };
  std::optional<RuleSyntax> syntax = RuleReader(sema, annotation).read();
  if (!syntax) {
    failed = true;
    return;
  }
  auto *rule = dyn_cast_or_null<FunctionDecl>(annotation.declaration);
  if (!rule || isa<CXXMethodDecl>(rule) || rule->getDescribedFunctionTemplate())
    return fail(annotation.range, "PULLBACK_RULE stands before no free function [misplaced-annotation]");
  auto candidates = lookupFunctions(sema.getASTContext(), rule->getDeclContext(), syntax->function.tokens);
  if (candidates.empty())
    return fail(syntax->function.getRange(),
                "there is no function '" + joinTokens(syntax->function.tokens) + "' [unknown-function]");
  keepThoseWithParameters(candidates, syntax->lists);
  std::string expectedText;
  for (FunctionDecl *candidate : candidates) {
    const FunctionDecl *declaration = candidate->getMostRecentDecl();
    auto parameters = resolveRoles(declaration, declaration, syntax->lists, inactive, diagnostics);
    if (!parameters) {
      failed = true;
      return;
    }
    GeneratedSignature expected =
        getSignatures(declaration, syntax->mode, *parameters, declaration->getNameAsString()).front();
    expected.name = rule->getNameAsString();
    expectedText = expected.print(sema.getASTContext());
    if (!fits(sema.getASTContext(), rule, expected))
      continue;
    ImportHooks::Rule entry{syntax->mode, rule, {}};
    for (const RequestedParameter &parameter : *parameters)
      entry.parameters.push_back({getRoleName(parameter.role), parameter.length});
    return addTo(rules[candidate], std::move(entry), annotation.range);
  }
  fail(annotation.range, "'" + rule->getNameAsString() + "' does not fit as the " + syntax->mode + " of '" +
                             candidates.front()->getNameAsString() + "' [rule-signature]");
  reportNote(diagnostics, rule->getLocation(), "the signature has to be '" + expectedText + "'");
}

llvm::SmallVector<ImportHooks::Rule> UserRules::getRules(const FunctionDecl *function) const {
  return rules.lookup(function->getCanonicalDecl());
}
