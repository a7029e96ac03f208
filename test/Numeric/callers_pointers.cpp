// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17 -I%S/Inputs
// RUN: %clangxx %warnflags -I%S/Inputs -fsanitize=address,undefined -ffp-contract=off -c callers_pointers.pullback.cpp
// RUN: %gxx %warnflags -I%S/Inputs -O2 -ffp-contract=off -c callers_pointers.pullback.cpp -o fast.o
// RUN: %clangxx -std=c++17 -fsanitize=address,undefined -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s callers_pointers.pullback.o -o main && ./main
// RUN: %gxx -std=c++17 -O2 -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s fast.o -o fast && ./fast
// Structs with pointers in them in signatures: by pointer, by reference and by value, in-out and as pure output.
#include "pointers.h"
#include <cmath>
#include <pullback/pullback.h>

PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double evaluated(const Net *net, const double *x) {
  auto weight = [net](int i, int j) { return net->weights[i * net->inputs + j]; };
  double sum = 0;
  for (int i = 0; i < net->hidden; ++i) {
    double a = net->biases[i];
    for (int j = 0; j < net->inputs; ++j)
      a += weight(i, j) * x[j];
    sum += std::tanh(a) * net->scale;
  }
  return sum * sum;
}

static void kick(State *s, double h) {
  if (!s)
    return;
  for (int i = 0; i < s->n; ++i)
    s->p[i] -= h * std::sin(s->q[i]) * s->mass[i];
}

PULLBACK(vjp, value_and_vjp, split, jvp)
double advanced(State &s, double h) {
  for (int step = 0; step < 3; ++step) {
    kick(&s, h * s.time);
    for (int i = 0; i < s.n; ++i)
      s.q[i] += h * s.p[i] / s.mass[i];
    s.time += h * s.p[0];
  }
  return s.q[0] * s.time;
}

PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double stacked(Stack stack) {
  double sum = 0;
  for (int k = 0; k < 2; ++k)
    for (int i = 0; i < stack.sheets[k].n; ++i)
      sum += stack.sheets[k].row[stack.order[i]] * stack.sheets[0].row[i] * stack.gain;
  stack.gain *= 2;
  return sum * stack.gain;
}

PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double layered(const Stack *stack, int layers) {
  double sum = 1;
  for (int k = 0; k < layers; ++k)
    for (int i = 0; i < stack->sheets[k].n; ++i)
      sum += stack->sheets[k].row[i] * stack->gain * sum;
  return sum;
}

PULLBACK(vjp, value_and_vjp, split, jvp, of(parts))
void parted(const double *x, int n, Parts *parts) {
  for (int i = 0; i < n; ++i) {
    parts->low[i] = x[i] * x[i];
    parts->high[i] = x[i] * x[n - 1];
  }
}

#ifdef MAIN
#include "callers.h"

#include "callers_pointers.pullback.h"

using Vector = std::vector<double>;

// The numbers that a struct leads to and holds; the struct as the functions take it.
using Nets = std::tuple<Vector, Vector, double, Vector>;
static Net view(Nets &a) { return {2, 3, std::get<0>(a).data(), std::get<1>(a).data(), std::get<2>(a)}; }
template <class F> auto withNet(Nets &a, F f) {
  Net net = view(a);
  auto result = f(net);
  std::get<2>(a) = net.scale;
  return result;
}

using States = std::tuple<Vector, Vector, double, double>;
using Advanced = std::tuple<double, Vector, Vector, double>;
static const double masses[] = {1.5, 0.5, 2};
static State view(States &a) { return {3, std::get<0>(a).data(), std::get<1>(a).data(), masses, std::get<2>(a)}; }
static Advanced outputs(double y, const States &a) { return {y, std::get<0>(a), std::get<1>(a), std::get<2>(a)}; }
static void seedWith(States &g, const Advanced &seed) {
  g = {std::get<1>(seed), std::get<2>(seed), std::get<3>(seed), 0.};
}
template <class F> auto withState(States &a, F f) {
  State state = view(a);
  auto result = f(state);
  std::get<2>(a) = state.time;
  return result;
}

using Stacks = std::tuple<Vector, Vector, double>;
static int order[] = {2, 0, 1};
static Stack view(Stacks &a) {
  return {{{std::get<0>(a).data(), 3}, {std::get<1>(a).data(), 3}}, std::get<2>(a), order};
}

using Pair = std::tuple<Vector, Vector>;
static Parts view(Pair &a) { return {std::get<0>(a).data(), std::get<1>(a).data(), 3}; }
static Pair empty() { return {Vector(3), Vector(3)}; }

int main() {
  callers::check(
      "evaluated", Nets({0.5, -0.25, 1, 0.75, -0.5, 0.125}, {0.1, -0.2, 0.3}, 1.5, {0.5, -1.5}),
      [](Nets a) {
        Net net = view(a);
        return evaluated(&net, std::get<3>(a).data());
      },
      [](Nets a, double seed, Nets &g) {
        Net net = view(a);
        withNet(g, [&](Net &bar) {
          evaluated_vjp(&net, std::get<3>(a).data(), seed, &bar, std::get<3>(g).data());
          return 0;
        });
      },
      [](Nets a, double seed, Nets &g) {
        Net net = view(a);
        return withNet(g, [&](Net &bar) {
          return evaluated_value_and_vjp(&net, std::get<3>(a).data(), seed, &bar, std::get<3>(g).data());
        });
      },
      [](Nets a, double seed, Nets &g) {
        Net net = view(a);
        evaluated_saved saved;
        const double y = evaluated_fwd(&net, std::get<3>(a).data(), saved);
        withNet(g, [&](Net &bar) {
          evaluated_rev(&net, std::get<3>(a).data(), saved, seed, &bar, std::get<3>(g).data());
          return 0;
        });
        return y;
      },
      [](Nets a, Nets d, double &t) {
        Net net = view(a), dot = view(d);
        return evaluated_jvp(&net, std::get<3>(a).data(), &dot, std::get<3>(d).data(), &t);
      });

  callers::check(
      "advanced", States({0.1, 0.2, -0.3}, {1, -0.5, 0.25}, 0.75, 0.125),
      [](States a) {
        const double y = withState(a, [&](State &s) { return advanced(s, std::get<3>(a)); });
        return outputs(y, a);
      },
      [](States a, Advanced seed, States &g) {
        seedWith(g, seed);
        State bar = view(g);
        withState(a, [&](State &s) {
          advanced_vjp(s, std::get<3>(a), std::get<0>(seed), bar, &std::get<3>(g));
          return 0;
        });
        std::get<2>(g) = bar.time;
      },
      [](States a, Advanced seed, States &g) {
        seedWith(g, seed);
        State bar = view(g);
        const double y = withState(a, [&](State &s) {
          return advanced_value_and_vjp(s, std::get<3>(a), std::get<0>(seed), bar, &std::get<3>(g));
        });
        std::get<2>(g) = bar.time;
        return outputs(y, a);
      },
      [](States a, Advanced seed, States &g) {
        advanced_saved saved;
        const double y = withState(a, [&](State &s) { return advanced_fwd(s, std::get<3>(a), saved); });
        const Advanced result = outputs(y, a);
        seedWith(g, seed);
        State bar = view(g);
        withState(a, [&](State &s) {
          advanced_rev(s, std::get<3>(a), saved, std::get<0>(seed), bar, &std::get<3>(g));
          return 0;
        });
        std::get<2>(g) = bar.time;
        return result;
      },
      [](States a, States d, Advanced &t) {
        double tangent = 0;
        State dot = view(d);
        const double y =
            withState(a, [&](State &s) { return advanced_jvp(s, std::get<3>(a), dot, std::get<3>(d), &tangent); });
        std::get<2>(d) = dot.time;
        t = outputs(tangent, d);
        return outputs(y, a);
      });

  callers::check(
      "stacked", Stacks({0.1, 0.2, -0.3}, {1, -0.5, 0.25}, 0.75), [](Stacks a) { return stacked(view(a)); },
      [](Stacks a, double seed, Stacks &g) {
        Stack bar = view(g);
        stacked_vjp(view(a), seed, &bar);
        std::get<2>(g) = bar.gain;
      },
      [](Stacks a, double seed, Stacks &g) {
        Stack bar = view(g);
        const double y = stacked_value_and_vjp(view(a), seed, &bar);
        std::get<2>(g) = bar.gain;
        return y;
      },
      [](Stacks a, double seed, Stacks &g) {
        stacked_saved saved;
        const double y = stacked_fwd(view(a), saved);
        Stack bar = view(g);
        stacked_rev(view(a), saved, seed, &bar);
        std::get<2>(g) = bar.gain;
        return y;
      },
      [](Stacks a, Stacks d, double &t) { return stacked_jvp(view(a), view(d), &t); });

  callers::check(
      "layered", Stacks({0.1, 0.2, -0.3}, {1, -0.5, 0.25}, 0.75),
      [](Stacks a) {
        const Stack stack = view(a);
        return layered(&stack, 2);
      },
      [](Stacks a, double seed, Stacks &g) {
        const Stack stack = view(a);
        Stack bar = view(g);
        layered_vjp(&stack, 2, seed, &bar);
        std::get<2>(g) = bar.gain;
      },
      [](Stacks a, double seed, Stacks &g) {
        const Stack stack = view(a);
        Stack bar = view(g);
        const double y = layered_value_and_vjp(&stack, 2, seed, &bar);
        std::get<2>(g) = bar.gain;
        return y;
      },
      [](Stacks a, double seed, Stacks &g) {
        const Stack stack = view(a);
        layered_saved saved;
        const double y = layered_fwd(&stack, 2, saved);
        Stack bar = view(g);
        layered_rev(&stack, 2, saved, seed, &bar);
        std::get<2>(g) = bar.gain;
        return y;
      },
      [](Stacks a, Stacks d, double &t) {
        const Stack stack = view(a), dot = view(d);
        return layered_jvp(&stack, 2, &dot, &t);
      });

  callers::check(
      "parted", Vector({0.1, 0.2, -0.3}),
      [](Vector x) {
        Pair y = empty();
        Parts parts = view(y);
        parted(x.data(), 3, &parts);
        return y;
      },
      [](Vector x, Pair seed, Vector &g) {
        const Parts bar = view(seed);
        parted_vjp(x.data(), 3, g.data(), &bar);
      },
      [](Vector x, Pair seed, Vector &g) {
        const Parts bar = view(seed);
        Pair y = empty();
        Parts parts = view(y);
        parted_value_and_vjp(x.data(), 3, &parts, g.data(), &bar);
        return y;
      },
      [](Vector x, Pair seed, Vector &g) {
        const Parts bar = view(seed);
        Pair y = empty();
        Parts parts = view(y);
        parted_saved saved;
        parted_fwd(x.data(), 3, &parts, saved);
        parted_rev(x.data(), 3, saved, g.data(), &bar);
        return y;
      },
      [](Vector x, Vector d, Pair &t) {
        Pair y = empty();
        t = empty();
        Parts parts = view(y), dot = view(t);
        parted_jvp(x.data(), 3, &parts, d.data(), &dot);
        return y;
      });
  return callers::failures;
}
#endif // MAIN
