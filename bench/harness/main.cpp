// KERNEL SIZE [SECONDS]: checks the case of that size (0, 1, 2), then times it for about that long and prints, for
// every variant: its name, least time, median time, calls of malloc, their bytes, the peak of bytes. Without SECONDS it
// only checks.
//
// All variants run in turn, in one process, on the same inputs and into the same gradient; each call is timed by
// itself.
#include "allocations.h"
#include "case.h"
#include "check.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>

using namespace bench;

namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

struct Variant {
  std::string name;
  std::function<void()> run;
  double scale = 1; // what was run stands for so many times its time
  int repeats = 1;
  double total = 0;
  std::vector<double> times{};
  Allocations allocations{};
};

double threadSeconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Measures the variant once: as many calls as take a tenth of a millisecond, so that the clock costs nothing.
void runSlice(Variant& variant) {
  const double start = threadSeconds();
  for (int i = 0; i < variant.repeats; ++i) variant.run();
  const double elapsed = threadSeconds() - start;
  variant.times.push_back(elapsed / variant.repeats);
  variant.total += elapsed;
  if (variant.times.size() == 1) variant.repeats = static_cast<int>(std::clamp(1e-4 / elapsed, 1.0, 100.0));
}

/// The primal and the two adjoints take turns all the time. Any other gets one turn, and more while it uses less than
/// its part of the time.
void runAll(std::vector<Variant>& variants, double seconds) {
  const Clock::time_point start = Clock::now();
  std::size_t first = 0;
  do {
    for (std::size_t i = 0; i < variants.size(); ++i) {
      Variant& variant = variants[(first + i) % variants.size()];
      const bool always = &variant < &variants[3];
      if (always || variant.times.empty() || variant.total < 0.05 * since(start)) runSlice(variant);
    }
    ++first;
  } while (since(start) < seconds || first < 3);
}

/// Central differences for some of the inputs, about 20 ms of them, standing for all.
Variant makeDifferences(const Case& c, std::vector<double>& out) {
  const Clock::time_point start = Clock::now();
  c.primal(c.inputs.data(), out.data());
  const double pairs = 0.01 / since(start);
  const std::size_t all = c.inputs.size(), some = std::clamp<std::size_t>(static_cast<std::size_t>(pairs), 1, all);
  auto run = [&c, some, inputs = c.inputs, up = out, down = out, gradient = c.inputs]() mutable {
    for (std::size_t i = 0; i < some; ++i) gradient[i] += difference(c, i, inputs, up, down);
  };
  return {"differences", run, static_cast<double>(all) / static_cast<double>(some)};
}

void print(const Variant& variant) {
  std::vector<double> times = variant.times;
  std::sort(times.begin(), times.end());
  const Allocations& heap = variant.allocations;
  std::printf("%s,%.9g,%.9g,%zu,%zu,%zu\n", variant.name.c_str(), variant.scale * times.front(),
              variant.scale * times[times.size() / 2], heap.calls, heap.bytes, heap.peak);
}

void measure(const Case& c, double seconds) {
  std::vector<double> out(c.seed.size()), gradient(c.inputs.size());
  std::vector<Variant> variants{{"primal", [&] { c.primal(c.inputs.data(), out.data()); }}};
  for (const auto& [name, vjp] : c.vjps)
    variants.push_back({name, [&, f = vjp] { f(c.inputs.data(), c.seed.data(), gradient.data()); }});
  variants.push_back(makeDifferences(c, out));
  for (Variant& variant : variants) {
    startCounting();
    variant.run();
    variant.allocations = stopCounting();
  }
  runAll(variants, seconds);
  std::for_each(variants.begin(), variants.end(), print);
}

} // namespace

void Case::parameter(const char* name, double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%s%s=%.10g", parameters.empty() ? "" : " ", name, value);
  parameters += text;
}

void Case::independent(const std::vector<double>& values) {
  inputs.insert(inputs.end(), values.begin(), values.end());
  groups.push_back(values.size());
}

int main(int argc, char** argv) {
  if (argc < 2 || argv[1][0] < '0' || argv[1][0] > '2') return 2;
  keepMemory();
  const Size size = static_cast<Size>(argv[1][0] - '0');
  const Case c = makeCase(size);
  std::printf("%s\n", c.parameters.c_str());
  if (!check(c, size == small)) return 1;
  if (argc > 2) measure(c, std::atof(argv[2]));
  return 0;
}
