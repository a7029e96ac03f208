// Classes that lead back to themselves, as the nodes of lists and trees do. In such a class the pointer to it is one to
// a name of the class, since the types of fields are part of a record's type:
//
//   struct Node {                           !pb.record<"Node", ["value", "next"],
//     double value;                   ->      (f64, !pb.ptr<!pb.record<"name of Node", [], ()>>)>
//     Node *next;
//   };
//
// Values have the type with the class itself in its place: what takes the place of such a pointer casts it.
#include "Frontend/Types.h"

using namespace mlir;
using namespace pullback;

/// A name for the class that is being lowered; null for other types.
Type TypeLowering::nameBeingLowered(clang::QualType type) {
  const clang::RecordDecl *record = type->getAsRecordDecl();
  record = record ? record->getDefinition() : nullptr;
  auto known = records.find(record);
  if (!record || known == records.end() || known->second)
    return {};
  std::string base = "name of " + printName(type.getUnqualifiedType()), name = base;
  for (unsigned number = 2;; ++number) {
    Type result = pullback::RecordType::get(context, name, {}, {});
    if (named.insert({result, record}).first->second == record)
      return result;
    name = base + " " + std::to_string(number);
  }
}

Type TypeLowering::getWhole(Type type) const {
  if (auto pointer = dyn_cast<PtrType>(type))
    return PtrType::get(getWhole(pointer.getPointee()), pointer.getIsConst());
  if (auto array = dyn_cast<pullback::ArrayType>(type))
    return pullback::ArrayType::get(array.getExtent(), getWhole(array.getElement()));
  auto known = named.find(type);
  Type whole = known == named.end() ? Type() : records.lookup(known->second);
  return whole ? whole : type;
}

/// A class that is being lowered leads back to itself.
Type TypeLowering::refuseUnlessKnown(clang::QualType type, Type known) {
  isEntangled |= !known;
  return known ? known : refuse(Obstacle::PointerMember, type);
}

/// A class may lead to others that have it as a member, as std::unique_ptr<Node> to a Node with such pointers: these
/// are lowered first.
Type TypeLowering::lowerRecord(const clang::RecordType *type) {
  Type lowered = lowerRecordOnce(type);
  const clang::RecordDecl *record = type->getDecl()->getDefinition();
  if (lowered || !record || !isEntangled || !untangled.insert(record).second)
    return lowered;
  auto lowerFirst = [&](clang::QualType target) {
    while (target->isPointerType() || target->isReferenceType() || target->isArrayType())
      target = target->isArrayType() ? ast.getBaseElementType(target) : target->getPointeeType();
    if (auto *other = target->getAs<clang::RecordType>(); other && other->getDecl()->getDefinition() != record)
      lower(clang::QualType(other, 0));
  };
  clang::QualType written(type, 0);
  if (std::optional<clang::QualType> element = getVectorElement(written))
    lowerFirst(*element);
  else if (std::optional<clang::QualType> pointee = getSmartPointee(written))
    lowerFirst(*pointee);
  else
    for (const clang::FieldDecl *field : record->fields())
      lowerFirst(field->getType());
  isEntangled = false;
  lowered = lowerRecordOnce(type);
  untangled.erase(record);
  return lowered;
}

/// True if what objects of `type` hold, or lead to, is of the class `target`.
static bool leadsTo(const clang::ASTContext &ast, clang::QualType type, const clang::CXXRecordDecl *target,
                    llvm::SmallPtrSetImpl<const clang::CXXRecordDecl *> &seen) {
  while (type->isPointerType() || type->isReferenceType() || type->isArrayType())
    type = type->isArrayType() ? ast.getBaseElementType(type) : type->getPointeeType();
  if (std::optional<clang::QualType> element = TypeLowering::getVectorElement(type))
    return leadsTo(ast, *element, target, seen);
  if (std::optional<clang::QualType> pointee = TypeLowering::getSmartPointee(type))
    return leadsTo(ast, *pointee, target, seen);
  const auto *record = type->getAsCXXRecordDecl();
  record = record ? record->getDefinition() : nullptr;
  if (!record || TypeLowering::isFromStandardLibrary(record))
    return false;
  if (record == target)
    return true;
  auto leads = [&](clang::QualType inner) { return leadsTo(ast, inner, target, seen); };
  return seen.insert(record).second &&
         (llvm::any_of(record->bases(), [&](auto &base) { return leads(base.getType()); }) ||
          llvm::any_of(record->fields(), [&](auto *field) { return leads(field->getType()); }));
}

bool TypeLowering::leadsToItself(clang::QualType type) const {
  type = ast.getBaseElementType(type.getNonReferenceType());
  if (std::optional<clang::QualType> element = getVectorElement(type))
    return leadsToItself(*element);
  const auto *record = type->getAsCXXRecordDecl();
  record = record ? record->getDefinition() : nullptr;
  if (!record || isFromStandardLibrary(record))
    return false;
  return llvm::any_of(record->fields(), [&](auto *field) {
    llvm::SmallPtrSet<const clang::CXXRecordDecl *, 4> seen;
    return leadsTo(ast, field->getType(), record, seen);
  });
}
