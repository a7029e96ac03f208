// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17 -I%S/Inputs
// RUN: %clangxx %warnflags -I%S/Inputs -fsanitize=address,undefined -ffp-contract=off -c left_out_members.pullback.cpp
// RUN: %gxx %warnflags -I%S/Inputs -O2 -ffp-contract=off -c left_out_members.pullback.cpp -o fast.o
// RUN: %clangxx -std=c++17 -fsanitize=address,undefined -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s left_out_members.pullback.o -o main && ./main
// RUN: %gxx -std=c++17 -O2 -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s fast.o -o fast && ./fast
// Classes of the caller's with members that the function does not look at: maps, functions, random engines.
#include "settings.h"
#include <cmath>
#include <pullback/pullback.h>

PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double weighted(const Settings& settings, double x) {
  double sum = 0;
  for (double w : settings.weights)
    sum += w * std::sin(x * settings.gain);
  return sum;
}

PULLBACK(vjp, split, jvp)
void amplify(Settings& settings, double x) {
  settings.gain *= x;
  for (double& w : settings.weights)
    w *= settings.gain;
}

PULLBACK(vjp, split, jvp)
void walk(Walker& walker, double time) {
  for (double& p : walker.position)
    p += walker.speed * time;
  walker.speed *= walker.position[0];
}

PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double farthest(const std::vector<Walker>& walkers, double scale) {
  double best = 0;
  for (const Walker& one : walkers)
    best = std::fmax(best, std::hypot(one.position[0], one.position[1]) * one.speed * scale);
  return best;
}

#ifdef MAIN
#include "expect.h"
#include "left_out_members.pullback.h"

static Settings makeSettings() {
  Settings settings;
  settings.gain = 0.5;
  settings.extra["kept"] = 7;
  settings.weights = {2, 4};
  settings.done = [] {};
  return settings;
}
static Settings makeDerivatives() {
  Settings bar = makeSettings();
  bar.gain = 0;
  bar.weights = {0, 0};
  return bar;
}
static bool isKept(const Settings& settings) { return settings.extra.at("kept") == 7 && settings.done; }

static void checkWeighted() {
  const Settings settings = makeSettings();
  const double value = weighted(settings, 2), slope = std::cos(1.0);
  Settings bar = makeDerivatives();
  double x = 0, dot = 0;
  EXPECT(weighted_gradient(settings, 2, bar, &x), value);
  EXPECT(bar.gain, 6 * slope * 2);
  EXPECT(bar.weights[1], std::sin(1.0));
  EXPECT(x, 6 * slope * 0.5);
  EXPECT(isKept(bar), true);
  weighted_vjp(settings, 2, 2, bar, &x);
  EXPECT(x, 3 * (6 * slope * 0.5));
  EXPECT(weighted_value_and_vjp(settings, 2, 0, bar, &x), value);
  weighted_saved saved;
  EXPECT(weighted_fwd(settings, 2, saved), value);
  weighted_rev(settings, 2, saved, 1, bar, &x);
  EXPECT(x, 4 * (6 * slope * 0.5));
  Settings direction = makeDerivatives();
  direction.weights[0] = 1;
  EXPECT(weighted_jvp(settings, 2, direction, 0, &dot), value);
  EXPECT(dot, std::sin(1.0));
  EXPECT(isKept(settings), true);
}

static void checkAmplify() {
  Settings primal = makeSettings(), settings = makeSettings(), bar = makeDerivatives();
  amplify(primal, 3);
  bar.weights[1] = 1;
  double x = 0;
  amplify_vjp(settings, 3, bar, &x);
  EXPECT(settings.gain, primal.gain);
  EXPECT(settings.weights[0], primal.weights[0]);
  EXPECT(isKept(settings) && isKept(bar), true);
  EXPECT(bar.weights[1], 1.5);
  EXPECT(bar.gain, 4 * 3);
  EXPECT(x, 4 * 0.5);
  settings = makeSettings();
  Settings dot = makeDerivatives();
  dot.gain = 1;
  amplify_jvp(settings, 3, dot, 0);
  EXPECT(dot.weights[1], 4 * 3);
  EXPECT(isKept(settings) && isKept(dot), true);
  amplify_saved saved;
  settings = makeSettings();
  amplify_fwd(settings, 3, saved);
  bar = makeDerivatives();
  bar.weights[1] = 1;
  x = 0;
  amplify_rev(settings, 3, saved, bar, &x);
  EXPECT(x, 4 * 0.5);
  EXPECT(isKept(settings) && isKept(bar), true);
}

static void checkWalk() {
  const std::mt19937 engine(5);
  Walker primal{{1, 2}, engine, 3}, walker = primal, bar{{1, 0}, engine, 0};
  walk(primal, 0.5);
  double time = 0;
  walk_vjp(walker, 0.5, bar, &time);
  EXPECT(walker.position[0], primal.position[0]);
  EXPECT(walker.speed, primal.speed);
  EXPECT(walker.engine == engine && bar.engine == engine, true);
  EXPECT(bar.position[0], 1);
  EXPECT(bar.speed, 0.5);
  EXPECT(time, 3);
  walker = {{1, 2}, engine, 3};
  Walker dot{{0, 0}, engine, 0};
  walk_jvp(walker, 0.5, dot, 1);
  EXPECT(dot.position[1], 3);
  EXPECT(dot.speed, 9);
  EXPECT(dot.engine == engine, true);
}

static void checkFarthest() {
  const std::vector<Walker> walkers{{{3, 4}, std::mt19937(1), 2}, {{1, 0}, std::mt19937(2), 1}};
  std::vector<Walker> bar{{{0, 0}, std::mt19937(3), 0}, {{0, 0}, std::mt19937(4), 0}};
  double scale = 0;
  EXPECT(farthest_gradient(walkers, 0.5, bar, &scale), farthest(walkers, 0.5));
  EXPECT(scale, 10);
  EXPECT(bar[0].speed, 2.5);
  EXPECT(bar[1].speed, 0);
  EXPECT(bar[1].engine == std::mt19937(4), true);
}

int main() {
  checkWeighted();
  checkAmplify();
  checkWalk();
  checkFarthest();
  return failures;
}
#endif
