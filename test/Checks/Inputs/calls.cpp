// Calls that keep to the contract, and calls that do not, by number.
#include "contract.pullback.h"

#include <cstdlib>

int main(int, char** arguments) {
  double x[4] = {1, 2, 4, 8}, table[4] = {1, 1, 1, 1}, y[3] = {}, scale = 2;
  double x_bar[4] = {}, y_bar[3] = {1, 1, 1}, scale_bar = 0, memory[8] = {};
  double x_dot[4] = {1, 0, 0, 0}, y_dot[3] = {}, result_dot = 0;
  slopes_saved saved;
  switch (std::atoi(arguments[1])) {
  case 0: // all is right: inputs may overlap, the arrays of an empty call may be null, arrays may touch
    slopes_vjp(x, 4, x, scale, 1, x_bar, scale_bar, y_bar);
    slopes_value_and_vjp(x, 4, table, scale, y, 1, x_bar, scale_bar, y_bar);
    slopes_fwd(x, 4, table, scale, y, saved);
    slopes_rev(x, 4, table, scale, saved, 1, x_bar, scale_bar, y_bar);
    slopes_jvp(x, 4, table, scale, y, x, scale, y_dot, &result_dot);
    slopes_vjp(memory, 4, table, scale, 1, memory + 4, scale_bar, y_bar);
    slopes_vjp(x, 1, nullptr, scale, 1, x_bar, scale_bar, nullptr);
    return 0;
  case 1: slopes_vjp(x, 4, table, scale, 1, nullptr, scale_bar, y_bar); return 0;
  case 2: slopes_vjp(x, 4, table, scale, 1, x, scale_bar, y_bar); return 0;
  case 3: slopes_vjp(memory, 4, table, scale, 1, memory + 3, scale_bar, y_bar); return 0;
  case 4: slopes_vjp(x, 4, table, scale, 1, x_bar, x_bar[3], y_bar); return 0;
  case 5: slopes_vjp(x, 4, table, scale, 1, x_bar, scale_bar, x); return 0;
  case 6: slopes_value_and_vjp(x, 4, table, scale, x + 1, 1, x_bar, scale_bar, y_bar); return 0;
  case 7: slopes_vjp(x, -4, table, scale, 1, x_bar, scale_bar, y_bar); return 0;
  case 8: slopes_rev(x, 4, table, scale, saved, 1, x_bar, scale_bar, nullptr); return 0;
  case 9: slopes_jvp(x, 4, table, scale, y, x_dot, scale, y_dot, nullptr); return 0;
  case 10: slopes_jvp(x, 4, table, scale, y, y, scale, y_dot, &result_dot); return 0;
  case 11: slopes_vjp(x, 4, table, scale, 1, x_bar, table[0], y_bar); return 0;
  }
}
