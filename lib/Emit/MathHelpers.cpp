// Helpers that are printed where they are called. Their names are what pb.math prints for functions that have no
// equivalent in <cmath>.
#include "Emit/MathHelpers.h"

#include "Emit/HelpersInC.h"
#include "Emit/Lowering.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"

using llvm::StringRef;

namespace {
struct Helper {
  StringRef name, definition;
};
} // namespace

// digamma: reflection psi(x) = psi(1 - x) - pi / tan(pi x) for x <= 0, recurrence psi(x) = psi(x + 1) - 1 / x up to
// where the asymptotic series of Abramowitz and Stegun, 6.3.18, is exact to the last bits: the tenth term is below
// 3e-19 at 10 and below 1e-24 at 20. floats are computed in double.
static constexpr Helper helpers[] = {{"digamma", R"(
/// The derivative of lgamma.
template <typename T> T digamma(T argument) {
  using Wide = std::conditional_t<std::is_same_v<T, float>, double, T>;
  const Wide coefficients[] = {Wide(1) / 12,      Wide(-1) / 120,    Wide(1) / 252, Wide(-1) / 240,
                               Wide(1) / 132,     Wide(-691) / 32760, Wide(1) / 12,  Wide(-3617) / 8160,
                               Wide(43867) / 14364, Wide(-174611) / 6600};
  const Wide least = std::is_same_v<T, long double> ? Wide(20) : Wide(10);
  const Wide pi = static_cast<Wide>(3.14159265358979323846264338327950288L);
  Wide x = argument;
  Wide sum = 0;
  if (x <= 0) {
    sum = -pi / std::tan(pi * (x - std::round(x)));
    x = 1 - x;
  }
  for (; x < least; x += 1)
    sum -= 1 / x;
  const Wide square = 1 / (x * x);
  Wide series = 0;
  for (int k = 9; k >= 0; --k)
    series = (series + coefficients[k]) * square;
  return static_cast<T>(sum + std::log(x) - 1 / (2 * x) - series);
}
)"},
                                     {"frexp_fraction", R"(
template <typename T> T frexp_fraction(T x) {
  int exponent = 0;
  return std::frexp(x, &exponent);
}
)"},
                                     {"frexp_exponent", R"(
template <typename T> int frexp_exponent(T x) {
  int exponent = 0;
  std::frexp(x, &exponent);
  return exponent;
}
)"},
                                     {"remquo_quotient", R"(
/// The low bits of the quotient x / y, rounded.
template <typename T> int remquo_quotient(T x, T y) {
  int quotient = 0;
  std::remquo(x, y, &quotient);
  return quotient;
}
)"},
                                     {"lgamma_sign", R"(
/// The sign of the gamma function.
template <typename T> int lgamma_sign(T x) {
  int sign = 0;
  if constexpr (std::is_same_v<T, float>)
    ::lgammaf_r(x, &sign);
  else if constexpr (std::is_same_v<T, double>)
    ::lgamma_r(x, &sign);
  else
    ::lgammal_r(x, &sign);
  return sign;
}
)"},
                                     {"modf_fraction", R"(
template <typename T> T modf_fraction(T x) {
  T whole = 0;
  return std::modf(x, &whole);
}
)"},
                                     {"modf_integer", R"(
template <typename T> T modf_integer(T x) {
  T whole = 0;
  std::modf(x, &whole);
  return whole;
}
)"},
                                     {"exp_real", R"(
template <typename T> T exp_real(T x, T y) { return std::exp(std::complex<T>(x, y)).real(); }
)"},
                                     {"exp_imag", R"(
template <typename T> T exp_imag(T x, T y) { return std::exp(std::complex<T>(x, y)).imag(); }
)"},
                                     {"log_real", R"(
template <typename T> T log_real(T x, T y) { return std::log(std::complex<T>(x, y)).real(); }
)"},
                                     {"sqrt_real", R"(
template <typename T> T sqrt_real(T x, T y) { return std::sqrt(std::complex<T>(x, y)).real(); }
)"},
                                     {"sqrt_imag", R"(
template <typename T> T sqrt_imag(T x, T y) { return std::sqrt(std::complex<T>(x, y)).imag(); }
)"},
                                     {"sin_real", R"(
template <typename T> T sin_real(T x, T y) { return std::sin(std::complex<T>(x, y)).real(); }
)"},
                                     {"sin_imag", R"(
template <typename T> T sin_imag(T x, T y) { return std::sin(std::complex<T>(x, y)).imag(); }
)"},
                                     {"cos_real", R"(
template <typename T> T cos_real(T x, T y) { return std::cos(std::complex<T>(x, y)).real(); }
)"},
                                     {"cos_imag", R"(
template <typename T> T cos_imag(T x, T y) { return std::cos(std::complex<T>(x, y)).imag(); }
)"},
                                     {"tan_real", R"(
template <typename T> T tan_real(T x, T y) { return std::tan(std::complex<T>(x, y)).real(); }
)"},
                                     {"tan_imag", R"(
template <typename T> T tan_imag(T x, T y) { return std::tan(std::complex<T>(x, y)).imag(); }
)"},
                                     {"sinh_real", R"(
template <typename T> T sinh_real(T x, T y) { return std::sinh(std::complex<T>(x, y)).real(); }
)"},
                                     {"sinh_imag", R"(
template <typename T> T sinh_imag(T x, T y) { return std::sinh(std::complex<T>(x, y)).imag(); }
)"},
                                     {"cosh_real", R"(
template <typename T> T cosh_real(T x, T y) { return std::cosh(std::complex<T>(x, y)).real(); }
)"},
                                     {"cosh_imag", R"(
template <typename T> T cosh_imag(T x, T y) { return std::cosh(std::complex<T>(x, y)).imag(); }
)"},
                                     {"tanh_real", R"(
template <typename T> T tanh_real(T x, T y) { return std::tanh(std::complex<T>(x, y)).real(); }
)"},
                                     {"tanh_imag", R"(
template <typename T> T tanh_imag(T x, T y) { return std::tanh(std::complex<T>(x, y)).imag(); }
)"},
                                     {"asin_real", R"(
template <typename T> T asin_real(T x, T y) { return std::asin(std::complex<T>(x, y)).real(); }
)"},
                                     {"asin_imag", R"(
template <typename T> T asin_imag(T x, T y) { return std::asin(std::complex<T>(x, y)).imag(); }
)"},
                                     {"acos_real", R"(
template <typename T> T acos_real(T x, T y) { return std::acos(std::complex<T>(x, y)).real(); }
)"},
                                     {"acos_imag", R"(
template <typename T> T acos_imag(T x, T y) { return std::acos(std::complex<T>(x, y)).imag(); }
)"},
                                     {"atan_real", R"(
template <typename T> T atan_real(T x, T y) { return std::atan(std::complex<T>(x, y)).real(); }
)"},
                                     {"atan_imag", R"(
template <typename T> T atan_imag(T x, T y) { return std::atan(std::complex<T>(x, y)).imag(); }
)"},
                                     {"asinh_real", R"(
template <typename T> T asinh_real(T x, T y) { return std::asinh(std::complex<T>(x, y)).real(); }
)"},
                                     {"asinh_imag", R"(
template <typename T> T asinh_imag(T x, T y) { return std::asinh(std::complex<T>(x, y)).imag(); }
)"},
                                     {"acosh_real", R"(
template <typename T> T acosh_real(T x, T y) { return std::acosh(std::complex<T>(x, y)).real(); }
)"},
                                     {"acosh_imag", R"(
template <typename T> T acosh_imag(T x, T y) { return std::acosh(std::complex<T>(x, y)).imag(); }
)"},
                                     {"atanh_real", R"(
template <typename T> T atanh_real(T x, T y) { return std::atanh(std::complex<T>(x, y)).real(); }
)"},
                                     {"atanh_imag", R"(
template <typename T> T atanh_imag(T x, T y) { return std::atanh(std::complex<T>(x, y)).imag(); }
)"},
                                     {"quotient_real", R"(
/// The real part of (x + iy) / (z + iw).
template <typename T> T quotient_real(T x, T y, T z, T w) {
  return (std::complex<T>(x, y) / std::complex<T>(z, w)).real();
}
)"},
                                     {"pow_real", R"(
/// The real part of (x + iy) to the power z + iw.
template <typename T> T pow_real(T x, T y, T z, T w) {
  return std::pow(std::complex<T>(x, y), std::complex<T>(z, w)).real();
}
)"},
                                     {"quotient_imag", R"(
/// The imaginary part of (x + iy) / (z + iw).
template <typename T> T quotient_imag(T x, T y, T z, T w) {
  return (std::complex<T>(x, y) / std::complex<T>(z, w)).imag();
}
)"},
                                     {"pow_imag", R"(
/// The imaginary part of (x + iy) to the power z + iw.
template <typename T> T pow_imag(T x, T y, T z, T w) {
  return std::pow(std::complex<T>(x, y), std::complex<T>(z, w)).imag();
}
)"},
                                     {"real_part", R"(
/// The real part as an object: a complex number may be read as an array of both.
template <typename T> T& real_part(std::complex<T>& z) { return reinterpret_cast<T (&)[2]>(z)[0]; }
template <typename T> const T& real_part(const std::complex<T>& z) { return reinterpret_cast<const T (&)[2]>(z)[0]; }
)"},
                                     {"imag_part", R"(
/// The imaginary part as an object: a complex number may be read as an array of both.
template <typename T> T& imag_part(std::complex<T>& z) { return reinterpret_cast<T (&)[2]>(z)[1]; }
template <typename T> const T& imag_part(const std::complex<T>& z) { return reinterpret_cast<const T (&)[2]>(z)[1]; }
)"},
                                     {"steps_to_snapshot", R"(
/// How many steps to run until the next of so many snapshots, so that the fewest are run again in all: the binomial
/// schedule of Griewank and Walther, ACM Transactions on Mathematical Software 26 (2000).
std::size_t steps_to_snapshot(std::size_t steps, std::size_t snapshots) {
  std::size_t repetitions = 1;
  std::size_t reach = snapshots + 1; // (snapshots + repetitions)! / (snapshots! repetitions!)
  while (reach < steps) {
    ++repetitions;
    reach = reach * (snapshots + repetitions) / repetitions;
  }
  const std::size_t before = reach * repetitions / (snapshots + repetitions);
  const std::size_t behind = before * snapshots / (snapshots + repetitions - 1);
  return before < steps - behind ? before : steps - behind;
}
)"},
                                     {"leading_zeros", R"(
/// The number of zeros in front of the first bit that is one.
template <typename T> int leading_zeros(T x) { return __builtin_clzll(x) - (64 - std::numeric_limits<T>::digits); }
)"},
                                     {"trailing_zeros", R"(
/// The number of zeros behind the last bit that is one.
template <typename T> int trailing_zeros(T x) { return __builtin_ctzll(x); }
)"},
                                     {"count_bits", R"(
/// The number of bits that are one.
template <typename T> int count_bits(T x) { return __builtin_popcountll(x); }
)"}};

static bool calls(StringRef text, StringRef name) {
  std::string call = (name + "(").str();
  for (size_t at = text.find(call); at != StringRef::npos; at = text.find(call, at + 1))
    if (at == 0 || (!llvm::isAlnum(text[at - 1]) && !StringRef("_:.>").contains(text[at - 1])))
      return true;
  return false;
}

std::string pullback::emit::printMathHelpers(StringRef text) {
  std::string definitions;
  for (const Helper &helper : helpers)
    if (calls(text, helper.name))
      definitions += helper.definition.str();
  return definitions.empty() ? "" : "namespace {\n" + definitions + "\n} // namespace\n\n";
}

/// Functions that C has once for each type.
static bool isTyped(StringRef name) {
  static const llvm::StringSet<> functions = {
      "fabs",   "fmod",   "remainder", "fma",     "fmax",   "fmin",      "fdim",      "exp",    "exp2",
      "expm1",  "log",    "log10",     "log2",    "log1p",  "pow",       "sqrt",      "cbrt",   "hypot",
      "sin",    "cos",    "tan",       "asin",    "acos",   "atan",      "atan2",     "sinh",   "cosh",
      "tanh",   "asinh",  "acosh",     "atanh",   "erf",    "erfc",      "ceil",      "floor",  "trunc",
      "round",  "rint",   "ldexp",     "ilogb",   "tgamma", "logb",      "nearbyint", "lround", "lrint",
      "lgamma", "scalbn", "scalbln",   "llround", "llrint", "nextafter", "copysign"};
  return functions.contains(name);
}
/// Macros for all types.
static bool isClassification(StringRef name) {
  static const llvm::StringSet<> macros = {"isnan",   "isinf",       "isfinite",      "isnormal",
                                           "signbit", "fpclassify",  "isgreater",     "isgreaterequal",
                                           "isless",  "islessequal", "islessgreater", "isunordered"};
  return macros.contains(name);
}

/// Functions that glibc has beside those of the standard, which are in no namespace.
static bool isOfGlibc(StringRef name) { return llvm::is_contained({"exp10", "j0", "j1", "y0", "y1"}, name); }

/// With the suffix that names of C have for the type of the operands.
static std::string addSuffix(StringRef name, mlir::Type type) {
  return (name + (type.isF32() ? "f" : type.isF64() ? "" : "l")).str();
}

std::string pullback::emit::getStandardFunction(MathOp op) {
  StringRef mathName = op.getName();
  if (isOfGlibc(mathName))
    return "::" + addSuffix(mathName, op.getOperand(0).getType());
  if (mathName == "hypot3")
    return "std::hypot";
  if (mathName == "abs" || isTyped(mathName) || isClassification(mathName))
    return "std::" + mathName.str();
  for (const Helper &helper : helpers)
    if (helper.name == mathName)
      return mathName.str();
  return "";
}

/// `__builtin_clzl`: C has no name of its own for what counts bits.
static std::string getBitFunction(StringRef mathName, mlir::Type type) {
  StringRef name = llvm::StringSwitch<StringRef>(mathName)
                       .Case("leading_zeros", "__builtin_clz")
                       .Case("trailing_zeros", "__builtin_ctz")
                       .Case("count_bits", "__builtin_popcount")
                       .Default("");
  auto integer = mlir::dyn_cast<pullback::IntType>(type);
  if (name.empty() || !integer || integer.getWidth() < 32)
    return "";
  StringRef spelling = integer.getSpelling();
  return (name + (spelling.contains("long long") ? "ll" : spelling.contains("long") ? "l" : "")).str();
}

std::string pullback::emit::getFunctionOfC(MathOp op) {
  StringRef name = op.getName();
  mlir::Type type = op.getOperand(0).getType();
  if (isClassification(name) || name == "steps_to_snapshot")
    return name.str();
  if (mlir::isa<mlir::FloatType>(type) && (isTyped(name) || isOfGlibc(name) || isMathHelperOfC(name)))
    return addSuffix(name, type);
  return getBitFunction(name, type);
}

bool pullback::emit::isFunctionOfMathHeader(StringRef name) {
  if (isClassification(name) || isTyped(name))
    return true;
  return (name.consume_back("f") || name.consume_back("l")) && isTyped(name);
}

bool pullback::emit::callsGlibc(StringRef text, bool isC) {
  for (StringRef name : {"exp10", "exp10f", "exp10l", "j0", "j0f", "j0l", "j1", "j1f", "j1l", "y0", "y0f", "y0l", "y1",
                         "y1f", "y1l", "lgamma_r", "lgammaf_r", "lgammal_r"})
    if (isC ? calls(text, name) : text.contains(("::" + name + "(").str()))
      return true;
  return false;
}
