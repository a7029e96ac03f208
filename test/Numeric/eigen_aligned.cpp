// RUN: %numeric %s
// What older code does for the alignment of Eigen's objects: allocators of vectors, operators new of classes.
#include <vector>

#include <pullback/pullback.h>

#include <eigen3/Eigen/Dense>

struct Link {
  EIGEN_MAKE_ALIGNED_OPERATOR_NEW
  Eigen::Matrix4d pose;
  double mass;
};

// CHECK-INPUT: x = [0.4, -0.3, 1.1, 0.9]
// CHECK-VALUES: to rounding
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[4]))
double chained(const double *x) {
  std::vector<Eigen::Matrix4d, Eigen::aligned_allocator<Eigen::Matrix4d>> all(2, Eigen::Matrix4d::Identity());
  std::vector<Link, Eigen::aligned_allocator<Link>> links;
  links.push_back({Eigen::Matrix4d::Constant(x[1]), x[2]});
  all[0](0, 1) = x[0];
  all.push_back(all[0] * all[0].transpose());
  Eigen::VectorXd v;
  v.setLinSpaced(4, x[2], x[3]);
  return (all[0] * all[1] * all[2] * links[0].pose).sum() * v(2) * links[0].mass;
}
