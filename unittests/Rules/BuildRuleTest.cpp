// The shape of what is built: the text that an expert would write.
#include "Reference.h"

#include <gtest/gtest.h>

using namespace pullback;

TEST(Product, operators) {
  EXPECT_EQ(printProduct("add", 0), "s");
  EXPECT_EQ(printProduct("sub", 1), "-s");
  EXPECT_EQ(printProduct("mul", 0), "(s * y)");
  EXPECT_EQ(printProduct("div", 0), "(s / y)");
  EXPECT_EQ(printProduct("div", 1), "-((s / y) * r)");
}

TEST(Product, literalsStandFirst) {
  EXPECT_EQ(printProduct("mul", 0, {std::nullopt, 3.0}), "(3 * s)");
  EXPECT_EQ(printProduct("mul", 0, {std::nullopt, 1.0}), "s");
  EXPECT_EQ(printProduct("sqrt", 0), "(s == 0 ? 0 : ((0.5 * s) / r))");
  EXPECT_EQ(printProduct("log", 0), "(s / x)");
}

TEST(Product, powOfLiteralExponent) {
  EXPECT_EQ(printProduct("pow", 0, {std::nullopt, 2.0}), "((2 * s) * x)");
  EXPECT_EQ(printProduct("pow", 0, {std::nullopt, 3.0}), "((3 * s) * pow(x, 2))");
  EXPECT_EQ(printProduct("pow", 0, {std::nullopt, 1.0}), "s");
  EXPECT_EQ(printProduct("pow", 0, {std::nullopt, 0.0}), "0");
  EXPECT_EQ(printProduct("pow", 0, {std::nullopt, 0.5}), "(s == 0 ? 0 : ((0.5 * s) * pow(x, -0.5)))");
}

TEST(Product, powOfLiteralBase) { EXPECT_EQ(printProduct("pow", 1, {2.0}), "((s * r) * log(2))"); }

TEST(Product, scaling) {
  EXPECT_EQ(printProduct("ldexp", 0), "ldexp(s, y)");
  EXPECT_EQ(printProduct("frexp_fraction", 0), "ldexp(s, -frexp_exponent(x))");
}

TEST(Product, selections) {
  EXPECT_EQ(printProduct("fmax", 0), "(x < y || isnan(x) ? 0 : s)");
  EXPECT_EQ(printProduct("fabs", 0), "(x > 0 ? s : (x < 0 ? -s : 0))");
}

TEST(Uses, whatIsToBeRecorded) {
  const Rule &div = *lookupRule("div"), &add = *lookupRule("add"), &tanh = *lookupRule("tanh");
  EXPECT_TRUE(usesOperand(div.partials[1], 1));
  EXPECT_TRUE(usesResult(div.partials[1]));
  EXPECT_FALSE(usesOperand(div.partials[1], 0));
  EXPECT_FALSE(usesResult(div.partials[0]));
  EXPECT_FALSE(usesOperand(add.partials[0], 0));
  EXPECT_FALSE(usesOperand(tanh.partials[0], 0));
}
