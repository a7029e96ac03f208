// The error is linear in the transforms, so the vertices need no forward part: they leave one 3 x 4 sum a bone and one
// for the wrist. The chain goes back column by column; an angle's adjoint is that of the two columns that it turned.
#include "hand.h"

#include <cmath>

namespace {

constexpr int kFingers = 5, kBones = 3, kAll = kFingers * kBones;

// A rotation's columns and a translation; kept by columns because a turn mixes two of them.
struct Frame {
  double column[4][3];
};

struct Turn {
  double c, s;
  explicit Turn(double angle) : c(std::cos(angle)), s(std::sin(angle)) {}
};

// Turns columns a and b: a' = c a + s b, b' = c b - s a.
void turn(Turn by, double* __restrict a, double* __restrict b) {
  for (int i = 0; i < 3; ++i) {
    const double ai = a[i];
    a[i] = by.c * ai + by.s * b[i];
    b[i] = by.c * b[i] - by.s * ai;
  }
}

// Returns the angle's adjoint, given the turned columns and their adjoints.
double turnAdjoint(const double* a, const double* b, const double* a_bar, const double* b_bar) {
  double angle_bar = 0;
  for (int i = 0; i < 3; ++i) angle_bar += a_bar[i] * b[i] - b_bar[i] * a[i];
  return angle_bar;
}

// Undoes a turn of columns or of their adjoints.
void turnBack(Turn by, double* __restrict a, double* __restrict b) {
  by.s = -by.s;
  turn(by, a, b);
}

// One step of the chain: moved by `offset` in the frame, then turned about z (if `spread`) and x.
void descend(Frame& f, const double* offset, Turn x, const Turn* spread) {
  for (int i = 0; i < 3; ++i)
    f.column[3][i] += f.column[0][i] * offset[0] + f.column[1][i] * offset[1] + f.column[2][i] * offset[2];
  if (spread) turn(*spread, f.column[0], f.column[1]);
  turn(x, f.column[1], f.column[2]);
}

} // namespace

void hand_hand(const double* __restrict pose, const double* __restrict offset, int vertices,
               const double* __restrict rest, const int* __restrict bone, const double* __restrict weight,
               const double* __restrict, double* __restrict pose_bar, const double* __restrict error_bar) {
  double sums[kAll][3][4] = {}; // adjoints of the bones' transforms
  double wrist_bar[3][4] = {};
  for (int v = 0; v < vertices; ++v) {
    const double w = weight[v], r0 = rest[3 * v], r1 = rest[3 * v + 1], r2 = rest[3 * v + 2];
    double(&sum)[3][4] = sums[bone[v]];
    for (int i = 0; i < 3; ++i) {
      const double e = -error_bar[3 * v + i], we = w * e, ue = e - we;
      sum[i][0] += we * r0;
      sum[i][1] += we * r1;
      sum[i][2] += we * r2;
      sum[i][3] += we;
      wrist_bar[i][0] += ue * r0;
      wrist_bar[i][1] += ue * r1;
      wrist_bar[i][2] += ue * r2;
      wrist_bar[i][3] += ue;
    }
  }

  Frame wrist{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {pose[3], pose[4], pose[5]}}};
  const Turn x(pose[0]), y(pose[1]), z(pose[2]);
  turn(z, wrist.column[0], wrist.column[1]);
  turnBack(y, wrist.column[0], wrist.column[2]);
  turn(x, wrist.column[1], wrist.column[2]);
  Frame B; // adjoint of the wrist's frame
  for (int j = 0; j < 4; ++j)
    for (int i = 0; i < 3; ++i) B.column[j][i] = wrist_bar[i][j];

  for (int f = 0; f < kFingers; ++f) {
    const double* angle = pose + 6 + 4 * f;
    double* angle_bar = pose_bar + 6 + 4 * f;
    const Turn spread(angle[0]), bends[kBones] = {Turn(angle[1]), Turn(angle[2]), Turn(angle[3])};
    Frame world[kBones], frame = wrist;
    for (int k = 0; k < kBones; ++k) {
      descend(frame, offset + 3 * (f * kBones + k), bends[k], k == 0 ? &spread : nullptr);
      world[k] = frame;
    }
    Frame C{}; // adjoint of the frame at bone k
    for (int k = kBones - 1; k >= 0; --k) {
      const double* o = offset + 3 * (f * kBones + k);
      for (int j = 0; j < 4; ++j)
        for (int i = 0; i < 3; ++i) C.column[j][i] += sums[f * kBones + k][i][j];
      Frame& now = world[k];
      angle_bar[1 + k] += turnAdjoint(now.column[1], now.column[2], C.column[1], C.column[2]);
      turnBack(bends[k], C.column[1], C.column[2]);
      if (k == 0) {
        turnBack(bends[0], now.column[1], now.column[2]);
        angle_bar[0] += turnAdjoint(now.column[0], now.column[1], C.column[0], C.column[1]);
        turnBack(spread, C.column[0], C.column[1]);
      }
      for (int j = 0; j < 3; ++j)
        for (int i = 0; i < 3; ++i) C.column[j][i] += o[j] * C.column[3][i];
    }
    for (int j = 0; j < 4; ++j)
      for (int i = 0; i < 3; ++i) B.column[j][i] += C.column[j][i];
  }

  for (int i = 0; i < 3; ++i) pose_bar[3 + i] += B.column[3][i];
  pose_bar[0] += turnAdjoint(wrist.column[1], wrist.column[2], B.column[1], B.column[2]);
  turnBack(x, B.column[1], B.column[2]);
  turnBack(x, wrist.column[1], wrist.column[2]);
  pose_bar[1] -= turnAdjoint(wrist.column[0], wrist.column[2], B.column[0], B.column[2]);
  turn(y, B.column[0], B.column[2]);
  turn(y, wrist.column[0], wrist.column[2]);
  pose_bar[2] += turnAdjoint(wrist.column[0], wrist.column[1], B.column[0], B.column[1]);
}
