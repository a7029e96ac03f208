// Reading a problem, and calling the primal and the generated gradient on it.
#include "problem.h"

#include "reprojection.h"
#include "reprojection.pullback.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>

double Problem::error(const double* x) const {
  return reprojectionError(observations, camera.data(), point.data(), seen.data(), intrinsics.data(), poses(x),
                           positions(x));
}

double Problem::errorAndGradient(const double* x, double* gradient) const {
  std::fill(gradient, gradient + unknowns.size(), 0.0); // generated code adds
  return reprojectionError_gradient(observations, camera.data(), point.data(), seen.data(), intrinsics.data(), poses(x),
                                    positions(x), gradient, gradient + 6 * cameras);
}

std::vector<double> Problem::residuals(const double* x) const {
  std::vector<double> r(2 * static_cast<std::size_t>(observations));
  reprojectionResiduals(observations, camera.data(), point.data(), seen.data(), intrinsics.data(), poses(x),
                        positions(x), r.data());
  return r;
}

double Problem::rootMeanSquare(double error) const { return std::sqrt(error / observations); }

Problem readProblem(const std::string& path) {
  std::ifstream in(path);
  Problem p;
  in >> p.cameras >> p.points >> p.observations;
  if (in) {
    p.intrinsics.resize(8);
    p.unknowns.resize(6 * static_cast<std::size_t>(p.cameras) + 3 * static_cast<std::size_t>(p.points));
    for (double& v : p.intrinsics) in >> v;
    for (double& v : p.unknowns) in >> v;
  }
  for (int i = 0; in && i < p.observations; ++i) {
    int camera = 0, point = 0;
    double u = 0, v = 0;
    in >> camera >> point >> u >> v;
    if (camera < 0 || camera >= p.cameras || point < 0 || point >= p.points) in.setstate(std::ios::failbit);
    p.camera.push_back(camera);
    p.point.push_back(point);
    p.seen.insert(p.seen.end(), {u, v});
  }
  if (!in) {
    std::fprintf(stderr, "%s is missing or is not a bundle-adjustment problem\n", path.c_str());
    std::exit(1);
  }
  return p;
}
