// Values as expressions, and addresses as what C++ or C writes for them: `x[i]`, `p->f`, `c.f`, `a[i][j]`, `*p`.
//
// Every expression that value() returns has exactly the type of the IR's value. Where a conversion that the language
// does by itself is meant, assigned(), index() and operands() leave the cast out.
#include "Emit/Lowering.h"

#include "Emit/Literals.h"
#include "Emit/Types.h"
#include "IR/Text.h"

using namespace mlir;
using namespace pullback;
using namespace pullback::emit;

Expr *Lowering::fail(Operation *op, StringRef reason) {
  if (!failed)
    op->emitError() << "cannot print '" << op->getName() << "' as " << (code.isC() ? "C: " : "C++: ") << reason
                    << " [unprintable]";
  failed = true;
  return code.makeText("0");
}

Expr *Lowering::value(Value value) {
  Operation *op = value.getDefiningOp();
  if (isa<PtrType>(value.getType()))
    return pointer(value);
  if (op && folding->isInline(op))
    return build(op);
  return name(value);
}

/// The parts of std::complex can be read by members of those names.
static bool isComplexPart(FieldOp field) {
  auto record = dyn_cast<RecordType>(cast<PtrType>(field.getPointer().getType()).getPointee());
  return record && record.getName().starts_with("std::complex<");
}

static bool isString(FieldOp field) { return isStringRecord(cast<PtrType>(field.getPointer().getType()).getPointee()); }

/// `kind == "call"`
static bool isTextQuestion(FieldOp field) { return isString(field) && isTextComparison(field.getName()); }

/// `creal`, `cimagf`
static std::string getPartFunction(FieldOp part) {
  Type type = cast<PtrType>(part.getType()).getPointee();
  return ("c" + part.getName() + (type.isF32() ? "f" : type.isF64() ? "" : "l")).str();
}

static bool isArithmetic(Operation *op) { return op->getDialect()->getNamespace() == "arith"; }

//===------------------------------------------------------------------------------------------------------------===//
// Eigen
//===------------------------------------------------------------------------------------------------------------===//

static RecordType getEigenRecord(FieldOp field) {
  auto record = dyn_cast<RecordType>(cast<PtrType>(field.getPointer().getType()).getPointee());
  return record && record.getName().starts_with("Eigen::") ? record : RecordType();
}

/// The coefficients of a matrix or vector of the caller, which the object itself gives access to.
static bool isEigenContent(FieldOp field) {
  return getEigenRecord(field) && isa<StackType>(cast<PtrType>(field.getType()).getPointee());
}

/// How many rows or columns such a matrix has.
static bool isEigenSize(FieldOp field) {
  return getEigenRecord(field) && isa<IntType>(cast<PtrType>(field.getType()).getPointee());
}

bool Lowering::isOfEigen(Value stack) {
  auto field = stack.getDefiningOp<FieldOp>();
  return field && isEigenContent(field);
}

/// True for a matrix, which has no [].
static bool holdsMatrix(Value stack) {
  auto field = stack.getDefiningOp<FieldOp>();
  return field && isEigenContent(field) && !getEigenRecord(field).getName().contains("Vector");
}

/// The matrix of Eigen whose coefficients lie behind `first`, which take a () there; null for other places.
static Value getEigenMatrix(Value first) {
  auto decay = first.getDefiningOp<DecayOp>();
  auto field = decay ? decay.getPointer().getDefiningOp<FieldOp>() : FieldOp();
  auto record = field ? dyn_cast<RecordType>(cast<PtrType>(field.getPointer().getType()).getPointee()) : RecordType();
  bool isMatrix = record && record.getName().starts_with("Eigen::") && !record.getName().contains("Vector");
  return isMatrix ? field.getPointer() : Value();
}

Expr *Lowering::build(Operation *op) {
  if (auto load = dyn_cast<LoadOp>(op)) {
    auto part = load.getPointer().getDefiningOp<FieldOp>();
    if (part && folding->isInline(part) && isComplexPart(part))
      return code.isC() ? code.call(getPartFunction(part), {place(part.getPointer())})
                        : code.make(Expr::Method, part.getName(), {place(part.getPointer())});
    if (part && folding->isInline(part) && isTextQuestion(part)) {
      auto [comparison, text] = part.getName().split(' ');
      return code.binary(comparison, place(part.getPointer()), code.makeText(text));
    }
    if (part && folding->isInline(part) && isEigenSize(part))
      return code.make(Expr::Method, part.getName(), {place(part.getPointer())});
    return place(load.getPointer());
  }
  if (auto branch = dyn_cast<scf::IfOp>(op))
    return buildConditional(branch.getCondition(), branch.thenYield().getOperand(0), branch.elseYield().getOperand(0));
  if (auto size = dyn_cast<StackSizeOp>(op)) {
    if (isOptional(size.getStack()))
      return code.cast("std::size_t", code.make(Expr::Method, "has_value", {place(size.getStack())}));
    Expr *number = sizeOf(place(size.getStack()));
    return isOfEigen(size.getStack()) ? code.cast("std::size_t", number) : number;
  }
  if (auto difference = dyn_cast<PtrDiffOp>(op)) {
    Expr *result = code.binary("-", pointer(difference.getLhs()), pointer(difference.getRhs()));
    bool isPtrdiff = difference.getType() == getPtrdiffType(op->getContext());
    return isPtrdiff ? result : code.cast(spellType(difference.getType(), code.language), result);
  }
  if (auto element = dyn_cast<ElementOp>(op)) {
    Expr *first = pointer(element.getPointer());
    std::optional<int64_t> number = getConstantInt(element.getIndex());
    if (getWalkedExtent(element) && folding->isInline(op)) // from here on into other rows
      return code.make(Expr::AddressOf, "", {this->element(first, code.makeText("0"))});
    if (number == 0)
      return first;
    return number && *number < 0 ? code.binary("-", first, code.makeText(std::to_string(-*number)))
                                 : code.binary("+", first, index(element.getIndex()));
  }
  if (auto room = dyn_cast<RoomOp>(op); room && code.isC())
    return code.call("pullback_room", {index(room.getCount()), sizeOfType(room.getElement())});
  if (auto room = dyn_cast<RoomOp>(op))
    return code.call("roomFor<" + spellType(room.getElement(), code.language) + ">", {index(room.getCount())});
  if (isArithmetic(op) || isa<ConstantOp, BinaryOp, UnaryOp, CmpOp, CastOp, MathOp, UndefOp>(op))
    return buildScalar(op);
  if (op->getNumResults() == 1 && isa<PtrType>(op->getResult(0).getType()))
    return pointer(op->getResult(0));
  return fail(op, "it has no form of an expression");
}

/// Whether the module names the field in one of its lists.
static bool isListed(FieldOp field, StringRef list) {
  auto names = field->getParentOfType<ModuleOp>()->getAttrOfType<ArrayAttr>(list);
  auto record = dyn_cast<RecordType>(cast<PtrType>(field.getPointer().getType()).getPointee());
  if (!names || !record)
    return false;
  std::string name = (record.getName() + "::" + field.getName()).str();
  return llvm::is_contained(names.getAsValueRange<StringAttr>(), name);
}

/// A member that only the class itself and its friends reach.
static bool isPrivate(FieldOp field) { return isListed(field, "pb.private_fields"); }

Expr *Lowering::storedInBits(FieldOp field, Value value, Expr *stored) {
  auto limits = field ? field->getParentOfType<ModuleOp>()->getAttrOfType<ArrayAttr>("pb.bit_fields") : ArrayAttr();
  auto record = limits ? dyn_cast<RecordType>(cast<PtrType>(field.getPointer().getType()).getPointee()) : RecordType();
  if (!record)
    return stored;
  std::string start = (record.getName() + "::" + field.getName() + "=").str();
  Operation *op = value.getDefiningOp();
  op = op && folding->isInline(op) ? op : nullptr;
  auto conversion = dyn_cast_or_null<CastOp>(op);
  bool isSmall = literal(value) || (conversion && conversion.getOperand().getType().isInteger(1));
  for (StringRef limit : limits.getAsValueRange<StringAttr>()) {
    int64_t largest;
    if (!limit.consume_front(start) || limit.getAsInteger(10, largest))
      continue;
    auto cut = dyn_cast_or_null<BinaryOp>(op);
    bool isCut = cut && cut.getKind() == BinaryKind::And && getConstantInt(cut.getRhs()) == largest;
    Expr *mask = code.makeText(limit.str() + "U"); // of an int, gcc does not see how large the outcome is
    return isSmall ? stored : code.binary("&", isCut ? this->value(cut.getLhs()) : stored, mask);
  }
  return stored;
}

/// A base of a class, whose members are written like the class's own.
static bool isBase(FieldOp field) { return isListed(field, "pb.base_fields"); }

/// True where the number that is converted reaches the same element: all of it is kept, or is the same modulo 2^64, as
/// addresses are. `(unsigned char)c` and `(int)u` may be other numbers. What bits are shifted by is not negative.
static bool isSameIndex(CastOp cast, bool isAmount) {
  auto from = dyn_cast<pullback::IntType>(cast.getOperand().getType());
  auto to = dyn_cast<pullback::IntType>(cast.getType());
  if (!from || !to || isEnum(from) || from.getWidth() > to.getWidth())
    return false;
  bool isWidened = !from.getIsSigned() && to.getWidth() > from.getWidth();
  return isAmount || to.getWidth() == 64 || from.getIsSigned() == to.getIsSigned() || isWidened;
}

Expr *Lowering::index(Value value, bool isAmount) {
  if (Expr *constant = literal(value)) {
    makeBare(constant);
    return constant;
  }
  auto cast = value.getDefiningOp<CastOp>();
  if (cast && folding->isInline(cast) && isSameIndex(cast, isAmount))
    return index(cast.getOperand(), isAmount);
  if (Expr *difference = indexDifference(value))
    return difference;
  auto type = dyn_cast<pullback::IntType>(value.getType());
  return type && type.getSpelling() == "char" ? code.cast("int", this->value(value)) // compilers warn of x[c]
                                              : this->value(value);
}

/// size_t(i) - 1 between brackets is i - 1: an index is not negative, so nothing wraps around in either type.
Expr *Lowering::indexDifference(Value value) {
  auto op = value.getDefiningOp<BinaryOp>();
  if (!op || !folding->isInline(op) || op.getKind() != BinaryKind::Sub ||
      value.getType() != getSizeType(op.getContext()))
    return nullptr;
  Value from = behindSilentCast(op.getLhs(), /*maySignChange=*/true);
  Expr *amount = from && isPromoted(from.getType()) ? literal(op.getRhs()) : nullptr;
  if (!amount)
    return nullptr;
  makeBare(amount);
  return code.binary("-", this->value(from), amount);
}

//===------------------------------------------------------------------------------------------------------------===//
// Addresses
//===------------------------------------------------------------------------------------------------------------===//

static bool namesItsObject(const Variable *variable) {
  return variable->kind == Variable::Object || variable->kind == Variable::Reference;
}

/// The elements of a std::vector or std::valarray of the caller.
static bool isElements(FieldOp field) {
  return isa<StackType>(cast<PtrType>(field.getPointer().getType()).getPointee());
}

Expr *Lowering::elementsOf(FieldOp field) {
  Expr *object = place(field.getPointer());
  if (isOptional(field.getPointer()))
    return code.make(Expr::AddressOf, "", {code.make(Expr::Deref, "", {object})});
  auto stack = cast<StackType>(cast<PtrType>(field.getPointer().getType()).getPointee());
  return stack.getContainer() == "valarray" ? code.call("std::begin", {object})
                                            : code.make(Expr::Method, "data", {object});
}

/// The elements of a vector that are arrays: a std::array is an array and nothing else.
Expr *Lowering::asArrays(Value pointer, Expr *data) {
  Type type = pointer.getType();
  bool isWrapped = !code.isC() && isa<pullback::ArrayType>(cast<PtrType>(type).getPointee());
  return isWrapped ? code.call("reinterpret_cast<" + spellType(type, code.language) + ">", {data}) : data;
}

Expr *Lowering::pointer(Value value) {
  if (auto found = objects.find(value); found != objects.end()) {
    Expr *object = code.makeName(found->second);
    if (found->second->kind == Variable::Vector)
      return found->second->isValarray ? code.call("std::begin", {object}) : asArrays(value, dataOf(object));
    return namesItsObject(found->second) ? code.addressOf(object) : object;
  }
  Operation *op = value.getDefiningOp();
  if (!op || (!folding->isInline(op) && op->getNumRegions() != 0))
    return name(value);
  if (!folding->isInline(op)) {
    Variable *own = variable(value);
    return own->kind == Variable::Reference ? code.addressOf(code.makeName(own)) : code.makeName(own);
  }
  if (auto decay = dyn_cast<DecayOp>(op)) {
    Expr *array = place(decay.getPointer());
    return liesInVector(decay.getPointer()) ? code.make(Expr::Method, "data", {array}) : array;
  }
  if (auto data = dyn_cast<StackDataOp>(op)) {
    bool isPacked = !code.isC() && cast<PtrType>(data.getType()).getPointee().isInteger(1); // std::vector<bool>
    return isPacked ? code.make(Expr::Method, "begin", {place(data.getStack())})
                    : asArrays(value, dataOf(place(data.getStack())));
  }
  if (auto conversion = dyn_cast<CastOp>(op)) {
    Expr *operand = pointer(conversion.getOperand());
    return needsCastInC(conversion) ? code.cast(spellType(conversion.getType(), code.language), operand) : operand;
  }
  if (auto global = dyn_cast<GlobalOp>(op); global && isText(global))
    return code.makeText(global.getName());
  if (auto field = dyn_cast<FieldOp>(op); field && isElements(field))
    return elementsOf(field);
  if (auto field = dyn_cast<FieldOp>(op); field && field.getName() == kTextItself && isString(field))
    return place(field.getPointer());
  if (auto field = dyn_cast<FieldOp>(op); field && field.getName() == kTextPointer && isString(field))
    return code.make(Expr::Method, kTextPointer, {place(field.getPointer())});
  if (isa<FieldOp, GlobalOp>(op))
    return code.addressOf(place(value));
  if (isa<NullOp, UndefOp>(op))
    return makeZero(code, value.getType());
  return build(op);
}

/// The elements of a growable buffer.
Expr *Lowering::dataOf(Expr *stack) {
  return code.isC() ? code.member(stack, "data") : code.make(Expr::Method, "data", {stack});
}

Expr *Lowering::sizeOf(Expr *stack) {
  return code.isC() ? code.member(stack, "size") : code.make(Expr::Method, "size", {stack});
}

/// `((double*)&z)[0]`: a complex number may be read as an array of both of its parts.
Expr *Lowering::complexPartInC(FieldOp field) {
  Expr *parts = code.cast(spellType(field.getType(), code.language), pointer(field.getPointer()));
  return code.make(Expr::Index, "", {parts, code.makeText(field.getName() == "real" ? "0" : "1")});
}

/// C adds const to what a pointer leads to, but not to the elements of an array there.
bool Lowering::needsCastInC(CastOp conversion) {
  auto from = dyn_cast<PtrType>(conversion.getOperand().getType()), to = dyn_cast<PtrType>(conversion.getType());
  bool isDeep = from && to && isa<pullback::ArrayType, PtrType>(to.getPointee());
  return code.isC() && isDeep && (from.getPointee() != to.getPointee() || from.getIsConst() != to.getIsConst());
}

/// `array[index]`; `a.data()[index]` is `a[index]`.
Expr *Lowering::element(Expr *array, Expr *index) {
  if (array->kind == Expr::Call && StringRef(array->text).starts_with("reinterpret_cast<"))
    array = array->operands[0];
  if (array->kind == Expr::AddressOf && array->operands[0]->kind == Expr::Deref) // of a std::optional
    return array->operands[0];
  bool isData = (array->kind == Expr::Method && array->text == "data") ||
                (array->kind == Expr::Call && array->text == "std::begin");
  return code.make(Expr::Index, "", {isData ? array->operands[0] : array, index});
}

/// `index + by`, where a number that is added already takes it.
Expr *Lowering::shift(Expr *index, int64_t by) {
  auto getNumber = [](const Expr *expr, int64_t &number) {
    StringRef digits = expr->isLiteral() ? expr->bareText : expr->text;
    return expr->kind == Expr::Text && !digits.getAsInteger(10, number);
  };
  int64_t number;
  if (getNumber(index, number))
    return code.makeText(std::to_string(number + by));
  bool isSum = index->kind == Expr::Binary && (index->text == "+" || index->text == "-");
  if (isSum && getNumber(index->operands[1], number)) {
    by += index->text == "+" ? number : -number;
    index = index->operands[0];
  }
  return by == 0 ? index : code.binary(by < 0 ? "-" : "+", index, code.makeText(std::to_string(std::abs(by))));
}

/// True if what is written for `value` computes with signs alone. Conversions to wider numbers are left out.
bool Lowering::isWrittenWithSign(Value value) const {
  Operation *op = value.getDefiningOp();
  if (op && folding->isInline(op) && isa<CastOp, BinaryOp, UnaryOp>(op))
    return llvm::all_of(op->getOperands(), [&](Value operand) { return isWrittenWithSign(operand); });
  auto type = dyn_cast<pullback::IntType>(value.getType());
  return type && type.getIsSigned();
}

/// `w[k - 1]`, where `w - 1` is a pointer to an array whose first element has the number 1; null elsewhere.
Expr *Lowering::elementOfShifted(ElementOp element) {
  auto inner = withoutCasts(element.getPointer()).getDefiningOp<ElementOp>();
  std::optional<int64_t> by = inner && folding->isInline(inner) ? getConstantInt(inner.getIndex()) : std::nullopt;
  if (!by || !isWrittenWithSign(element.getIndex()) || objects.contains(element.getPointer()) || getWalkedExtent(inner))
    return nullptr;
  Expr *first = pointer(inner.getPointer());
  return first->kind == Expr::Name ? this->element(first, shift(index(element.getIndex()), *by)) : nullptr;
}

/// What `address` is without conversions of pointers that are written in place.
Value Lowering::withoutCasts(Value address) {
  while (isa_and_nonnull<CastOp>(address.getDefiningOp()) && folding->isInline(address.getDefiningOp()) &&
         !objects.contains(address))
    address = address.getDefiningOp()->getOperand(0);
  return address;
}

/// The vector, or growable buffer, whose first element is at `address`; null elsewhere.
Expr *Lowering::vectorAt(Value address) {
  auto vector = objects.find(address);
  if (vector != objects.end())
    return vector->second->kind == Variable::Vector ? code.makeName(vector->second) : nullptr;
  auto data = withoutCasts(address).getDefiningOp<StackDataOp>();
  return data && folding->isInline(data) ? place(data.getStack()) : nullptr;
}

/// `v[first + index]`, where what `element` is an element of is a place in a vector; null elsewhere.
Expr *Lowering::elementOfVector(ElementOp element) {
  auto inner = withoutCasts(element.getPointer()).getDefiningOp<ElementOp>();
  Expr *elements = inner && folding->isInline(inner) ? vectorAt(inner.getPointer()) : nullptr;
  if (!elements)
    return nullptr;
  std::optional<int64_t> known = getConstantInt(inner.getIndex());
  if (inner.getIndex().getType() != getSizeType(element.getContext()) && !known)
    return nullptr;
  if (code.isC())
    elements = dataOf(elements);
  if (known == 0)
    return this->element(elements, index(element.getIndex()));
  Expr *sum = this->value(inner.getIndex());
  if (getConstantInt(element.getIndex()) != 0)
    sum = code.binary("+", sum, index(element.getIndex()));
  return this->element(elements, sum);
}

/// True for an array, or one inside, that is an element of a vector: a vector holds arrays as std::array.
bool Lowering::liesInVector(Value array) {
  if (code.isC())
    return false;
  while (Operation *op = array.getDefiningOp()) {
    if (auto found = objects.find(array); found != objects.end() || !folding->isInline(op))
      return found != objects.end() && found->second->kind == Variable::Vector;
    if (isa<StackDataOp>(op))
      return true;
    if (!isa<ElementOp, DecayOp, CastOp>(op))
      return false;
    array = op->getOperand(0);
  }
  return false;
}

/// std::array holds an array that only data() and [] reach.
static bool isStdArray(FieldOp field) {
  auto record = dyn_cast<RecordType>(cast<PtrType>(field.getPointer().getType()).getPointee());
  return record && (record.getName().starts_with("std::array<") || record.getName().starts_with("Eigen::"));
}

/// Which element of `object`, a tuple or a part of one, a member of the library's classes is: 1 of
/// `std::_Head_base<1, double, false>` if the object is the whole tuple.
static std::optional<unsigned> getTupleIndex(FieldOp field, Value object) {
  std::optional<TuplePart> head = getTuplePart(cast<PtrType>(field.getPointer().getType()).getPointee());
  if (!head)
    return std::nullopt;
  std::optional<TuplePart> part = getTuplePart(cast<PtrType>(object.getType()).getPointee());
  return head->first - (part ? part->first : 0);
}

Expr *Lowering::member(FieldOp field) {
  Value object = field.getPointer();
  for (auto base = object.getDefiningOp<FieldOp>();
       base && folding->isInline(base) && !objects.contains(object) && isBase(base);
       base = object.getDefiningOp<FieldOp>())
    object = base.getPointer();
  if (isPrivate(field))
    return code.call(("private_members::" + field.getName()).str(), {place(object)});
  if (!isBase(field)) {
    std::optional<unsigned> index = getTupleIndex(field, object);
    return index ? code.call("std::get<" + std::to_string(*index) + ">", {place(object)})
                 : code.member(place(object), field.getName());
  }
  auto type = cast<PtrType>(field.getType());
  std::string base = cast<RecordType>(type.getPointee()).getName().str();
  return code.call("static_cast<" + std::string(type.getIsConst() ? "const " : "") + base + "&>", {place(object)});
}

Expr *Lowering::place(Value value) {
  if (auto found = objects.find(value); found != objects.end()) {
    Expr *object = code.makeName(found->second);
    if (namesItsObject(found->second))
      return object;
    if (found->second->kind == Variable::Vector && code.isC())
      return code.dereference(dataOf(object));
    if (found->second->kind == Variable::Vector || isa_and_nonnull<AllocOp>(value.getDefiningOp()))
      return code.make(Expr::Index, "", {object, code.makeText("0")});
    return code.dereference(object);
  }
  Operation *op = value.getDefiningOp();
  if (op && folding->isInline(op)) {
    if (auto element = dyn_cast<ElementOp>(op)) {
      Value base = element.getPointer();
      if (Expr *summed = elementOfVector(element))
        return summed;
      if (Expr *shifted = elementOfShifted(element))
        return shifted;
      if (code.isC())
        return this->element(pointer(withoutCasts(base)), index(element.getIndex()));
      if (Value matrix = getEigenMatrix(base); matrix && !objects.contains(base))
        return code.make(Expr::Apply, "", {place(matrix), index(element.getIndex())});
      if (auto first = base.getDefiningOp<FieldOp>(); first && isElements(first) && holdsMatrix(first.getPointer()))
        return code.make(Expr::Apply, "", {place(first.getPointer()), index(element.getIndex())});
      auto found = objects.find(base);
      Expr *array = found != objects.end() && found->second->kind == Variable::Vector ? code.makeName(found->second)
                    : base.getDefiningOp<StackDataOp>() ? place(base.getDefiningOp()->getOperand(0))
                                                        : pointer(base);
      return this->element(array, index(element.getIndex()));
    }
    if (auto decay = dyn_cast<DecayOp>(op))
      return this->element(place(decay.getPointer()), code.makeText("0"));
    if (auto data = dyn_cast<StackDataOp>(op); data && !code.isC())
      return code.make(Expr::Index, "", {place(data.getStack()), code.makeText("0")});
    if (auto field = dyn_cast<FieldOp>(op); field && isElements(field))
      return element(elementsOf(field), code.makeText("0"));
    if (auto field = dyn_cast<FieldOp>(op); field && isEigenContent(field))
      return place(field.getPointer());
    if (auto field = dyn_cast<FieldOp>(op); field && isStdArray(field))
      return code.make(Expr::Method, "data", {place(field.getPointer())});
    if (auto field = dyn_cast<FieldOp>(op); field && isComplexPart(field) && code.isC())
      return complexPartInC(field);
    if (auto field = dyn_cast<FieldOp>(op); field && isComplexPart(field))
      return code.call((field.getName() + "_part").str(), {place(field.getPointer())});
    if (auto field = dyn_cast<FieldOp>(op))
      return member(field);
    if (auto cast = dyn_cast<CastOp>(op))
      return place(cast.getOperand());
    bool isArray = isa<ArrayType>(cast<PtrType>(value.getType()).getPointee());
    if (auto global = dyn_cast<GlobalOp>(op); global && (isArray || !isText(global)))
      return code.makeText(global.getName());
  }
  return code.dereference(pointer(value));
}

Expr *Lowering::argument(FuncOp callee, unsigned index, Value operand) {
  bool isObject = (callee.getArgAttr(index, "pb.ref") && !code.isC()) || callee.getArgAttr(index, "pb.byval");
  if (!isObject)
    return value(operand);
  auto type = cast<PtrType>(operand.getType());
  if (!isa<pullback::ArrayType>(type.getPointee()) || !liesInVector(operand))
    return place(operand);
  std::string array = spellType(type, code.language);
  array.replace(array.find("(*"), 2, "(&");
  return code.call("reinterpret_cast<" + array + ">", {place(operand)});
}
