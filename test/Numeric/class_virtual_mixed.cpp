// RUN: %numeric %s
// Objects of several classes that are made before loops and in them, behind pointers to their base in one container.
#include <memory>
#include <pullback/pullback.h>
#include <utility>
#include <vector>

struct Device {
  double scale = 1;
  virtual ~Device() = default;
  virtual double current(double v) const { return scale * v; }
};
struct Resistor : Device {
  double g;
  explicit Resistor(double g) : g(g) {}
  double current(double v) const override { return scale * g * v; }
};
struct Diode : Device {
  double is, n;
  Diode(double is, double n) : is(is), n(n) {}
  double current(double v) const override { return is * (v * v + n * v); }
};

// CHECK-INPUT: x = uniform(0.5, 1), y = uniform(0.5, 1)
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double base_and_derived(double x, double y) {
  auto a = std::make_shared<Device>();
  auto b = std::make_shared<Resistor>(x);
  a->scale = y;
  b->scale = x * y;
  std::vector<std::shared_ptr<Device>> devices;
  devices.push_back(a);
  devices.push_back(b);
  double sum = 0;
  for (const auto &device : devices)
    sum += device->current(x);
  return sum;
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], kind = [0, 1, 1, 0, 2, 0], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double before_and_in_a_loop(const double *x, const int *kind, int n) {
  std::vector<std::unique_ptr<Device>> devices;
  devices.push_back(std::make_unique<Resistor>(x[0] * x[1]));
  for (int i = 0; i < n; ++i) {
    if (kind[i] == 0)
      devices.push_back(std::make_unique<Resistor>(x[i]));
    else if (kind[i] == 1)
      devices.push_back(std::make_unique<Diode>(x[i], 2.0 * x[0]));
    else
      devices.push_back(std::make_unique<Device>());
    devices.back()->scale = x[i] * x[0];
  }
  double sum = 1;
  for (auto &device : devices)
    sum += device->current(x[1]) * sum;
  return sum;
}

static std::unique_ptr<Device> make(const double *x, int kind) {
  std::unique_ptr<Device> device;
  if (kind == 0)
    device = std::make_unique<Resistor>(x[0]);
  else if (kind == 1)
    device = std::make_unique<Diode>(x[0], x[1]);
  return device;
}
// CHECK-INPUT: x = uniform(0.5, 1)[6], kind = [0, 1, 2, 0, 1], n = 5
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n + 1]))
double made_by_a_function(const double *x, const int *kind, int n) {
  std::vector<std::unique_ptr<Device>> devices;
  for (int i = 0; i < n; ++i)
    devices.push_back(make(x + i, kind[i]));
  double sum = 1;
  for (int i = 0; i < n; ++i)
    if (devices[i])
      sum += devices[i]->current(x[1] * i) * sum;
  return sum;
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], kind = [0, 1, 1, 0, 0, 1], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double exchanged(const double *x, const int *kind, int n) {
  std::vector<std::shared_ptr<Device>> devices;
  for (int i = 0; i < n; ++i)
    if (kind[i] == 0)
      devices.push_back(std::make_shared<Resistor>(x[i]));
    else
      devices.push_back(std::make_shared<Diode>(x[i], x[0]));
  for (int i = 1; i < n; ++i)
    if (devices[i - 1]->current(x[0]) > devices[i]->current(x[0]))
      std::swap(devices[i - 1], devices[i]);
  std::shared_ptr<Device> last = devices[0];
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    sum += last->current(x[i]) * devices[i]->current(sum);
    if (x[i] > 0.7)
      last = devices[i];
    devices[i]->scale *= sum;
  }
  return sum + last->scale;
}

// CHECK-INPUT: x = uniform(0.5, 1)[6], n = 6
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(x[n]))
double carried(const double *x, int n) {
  std::unique_ptr<Device> best = std::make_unique<Device>();
  for (int i = 0; i < n; ++i) {
    std::unique_ptr<Device> other;
    if (i % 2 == 0)
      other = std::make_unique<Resistor>(x[i]);
    else
      other = std::make_unique<Diode>(x[i], x[0]);
    if (other->current(x[0]) > best->current(x[i]))
      best = std::move(other);
    best->scale *= x[i];
  }
  return best->current(x[1]) * best->scale;
}
