// Every partial of every row against differences of the C++ library's function in extended precision.
#include "Reference.h"

#include "llvm/ADT/STLExtras.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace llvm;
using namespace pullback;

/// An eighth-order central difference: f(x - 4h) ... f(x + 4h). At h = 1e-3 truncation and rounding are near 1e-16.
static long double differentiate(const Rule &rule, unsigned operand, SmallVector<long double> at) {
  constexpr long double weights[] = {4.0L / 5, -1.0L / 5, 4.0L / 105, -1.0L / 280};
  constexpr long double h = 1.0L / 1024;
  const long double x = at[operand];
  long double sum = 0;
  for (int i = 1; i <= 4; ++i) {
    at[operand] = x + i * h;
    long double above = callFunction<long double>(rule.name, at);
    at[operand] = x - i * h;
    long double below = callFunction<long double>(rule.name, at);
    sum += weights[i - 1] * (above - below);
  }
  return sum / h;
}

static bool isInteger(const Rule &rule, unsigned operand) { return rule.partials[operand].isNone(); }

/// Points inside the domain, the same number along each operand, off the grid lines on which kinks lie.
static std::vector<SmallVector<long double>> getPoints(const Rule &rule) {
  constexpr int count = 9;
  constexpr long double offsets[] = {0.317L, 0.613L, 0.471L, 0.539L};
  std::vector<SmallVector<long double>> points = {{}};
  for (auto [operand, interval] : enumerate(rule.domain)) {
    std::vector<SmallVector<long double>> longer;
    for (const SmallVector<long double> &point : points)
      for (int k = 0; k < count; ++k) {
        long double value = interval.low + (interval.high - interval.low) * (k + offsets[operand]) / count;
        longer.push_back(point);
        longer.back().push_back(isInteger(rule, operand) ? std::round(value) : value);
      }
    points = std::move(longer);
  }
  return points;
}

class Partial : public testing::TestWithParam<unsigned> {};

TEST_P(Partial, agreesWithDifferences) {
  const Rule &rule = getRules()[GetParam()];
  ASSERT_EQ(rule.partials.size(), rule.getArity());
  for (const SmallVector<long double> &point : getPoints(rule))
    for (auto [operand, partial] : enumerate(rule.partials)) {
      if (partial.isNone())
        continue;
      long double result = callFunction<long double>(rule.name, point);
      long double value = evaluate<long double>(partial, point, result);
      long double expected = differentiate(rule, operand, point);
      EXPECT_NEAR(static_cast<double>(value - expected), 0, 1e-13 * (1 + std::fabs(static_cast<double>(expected))))
          << rule.name.str() << ", operand " << operand << " at " << static_cast<double>(point[0]);
    }
}

TEST_P(Partial, isBuiltAsWritten) {
  const Rule &rule = getRules()[GetParam()];
  for (const SmallVector<long double> &point : getPoints(rule))
    for (auto [operand, partial] : enumerate(rule.partials)) {
      if (partial.isNone())
        continue;
      SmallVector<double> at(point.begin(), point.end());
      double expected = 1.7 * evaluate<double>(partial, at, callFunction<double>(rule.name, at));
      EXPECT_NEAR(evaluateProduct(rule.name, operand, 1.7, at), expected, 1e-14 * (1 + std::fabs(expected)))
          << rule.name.str() << ", operand " << operand;
    }
}

INSTANTIATE_TEST_SUITE_P(Rules, Partial, testing::Range(0u, static_cast<unsigned>(getRules().size())),
                         [](const testing::TestParamInfo<unsigned> &info) {
                           return getRules()[info.param].name.str();
                         });

/// Formulae that keep their digits near the ends of the domain, in double against extended precision.
TEST(Accuracy, nearTheEndsOfTheDomain) {
  const std::pair<StringRef, double> points[] = {
      {"acos", 1 - 1e-13}, {"asin", -1 + 1e-13}, {"acosh", 1 + 1e-13}, {"atanh", 1 - 1e-13}, {"expm1", -40},
      {"log1p", 1e-17},    {"erfc", 20},         {"cbrt", 1e-300},     {"sqrt", 1e-300},     {"lgamma", 1e-5}};
  for (auto [name, x] : points) {
    const Expr &partial = lookupRule(name)->partials[0];
    double value = evaluate<double>(partial, {x}, callFunction<double>(name, {x}));
    long double exact = evaluate<long double>(partial, {x}, callFunction<long double>(name, {x}));
    EXPECT_NEAR(static_cast<double>(value / exact), 1, 1e-13) << name.str();
  }
}

TEST(Accuracy, hypotDoesNotOverflow) {
  EXPECT_DOUBLE_EQ(evaluateProduct("hypot", 0, 1, {3e200, 4e200}), 0.6);
  EXPECT_DOUBLE_EQ(evaluateProduct("hypot", 1, 1, {3e-200, 4e-200}), 0.8);
  EXPECT_DOUBLE_EQ(evaluateProduct("hypot3", 2, 1, {2e200, 3e200, 6e200}), 6.0 / 7);
}

TEST(Accuracy, ldexpReachesAllExponents) {
  EXPECT_EQ(evaluateProduct("ldexp", 0, 1e-300, {1e-300, 1500}), std::ldexp(1e-300, 1500));
  EXPECT_EQ(evaluateProduct("scalbn", 0, 1e300, {1e300, -1500}), std::scalbn(1e300, -1500));
}

TEST(Accuracy, fmodCountsExactly) {
  // 0.3 / 0.1 rounds to 3, but 0.3 holds 0.1 only twice.
  EXPECT_EQ(evaluateProduct("fmod", 1, 1, {0.3, 0.1}), -2);
  EXPECT_EQ(evaluateProduct("remainder", 1, 1, {2.5, 1}), -2);
  EXPECT_EQ(evaluateProduct("remainder", 1, 1, {3.5, 1}), -4);
}

TEST(Coverage, everyFunctionOfTheTestsHasARow) {
  for (StringRef name : getFunctionNames())
    EXPECT_TRUE(name == "digamma" || lookupRule(name)) << name.str();
}

TEST(Coverage, functionsOfPartialsHaveRows) {
  // Derivatives of derivatives come from the same table; digamma's would need a polygamma function.
  std::function<void(const Expr &)> visit = [&](const Expr &expr) {
    if (expr.isNone())
      return;
    if (expr.getKind() == Expr::Kind::Call)
      EXPECT_TRUE(expr.getName() == "digamma" || lookupRule(expr.getName())) << expr.getName().str();
    for_each(expr.getParts(), visit);
  };
  for (const Rule &rule : getRules())
    for_each(rule.partials, visit);
}

TEST(Coverage, namesAreUnique) {
  for (const Rule &rule : getRules())
    EXPECT_EQ(lookupRule(rule.name), &rule);
  EXPECT_EQ(lookupRule("nexttoward"), nullptr);
}
