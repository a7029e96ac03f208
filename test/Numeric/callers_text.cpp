// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17 -I%S/Inputs
// RUN: %clangxx %warnflags -I%S/Inputs -fsanitize=address,undefined -ffp-contract=off -c callers_text.pullback.cpp
// RUN: %gxx %warnflags -I%S/Inputs -O2 -ffp-contract=off -c callers_text.pullback.cpp -o fast.o
// RUN: %clangxx -std=c++17 -fsanitize=address,undefined -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s callers_text.pullback.o -o main && ./main
// RUN: %gxx -std=c++17 -O2 -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s fast.o -o fast && ./fast
// Text in signatures, in what is only read: names that classes carry, and parameters that nobody looks at.
#include "atoms.h"
#include <pullback/pullback.h>
#include <string_view>

PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double energy(const Molecule& molecule, const std::string& label, std::string_view, double k) {
  double sum = 0;
  for (const Atom& one : molecule.atoms)
    sum += k * one.charge * one.x * one.x;
  const std::string own = label;
  return sum * molecule.scale;
}

PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double stretched(Named spring, const Named& other, double x) { return spring.k * other.k * x * x; }

#ifdef MAIN
#include "callers_text.pullback.h"
#include "expect.h"

static const Molecule water{"water", {{"O", 0.5, -0.75}, {"H", 2, 0.25}}, 4};

static void checkEnergy() {
  // sum = k (-0.75 * 0.25 + 0.25 * 4) = 0.8125 k
  Molecule bar = water, dot = water;
  for (Atom& atom : bar.atoms)
    atom.x = atom.charge = 0;
  bar.scale = 0;
  double kBar = 0;
  EXPECT(energy_value_and_vjp(water, "label", "view", 2, 1, bar, &kBar), 6.5);
  EXPECT(kBar, 3.25);
  EXPECT(bar.scale, 1.625);
  EXPECT(bar.atoms[0].x, 4 * 2 * -0.75);
  EXPECT(bar.atoms[1].charge, 4 * 2 * 4);
  EXPECT(bar.atoms[1].name == "H" && bar.title == "water", 1);
  energy_gradient(water, "label", "view", 2, bar, &kBar);
  EXPECT(kBar, 6.5);
  energy_vjp(water, "label", "view", 2, 2, bar, &kBar);
  EXPECT(kBar, 13);
  energy_saved saved;
  EXPECT(energy_fwd(water, "label", "view", 2, saved), 6.5);
  energy_rev(water, "label", "view", 2, saved, 1, bar, &kBar);
  EXPECT(kBar, 16.25);
  for (Atom& atom : dot.atoms)
    atom.x = atom.charge = 0;
  dot.scale = 1;
  double result = 0;
  EXPECT(energy_jvp(water, "label", "view", 2, dot, 0, &result), 6.5);
  EXPECT(result, 1.625);
}

static void checkStretched() {
  Named spring{2, "spring"}, other{3, "other"}, springBar{0, "a"}, otherBar{0, "b"};
  double xBar = 0, result = 0;
  EXPECT(stretched_gradient(spring, other, 4, &springBar, otherBar, &xBar), 96);
  EXPECT(springBar.k, 48);
  EXPECT(otherBar.k, 32);
  EXPECT(xBar, 48);
  EXPECT(otherBar.name == "b", 1);
  EXPECT(stretched_jvp(spring, other, 4, spring, other, 1, &result), 96);
  EXPECT(result, 48 * 2 + 32 * 3 + 48);
}

int main() {
  checkEnergy();
  checkStretched();
  return failures != 0;
}
#endif
