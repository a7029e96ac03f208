// RUN: %python %S/../Contract/refuse.py %s
// Names of functions in requests: what Clang says about them, and what they must not mean.

//--- not-in-the-namespace
namespace a { double f(double x) { return x; } }
PULLBACK_DIFFERENTIATE(a::g, vjp); // ERROR: unknown-function

//--- unknown-template-argument
template <class T> T f(T x) { return x; }
PULLBACK_DIFFERENTIATE(f<nothing>, vjp); // ERROR: unknown-function

//--- a-type
struct Point {};
PULLBACK_DIFFERENTIATE(Point, vjp); // ERROR: unknown-function

//--- a-variable
double scale = 2;
PULLBACK_DIFFERENTIATE(scale, vjp); // ERROR: unknown-function

//--- a-lambda
auto square = [](auto x) { return x * x; };
PULLBACK_DIFFERENTIATE(square, vjp); // ERROR: lambda

//--- an-annotated-lambda
PULLBACK(vjp) auto square = [](auto x) { return x * x; }; // ERROR: lambda

//--- no-such-overload
double f(double x) { return x; }
PULLBACK_DIFFERENTIATE(f(float), vjp); // ERROR: unknown-function
// NOTE: a function of that name is declared here

//--- template-without-arguments
template <class T> T f(T x) { return x; }
PULLBACK_DIFFERENTIATE(f, vjp); // ERROR: unknown-function
// NOTE: name the template's arguments: 'f<...>'

//--- template-with-several-instantiations
template <class T> T f(T x) { return x; }
double use() { return f(1.0) + f(1.0f); }
PULLBACK_DIFFERENTIATE(f, vjp); // ERROR: ambiguous-function
// NOTE: candidate: 'f<float>(float)'

//--- declared-only
double f(double x);
PULLBACK_DIFFERENTIATE(f, vjp); // ERROR: no-body
// NOTE: give the tool the file that defines it

//--- not-a-name
PULLBACK_DIFFERENTIATE(3, vjp); // ERROR: request-syntax

//--- nothing
PULLBACK_DIFFERENTIATE(, vjp); // ERROR: request-syntax

//--- no-mode
double f(double x) { return x; }
PULLBACK_DIFFERENTIATE(f); // ERROR: request-syntax

//--- annotation-before-nothing
double f(double x) { return x; }
PULLBACK(vjp) // ERROR: misplaced-annotation

//--- annotation-before-a-variable
PULLBACK(vjp) double x = 1; // ERROR: misplaced-annotation

//--- annotation-before-a-namespace
PULLBACK(vjp) // ERROR: misplaced-annotation
namespace a { double f(double x) { return x; } }

//--- inactive-before-nothing
PULLBACK(vjp)
double f(double x) {
  double y = x * x;
  PULLBACK_INACTIVE // ERROR: misplaced-annotation
  return y;
}

//--- inactive-at-the-end-of-a-macro
#define QUIETLY double y = x * x; PULLBACK_INACTIVE; double z = y
PULLBACK(vjp)
double f(double x) {
  QUIETLY; // ERROR: misplaced-annotation
  return y * z;
}

//--- inactive-and-requested
PULLBACK(vjp) PULLBACK_INACTIVE // ERROR: inactive-function
double f(double x) { return x; }

//--- parameter-pack
template <class... T> double f(double x, T... rest) { return (x * ... * rest); }
PULLBACK_DIFFERENTIATE(f<double, double>, vjp); // ERROR: parameter-pack

//--- call-operator
struct Model { double operator()(double x) const { return x; } }; // ERROR: type-not-in-header
PULLBACK_DIFFERENTIATE(Model::operator(), vjp);

//--- annotated-conversion
struct Model {
  PULLBACK(vjp) // ERROR: member-function
  operator double() const { return 2; }
};

//--- free-operator
struct Pair { double a, b; };
PULLBACK(vjp) // ERROR: operator
double operator*(const Pair& p, const Pair& q) { return p.a * q.a + p.b * q.b; }
// NOTE: give them a name with name(...)

//--- clash-across-functions
PULLBACK(vjp, name(g))
double f(double x) { return x; }
PULLBACK(vjp) // ERROR: name-clash
double g(double x) { return 2 * x; }
// NOTE: the other request is here

//--- clash-of-saved
PULLBACK(split, wrt(x))
PULLBACK(split, wrt(x, y)) // ERROR: name-clash
double f(double x, double y) { return x * y; }

//--- clash-of-instantiations
template <int N> double f(double x) { return x * N; }
PULLBACK_DIFFERENTIATE(f<1>, vjp);
PULLBACK_DIFFERENTIATE(f<2>, vjp); // ERROR: name-clash

//--- variable-of-that-name
int f_vjp = 0;
PULLBACK(vjp) // ERROR: name-taken
double f(double x) { return x; }
