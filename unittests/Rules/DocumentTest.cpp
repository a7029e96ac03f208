// docs/reference/rules.md is the table as a page. With PULLBACK_BLESS=1 in the environment the page is written,
// otherwise it is compared.
#include "Reference.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <gtest/gtest.h>

#include <cstdlib>

using namespace llvm;
using namespace pullback;

static const char introduction[] =
    R"(<!-- Written by `./x docs` from lib/Rules/RuleTable.cpp; do not edit. -->
# Derivative rules

One row for each function of `<cmath>` and each operator. Partials are in the operands `x`, `y`, `z` and the result `r`;
`none` stands for an operand that is an integer. An adjoint of exactly 0 contributes exactly 0 wherever the function's
value is finite, also at the poles of the partial; the rows where that needs a test at run time are marked 'pole'.

Functions that are not listed here or below cannot be differentiated, and are refused.

| function | partials | notes |
|---|---|---|
)";

static const char constants[] = R"(
## Derivative zero

These are piecewise constant, or yield integers or truth values. Their derivative is zero wherever it exists, and zero by
convention where they jump. So is that of every conversion to an integer type and of every comparison.

)";

static std::string escape(std::string text) {
  for (size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
    text.insert(at, "\\");
  return text;
}

static std::string render() {
  std::string text = introduction;
  raw_string_ostream page(text);
  SmallVector<std::string> zero;
  for (const Rule &rule : getRules()) {
    if (rule.isConstant()) {
      zero.push_back("`" + rule.name.str() + "`");
      continue;
    }
    bool pole = any_of(seq(0u, rule.getArity()), [&](unsigned operand) { return rule.mayBePole(operand); });
    page << "| `" << rule.name << "` | ";
    interleave(rule.partials, page, [&](const Expr &partial) { page << "`" << escape(partial.str()) << "`"; }, "<br>");
    page << " | " << rule.note << (pole ? (rule.note.empty() ? "pole" : "; pole") : "") << " |\n";
  }
  page << constants << join(zero, ", ") << "\n";
  return text;
}

TEST(Document, isCurrent) {
  const std::string path = PULLBACK_SOURCE_DIR "/docs/reference/rules.md";
  if (const char *bless = std::getenv("PULLBACK_BLESS"); bless && *bless == '1') {
    std::error_code error;
    raw_fd_ostream(path, error) << render();
    ASSERT_FALSE(error) << error.message();
  }
  auto page = MemoryBuffer::getFile(path);
  ASSERT_TRUE(page) << path;
  EXPECT_EQ((*page)->getBuffer().str(), render()) << "run './x docs'";
}
