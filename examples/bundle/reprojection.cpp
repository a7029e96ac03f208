// A pinhole camera with the distortion of Brown and Conrady. Nothing here knows about derivatives, but for the request.
#include "reprojection.h"

#include <pullback/pullback.h>

#include <cmath>

namespace {

// Rodrigues' formula: X turned about the axis r by the angle |r|; its first-order form where the angle vanishes.
void rotate(const double* r, const double* X, double* turned) {
  const double cross[3] = {r[1] * X[2] - r[2] * X[1], r[2] * X[0] - r[0] * X[2], r[0] * X[1] - r[1] * X[0]};
  const double square = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
  if (square < 1e-20) {
    for (int i = 0; i < 3; ++i) turned[i] = X[i] + cross[i];
    return;
  }
  const double angle = std::sqrt(square);
  const double c = std::cos(angle), s = std::sin(angle) / angle;
  const double along = (r[0] * X[0] + r[1] * X[1] + r[2] * X[2]) * (1 - c) / square;
  for (int i = 0; i < 3; ++i) turned[i] = X[i] * c + cross[i] * s + r[i] * along;
}

void project(const double* intrinsics, const double* pose, const double* X, double* pixel) {
  double inCamera[3];
  rotate(pose, X, inCamera);
  for (int i = 0; i < 3; ++i) inCamera[i] += pose[3 + i];

  const double x = inCamera[0] / inCamera[2], y = inCamera[1] / inCamera[2];
  const double k1 = intrinsics[3], k2 = intrinsics[4], k3 = intrinsics[5], p1 = intrinsics[6], p2 = intrinsics[7];
  const double r2 = x * x + y * y;
  const double radial = 1 + r2 * (k1 + r2 * (k2 + r2 * k3));
  const double distortedX = x * radial + 2 * p1 * x * y + p2 * (r2 + 2 * x * x);
  const double distortedY = y * radial + p1 * (r2 + 2 * y * y) + 2 * p2 * x * y;
  pixel[0] = intrinsics[0] * distortedX + intrinsics[1];
  pixel[1] = intrinsics[0] * distortedY + intrinsics[2];
}

} // namespace

PULLBACK(gradient, wrt(poses, points))
double reprojectionError(int observations, const int* camera, const int* point, const double* seen,
                         const double* intrinsics, const double* poses, const double* points) {
  double sum = 0;
  for (int i = 0; i < observations; ++i) {
    double pixel[2];
    project(intrinsics, poses + 6 * camera[i], points + 3 * point[i], pixel);
    const double du = pixel[0] - seen[2 * i], dv = pixel[1] - seen[2 * i + 1];
    sum += du * du + dv * dv;
  }
  return sum;
}

void reprojectionResiduals(int observations, const int* camera, const int* point, const double* seen,
                           const double* intrinsics, const double* poses, const double* points, double* residuals) {
  for (int i = 0; i < observations; ++i) {
    project(intrinsics, poses + 6 * camera[i], points + 3 * point[i], residuals + 2 * i);
    residuals[2 * i] -= seen[2 * i];
    residuals[2 * i + 1] -= seen[2 * i + 1];
  }
}
