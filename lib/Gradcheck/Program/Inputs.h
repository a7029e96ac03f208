// The file of inputs: what cannot be drawn at random, or should lie in a certain range.
//
//   # integers, index arrays, lengths, ranges
//   n = 8                        a number
//   index = 0 3 2                the elements of an array; lines that begin with a number go on with them
//   x in [0.5, 2]                random numbers from there; integers too
//   weights[12]                  an array's length, where the request does not say it
//   data[6] in [0, 1]
//   A[3, 4]                      a matrix's rows and columns
//   camera.focal in [1, 2]       a field
//   [geo::energy]                what follows is for this function alone
#ifndef PULLBACK_GRADCHECK_PROGRAM_INPUTS_H
#define PULLBACK_GRADCHECK_PROGRAM_INPUTS_H

#include "Numbers.h"

#include <cctype>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>
#include <stdexcept>

namespace gradcheck {

/// Something is missing or wrong in the inputs: the program ends with 2.
struct InputError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Range {
  Real low, high;
};

struct Input {
  std::string function, name, place;      // place: "check.inputs:3"
  std::optional<std::size_t> count, rows; // rows: of a matrix
  std::optional<Vector> values;
  std::optional<Range> range;
};

class Inputs {
public:
  Inputs(const std::string &text, const std::string &file) {
    std::istringstream stream(text);
    std::string line, function;
    for (std::size_t number = 1; std::getline(stream, line); ++number) {
      rest = line.substr(0, line.find('#'));
      place = file + ":" + std::to_string(number);
      if (skipSpaces(); rest.empty())
        continue;
      if (rest[0] == '[')
        function = readFunction();
      else
        readLine(function);
    }
  }

  static Inputs read(const std::string &file) {
    std::ifstream stream(file);
    if (!stream)
      throw InputError("cannot read the inputs '" + file + "'");
    std::ostringstream text;
    text << stream.rdbuf();
    return Inputs(text.str(), file);
  }

  /// The last input of that name for the function, one of its section before one of all functions.
  const Input *find(const std::string &function, const std::string &name) const {
    const Input *found = nullptr;
    for (const Input &input : inputs)
      if (input.name == name &&
          (input.function == function || (input.function.empty() && !(found && !found->function.empty()))))
        found = &input;
    return found;
  }

  const std::vector<Input> &getAll() const { return inputs; }

private:
  [[noreturn]] void fail(const std::string &what) const { throw InputError(place + ": " + what); }

  void skipSpaces() {
    std::size_t start = 0;
    while (start < rest.size() && (std::isspace(static_cast<unsigned char>(rest[start])) || rest[start] == ','))
      ++start;
    rest.erase(0, start);
  }

  bool take(const std::string &token) {
    skipSpaces();
    if (rest.compare(0, token.size(), token) != 0)
      return false;
    rest.erase(0, token.size());
    return true;
  }

  bool startsNumber() {
    skipSpaces();
    return !rest.empty() &&
           (std::isdigit(static_cast<unsigned char>(rest[0])) || rest[0] == '-' || rest[0] == '+' || rest[0] == '.');
  }

  Real takeNumber() {
    skipSpaces();
    for (const auto &[word, value] : {std::pair<std::string, Real>("true", 1), {"false", 0}})
      if (take(word))
        return value;
    char *end = nullptr;
    const Real value = std::strtold(rest.c_str(), &end);
    if (end == rest.c_str())
      fail("expected a number instead of '" + rest + "'");
    rest.erase(0, static_cast<std::size_t>(end - rest.c_str()));
    return value;
  }

  std::string readFunction() {
    const std::size_t end = rest.find(']');
    if (end == std::string::npos)
      fail("expected ']' after the name of a function");
    return rest.substr(1, end - 1);
  }

  void readValues(Vector &values) {
    while (skipSpaces(), !rest.empty())
      values.push_back(takeNumber());
  }

  Range readRange() {
    if (!take("["))
      fail("expected a range such as [0.5, 2]");
    const Real low = takeNumber(), high = takeNumber();
    if (!take("]") || !(low <= high))
      fail("expected a range such as [0.5, 2], lower bound first");
    return {low, high};
  }

  void readLine(const std::string &function) {
    if (startsNumber() && !inputs.empty() && inputs.back().values)
      return readValues(*inputs.back().values);
    std::size_t end = 0;
    while (end < rest.size() &&
           (std::isalnum(static_cast<unsigned char>(rest[end])) || rest[end] == '_' || rest[end] == '.'))
      ++end;
    if (end == 0)
      fail("expected the name of a parameter instead of '" + rest + "'");
    Input input;
    input.function = function;
    input.name = rest.substr(0, end);
    input.place = place;
    rest.erase(0, end);
    if (take("[")) {
      Vector extents{takeNumber()};
      if (startsNumber())
        extents.push_back(takeNumber());
      if (!take("]") || extents.front() < 0 || extents.back() < 0)
        fail("expected a length such as " + input.name + "[8], or rows and columns such as " + input.name + "[3, 4]");
      input.count = static_cast<std::size_t>(extents.front());
      if (extents.size() == 2) {
        input.rows = input.count;
        *input.count *= static_cast<std::size_t>(extents.back());
      }
    }
    if (take("="))
      readValues(input.values.emplace());
    else if (take("in"))
      input.range = readRange();
    else if (!input.count)
      fail("expected '= VALUE', 'in [LOW, HIGH]' or '[LENGTH]' after '" + input.name + "'");
    if (skipSpaces(); !rest.empty())
      fail("unexpected '" + rest + "'");
    inputs.push_back(std::move(input));
  }

  std::vector<Input> inputs;
  std::string rest, place; // while reading
};

} // namespace gradcheck

#endif // PULLBACK_GRADCHECK_PROGRAM_INPUTS_H
