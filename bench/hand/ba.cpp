// The rotation matrix R once for all points. A point's forward and reverse stay in registers, as do the sums of the
// adjoints of the camera and of R; the rotation vector's adjoint follows from R's after the loop.
#include "hand.h"

#include <cmath>

namespace {

struct Rotation {
  double m[3][3];
};

// Rodrigues' formula as a matrix: c I + s [r]x + t r r'.
struct Rodrigues {
  double square, angle, c, s, t;
};

Rodrigues getCoefficients(const double* r) {
  const double square = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
  if (square < 1e-20) return {square, 0, 1, 1, 0};
  const double angle = std::sqrt(square), c = std::cos(angle);
  return {square, angle, c, std::sin(angle) / angle, (1 - c) / square};
}

Rotation getRotation(const double* r, const Rodrigues& f) {
  const double x = r[0] * f.s, y = r[1] * f.s, z = r[2] * f.s;
  const double xx = r[0] * f.t, yy = r[1] * f.t, zz = r[2] * f.t;
  return {{{f.c + xx * r[0], xx * r[1] - z, xx * r[2] + y},
           {yy * r[0] + z, f.c + yy * r[1], yy * r[2] - x},
           {zz * r[0] - y, zz * r[1] + x, f.c + zz * r[2]}}};
}

// Adds the adjoint of r, given that of the matrix.
void reverseRotation(const double* r, const Rodrigues& f, const Rotation& R_bar, double* r_bar) {
  const double(&B)[3][3] = R_bar.m;
  const double axis_bar[3] = {B[2][1] - B[1][2], B[0][2] - B[2][0], B[1][0] - B[0][1]};
  for (int i = 0; i < 3; ++i) r_bar[i] += f.s * axis_bar[i];
  if (f.angle == 0) return;
  const double c_bar = B[0][0] + B[1][1] + B[2][2];
  const double s_bar = r[0] * axis_bar[0] + r[1] * axis_bar[1] + r[2] * axis_bar[2];
  double t_bar = 0;
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j) {
      t_bar += r[i] * r[j] * B[i][j];
      r_bar[i] += f.t * r[j] * (B[i][j] + B[j][i]);
    }
  // With a the angle: c' = -a s, s' = (c - s) / a, t' = (a s - 2 a t) / a^2; a's gradient is r / a.
  const double scale = -f.s * c_bar + ((f.c - f.s) * s_bar + (f.s - 2 * f.t) * t_bar) / f.square;
  for (int i = 0; i < 3; ++i) r_bar[i] += scale * r[i];
}

} // namespace

void ba_hand(int p, const double* __restrict camera, const double* __restrict points, const double* __restrict weights,
             const double* __restrict features, double* __restrict camera_bar, double* __restrict points_bar,
             double* __restrict weights_bar, const double* __restrict error_bar,
             const double* __restrict weightError_bar) {
  const Rodrigues coefficients = getCoefficients(camera);
  const Rotation rotation = getRotation(camera, coefficients);
  const double(&R)[3][3] = rotation.m;
  const double cx = camera[3], cy = camera[4], cz = camera[5];
  const double focal = camera[6], u0 = camera[7], v0 = camera[8], k1 = camera[9], k2 = camera[10];
  Rotation R_bar{};
  double cx_bar = 0, cy_bar = 0, cz_bar = 0, focal_bar = 0, u0_bar = 0, v0_bar = 0, k1_bar = 0, k2_bar = 0;
  for (int i = 0; i < p; ++i) {
    const double X = points[3 * i] - cx, Y = points[3 * i + 1] - cy, Z = points[3 * i + 2] - cz;
    const double tx = R[0][0] * X + R[0][1] * Y + R[0][2] * Z;
    const double ty = R[1][0] * X + R[1][1] * Y + R[1][2] * Z;
    const double tz = R[2][0] * X + R[2][1] * Y + R[2][2] * Z;
    const double inverse = 1 / tz, x = tx * inverse, y = ty * inverse;
    const double r2 = x * x + y * y, distortion = 1 + r2 * (k1 + k2 * r2);
    const double dx = x * distortion, dy = y * distortion;

    const double w = weights[i], e0 = error_bar[2 * i], e1 = error_bar[2 * i + 1];
    const double du = focal * dx + u0 - features[2 * i], dv = focal * dy + v0 - features[2 * i + 1];
    weights_bar[i] += e0 * du + e1 * dv - 2 * w * weightError_bar[i];
    const double u_bar = w * e0, v_bar = w * e1;
    u0_bar += u_bar;
    v0_bar += v_bar;
    focal_bar += u_bar * dx + v_bar * dy;
    const double fu_bar = focal * u_bar, fv_bar = focal * v_bar;
    const double distortion_bar = fu_bar * x + fv_bar * y;
    k1_bar += distortion_bar * r2;
    k2_bar += distortion_bar * (r2 * r2);
    const double r2_bar = 2 * distortion_bar * (k1 + 2 * k2 * r2);
    const double x_bar = fu_bar * distortion + r2_bar * x, y_bar = fv_bar * distortion + r2_bar * y;

    const double tx_bar = x_bar * inverse, ty_bar = y_bar * inverse, tz_bar = -(tx_bar * x + ty_bar * y);
    R_bar.m[0][0] += tx_bar * X;
    R_bar.m[0][1] += tx_bar * Y;
    R_bar.m[0][2] += tx_bar * Z;
    R_bar.m[1][0] += ty_bar * X;
    R_bar.m[1][1] += ty_bar * Y;
    R_bar.m[1][2] += ty_bar * Z;
    R_bar.m[2][0] += tz_bar * X;
    R_bar.m[2][1] += tz_bar * Y;
    R_bar.m[2][2] += tz_bar * Z;
    const double X_bar = R[0][0] * tx_bar + R[1][0] * ty_bar + R[2][0] * tz_bar;
    const double Y_bar = R[0][1] * tx_bar + R[1][1] * ty_bar + R[2][1] * tz_bar;
    const double Z_bar = R[0][2] * tx_bar + R[1][2] * ty_bar + R[2][2] * tz_bar;
    points_bar[3 * i] += X_bar;
    points_bar[3 * i + 1] += Y_bar;
    points_bar[3 * i + 2] += Z_bar;
    cx_bar += X_bar;
    cy_bar += Y_bar;
    cz_bar += Z_bar;
  }
  reverseRotation(camera, coefficients, R_bar, camera_bar);
  camera_bar[3] -= cx_bar;
  camera_bar[4] -= cy_bar;
  camera_bar[5] -= cz_bar;
  camera_bar[6] += focal_bar;
  camera_bar[7] += u0_bar;
  camera_bar[8] += v0_bar;
  camera_bar[9] += k1_bar;
  camera_bar[10] += k2_bar;
}
