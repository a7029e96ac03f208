#ifndef RECORDER_H
#define RECORDER_H
#include <map>
#include <sstream>
#include <string>

/// Keeps what it is told. Nothing that it says has a derivative.
class Recorder {
public:
  void line(const std::string& what, double value) {
    text << what << '=' << value << ';';
    ++counts[what];
  }
  void mark(const char* what) { text << what << ';'; }
  [[nodiscard]] double weight(int k, double scale = 1) const { return scale * (0.5 + k); }
  int operator[](int k) const { return 2 * k + 1; }
  std::string read() const { return text.str(); }
  static int limit() { return 3; }

private:
  std::ostringstream text;
  std::map<std::string, int> counts;
};

/// Whose overloads do different things.
class Counter {
  int count = 1;
  std::string name = "counter";

public:
  int step() { return ++count; }
  int read() const { return count; }
};
class Stepper : public Counter {
  int taken = 0;

public:
  int step() { return taken += 3; }
  int step() const { return 7; }
  int read() const { return 100 * Counter::read() + taken; }
};

/// The header says no more.
struct Source;
double ask(Source* source, int k);

#endif
