// Bit-fields: members that hold as many bits as the class says.
//
//   struct M {unsigned given : 1;};   !pb.record<"M", ["given"], (!pb.int<"int", 32, true>)>
//   m.given                      ->   pb.load, and a conversion to unsigned where one is wanted
//   m.given = n                  ->   pb.store of n & 1
//
// Such a member computes as an int if an int has all its values, whatever type it is declared with; the field of the
// record has the type in which it computes, so that what generated code reads of the caller's own class has the type
// that the IR says. What is written is cut to the bits first: generated code has a class of its own with ordinary
// members for one that it cannot name. No member has its address taken.
//
// Not handled, refused: members of more than 32 bits, and without a name; a choice between two of them by ?: as a
// place; writing numbers of unknown values to those with a sign, or of enumerations, of classes that generated code
// names.
#include "Frontend/FunctionLowering.h"

using namespace mlir;
using namespace pullback;

/// The type in which the member computes, or null. A named enumeration computes as itself, without a look at the bits.
static Type getComputedType(clang::QualType declared, Type lowered, Type underlying, unsigned width) {
  auto integer = dyn_cast<pullback::IntType>(lowered);
  bool isNamed = declared->isEnumeralType() && lowered != underlying;
  if (!integer || isNamed)
    return integer || lowered.isInteger(1) ? lowered : Type();
  constexpr unsigned bitsOfInt = 32;
  bool isFixed = declared->isEnumeralType() && declared->castAs<clang::EnumType>()->getDecl()->isFixed();
  if (width > bitsOfInt || (declared->isEnumeralType() && (isFixed || width == bitsOfInt)))
    return {};
  if (width < bitsOfInt || integer.getIsSigned())
    return getIntType(lowered.getContext());
  return integer.getWidth() == bitsOfInt ? lowered : Type();
}

std::optional<TypeLowering::BitField> TypeLowering::lowerBitField(const clang::FieldDecl *field) {
  clang::QualType type = field->getType();
  unsigned width = field->isUnnamedBitField() ? 0 : field->getBitWidthValue(ast);
  Type declared = width != 0 && !type.isVolatileQualified() ? lower(type) : Type();
  auto *enumeration = type->getAs<clang::EnumType>();
  Type underlying = declared && enumeration ? lower(enumeration->getDecl()->getIntegerType()) : declared;
  Type computed = declared ? getComputedType(type, declared, underlying, width) : Type();
  if (!computed) {
    refuse(Obstacle::BitField, ast.getRecordType(field->getParent()));
    return std::nullopt;
  }
  return BitField{declared, computed, width, type->isSignedIntegerOrEnumerationType()};
}

const TypeLowering::BitField *TypeLowering::findBitField(Value place) const {
  auto field = place.getDefiningOp<FieldOp>();
  auto record = field ? dyn_cast<pullback::RecordType>(cast<PtrType>(field.getPointer().getType()).getPointee())
                      : pullback::RecordType();
  auto found = record ? bitFields.find({record, field.getNameAttr()}) : bitFields.end();
  return found == bitFields.end() ? nullptr : &found->second;
}

Value FunctionLowering::withoutDeclaredType(Value value) {
  auto cast = value.getDefiningOp<CastOp>();
  auto load = cast ? cast.getOperand().getDefiningOp<LoadOp>() : LoadOp();
  const TypeLowering::BitField *bits = load ? module.getTypes().findBitField(load.getPointer()) : nullptr;
  return bits && bits->declared == cast.getType() ? load.getResult() : value;
}

/// The number that a member with a sign keeps of `value`: the bit of the sign counts negative.
static APInt keepBits(const APInt &value, const TypeLowering::BitField &bits) {
  unsigned width = value.getBitWidth();
  APInt kept = value.trunc(bits.width);
  return bits.isSigned ? kept.sext(width) : kept.zext(width);
}

/// True if the bits of a member have all that `value` can be: a truth value, or a member of no more bits.
bool FunctionLowering::fitsIn(Value value, const TypeLowering::BitField &bits) {
  auto load = withoutDeclaredType(value).getDefiningOp<LoadOp>();
  if (const TypeLowering::BitField *other = load ? module.getTypes().findBitField(load.getPointer()) : nullptr)
    return other->isSigned == bits.isSigned ? other->width <= bits.width
                                            : !other->isSigned && other->width < bits.width;
  auto cast = value.getDefiningOp<CastOp>();
  while (cast && isa_and_nonnull<CastOp>(cast.getOperand().getDefiningOp()) &&
         isa<pullback::IntType>(cast.getOperand().getType()))
    cast = cast.getOperand().getDefiningOp<CastOp>();
  return cast && cast.getOperand().getType().isInteger(1) && (!bits.isSigned || bits.width > 1);
}

Value FunctionLowering::cutToBits(Location location, Value value, const TypeLowering::BitField &bits, Value place) {
  auto type = dyn_cast<pullback::IntType>(bits.computed);
  if (!type || bits.width >= type.getWidth() || fitsIn(value, bits))
    return convert(location, value, bits.computed);
  if (auto constant = value.getDefiningOp<ConstantOp>()) {
    APInt number = cast<IntegerAttr>(constant.getValue()).getValue().sextOrTrunc(type.getWidth());
    APInt kept = keepBits(number, bits);
    return kept == number && constant.getType() == type ? value : makeInteger(location, type, kept);
  }
  auto field = place.getDefiningOp<FieldOp>();
  auto record = cast<pullback::RecordType>(cast<PtrType>(field.getPointer().getType()).getPointee());
  bool isOwn = llvm::is_contained(module.getTypes().getSourceRecords(), record.getName());
  if (type != getIntType(builder.getContext()) || (bits.isSigned && !isOwn)) {
    report(Obstacle::BitField, current ? current->getSourceRange() : declaration->getSourceRange(),
           "what is written to a bit-field");
    return {};
  }
  value = convert(location, value, type);
  Value mask = makeInteger(location, type, APInt::getLowBitsSet(type.getWidth(), bits.width));
  Value kept = builder.create<BinaryOp>(location, BinaryKind::And, value, mask);
  if (!bits.isSigned)
    return kept;
  // (n ^ s) - s with the bit of the sign s is n where the bit is not set, and n - 2 s where it is.
  Value sign = makeInteger(location, type, APInt::getOneBitSet(type.getWidth(), bits.width - 1));
  Value flipped = builder.create<BinaryOp>(location, BinaryKind::Xor, kept, sign);
  return builder.create<BinaryOp>(location, BinaryKind::Sub, flipped, sign);
}
