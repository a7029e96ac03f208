// Functions of the standard library besides <cmath>, and builtins.
//
//   std::max(a, b)   ->   %c = arith.cmpf olt, %a, %b; arith.select %c, %b, %a
//   std::swap(a, b)  ->   two loads, two stores
//   assert(c)        ->   scf.if: a call of the external function __assert_fail
//
// Not handled, refused: everything else in namespace std.
#include "Frontend/CopyFunctions.h"
#include "Frontend/FunctionLowering.h"

#include "llvm/Support/Path.h"

using namespace mlir;
using namespace pullback;

static StringRef getName(const clang::FunctionDecl *function) {
  return function->getIdentifier() ? function->getName() : "";
}

/// True for arrays of objects: each of them is exchanged by a function that its class may have.
static bool isArrayOfObjects(clang::QualType type) {
  const auto *array = dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(type->getAsCXXRecordDecl());
  if (array && array->isInStdNamespace() && array->getName() == "array")
    type = array->getTemplateArgs()[0].getAsType();
  else if (!type->isArrayType())
    return false;
  const auto *record = type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  return record && !TypeLowering::isFromStandardLibrary(record);
}

bool FunctionLowering::lowerStandardCall(const clang::CallExpr *call, const clang::FunctionDecl *callee,
                                         Value &result) {
  StringRef name = getName(callee);
  unsigned arity = call->getNumArgs();
  bool isStd = callee->isInStdNamespace();
  if (isMinMaxOfNumbers(call)) {
    result = call->isGLValue() ? lowerMinMaxPlace(call, name == "max") : lowerMinMax(call, name == "max");
    return true;
  }
  bool isSwap = isStd && name == "swap" && arity == 2 &&
                llvm::all_of(callee->parameters(), [](auto *one) { return one->getType()->isReferenceType(); });
  if (isSwap && !isMovedByUser(call->getArg(0)->getType()) && !isArrayOfObjects(call->getArg(0)->getType())) {
    lowerSwap(call);
    return true;
  }
  if (isStd && name == "exchange" && arity == 2 && call->getType()->isPointerType() &&
      call->getArg(1)->getType()->isNullPtrType()) { // a type of which there are no other values
    result = lowerPointerTaken(call);
    return true;
  }
  bool isLibraryAbs = (isStd || callee->isExternC()) && (name == "abs" || name == "labs" || name == "llabs");
  if (isLibraryAbs && arity == 1 && call->getType()->isIntegerType()) {
    result = lowerIntegerAbs(call);
    return true;
  }
  if ((isStd && (name == "move" || name == "forward" || name == "as_const") && arity == 1)) {
    result = lowerPlace(call->getArg(0));
    return true;
  }
  if (lowerLibraryThrow(callee, call) || lowerSort(call, callee))
    return true;
  if (lowerMemoryCall(call, name, result))
    return true;
  if (callee->isExternC() && name == "__assert_fail" && arity == 4) {
    lowerAssertion(call);
    return true;
  }
  if (callee->getBuiltinID() != 0 && name == "__builtin_expect") {
    result = lowerValue(call->getArg(0));
    lowerEffects(call->getArg(1));
    return true;
  }
  bool isAddress = name == "addressof" || name == "__addressof" || name == "__builtin_addressof";
  if (isAddress && (isStd || callee->getBuiltinID() != 0) && arity == 1) {
    result = lowerPlace(call->getArg(0));
    return true;
  }
  if (name == "__builtin_constant_p" && callee->getBuiltinID() != 0 && isInLibrary(call)) { // which way is faster
    result = makeInteger(locate(call), module.getTypes().lower(call->getType()), APInt(32, 0));
    return true;
  }
  if (lowerBitCount(call, name, result))
    return true;
  if (callee->getBuiltinID() != 0 && (name == "__builtin_unreachable" || name == "__builtin_assume"))
    return true;
  if ((isStd || callee->isExternC()) && arity == 1 && (name == "nan" || name == "nanf" || name == "nanl"))
    if (auto *text = dyn_cast<clang::StringLiteral>(call->getArg(0)->IgnoreParenImpCasts());
        text && !text->getLength()) {
      Type type = module.getTypes().lower(call->getType());
      result = makeFloat(locate(call), type, APFloat::getQNaN(cast<FloatType>(type).getFloatSemantics()), "");
      return true;
    }
  bool mayBeConstant = isStd || callee->getBuiltinID() != 0 ||
                       (isa<clang::CXXMethodDecl>(callee) && cast<clang::CXXMethodDecl>(callee)->isInStdNamespace());
  if (auto *method = dyn_cast<clang::CXXMethodDecl>(callee))
    mayBeConstant |= method->isStatic() && method->getParent()->isInStdNamespace();
  if (!mayBeConstant || !call->isPRValue() || call->getType()->isVoidType())
    return false;
  std::string spelling; // std::numeric_limits<double>::max()
  if (auto *method = dyn_cast<clang::CXXMethodDecl>(callee);
      method && method->getParent()->getName() == "numeric_limits")
    spelling = ("std::numeric_limits<" + call->getType().getCanonicalType().getAsString(ast.getPrintingPolicy()) +
                ">::" + name + "()")
                   .str();
  result = lowerConstantExpression(call, spelling);
  return result != nullptr;
}

/// __builtin_clzl and its like, in any width; the operand has the type that C++ converts it to.
bool FunctionLowering::lowerBitCount(const clang::CallExpr *call, StringRef name, Value &result) {
  bool isBuiltin = call->getDirectCallee() && call->getDirectCallee()->getBuiltinID() != 0;
  if (!isBuiltin || !name.consume_front("__builtin_") || call->getNumArgs() != 1)
    return false;
  static const std::pair<StringRef, StringRef> known[] = {
      {"clz", "leading_zeros"}, {"ctz", "trailing_zeros"}, {"popcount", "count_bits"}};
  for (auto [stem, function] : known)
    if (name == stem || name == (stem + "l").str() || name == (stem + "ll").str()) {
      Value operand = lowerValue(call->getArg(0));
      if (operand)
        result = builder.create<MathOp>(locate(call), getIntType(builder.getContext()), function, operand);
      return true;
    }
  return false;
}

//===------------------------------------------------------------------------------------------------------------===//
// Minimum and maximum
//===------------------------------------------------------------------------------------------------------------===//

/// std::min(a, b) is b where b < a, std::max(a, b) is b where a < b; else a.
Value FunctionLowering::selectMinMax(Location location, bool isMax, Value first, Value second) {
  Value isSecond =
      isMax ? compare(location, clang::BO_LT, first, second) : compare(location, clang::BO_LT, second, first);
  return builder.create<arith::SelectOp>(location, isSecond, second, first);
}

/// The elements of std::min({a, b, c}), or nothing.
static const clang::InitListExpr *getListArgument(const clang::CallExpr *call) {
  const clang::Expr *argument = call->getArg(0)->IgnoreImplicit();
  while (auto *construction = dyn_cast<clang::CXXConstructExpr>(argument)) {
    if (construction->getNumArgs() != 1)
      return nullptr;
    argument = construction->getArg(0)->IgnoreImplicit();
  }
  auto *list = dyn_cast<clang::CXXStdInitializerListExpr>(argument);
  return list ? dyn_cast<clang::InitListExpr>(list->getSubExpr()->IgnoreImplicit()) : nullptr;
}

bool pullback::isMinMaxOfNumbers(const clang::CallExpr *call) {
  const clang::FunctionDecl *callee = call->getDirectCallee();
  bool isMinMax = callee && callee->isInStdNamespace() && (getName(callee) == "min" || getName(callee) == "max");
  if (!isMinMax || !call->getType().getNonReferenceType()->isArithmeticType())
    return false;
  return call->getNumArgs() == 1 || (call->getNumArgs() == 2 && call->getArg(0)->getType()->isArithmeticType());
}

Value FunctionLowering::lowerMinMax(const clang::CallExpr *call, bool isMax) {
  SmallVector<const clang::Expr *> arguments;
  const clang::InitListExpr *list = call->getNumArgs() == 1 ? getListArgument(call) : nullptr;
  if (list)
    arguments.assign(list->inits().begin(), list->inits().end());
  else if (call->getNumArgs() == 2)
    arguments.assign(call->arg_begin(), call->arg_end());
  bool isNumber = call->getType().getNonReferenceType()->isArithmeticType();
  if (arguments.empty() || !isNumber) {
    report(Obstacle::StandardLibrary, call->getSourceRange(), "this form of std::" + Twine(isMax ? "max" : "min"));
    return {};
  }
  Value best;
  bool isFine = true;
  for (const clang::Expr *argument : arguments) {
    const clang::Expr *inner = argument->IgnoreParens();
    if (auto *temporary = dyn_cast<clang::MaterializeTemporaryExpr>(inner))
      inner = temporary->getSubExpr();
    Value value;
    if (inner->isPRValue()) {
      value = lowerValue(inner);
    } else {
      auto *use = dyn_cast<clang::DeclRefExpr>(inner->IgnoreParenImpCasts());
      auto *variable = use ? dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
      value = variable ? lowerConstantVariable(variable, use) : Value();
      if (!value)
        value = load(locate(inner), lowerPlace(inner));
    }
    isFine &= value != nullptr;
    if (isFine)
      best = best ? selectMinMax(locate(call), isMax, best, value) : value;
  }
  return isFine ? best : Value();
}

/// The object that std::min or std::max refers to, where a reference to it is wanted.
Value FunctionLowering::lowerMinMaxPlace(const clang::CallExpr *call, bool isMax) {
  if (call->getNumArgs() != 2 || !call->getType()->isArithmeticType()) {
    report(Obstacle::StandardLibrary, call->getSourceRange(), "this form of std::" + Twine(isMax ? "max" : "min"));
    return {};
  }
  PtrType type = module.getTypes().lowerPointerTo(call->getType().withConst());
  Value first = qualify(call, lowerPlace(call->getArg(0)), type);
  Value second = qualify(call, lowerPlace(call->getArg(1)), type);
  if (!first || !second)
    return {};
  Location location = locate(call);
  Value left = load(location, first), right = load(location, second);
  Value isSecond = isMax ? compare(location, clang::BO_LT, left, right) : compare(location, clang::BO_LT, right, left);
  return builder.create<arith::SelectOp>(location, isSecond, second, first);
}

Value FunctionLowering::lowerIntegerAbs(const clang::CallExpr *call) {
  Value value = lowerValue(call->getArg(0));
  if (!value)
    return {};
  Location location = locate(call);
  Value isNegative = compare(location, clang::BO_LT, value, zeroOf(location, value.getType()));
  Value negative = builder.create<UnaryOp>(location, UnaryKind::Neg, value);
  return builder.create<arith::SelectOp>(location, isNegative, negative, value);
}

//===------------------------------------------------------------------------------------------------------------===//
// Effects
//===------------------------------------------------------------------------------------------------------------===//

void FunctionLowering::lowerSwap(const clang::CallExpr *call) {
  Value first = lowerPlace(call->getArg(0));
  Value second = lowerPlace(call->getArg(1));
  swapObjects(locate(call), first, second);
}

/// std::exchange(p, nullptr)
Value FunctionLowering::lowerPointerTaken(const clang::CallExpr *call) {
  Location location = locate(call);
  Value place = lowerPlace(call->getArg(0));
  if (!place)
    return {};
  Value old = load(location, place);
  setZero(location, place);
  return old;
}

void FunctionLowering::swapObjects(Location location, Value first, Value second) {
  if (!first || !second)
    return expectReported();
  Type type = cast<PtrType>(first.getType()).getPointee();
  if (isScalar(type)) {
    Value left = load(location, first), right = load(location, second);
    store(location, right, first);
    store(location, left, second);
    return;
  }
  Value kept = makeTemporary(location, type, "kept");
  copyObject(location, first, kept);
  copyObject(location, second, first);
  copyObject(location, kept, second);
}

void FunctionLowering::lowerAssertion(const clang::CallExpr *call) {
  FuncOp target = module.getAssertFail(call->getDirectCallee(), call);
  if (!target)
    return expectReported();
  target->setAttr("pb.ends", builder.getUnitAttr()); // the program
  Location location = locate(call);
  SmallVector<Value> operands;
  for (auto [index, argument] : llvm::enumerate(call->arguments())) {
    const clang::Expr *inner = argument->IgnoreParenImpCasts();
    if (auto *predefined = dyn_cast<clang::PredefinedExpr>(inner))
      inner = predefined->getFunctionName();
    if (auto *text = dyn_cast<clang::StringLiteral>(inner)) {
      // Generated code must not depend on the folder that the source lies in.
      StringRef file = llvm::sys::path::filename(text->getString());
      operands.push_back(index == 1 ? makeText(location, ("\"" + file + "\"").str()) : lowerText(text, location));
    } else {
      operands.push_back(lowerValue(argument));
    }
  }
  if (llvm::is_contained(operands, Value()))
    return expectReported();
  builder.create<CallOp>(location, target, operands);
}

/// The pointer that is passed for a `void *`.
static const clang::Expr *getPointer(const clang::Expr *argument) {
  argument = argument->IgnoreParens();
  while (auto *cast = dyn_cast<clang::CastExpr>(argument)) {
    if (cast->getCastKind() != clang::CK_BitCast && cast->getCastKind() != clang::CK_NoOp)
      break;
    argument = cast->getSubExpr()->IgnoreParens();
  }
  return argument;
}

static bool isAsWideAsSizes(const clang::ASTContext &ast, clang::QualType type) {
  return type->isIntegerType() && ast.getTypeSize(type) >= ast.getTypeSize(ast.getSizeType());
}

/// What `expr` is behind casts to integers that are no smaller than a size; null behind others.
static const clang::Expr *skipWideCasts(const clang::ASTContext &ast, const clang::Expr *expr) {
  expr = expr->IgnoreParenImpCasts();
  while (auto *cast = dyn_cast<clang::ExplicitCastExpr>(expr)) {
    if (!isAsWideAsSizes(ast, cast->getType()))
      return nullptr;
    expr = cast->getSubExpr()->IgnoreParenImpCasts();
  }
  return expr;
}

/// The product that `expr` is, or that a variable holds which it is.
const clang::BinaryOperator *FunctionLowering::findProduct(const clang::Expr *expr) {
  expr = skipWideCasts(ast, expr);
  if (expr && isAsWideAsSizes(ast, expr->getType()))
    expr = skipWideCasts(ast, lookThroughVariable(expr));
  auto *product = dyn_cast_or_null<clang::BinaryOperator>(expr);
  return product && product->getOpcode() == clang::BO_Mul ? product : nullptr;
}

/// How many elements a number of bytes are: `n` of `n * sizeof(T)`, in either order, or a constant; null if unknown.
Value FunctionLowering::lowerElementCount(const clang::Expr *bytes, clang::QualType element) {
  uint64_t size = ast.getTypeSizeInChars(element).getQuantity();
  if (size == 1)
    return lowerValue(bytes);
  auto evaluate = [&](const clang::Expr *expr) -> uint64_t {
    clang::Expr::EvalResult result;
    return expr->EvaluateAsInt(result, ast) ? result.Val.getInt().getZExtValue() : 0;
  };
  std::function<bool(const clang::Expr *)> isCounted = [&](const clang::Expr *expr) {
    if (uint64_t all = evaluate(expr); all != 0)
      return all % size == 0;
    const clang::BinaryOperator *product = findProduct(expr);
    return product && (isCounted(product->getLHS()) || isCounted(product->getRHS()));
  };
  if (!isCounted(bytes))
    return {};
  std::function<Value(const clang::Expr *)> lower = [&](const clang::Expr *expr) -> Value {
    if (uint64_t all = evaluate(expr); all != 0)
      return makeSize(locate(expr), all / size);
    const clang::BinaryOperator *product = findProduct(expr);
    bool isRight = isCounted(product->getRHS());
    const clang::Expr *counted = isRight ? product->getRHS() : product->getLHS();
    const clang::Expr *other = isRight ? product->getLHS() : product->getRHS();
    if (evaluate(counted) == size)
      return lowerValue(other);
    Type type = getSizeType(builder.getContext());
    Value count = convert(locate(expr), lower(counted), type), factor = lowerValue(other);
    factor = factor ? convert(locate(expr), factor, type) : Value();
    return count && factor ? arithmetic(locate(expr), clang::BO_Mul, count, factor) : Value();
  };
  return lower(bytes);
}

/// The innermost of arrays in arrays.
static const clang::ConstantArrayType *getRow(const clang::ASTContext &ast, clang::QualType type) {
  const clang::ConstantArrayType *row = nullptr;
  while (auto *array = type.isNull() ? nullptr : ast.getAsConstantArrayType(type)) {
    row = array;
    type = array->getElementType();
  }
  return row;
}

/// memcpy between arrays and single numbers that lie one behind the other: row by row, or a part of a row.
///
///   double a[3][3];   memcpy(a, x, 9 * sizeof(double));
bool FunctionLowering::copyArrayAndElements(const clang::CallExpr *call, const clang::Expr *first,
                                            const clang::Expr *second, Value &result) {
  clang::QualType target = first->getType()->getPointeeType(), source = second->getType()->getPointeeType();
  bool isToArray = getRow(ast, target);
  clang::QualType whole = isToArray ? target : source, element = isToArray ? source : target;
  const clang::ConstantArrayType *row = getRow(ast, whole);
  if (!row || element.isNull() || !element->isArithmeticType() ||
      !ast.hasSameUnqualifiedType(row->getElementType(), element))
    return false;
  Location location = locate(call);
  Value rows = lowerElementCount(call->getArg(2), whole);
  Value part = rows ? Value() : lowerElementCount(call->getArg(2), element);
  uint64_t length = row->getSize().getZExtValue();
  std::optional<int64_t> constant = part ? getConstantInt(part) : std::nullopt;
  if (!rows && (!constant || static_cast<uint64_t>(*constant) > length))
    return false;
  Value to = lowerValue(first), from = lowerValue(second);
  result = to;
  if (!to || !from)
    return expectReported(), true;
  Value &array = isToArray ? to : from;
  if (rows) {
    copyRows(location, array, isToArray ? from : to, convert(location, rows, getSizeType(builder.getContext())),
             isToArray);
    return true;
  }
  for (clang::QualType type = whole; ast.getAsConstantArrayType(type) != row;
       type = ast.getAsConstantArrayType(type)->getElementType())
    array = builder.create<DecayOp>(location, array);
  array = builder.create<DecayOp>(location, array);
  copyPlain(location, from, to, part);
  return true;
}

/// `count` arrays that begin at `arrays`, which may be arrays of arrays, and the numbers from `numbers` on.
void FunctionLowering::copyRows(Location location, Value arrays, Value numbers, Value count, bool isToArray) {
  auto type = cast<pullback::ArrayType>(cast<PtrType>(arrays.getType()).getPointee());
  uint64_t size = type.getExtent();
  for (auto inner = dyn_cast<pullback::ArrayType>(type.getElement()); inner;
       inner = dyn_cast<pullback::ArrayType>(inner.getElement()))
    size *= inner.getExtent();
  makeCountedLoop(location, count, [&](Value index) {
    Value length = makeSize(location, size);
    Value offset = arithmetic(location, clang::BO_Mul, index, length);
    Value place = builder.create<ElementOp>(location, arrays, index);
    Value inArray = builder.create<DecayOp>(location, place);
    Value first = builder.create<ElementOp>(location, numbers, offset);
    Value extent = makeSize(location, type.getExtent());
    if (isa<pullback::ArrayType>(type.getElement()))
      copyRows(location, inArray, first, extent, isToArray);
    else
      copyPlain(location, isToArray ? first : inArray, isToArray ? inArray : first, extent);
  });
}

/// memcpy and memmove of whole elements, and memset of them to zero, or of characters to any. The memmove inside
/// std::copy has a target that does not begin inside the source.
bool FunctionLowering::lowerMemoryCall(const clang::CallExpr *call, StringRef name, Value &result) {
  const clang::FunctionDecl *named = call->getDirectCallee();
  bool isLibrary = named && (named->isExternC() || named->isInStdNamespace());
  if (name == "free" && isLibrary && call->getNumArgs() == 1) {
    if (Value pointer = lowerValue(getPointer(call->getArg(0))))
      builder.create<FreeOp>(locate(call), pointer);
    return true;
  }
  bool isBuiltin = name.consume_front("__builtin_");
  bool isInCopy = isBuiltin && declaration->getIdentifier() && declaration->getName() == "__copy_m";
  bool isMove = name == "memmove" && !isInCopy;
  bool isCopy = name == "memcpy" || name == "memmove", isSet = name == "memset";
  if ((!isCopy && !isSet) || call->getNumArgs() != 3)
    return false;
  const clang::Expr *first = getPointer(call->getArg(0)), *second = getPointer(call->getArg(1));
  clang::QualType element = first->getType()->getPointeeType();
  bool isZero = isSet && second->isIntegerConstantExpr(ast) && second->EvaluateKnownConstInt(ast).isZero();
  bool isSame = isCopy ? ast.hasSameUnqualifiedType(element, second->getType()->getPointeeType())
                       : isZero || (!element.isNull() && element->isCharType());
  bool isPlain = !element.isNull() && (element->isArithmeticType() || element.isTriviallyCopyableType(ast)) &&
                 !element->isPointerType();
  if (name == "memcpy" && !isSame && copyArrayAndElements(call, first, second, result))
    return true;
  if (!isSame || !isPlain) {
    report(Obstacle::ReinterpretCast, call->getSourceRange(), "the call to '" + name + "'");
    return true;
  }
  Location location = locate(call);
  Value target = lowerValue(first), source = isZero ? Value() : lowerValue(second);
  Value count = lowerElementCount(call->getArg(2), element);
  result = target;
  if (!target || (!isZero && !source) || !count) {
    if (target && (isZero || source))
      report(Obstacle::ReinterpretCast, call->getArg(2)->getSourceRange(), "a number of bytes");
    expectReported();
  } else if (isSet && !isZero) {
    Value filler = convert(location, source, cast<PtrType>(target.getType()).getPointee());
    makeCountedLoop(location, convert(location, count, getSizeType(builder.getContext())),
                    [&](Value index) { store(location, filler, builder.create<ElementOp>(location, target, index)); });
  } else if (isSet) {
    clearElements(location, target, count);
  } else if (isMove) { // the two may overlap
    count = convert(location, count, getSizeType(builder.getContext()));
    Type type = cast<PtrType>(target.getType()).getPointee();
    Value kept = builder.create<AllocOp>(location, PtrType::get(type), AllocKind::New, "moved", count);
    copyPlain(location, source, kept, count);
    copyPlain(location, kept, target, count);
  } else {
    copyPlain(location, source, target, count);
  }
  return true;
}

/// A whole array of arrays at once, or its elements one by one.
void FunctionLowering::clearElements(Location location, Value first, Value count) {
  if (!isa<pullback::ArrayType>(cast<PtrType>(first.getType()).getPointee())) {
    builder.create<ZeroOp>(location, first, count);
    return;
  }
  auto decay = first.getDefiningOp<DecayOp>();
  Value whole = decay ? decay.getPointer() : Value();
  auto array = whole ? cast<pullback::ArrayType>(cast<PtrType>(whole.getType()).getPointee()) : pullback::ArrayType();
  if (array && getConstantInt(count) == static_cast<int64_t>(array.getExtent())) {
    builder.create<ZeroOp>(location, whole, Value());
    return;
  }
  makeCountedLoop(location, count, [&](Value index) {
    builder.create<ZeroOp>(location, builder.create<ElementOp>(location, first, index), Value());
  });
}

void FunctionLowering::copyPlain(Location location, Value source, Value target, Value count) {
  if (getConstantInt(count) == 1) { // which may be a member
    bool isNumber = isScalar(cast<PtrType>(target.getType()).getPointee());
    return isNumber ? store(location, load(location, source), target) : copyObject(location, source, target);
  }
  makeCountedLoop(location, count, [&](Value index) {
    Value from = builder.create<ElementOp>(location, source, index);
    Value to = builder.create<ElementOp>(location, target, index);
    if (isScalar(cast<PtrType>(to.getType()).getPointee()))
      store(location, load(location, from), to);
    else
      copyObject(location, from, to);
  });
}
