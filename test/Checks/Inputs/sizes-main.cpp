#include "sizes.pullback.h"

#include <cstdlib>

struct Objects {
  std::vector<double> x{1, 2}, z{3};
  Eigen::VectorXd v = Eigen::VectorXd::Ones(2);
  Eigen::MatrixXd A = Eigen::MatrixXd::Ones(2, 2);
  Eigen::Matrix3Xd B = Eigen::Matrix3Xd::Ones(3, 4);
  nets::Net net{
      {{{1, 2}, 3, {}}, {{4}, 5, {}}}, {{6}, 7}, {{{{1}, 2, {}}, {{3}, 4, {}}}}, {{{5}, 6, {}}, {{7, 8}, 9, {}}}, A};
  std::vector<std::vector<double>> rows{{1, 2, 3}, {4}};
};

/// Calls derivatives with one object of another size: that of the given number, 0 for none.
int main(int, char **arguments) {
  const int number = std::atoi(arguments[1]);
  Objects of, bar;
  of.net.layers[0].inputs = {1, 2};
  sum_saved saved;
  double dot = 0;
  switch (number) {
  case 1: bar.x.pop_back(); break;
  case 2: bar.z.push_back(0); break;
  case 3: bar.v.resize(3); break;
  case 4: bar.A.resize(2, 1); break;
  case 5: bar.B.resize(3, 5); break;
  case 6: bar.net.layers.pop_back(); break;
  case 7: bar.net.layers[1].weights.clear(); break;
  case 8: bar.net.scales.first.push_back(0); break;
  case 9: bar.net.ends[1].weights.clear(); break;
  case 10: bar.net.extra[1].weights.clear(); break;
  case 11: bar.net.mixing.resize(4, 1); break;
  case 12: bar.rows[1].push_back(0); break;
  default: break;
  }
  if (number == 13)
    sum_jvp(of.x, of.x, of.z, bar.x, of.z, bar.z, &dot);
  std::span<double> yBar = number == 14 ? std::span<double>(bar.net.scales.first) : bar.rows[0];
  std::vector<double> y{1, 2, 3};
  sum_fwd(of.x, y, of.z, saved);
  sum_rev(of.x, y, of.z, saved, 1, bar.x, yBar, &bar.z);
  form_vjp(of.v, of.A, of.B, 1, bar.v, bar.A, bar.B);
  std::vector<double> one{1}, oneBar{0}, three{1, 2, 3}, threeBar{0, 0, 0};
  named_vjp(of.x, one, three, 1, bar.x, oneBar, threeBar);
  named_jvp(of.x, one, three, bar.x, oneBar, threeBar, &dot);
  if (number == 15)
    bar.net.extra[1].weights.push_back(0);
  if (number != 10)
    nets::layered_vjp(of.net.extra, 1, bar.net.extra);
  evaluate_vjp(of.net, of.rows, 1, bar.net, bar.rows);
  return 0;
}
