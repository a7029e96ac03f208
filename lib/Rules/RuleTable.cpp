// The derivative rules. A row: name, partials in the operands x, y, z and the result r, intervals on which it is
// tested, what happens at kinks and jumps, and for each operand where its partial is a pole although the value is
// finite.
//
// Conventions, from the contract: the branch taken is differentiated; a tie goes to the first argument; at a pole an
// adjoint of exactly 0 contributes exactly 0. A function that is missing here cannot be differentiated.
#include "Rules/RuleTable.h"

#include "IR/Mutants.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

#include <vector>

using namespace llvm;
using namespace pullback;

namespace {

const Expr x = Expr::operand(0), y = Expr::operand(1), z = Expr::operand(2), w = Expr::operand(3), r = Expr::result();
const Expr zero = 0; // piecewise constant
const Expr none;     // an integer, bool or otherwise not differentiable operand

const Expr infinity = Expr::named("infinity", "inf");
const Expr log2 = Expr::named("log(2)", "0.69314718055994530941723212145817656807550013436026");
const Expr log10 = Expr::named("log(10)", "2.3025850929940456840179914546843642076011014886288");
const Expr log2e = Expr::named("log2(e)", "1.4426950408889634073599246810018921374266459541530");
const Expr log10e = Expr::named("log10(e)", "0.43429448190325182765112891891660508229439700580367");
const Expr twoOverSqrtPi = Expr::named("2/sqrt(pi)", "1.1283791670955125738961589031215451716881012586580");

Expr cos(Expr a) { return Expr::call("cos", a); }
Expr cosh(Expr a) { return Expr::call("cosh", a); }
Expr digamma(Expr a) { return Expr::call("digamma", a); }
Expr atan2(Expr a, Expr b) { return Expr::call("atan2", {a, b}); }
Expr exp(Expr a) { return Expr::call("exp", a); }
Expr fabs(Expr a) { return Expr::call("fabs", a); }
Expr frexpExponent(Expr a) { return Expr::call("frexp_exponent", a); }
Expr hypot(Expr a, Expr b) { return Expr::call("hypot", {a, b}); }
Expr j0(Expr a) { return Expr::call("j0", a); }
Expr j1(Expr a) { return Expr::call("j1", a); }
Expr isnan(Expr a) { return Expr::call("isnan", a); }
Expr ldexp(Expr a, Expr n) { return Expr::call("ldexp", {a, n}); }
Expr log(Expr a) { return Expr::call("log", a); }
Expr pow(Expr a, Expr b) { return Expr::call("pow", {a, b}); }
Expr round(Expr a) { return Expr::call("round", a); }
Expr scalbln(Expr a, Expr n) { return Expr::call("scalbln", {a, n}); }
Expr scalbn(Expr a, Expr n) { return Expr::call("scalbn", {a, n}); }
Expr sin(Expr a) { return Expr::call("sin", a); }
Expr sinh(Expr a) { return Expr::call("sinh", a); }
Expr cos_imag(Expr a, Expr b) { return Expr::call("cos_imag", {a, b}); }
Expr cos_real(Expr a, Expr b) { return Expr::call("cos_real", {a, b}); }
Expr cosh_imag(Expr a, Expr b) { return Expr::call("cosh_imag", {a, b}); }
Expr cosh_real(Expr a, Expr b) { return Expr::call("cosh_real", {a, b}); }
Expr exp_imag(Expr a, Expr b) { return Expr::call("exp_imag", {a, b}); }
Expr exp_real(Expr a, Expr b) { return Expr::call("exp_real", {a, b}); }
Expr log_real(Expr a, Expr b) { return Expr::call("log_real", {a, b}); }
Expr sin_imag(Expr a, Expr b) { return Expr::call("sin_imag", {a, b}); }
Expr sin_real(Expr a, Expr b) { return Expr::call("sin_real", {a, b}); }
Expr sinh_imag(Expr a, Expr b) { return Expr::call("sinh_imag", {a, b}); }
Expr sinh_real(Expr a, Expr b) { return Expr::call("sinh_real", {a, b}); }
Expr sqrt_imag(Expr a, Expr b) { return Expr::call("sqrt_imag", {a, b}); }
Expr sqrt_real(Expr a, Expr b) { return Expr::call("sqrt_real", {a, b}); }
Expr tan_imag(Expr a, Expr b) { return Expr::call("tan_imag", {a, b}); }
Expr tan_real(Expr a, Expr b) { return Expr::call("tan_real", {a, b}); }
Expr tanh_imag(Expr a, Expr b) { return Expr::call("tanh_imag", {a, b}); }
Expr tanh_real(Expr a, Expr b) { return Expr::call("tanh_real", {a, b}); }
// Parts of sqrt(a + ib) * sqrt(c + id).
Expr rootsReal(Expr a, Expr b, Expr c, Expr d) {
  return sqrt_real(a, b) * sqrt_real(c, d) - sqrt_imag(a, b) * sqrt_imag(c, d);
}
Expr rootsImag(Expr a, Expr b, Expr c, Expr d) {
  return sqrt_real(a, b) * sqrt_imag(c, d) + sqrt_imag(a, b) * sqrt_real(c, d);
}
// The distances of x + iy from 1, -1, i and -i.
const Expr toOne = hypot(1 - x, y), toMinusOne = hypot(1 + x, y), toI = hypot(x, 1 - y), toMinusI = hypot(x, 1 + y);
// Where the inverse functions have no derivative: close to 1 and -1, or to i and -i, and at infinity.
const Expr isInfinite = x == infinity || x == -infinity || y == infinity || y == -infinity;
const Expr isAtOne = ((x == 1 || x == -1) && y < 1e-36 && y > -1e-36) || isInfinite;
const Expr isAtI = ((y == 1 || y == -1) && x < 1e-36 && x > -1e-36) || isInfinite;
// Where cosh overflows, in the narrowest type.
const Expr isSteepX = x > 80 || x < -80, isSteepY = y > 80 || y < -80;
const Expr length = hypot(z, w); // of a divisor, whose square may be out of range
const Expr powReal = Expr::call("pow_real", {x, y, z, w}), powImag = Expr::call("pow_imag", {x, y, z, w});
Expr sqrt(Expr a) { return Expr::call("sqrt", a); }
Expr y0(Expr a) { return Expr::call("y0", a); }
Expr y1(Expr a) { return Expr::call("y1", a); }

using domain = SmallVector<Interval, 3>;
using poles = SmallVector<Expr, 3>;

// clang-format off
std::vector<Rule> makeTable() {
  return {
    // Operators
    {"add", {1, 1},                                  domain{{-3, 3}, {-3, 3}}},
    {"sub", {1, -1},                                 domain{{-3, 3}, {-3, 3}}},
    {"mul", {y, x},                                  domain{{-3, 3}, {-3, 3}}},
    {"div", {1 / y, -r / y},                         domain{{-3, 3}, {0.5, 3}}},
    {"neg", {-1},                                    domain{{-3, 3}}},
    {"fma", {y, x, 1},                               domain{{-3, 3}, {-3, 3}, {-3, 3}}},

    // Roots and powers
    {"sqrt",   {0.5 / r},                            domain{{0.1, 5}}, "infinite at 0", poles{r == 0}},
    {"cbrt",   {1 / (3 * r * r)},                    domain{{0.1, 5}}, "infinite at 0", poles{r == 0}},
    {"hypot",  {x / r, y / r},                       domain{{0.1, 3}, {-3, 3}},
               "none at the origin", poles{r == 0, r == 0}},
    {"hypot3", {x / r, y / r, z / r},                domain{{0.1, 3}, {-3, 3}, {-3, 3}},
               "hypot of three arguments; none at the origin", poles{r == 0, r == 0, r == 0}},
    {"pow",    {select(y == 0, 0, y * pow(x, y - 1)), select(x == 0 && y >= 0, 0, r * log(x))},
                                                     domain{{0.1, 3}, {-3, 3}},
               "pow(x, 0) is 1 for all x, pow(0, y) is 0 for all y > 0: derivative 0 there, and by decision in y at "
               "pow(0, 0); infinite in x at pow(0, y) for y < 1; none in y for x < 0",
               poles{y < 1 || y == infinity, x <= 0 || x == infinity}},

    // Exponentials and logarithms
    {"exp",   {r},                                   domain{{-3, 3}}},
    {"exp2",  {r * log2},                            domain{{-3, 3}}},
    {"exp10", {r * log10},                           domain{{-2, 1}}},
    {"expm1", {exp(x)},                              domain{{-3, 3}}},
    {"log",   {1 / x},                               domain{{0.1, 5}}},
    {"log2",  {log2e / x},                           domain{{0.1, 5}}},
    {"log10", {log10e / x},                          domain{{0.1, 5}}},
    {"log1p", {1 / (1 + x)},                         domain{{-0.9, 5}}},

    // Trigonometric and hyperbolic functions
    {"sin",   {cos(x)},                              domain{{-3, 3}}},
    {"cos",   {-sin(x)},                             domain{{-3, 3}}},
    {"tan",   {1 + r * r},                           domain{{-1.4, 1.4}}},
    {"asin",  {1 / sqrt((1 - x) * (1 + x))},         domain{{-0.95, 0.95}}, "infinite at -1 and 1", poles{x * x == 1}},
    {"acos",  {-1 / sqrt((1 - x) * (1 + x))},        domain{{-0.95, 0.95}}, "infinite at -1 and 1", poles{x * x == 1}},
    {"atan",  {1 / (1 + x * x)},                     domain{{-3, 3}}},
    {"atan2", {y / (x * x + y * y), -x / (x * x + y * y)}, domain{{0.2, 3}, {-3, 3}},
              "x is the ordinate, as in C++; none at the origin", poles{x * x + y * y == 0, x * x + y * y == 0}},
    {"sinh",  {cosh(x)},                             domain{{-3, 3}}},
    {"cosh",  {sinh(x)},                             domain{{-3, 3}}},
    {"tanh",  {1 - r * r},                           domain{{-2, 2}}},
    {"asinh", {1 / sqrt(x * x + 1)},                 domain{{-3, 3}}},
    {"acosh", {1 / sqrt((x - 1) * (x + 1))},         domain{{1.1, 5}}, "infinite at 1", poles{x == 1}},
    {"atanh", {1 / ((1 - x) * (1 + x))},             domain{{-0.9, 0.9}}},

    // Error and gamma functions; digamma is printed as a helper
    {"erf",    {twoOverSqrtPi * exp(-(x * x))},      domain{{-3, 3}}},
    {"erfc",   {-twoOverSqrtPi * exp(-(x * x))},     domain{{-3, 3}}},
    {"lgamma", {digamma(x)},                         domain{{0.3, 8}}, "", poles{x * x == 0}},
    {"tgamma", {r * digamma(x)},                     domain{{0.3, 8}}},

    {"lgamma_sign", {zero},                          domain{{0.3, 8}}, "what lgamma_r stores"},

    // Bessel functions of the order 0 and 1: f0' = -f1, f1' = f0 - f1 / x, where j1 is x / 2 around 0
    {"j0", {-j1(x)},                                 domain{{-9, 9}}},
    {"j1", {select(fabs(x) < 1e-10, 0.5, j0(x) - r / x)}, domain{{-9, 9}}},
    {"y0", {-y1(x)},                                 domain{{0.3, 9}}, "", poles{x * x == 0}},
    {"y1", {y0(x) - r / x},                          domain{{0.3, 9}}, "", poles{fabs(r / x) == infinity}},

    // Absolute values, minima, remainders
    {"fabs", {select(x > 0, 1, select(x < 0, -1, 0))},
                                                     domain{{-3, 3}}, "0 at 0"},
    {"fmin", {select(y < x || isnan(x), 0, 1), select(y < x || isnan(x), 1, 0)},
                                                     domain{{-3, 3}, {-3, 3}}, "tie: first argument"},
    {"fmax", {select(x < y || isnan(x), 0, 1), select(x < y || isnan(x), 1, 0)},
                                                     domain{{-3, 3}, {-3, 3}}, "tie: first argument"},
    {"fdim", {select(x > y, 1, 0), select(x > y, -1, 0)},
                                                     domain{{-3, 3}, {-3, 3}}, "0 at x = y"},
    {"fmod", {1, -round((x - r) / y)},               domain{{-9, 9}, {1, 3}}, "jumps where x / y is an integer",
             poles{none, fabs((x - r) / y) == infinity}},
    {"remainder", {1, -round((x - r) / y)},          domain{{-8, 8}, {1, 3}}, "jumps where x / y is halfway",
             poles{none, fabs((x - r) / y) == infinity}},
    {"remquo_quotient", {zero, zero},                domain{{-8, 8}, {1, 3}}, "what remquo stores"},
    {"copysign", {select(x == 0, 0, select(r == x, 1, -1)), zero},
                                                     domain{{-3, 3}, {-3, 3}}, "0 at x = 0; jumps at y = 0"},
    {"nextafter", {1, zero},                         domain{{-3, 3}, {4, 5}}, "jumps at x = y and powers of two"},

    // Parts and scaling
    {"ldexp",   {ldexp(1, y), none},                 domain{{-3, 3}, {-4, 4}}},
    {"scalbn",  {scalbn(1, y), none},                domain{{-3, 3}, {-4, 4}}},
    {"scalbln", {scalbln(1, y), none},               domain{{-3, 3}, {-4, 4}}},
    {"frexp_fraction", {ldexp(1, -frexpExponent(x))}, domain{{0.1, 5}},
                "what frexp returns; jumps at powers of two"},
    {"frexp_exponent", {zero},                       domain{{0.1, 5}}, "what frexp stores"},
    {"modf_fraction",  {1},                          domain{{-3, 3}}, "what modf returns; jumps at integers"},
    {"modf_integer",   {zero},                       domain{{-3, 3}}, "what modf stores; jumps at integers"},

    // Parts of complex functions f(x + iy), whose partials are those of f' = p + iq by the equations of Cauchy and
    // Riemann: p and -q in the real part, q and p in the imaginary part. The quotient is (x + iy) / (z + iw), the power
    // (x + iy) to the z + iw, and for both there are two pairs.
    {"quotient_real", {z / length / length, w / length / length, (x - 2 * z * r) / length / length,
                       (y - 2 * w * r) / length / length},
                      domain{{-3, 3}, {-3, 3}, {0.5, 3}, {-3, 3}}},
    {"quotient_imag", {-w / length / length, z / length / length, (y - 2 * z * r) / length / length,
                       (-x - 2 * w * r) / length / length},
                      domain{{-3, 3}, {-3, 3}, {0.5, 3}, {-3, 3}}},
    {"exp_real",  {r, -exp_imag(x, y)}, domain{{-3, 3}, {-3, 3}}, "", poles{none, x > 700}},
    {"exp_imag",  {r, exp_real(x, y)},  domain{{-3, 3}, {-3, 3}}, "", poles{none, x > 700}},
    {"log_real",  {x / (x * x + y * y), y / (x * x + y * y)}, domain{{0.2, 3}, {-3, 3}}, "none at the origin",
                  poles{x * x + y * y == 0, x * x + y * y == 0}},
    {"sqrt_real", {r / (2 * hypot(x, y)), sqrt_imag(x, y) / (2 * hypot(x, y))}, domain{{0.2, 3}, {-3, 3}},
                  "none at the origin; jumps at negative x",
                  poles{r == 0 || x * x == infinity, r == 0 || x * x == infinity}},
    {"sqrt_imag", {-r / (2 * hypot(x, y)), sqrt_real(x, y) / (2 * hypot(x, y))}, domain{{0.2, 3}, {-3, 3}},
                  "none at the origin; jumps at negative x",
                  poles{r == 0 || x * x == infinity, r == 0 || x * x == infinity}},
    {"pow_real",  {((z * r - w * powImag) * x + (z * powImag + w * r) * y) / (x * x + y * y),
                   ((z * r - w * powImag) * y - (z * powImag + w * r) * x) / (x * x + y * y),
                   r * log_real(x, y) - powImag * atan2(y, x), -(r * atan2(y, x) + powImag * log_real(x, y))},
                  domain{{0.2, 3}, {-3, 3}, {-2, 2}, {-2, 2}}, "none at the origin",
                  poles{x * x + y * y == 0, x * x + y * y == 0, x * x + y * y == 0, x * x + y * y == 0}},
    {"pow_imag",  {((z * r + w * powReal) * x - (z * powReal - w * r) * y) / (x * x + y * y),
                   ((z * powReal - w * r) * x + (z * r + w * powReal) * y) / (x * x + y * y),
                   powReal * atan2(y, x) + r * log_real(x, y), powReal * log_real(x, y) - r * atan2(y, x)},
                  domain{{0.2, 3}, {-3, 3}, {-2, 2}, {-2, 2}}, "none at the origin",
                  poles{x * x + y * y == 0, x * x + y * y == 0, x * x + y * y == 0, x * x + y * y == 0}},

    // sin' = cos, cos' = -sin, tan' = 1 + tan^2, and the same of the hyperbolic ones with their signs. One part may
    // be 0 where the other is NaN or infinite
    {"sin_real",  {cos_real(x, y), -cos_imag(x, y)}, domain{{-3, 3}, {-2, 2}}, "", poles{isSteepY}},
    {"sin_imag",  {cos_imag(x, y), cos_real(x, y)},  domain{{-3, 3}, {-2, 2}}, "", poles{isSteepY, y == 0}},
    {"cos_real",  {-sin_real(x, y), sin_imag(x, y)}, domain{{-3, 3}, {-2, 2}}, "", poles{isSteepY}},
    {"cos_imag",  {-sin_imag(x, y), -sin_real(x, y)}, domain{{-3, 3}, {-2, 2}}, "", poles{isSteepY, y == 0}},
    {"tan_real",  {1 + (r - tan_imag(x, y)) * (r + tan_imag(x, y)), -2 * r * tan_imag(x, y)},
                  domain{{-1, 1}, {-2, 2}}, "",
                  poles{x == 0, x == 0}},
    {"tan_imag",  {2 * r * tan_real(x, y), 1 + (tan_real(x, y) - r) * (tan_real(x, y) + r)},
                  domain{{-1, 1}, {-2, 2}}, "",
                  poles{y == 0, y == 0}},
    {"sinh_real", {cosh_real(x, y), -cosh_imag(x, y)}, domain{{-2, 2}, {-3, 3}}, "",
                  poles{x == 0, isSteepX}},
    {"sinh_imag", {cosh_imag(x, y), cosh_real(x, y)},  domain{{-2, 2}, {-3, 3}}, "",
                  poles{none, isSteepX}},
    {"cosh_real", {sinh_real(x, y), -sinh_imag(x, y)}, domain{{-2, 2}, {-3, 3}}, "",
                  poles{none, isSteepX}},
    {"cosh_imag", {sinh_imag(x, y), sinh_real(x, y)},  domain{{-2, 2}, {-3, 3}}, "",
                  poles{x == 0, isSteepX}},
    {"tanh_real", {1 - (r - tanh_imag(x, y)) * (r + tanh_imag(x, y)), 2 * r * tanh_imag(x, y)},
                  domain{{-2, 2}, {-1, 1}}, "",
                  poles{x == 0, x == 0}},
    {"tanh_imag", {-2 * r * tanh_real(x, y), 1 - (tanh_real(x, y) - r) * (tanh_real(x, y) + r)},
                  domain{{-2, 2}, {-1, 1}}, "",
                  poles{y == 0, y == 0}},

    // The inverse functions: one over sqrt(1 - z) sqrt(1 + z) for asin, over sqrt(1 + iz) sqrt(1 - iz) for asinh and
    // over sqrt(z - 1) sqrt(z + 1) for acosh, whose branches on the cuts are those of the function; over (1 + iz)
    // (1 - iz) for atan and over (1 - z) (1 + z) for atanh. Each factor is divided by its length before they meet
    {"asin_real", {rootsReal(1 - x, -y, 1 + x, y) / toOne / toMinusOne,
                   rootsImag(1 - x, -y, 1 + x, y) / toOne / toMinusOne},
                  domain{{-3, 3}, {0.2, 3}}, "infinite at -1 and 1", poles{isAtOne, isAtOne}},
    {"asin_imag", {-rootsImag(1 - x, -y, 1 + x, y) / toOne / toMinusOne,
                   rootsReal(1 - x, -y, 1 + x, y) / toOne / toMinusOne},
                  domain{{-3, 3}, {0.2, 3}}, "infinite at -1 and 1; jumps at real x beyond them",
                  poles{isAtOne, isAtOne}},
    {"acos_real", {-rootsReal(1 - x, -y, 1 + x, y) / toOne / toMinusOne,
                   -rootsImag(1 - x, -y, 1 + x, y) / toOne / toMinusOne},
                  domain{{-3, 3}, {0.2, 3}}, "infinite at -1 and 1", poles{isAtOne, isAtOne}},
    {"acos_imag", {rootsImag(1 - x, -y, 1 + x, y) / toOne / toMinusOne,
                   -rootsReal(1 - x, -y, 1 + x, y) / toOne / toMinusOne},
                  domain{{-3, 3}, {0.2, 3}}, "infinite at -1 and 1; jumps at real x beyond them",
                  poles{isAtOne, isAtOne}},
    {"atan_real", {((1 - y) / toI * ((1 + y) / toMinusI) + x / toI * (x / toMinusI)) / toI / toMinusI,
                   2 * (x / toI) * (y / toMinusI) / toI / toMinusI},
                  domain{{0.2, 3}, {-3, 3}}, "none at -i and i; jumps at imaginary x beyond them",
                  poles{isAtI, isAtI}},
    {"atan_imag", {-2 * (x / toI) * (y / toMinusI) / toI / toMinusI,
                   ((1 - y) / toI * ((1 + y) / toMinusI) + x / toI * (x / toMinusI)) / toI / toMinusI},
                  domain{{0.2, 3}, {-3, 3}}, "", poles{isAtI, isAtI}},
    {"asinh_real", {rootsReal(1 - y, x, 1 + y, -x) / toI / toMinusI, rootsImag(1 - y, x, 1 + y, -x) / toI / toMinusI},
                  domain{{0.2, 3}, {-3, 3}}, "infinite at -i and i; jumps at imaginary x beyond them",
                  poles{isAtI, isAtI}},
    {"asinh_imag", {-rootsImag(1 - y, x, 1 + y, -x) / toI / toMinusI, rootsReal(1 - y, x, 1 + y, -x) / toI / toMinusI},
                  domain{{0.2, 3}, {-3, 3}}, "infinite at -i and i", poles{isAtI, isAtI}},
    {"acosh_real", {rootsReal(x - 1, y, x + 1, y) / toOne / toMinusOne,
                    rootsImag(x - 1, y, x + 1, y) / toOne / toMinusOne},
                  domain{{-3, 3}, {0.2, 3}}, "infinite at -1 and 1", poles{isAtOne, isAtOne}},
    {"acosh_imag", {-rootsImag(x - 1, y, x + 1, y) / toOne / toMinusOne,
                    rootsReal(x - 1, y, x + 1, y) / toOne / toMinusOne},
                  domain{{-3, 3}, {0.2, 3}}, "infinite at -1 and 1; jumps at real x below 1",
                  poles{isAtOne, isAtOne}},
    {"atanh_real", {((1 - x) / toOne * ((1 + x) / toMinusOne) + y / toOne * (y / toMinusOne)) / toOne / toMinusOne,
                    -2 * (x / toOne) * (y / toMinusOne) / toOne / toMinusOne},
                  domain{{-3, 3}, {0.2, 3}}, "", poles{isAtOne, isAtOne}},
    {"atanh_imag", {2 * (x / toOne) * (y / toMinusOne) / toOne / toMinusOne,
                    ((1 - x) / toOne * ((1 + x) / toMinusOne) + y / toOne * (y / toMinusOne)) / toOne / toMinusOne},
                  domain{{-3, 3}, {0.2, 3}}, "none at -1 and 1; jumps at real x beyond them",
                  poles{isAtOne, isAtOne}},

    // Piecewise constant: the derivative is legitimately zero
    {"ceil",      {zero}, domain{{-3, 3}}},
    {"floor",     {zero}, domain{{-3, 3}}},
    {"trunc",     {zero}, domain{{-3, 3}}},
    {"round",     {zero}, domain{{-3, 3}}},
    {"nearbyint", {zero}, domain{{-3, 3}}},
    {"rint",      {zero}, domain{{-3, 3}}},
    {"lround",    {zero}, domain{{-3, 3}}},
    {"llround",   {zero}, domain{{-3, 3}}},
    {"lrint",     {zero}, domain{{-3, 3}}},
    {"llrint",    {zero}, domain{{-3, 3}}},
    {"logb",      {zero}, domain{{0.1, 5}}},
    {"ilogb",     {zero}, domain{{0.1, 5}}},
    {"fpclassify", {zero}, domain{{-3, 3}}},
    {"isfinite",  {zero}, domain{{-3, 3}}},
    {"isinf",     {zero}, domain{{-3, 3}}},
    {"isnan",     {zero}, domain{{-3, 3}}},
    {"isnormal",  {zero}, domain{{-3, 3}}},
    {"signbit",   {zero}, domain{{-3, 3}}},
    {"isgreater",      {zero, zero}, domain{{-3, 3}, {-3, 3}}},
    {"isgreaterequal", {zero, zero}, domain{{-3, 3}, {-3, 3}}},
    {"isless",         {zero, zero}, domain{{-3, 3}, {-3, 3}}},
    {"islessequal",    {zero, zero}, domain{{-3, 3}, {-3, 3}}},
    {"islessgreater",  {zero, zero}, domain{{-3, 3}, {-3, 3}}},
    {"isunordered",    {zero, zero}, domain{{-3, 3}, {-3, 3}}},
  };
}
// clang-format on

#ifdef PULLBACK_MUTANTS
// Mistakes made on purpose, one for each partial and pole of every row.
std::vector<Rule> addMutants(std::vector<Rule> table) {
  for (Rule &rule : table)
    for (unsigned i = 0; i < rule.partials.size(); ++i) {
      std::string place = (":" + rule.name + ":" + Twine(i)).str();
      if (!rule.partials[i].isNone() && mutant("sign" + place))
        rule.partials[i] = rule.partials[i].isZero() ? Expr(1) : -rule.partials[i];
      if (rule.mayBePole(i) && mutant("pole" + place))
        rule.poles[i] = none;
    }
  return table;
}
#endif

const std::vector<Rule> &getTable() {
#ifdef PULLBACK_MUTANTS
  static const std::vector<Rule> table = addMutants(makeTable());
#else
  static const std::vector<Rule> table = makeTable();
#endif
  return table;
}

} // namespace

bool Rule::isConstant() const {
  return all_of(partials, [](const Expr &partial) { return partial.isZero(); });
}

ArrayRef<Rule> pullback::getRules() { return getTable(); }

const Rule *pullback::lookupRule(StringRef name) {
  static const StringMap<const Rule *> rows = [] {
    StringMap<const Rule *> map;
    for (const Rule &rule : getTable())
      map[rule.name] = &rule;
    return map;
  }();
  return rows.lookup(name);
}
