#include "IR/Pullback.h"

#include "IR/StorageHints.h"
#include "IR/Text.h"
#include "IR/VoidPointers.h"

#include "mlir/IR/DialectImplementation.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/FunctionImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace pullback;

#include "IR/PullbackDialect.cpp.inc"

#include "IR/PullbackEnums.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "IR/PullbackAttributes.cpp.inc"

#define GET_TYPEDEF_CLASSES
#include "IR/PullbackTypes.cpp.inc"

#define GET_OP_CLASSES
#include "IR/PullbackOps.cpp.inc"

void PullbackDialect::initialize() {
  addTypes<
#define GET_TYPEDEF_LIST
#include "IR/PullbackTypes.cpp.inc"
      >();
  addAttributes<
#define GET_ATTRDEF_LIST
#include "IR/PullbackAttributes.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "IR/PullbackOps.cpp.inc"
      >();
}

//===------------------------------------------------------------------------------------------------------------===//
// Questions
//===------------------------------------------------------------------------------------------------------------===//

bool pullback::isScalar(Type type) { return isa<FloatType, IntType, PtrType>(type) || type.isInteger(1); }

std::string pullback::getQualifier(StringRef scope) {
  std::string qualifier = scope.str();
  for (size_t at; (at = qualifier.find("inline ")) != std::string::npos;)
    qualifier.erase(at, StringRef("inline ").size());
  return qualifier;
}

IntType pullback::getSizeType(MLIRContext *context) { return IntType::get(context, "unsigned long", 64, false); }
IntType pullback::getPtrdiffType(MLIRContext *context) { return IntType::get(context, "long", 64, true); }
IntType pullback::getIntType(MLIRContext *context) { return IntType::get(context, "int", 32, true); }

bool pullback::containsPointer(Type type) {
  return type.walk([](PtrType) { return WalkResult::interrupt(); }).wasInterrupted();
}

size_t pullback::countOperations(Operation *whole) {
  size_t count = 0;
  whole->walk([&](Operation *) { ++count; });
  return count;
}

bool pullback::holdsFloat(Type type) {
  if (isa<FloatType>(type))
    return true;
  if (auto array = dyn_cast<pullback::ArrayType>(type))
    return holdsFloat(array.getElement());
  if (auto record = dyn_cast<RecordType>(type))
    return llvm::any_of(record.getFieldTypes(), holdsFloat);
  if (auto stack = dyn_cast<StackType>(type))
    return holdsFloat(stack.getElement());
  return false;
}

StringRef pullback::getVariableName(Location location) {
  if (auto name = dyn_cast<NameLoc>(location))
    return name.getName();
  if (auto call = dyn_cast<CallSiteLoc>(location))
    return getVariableName(call.getCallee());
  if (auto fused = dyn_cast<FusedLoc>(location))
    for (Location part : fused.getLocations())
      if (StringRef name = getVariableName(part); !name.empty())
        return name;
  return {};
}

StringRef pullback::getVariableName(Value value) {
  auto result = dyn_cast<OpResult>(value);
  if (!result || result.getOwner()->getNumRegions() == 0)
    return getVariableName(value.getLoc());
  Operation *op = result.getOwner();
  unsigned number = result.getResultNumber();
  if (auto loop = dyn_cast<ForOp>(op))
    return getVariableName(loop.getCarried()[number].getLoc());
  if (auto loop = dyn_cast<LoopOp>(op))
    return getVariableName(loop.getCarried()[number].getLoc());
  for (Region &region : op->getRegions())
    if (!region.empty()) {
      Value yielded = region.front().getTerminator()->getOperand(number);
      if (StringRef name = getVariableName(yielded); !name.empty() && !yielded.getDefiningOp<UndefOp>())
        return name;
    }
  return {};
}

Location pullback::nameLocation(StringRef variable, Location location) {
  if (auto name = dyn_cast<NameLoc>(location))
    location = name.getChildLoc();
  return NameLoc::get(StringAttr::get(location.getContext(), variable), location);
}

Location pullback::withoutName(Location location) {
  while (auto name = dyn_cast<NameLoc>(location))
    location = name.getChildLoc();
  return location;
}

FileLineColLoc pullback::getSourceLocation(Location location) {
  if (auto place = dyn_cast<FileLineColLoc>(location))
    return place;
  if (auto name = dyn_cast<NameLoc>(location))
    return getSourceLocation(name.getChildLoc());
  if (auto call = dyn_cast<CallSiteLoc>(location))
    return getSourceLocation(call.getCallee());
  if (auto fused = dyn_cast<FusedLoc>(location))
    for (Location part : fused.getLocations())
      if (FileLineColLoc place = getSourceLocation(part))
        return place;
  return {};
}

std::optional<int64_t> pullback::getConstantInt(Value value) {
  auto constant = value.getDefiningOp<ConstantOp>();
  if (!constant)
    return std::nullopt;
  auto attribute = dyn_cast<IntegerAttr>(constant.getValue());
  if (!attribute)
    return std::nullopt;
  auto type = cast<IntType>(value.getType());
  return type.getIsSigned() ? attribute.getValue().getSExtValue()
                            : static_cast<int64_t>(attribute.getValue().getZExtValue());
}

bool pullback::isConstantFloat(Value value, double number) {
  auto constant = value.getDefiningOp<ConstantOp>();
  if (!constant)
    return false;
  auto attribute = dyn_cast<FloatAttr>(constant.getValue());
  if (!attribute)
    return false;
  APFloat wanted(number);
  bool losesInfo = false;
  wanted.convert(attribute.getValue().getSemantics(), APFloat::rmNearestTiesToEven, &losesInfo);
  return attribute.getValue().bitwiseIsEqual(wanted);
}

//===------------------------------------------------------------------------------------------------------------===//
// Types
//===------------------------------------------------------------------------------------------------------------===//

Type PtrType::parse(AsmParser &parser) {
  Type pointee;
  bool isConst = false;
  if (parser.parseLess() || parser.parseType(pointee))
    return {};
  if (succeeded(parser.parseOptionalComma())) {
    if (parser.parseKeyword("const"))
      return {};
    isConst = true;
  }
  if (parser.parseGreater())
    return {};
  return PtrType::get(pointee, isConst);
}

void PtrType::print(AsmPrinter &printer) const { printer << "<" << getPointee() << (getIsConst() ? ", const>" : ">"); }

Type RecordType::parse(AsmParser &parser) {
  std::string name;
  SmallVector<StringAttr> names;
  SmallVector<Type> types;
  auto parseName = [&]() -> ParseResult {
    std::string field;
    if (parser.parseString(&field))
      return failure();
    names.push_back(StringAttr::get(parser.getContext(), field));
    return success();
  };
  auto parseFieldType = [&]() { return parser.parseType(types.emplace_back()); };
  if (parser.parseLess() || parser.parseString(&name) || parser.parseComma() ||
      parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, parseName) || parser.parseComma() ||
      parser.parseCommaSeparatedList(AsmParser::Delimiter::Paren, parseFieldType) || parser.parseGreater())
    return {};
  return RecordType::get(parser.getContext(), name, names, types);
}

void RecordType::print(AsmPrinter &printer) const {
  printer << "<\"" << getName() << "\", [";
  llvm::interleaveComma(getFieldNames(), printer);
  printer << "], (";
  llvm::interleaveComma(getFieldTypes(), printer);
  printer << ")>";
}

Type RecordType::getFieldType(StringRef fieldName) const {
  for (auto [name, type] : llvm::zip(getFieldNames(), getFieldTypes()))
    if (name.getValue() == fieldName)
      return type;
  return {};
}

//===------------------------------------------------------------------------------------------------------------===//
// Functions and calls
//===------------------------------------------------------------------------------------------------------------===//

void FuncOp::build(OpBuilder &builder, OperationState &state, StringRef symName, FunctionType type, StringRef cxxName,
                   StringRef cxxScope, StringRef role) {
  state.addAttribute(SymbolTable::getSymbolAttrName(), builder.getStringAttr(symName));
  state.addAttribute(getFunctionTypeAttrName(state.name), TypeAttr::get(type));
  state.addAttribute(getCxxNameAttrName(state.name), builder.getStringAttr(cxxName));
  state.addAttribute(getCxxScopeAttrName(state.name), builder.getStringAttr(cxxScope));
  state.addAttribute(getRoleAttrName(state.name), builder.getStringAttr(role));
  state.addRegion();
}

ParseResult FuncOp::parse(OpAsmParser &parser, OperationState &result) {
  auto buildFuncType = [](Builder &builder, ArrayRef<Type> argTypes, ArrayRef<Type> results,
                          function_interface_impl::VariadicFlag,
                          std::string &) { return builder.getFunctionType(argTypes, results); };
  return function_interface_impl::parseFunctionOp(parser, result, /*allowVariadic=*/false,
                                                  getFunctionTypeAttrName(result.name), buildFuncType,
                                                  getArgAttrsAttrName(result.name), getResAttrsAttrName(result.name));
}

void FuncOp::print(OpAsmPrinter &printer) {
  function_interface_impl::printFunctionOp(printer, *this, /*isVariadic=*/false, getFunctionTypeAttrName(),
                                           getArgAttrsAttrName(), getResAttrsAttrName());
}

LogicalResult FuncOp::verify() {
  if (getResultTypes().size() > 1)
    return emitOpError("has more than one result");
  if (!llvm::is_contained({"primal", "derivative", "helper", "external"}, getRole()))
    return emitOpError("has the unknown role '") << getRole() << "'";
  return success();
}

StringRef FuncOp::getArgName(unsigned index) {
  auto name = getArgAttrOfType<StringAttr>(index, "pb.name");
  return name ? name.getValue() : StringRef();
}

StringRef FuncOp::getArgRole(unsigned index) {
  auto role = getArgAttrOfType<StringAttr>(index, "pb.role");
  return role ? role.getValue() : StringRef();
}

void CallOp::build(OpBuilder &builder, OperationState &state, FuncOp callee, ValueRange operands) {
  state.addOperands(operands);
  state.addAttribute(getCalleeAttrName(state.name), SymbolRefAttr::get(callee));
  state.addTypes(callee.getResultTypes());
}

LogicalResult CallOp::verifySymbolUses(SymbolTableCollection &symbols) {
  auto callee = symbols.lookupNearestSymbolFrom<FuncOp>(*this, getCalleeAttr());
  if (!callee)
    return emitOpError("calls the unknown function ") << getCalleeAttr();
  if (TypeRange(callee.getArgumentTypes()) != TypeRange(getOperands().getTypes()))
    return emitOpError("passes arguments that do not fit ") << getCalleeAttr();
  if (TypeRange(callee.getResultTypes()) != TypeRange(getResultTypes()))
    return emitOpError("expects another result than ") << getCalleeAttr() << " has";
  return success();
}

//===------------------------------------------------------------------------------------------------------------===//
// Scalars
//===------------------------------------------------------------------------------------------------------------===//

void ConstantOp::build(OpBuilder &builder, OperationState &state, Type type, int64_t value) {
  TypedAttr attribute;
  if (auto integer = dyn_cast<IntType>(type))
    attribute = builder.getIntegerAttr(builder.getIntegerType(integer.getWidth()),
                                       APInt(integer.getWidth(), static_cast<uint64_t>(value), true));
  else
    attribute = builder.getFloatAttr(type, static_cast<double>(value));
  build(builder, state, type, attribute, StringAttr());
}

void ConstantOp::build(OpBuilder &builder, OperationState &state, Type type, const APFloat &value, StringRef spelling) {
  build(builder, state, type, builder.getFloatAttr(type, value),
        spelling.empty() ? StringAttr() : builder.getStringAttr(spelling));
}

// Floats are written as the bits of their value, so that every one survives the text: `0x3FF0...`; MLIR's own decimal
// form loses bits of x86's extended type.
void ConstantOp::print(OpAsmPrinter &printer) {
  printer << " ";
  if (auto floating = dyn_cast<FloatAttr>(getValue())) {
    SmallString<40> bits;
    floating.getValue().bitcastToAPInt().toStringUnsigned(bits, 16);
    printer << "bits \"" << bits << "\"";
  } else {
    auto integer = cast<IntegerAttr>(getValue()).getValue();
    SmallString<40> digits;
    integer.toString(digits, 10, cast<IntType>(getType()).getIsSigned());
    printer << digits;
  }
  if (getSpelling())
    printer << " spelled " << getSpellingAttr();
  printer.printOptionalAttrDict((*this)->getAttrs(), {"value", "spelling"});
  printer << " : " << getType();
}

ParseResult ConstantOp::parse(OpAsmParser &parser, OperationState &result) {
  std::string bits, spelling;
  APInt number;
  bool isFloat = succeeded(parser.parseOptionalKeyword("bits"));
  Type type;
  auto location = parser.getCurrentLocation();
  if (isFloat ? parser.parseString(&bits) : parser.parseInteger(number))
    return failure();
  if (succeeded(parser.parseOptionalKeyword("spelled"))) {
    if (parser.parseString(&spelling))
      return failure();
    result.addAttribute("spelling", parser.getBuilder().getStringAttr(spelling));
  }
  if (parser.parseOptionalAttrDict(result.attributes) || parser.parseColonType(type))
    return failure();
  if (auto floating = dyn_cast<FloatType>(type)) {
    if (!isFloat)
      return parser.emitError(location, "a floating-point constant is written as bits");
    APInt value(floating.getWidth(), 0);
    if (StringRef(bits).getAsInteger(16, value))
      return parser.emitError(location, "is not a hexadecimal number");
    result.addAttribute(
        "value", FloatAttr::get(type, APFloat(floating.getFloatSemantics(), value.zextOrTrunc(floating.getWidth()))));
  } else if (auto integer = dyn_cast<IntType>(type)) {
    if (isFloat)
      return parser.emitError(location, "an integer constant is written in decimal");
    result.addAttribute("value", IntegerAttr::get(parser.getBuilder().getIntegerType(integer.getWidth()),
                                                  number.sextOrTrunc(integer.getWidth())));
  } else {
    return parser.emitError(location, "is neither a C++ integer nor a floating-point type");
  }
  result.addTypes(type);
  return success();
}

LogicalResult ConstantOp::verify() {
  if (auto integer = dyn_cast<IntType>(getType()))
    if (auto attribute = dyn_cast<IntegerAttr>(getValue()))
      return success(attribute.getValue().getBitWidth() == integer.getWidth());
  if (isa<FloatType>(getType()) && isa<FloatAttr>(getValue()) && getValue().getType() == getType())
    return success();
  return emitOpError("holds a value that is not of its type");
}

// Subscripts of a narrower type are no other places.
Value pullback::stripCasts(Value value) {
  while (auto cast = value ? value.getDefiningOp<CastOp>() : CastOp())
    value = cast.getOperand();
  return value;
}

Value pullback::getRecordAround(Value pointer) {
  pointer = stripCasts(pointer);
  while (auto field = pointer.getDefiningOp<FieldOp>())
    pointer = stripCasts(field.getPointer());
  return pointer;
}

/// Whether others may lie beside the object that `pointer` goes to, as beside a[i], *a and v[i].a: it is no variable,
/// no member of one, and not what a reference means.
static bool isInArray(Value pointer) {
  Value owner = getRecordAround(pointer);
  if (Operation *op = owner.getDefiningOp())
    return !isa<LocalOp, GlobalOp>(op);
  auto argument = cast<BlockArgument>(owner);
  auto function = dyn_cast<FuncOp>(argument.getOwner()->getParentOp());
  return !function || !function.getArgAttr(argument.getArgNumber(), "pb.ref");
}

std::optional<int64_t> pullback::getRowExtent(Value pointer) {
  auto decay = stripCasts(pointer).getDefiningOp<DecayOp>();
  if (!decay || !isInArray(decay.getPointer()))
    return std::nullopt;
  return cast<pullback::ArrayType>(cast<PtrType>(decay.getPointer().getType()).getPointee()).getExtent();
}

std::optional<int64_t> pullback::getWalkedExtent(Value pointer) {
  auto start = stripCasts(pointer).getDefiningOp<ElementOp>();
  return start && getConstantInt(start.getIndex()) == 0 ? getRowExtent(start.getPointer()) : std::nullopt;
}

OpFoldResult ElementOp::fold(FoldAdaptor) {
  // An element of a row that does not lie beyond its end.
  std::optional<int64_t> extent = getWalkedExtent(getPointer()), known = getConstantInt(getIndex());
  if (auto start = getPointer().getDefiningOp<ElementOp>();
      start && extent && known && *known >= 0 && *known < *extent) {
    getPointerMutable().assign(start.getPointer());
    return getResult();
  }
  // The beginning of an array that has none beside it.
  if (auto start = getPointer().getDefiningOp<ElementOp>();
      start && getConstantInt(start.getIndex()) == 0 && start.getPointer().getDefiningOp<DecayOp>() && !extent) {
    getPointerMutable().assign(start.getPointer());
    return getResult();
  }
  auto cast = getIndex().getDefiningOp<CastOp>();
  auto from = cast ? dyn_cast<IntType>(cast.getOperand().getType()) : IntType();
  auto to = llvm::cast<IntType>(getIndex().getType());
  bool isSame =
      from && from.getWidth() >= 32 && from.getWidth() < to.getWidth() && (to.getIsSigned() || !from.getIsSigned());
  if (!isSame || cast->hasAttr(kStorageHint))
    return {};
  getIndexMutable().assign(cast.getOperand());
  return getResult();
}

// Unsigned arithmetic and bit operations are defined everywhere; signed arithmetic, division and shifts are not.
Speculation::Speculatability BinaryOp::getSpeculatability() {
  bool bits = llvm::is_contained({BinaryKind::And, BinaryKind::Or, BinaryKind::Xor}, getKind());
  bool wraps = llvm::is_contained({BinaryKind::Add, BinaryKind::Sub, BinaryKind::Mul}, getKind()) &&
               !cast<IntType>(getType()).getIsSigned();
  return bits || wraps ? Speculation::Speculatable : Speculation::NotSpeculatable;
}

OpFoldResult CastOp::fold(FoldAdaptor) {
  if ((*this)->hasAttr(kStorageHint))
    return {};
  if (getOperand().getType() == getType())
    return getOperand();
  auto inner = getOperand().getDefiningOp<CastOp>();
  // To void * or a name of the class and back, with const kept or added.
  auto source = inner ? dyn_cast<PtrType>(inner.getOperand().getType()) : PtrType(),
       target = dyn_cast<PtrType>(getType());
  bool isOther = source && cast<PtrType>(inner.getType()).getPointee() != source.getPointee();
  if (source && target && isOther && (source.getPointee() == target.getPointee() || isVoidPointer(target)) &&
      (target.getIsConst() || !source.getIsConst())) {
    if (source == target)
      return inner.getOperand();
    getOperandMutable().assign(inner.getOperand());
    return getResult();
  }
  // To an integer of the same or a larger width and back changes nothing.
  auto between = inner ? dyn_cast<IntType>(inner.getType()) : IntType();
  auto type = dyn_cast<IntType>(getType());
  if (between && type && inner.getOperand().getType() == type && between.getWidth() >= type.getWidth())
    return inner.getOperand();
  // The last of several decides: what is left is the number modulo two to the power of its width.
  bool isPassage = between && type && isa<IntType>(inner.getOperand().getType()) && !inner->hasAttr(kStorageHint) &&
                   between.getWidth() >= type.getWidth();
  if (!isPassage)
    return {};
  getOperandMutable().assign(inner.getOperand());
  setImplicit(getImplicit() && inner.getImplicit());
  return getResult();
}

//===------------------------------------------------------------------------------------------------------------===//
// Memory
//===------------------------------------------------------------------------------------------------------------===//

void DecayOp::build(OpBuilder &builder, OperationState &state, Value pointer) {
  auto type = cast<PtrType>(pointer.getType());
  auto array = cast<pullback::ArrayType>(type.getPointee());
  build(builder, state, PtrType::get(array.getElement(), type.getIsConst()), pointer);
}

LogicalResult DecayOp::verify() {
  auto array = dyn_cast<pullback::ArrayType>(cast<PtrType>(getPointer().getType()).getPointee());
  if (!array || array.getElement() != cast<PtrType>(getType()).getPointee())
    return emitOpError("does not yield a pointer to the array's element");
  return success();
}

LogicalResult FieldOp::verify() {
  Type pointee = cast<PtrType>(getPointer().getType()).getPointee();
  if (isa<SavedType>(pointee))
    return success();
  if (auto stack = dyn_cast<StackType>(pointee)) {
    if (getName() == kElements && stack.getElement() == cast<PtrType>(getType()).getPointee())
      return success();
    return emitOpError("names no elements of that type");
  }
  auto record = dyn_cast<RecordType>(pointee);
  if (!record)
    return emitOpError("takes a pointer to a record");
  if (isStringRecord(record))
    return success();
  if (record.getFieldType(getName()) != cast<PtrType>(getType()).getPointee())
    return emitOpError("names no field of that type in the record");
  return success();
}

void LoadOp::build(OpBuilder &builder, OperationState &state, Value pointer) {
  build(builder, state, cast<PtrType>(pointer.getType()).getPointee(), pointer);
}

LogicalResult LoadOp::verify() {
  if (cast<PtrType>(getPointer().getType()).getPointee() != getType())
    return emitOpError("yields another type than its pointer points to");
  return success();
}

LogicalResult StoreOp::verify() {
  auto type = cast<PtrType>(getPointer().getType());
  if (type.getPointee() != getValue().getType())
    return emitOpError("stores another type than its pointer points to");
  return success();
}
