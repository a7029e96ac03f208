#include "Frontend/FreeFunctions.h"

#include "clang/AST/ASTContext.h"

using namespace clang;
using namespace pullback;

const CXXMethodDecl *pullback::getLambdaOf(const VarDecl *variable) {
  const CXXRecordDecl *record = variable->getType()->getAsCXXRecordDecl();
  if (!record || !record->isLambda() || record->capture_size() != 0 || record->isGenericLambda())
    return nullptr;
  return record->getLambdaCallOperator();
}

const FunctionDecl *FreeFunctions::get(const CXXMethodDecl *method) {
  std::string name = method->getOverloadedOperator() == OO_Call ? method->getParent()->getNameAsString() + "_call"
                                                                : method->getNameAsString();
  return make(method, method->getParent(), name, /*hasSelf=*/!method->isStatic());
}

/// The variable that a lambda initialises.
static const VarDecl *findVariable(const CXXRecordDecl *lambda) {
  auto *variable = dyn_cast_or_null<VarDecl>(lambda->getLambdaContextDecl());
  if (variable)
    return variable;
  for (const Decl *declaration : lambda->getDeclContext()->decls())
    if (auto *candidate = dyn_cast<VarDecl>(declaration);
        candidate && candidate->getType()->getAsCXXRecordDecl() == lambda)
      return candidate;
  return nullptr;
}

const FunctionDecl *FreeFunctions::getLambda(const CXXMethodDecl *callOperator) {
  const VarDecl *variable = findVariable(callOperator->getParent());
  return make(callOperator, callOperator->getParent(), variable ? variable->getName() : "lambda", /*hasSelf=*/false);
}

const FunctionDecl *FreeFunctions::make(const CXXMethodDecl *method, const NamedDecl *place, llvm::StringRef name,
                                        bool hasSelf) {
  const FunctionDecl *&known = made[method->getCanonicalDecl()];
  if (known)
    return known;
  ASTContext &ast = method->getASTContext();
  SourceLocation location = method->getLocation();
  llvm::SmallVector<QualType> types;
  if (hasSelf)
    types.push_back(ast.getLValueReferenceType(method->getThisType()->getPointeeType()));
  for (const ParmVarDecl *parameter : method->parameters())
    types.push_back(parameter->getType());
  QualType type = ast.getFunctionType(method->getReturnType(), types, FunctionProtoType::ExtProtoInfo());
  auto *scope = const_cast<DeclContext *>(place->getDeclContext()->getEnclosingNamespaceContext());
  auto *function = FunctionDecl::Create(ast, scope, location, location, &ast.Idents.get(name), type,
                                        ast.getTrivialTypeSourceInfo(type, location), SC_None);
  llvm::SmallVector<ParmVarDecl *> parameters;
  for (auto [index, parameterType] : llvm::enumerate(types)) {
    const ParmVarDecl *original = hasSelf && index == 0 ? nullptr : method->getParamDecl(index - (hasSelf ? 1 : 0));
    IdentifierInfo *identifier = original ? original->getIdentifier() : &ast.Idents.get("self");
    SourceLocation at = original ? original->getLocation() : location;
    auto *parameter = ParmVarDecl::Create(
        ast, function, at, at, identifier, parameterType,
        original ? original->getTypeSourceInfo() : ast.getTrivialTypeSourceInfo(parameterType, at), SC_None, nullptr);
    parameter->setScopeInfo(0, index);
    parameters.push_back(parameter);
  }
  function->setParams(parameters);
  return known = function;
}
