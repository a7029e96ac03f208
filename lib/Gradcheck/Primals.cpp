#include "Gradcheck/Primals.h"

#include "Frontend/Reach.h"
#include "Frontend/Signatures.h"
#include "Frontend/Types.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/Path.h"

#include <set>

using namespace clang;
using namespace pullback;

static PrintingPolicy getPolicy(const ASTContext &ast) {
  PrintingPolicy policy = ast.getPrintingPolicy();
  policy.SuppressTagKeyword = true;
  policy.SuppressUnwrittenScope = true;
  policy.PrintCanonicalTypes = true;
  return policy;
}

std::string pullback::getCalledName(const FunctionDecl *primal) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  primal->getNameForDiagnostic(stream, getPolicy(primal->getASTContext()), /*Qualified=*/true);
  return "::" + text;
}

/// The named namespaces around a function, outermost first.
static llvm::SmallVector<const NamespaceDecl *> getNamespaces(const FunctionDecl *function) {
  llvm::SmallVector<const NamespaceDecl *> namespaces;
  for (const DeclContext *scope = function->getDeclContext(); scope; scope = scope->getParent())
    if (auto *space = dyn_cast<NamespaceDecl>(scope); space && !space->isAnonymousNamespace() && !space->isInline())
      namespaces.insert(namespaces.begin(), space);
  return namespaces;
}

std::string pullback::getScopePrefix(const FunctionDecl *primal) {
  std::string text = "::";
  for (const NamespaceDecl *space : getNamespaces(primal))
    text += space->getName().str() + "::";
  return text;
}

static bool isInMainFile(const Decl *declaration) {
  const SourceManager &sources = declaration->getASTContext().getSourceManager();
  return sources.isInMainFile(sources.getFileLoc(declaration->getLocation()));
}

bool pullback::needsSource(const FunctionDecl *primal) {
  bool isInSource = isInMainFile(primal);
  for (const FunctionDecl *other : primal->redecls()) // a forward declaration in a header makes no difference
    isInSource &= isInMainFile(other) || !other->isThisDeclarationADefinition();
  bool isLocal = !primal->isExternallyVisible() || primal->isInlined();
  bool isInstantiation = primal->getTemplateSpecializationKind() != TSK_Undeclared;
  return isInSource && (isLocal || isInstantiation);
}

std::string pullback::getDeclaringInclude(const FunctionDecl *primal, const IncludeDirectives &includes) {
  for (const FunctionDecl *declaration : primal->redecls())
    if (!isInMainFile(declaration))
      return findInclude(declaration, includes);
  return "";
}

std::string pullback::printPrimalDeclaration(const FunctionDecl *primal) {
  GeneratedSignature signature{primal->getNameAsString(), primal->getReturnType().getCanonicalType(), {}};
  for (const ParmVarDecl *parameter : primal->parameters())
    signature.parameters.push_back(
        {parameter->getType().getCanonicalType().getUnqualifiedType(), parameter->getNameAsString()}); // no restrict
  std::string declaration = signature.print(primal->getASTContext()), before, after;
  if (primal->getType()->castAs<FunctionProtoType>()->isNothrow())
    declaration += " noexcept";
  for (const DeclContext *scope = primal->getDeclContext(); scope; scope = scope->getParent())
    if (auto *space = dyn_cast<NamespaceDecl>(scope)) {
      before = (space->isInline() ? "inline " : "") + ("namespace " + space->getName() + " { ").str() + before;
      after += " }";
    }
  return before + (primal->isExternC() ? "extern \"C\" " : "") + declaration + ";" + after + "\n";
}

//===------------------------------------------------------------------------------------------------------------===//
// Places
//===------------------------------------------------------------------------------------------------------------===//

namespace {
class UseCollector : public RecursiveASTVisitor<UseCollector> {
public:
  explicit UseCollector(const ParmVarDecl *parameter) : parameter(parameter) {}
  bool VisitDeclRefExpr(DeclRefExpr *use) {
    if (use->getDecl() == parameter)
      lines.insert(parameter->getASTContext().getSourceManager().getPresumedLineNumber(use->getLocation()));
    return true;
  }
  std::set<unsigned> lines;

private:
  const ParmVarDecl *parameter;
};
} // namespace

std::string pullback::printPlace(const Decl *declaration) {
  const SourceManager &sources = declaration->getASTContext().getSourceManager();
  PresumedLoc place = sources.getPresumedLoc(sources.getFileLoc(declaration->getLocation()));
  if (place.isInvalid())
    return "";
  return llvm::sys::path::filename(place.getFilename()).str() + ":" + std::to_string(place.getLine());
}

std::string pullback::printUsingLines(const FunctionDecl *primal, const ParmVarDecl *parameter) {
  UseCollector uses(parameter);
  uses.TraverseStmt(primal->getBody());
  std::string text = printPlace(parameter);
  if (uses.lines.empty())
    return text;
  text.resize(text.rfind(':') + 1);
  return text + llvm::join(llvm::map_range(uses.lines, [](unsigned line) { return std::to_string(line); }), ", ");
}

//===------------------------------------------------------------------------------------------------------------===//
// Decisions
//===------------------------------------------------------------------------------------------------------------===//

namespace {
class InactiveFinder : public RecursiveASTVisitor<InactiveFinder> {
public:
  InactiveFinder(const FunctionDecl *primal, const InactiveDeclarations &inactive)
      : primal(primal), inactive(inactive) {}

  bool VisitDeclRefExpr(DeclRefExpr *use) {
    const ValueDecl *used = use->getDecl();
    bool isOwnParameter = isa<ParmVarDecl>(used) && used->getDeclContext() == primal; // it is not moved
    return isOwnParameter || visit(used);
  }
  bool VisitMemberExpr(MemberExpr *use) { return visit(use->getMemberDecl()); }
  std::string found;

private:
  bool visit(const ValueDecl *used) {
    const TagDecl *type = used->getType().getNonReferenceType()->getAsTagDecl();
    if (inactive.contains(used) || (type && inactive.contains(type)))
      found = used->getNameAsString();
    return found.empty();
  }

  const FunctionDecl *primal;
  const InactiveDeclarations &inactive;
};
} // namespace

std::string pullback::findInactiveUse(const FunctionDecl *primal, const InactiveDeclarations &inactive) {
  InactiveFinder finder(primal, inactive);
  for (const FunctionDecl *reached : getReachedFunctions(primal))
    if (finder.found.empty())
      finder.TraverseStmt(reached->getBody());
  return finder.found;
}

namespace {
class EigenFinder : public RecursiveASTVisitor<EigenFinder> {
public:
  bool VisitExpr(Expr *expression) {
    const RecordDecl *type = expression->getType().getNonReferenceType()->getAsRecordDecl();
    found = found || (type && TypeLowering::isOfEigen(type));
    return !found;
  }
  bool found = false;
};
} // namespace

bool pullback::reachesEigen(const FunctionDecl *primal) {
  EigenFinder finder;
  for (const FunctionDecl *reached : getReachedFunctions(primal))
    finder.TraverseStmt(reached->getBody());
  return finder.found;
}

//===------------------------------------------------------------------------------------------------------------===//
// Parameters
//===------------------------------------------------------------------------------------------------------------===//

bool pullback::isPlain(const ASTContext &ast, QualType type) {
  type = ast.getBaseElementType(type.getCanonicalType());
  const RecordDecl *record = type->getAsRecordDecl();
  record = record ? record->getDefinition() : nullptr;
  if (!record)
    return !type->isPointerType();
  if (TypeLowering::isFixedEigen(type))
    return true;
  if (auto *instance = dyn_cast<ClassTemplateSpecializationDecl>(record); instance && record->isInStdNamespace()) {
    bool isKnown = llvm::is_contained({"array", "complex", "pair"}, record->getName());
    return isKnown && isPlain(ast, instance->getTemplateArgs()[0].getAsType()) &&
           (record->getName() != "pair" || isPlain(ast, instance->getTemplateArgs()[1].getAsType()));
  }
  auto *derived = dyn_cast<CXXRecordDecl>(record);
  if (derived && !llvm::all_of(derived->bases(), [&](auto &base) { return isPlain(ast, base.getType()); }))
    return false;
  return llvm::all_of(record->fields(), [&](const FieldDecl *field) {
    return (field->getAccess() == AS_public || field->getAccess() == AS_none) && isPlain(ast, field->getType());
  });
}

bool pullback::isOpaqueParameter(const ParmVarDecl *parameter, Role role) {
  const CXXRecordDecl *record = parameter->getType().getNonReferenceType()->getAsCXXRecordDecl();
  return (role == Role::Passive || role == Role::Inactive) && !parameter->getType()->isRValueReferenceType() &&
         record && record->hasDefinition() && record->hasDefaultConstructor() && !record->isAbstract() &&
         !TypeLowering::getSequenceElement(parameter->getType()) &&
         !TypeLowering::getEigenObject(parameter->getType()) &&
         !isPlain(parameter->getASTContext(), parameter->getType().getNonReferenceType());
}
