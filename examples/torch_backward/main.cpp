// What PyTorch's backward() does, with generated code: out.backward(), z.backward(v), accumulation into one gradient,
// and several backward sweeps after one forward sweep (retain_graph).
//
//   torch_backward          the numbers of PyTorch's documentation
//   torch_backward -        reads n, n numbers x and n numbers v; prints one gradient a line: of out, of z with seed v,
//                           of both added up, and of v and then -2 v through one saved forward sweep
#include "model.h"
#include "model.pullback.h"

#include <cstdio>
#include <cstring>
#include <iostream>
#include <vector>

namespace {

using Vector = std::vector<double>;

void print(const char* name, const Vector& v) {
  std::printf("%s", name);
  for (double e : v) std::printf(" %.17g", e);
  std::printf("\n");
}

void differentiate(const Vector& x, const Vector& v) {
  const int n = static_cast<int>(x.size());

  Vector x_bar(x.size());
  meanOfZ_vjp(x.data(), n, 1.0, x_bar.data()); // out.backward()
  print("out", x_bar);

  Vector sum(x.size());
  computeZ_vjp(x.data(), n, sum.data(), v.data()); // z.backward(v)
  print("z", sum);
  meanOfZ_vjp(x.data(), n, 1.0, sum.data()); // gradients add up until they are cleared
  print("both", sum);

  Vector z(x.size()), first(x.size()), second(x.size()), minusTwoV(x.size());
  for (std::size_t i = 0; i < v.size(); ++i) minusTwoV[i] = -2 * v[i];
  computeZ_saved saved;
  computeZ_fwd(x.data(), n, z.data(), saved); // one forward sweep,
  computeZ_rev(x.data(), n, saved, first.data(), v.data());          // z.backward(v, retain_graph=True)
  computeZ_rev(x.data(), n, saved, second.data(), minusTwoV.data()); // and another one
  print("value", z);
  print("first", first);
  print("second", second);
}

} // namespace

int main(int argc, char** argv) {
  Vector x(4, 1.0), v = {0.1, 1, 1, 1};
  if (argc == 2 && std::strcmp(argv[1], "-") == 0) {
    std::size_t n = 0;
    std::cin >> n;
    x.resize(n);
    v.resize(n);
    for (double& e : x) std::cin >> e;
    for (double& e : v) std::cin >> e;
    if (!std::cin) {
      std::fprintf(stderr, "expected n, then n numbers x, then n numbers v\n");
      return 1;
    }
  }
  differentiate(x, v);
  return 0;
}
