// Fits camera poses and points of a film scene to what the cameras saw, with a generated gradient and L-BFGS.
//
//   bundle PROBLEM.txt PICTURE.svg GENERATED.cpp
#include "picture.h"
#include "problem.h"

#include <lbfgs.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <functional>

namespace {

/// Least time of several runs, in seconds.
double timeOf(int runs, const std::function<void()>& work) {
  double least = INFINITY;
  for (int i = 0; i < runs; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work();
    least = std::min(least, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return least;
}

std::vector<double> differences(const Problem& problem, const std::vector<double>& at) {
  std::vector<double> x = at, gradient(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double h = 1e-6 * std::max(1e-2, std::fabs(x[i]));
    x[i] = at[i] + h;
    const double up = problem.error(x.data());
    x[i] = at[i] - h;
    const double down = problem.error(x.data());
    x[i] = at[i];
    gradient[i] = (up - down) / (2 * h);
  }
  return gradient;
}

/// Largest deviation, relative to the largest entry of the block (poses or points) that it is in.
double deviation(const double* a, const double* b, std::size_t n) {
  double largest = 0, worst = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double off = std::fabs(a[i] - b[i]);
    if (std::isnan(off)) return off;
    largest = std::max(largest, std::fabs(b[i]));
    worst = std::max(worst, off);
  }
  return worst / largest;
}

/// L-BFGS works on z with x = start + scale z, so that a step of one in any z moves projections by about a pixel.
struct Scaled {
  const Problem* problem;
  std::vector<double> scale, x, gradient;
  int evaluations = 0;
};

std::vector<double> scales(const Problem& problem) {
  double depth = 0;
  for (int c = 0; c < problem.cameras; ++c) depth = std::max(depth, std::fabs(problem.unknowns[6 * c + 5]));
  for (int p = 0; p < problem.points; ++p)
    depth = std::max(depth, std::fabs(problem.unknowns[6 * problem.cameras + 3 * p + 2]));
  const double pixel = 1 / problem.intrinsics[0];
  std::vector<double> scale(problem.unknowns.size(), pixel * depth);
  for (int c = 0; c < problem.cameras; ++c) std::fill_n(scale.begin() + 6 * c, 3, pixel);
  return scale;
}

lbfgsfloatval_t evaluate(void* instance, const lbfgsfloatval_t* z, lbfgsfloatval_t* gradient, int n, lbfgsfloatval_t) {
  Scaled& s = *static_cast<Scaled*>(instance);
  ++s.evaluations;
  for (int i = 0; i < n; ++i) s.x[i] = s.problem->unknowns[i] + s.scale[i] * z[i];
  const double value = s.problem->errorAndGradient(s.x.data(), s.gradient.data());
  for (int i = 0; i < n; ++i) gradient[i] = s.gradient[i] * s.scale[i];
  return value;
}

int progress(void* instance, const lbfgsfloatval_t*, const lbfgsfloatval_t*, lbfgsfloatval_t value, lbfgsfloatval_t,
             lbfgsfloatval_t, lbfgsfloatval_t, int, int iteration, int) {
  if (iteration % 500 == 0)
    std::printf("  iteration %5d: %.6f px\n", iteration, static_cast<Scaled*>(instance)->problem->rootMeanSquare(value));
  return 0;
}

} // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: bundle PROBLEM.txt PICTURE.svg GENERATED.cpp\n");
    return 2;
  }
  Problem problem = readProblem(argv[1]);
  const std::size_t n = problem.unknowns.size(), poses = 6 * static_cast<std::size_t>(problem.cameras);
  std::printf("%d cameras, %d points, %d observations, %zu unknowns\n", problem.cameras, problem.points,
              problem.observations, n);
  const double before = problem.error(problem.unknowns.data());
  std::printf("error before: %.4f px RMS\n", problem.rootMeanSquare(before));

  std::vector<double> gradient(n), byDifferences;
  const double primalTime = timeOf(20, [&] { problem.error(problem.unknowns.data()); });
  const double gradientTime =
      timeOf(20, [&] { problem.errorAndGradient(problem.unknowns.data(), gradient.data()); });
  const double differenceTime = timeOf(1, [&] { byDifferences = differences(problem, problem.unknowns); });
  std::printf("primal:             %10.3f ms\n", 1e3 * primalTime);
  std::printf("generated gradient: %10.3f ms, %.2f primals\n", 1e3 * gradientTime, gradientTime / primalTime);
  std::printf("finite differences: %10.3f ms, %.0f primals\n", 1e3 * differenceTime, differenceTime / primalTime);
  const double offPoses = deviation(gradient.data(), byDifferences.data(), poses);
  const double offPoints = deviation(gradient.data() + poses, byDifferences.data() + poses, n - poses);
  std::printf("gradient against differences: largest relative deviation %.1e (poses), %.1e (points)\n", offPoses, offPoints);
  if (!(offPoses < 1e-5 && offPoints < 1e-5)) {
    std::fprintf(stderr, "the generated gradient does not agree with finite differences\n");
    return 1;
  }

  Scaled scaled{&problem, scales(problem), std::vector<double>(n), std::vector<double>(n)};
  lbfgs_parameter_t parameters;
  lbfgs_parameter_init(&parameters);
  parameters.m = 30;
  parameters.max_iterations = 4000;
  parameters.epsilon = 1e-7;
  parameters.past = 200;
  parameters.delta = 1e-5;
  std::vector<double> z(n, 0.0);
  double after = before;
  const double fitTime = timeOf(1, [&] {
    lbfgs(static_cast<int>(n), z.data(), &after, evaluate, progress, &scaled, &parameters);
  });
  std::vector<double> fitted(n);
  for (std::size_t i = 0; i < n; ++i) fitted[i] = problem.unknowns[i] + scaled.scale[i] * z[i];
  after = problem.error(fitted.data());
  std::printf("error after: %.4f px RMS, %d evaluations in %.2f s\n", problem.rootMeanSquare(after),
              scaled.evaluations, fitTime);

  char title[2][64];
  std::snprintf(title[0], sizeof title[0], "before: %.4f px RMS", problem.rootMeanSquare(before));
  std::snprintf(title[1], sizeof title[1], "after: %.4f px RMS", problem.rootMeanSquare(after));
  if (!drawResiduals(argv[2], {{title[0], problem.residuals(problem.unknowns.data())},
                               {title[1], problem.residuals(fitted.data())}})) {
    std::fprintf(stderr, "%s cannot be written\n", argv[2]);
    return 1;
  }
  std::printf("generated code: %s\nresiduals drawn: %s\n", argv[3], argv[2]);
  return after < before ? 0 : 1;
}
