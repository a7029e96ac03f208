// RUN: %numeric %s
// Inheritance without virtual calls: members of bases, constructors of bases, using of both, nested classes.
#include <pullback/pullback.h>

struct Body {
  struct State {
    double position = 0, speed;
    double energy(double mass) const { return mass * speed * speed / 2; }
  };
  explicit Body(double mass) : mass(mass) {}
  double kinetic() const { return state.energy(mass); }
  void push(double impulse) { state.speed += impulse / mass; }

  State state{0, 1};

protected:
  double mass;
};

struct Charge {
  double charge = 2;
  double field(double x) const { return charge / (x * x + 1); }
};

class Ion : public Body, private Charge {
public:
  using Body::Body;
  Ion(double mass, double c) : Body(mass) { charge = c; }
  void step(double dt) {
    push(dt * field(state.position));
    state.position += dt * state.speed;
  }
  double total() const { return kinetic() + charge * state.position; }
};

double kineticOf(const Body& body) { return body.kinetic(); }

// CHECK-INPUT: m = 1.5, q = 0.3, n = 4
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double simulate(double m, double q, int n) {
  Ion ion(m, q), other(2 * m);
  for (int i = 0; i < n; ++i)
    ion.step(0.1);
  other.step(q);
  return ion.total() + kineticOf(ion) + kineticOf(other) * other.total();
}
