// Kinks and poles as the contract has them.
#include "Reference.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

using namespace llvm;
using namespace pullback;

static constexpr double inf = std::numeric_limits<double>::infinity();
static constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

static bool isPositiveZero(double value) { return value == 0 && !std::signbit(value); }

TEST(Kink, fabsIsZeroAtZero) {
  EXPECT_EQ(evaluateProduct("fabs", 0, 2, {0.0}), 0);
  EXPECT_EQ(evaluateProduct("fabs", 0, 2, {-0.0}), 0);
  EXPECT_EQ(evaluateProduct("fabs", 0, 2, {-5}), -2);
}

TEST(Kink, tieOfMinAndMaxGoesToTheFirst) {
  for (StringRef name : {"fmin", "fmax"}) {
    EXPECT_EQ(evaluateProduct(name, 0, 2, {1, 1}), 2);
    EXPECT_EQ(evaluateProduct(name, 1, 2, {1, 1}), 0);
    EXPECT_EQ(evaluateProduct(name, 0, 2, {0.0, -0.0}), 2);
  }
}

TEST(Kink, minAndMaxGiveAllToTheArgumentThatTheyReturn) {
  for (StringRef name : {"fmin", "fmax"}) {
    EXPECT_EQ(evaluateProduct(name, 0, 2, {1, notANumber}), 2);
    EXPECT_EQ(evaluateProduct(name, 1, 2, {1, notANumber}), 0);
    EXPECT_EQ(evaluateProduct(name, 0, 2, {notANumber, 1}), 0);
    EXPECT_EQ(evaluateProduct(name, 1, 2, {notANumber, 1}), 2);
  }
}

TEST(Kink, powAtZero) {
  EXPECT_EQ(evaluateProduct("pow", 1, 2, {0, 3}), 0);
  EXPECT_EQ(evaluateProduct("pow", 1, 2, {0, 0.5}), 0);
  EXPECT_EQ(evaluateProduct("pow", 0, 2, {0, 0}), 0);
  EXPECT_EQ(evaluateProduct("pow", 0, 2, {0, 1}), 2);
  EXPECT_EQ(evaluateProduct("pow", 0, 2, {0, 2}), 0);
  EXPECT_EQ(evaluateProduct("pow", 0, 2, {0, 0.5}), inf);
}

TEST(Kink, powOfNegativeBase) {
  EXPECT_EQ(evaluateProduct("pow", 0, 2, {-3, 3}), 54);
  EXPECT_EQ(evaluateProduct("pow", 0, 2, {-2, -1}), -0.5);
  EXPECT_TRUE(std::isnan(evaluateProduct("pow", 1, 2, {-3, 3})));
  EXPECT_TRUE(isPositiveZero(evaluateProduct("pow", 1, 0, {-3, 3})));
}

TEST(Kink, copysign) {
  EXPECT_EQ(evaluateProduct("copysign", 0, 2, {3, -1}), -2);
  EXPECT_EQ(evaluateProduct("copysign", 0, 2, {-3, -1}), 2);
  EXPECT_EQ(evaluateProduct("copysign", 0, 2, {-3, 1}), -2);
  EXPECT_EQ(evaluateProduct("copysign", 0, 2, {0.0, -1}), 0);
  EXPECT_EQ(evaluateProduct("copysign", 1, 2, {3, -1}), 0);
}

TEST(Kink, fdimIsZeroAtTheTie) {
  EXPECT_EQ(evaluateProduct("fdim", 0, 2, {1, 1}), 0);
  EXPECT_EQ(evaluateProduct("fdim", 1, 2, {1, 1}), 0);
}

TEST(Pole, zeroSeedContributesZeroAndOthersTheInfinity) {
  struct Case {
    StringRef name;
    unsigned operand;
    SmallVector<double> at;
  };
  const Case cases[] = {{"sqrt", 0, {0}},
                        {"cbrt", 0, {0}},
                        {"hypot", 0, {0, 0}},
                        {"hypot", 1, {0, 0}},
                        {"hypot3", 0, {0, 0, 0}},
                        {"hypot3", 1, {0, 0, 0}},
                        {"hypot3", 2, {0, 0, 0}},
                        {"pow", 0, {0, 0.5}},
                        {"asin", 0, {1}},
                        {"asin", 0, {-1}},
                        {"acos", 0, {1}},
                        {"acos", 0, {-1}},
                        {"acosh", 0, {1}},
                        {"atan2", 0, {0, 0}},
                        {"atan2", 1, {0, 0}},
                        {"lgamma", 0, {1e-310}},
                        {"fmod", 1, {1e300, 1e-300}},
                        {"pow", 1, {-2, 2}},
                        {"remainder", 1, {1e300, 1e-300}},
                        {"exp_real", 1, {710, std::acos(0.0)}},
                        {"exp_imag", 1, {710, 0}},
                        {"sin_imag", 0, {std::acos(0.0), 711}},
                        {"cos_real", 0, {std::acos(0.0), 711}},
                        {"sinh_real", 1, {711, std::acos(0.0)}},
                        {"cosh_real", 1, {711, std::acos(0.0)}},
                        {"asin_real", 0, {1, 0}},
                        {"atan_real", 0, {0, 1}}};
  for (const Case &c : cases) {
    EXPECT_TRUE(std::isfinite(callFunction<double>(c.name, c.at))) << c.name.str();
    for (double seed : {0.0, -0.0})
      EXPECT_TRUE(isPositiveZero(evaluateProduct(c.name, c.operand, seed, c.at))) << c.name.str();
    EXPECT_FALSE(std::isfinite(evaluateProduct(c.name, c.operand, 1, c.at))) << c.name.str();
  }
}

/// Wherever the value is finite, a zero seed contributes zero: swept over the edges of the number range.
TEST(Pole, noneIsForgotten) {
  const double edges[] = {0.0,
                          -0.0,
                          1,
                          -1,
                          0.5,
                          -0.5,
                          2,
                          -2,
                          3,
                          170.5,
                          -170.5,
                          709.7,
                          -709.7,
                          1e10,
                          1e16,
                          1e-16,
                          1e154,
                          -1e154,
                          1e-154,
                          1e300,
                          -1e300,
                          1e-300,
                          5e-324,
                          -5e-324,
                          1.7976931348623157e308,
                          -1.7976931348623157e308,
                          inf,
                          -inf,
                          notANumber};
  auto check = [](const Rule &rule, ArrayRef<double> at) {
    if (!std::isfinite(callFunction<double>(rule.name, at)))
      return;
    for (unsigned operand = 0; operand < rule.getArity(); ++operand)
      if (!rule.partials[operand].isZero())
        EXPECT_EQ(evaluateProduct(rule.name, operand, 0, at), 0)
            << rule.name.str() << ", operand " << operand << " at " << at[0] << ", " << at.back();
  };
  for (const Rule &rule : getRules())
    for (double x : edges) {
      if (rule.getArity() == 1)
        check(rule, {x});
      for (double y : edges)
        if (rule.getArity() == 2)
          check(rule, {x, rule.partials[1].isNone() ? std::fmax(std::fmin(y, 2000), -2000) : y});
    }
  const double few[] = {0.0, -2, 1e-170, 1e170};
  for (const Rule &rule : getRules())
    for (size_t number = 0; number < std::pow(std::size(few), rule.getArity()) && rule.getArity() > 2; ++number) {
      SmallVector<double> at;
      for (size_t rest = number; at.size() < rule.getArity(); rest /= std::size(few))
        at.push_back(few[rest % std::size(few)]);
      check(rule, at);
    }
}
