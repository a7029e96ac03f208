// Members that share their memory, and are numbers of one type: each is another name of the same number.
//
//   union { struct { float x, y, z; }; float v[3]; };   ->   the field "v", an array; `x` is its first element
//   union { double x, r; };                             ->   the field "x"; `r` is another name of it
//   struct { double x, y; };                            ->   the fields "x" and "y" of the class around it
//
// Not handled, refused: unions of numbers of different types or numbers, and parts of them that are objects.
#include "Frontend/Types.h"

using namespace mlir;
using namespace pullback;

namespace {

/// The members of a union that stand for all of them: an array, or numbers.
struct Shared {
  const clang::FieldDecl *array = nullptr;
  SmallVector<const clang::FieldDecl *> numbers;
};

/// What an object is made of, if that is numbers of one type.
class NumberCount {
public:
  explicit NumberCount(const clang::ASTContext &ast) : ast(ast) {}
  bool add(clang::QualType type);
  /// True if there is nothing between the numbers of an object of this type, as alignment may ask for.
  bool fill(clang::QualType type) const {
    return ast.getTypeSizeInChars(type).getQuantity() == ast.getTypeSizeInChars(number).getQuantity() * int64_t(count);
  }

  uint64_t count = 0;

private:
  bool addUnion(const clang::RecordDecl *record);

  const clang::ASTContext &ast;
  clang::QualType number;
};

} // namespace

bool NumberCount::add(clang::QualType type) {
  type = type.getCanonicalType().getUnqualifiedType();
  if (const auto *array = ast.getAsConstantArrayType(type)) {
    uint64_t before = count;
    bool isKnown = add(array->getElementType());
    count = before + (count - before) * array->getSize().getZExtValue();
    return isKnown;
  }
  if (type->isRealFloatingType() || type->isIntegerType()) {
    bool isSame = number.isNull() || number == type;
    number = type;
    ++count;
    return isSame;
  }
  const clang::RecordDecl *record = type->getAsRecordDecl();
  record = record ? record->getDefinition() : nullptr;
  auto *derived = dyn_cast_or_null<clang::CXXRecordDecl>(record);
  if (!record || record->field_empty() || (derived && (derived->getNumBases() != 0 || derived->isPolymorphic())))
    return false;
  if (record->isUnion())
    return addUnion(record);
  return llvm::all_of(record->fields(), [&](auto *field) { return !field->isBitField() && add(field->getType()); });
}

/// All members have to be made of the same numbers.
bool NumberCount::addUnion(const clang::RecordDecl *record) {
  uint64_t before = count, size = 0;
  for (const clang::FieldDecl *field : record->fields()) {
    count = before;
    if (field->isBitField() || !add(field->getType()) || (size != 0 && count - before != size))
      return false;
    size = count - before;
  }
  return true;
}

static std::optional<Shared> findShared(const clang::RecordDecl *record) {
  const clang::ASTContext &ast = record->getASTContext();
  NumberCount all(ast);
  bool areNumbers = !record->field_empty() && all.add(ast.getRecordType(record));
  if (!areNumbers || !all.fill(ast.getRecordType(record)))
    return std::nullopt;
  Shared shared;
  for (const clang::FieldDecl *field : record->fields())
    if (const auto *array = ast.getAsConstantArrayType(field->getType());
        array && !array->getElementType()->isArrayType() && !array->getElementType()->isRecordType()) {
      shared.array = field;
      return shared;
    }
  const clang::FieldDecl *first = *record->field_begin();
  if (!first->isAnonymousStructOrUnion())
    shared.numbers.push_back(first);
  else
    llvm::append_range(shared.numbers, first->getType()->getAsRecordDecl()->getDefinition()->fields());
  bool areNamed = llvm::all_of(shared.numbers, [](auto *field) { return field->getType()->isArithmeticType(); });
  return areNamed ? std::optional(shared) : std::nullopt;
}

/// The union that a member shares memory in: directly, or as one of an anonymous struct.
static const clang::RecordDecl *findUnion(const clang::FieldDecl *field) {
  const clang::RecordDecl *record = field->getParent();
  if (!record->isUnion() && record->isAnonymousStructOrUnion())
    record = cast<clang::RecordDecl>(record->getDeclContext());
  return record->isUnion() ? record : nullptr;
}

std::optional<TypeLowering::MemberPlace> TypeLowering::findMember(const clang::FieldDecl *field) {
  if (field->isAnonymousStructOrUnion())
    return MemberPlace{"", std::nullopt}; // its members are those of the object around it
  const clang::RecordDecl *sharing = findUnion(field);
  if (!sharing)
    return MemberPlace{getFieldName(field), std::nullopt};
  std::optional<Shared> shared = findShared(sharing);
  if (!shared)
    return std::nullopt;
  if (field == shared->array)
    return MemberPlace{getFieldName(field), std::nullopt};
  if (!field->getType()->isArithmeticType())
    return std::nullopt;
  NumberCount before(ast);
  if (!field->getParent()->isUnion())
    for (const clang::FieldDecl *other : field->getParent()->fields()) {
      if (other == field)
        break;
      before.add(other->getType());
    }
  if (shared->array)
    return MemberPlace{getFieldName(shared->array), before.count};
  return MemberPlace{getFieldName(shared->numbers[before.count]), std::nullopt};
}

std::optional<SmallVector<const clang::FieldDecl *>> TypeLowering::getOwnFields(const clang::RecordDecl *record) {
  SmallVector<const clang::FieldDecl *> fields;
  if (record->isUnion()) {
    std::optional<Shared> shared = findShared(record);
    if (!shared)
      return std::nullopt;
    if (!shared->array)
      return shared->numbers;
    fields.push_back(shared->array);
    return fields;
  }
  for (const clang::FieldDecl *field : record->fields()) {
    if (!field->isAnonymousStructOrUnion()) {
      fields.push_back(field);
      continue;
    }
    auto inner = getOwnFields(field->getType()->getAsRecordDecl()->getDefinition());
    if (!inner)
      return std::nullopt;
    llvm::append_range(fields, *inner);
  }
  return fields;
}
