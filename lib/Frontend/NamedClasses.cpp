// Which classes generated code can call by their names, reaching all of their members; it has others anew.
#include "Frontend/Types.h"

#include "Frontend/CompilerInputs.h"

#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace pullback;

bool TypeLowering::isReadable(const clang::CXXRecordDecl *record) {
  const clang::SourceManager &sources = record->getASTContext().getSourceManager();
  return sources.getFilename(sources.getFileLoc(record->getLocation())).starts_with(libraryFolder);
}

/// Generated code reaches their elements by std::get.
bool TypeLowering::isTuple(const clang::CXXRecordDecl *record) {
  static const StringRef names[] = {"tuple", "_Tuple_impl", "_Head_base"};
  return record->isInStdNamespace() && record->getIdentifier() && llvm::is_contained(names, record->getName());
}

/// True for containers of the library, which are empty where nothing is given.
static bool startsEmpty(const clang::CXXRecordDecl *record) {
  clang::QualType type = record->getASTContext().getRecordType(record);
  return TypeLowering::getSequenceElement(type) || TypeLowering::getOptionalValue(type) || TypeLowering::isString(type);
}

/// True for `= {}` and `= std::nullopt` of a container.
static bool isEmptyStart(const clang::Expr *expr) {
  expr = expr->IgnoreImplicit();
  auto *list = dyn_cast<clang::InitListExpr>(expr);
  auto *construction = dyn_cast<clang::CXXConstructExpr>(expr);
  if (!construction)
    return list && list->getNumInits() == 0;
  const auto *given = construction->getNumArgs() == 1 && !isa<clang::CXXDefaultArgExpr>(construction->getArg(0))
                          ? construction->getArg(0)->getType()->getAsCXXRecordDecl()
                          : nullptr;
  bool isNullopt = given && given->isInStdNamespace() && given->getIdentifier() && given->getName() == "nullopt_t";
  return construction->getConstructor()->isDefaultConstructor() || isNullopt;
}

bool TypeLowering::startsAsZero(const clang::CXXRecordDecl *record, bool withContainers) {
  if (withContainers && startsEmpty(record))
    return true;
  if (TypeLowering::getComplexPart(record->getASTContext().getRecordType(record)))
    return true;
  if (record->hasTrivialDefaultConstructor())
    return true;
  auto startsSo = [&](clang::QualType type) {
    const auto *inner = type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    return !inner || startsAsZero(inner, withContainers);
  };
  if (TypeLowering::isTuple(record))
    return llvm::all_of(record->bases(), [&](auto &base) { return startsSo(base.getType()); }) &&
           llvm::all_of(record->fields(), [&](auto *field) { return startsSo(field->getType()); });
  if (!record->isAggregate() || record->hasUserProvidedDefaultConstructor() ||
      !llvm::all_of(record->bases(), [&](auto &base) { return startsSo(base.getType()); }))
    return false;
  return llvm::all_of(record->fields(), [&](const clang::FieldDecl *field) {
    return field->hasInClassInitializer() ? isZeroInitializer(field->getInClassInitializer())
                                          : startsSo(field->getType());
  });
}

/// A constant, or a parameter that is one where no argument is given.
static bool isConstantStart(const clang::Expr *expr, const clang::ASTContext &ast) {
  auto *use = dyn_cast<clang::DeclRefExpr>(expr->IgnoreParenImpCasts());
  auto *parameter = use ? dyn_cast<clang::ParmVarDecl>(use->getDecl()) : nullptr;
  if (parameter)
    return parameter->hasDefaultArg() && !parameter->hasUninstantiatedDefaultArg() &&
           parameter->getDefaultArg()->isEvaluatable(ast);
  return !expr->isValueDependent() && expr->isEvaluatable(ast);
}

/// The object that the member is of, or that it is in.
static const clang::Expr *getWholeObject(const clang::MemberExpr *member) {
  const clang::Expr *base = member->getBase()->IgnoreParens();
  while (auto *outer = dyn_cast<clang::MemberExpr>(base)) // a pointer would be loaded by a cast
    base = outer->getBase()->IgnoreParens();
  return base;
}

/// `x = y = 0;`
static bool setsMembersToConstants(const clang::Stmt *statement, const clang::ASTContext &ast) {
  auto *expr = dyn_cast<clang::Expr>(statement);
  auto *assignment = expr ? dyn_cast<clang::BinaryOperator>(expr->IgnoreParenImpCasts()) : nullptr;
  auto *member = assignment && assignment->getOpcode() == clang::BO_Assign
                     ? dyn_cast<clang::MemberExpr>(assignment->getLHS()->IgnoreParenImpCasts())
                     : nullptr;
  return member && isa<clang::CXXThisExpr>(getWholeObject(member)) &&
         (isConstantStart(assignment->getRHS(), ast) || setsMembersToConstants(assignment->getRHS(), ast));
}

/// True for a default constructor that sets numbers to constants, and no more.
static bool setsConstantsAlone(const clang::CXXConstructorDecl *constructor) {
  const clang::ASTContext &ast = constructor->getASTContext();
  const clang::FunctionDecl *definition = nullptr;
  if (!constructor->hasBody(definition) || constructor->isExplicit() || constructor->getAccess() != clang::AS_public)
    return false;
  auto startsSo = [&](const clang::CXXCtorInitializer *one) {
    const clang::Expr *start = one->getInit()->IgnoreImplicit();
    if (auto *initializer = dyn_cast<clang::CXXDefaultInitExpr>(start))
      start = initializer->getExpr()->IgnoreImplicit();
    if (auto *list = dyn_cast<clang::InitListExpr>(start); list && list->getNumInits() == 1)
      start = list->getInit(0);
    auto *construction = dyn_cast<clang::CXXConstructExpr>(start); // of a class, which is looked at by itself
    return construction ? construction->getConstructor()->isDefaultConstructor() : isConstantStart(start, ast);
  };
  return llvm::all_of(cast<clang::CXXConstructorDecl>(definition)->inits(), startsSo) &&
         llvm::all_of(definition->getBody()->children(),
                      [&](const clang::Stmt *one) { return setsMembersToConstants(one, ast); });
}

/// True if `T t;` runs nothing but what the members' own initialisers are.
static bool startsByInitializers(const clang::CXXRecordDecl *record) {
  if (record->isAggregate() && !record->hasUserProvidedDefaultConstructor())
    return true;
  for (const clang::CXXConstructorDecl *constructor : record->ctors())
    if (constructor->isDefaultConstructor())
      return !constructor->isDeleted() && constructor->getAccess() == clang::AS_public && !record->isPolymorphic() &&
             (constructor->isDefaulted() || setsConstantsAlone(constructor));
  return record->needsImplicitDefaultConstructor() && !record->isPolymorphic();
}

bool TypeLowering::hasInitializersAlone(const clang::CXXRecordDecl *record, bool withContainers) {
  if (record->hasTrivialDefaultConstructor() || (withContainers && startsEmpty(record)))
    return true;
  return startsByInitializers(record) &&
         llvm::all_of(
             record->bases(),
             [&](auto &base) { return hasInitializersAlone(base.getType()->getAsCXXRecordDecl(), withContainers); }) &&
         llvm::all_of(record->fields(), [&](const clang::FieldDecl *field) {
           const auto *inner = field->getASTContext().getBaseElementType(field->getType())->getAsCXXRecordDecl();
           bool isFilled = inner && startsEmpty(inner) && field->hasInClassInitializer() &&
                           !isEmptyStart(field->getInClassInitializer());
           return !inner || (!isFilled && hasInitializersAlone(inner, withContainers));
         });
}

bool TypeLowering::isStdArray(const clang::CXXRecordDecl *record) {
  return record->isInStdNamespace() && record->getIdentifier() && record->getName() == "array" &&
         isa<clang::ClassTemplateSpecializationDecl>(record) && !record->field_empty() &&
         (*record->field_begin())->getType()->isConstantArrayType();
}

/// True if the class holds a PULLBACK_ACCESS.
static bool grantsAccess(const clang::CXXRecordDecl *record) {
  return llvm::any_of(record->friends(), [](const clang::FriendDecl *one) {
    const clang::NamedDecl *declaration = one->getFriendDecl();
    auto *space =
        declaration
            ? dyn_cast<clang::NamespaceDecl>(declaration->getDeclContext()->getRedeclContext()->getPrimaryContext())
            : nullptr;
    return isa_and_nonnull<clang::ClassTemplateDecl>(declaration) && declaration->getName() == "access" && space &&
           space->getName() == "pullback" && space->getParent()->getRedeclContext()->isTranslationUnit();
  });
}

/// The parts of complex numbers are reached all the same, since the standard lays them out as an array of two.
static bool hasPrivateFields(const clang::CXXRecordDecl *record) {
  return !TypeLowering::getComplexPart(record->getASTContext().getRecordType(record)) &&
         llvm::any_of(record->fields(), [](auto *field) { return field->getAccess() != clang::AS_public; });
}

bool TypeLowering::canBeOpened(const clang::CXXRecordDecl *record) {
  if (isFixedEigen(record->getASTContext().getRecordType(record)))
    return true;
  return (!hasPrivateFields(record) || grantsAccess(record)) &&
         llvm::all_of(record->bases(), [](auto &base) { return canBeOpened(base.getType()->getAsCXXRecordDecl()); });
}

/// True if `object.member` means each member of the class and of its bases without more words.
static bool hasDistinctMembers(const clang::CXXRecordDecl *record, llvm::StringSet<> &names) {
  return llvm::all_of(record->bases(),
                      [&](auto &base) { return hasDistinctMembers(base.getType()->getAsCXXRecordDecl(), names); }) &&
         llvm::all_of(record->fields(), [&](auto *field) { return names.insert(field->getName()).second; });
}

/// True if generated code reaches the members of the bases as it does those of the class.
bool TypeLowering::canReachBases(const clang::CXXRecordDecl *record) {
  llvm::StringSet<> names;
  return record->getNumBases() == 0 || (llvm::all_of(record->bases(),
                                                     [&](auto &base) {
                                                       return !base.isVirtual() &&
                                                              base.getAccessSpecifier() == clang::AS_public &&
                                                              canBeReached(base.getType()->getAsCXXRecordDecl());
                                                     }) &&
                                        hasDistinctMembers(record, names));
}

/// True for classes in classes that only these may name.
static bool isPrivate(const clang::CXXRecordDecl *record) {
  for (const clang::Decl *one = record; one; one = dyn_cast<clang::CXXRecordDecl>(one->getDeclContext()))
    if (one->getAccess() == clang::AS_private || one->getAccess() == clang::AS_protected)
      return true;
  return false;
}

/// True if generated code sees the class and reaches all of its members.
bool TypeLowering::canBeNamed(const clang::CXXRecordDecl *record) {
  return canBeReached(record) && canBeOpened(record);
}

const clang::CXXRecordDecl *TypeLowering::findClosedRecord(clang::QualType type) {
  llvm::SmallPtrSet<const clang::CXXRecordDecl *, 4> found;
  collectRecords(type, found);
  const clang::CXXRecordDecl *closed = nullptr;
  for (const clang::CXXRecordDecl *record : found) {
    if (!canBeReached(record))
      return nullptr;
    if (!canBeNamed(record) && (!closed || record->getID() < closed->getID()))
      closed = record;
  }
  return closed;
}

/// True for Box<Point> where Point stands in the source.
bool TypeLowering::isMadeOfHidden(const clang::CXXRecordDecl *record) {
  auto *specialization = dyn_cast<clang::ClassTemplateSpecializationDecl>(record);
  return specialization && llvm::any_of(specialization->getTemplateArgs().asArray(), [&](auto &argument) {
           if (argument.getKind() != clang::TemplateArgument::Type)
             return false;
           const auto *inner = argument.getAsType().getCanonicalType()->getAsCXXRecordDecl();
           return findTypeNotInHeader(argument.getAsType()) || (inner && isMadeOfHidden(inner));
         });
}

/// True for a class with members, however deep, that functions keep in a form that is not the library's.
static bool holdsOwnForm(const clang::CXXRecordDecl *record) {
  auto isOne = [](clang::QualType type) {
    type = clang::QualType(type->getBaseElementTypeUnsafe(), 0);
    const auto *inner = type->getAsCXXRecordDecl();
    return TypeLowering::getOptionalValue(type) || TypeLowering::isString(type) ||
           (inner && inner->hasDefinition() && holdsOwnForm(inner->getDefinition()));
  };
  return llvm::any_of(record->bases(), [&](auto &base) { return isOne(base.getType()); }) ||
         llvm::any_of(record->fields(), [&](auto *field) { return isOne(field->getType()); });
}

/// True for a class that generated code sees, and reaches if its members were public.
bool TypeLowering::canBeReached(const clang::CXXRecordDecl *record) {
  if (getComplexPart(ast.getRecordType(record)) || isFixedEigen(ast.getRecordType(record)))
    return true;
  if (isTuple(record)) {
    auto isReached = [&](clang::QualType type) {
      const auto *inner = type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
      return !type->isReferenceType() && (!inner || canBeReached(inner));
    };
    return record->hasTrivialDestructor() && !isMadeOfHidden(record) &&
           llvm::all_of(record->bases(), [&](auto &base) { return isReached(base.getType()); }) &&
           llvm::all_of(record->fields(), [&](auto *field) { return isReached(field->getType()); });
  }
  return isInHeader(record) && !holdsFunction(ast.getRecordType(record)) && !isMadeOfHidden(record) &&
         !isReadable(record) && !isPrivate(record) && !hasMutable(record) &&
         (!isFromStandardLibrary(record) || isStdArray(record)) && canReachBases(record) && !record->isPolymorphic() &&
         !record->isLambda() && record->hasTrivialDestructor() && record->hasTrivialCopyConstructor() &&
         record->hasTrivialCopyAssignment() && !holdsOwnForm(record) && !record->getParentFunctionOrMethod() &&
         (record->getDeclName() || record->getTypedefNameForAnonDecl());
}

/// True if generated code needs a definition of its own.
bool TypeLowering::definesRecord(const clang::CXXRecordDecl *record) {
  if (isFixedEigen(ast.getRecordType(record)))
    return !signatureRecords.contains(record);
  if (isStdArray(record)) {
    clang::QualType content = (*record->field_begin())->getType();
    const auto *element = content->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    return holdsFunction(content) || (element && definesRecord(element));
  }
  return !canBeNamed(record) || leavesOut(record) || (!startsAsZero(record) && !signatureRecords.contains(record));
}

void TypeLowering::collectRecords(clang::QualType type, llvm::SmallPtrSetImpl<const clang::CXXRecordDecl *> &found) {
  type = type.getCanonicalType().getNonReferenceType();
  while (type->isPointerType() || type->isArrayType())
    type = type->isPointerType() ? type->getPointeeType() : ast.getBaseElementType(type);
  const clang::CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (!record || getOpaque(record) || !(record = record->getDefinition()) || !found.insert(record).second)
    return;
  for (const clang::CXXBaseSpecifier &base : record->bases())
    if (!isFixedEigen(type))
      collectRecords(base.getType(), found);
  auto own = getOwnFields(record);
  SmallVector<const clang::FieldDecl *> all(record->fields());
  for (const clang::FieldDecl *field : own ? *own : all)
    collectRecords(field->getType(), found);
}

bool TypeLowering::nameSignature(const clang::FunctionDecl *function, OpaqueClasses opaque) {
  bool areSame = llvm::equal(opaque, opaqueClasses);
  opaqueClasses = std::move(opaque);
  llvm::SmallPtrSet<const clang::CXXRecordDecl *, 4> found;
  collectRecords(function->getReturnType(), found);
  for (const clang::ParmVarDecl *parameter : function->parameters())
    collectRecords(parameter->getType(), found);
  auto before = signatureRecords;
  signatureRecords.insert(found.begin(), found.end()); // in which members of either are left out
  auto changes = [&](const clang::CXXRecordDecl *record) {
    return (canBeNamed(record) && (!startsAsZero(record) || isFixedEigen(ast.getRecordType(record)))) ||
           leavesOut(record);
  };
  bool isSame = llvm::all_of(before, [&](auto *record) { return found.contains(record) || !changes(record); }) &&
                llvm::all_of(found, [&](auto *record) { return before.contains(record) || !changes(record); });
  signatureRecords = found;
  if (!isSame || !areSame) {
    records.clear();
    partialRecords.clear();
  }
  return isSame && areSame;
}

const clang::CXXRecordDecl *TypeLowering::findHiddenRecord(clang::QualType type) {
  llvm::SmallPtrSet<const clang::CXXRecordDecl *, 4> found;
  collectRecords(type, found);
  auto isHidden = [&](const clang::CXXRecordDecl *record) {
    return !canBeNamed(record) || llvm::any_of(record->fields(), [](auto *field) {
      return field->getType()->isPointerType() || field->getType()->isReferenceType();
    });
  };
  const clang::CXXRecordDecl *first = nullptr; // which one must not depend on where they lie
  for (const clang::CXXRecordDecl *record : found)
    if (isHidden(record) && (!first || record->getID() < first->getID()))
      first = record;
  return first;
}
