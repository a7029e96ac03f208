// Each partial and pole of the rule table can be got wrong on purpose (fuzz/mutate); the table of what notices it has
// them all.
#include "Rules/RuleTable.h"

#include "llvm/Support/MemoryBuffer.h"

#include <gtest/gtest.h>

#include <string>

using namespace llvm;
using namespace pullback;

static void expectRow(StringRef table, StringRef kind, const Rule &rule, unsigned operand) {
  std::string name = (kind + ":" + rule.name + ":" + Twine(operand)).str();
  EXPECT_TRUE(table.contains("| `" + name + "` |")) << name << ": run fuzz/mutate/mutate.py";
}

TEST(Mutants, areInTheTable) {
  auto table = MemoryBuffer::getFile(PULLBACK_SOURCE_DIR "/fuzz/mutate/table.md");
  ASSERT_TRUE(table);
  for (const Rule &rule : getRules())
    for (unsigned operand = 0; operand < rule.getArity(); ++operand) {
      if (!rule.partials[operand].isNone())
        expectRow((*table)->getBuffer(), "sign", rule, operand);
      if (rule.mayBePole(operand))
        expectRow((*table)->getBuffer(), "pole", rule, operand);
    }
}
