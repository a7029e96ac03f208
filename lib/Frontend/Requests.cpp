// Which functions of a translation unit are to be differentiated. A PULLBACK is carried out where the definition stands
// in the file given to the tool; a PULLBACK_DIFFERENTIATE there, or in the file itself; a --function always.
#include "Frontend/Requests.h"

#include "Frontend/Report.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/Sema/Sema.h"

using namespace clang;
using namespace pullback;

RequestCollector::RequestCollector(Sema &sema, const Annotations &annotations, FunctionNames &names,
                                   const InactiveDeclarations &inactive)
    : sema(sema), diagnostics(sema.getDiagnostics()), annotations(annotations), names(names), inactive(inactive) {}

TranslationUnitRequests RequestCollector::collect(llvm::ArrayRef<CommandLineRequest> commandLine, bool isOneOfMany) {
  for (size_t i = 0; i < annotations.size(); ++i) {
    if (annotations[i].kind == AnnotationKind::Request)
      collectAnnotation(i);
    else if (annotations[i].kind == AnnotationKind::Differentiate)
      collectNamed(i);
  }
  for (auto [index, request] : llvm::enumerate(commandLine))
    collectCommandLine(request, index, isOneOfMany);
  return std::move(result);
}

TranslationUnitRequests RequestCollector::collect(const FunctionDecl *function, const RequestSyntax &syntax) {
  collectFunction(function, syntax, /*isExplicit=*/true);
  return std::move(result);
}

void RequestCollector::collectCommandLine(const CommandLineRequest &request, size_t index, bool isOneOfMany) {
  const FunctionDecl *function = names.resolveCommandLine(sema, index), *definition = nullptr;
  bool isHere = function && function->isDefined(definition) && isInMainFile(definition->getLocation());
  result.isCarriedOut.push_back(isOneOfMany ? isHere : function != nullptr);
  if (result.isCarriedOut.back())
    collectFunction(function, request.syntax, /*isExplicit=*/true);
  else if (!isOneOfMany)
    fail();
}

bool RequestCollector::isInMainFile(SourceLocation location) const {
  const SourceManager &sources = sema.getSourceManager();
  return sources.isInMainFile(sources.getFileLoc(location));
}

static bool isLambda(const NamedDecl *declaration) {
  auto *variable = dyn_cast_or_null<VarDecl>(declaration);
  const CXXRecordDecl *record = variable ? variable->getType()->getAsCXXRecordDecl() : nullptr;
  return record && record->isLambda();
}

void RequestCollector::collectAnnotation(size_t index) {
  const Annotation &annotation = annotations[index];
  RequestSyntax syntax;
  syntax.range = annotation.range;
  if (!parseClauses(annotation.tokens, syntax, diagnostics))
    return fail();
  if (syntax.modes.empty()) {
    fail();
    return reportError(diagnostics, annotation.range, "PULLBACK names no mode, as in PULLBACK(vjp) [request-syntax]");
  }
  if (isLambda(annotation.declaration))
    return collectLambda(cast<VarDecl>(annotation.declaration), syntax, /*isExplicit=*/false);
  auto *functionTemplate = dyn_cast_or_null<FunctionTemplateDecl>(annotation.declaration);
  auto *function = dyn_cast_or_null<FunctionDecl>(annotation.declaration);
  if (function && function->getDescribedFunctionTemplate())
    functionTemplate = function->getDescribedFunctionTemplate();
  syntax.annotated = functionTemplate ? functionTemplate->getTemplatedDecl() : function;
  if (functionTemplate)
    return collectInstantiations(functionTemplate, syntax);
  if (function)
    return collectFunction(function, syntax, /*isExplicit=*/false);
  fail();
  reportError(diagnostics, annotation.range, "PULLBACK stands before no function [misplaced-annotation]");
  reportNote(diagnostics, annotation.range, "put it before the declaration of a function");
}

void RequestCollector::collectInstantiations(FunctionTemplateDecl *functionTemplate, const RequestSyntax &syntax) {
  bool any = false;
  for (FunctionDecl *instantiation : functionTemplate->specializations()) {
    if (instantiation->getTemplateSpecializationKind() == TSK_ExplicitSpecialization || !instantiation->isDefined())
      continue;
    any = true;
    collectFunction(instantiation, syntax, /*isExplicit=*/false);
  }
  const FunctionDecl *definition = nullptr;
  if (any || !functionTemplate->getTemplatedDecl()->isDefined(definition) || !isInMainFile(definition->getLocation()))
    return;
  fail();
  reportError(diagnostics, syntax.range,
              "the file contains no instantiation of '" + functionTemplate->getName() + "' [no-instantiation]");
  reportNote(diagnostics, functionTemplate->getLocation(),
             "instantiate it, or name the instantiation: PULLBACK_DIFFERENTIATE(" + functionTemplate->getName() +
                 "<...>, " + syntax.modes.front().name + ");");
}

void RequestCollector::collectNamed(size_t index) {
  const Annotation &annotation = annotations[index];
  RequestSyntax syntax;
  syntax.range = annotation.range;
  auto parts = splitAtCommas(annotation.tokens, /*angles=*/true);
  llvm::ArrayRef<RequestToken> all = annotation.tokens;
  auto rest = parts.size() < 2 ? llvm::ArrayRef<RequestToken>() : all.drop_front(parts.front().size() + 1);
  if (!parseClauses(rest, syntax, diagnostics))
    return fail();
  if (syntax.modes.empty()) {
    fail();
    return reportError(diagnostics, annotation.range,
                       "PULLBACK_DIFFERENTIATE names no mode, as in PULLBACK_DIFFERENTIATE(f, vjp) [request-syntax]");
  }
  const FunctionDecl *function = names.resolveAnnotation(sema, index);
  if (!function)
    return fail();
  collectFunction(function, syntax, /*isExplicit=*/isInMainFile(annotation.range.getBegin()));
}

//===------------------------------------------------------------------------------------------------------------===//
// One function
//===------------------------------------------------------------------------------------------------------------===//

bool RequestCollector::isSuitable(const FunctionDecl *function, const RequestSyntax &syntax) {
  auto refuse = [&](const llvm::Twine &reason, const llvm::Twine &remedy) {
    reportError(diagnostics, syntax.range, "cannot differentiate '" + function->getNameAsString() + "': " + reason);
    reportNote(diagnostics, function->getLocation(), remedy);
    return false;
  };
  auto *method = dyn_cast<CXXMethodDecl>(function);
  bool isCall = method && method->getOverloadedOperator() == OO_Call;
  if (method && !isCall && !method->getIdentifier())
    return refuse("it is a constructor, a conversion or an operator [member-function]",
                  "request a derivative of a function that calls it");
  if (!method && !function->getIdentifier() && !syntax.name)
    return refuse("functions cannot be named after an operator [operator]", "give them a name with name(...)");
  if (method && !method->isStatic() && method->getRefQualifier() == RQ_RValue)
    return refuse("it is called on temporary objects only [member-function]",
                  "request a derivative of a function that calls it");
  if (inactive.contains(function))
    return refuse("it is declared PULLBACK_INACTIVE [inactive-function]",
                  "'" + function->getNameAsString() + "' is declared here");
  llvm::StringSet<> seen;
  for (const ParmVarDecl *parameter : function->parameters())
    if (parameter->getIdentifier() && !seen.insert(parameter->getName()).second)
      return refuse("parameter packs are not supported yet [parameter-pack]", "name every parameter");
  return true;
}

void RequestCollector::collectFunction(const FunctionDecl *function, const RequestSyntax &syntax, bool isExplicit) {
  const FunctionDecl *definition = nullptr;
  bool isDefined = function->isDefined(definition);
  if (!isExplicit && (!isDefined || !isInMainFile(definition->getLocation()))) {
    result.sawOthers = true;
    return;
  }
  if (auto *method = dyn_cast<CXXMethodDecl>(function); method && method->getParent()->isLambda())
    return addRequest(freeFunctions.getLambda(method), definition, syntax);
  if (!isSuitable(function, syntax))
    return fail();
  if (!isDefined) {
    fail();
    reportError(diagnostics, syntax.range,
                "cannot differentiate '" + function->getNameAsString() + "': its body is not visible [no-body]");
    return reportNote(diagnostics, function->getLocation(), "declared here; give the tool the file that defines it");
  }
  auto *method = dyn_cast<CXXMethodDecl>(definition);
  addRequest(method ? freeFunctions.get(method) : definition, definition, syntax);
}

/// A lambda without captures is a function.
void RequestCollector::collectLambda(const VarDecl *variable, const RequestSyntax &syntax, bool isExplicit) {
  if (!isExplicit && !isInMainFile(variable->getLocation())) {
    result.sawOthers = true;
    return;
  }
  if (const CXXMethodDecl *method = getLambdaOf(variable))
    return collectFunction(method, syntax, /*isExplicit=*/true);
  fail();
  reportError(diagnostics, syntax.range,
              "cannot differentiate '" + variable->getName() +
                  "': it is a lambda that captures or is generic [lambda]");
  reportNote(diagnostics, variable->getLocation(), "write it as a function of its own");
}

/// What a parameter that is not used refers to may be a template that nothing has instantiated so far.
static void completeTypes(Sema &sema, const FunctionDecl *function) {
  for (const ParmVarDecl *parameter : function->parameters()) {
    QualType type = parameter->getType().getNonReferenceType();
    sema.isCompleteType(parameter->getLocation(), type->isPointerType() ? type->getPointeeType() : type);
  }
}

void RequestCollector::addRequest(const FunctionDecl *primal, const FunctionDecl *body, const RequestSyntax &syntax) {
  completeTypes(sema, primal);
  auto parameters = resolveRoles(primal, body, syntax, inactive, diagnostics);
  if (!parameters)
    return fail();
  Request request{
      primal,          body, {}, syntax.name ? syntax.name->text : primal->getNameAsString(), *parameters, syntax.range,
      syntax.workspace};
  for (const RequestedMode &mode : syntax.modes)
    request.modes.push_back(mode.name);
  add(std::move(request));
}

//===------------------------------------------------------------------------------------------------------------===//
// Merging
//===------------------------------------------------------------------------------------------------------------===//

static bool haveEqualLists(const Request &left, const Request &right) {
  return left.primal->getCanonicalDecl() == right.primal->getCanonicalDecl() && left.derived == right.derived &&
         left.workspace == right.workspace &&
         llvm::equal(left.parameters, right.parameters, [](const auto &one, const auto &other) {
           return one.role == other.role && one.length == other.length;
         });
}

static void addModes(std::vector<std::string> &modes, llvm::ArrayRef<std::string> added) {
  std::vector<std::string> ordered;
  for (llvm::StringRef mode : {"vjp", "value_and_vjp", "gradient", "split", "jvp"})
    if (llvm::is_contained(modes, mode) || llvm::is_contained(added, mode))
      ordered.push_back(mode.str());
  modes = std::move(ordered);
}

void RequestCollector::add(Request request) {
  addModes(request.modes, {});
  for (Request &earlier : result.requests)
    if (haveEqualLists(earlier, request))
      return addModes(earlier.modes, request.modes);
  result.requests.push_back(std::move(request));
}
