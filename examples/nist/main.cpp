// Fits the 18 problems from both of NIST's starting points, with MINPACK's Levenberg-Marquardt as ported to Eigen and
// Jacobians from generated gradients, and prints how many digits of the certified parameters are reached.
//
//   nist DATA_FOLDER     exit 0: from start 2 at least 4 digits on every problem, and 6 on most
#include "dataset.h"
#include "models.h"
#include "models.pullback.h"

#include <Eigen/Dense>
#include <unsupported/Eigen/NonLinearOptimization>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace {

using Model = double (*)(const double* b, double x);
using Gradient = double (*)(const double* b, double x, double* b_bar);

struct Problem {
  const char* file;
  Model model;
  Gradient gradient;
};

const Problem kProblems[] = {
    {"BoxBOD", boxbod, boxbod_gradient},       {"Chwirut1", chwirut, chwirut_gradient},
    {"Chwirut2", chwirut, chwirut_gradient},   {"DanWood", danwood, danwood_gradient},
    {"Gauss1", gauss, gauss_gradient},         {"Gauss2", gauss, gauss_gradient},
    {"Kirby2", kirby2, kirby2_gradient},       {"Lanczos1", lanczos, lanczos_gradient},
    {"Lanczos2", lanczos, lanczos_gradient},   {"Lanczos3", lanczos, lanczos_gradient},
    {"MGH09", mgh09, mgh09_gradient},          {"MGH10", mgh10, mgh10_gradient},
    {"Misra1a", misra1a, misra1a_gradient},    {"Misra1b", misra1b, misra1b_gradient},
    {"Misra1c", misra1c, misra1c_gradient},    {"Rat42", rat42, rat42_gradient},
    {"Roszman1", roszman1, roszman1_gradient}, {"Thurber", thurber, thurber_gradient},
};

/// What the fitter asks for: residuals and their Jacobian.
struct Residuals {
  using Scalar = double;
  const Problem& problem;
  const Dataset& data;

  int inputs() const { return static_cast<int>(data.certified.size()); }
  int values() const { return static_cast<int>(data.x.size()); }

  int operator()(const Eigen::VectorXd& b, Eigen::VectorXd& residuals) const {
    for (int i = 0; i < values(); ++i) residuals[i] = problem.model(b.data(), data.x[i]) - data.y[i];
    return residuals.allFinite() ? 0 : -1;
  }

  int df(const Eigen::VectorXd& b, Eigen::MatrixXd& jacobian) const {
    Eigen::VectorXd row(inputs());
    for (int i = 0; i < values(); ++i) {
      row.setZero(); // generated code adds
      problem.gradient(b.data(), data.x[i], row.data());
      jacobian.row(i) = row;
    }
    return 0;
  }
};

struct Fit {
  double digits;   ///< of the parameter that is furthest off, at most 11, as many as are certified
  int evaluations; ///< of the residuals
};

double commonDigits(const Eigen::VectorXd& b, const std::vector<double>& certified) {
  double digits = 11;
  for (std::size_t i = 0; i < certified.size(); ++i) {
    const double off = std::fabs(b[static_cast<int>(i)] - certified[i]) / std::fabs(certified[i]);
    if (!(off < 1)) return 0;
    if (off > 0) digits = std::min(digits, -std::log10(off));
  }
  return digits;
}

Fit fit(const Problem& problem, const Dataset& data, int start) {
  const Residuals residuals{problem, data};
  Eigen::VectorXd b = Eigen::Map<const Eigen::VectorXd>(data.starts[start].data(), residuals.inputs());
  Eigen::LevenbergMarquardt<const Residuals> solver(residuals);
  solver.parameters.ftol = solver.parameters.xtol = 1e-15;
  solver.parameters.gtol = 0;
  solver.parameters.maxfev = 4000;
  solver.minimize(b);
  return {commonDigits(b, data.certified), static_cast<int>(solver.nfev)};
}

} // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: nist DATA_FOLDER\n");
    return 2;
  }
  std::printf("%-10s %10s %13s %13s\n", "", "parameters", "start 1", "start 2");
  int four = 0, six = 0, count = 0;
  for (const Problem& problem : kProblems) {
    const Dataset data = readDataset(std::string(argv[1]) + "/" + problem.file + ".dat");
    const Fit first = fit(problem, data, 0), second = fit(problem, data, 1);
    std::printf("%-10s %10zu %4.1f in %5d %4.1f in %5d\n", problem.file, data.certified.size(), first.digits,
                first.evaluations, second.digits, second.evaluations);
    ++count;
    four += second.digits >= 4;
    six += second.digits >= 6;
  }
  std::printf("digits of the certified parameters, in residual evaluations\n");
  std::printf("from start 2: at least 4 digits on %d of %d, at least 6 on %d\n", four, count, six);
  return four == count && 2 * six > count ? 0 : 1;
}
