// Length expressions of requests: integers, parameters, fields of record parameters, + - * / % << >> & | ~ and
// parentheses.
#include "Transforms/Lengths.h"

#include "Analysis/Aliasing.h"

using namespace mlir;
using namespace pullback;

namespace {

/// Builds std::size_t arithmetic from the text of a length; null where the text does not parse.
class LengthParser {
public:
  LengthParser(OpBuilder &builder, FuncOp function, ValueRange arguments, StringRef text)
      : builder(builder), function(function), arguments(arguments), rest(text),
        size(getSizeType(builder.getContext())) {}

  Value parse() {
    Value value = parseBits();
    rest = rest.ltrim();
    return rest.empty() ? value : Value();
  }

private:
  bool consume(StringRef token) {
    rest = rest.ltrim();
    return !(token == "-" && rest.starts_with("->")) && rest.consume_front(token);
  }

  using Operator = std::pair<StringRef, BinaryKind>;

  /// Operands with operators between them, from left to right.
  Value parseChain(ArrayRef<Operator> operators, Value (LengthParser::*parseOperand)()) {
    Value left = (this->*parseOperand)();
    while (true) {
      const auto *found = llvm::find_if(operators, [&](const Operator &one) { return consume(one.first); });
      if (found == operators.end())
        return left;
      Value right = (this->*parseOperand)();
      left = left && right ? builder.createOrFold<BinaryOp>(function.getLoc(), found->second, left, right) : Value();
    }
  }

  Value parseBits() { return parseChain({{"|", BinaryKind::Or}}, &LengthParser::parseBoth); }
  Value parseBoth() { return parseChain({{"&", BinaryKind::And}}, &LengthParser::parseShift); }
  Value parseShift() { return parseChain({{"<<", BinaryKind::Shl}, {">>", BinaryKind::Shr}}, &LengthParser::parseSum); }
  Value parseSum() { return parseChain({{"+", BinaryKind::Add}, {"-", BinaryKind::Sub}}, &LengthParser::parseProduct); }
  Value parseProduct() {
    return parseChain({{"*", BinaryKind::Mul}, {"/", BinaryKind::Div}, {"%", BinaryKind::Rem}},
                      &LengthParser::parseTerm);
  }

  Value parseTerm() {
    for (auto [sign, kind] : {std::pair("-", UnaryKind::Neg), std::pair("~", UnaryKind::Not)})
      if (consume(sign)) {
        Value operand = parseTerm();
        return operand ? builder.createOrFold<UnaryOp>(function.getLoc(), kind, operand) : Value();
      }
    if (consume("(")) {
      Value inner = parseBits();
      return consume(")") ? inner : Value();
    }
    rest = rest.ltrim();
    StringRef digits = rest.take_while(llvm::isDigit);
    if (!digits.empty()) {
      rest = rest.drop_front(digits.size()).ltrim("uUlL");
      int64_t number = 0;
      return digits.getAsInteger(10, number) ? Value()
                                             : builder.create<ConstantOp>(function.getLoc(), size, number).getResult();
    }
    return parseName();
  }

  Value parseName() {
    StringRef name = takeName();
    for (unsigned i = 0; i < function.getNumArguments(); ++i)
      if (!name.empty() && function.getArgName(i) == name)
        return parseFields(arguments[i]);
    return {};
  }

  StringRef takeName() {
    rest = rest.ltrim();
    StringRef name = rest.take_while([](char c) { return llvm::isAlnum(c) || c == '_'; });
    rest = rest.drop_front(name.size());
    return name;
  }

  Value parseFields(Value value) {
    while (consume("->") || consume(".")) {
      auto pointer = dyn_cast<PtrType>(value.getType());
      auto record = pointer ? dyn_cast<RecordType>(pointer.getPointee()) : RecordType();
      StringRef field = takeName();
      Type type = record ? record.getFieldType(field) : Type();
      if (!type)
        return {};
      value = builder.create<FieldOp>(function.getLoc(), PtrType::get(type, pointer.getIsConst()), value,
                                      builder.getStringAttr(field));
    }
    if (auto pointer = dyn_cast<PtrType>(value.getType()); pointer && isa<IntType>(pointer.getPointee()))
      value = builder.create<LoadOp>(function.getLoc(), value);
    if (!isa<IntType>(value.getType()))
      return {};
    if (std::optional<int64_t> known = getConstantInt(value); known && *known >= 0)
      return builder.create<ConstantOp>(function.getLoc(), size, *known);
    return builder.createOrFold<CastOp>(function.getLoc(), size, value, UnitAttr());
  }

  OpBuilder &builder;
  FuncOp function;
  ValueRange arguments; // of the function
  StringRef rest;
  Type size;
};

} // namespace

static Value buildLength(OpBuilder &builder, FuncOp function, ValueRange arguments, unsigned argument) {
  Type size = getSizeType(builder.getContext());
  Location location = function.getLoc();
  if (auto length = function.getArgAttrOfType<StringAttr>(argument, "pb.length"))
    return LengthParser(builder, function, arguments, length.getValue()).parse();
  // One object; the extent of T (&x)[N] is part of its type.
  if (function.getArgAttr(argument, "pb.ref") || function.getArgAttr(argument, "pb.sret") ||
      function.getArgAttr(argument, "pb.byval"))
    return builder.create<ConstantOp>(location, size, 1);
  if (auto extent = function.getArgAttrOfType<IntegerAttr>(argument, "pb.extent"))
    return builder.create<ConstantOp>(location, size, extent.getInt());
  return {};
}

Value pullback::buildLength(OpBuilder &builder, FuncOp function, unsigned argument) {
  return ::buildLength(builder, function, function.getBody().getArguments(), argument);
}

Value pullback::buildLength(OpBuilder &builder, CallOp call, unsigned argument) {
  auto callee = SymbolTable::lookupNearestSymbolFrom<FuncOp>(call, call.getCalleeAttr());
  return ::buildLength(builder, callee, call.getOperands(), argument);
}

bool pullback::isWithinLength(FuncOp function, Value pointer, const Bounds &bounds) {
  PointerPath path = getPath(pointer);
  auto argument = dyn_cast<BlockArgument>(path.root);
  auto alloc = path.root.getDefiningOp<AllocOp>();
  bool isParameter = argument && argument.getOwner() == &function.getBody().front();
  if ((!isParameter && !alloc) || path.offsets.size() != 1)
    return false;
  Block scratch;
  OpBuilder builder(function.getContext());
  builder.setInsertionPointToEnd(&scratch);
  Value length = alloc ? alloc.getCount() : buildLength(builder, function, argument.getArgNumber());
  bool isWithin = false;
  if (length) {
    Polynomial index = path.offsets[0].constant;
    for (Value base : path.offsets[0].bases)
      index = index + Polynomial::of(base);
    isWithin = bounds.isNotNegative(index) && bounds.isNotNegative(Polynomial::of(length) - 1 - index);
  }
  while (!scratch.empty())
    scratch.back().erase();
  return isWithin;
}

Value pullback::buildStorage(OpBuilder &builder, Location location, Type pointee, Value length, StringRef name,
                             AllocKind kind) {
  std::optional<int64_t> known = getConstantInt(length);
  if (known && *known == 1)
    return builder.create<LocalOp>(location, PtrType::get(pointee), builder.getStringAttr(name));
  if (known && *known > 0 && *known <= 256) {
    Value array = builder.create<LocalOp>(location, PtrType::get(pullback::ArrayType::get(*known, pointee)),
                                          builder.getStringAttr(name));
    return builder.create<DecayOp>(location, array);
  }
  return builder.create<AllocOp>(location, PtrType::get(pointee), kind, builder.getStringAttr(name), length);
}

Value pullback::buildStorageLike(OpBuilder &builder, FuncOp function, unsigned argument, StringRef name,
                                 AllocKind kind) {
  Type pointee = cast<PtrType>(function.getArgumentTypes()[argument]).getPointee();
  Value length = buildLength(builder, function, argument);
  if (!length)
    return {};
  return buildStorage(builder, nameLocation(name, function.getLoc()), pointee, length, name, kind);
}
