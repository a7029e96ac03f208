// A bundle-adjustment problem as it stands in a file, and its unknowns as one vector.
#ifndef PROBLEM_H
#define PROBLEM_H

#include <string>
#include <vector>

struct Problem {
  int cameras = 0, points = 0, observations = 0;
  std::vector<double> intrinsics; ///< f, u0, v0, k1, k2, k3, p1, p2; kept as given
  std::vector<double> unknowns;   ///< six per camera, then three per point
  std::vector<int> camera, point; ///< of each observation
  std::vector<double> seen;       ///< two pixels per observation

  const double* poses(const double* x) const { return x; }
  const double* positions(const double* x) const { return x + 6 * cameras; }

  /// Sum of squared errors at x.
  double error(const double* x) const;
  /// The same with its gradient, from the generated code; `gradient` is overwritten.
  double errorAndGradient(const double* x, double* gradient) const;
  std::vector<double> residuals(const double* x) const;
  /// Root mean square distance in pixels that belongs to a sum of squared errors.
  double rootMeanSquare(double error) const;
};

/// Reads a problem; prints a message and exits where the file is not one.
Problem readProblem(const std::string& path);

#endif
