// PULLBACK_RULE(vjp, solve, of(x)) before a function: it is the vjp of `solve`, whose parameters have the roles and
// lengths that the lists say. Its own signature picks the overload, or the instantiation of a template:
//
//   template <class T> T special(T x);
//   PULLBACK_RULE(vjp, special)
//   template <class T> void special_adjoint(T x, T result_bar, T* x_bar);
//
// The two functions of a split rule share a struct of the user's, by which they are found. The macro stands before one
// of them, before both, or before the struct.
#include "Frontend/Report.h"
#include "Frontend/Requests.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Sema/Sema.h"
#include "clang/Sema/TemplateDeduction.h"

using namespace clang;
using namespace pullback;

//===------------------------------------------------------------------------------------------------------------===//
// What is written
//===------------------------------------------------------------------------------------------------------------===//

/// A rule as it is written.
struct UserRules::Syntax {
  std::string mode;
  FunctionName function;
  RequestSyntax lists;
};

std::optional<UserRules::Syntax> UserRules::read(const Annotation &annotation) {
  llvm::ArrayRef<RequestToken> tokens = annotation.tokens;
  auto parts = splitAtCommas(tokens, /*angles=*/true);
  if (parts.size() < 2 || parts[0].size() != 1 || parts[1].empty())
    return fail(annotation.range, "a rule reads PULLBACK_RULE(vjp, function, of(...)) [rule-syntax]"), std::nullopt;
  Syntax rule{parts[0].front().text, parseFunctionName(parts[1]), {}};
  rule.lists.range = annotation.range;
  if (!llvm::is_contained({"vjp", "value_and_vjp", "split", "jvp"}, rule.mode))
    return fail(parts[0].front().location,
                "'" + rule.mode + "' is not a mode of a rule: vjp, value_and_vjp, split or jvp [unknown-mode]"),
           std::nullopt;
  size_t used = parts[0].size() + parts[1].size() + 2;
  if (used <= tokens.size() && !parseClauses(tokens.drop_front(used), rule.lists, sema.getDiagnostics())) {
    failed = true;
    return std::nullopt;
  }
  if (!rule.lists.modes.empty() || rule.lists.name)
    return fail(annotation.range, "a rule has one mode, a function and lists of parameters [rule-syntax]"),
           std::nullopt;
  return rule;
}

void UserRules::fail(SourceRange range, const llvm::Twine &text) {
  reportError(sema.getDiagnostics(), range, text);
  failed = true;
}

//===------------------------------------------------------------------------------------------------------------===//
// The functions that a rule is for
//===------------------------------------------------------------------------------------------------------------===//

/// The namespace or class that `name` means in `scope`, or null.
static const DeclContext *findScope(const DeclContext *scope, DeclarationName name) {
  for (NamedDecl *found : scope->lookup(name)) {
    NamedDecl *meant = found->getUnderlyingDecl();
    if (auto *alias = dyn_cast<NamespaceAliasDecl>(meant))
      meant = alias->getNamespace();
    if (auto *record = dyn_cast<CXXRecordDecl>(meant); record && record->hasDefinition())
      return record->getDefinition();
    if (auto *space = dyn_cast<NamespaceDecl>(meant))
      return space;
  }
  return nullptr;
}

/// The operator that `tokens` begin with behind the word `operator`, which are then taken off; none where that is none.
static OverloadedOperatorKind takeOperator(llvm::ArrayRef<RequestToken> &tokens) {
  static const std::pair<llvm::StringRef, OverloadedOperatorKind> operators[] = {
#define OVERLOADED_OPERATOR(Name, Spelling, Token, Unary, Binary, MemberOnly) {Spelling, OO_##Name},
#include "clang/Basic/OperatorKinds.def"
  };
  std::string spelling;
  for (const RequestToken &token : tokens)
    spelling += token.text;
  tokens = {};
  for (auto [known, kind] : operators)
    if (spelling == known)
      return kind;
  return OO_None;
}

/// Functions and function templates that the tokens of a qualified name mean, seen from `scope`.
static llvm::SmallVector<NamedDecl *> lookupFunctions(ASTContext &ast, const DeclContext *scope,
                                                      llvm::ArrayRef<RequestToken> tokens) {
  llvm::SmallVector<DeclarationName> path;
  for (llvm::ArrayRef<RequestToken> rest = tokens; !rest.empty();) {
    const RequestToken &token = rest.front();
    rest = rest.drop_front();
    OverloadedOperatorKind kind = token.text == "operator" ? takeOperator(rest) : OO_None;
    if (kind != OO_None)
      path.push_back(ast.DeclarationNames.getCXXOperatorName(kind));
    else if (token.token.is(tok::identifier))
      path.push_back(&ast.Idents.get(token.text));
    else if (token.token.isNot(tok::coloncolon))
      return {};
  }
  if (!tokens.empty() && tokens.front().token.is(tok::coloncolon))
    scope = ast.getTranslationUnitDecl();
  for (; scope && !path.empty(); scope = scope->getParent()) {
    const DeclContext *inner = scope;
    for (DeclarationName name : llvm::ArrayRef(path).drop_back())
      inner = inner ? findScope(inner, name) : nullptr;
    llvm::SmallVector<NamedDecl *> functions;
    if (inner)
      for (NamedDecl *found : inner->lookup(path.back()))
        if (NamedDecl *meant = found->getUnderlyingDecl(); isa<FunctionDecl, FunctionTemplateDecl>(meant))
          functions.push_back(cast<NamedDecl>(meant->getCanonicalDecl()));
    if (!functions.empty())
      return functions;
  }
  return {};
}

static std::string printArguments(const FunctionDecl *instantiation) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  if (const TemplateArgumentList *arguments = instantiation->getTemplateSpecializationArgs())
    printTemplateArgumentList(stream, arguments->asArray(), instantiation->getASTContext().getPrintingPolicy());
  llvm::erase(text, ' ');
  return text;
}

/// The functions themselves; of a template the instantiations, those with the arguments that the name gives.
static llvm::SmallVector<FunctionDecl *> getInstances(llvm::ArrayRef<NamedDecl *> found, const std::string &arguments) {
  llvm::SmallVector<FunctionDecl *> functions;
  for (NamedDecl *declaration : found) {
    if (auto *function = dyn_cast<FunctionDecl>(declaration)) {
      functions.push_back(function);
      continue;
    }
    for (FunctionDecl *instance : cast<FunctionTemplateDecl>(declaration)->specializations())
      if (arguments.empty() || printArguments(instance) == arguments)
        functions.push_back(instance->getCanonicalDecl());
  }
  return functions;
}

/// Of several overloads, those that have all parameters that the lists name; all of them if none has.
static void keepThoseWithParameters(llvm::SmallVectorImpl<FunctionDecl *> &candidates, const RequestSyntax &lists) {
  auto hasAll = [&](const FunctionDecl *candidate) {
    return llvm::all_of(llvm::ArrayRef({&lists.wrt, &lists.of, &lists.scratch, &lists.inactive}), [&](auto *list) {
      return !*list || llvm::all_of(**list, [&](const ListEntry &entry) {
        bool isSelf = entry.name == "self" && isa<CXXMethodDecl>(candidate);
        return isSelf || findParameter(candidate, lists, entry.name).has_value();
      });
    });
  };
  if (llvm::any_of(candidates, hasAll))
    llvm::erase_if(candidates, [&](const FunctionDecl *candidate) { return !hasAll(candidate); });
}

//===------------------------------------------------------------------------------------------------------------===//
// Signatures
//===------------------------------------------------------------------------------------------------------------===//

/// The struct that `type` refers to as saved values, const or not; or null.
static const CXXRecordDecl *getSaved(QualType type, bool isConst) {
  bool isReference = type->isLValueReferenceType() && type->getPointeeType().isConstQualified() == isConst;
  const CXXRecordDecl *record = isReference ? type->getPointeeType()->getAsCXXRecordDecl() : nullptr;
  return record ? record->getDefinition() : nullptr;
}

/// The struct of saved values that a function with the expected signature takes; the function must fit.
static const CXXRecordDecl *findSaved(const FunctionDecl *rule, const GeneratedSignature &expected, bool isForward) {
  for (auto [parameter, wanted] : llvm::zip(rule->parameters(), expected.parameters))
    if (wanted.purpose == GeneratedParameter::Saved)
      return getSaved(parameter->getType(), /*isConst=*/!isForward);
  return nullptr;
}

static bool fits(const ASTContext &ast, const FunctionDecl *rule, const GeneratedSignature &expected, bool isForward) {
  return rule->getNumParams() == expected.parameters.size() &&
         ast.hasSameType(rule->getReturnType(), expected.result) &&
         llvm::equal(rule->parameters(), expected.parameters, [&](const ParmVarDecl *parameter, const auto &wanted) {
           return wanted.purpose == GeneratedParameter::Saved
                      ? getSaved(parameter->getType(), /*isConst=*/!isForward) != nullptr
                      : ast.hasSameUnqualifiedType(parameter->getType(), wanted.type);
         });
}

/// `rule`, or the instance of its template, that fits as `expected`; or null.
FunctionDecl *UserRules::getFitting(FunctionDecl *rule, const FunctionDecl *primal, const GeneratedSignature &expected,
                                    bool isForward) {
  ASTContext &ast = sema.getASTContext();
  FunctionTemplateDecl *pattern = rule->getDescribedFunctionTemplate();
  if (!pattern)
    return fits(ast, rule, expected, isForward) ? rule : nullptr;
  FunctionDecl *instance = nullptr;
  sema::TemplateDeductionInfo info(rule->getLocation());
  llvm::SmallVector<QualType> types;
  for (const GeneratedParameter &parameter : expected.parameters)
    types.push_back(parameter.type);
  TemplateDeductionResult result;
  if (llvm::is_contained(types, QualType())) { // saved values: with the arguments of the primal
    TemplateArgumentListInfo arguments(rule->getLocation(), rule->getLocation());
    if (const TemplateArgumentList *given = primal->getTemplateSpecializationArgs())
      for (const TemplateArgument &argument : given->asArray())
        arguments.addArgument(sema.getTrivialTemplateArgumentLoc(argument, QualType(), rule->getLocation()));
    result = sema.DeduceTemplateArguments(pattern, &arguments, instance, info);
  } else {
    QualType type = ast.getFunctionType(expected.result, types, FunctionProtoType::ExtProtoInfo());
    result = sema.DeduceTemplateArguments(pattern, nullptr, type, instance, info);
  }
  bool isFound = result == TemplateDeductionResult::Success && instance;
  return isFound && fits(ast, instance, expected, isForward) ? instance : nullptr;
}

//===------------------------------------------------------------------------------------------------------------===//
// Rules
//===------------------------------------------------------------------------------------------------------------===//

UserRules::UserRules(Sema &sema, const Annotations &annotations, const InactiveDeclarations &inactive)
    : sema(sema), inactive(inactive) {
  for (const Annotation &annotation : annotations)
    if (annotation.kind == AnnotationKind::Rule)
      addRule(annotation);
}

/// A function has one derivative of each kind. The declarations of one rule may repeat what it is a rule for.
void UserRules::add(llvm::SmallVectorImpl<ImportHooks::Rule> &known, ImportHooks::Rule rule, SourceRange range) {
  for (const ImportHooks::Rule &other : known)
    if (other.mode == rule.mode) {
      if (other.function->getCanonicalDecl() == rule.function->getCanonicalDecl() &&
          other.parameters == rule.parameters)
        return;
      fail(range, "there is another " + rule.mode + " rule for this function [rule-twice]");
      reportNote(sema.getDiagnostics(), other.function->getLocation(),
                 "the other rule is '" + other.function->getNameAsString() + "'; remove one of them");
      return;
    }
  for (const ImportHooks::Rule &other : known)
    if (other.parameters != rule.parameters) {
      fail(range,
           "this rule gives other roles or lengths than the " + other.mode + " rule of the function [rule-lists]");
      reportNote(sema.getDiagnostics(), other.function->getLocation(), "write the same lists in both");
      return;
    }
  known.push_back(std::move(rule));
}

/// The functions beside `place`, a function or the struct of saved values, that may be part of its rule.
static llvm::SmallVector<FunctionDecl *> getNeighbours(const Decl *place) {
  llvm::SmallVector<FunctionDecl *> functions;
  for (Decl *declaration : place->getDeclContext()->decls()) {
    if (auto *functionTemplate = dyn_cast<FunctionTemplateDecl>(declaration))
      functions.push_back(functionTemplate->getTemplatedDecl());
    if (auto *function = dyn_cast<FunctionDecl>(declaration))
      functions.push_back(function);
  }
  return functions;
}

/// The functions of the rule at `place` with the signatures that `candidate` wants: one, or two that share a struct. A
/// null function where there is none.
ImportHooks::Rule UserRules::match(NamedDecl *place, const FunctionDecl *candidate, const Signatures &expected) {
  auto *function = dyn_cast<FunctionDecl>(place);
  ImportHooks::Rule rule{"", nullptr, nullptr, nullptr, {}};
  if (expected.size() == 1) {
    rule.function = function ? getFitting(function, candidate, expected[0], false) : nullptr;
    return rule;
  }
  llvm::SmallVector<FunctionDecl *> neighbours = getNeighbours(place);
  for (FunctionDecl *forward : neighbours) {
    FunctionDecl *first = getFitting(forward, candidate, expected[0], /*isForward=*/true);
    const CXXRecordDecl *saved = first ? findSaved(first, expected[0], true) : nullptr;
    for (FunctionDecl *reverse : neighbours) {
      FunctionDecl *second = saved ? getFitting(reverse, candidate, expected[1], /*isForward=*/false) : nullptr;
      bool isMarked = function ? declaresSameEntity(function, forward) || declaresSameEntity(function, reverse)
                               : saved && declaresSameEntity(saved, place);
      if (second && isMarked && findSaved(second, expected[1], false) == saved)
        rule = {"", first, second, saved, {}};
    }
  }
  return rule;
}

/// A struct of saved values is made, kept and copied by generated code.
bool UserRules::checkSaved(const CXXRecordDecl *saved, SourceRange range) {
  const SourceManager &sources = sema.getSourceManager();
  std::string name = saved->getNameAsString();
  if (sources.isInMainFile(sources.getFileLoc(saved->getLocation()))) {
    fail(range,
         "the generated code cannot see the struct '" + name + "' of this rule's saved values [type-not-in-header]");
    reportNote(sema.getDiagnostics(), saved->getLocation(), "define it in a header that the source includes");
    return false;
  }
  auto *record = const_cast<CXXRecordDecl *>(saved);
  CXXConstructorDecl *start = sema.LookupDefaultConstructor(record);
  CXXConstructorDecl *copy = sema.LookupCopyingConstructor(record, Qualifiers::Const);
  auto isUsable = [](const CXXConstructorDecl *one) {
    return one && !one->isDeleted() && one->getAccess() != AS_private && one->getAccess() != AS_protected;
  };
  if (isUsable(start) && isUsable(copy))
    return true;
  fail(range, "an object of the struct '" + name +
                  "' of this rule's saved values cannot be made without arguments and copied [rule-saved]");
  reportNote(sema.getDiagnostics(), saved->getLocation(), "give it a default constructor and a copy constructor");
  return false;
}

void UserRules::reportMisfit(const Annotation &annotation, const Syntax &syntax, const FunctionDecl *candidate,
                             const Signatures &expected) {
  NamedDecl *place = annotation.declaration;
  DiagnosticsEngine &diagnostics = sema.getDiagnostics();
  ASTContext &ast = sema.getASTContext();
  fail(annotation.range, "'" + place->getNameAsString() + "' does not fit as the " + syntax.mode + " of '" +
                             candidate->getNameAsString() + "' [rule-signature]");
  if (expected.size() == 1)
    return reportNote(diagnostics, place->getLocation(), "the signature has to be '" + expected[0].print(ast) + "'");
  reportNote(diagnostics, place->getLocation(),
             "two functions beside each other have to be '" + expected[0].print(ast) + "' and '" +
                 expected[1].print(ast) + "', with a struct of yours for the saved values");
}

void UserRules::addRule(const Annotation &annotation) {
  std::optional<Syntax> syntax = read(annotation);
  if (!syntax)
    return;
  NamedDecl *place = annotation.declaration;
  if (auto *functionTemplate = dyn_cast_or_null<FunctionTemplateDecl>(place))
    place = functionTemplate->getTemplatedDecl();
  bool isStruct = isa_and_nonnull<CXXRecordDecl>(place) && syntax->mode == "split";
  if (!place || isa<CXXMethodDecl>(place) || !(isa<FunctionDecl>(place) || isStruct)) {
    fail(annotation.range, "PULLBACK_RULE stands before no free function [misplaced-annotation]");
    return reportNote(sema.getDiagnostics(), annotation.range, "put it before a function of a namespace");
  }
  std::vector<RequestToken> path = syntax->function.tokens;
  std::string arguments;
  bool isOperator = llvm::any_of(path, [](const RequestToken &token) { return token.text == "operator"; });
  auto angle = isOperator ? path.end()
                          : llvm::find_if(path, [](const RequestToken &token) { return token.token.is(tok::less); });
  if (angle != path.end()) {
    arguments = joinTokens(llvm::ArrayRef(path).drop_front(angle - path.begin()));
    llvm::erase(arguments, ' ');
    path.erase(angle, path.end());
  }
  auto found = lookupFunctions(sema.getASTContext(), place->getDeclContext(), path);
  if (found.empty())
    return fail(syntax->function.getRange(),
                "there is no function '" + joinTokens(syntax->function.tokens) + "' [unknown-function]");
  auto candidates = getInstances(found, arguments);
  keepThoseWithParameters(candidates, syntax->lists);
  addTo(candidates, place, annotation, *syntax,
        /*hasTemplate=*/llvm::any_of(found, llvm::IsaPred<FunctionTemplateDecl>));
}

/// The functions among `candidates` that the rule fits: one, or several instances of a template.
void UserRules::addTo(llvm::ArrayRef<FunctionDecl *> candidates, NamedDecl *place, const Annotation &annotation,
                      const Syntax &syntax, bool hasTemplate) {
  Signatures expected;
  bool isFitting = false;
  for (FunctionDecl *candidate : candidates) {
    const FunctionDecl *body = candidate->getMostRecentDecl();
    auto *method = dyn_cast<CXXMethodDecl>(body);
    const FunctionDecl *declaration = method ? freeFunctions.get(method) : body;
    auto parameters = resolveRoles(declaration, body, syntax.lists, inactive, sema.getDiagnostics());
    if (!parameters) {
      failed = true;
      return;
    }
    expected = getSignatures(declaration, syntax.mode, *parameters, declaration->getNameAsString());
    if (expected.size() == 1)
      expected[0].name = place->getNameAsString();
    ImportHooks::Rule rule = match(place, candidate, expected);
    if (!rule.function)
      continue;
    isFitting = true;
    if (rule.saved && !checkSaved(rule.saved, annotation.range))
      return;
    rule.mode = syntax.mode;
    for (const RequestedParameter &parameter : *parameters)
      rule.parameters.push_back({getRoleName(parameter.role), parameter.length});
    add(rules[candidate->getCanonicalDecl()], std::move(rule), annotation.range);
    if (!hasTemplate)
      return;
  }
  if (!isFitting && !candidates.empty())
    reportMisfit(annotation, syntax, candidates.front(), expected);
}

llvm::SmallVector<ImportHooks::Rule> UserRules::getRules(const FunctionDecl *function) const {
  return rules.lookup(function->getCanonicalDecl());
}
