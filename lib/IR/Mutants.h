// Mistakes made on purpose: fuzz/mutate checks that the test suite notices each of them.
//
//   if (!mutant("clear:thing")) clear(thing); // leaves a shadow as it is
//
// In a build with PULLBACK_MUTANTS the environment variable PULLBACK_MUTANT names the one mistake that is made; in all
// others there are none. A name is the kind of the mistake and the site; fuzz/mutate/mutate.py finds them in the text.
// With PULLBACK_MUTANT=? the names are printed when they are met for the first time.
#ifndef PULLBACK_IR_MUTANTS_H
#define PULLBACK_IR_MUTANTS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/raw_ostream.h"

#include <cstdlib>

namespace pullback {

#ifdef PULLBACK_MUTANTS
inline bool mutant(llvm::StringRef name) {
  static const llvm::StringRef chosen = std::getenv("PULLBACK_MUTANT") ? std::getenv("PULLBACK_MUTANT") : "";
  if (static llvm::StringSet<> met; chosen == "?" && met.insert(name).second)
    llvm::errs() << "mutant " << name << "\n";
  return name == chosen;
}
#else
constexpr bool mutant(const char *) { return false; }
#endif

} // namespace pullback

#endif // PULLBACK_IR_MUTANTS_H
