// Classes of the standard library that have types of their own in the pb dialect: vectors, smart pointers, optional
// values, complex numbers, strings. A span is the class that it is.
#include "Frontend/CopyFunctions.h"
#include "Frontend/Types.h"
#include "IR/Text.h"

#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace pullback;

std::optional<clang::QualType> TypeLowering::getVectorElement(clang::QualType type) {
  auto *specialization = dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(type->getAsCXXRecordDecl());
  bool isVector = specialization && specialization->isInStdNamespace() && specialization->getIdentifier() &&
                  specialization->getName() == "vector";
  return isVector ? std::optional(specialization->getTemplateArgs()[0].getAsType()) : std::nullopt;
}

bool TypeLowering::isBitClass(const clang::CXXRecordDecl *record) {
  return record && record->isInStdNamespace() && record->getIdentifier() &&
         llvm::is_contained({"_Bit_reference", "_Bit_iterator_base", "_Bit_iterator", "_Bit_const_iterator"},
                            record->getName());
}

bool TypeLowering::isValarray(clang::QualType type) {
  const clang::CXXRecordDecl *record = type->getAsCXXRecordDecl();
  return record && record->isInStdNamespace() && record->getIdentifier() && record->getName() == "valarray";
}

std::optional<clang::QualType> TypeLowering::getSequenceElement(clang::QualType type) {
  if (!isValarray(type))
    return getVectorElement(type);
  return cast<clang::ClassTemplateSpecializationDecl>(type->getAsCXXRecordDecl())->getTemplateArgs()[0].getAsType();
}

static const clang::ClassTemplateSpecializationDecl *findSpan(clang::QualType type) {
  auto *specialization =
      dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(type.getNonReferenceType()->getAsCXXRecordDecl());
  bool isSpan = specialization && specialization->isInStdNamespace() && specialization->getIdentifier() &&
                specialization->getName() == "span";
  return isSpan ? specialization : nullptr;
}

std::optional<std::string> TypeLowering::getSpanExtent(clang::QualType type) {
  const clang::ClassTemplateSpecializationDecl *span = findSpan(type);
  if (!span)
    return std::nullopt;
  llvm::APSInt extent = span->getTemplateArgs()[1].getAsIntegral();
  return extent.isAllOnes() ? "" : ", " + llvm::toString(extent, 10);
}

clang::QualType TypeLowering::getSpanElement(clang::QualType span) {
  return findSpan(span)->getTemplateArgs()[0].getAsType();
}

std::optional<clang::QualType> TypeLowering::getSmartPointee(clang::QualType type) {
  auto *specialization =
      dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(type.getNonReferenceType()->getAsCXXRecordDecl());
  if (!specialization || !specialization->isInStdNamespace() || !specialization->getIdentifier())
    return std::nullopt;
  const clang::TemplateArgumentList &arguments = specialization->getTemplateArgs();
  bool isUnique = specialization->getName() == "unique_ptr" && arguments.size() == 2;
  if (isUnique) {
    const auto *deleter = arguments[1].getAsType()->getAsCXXRecordDecl();
    isUnique = deleter && deleter->isInStdNamespace() && deleter->getName() == "default_delete";
  }
  if (!isUnique && specialization->getName() != "shared_ptr")
    return std::nullopt;
  clang::QualType pointee = arguments[0].getAsType();
  const clang::ArrayType *array = specialization->getASTContext().getAsArrayType(pointee);
  return array ? array->getElementType() : pointee;
}

static bool isCopiedWhole(const clang::ASTContext &ast, clang::QualType type);

/// True for a class whose copies and assignments are the compiler's own, and do no more than those of its parts.
static bool isCopiedByParts(const clang::ASTContext &ast, const clang::CXXRecordDecl *record) {
  if (!record->hasDefinition() || record->isUnion() || record->isPolymorphic() || !record->hasTrivialDestructor())
    return false;
  auto isUsersCopy = [](const clang::CXXMethodDecl *method) {
    auto *constructor = dyn_cast<clang::CXXConstructorDecl>(method);
    bool isCopy = constructor ? constructor->isCopyOrMoveConstructor()
                              : method->isCopyAssignmentOperator() || method->isMoveAssignmentOperator();
    return isCopy && method->isUserProvided();
  };
  return llvm::none_of(record->methods(), isUsersCopy) &&
         llvm::all_of(record->bases(), [&](auto &base) { return isCopiedWhole(ast, base.getType()); }) &&
         llvm::all_of(record->fields(), [&](auto *field) { return isCopiedWhole(ast, field->getType()); });
}

/// True for plain types, std::pair of them, and classes of them, whose assignment does no more than theirs.
static bool isCopiedWhole(const clang::ASTContext &ast, clang::QualType type) {
  if (type->isReferenceType())
    return false;
  if (type.isTriviallyCopyableType(ast))
    return true;
  const clang::CXXRecordDecl *record = ast.getBaseElementType(type)->getAsCXXRecordDecl();
  auto *pair = dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(record);
  if (pair && pair->isInStdNamespace() && pair->getIdentifier() && pair->getName() == "pair")
    return llvm::all_of(pair->getTemplateArgs().asArray(),
                        [&](auto &part) { return isCopiedWhole(ast, part.getAsType()); });
  return record && isCopiedByParts(ast, record);
}

/// The same of classes that own vectors as well, which are copied with what they hold, and of optionals of these.
static bool isCopiedWithVectors(const clang::ASTContext &ast, clang::QualType type) {
  if (type->isReferenceType())
    return false;
  if (isCopiedWhole(ast, type) || TypeLowering::getVectorElement(type) || TypeLowering::getOptionalValue(type))
    return true;
  const clang::CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition() || record->isInStdNamespace() || record->isUnion() ||
      record->isPolymorphic() || record->hasUserDeclaredDestructor() || record->hasUserDeclaredCopyConstructor() ||
      record->hasUserDeclaredCopyAssignment() || record->hasUserDeclaredMoveOperation())
    return false;
  return llvm::all_of(record->bases(), [&](auto &base) { return isCopiedWithVectors(ast, base.getType()); }) &&
         llvm::all_of(record->fields(), [&](auto *field) { return isCopiedWithVectors(ast, field->getType()); });
}

bool TypeLowering::isPlainOptional(const clang::ASTContext &ast, clang::QualType type) {
  std::optional<clang::QualType> value = getOptionalValue(type);
  return value && isCopiedWhole(ast, *value);
}

std::optional<clang::QualType> TypeLowering::getOptionalValue(clang::QualType type) {
  auto *specialization =
      dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(type.getNonReferenceType()->getAsCXXRecordDecl());
  if (!specialization || !specialization->isInStdNamespace() || !specialization->getIdentifier() ||
      specialization->getName() != "optional")
    return std::nullopt;
  clang::QualType value = specialization->getTemplateArgs()[0].getAsType();
  return isCopiedWithVectors(specialization->getASTContext(), value) ? std::optional(value) : std::nullopt;
}

std::optional<clang::QualType> TypeLowering::getComplexPart(clang::QualType type) {
  type = type.getNonReferenceType();
  if (auto *complex = type->getAs<clang::ComplexType>(); complex && complex->getElementType()->isRealFloatingType())
    return complex->getElementType();
  auto *specialization = dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(type->getAsCXXRecordDecl());
  if (!specialization || !specialization->isInStdNamespace() || !specialization->getIdentifier() ||
      specialization->getName() != "complex")
    return std::nullopt;
  clang::QualType part = specialization->getTemplateArgs()[0].getAsType();
  return part->isRealFloatingType() ? std::optional(part) : std::nullopt;
}

bool TypeLowering::isString(clang::QualType type) {
  const auto *record = type.getNonReferenceType()->getAsCXXRecordDecl();
  return record && record->isInStdNamespace() && record->getIdentifier() &&
         (record->getName() == "basic_string" || record->getName() == "basic_string_view");
}

/// Text as a number (see IR/Text.h).
Type TypeLowering::lowerString() {
  if (!llvm::is_contained(sourceRecords, kTextRecord))
    sourceRecords.push_back(kTextRecord.str());
  return pullback::RecordType::get(context, kTextRecord, {StringAttr::get(context, kTextNumber)},
                                   {getIntType(context)});
}

/// Both parts, under the name of the library's class.
Type TypeLowering::lowerComplex(clang::QualType part) {
  Type lowered = lower(part);
  auto name = [&](StringRef text) { return StringAttr::get(context, text); };
  return lowered ? Type(pullback::RecordType::get(context, "std::complex<" + printName(part) + ">",
                                                  {name("real"), name("imag")}, {lowered, lowered}))
                 : Type();
}

/// The place of an element, which is of unsigned char: its own, or that of the base.
Type TypeLowering::lowerBitClass(const clang::CXXRecordDecl *record) {
  const auto *base = record->getNumBases() == 1 ? record->bases_begin()->getType()->getAsCXXRecordDecl() : nullptr;
  bool hasBase = isBitClass(base);
  Type held = hasBase ? lower(ast.getRecordType(base)) : PtrType::get(lower(ast.UnsignedCharTy));
  std::string own = nameOwnRecord(record);
  own.erase(0, own.find_first_not_of('_'));
  if (!llvm::is_contained(sourceRecords, own))
    sourceRecords.push_back(own);
  return pullback::RecordType::get(context, own, {StringAttr::get(context, hasBase ? getBaseName(base) : "_M_p")},
                                   {held});
}

Type TypeLowering::lowerOptional(const clang::CXXRecordDecl *record, clang::QualType value) {
  Type lowered = lower(value);
  if (!lowered)
    return {};
  const auto *inner = value->getAsCXXRecordDecl();
  std::string own = "optional_" + (inner ? nameOwnRecord(inner) : printName(value));
  std::replace_if(own.begin(), own.end(), [](char c) { return !llvm::isAlnum(c); }, '_');
  if (!llvm::is_contained(sourceRecords, own))
    sourceRecords.push_back(own);
  return pullback::RecordType::get(context, own,
                                   {StringAttr::get(context, "engaged"), StringAttr::get(context, "value")},
                                   {IntegerType::get(context, 1), lowered});
}

Type TypeLowering::lowerSmartPointer(const clang::CXXRecordDecl *record, clang::QualType pointee) {
  const auto *inner = pointee->getAsCXXRecordDecl();
  if (inner && inner->hasDefinition() && !hasHarmlessDestructor(inner))
    return refuse(Obstacle::NotPlain, pointee);
  PtrType pointer = lowerPointerTo(pointee);
  if (!pointer)
    return {};
  std::string own = "pointer_to_" + (inner ? nameOwnRecord(inner) : printName(pointee));
  std::replace_if(own.begin(), own.end(), [](char c) { return !llvm::isAlnum(c); }, '_');
  if (!llvm::is_contained(sourceRecords, own))
    sourceRecords.push_back(own);
  return pullback::RecordType::get(context, own, {StringAttr::get(context, "pointer")}, {pointer});
}

/// The place of the elements, their number, and how many there is memory for.
Type TypeLowering::lowerVector(const clang::CXXRecordDecl *record, clang::QualType element, clang::QualType type) {
  if (changesInCopies(element->getBaseElementTypeUnsafe()->getAsCXXRecordDecl()))
    return refuse(Obstacle::ChangedCopy, type);
  Type lowered = nameBeingLowered(element);
  if (!lowered)
    lowered = lower(element);
  if (!lowered)
    return {};
  if (element->isBooleanType()) // one that can grow
    lowered = lower(ast.UnsignedCharTy);
  Type size = getSizeType(context);
  auto name = [&](StringRef text) { return StringAttr::get(context, text); };
  const auto *inner = element->getAsCXXRecordDecl();
  std::string own = "vector_of_" + (inner ? nameOwnRecord(inner) : printName(element));
  std::replace_if(own.begin(), own.end(), [](char c) { return !llvm::isAlnum(c); }, '_');
  if (!llvm::is_contained(sourceRecords, own))
    sourceRecords.push_back(own);
  return pullback::RecordType::get(context, own, {name("data"), name("size"), name("capacity")},
                                   {PtrType::get(lowered), size, size});
}
