#include "hand/hand.h"
#include "harness/case.h"
#include "lj.pullback.h"

#ifdef BENCH_PEERS
#include "lj.adolc.h"
#endif

double lj(const double* x, int n, const int* start, const int* neighbour, double cutoff);

static constexpr double kSpacing = 1.12, kReach = 2.8;

// A cube of atoms in rows; the list of an atom holds those behind it that are within reach of the lattice place.
template <typename Visit> static void visitPairs(int edge, Visit visit) {
  const int n = edge * edge * edge, far = static_cast<int>(kReach / kSpacing);
  for (int i = 0; i < n; ++i)
    for (int dx = 0; dx <= far; ++dx)
      for (int dy = -far; dy <= far; ++dy)
        for (int dz = -far; dz <= far; ++dz) {
          const int x = i / (edge * edge) + dx, y = i / edge % edge + dy, z = i % edge + dz,
                    j = (x * edge + y) * edge + z;
          const bool inside = x < edge && y >= 0 && y < edge && z >= 0 && z < edge;
          if (inside && j > i && kSpacing * kSpacing * (dx * dx + dy * dy + dz * dz) < kReach * kReach) visit(i, j);
        }
}

static std::vector<int> getStarts(int edge) {
  std::vector<int> starts(edge * edge * edge + 1);
  visitPairs(edge, [&](int i, int) { ++starts[i + 1]; });
  for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
  return starts;
}

static std::vector<int> getNeighbours(int edge) {
  std::vector<int> neighbours;
  visitPairs(edge, [&](int, int j) { neighbours.push_back(j); });
  return neighbours;
}

bench::Case bench::makeCase(Size size) {
  const int edge = pick<int>(size, {7, 34, 75}), n = edge * edge * edge;
  const double cutoff = 2.5;
  Random random(13);
  Case c;
  c.parameter("n", n);
  const std::vector<int> start = getStarts(edge), neighbours = getNeighbours(edge);
  c.parameter("pairs", static_cast<double>(neighbours.size()));
  std::vector<double> x = random.uniform(3 * n, -0.1, 0.1);
  for (int i = 0; i < n; ++i) {
    x[3 * i] += kSpacing * (i / (edge * edge));
    x[3 * i + 1] += kSpacing * (i / edge % edge);
    x[3 * i + 2] += kSpacing * (i % edge);
  }
  c.independent(x);
  c.seed = {1.3};
  const int *first = c.keep(start), *neighbour = c.keep(neighbours);
  const auto call = [=](auto f, const auto* in, auto* out) { *out = f(in, n, first, neighbour, cutoff); };
  const auto reverse = [=](auto f, const double* in, const double* seed, double* bar) {
    f(in, n, first, neighbour, cutoff, *seed, bar);
  };
  c.attach(call, reverse, ::lj, lj_vjp, lj_hand);
#ifdef BENCH_PEERS
  attachTape(c, size, call, adolc::lj);
#endif
  return c;
}
