// The tables of the contract that say how a parameter appears in the signatures of derivatives.
#include "Frontend/Signatures.h"

#include "Frontend/Types.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;
using namespace pullback;

llvm::StringRef pullback::getRoleName(Role role) {
  switch (role) {
  case Role::Wrt: return "wrt";
  case Role::Of: return "of";
  case Role::InOut: return "inout";
  case Role::Passive: return "passive";
  case Role::Scratch: return "scratch";
  case Role::Inactive: return "inactive";
  }
  llvm_unreachable("unknown role");
}

//===------------------------------------------------------------------------------------------------------------===//
// Types
//===------------------------------------------------------------------------------------------------------------===//

static bool holdsFloat(QualType type, llvm::DenseSet<const RecordDecl *> &seen) {
  type = type.getNonReferenceType().getCanonicalType();
  while (type->isPointerType() || type->isArrayType())
    type = type->isPointerType() ? type->getPointeeType() : QualType(type->getArrayElementTypeNoTypeQual(), 0);
  if (type->isRealFloatingType() || type->isAnyComplexType())
    return true;
  const RecordDecl *record = type->getAsRecordDecl();
  if (record)
    record = record->getDefinition();
  if (!record || !seen.insert(record).second)
    return false;
  if (auto *cxxRecord = dyn_cast<CXXRecordDecl>(record))
    for (const CXXBaseSpecifier &base : cxxRecord->bases())
      if (holdsFloat(base.getType(), seen))
        return true;
  return llvm::any_of(record->fields(), [&](FieldDecl *field) { return holdsFloat(field->getType(), seen); });
}

bool pullback::holdsFloat(QualType type) {
  llvm::DenseSet<const RecordDecl *> seen;
  return ::holdsFloat(type, seen);
}

/// What a pointer or reference leads to; null for a value.
static QualType getTarget(QualType type) {
  if (type->isReferenceType() || type->isPointerType())
    return type->getPointeeType();
  return QualType();
}

static bool isConstTarget(QualType target) {
  while (target->isArrayType() && !target.isConstQualified())
    target = target->castAsArrayTypeUnsafe()->getElementType();
  return target.isConstQualified();
}

/// What a view is one of: the elements of a std::span, the matrix of an Eigen::Map or Eigen::Ref; null for other types.
static QualType getViewed(QualType type) {
  auto *record = dyn_cast_or_null<ClassTemplateSpecializationDecl>(type.getNonReferenceType()->getAsCXXRecordDecl());
  bool isSpan = record && record->isInStdNamespace() && record->getIdentifier() && record->getName() == "span";
  std::optional<EigenObject> eigen = TypeLowering::getEigenObject(type);
  bool isView = isSpan || (eigen && !eigen->view.empty());
  return isView ? record->getTemplateArgs()[0].getAsType() : QualType();
}

bool pullback::isWritable(QualType type) {
  if (QualType element = getViewed(type); !element.isNull())
    return !element.isConstQualified();
  QualType target = getTarget(type);
  return !target.isNull() && !target->isFunctionType() && !isConstTarget(target);
}

static QualType removeConst(const ASTContext &ast, QualType target) {
  Qualifiers qualifiers;
  QualType plain = target->isArrayType() ? ast.getUnqualifiedArrayType(target, qualifiers) : target;
  plain.removeLocalConst();
  return plain;
}

/// The same kind of pointer or reference to another target.
static QualType retarget(const ASTContext &ast, QualType type, QualType target) {
  return type->isReferenceType() ? ast.getLValueReferenceType(target) : ast.getPointerType(target);
}

/// The view of const or other elements, if the program has one.
static QualType respan(const ASTContext &ast, QualType type, bool isConst) {
  auto *record = cast<ClassTemplateSpecializationDecl>(type.getNonReferenceType()->getAsCXXRecordDecl());
  QualType element = getViewed(type).getUnqualifiedType();
  llvm::SmallVector<TemplateArgument> arguments(record->getTemplateArgs().asArray());
  arguments[0] = TemplateArgument(isConst ? element.withConst() : element);
  void *place = nullptr;
  auto *other = record->getSpecializedTemplate()->findSpecialization(arguments, place);
  return other ? ast.getRecordType(other) : type;
}

static QualType pointToConst(const ASTContext &ast, QualType type) {
  if (!getViewed(type).isNull())
    return respan(ast, type, /*isConst=*/true);
  return retarget(ast, type, ast.getConstType(getTarget(type)));
}

static QualType pointToMutable(const ASTContext &ast, QualType type) {
  if (!getViewed(type).isNull())
    return respan(ast, type, /*isConst=*/false);
  QualType target = getTarget(type);
  if (target.isNull())
    return ast.getPointerType(type.getUnqualifiedType());
  return retarget(ast, type, removeConst(ast, target));
}

/// A seed or direction that is only read.
static QualType readOnly(const ASTContext &ast, QualType type, OutputLanguage language) {
  if (!getViewed(type).isNull())
    return respan(ast, type, /*isConst=*/true);
  if (!getTarget(type).isNull())
    return pointToConst(ast, type);
  type = type.getUnqualifiedType();
  if (!type->isRecordType() && !type->isAnyComplexType())
    return type;
  QualType object = ast.getConstType(type);
  return language == OutputLanguage::C ? ast.getPointerType(object) : ast.getLValueReferenceType(object);
}

//===------------------------------------------------------------------------------------------------------------===//
// Signatures
//===------------------------------------------------------------------------------------------------------------===//

namespace {
class SignatureBuilder {
public:
  SignatureBuilder(const FunctionDecl *primal, llvm::ArrayRef<RequestedParameter> parameters, OutputLanguage language)
      : ast(primal->getASTContext()), primal(primal), roles(parameters), language(language) {}

  GeneratedSignature build(const llvm::Twine &name, bool returnsValue) {
    return {name.str(), returnsValue ? primal->getReturnType().getUnqualifiedType() : ast.VoidTy, {}, language};
  }

  void addPrimalParameters(GeneratedSignature &signature, bool withOutputs) {
    for (auto [index, parameter, requested] : llvm::enumerate(primal->parameters(), roles))
      if (withOutputs || requested.role != Role::Of)
        signature.parameters.push_back(
            {parameter->getType(), parameter->getName().str(), GeneratedParameter::Primal, static_cast<int>(index)});
  }

  void addSaved(GeneratedSignature &signature, const llvm::Twine &type) {
    signature.parameters.push_back({QualType(),
                                    (type + (language == OutputLanguage::C ? " *" : " &") + getFreeName("saved")).str(),
                                    GeneratedParameter::Saved});
  }

  void addWorkspace(GeneratedSignature &signature) {
    signature.parameters.push_back({ast.VoidPtrTy, getFreeName("workspace"), GeneratedParameter::Workspace});
  }

  void addAdjoints(GeneratedSignature &signature, bool withResult) {
    QualType result = primal->getReturnType();
    if (withResult && holdsFloat(result))
      addDerivative(signature, readOnly(ast, result, language), "result_bar", -1);
    for (auto [index, parameter, requested] : llvm::enumerate(primal->parameters(), roles))
      if (std::optional<QualType> type = getAdjointType(parameter->getType(), requested.role))
        addDerivative(signature, *type, getName(parameter) + "_bar", index);
  }

  void addTangents(GeneratedSignature &signature) {
    for (auto [index, parameter, requested] : llvm::enumerate(primal->parameters(), roles)) {
      std::string name = getName(parameter) + "_dot";
      if (requested.role == Role::Wrt)
        addDerivative(signature, readOnly(ast, parameter->getType(), language), name, index);
      else if (requested.role == Role::Of || requested.role == Role::InOut)
        addDerivative(signature, parameter->getType(), name, index);
    }
    QualType result = primal->getReturnType();
    if (holdsFloat(result))
      addDerivative(signature, ast.getPointerType(result.getUnqualifiedType()), "result_dot", -1);
  }

private:
  static std::string getName(const ParmVarDecl *parameter) {
    return parameter->getDeclName() ? parameter->getName().str()
                                    : "argument_" + std::to_string(parameter->getFunctionScopeIndex());
  }

  void addDerivative(GeneratedSignature &signature, QualType type, const std::string &name, int index) {
    signature.parameters.push_back({type, getFreeName(name), GeneratedParameter::Derivative, index});
  }

  /// A name that no parameter of the primal has; it gets underscores until it is free.
  std::string getFreeName(std::string name) {
    auto isTaken = [&](const ParmVarDecl *parameter) { return parameter->getName() == name; };
    while (llvm::any_of(primal->parameters(), isTaken))
      name += "_";
    return name;
  }

  std::optional<QualType> getAdjointType(QualType type, Role role) {
    if (role == Role::Wrt)
      return pointToMutable(ast, type);
    if (role == Role::Of)
      return pointToConst(ast, type);
    return role == Role::InOut ? std::optional(type) : std::nullopt;
  }

  const ASTContext &ast;
  const FunctionDecl *primal;
  llvm::ArrayRef<RequestedParameter> roles;
  OutputLanguage language;
};
} // namespace

llvm::SmallVector<GeneratedSignature> pullback::getSignatures(const FunctionDecl *primal, llvm::StringRef mode,
                                                              llvm::ArrayRef<RequestedParameter> parameters,
                                                              llvm::StringRef derived, bool workspace,
                                                              OutputLanguage language) {
  SignatureBuilder builder(primal, parameters, language);
  bool isForward = mode == "jvp", isSplit = mode == "split";
  bool returnsValue = mode != "vjp";
  GeneratedSignature first = builder.build(derived + "_" + (isSplit ? "fwd" : mode), returnsValue);
  builder.addPrimalParameters(first, /*withOutputs=*/returnsValue);
  if (isForward)
    builder.addTangents(first);
  else if (!isSplit)
    builder.addAdjoints(first, /*withResult=*/mode != "gradient");
  if (!isSplit && workspace) {
    builder.addWorkspace(first);
    GeneratedSignature size{first.name + "_workspace", QualType(), {}, language};
    builder.addPrimalParameters(size, /*withOutputs=*/false);
    return {first, size};
  }
  if (!isSplit)
    return {first};
  builder.addSaved(first, derived + "_saved");
  GeneratedSignature second = builder.build(derived + "_rev", /*returnsValue=*/false);
  builder.addPrimalParameters(second, /*withOutputs=*/false);
  builder.addSaved(second, "const " + derived + "_saved");
  builder.addAdjoints(second, /*withResult=*/true);
  return {first, second};
}

std::string GeneratedSignature::print(const ASTContext &ast) const {
  PrintingPolicy policy = ast.getPrintingPolicy();
  std::string text = (!result.isNull()                ? result.getAsString(policy)
                      : language == OutputLanguage::C ? "size_t"
                                                      : "std::size_t") +
                     " " + name + "(";
  for (auto [index, parameter] : llvm::enumerate(parameters)) {
    std::string declarator = parameter.name;
    if (!parameter.type.isNull())
      parameter.type.getAsStringInternal(declarator, policy);
    text += (index == 0 ? "" : ", ") + declarator;
  }
  return text + ")";
}

bool pullback::haveSameParameters(const ASTContext &ast, const GeneratedSignature &left,
                                  const GeneratedSignature &right) {
  return llvm::equal(left.parameters, right.parameters, [&](const auto &one, const auto &other) {
    return one.type.isNull() == other.type.isNull() &&
           (one.type.isNull() || ast.hasSameUnqualifiedType(one.type, other.type));
  });
}
