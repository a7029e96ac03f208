// C++ types to types of the pb dialect.
//
//   double            f64                 Color (in a header)  !pb.int<"ns::Color", 32, false>
//   std::size_t       !pb.int<"unsigned long", 64, false>
//   const double *    !pb.ptr<f64, const> double[3]            !pb.array<3, f64>
//   struct P {double x;}                  !pb.record<"P", ["x"], (f64)>
//
// An enumeration that generated code cannot name is its underlying integer type. Not handled, refused: pointers to
// pointers (but a variable may be a pointer, and be referred to), unions, classes that are not plain, containers.
#include "Frontend/Types.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/PrettyPrinter.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/TargetInfo.h"

using namespace mlir;
using namespace pullback;

Type TypeLowering::refuse(Obstacle obstacle, clang::QualType type) {
  problem = {obstacle, type.getAsString(ast.getPrintingPolicy())};
  return {};
}

bool TypeLowering::isInHeader(const clang::Decl *declaration) {
  clang::SourceManager &sources = ast.getSourceManager();
  return !sources.isInMainFile(sources.getFileLoc(declaration->getLocation()));
}

std::string TypeLowering::printName(clang::QualType type) {
  clang::PrintingPolicy policy = ast.getPrintingPolicy();
  policy.SuppressTagKeyword = true;
  policy.FullyQualifiedName = true;
  policy.SuppressUnwrittenScope = true;
  policy.Bool = true;
  return type.getCanonicalType().getUnqualifiedType().getAsString(policy);
}

PtrType TypeLowering::lowerPointerTo(clang::QualType pointee) {
  Type type = lower(pointee);
  // The constness of an array is that of its elements.
  return type ? PtrType::get(type, ast.getBaseElementType(pointee).isConstQualified()) : PtrType();
}

Type TypeLowering::lower(clang::QualType type) {
  type = type.getCanonicalType().getNonReferenceType();
  if (ast.getBaseElementType(type).isVolatileQualified())
    return refuse(Obstacle::Volatile, type);
  if (auto *builtin = type->getAs<clang::BuiltinType>())
    return lowerBuiltin(builtin);
  if (auto *enumeration = type->getAs<clang::EnumType>())
    return lowerEnum(enumeration);
  if (type->isPointerType())
    return lowerPointer(type);
  if (auto *array = ast.getAsConstantArrayType(type)) {
    Type element = lower(array->getElementType());
    if (element && isa<PtrType>(element))
      return refuse(Obstacle::PointerToPointer, type);
    return element ? pullback::ArrayType::get(array->getSize().getZExtValue(), element) : Type();
  }
  if (type->isVariableArrayType())
    return refuse(Obstacle::VariableLengthArray, type);
  if (type->isAtomicType())
    return refuse(Obstacle::Atomic, type);
  if (auto *record = type->getAs<clang::RecordType>())
    return lowerRecord(record);
  return refuse(Obstacle::UnsupportedType, type);
}

Type TypeLowering::lowerBuiltin(const clang::BuiltinType *type) {
  switch (type->getKind()) {
  case clang::BuiltinType::Bool: return IntegerType::get(context, 1);
  case clang::BuiltinType::Float: return Float32Type::get(context);
  case clang::BuiltinType::Double: return Float64Type::get(context);
  case clang::BuiltinType::LongDouble:
    if (&ast.getTargetInfo().getLongDoubleFormat() == &llvm::APFloat::x87DoubleExtended())
      return Float80Type::get(context);
    return refuse(Obstacle::UnsupportedType, clang::QualType(type, 0));
  case clang::BuiltinType::Int128:
  case clang::BuiltinType::UInt128: return refuse(Obstacle::UnsupportedType, clang::QualType(type, 0));
  default: break;
  }
  if (!type->isInteger())
    return refuse(Obstacle::UnsupportedType, clang::QualType(type, 0));
  return pullback::IntType::get(context, type->getName(ast.getPrintingPolicy()),
                                ast.getIntWidth(clang::QualType(type, 0)), type->isSignedInteger());
}

Type TypeLowering::lowerEnum(const clang::EnumType *type) {
  const clang::EnumDecl *declaration = type->getDecl()->getDefinition();
  if (!declaration)
    return refuse(Obstacle::UnsupportedType, clang::QualType(type, 0));
  Type underlying = lower(declaration->getIntegerType());
  auto integer = dyn_cast_or_null<pullback::IntType>(underlying);
  if (!integer)
    return refuse(Obstacle::UnsupportedType, clang::QualType(type, 0));
  bool canBeNamed = isInHeader(declaration) && !declaration->getParentFunctionOrMethod() &&
                    (declaration->getDeclName() || declaration->getTypedefNameForAnonDecl());
  if (!canBeNamed)
    return integer;
  return pullback::IntType::get(context, printName(clang::QualType(type, 0)), integer.getWidth(),
                                integer.getIsSigned());
}

Type TypeLowering::lowerPointer(clang::QualType type) {
  clang::QualType pointee = type->getPointeeType();
  if (pointee->isFunctionType())
    return refuse(Obstacle::FunctionPointer, type);
  if (pointee->isPointerType())
    return refuse(Obstacle::PointerToPointer, type);
  if (pointee->isVoidType())
    return refuse(Obstacle::UnsupportedType, type);
  return lowerPointerTo(pointee);
}

bool TypeLowering::isFromStandardLibrary(const clang::Decl *declaration) {
  auto *space = dyn_cast<clang::NamespaceDecl>(declaration->getDeclContext()->getEnclosingNamespaceContext());
  return declaration->isInStdNamespace() || (space && space->getName() == "__gnu_cxx");
}

Obstacle TypeLowering::describeStandardClass(const clang::CXXRecordDecl *record) {
  static const StringRef containers[] = {"vector",
                                         "array",
                                         "deque",
                                         "list",
                                         "forward_list",
                                         "map",
                                         "set",
                                         "multimap",
                                         "multiset",
                                         "span",
                                         "valarray",
                                         "basic_string",
                                         "unordered_map",
                                         "stack",
                                         "queue",
                                         "priority_queue",
                                         "unordered_set",
                                         "unique_ptr",
                                         "shared_ptr",
                                         "initializer_list",
                                         "_Vector_base",
                                         "vector_base",
                                         "__normal_iterator",
                                         "bitset"};
  StringRef name = record->getIdentifier() ? record->getName() : "";
  if (name.starts_with("atomic") || name.starts_with("__atomic"))
    return Obstacle::Atomic;
  return llvm::is_contained(containers, name) ? Obstacle::Container : Obstacle::StandardLibrary;
}

Type TypeLowering::lowerRecord(const clang::RecordType *type) {
  clang::QualType written(type, 0);
  if (isFromStandardLibrary(type->getDecl()))
    return refuse(describeStandardClass(cast<clang::CXXRecordDecl>(type->getDecl())), written);
  if (type->isUnionType())
    return refuse(Obstacle::Union, written);
  auto *record = dyn_cast_or_null<clang::CXXRecordDecl>(type->getDecl()->getDefinition());
  if (!record)
    return refuse(Obstacle::UnsupportedType, written);
  if (record->isLambda())
    return refuse(Obstacle::Lambda, written);
  auto [place, isNew] = records.try_emplace(record);
  if (!isNew && place->second)
    return place->second;
  Type lowered = lowerFields(record, written);
  return records[record] = lowered;
}

Type TypeLowering::lowerFields(const clang::CXXRecordDecl *record, clang::QualType type) {
  if (record->getNumBases() != 0 || record->isPolymorphic() || !record->hasTrivialDestructor() ||
      record->hasNonTrivialCopyConstructor() || record->hasNonTrivialCopyAssignment())
    return refuse(Obstacle::NotPlain, type);
  SmallVector<StringAttr> names;
  SmallVector<Type> types;
  for (const clang::FieldDecl *field : record->fields()) {
    clang::QualType fieldType = field->getType();
    if (field->isBitField())
      return refuse(Obstacle::BitField, type);
    if (!field->getDeclName() || field->getAccess() == clang::AS_private || field->getAccess() == clang::AS_protected)
      return refuse(fieldType->isUnionType() ? Obstacle::Union : Obstacle::NotPlain, type);
    if (fieldType->isPointerType() || fieldType->isReferenceType() || fieldType->isMemberPointerType())
      return refuse(Obstacle::PointerMember, type);
    Type lowered = lower(fieldType);
    if (!lowered)
      return {};
    names.push_back(StringAttr::get(context, field->getName()));
    types.push_back(lowered);
  }
  if (!isInHeader(record))
    sourceRecords.push_back(printName(type));
  return pullback::RecordType::get(context, printName(type), names, types);
}

//===------------------------------------------------------------------------------------------------------------===//
// Spellings
//===------------------------------------------------------------------------------------------------------------===//

static bool isStandardInteger(StringRef name) {
  if (name == "size_t" || name == "ptrdiff_t")
    return true;
  bool isSized = name.consume_back("_t") && (name.consume_front("int") || name.consume_front("uint"));
  if (!isSized)
    return false;
  name.consume_front("_fast") || name.consume_front("_least");
  return llvm::is_contained({"8", "16", "32", "64", "ptr", "max"}, name);
}

static clang::QualType getInnermost(clang::ASTContext &ast, clang::QualType type) {
  while (true) {
    if (auto *adjusted = type->getAs<clang::AdjustedType>())
      type = adjusted->getOriginalType();
    else if (!type->getAs<clang::TypedefType>() && (type->isPointerType() || type->isReferenceType()))
      type = type->getPointeeType();
    else if (auto *array = type->getAs<clang::TypedefType>() ? nullptr : ast.getAsArrayType(type))
      type = array->getElementType();
    else
      return type;
  }
}

std::string TypeLowering::getSpelling(clang::QualType type) {
  type = getInnermost(ast, type).getUnqualifiedType();
  auto *alias = type->getAs<clang::TypedefType>();
  if (!alias || !isInHeader(alias->getDecl()))
    return {};
  StringRef name = alias->getDecl()->getName();
  if (isStandardInteger(name))
    return ("std::" + name).str();
  bool isArithmetic = type->isArithmeticType() || type->isEnumeralType();
  bool isHidden =
      name.starts_with("_") || alias->getDecl()->getParentFunctionOrMethod() || isFromStandardLibrary(alias->getDecl());
  return isArithmetic && !isHidden ? alias->getDecl()->getQualifiedNameAsString() : std::string();
}

const clang::TagDecl *TypeLowering::findTypeNotInHeader(clang::QualType type) {
  type = type.getCanonicalType().getNonReferenceType();
  while (type->isPointerType() || type->isArrayType())
    type = type->isPointerType() ? type->getPointeeType() : ast.getBaseElementType(type);
  const clang::TagDecl *tag = type->getAsTagDecl();
  return tag && !isInHeader(tag) ? tag : nullptr;
}
