/* Every macro where users put it. */
#include <pullback/pullback.h>

PULLBACK(vjp, wrt(x[n], k), of(r[n]))
void residual(const double* x, double k, int n, double* r);

PULLBACK_INACTIVE double table(int key);

PULLBACK_RULE(vjp, residual, of(r))
void residual_adjoint(const double* x, double k, int n, double* x_bar, double* k_bar, const double* r_bar);

struct PULLBACK_INACTIVE Generator {
  unsigned state;
};

PULLBACK_DIFFERENTIATE(residual, jvp);
PULLBACK_DIFFERENTIATE(residual(const double*, double, int, double*), vjp, name(other));

void residual(const double* x, double k, int n, double* r) {
  int i;
  PULLBACK_STORE double half = k / 2;
  PULLBACK_RECOMPUTE double twice = k * 2;
  PULLBACK_CHECKPOINT(10)
  for (i = 0; i < n; ++i)
    r[i] = x[i] * half * twice;
}

#ifdef __cplusplus
namespace inside {
PULLBACK_DIFFERENTIATE(residual, vjp);

class Model {
public:
  PULLBACK(vjp) double value(double x) const { return hidden * x; }

private:
  PULLBACK_ACCESS;
  double hidden;
};

template <class T> class Generic {
  PULLBACK_ACCESS;
  T hidden;
};

#ifdef REACH
double reach(Model& model) { return model.hidden; }
#endif
} // namespace inside
#endif
