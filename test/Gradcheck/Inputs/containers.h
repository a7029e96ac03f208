#pragma once
#include <array>
#include <complex>
#include <cstddef>
#include <utility>
#include <valarray>
#include <vector>

struct Named {
  double weight;
};

struct Point : Named {
  double x;
  std::array<double, 2> y;
  int id;
};

double weighted(const std::vector<Point> &points, std::array<double, 2> scale, const std::complex<double> &z,
                std::pair<double, int> power, std::vector<float> extra);
void relaxed(std::vector<double> &u, const std::vector<double> &f);
double damped(const std::valarray<double> &x, std::valarray<double> &v, std::valarray<float> extra);
double grown(std::vector<double> &u, double x);
