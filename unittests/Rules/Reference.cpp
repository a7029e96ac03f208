// Functions by name, formulae by recursion, and an interpreter for the few operations that buildProduct makes.
#include "Reference.h"

#include "IR/Pullback.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/TypeSwitch.h"

#include <boost/math/special_functions/digamma.hpp>
#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <map>
#include <optional>

using namespace llvm;
using namespace pullback;

//===------------------------------------------------------------------------------------------------------------===//
// Functions
//===------------------------------------------------------------------------------------------------------------===//

using namespace boost::math::policies;
/// Infinities and NaN instead of exceptions.
using Quiet = policy<overflow_error<ignore_error>, pole_error<ignore_error>, domain_error<ignore_error>>;

template <typename T> using Number = std::complex<T>;
template <typename T> using Function = T (*)(const T *);
template <typename T> using Functions = std::map<StringRef, Function<T>>;

#define UNARY(name) {#name, [](const T *a) -> T { return static_cast<T>(std::name(a[0])); }}
/// A function of glibc that namespace std does not have.
#define GLOBAL(name)                                                                                                   \
  {#name, [](const T *a) -> T {                                                                                        \
     if constexpr (std::is_same_v<T, long double>)                                                                     \
       return ::name##l(a[0]);                                                                                         \
     else                                                                                                              \
       return ::name(a[0]);                                                                                            \
   }}
#define BINARY(name) {#name, [](const T *a) -> T { return static_cast<T>(std::name(a[0], a[1])); }}
#define SCALE(name) {#name, [](const T *a) -> T { return std::name(a[0], static_cast<int>(a[1])); }}

template <typename T> static const Functions<T> &getFunctions() {
  static const Functions<T> functions = {
      {"add", [](const T *a) -> T { return a[0] + a[1]; }},
      {"sub", [](const T *a) -> T { return a[0] - a[1]; }},
      {"mul", [](const T *a) -> T { return a[0] * a[1]; }},
      {"div", [](const T *a) -> T { return a[0] / a[1]; }},
      {"neg", [](const T *a) -> T { return -a[0]; }},
      {"fma", [](const T *a) -> T { return std::fma(a[0], a[1], a[2]); }},
      {"hypot3", [](const T *a) -> T { return std::hypot(a[0], a[1], a[2]); }},
#define COMPLEX(name, value)                                                                                           \
  {#name "_real", [](const T *a) -> T { return std::real(value); }},                                                   \
      {#name "_imag", [](const T *a) -> T { return std::imag(value); }},
      COMPLEX(quotient, Number<T>(a[0], a[1]) / Number<T>(a[2], a[3]))
      COMPLEX(exp, std::exp(Number<T>(a[0], a[1])))
      {"log_real", [](const T *a) -> T { return std::log(Number<T>(a[0], a[1])).real(); }},
      COMPLEX(sqrt, std::sqrt(Number<T>(a[0], a[1])))
      COMPLEX(sin, std::sin(Number<T>(a[0], a[1])))
      COMPLEX(cos, std::cos(Number<T>(a[0], a[1])))
      COMPLEX(tan, std::tan(Number<T>(a[0], a[1])))
      COMPLEX(sinh, std::sinh(Number<T>(a[0], a[1])))
      COMPLEX(cosh, std::cosh(Number<T>(a[0], a[1])))
      COMPLEX(tanh, std::tanh(Number<T>(a[0], a[1])))
      COMPLEX(asin, std::asin(Number<T>(a[0], a[1])))
      COMPLEX(acos, std::acos(Number<T>(a[0], a[1])))
      COMPLEX(atan, std::atan(Number<T>(a[0], a[1])))
      COMPLEX(asinh, std::asinh(Number<T>(a[0], a[1])))
      COMPLEX(acosh, std::acosh(Number<T>(a[0], a[1])))
      COMPLEX(atanh, std::atanh(Number<T>(a[0], a[1])))
      COMPLEX(pow, std::pow(Number<T>(a[0], a[1]), Number<T>(a[2], a[3])))
#undef COMPLEX
      {"digamma", [](const T *a) -> T { return boost::math::digamma(a[0], Quiet()); }},
      {"frexp_fraction",
       [](const T *a) -> T {
         int exponent;
         return std::frexp(a[0], &exponent);
       }},
      {"frexp_exponent",
       [](const T *a) -> T {
         int exponent;
         std::frexp(a[0], &exponent);
         return exponent;
       }},
      {"modf_fraction",
       [](const T *a) -> T {
         T integer;
         return std::modf(a[0], &integer);
       }},
      {"modf_integer",
       [](const T *a) -> T {
         T integer;
         std::modf(a[0], &integer);
         return integer;
       }},
      {"remquo_quotient",
       [](const T *a) -> T {
         int quotient;
         std::remquo(a[0], a[1], &quotient);
         return quotient;
       }},
      {"lgamma_sign",
       [](const T *a) -> T {
         int sign;
         ::lgamma_r(static_cast<double>(a[0]), &sign);
         return sign;
       }},
      GLOBAL(exp10),
      GLOBAL(j0),
      GLOBAL(j1),
      GLOBAL(y0),
      GLOBAL(y1),
      UNARY(sqrt),
      UNARY(cbrt),
      UNARY(exp),
      UNARY(exp2),
      UNARY(expm1),
      UNARY(log),
      UNARY(log2),
      UNARY(log10),
      UNARY(log1p),
      UNARY(sin),
      UNARY(cos),
      UNARY(tan),
      UNARY(asin),
      UNARY(acos),
      UNARY(atan),
      UNARY(sinh),
      UNARY(cosh),
      UNARY(tanh),
      UNARY(asinh),
      UNARY(acosh),
      UNARY(atanh),
      UNARY(erf),
      UNARY(erfc),
      UNARY(lgamma),
      UNARY(tgamma),
      UNARY(fabs),
      UNARY(ceil),
      UNARY(floor),
      UNARY(trunc),
      UNARY(round),
      UNARY(nearbyint),
      UNARY(rint),
      UNARY(lround),
      UNARY(llround),
      UNARY(lrint),
      UNARY(llrint),
      UNARY(logb),
      UNARY(ilogb),
      UNARY(fpclassify),

      UNARY(isfinite),
      UNARY(isinf),
      UNARY(isnan),
      UNARY(isnormal),
      UNARY(signbit),
      BINARY(hypot),
      BINARY(pow),
      BINARY(atan2),
      BINARY(fmin),
      BINARY(fmax),
      BINARY(fdim),
      BINARY(fmod),
      BINARY(remainder),
      BINARY(copysign),
      BINARY(nextafter),
      BINARY(isgreater),
      BINARY(isgreaterequal),
      BINARY(isless),
      BINARY(islessequal),
      BINARY(islessgreater),
      BINARY(isunordered),
      SCALE(ldexp),
      SCALE(scalbn),
      SCALE(scalbln)};
  return functions;
}

template <typename T> T pullback::callFunction(StringRef name, ArrayRef<T> arguments) {
  auto function = getFunctions<T>().find(name);
  if (function != getFunctions<T>().end())
    return function->second(arguments.data());
  ADD_FAILURE() << "the tests do not know the function " << name.str();
  return NAN;
}

std::vector<StringRef> pullback::getFunctionNames() {
  std::vector<StringRef> names;
  for (auto &[name, function] : getFunctions<double>())
    names.push_back(name);
  return names;
}

//===------------------------------------------------------------------------------------------------------------===//
// Formulae
//===------------------------------------------------------------------------------------------------------------===//

template <typename T> T pullback::evaluate(const Expr &expr, ArrayRef<T> operands, T result) {
  using Kind = Expr::Kind;
  auto part = [&](unsigned i) { return evaluate<T>(expr.getParts()[i], operands, result); };
  switch (expr.getKind()) {
  case Kind::Operand: return operands[expr.getIndex()];
  case Kind::Result: return result;
  case Kind::Constant: return expr.getNumber();
  case Kind::NamedConstant: return std::strtold(expr.getDigits().str().c_str(), nullptr);
  case Kind::Neg: return -part(0);
  case Kind::Add: return part(0) + part(1);
  case Kind::Sub: return part(0) - part(1);
  case Kind::Mul: return part(0) * part(1);
  case Kind::Div: return part(0) / part(1);
  case Kind::Less: return part(0) < part(1);
  case Kind::LessEqual: return part(0) <= part(1);
  case Kind::Greater: return part(0) > part(1);
  case Kind::GreaterEqual: return part(0) >= part(1);
  case Kind::Equal: return part(0) == part(1);
  case Kind::Or: return part(0) || part(1);
  case Kind::And: return part(0) && part(1);
  case Kind::Select: return part(0) ? part(1) : part(2);
  case Kind::Call: {
    SmallVector<T> arguments;
    for (unsigned i = 0; i < expr.getParts().size(); ++i)
      arguments.push_back(part(i));
    return callFunction<T>(expr.getName(), arguments);
  }
  }
  return NAN;
}

template double pullback::callFunction(StringRef, ArrayRef<double>);
template long double pullback::callFunction(StringRef, ArrayRef<long double>);
template double pullback::evaluate(const Expr &, ArrayRef<double>, double);
template long double pullback::evaluate(const Expr &, ArrayRef<long double>, long double);

//===------------------------------------------------------------------------------------------------------------===//
// Operations
//===------------------------------------------------------------------------------------------------------------===//

using Numbers = DenseMap<mlir::Value, double>;

static double compare(mlir::arith::CmpFPredicate predicate, double left, double right) {
  switch (predicate) {
  case mlir::arith::CmpFPredicate::OLT: return left < right;
  case mlir::arith::CmpFPredicate::OLE: return left <= right;
  case mlir::arith::CmpFPredicate::OGT: return left > right;
  case mlir::arith::CmpFPredicate::OGE: return left >= right;
  case mlir::arith::CmpFPredicate::OEQ: return left == right;
  default: ADD_FAILURE() << "unexpected comparison"; return NAN;
  }
}

static double interpret(mlir::Operation &op, const Numbers &numbers) {
  using namespace mlir::arith;
  auto in = [&](unsigned i) { return numbers.lookup(op.getOperand(i)); };
  return TypeSwitch<mlir::Operation *, double>(&op)
      .Case(
          [&](pullback::ConstantOp constant) { return cast<mlir::FloatAttr>(constant.getValue()).getValueAsDouble(); })
      .Case([&](AddFOp) { return in(0) + in(1); })
      .Case([&](SubFOp) { return in(0) - in(1); })
      .Case([&](MulFOp) { return in(0) * in(1); })
      .Case([&](DivFOp) { return in(0) / in(1); })
      .Case([&](NegFOp) { return -in(0); })
      .Case([&](OrIOp) { return in(0) || in(1); })
      .Case([&](AndIOp) { return in(0) && in(1); })
      .Case([&](SelectOp) { return in(0) ? in(1) : in(2); })
      .Case([&](CmpFOp comparison) { return compare(comparison.getPredicate(), in(0), in(1)); })
      .Case([&](UnaryOp) { return -in(0); })
      .Case([&](MathOp math) {
        SmallVector<double> arguments;
        for (mlir::Value operand : math.getOperands())
          arguments.push_back(numbers.lookup(operand));
        return callFunction<double>(math.getName(), arguments);
      })
      .Default([](mlir::Operation *other) {
        ADD_FAILURE() << "unexpected operation " << other->getName().getStringRef().str();
        return NAN;
      });
}

namespace {

/// A block with the arguments x, y, z, r, s and buildProduct's operations.
struct Product {
  mlir::MLIRContext context;
  mlir::Block block;
  mlir::Value value;
  const Rule *rule;

  Product(StringRef name, unsigned operand, ArrayRef<std::optional<double>> literals) : rule(lookupRule(name)) {
    context.loadDialect<PullbackDialect, mlir::arith::ArithDialect>();
    mlir::Location location = mlir::UnknownLoc::get(&context);
    mlir::OpBuilder builder(&context);
    builder.setInsertionPointToStart(&block);
    mlir::Type number = builder.getF64Type();
    SmallVector<mlir::Value> operands;
    for (unsigned i = 0; i < rule->getArity(); ++i)
      operands.push_back(block.addArgument(isInteger(i) ? mlir::Type(getIntType(&context)) : number, location));
    for (auto [i, literal] : enumerate(literals))
      if (literal)
        operands[i] = builder.create<pullback::ConstantOp>(location, number, APFloat(*literal));
    mlir::Value result = block.addArgument(number, location), seed = block.addArgument(number, location);
    value = buildProduct(builder, location, *rule, operand, seed, operands, result);
  }
  bool isInteger(unsigned i) const { return rule->name == "ldexp" || rule->name.starts_with("scalb") ? i == 1 : false; }
};

} // namespace

double pullback::evaluateProduct(StringRef name, unsigned operand, double seed, ArrayRef<double> operands) {
  Product product(name, operand, {});
  SmallVector<double> values(operands);
  values.push_back(callFunction<double>(name, operands));
  values.push_back(seed);
  Numbers numbers;
  for (auto [argument, number] : zip(product.block.getArguments(), values))
    numbers[argument] = number;
  for (mlir::Operation &op : product.block)
    numbers[op.getResult(0)] = interpret(op, numbers);
  return numbers[product.value];
}

static const char *getOperator(mlir::arith::CmpFPredicate predicate) {
  switch (predicate) {
  case mlir::arith::CmpFPredicate::OLT: return " < ";
  case mlir::arith::CmpFPredicate::OGT: return " > ";
  default: return " == ";
  }
}

/// The operations as an expression in C++'s notation.
static std::string print(mlir::Value value, const Product &product) {
  if (auto argument = dyn_cast<mlir::BlockArgument>(value)) {
    unsigned index = argument.getArgNumber(), arity = product.rule->getArity();
    return index < arity ? std::string(1, "xyzw"[index]) : index == arity ? "r" : "s";
  }
  mlir::Operation *op = value.getDefiningOp();
  SmallVector<std::string> in;
  for (mlir::Value operand : op->getOperands())
    in.push_back(print(operand, product));
  using namespace mlir::arith;
  return TypeSwitch<mlir::Operation *, std::string>(op)
      .Case([&](pullback::ConstantOp) { return Expr(interpret(*op, Numbers())).str(); })
      .Case([&](AddFOp) { return "(" + in[0] + " + " + in[1] + ")"; })
      .Case([&](SubFOp) { return "(" + in[0] + " - " + in[1] + ")"; })
      .Case([&](MulFOp) { return "(" + in[0] + " * " + in[1] + ")"; })
      .Case([&](DivFOp) { return "(" + in[0] + " / " + in[1] + ")"; })
      .Case([&](NegFOp) { return "-" + in[0]; })
      .Case([&](UnaryOp) { return "-" + in[0]; })
      .Case([&](CmpFOp comparison) { return in[0] + getOperator(comparison.getPredicate()) + in[1]; })
      .Case([&](OrIOp) { return in[0] + " || " + in[1]; })
      .Case([&](AndIOp) { return in[0] + " && " + in[1]; })
      .Case([&](SelectOp) { return "(" + in[0] + " ? " + in[1] + " : " + in[2] + ")"; })
      .Case([&](MathOp math) { return math.getName().str() + "(" + join(in, ", ") + ")"; })
      .Default([](mlir::Operation *other) { return other->getName().getStringRef().str(); });
}

std::string pullback::printProduct(StringRef name, unsigned operand, ArrayRef<std::optional<double>> literals) {
  Product product(name, operand, literals);
  return print(product.value, product);
}
