// Functions of <cmath>, in all overloads, as pb.math by their plain name.
//
//   std::sqrt(x), sqrtf(x), std::sqrt(2)   ->   pb.math "sqrt", in the type that the call has
//   std::frexp(x, &e)                      ->   pb.math "frexp_fraction"; pb.store of pb.math "frexp_exponent"
//   sincos(x, &s, &c), j0(x)               ->   pb.store of pb.math "sin" and "cos"; pb.math "j0": what glibc has
//   beside
//
// A function is recognised by its name and by being declared in a system header, or by being a builtin of the compiler.
#include "Frontend/FunctionLowering.h"

#include "clang/Basic/SourceManager.h"

using namespace mlir;
using namespace pullback;

namespace {

/// What a function takes and yields; F is one floating type.
enum class Shape {
  Real,      // F(F...)
  RealInt,   // F(F, integer)
  ToInteger, // integer(F)
  Classify,  // bool(F...)
  Frexp,     // F(F, int *)
  Modf,      // F(F, F *)
  Remquo,    // F(F, F, int *)
  Lgamma,    // F(F, int *)
  Sincos,    // void(F, F *, F *)
};

struct MathFunction {
  StringRef name;
  unsigned arity;
  Shape shape;
};

} // namespace

static constexpr MathFunction mathFunctions[] = {
    {"sqrt", 1, Shape::Real},
    {"cbrt", 1, Shape::Real},
    {"hypot", 2, Shape::Real},
    {"hypot", 3, Shape::Real},
    {"pow", 2, Shape::Real},
    {"exp", 1, Shape::Real},
    {"exp2", 1, Shape::Real},
    {"exp10", 1, Shape::Real},
    {"expm1", 1, Shape::Real},
    {"log", 1, Shape::Real},
    {"log2", 1, Shape::Real},
    {"log10", 1, Shape::Real},
    {"log1p", 1, Shape::Real},
    {"sin", 1, Shape::Real},
    {"cos", 1, Shape::Real},
    {"tan", 1, Shape::Real},
    {"asin", 1, Shape::Real},
    {"acos", 1, Shape::Real},
    {"atan", 1, Shape::Real},
    {"atan2", 2, Shape::Real},
    {"sinh", 1, Shape::Real},
    {"cosh", 1, Shape::Real},
    {"tanh", 1, Shape::Real},
    {"asinh", 1, Shape::Real},
    {"acosh", 1, Shape::Real},
    {"atanh", 1, Shape::Real},
    {"erf", 1, Shape::Real},
    {"erfc", 1, Shape::Real},
    {"lgamma", 1, Shape::Real},
    {"tgamma", 1, Shape::Real},
    {"j0", 1, Shape::Real},
    {"j1", 1, Shape::Real},
    {"y0", 1, Shape::Real},
    {"y1", 1, Shape::Real},
    {"fabs", 1, Shape::Real},
    {"fmin", 2, Shape::Real},
    {"fmax", 2, Shape::Real},
    {"fdim", 2, Shape::Real},
    {"fma", 3, Shape::Real},
    {"fmod", 2, Shape::Real},
    {"remainder", 2, Shape::Real},
    {"copysign", 2, Shape::Real},
    {"nextafter", 2, Shape::Real},
    {"floor", 1, Shape::Real},
    {"ceil", 1, Shape::Real},
    {"trunc", 1, Shape::Real},
    {"round", 1, Shape::Real},
    {"nearbyint", 1, Shape::Real},
    {"rint", 1, Shape::Real},
    {"logb", 1, Shape::Real},
    {"ldexp", 2, Shape::RealInt},
    {"scalbn", 2, Shape::RealInt},
    {"scalbln", 2, Shape::RealInt},
    {"lround", 1, Shape::ToInteger},
    {"llround", 1, Shape::ToInteger},
    {"lrint", 1, Shape::ToInteger},
    {"llrint", 1, Shape::ToInteger},
    {"ilogb", 1, Shape::ToInteger},
    {"fpclassify", 1, Shape::ToInteger},
    {"isnan", 1, Shape::Classify},
    {"isinf", 1, Shape::Classify},
    {"isfinite", 1, Shape::Classify},
    {"isnormal", 1, Shape::Classify},
    {"signbit", 1, Shape::Classify},
    {"isgreater", 2, Shape::Classify},
    {"isless", 2, Shape::Classify},
    {"isgreaterequal", 2, Shape::Classify},
    {"islessequal", 2, Shape::Classify},
    {"islessgreater", 2, Shape::Classify},
    {"isunordered", 2, Shape::Classify},
    {"frexp", 2, Shape::Frexp},
    {"modf", 2, Shape::Modf},
    {"remquo", 3, Shape::Remquo},
    {"lgamma_r", 2, Shape::Lgamma},
    {"sincos", 3, Shape::Sincos},
};

static const MathFunction *lookUp(StringRef name, unsigned arity) {
  for (const MathFunction &one : mathFunctions)
    if (one.name == name && one.arity == arity)
      return &one;
  return nullptr;
}

/// `name` with the prefix of builtins and the suffix f or l of C's variants taken off.
static const MathFunction *findMathFunction(const clang::FunctionDecl *callee, unsigned arity, bool isReal) {
  if (!callee->getIdentifier() || isa<clang::CXXMethodDecl>(callee))
    return nullptr;
  clang::SourceManager &sources = callee->getASTContext().getSourceManager();
  bool isLibrary = callee->getBuiltinID() != 0 || (sources.isInSystemHeader(callee->getLocation()) &&
                                                   (callee->isInStdNamespace() || callee->isExternC()));
  if (!isLibrary)
    return nullptr;
  StringRef name = callee->getName();
  name.consume_front("__builtin_");
  name.consume_back("_sign"); // isinf as a macro of C
  if (name == "abs" && isReal)
    name = "fabs";
  if (const MathFunction *found = lookUp(name, arity))
    return found;
  bool hasVariants = callee->isExternC() || callee->getBuiltinID() != 0;
  if (hasVariants && (name == "lgammaf_r" || name == "lgammal_r"))
    return lookUp("lgamma_r", arity);
  if (hasVariants && (name.consume_back("f") || name.consume_back("l")))
    return lookUp(name, arity);
  return nullptr;
}

std::string pullback::getMathName(const clang::FunctionDecl *function) {
  clang::QualType type = function->getReturnType();
  bool isOfOneType = type->isRealFloatingType() && llvm::all_of(function->parameters(), [&](auto *parameter) {
                       return function->getASTContext().hasSameUnqualifiedType(parameter->getType(), type);
                     });
  const MathFunction *math = isOfOneType ? findMathFunction(function, function->getNumParams(), true) : nullptr;
  if (!math || math->shape != Shape::Real)
    return "";
  return math->arity == 3 && math->name == "hypot" ? "hypot3" : math->name.str();
}

/// `isinf(x) ? (x < 0 ? -1 : 1) : 0`, from `(int)isinf(x)`.
Value FunctionLowering::addSign(Location location, Value classified, Value number) {
  Value truth = convertToBool(location, classified);
  Type type = getIntType(builder.getContext());
  Value one = makeInteger(location, type, APInt(32, 1)), minusOne = makeInteger(location, type, APInt(32, -1, true));
  Value isNegative = compare(location, clang::BO_LT, number, zeroOf(location, number.getType()));
  Value sign = builder.create<arith::SelectOp>(location, isNegative, minusOne, one);
  auto result = builder.create<arith::SelectOp>(location, truth, sign, zeroOf(location, type));
  result->setAttr(kTruth, builder.getUnitAttr());
  return result;
}

bool FunctionLowering::lowerMathCall(const clang::CallExpr *call, const clang::FunctionDecl *callee, Value &result) {
  bool isOfNumbers = llvm::all_of(call->arguments(), [](const clang::Expr *argument) {
    return argument->getType()->isRealType() || argument->getType()->isPointerType();
  });
  const MathFunction *math =
      isOfNumbers ? findMathFunction(callee, call->getNumArgs(), call->getType()->isRealFloatingType()) : nullptr;
  if (!math) // std::abs of a complex number is none
    return false;
  Location location = locate(call);
  // sincos has the type of what it stores.
  clang::QualType yielded = math->shape == Shape::Sincos ? call->getArg(0)->getType() : call->getType();
  Type type = lowerType(yielded, call->getSourceRange(), "this call");
  bool isStoring = llvm::is_contained({Shape::Frexp, Shape::Modf, Shape::Lgamma, Shape::Sincos}, math->shape);
  SmallVector<Value> operands;
  for (unsigned i = 0, end = call->getNumArgs(); i < end; ++i)
    operands.push_back(lowerValue(call->getArg(i)));
  if (!type || llvm::is_contained(operands, Value())) {
    expectReported();
    return true;
  }

  // Integers count as double; the operands share the widest type, which is the result's where that is floating.
  Type floating = isa<FloatType>(type) ? type : Type();
  unsigned floats = math->shape == Shape::RealInt || isStoring ? 1 : math->shape == Shape::Remquo ? 2 : math->arity;
  if (!floating) {
    floating = builder.getF32Type();
    for (Value operand : operands) {
      Type own = isa<FloatType>(operand.getType()) ? operand.getType() : Type(builder.getF64Type());
      if (cast<FloatType>(own).getWidth() > cast<FloatType>(floating).getWidth())
        floating = own;
    }
  }
  for (Value &operand : MutableArrayRef(operands).take_front(floats))
    operand = convert(location, operand, floating);

  auto compute = [&](StringRef name, Type resultType, ValueRange values) -> Value {
    return builder.create<MathOp>(location, resultType, name, values);
  };
  switch (math->shape) {
  case Shape::Real:
  case Shape::RealInt:
  case Shape::ToInteger:
    result = compute(math->arity == 3 && math->name == "hypot" ? "hypot3" : math->name, type, operands);
    return true;
  case Shape::Classify:
    result = convert(location, compute(math->name, builder.getI1Type(), operands), type);
    if (callee->getName() == "__builtin_isinf_sign") // -1 for minus infinity
      result = addSign(location, result, operands.front());
    return true;
  case Shape::Frexp: {
    Value exponent = compute("frexp_exponent", getIntType(builder.getContext()), operands.front());
    store(location, exponent, operands[1]);
    result = compute("frexp_fraction", type, operands.front());
    return true;
  }
  case Shape::Modf:
    store(location, compute("modf_integer", type, operands.front()), operands[1]);
    result = compute("modf_fraction", type, operands.front());
    return true;
  case Shape::Remquo: {
    ValueRange numbers = ValueRange(operands).take_front(2);
    store(location, compute("remquo_quotient", getIntType(builder.getContext()), numbers), operands[2]);
    result = compute("remainder", type, numbers); // both are exact
    return true;
  }
  case Shape::Lgamma:
    store(location, compute("lgamma_sign", getIntType(builder.getContext()), operands.front()), operands[1]);
    result = compute("lgamma", type, operands.front());
    return true;
  case Shape::Sincos:
    store(location, compute("sin", type, operands.front()), operands[1]);
    store(location, compute("cos", type, operands.front()), operands[2]);
    return true;
  }
  return true;
}
