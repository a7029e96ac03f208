// RUN: %numeric %s
// Bundle adjustment: weighted reprojection errors of points in one camera, and the weights' own errors.
#include <pullback/pullback.h>

// A camera is a rotation vector, its centre, focal length, principal point and two distortion coefficients.
#include <cmath>

// Rodrigues' formula: v turned about the axis r by the angle |r|.
static void rotate(const double* r, const double* v, double* out) {
  const double square = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
  const double cross[3] = {r[1] * v[2] - r[2] * v[1], r[2] * v[0] - r[0] * v[2], r[0] * v[1] - r[1] * v[0]};
  if (square < 1e-20) {
    for (int i = 0; i < 3; ++i) out[i] = v[i] + cross[i];
    return;
  }
  const double angle = std::sqrt(square), c = std::cos(angle), s = std::sin(angle) / angle;
  const double dot = (r[0] * v[0] + r[1] * v[1] + r[2] * v[2]) * (1 - c) / square;
  for (int i = 0; i < 3; ++i) out[i] = v[i] * c + cross[i] * s + r[i] * dot;
}

static void project(const double* camera, const double* point, double* pixel) {
  double moved[3], turned[3];
  for (int i = 0; i < 3; ++i) moved[i] = point[i] - camera[3 + i];
  rotate(camera, moved, turned);
  const double x = turned[0] / turned[2], y = turned[1] / turned[2];
  const double r2 = x * x + y * y;
  const double distortion = 1 + camera[9] * r2 + camera[10] * r2 * r2;
  pixel[0] = camera[6] * x * distortion + camera[7];
  pixel[1] = camera[6] * y * distortion + camera[8];
}

// CHECK-INPUT: p = 7, camera = @r("ba_p7", "inputs.camera"), points = @r("ba_p7", "inputs.points"), weights = @r("ba_p7", "inputs.weights"), features = @r("ba_p7", "inputs.features"), error = output[14], weightError = output[7]
// CHECK-EXPECT: value error = @r("ba_p7", "value.reprojection")
// CHECK-EXPECT: value weightError = @r("ba_p7", "value.weight_error")
// CHECK-EXPECT: seed error = @r("ba_p7", "seed.reprojection")
// CHECK-EXPECT: seed weightError = @r("ba_p7", "seed.weight_error")
// CHECK-EXPECT: gradient camera = @r("ba_p7", "gradients.camera")
// CHECK-EXPECT: gradient points = @r("ba_p7", "gradients.points")
// CHECK-EXPECT: gradient weights = @r("ba_p7", "gradients.weights")
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(camera[11], points[3 * p], weights[p]), of(error[2 * p], weightError[p]))
void ba(int p, const double* camera, const double* points, const double* weights, const double* features,
        double* error, double* weightError) {
  for (int i = 0; i < p; ++i) {
    double pixel[2];
    project(camera, points + 3 * i, pixel);
    error[2 * i] = weights[i] * (pixel[0] - features[2 * i]);
    error[2 * i + 1] = weights[i] * (pixel[1] - features[2 * i + 1]);
    weightError[i] = 1 - weights[i] * weights[i];
  }
}
