// The program: which inputs, what is printed, how it ends.
#ifndef PULLBACK_GRADCHECK_PROGRAM_REPORT_H
#define PULLBACK_GRADCHECK_PROGRAM_REPORT_H

#include "Checker.h"

namespace gradcheck {

struct Options {
  std::string inputs; // a file; "" for the text that the program holds
  std::uint64_t seed = 1;
  std::size_t points = 5;
};

inline Options readOptions(int count, char **arguments) {
  Options options;
  for (int i = 1; i < count; ++i) {
    const std::string name = arguments[i];
    if (i + 1 == count || (name != "--inputs" && name != "--seed" && name != "--points"))
      throw InputError("usage: " + std::string(arguments[0]) + " [--inputs FILE] [--seed N] [--points N]");
    const std::string value = arguments[++i];
    if (name == "--inputs")
      options.inputs = value;
    else
      (name == "--seed" ? options.seed : options.points) = std::strtoull(value.c_str(), nullptr, 10);
  }
  return options;
}

inline bool usesName(const Function &function, const Input &input) {
  if (!input.function.empty() && input.function != function.name)
    return false;
  for (const Parameter &parameter : function.parameters) {
    if (parameter.name == input.name)
      return true;
    for (const Leaf &leaf : parameter.layout.leaves)
      if (leaf.path == input.name)
        return true;
  }
  return false;
}

/// A name that means nothing is a mistake.
inline void checkNames(const std::vector<Function> &functions, const Inputs &inputs) {
  for (const Input &input : inputs.getAll()) {
    bool isUsed = false;
    for (const Function &function : functions)
      isUsed = isUsed || usesName(function, input);
    if (!isUsed)
      throw InputError(input.place + ": no function has a parameter '" + input.name + "'" +
                       (input.function.empty() ? "" : " and the name '" + input.function + "'"));
  }
}

inline std::string printReal(Real value) {
  char text[64];
  std::snprintf(text, sizeof text, std::isnan(value) ? "-" : "%.8Lg", value);
  return text;
}

inline void printRow(const std::vector<std::string> &cells) {
  const int widths[] = {14, 9, 14, 16, 16, 16, 9, 9};
  std::string line = " ";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    std::string cell = cells[i];
    if (i < std::size(widths))
      cell.resize(std::max(cell.size(), static_cast<std::size_t>(widths[i])), ' ');
    line += " " + cell;
  }
  std::printf("%s\n", line.c_str());
}

inline std::string printShort(Real value) {
  char text[64];
  std::snprintf(text, sizeof text, "%.1Le", value);
  return text;
}

inline void printTable(const Function &function, const Checker &checker) {
  printRow(
      {"parameter", "elements", "worst", "gradient", "by tangents", "by differences", "error", "allowed", "lines"});
  for (std::size_t p = 0; p < function.parameters.size(); ++p) {
    const Row &row = checker.getRows()[p];
    if (!row.isCompared)
      continue;
    const Comparison &worst = row.worst;
    printRow({function.parameters[p].name, std::to_string(row.elements), worst.element, printReal(worst.gradient),
              printReal(worst.tangent), printReal(worst.difference), printShort(worst.error), printShort(worst.allowed),
              function.parameters[p].lines});
  }
}

/// Checks one function and prints what came out; false if something is wrong.
inline bool checkFunction(const Function &function, const Inputs &inputs, const Options &options) {
  Checker checker(function, inputs, options.seed);
  std::string thrown;
  try {
    checker.run(options.points);
  } catch (const InputError &) {
    throw;
  } catch (const std::exception &exception) {
    thrown = exception.what();
  }
  std::string modes;
  for (const auto &mode : function.reverse)
    modes += (modes.empty() ? "" : ", ") + mode.name;
  for (const auto &mode : function.split)
    modes += (modes.empty() ? "" : ", ") + mode.name;
  for (const auto &mode : function.forward)
    modes += (modes.empty() ? "" : ", ") + mode.name;
  std::printf("%s (%s): %s; %zu points\n", function.name.c_str(), function.place.c_str(), modes.c_str(),
              checker.getPoints());
  printTable(function, checker);
  if (!function.withoutDifferences.empty())
    std::printf("  without differences: %s\n", function.withoutDifferences.c_str());
  if (function.forward.empty())
    std::printf("  without tangents: %s\n", function.withoutTangents.c_str());
  else if (const Comparison &dot = checker.getDotProduct(); !dot.element.empty())
    std::printf("  <J v, w> - <v, J^T w>: at most %s, rounding explains %s\n", printShort(dot.error).c_str(),
                printShort(dot.allowed).c_str());
  std::size_t printed = 0;
  for (const std::string &failure : checker.getFailures())
    if (++printed <= 12)
      std::printf("  FAILED %s\n", failure.c_str());
  if (printed > 12)
    std::printf("  FAILED %zu more times\n", printed - 12);
  if (!thrown.empty())
    std::printf("  FAILED a derivative throws where the primal does not: %s\n", thrown.c_str());
  return printed == 0 && thrown.empty();
}

/// 0: all is right; 1: something is wrong; 2: inputs are missing or wrong.
inline int run(const std::vector<Function> &functions, const char *inputText, const char *inputFile, int count,
               char **arguments) {
  try {
    const Options options = readOptions(count, arguments);
    const Inputs inputs = options.inputs.empty() ? Inputs(inputText, inputFile) : Inputs::read(options.inputs);
    checkNames(functions, inputs);
    bool isGood = true;
    for (const Function &function : functions)
      isGood = checkFunction(function, inputs, options) && isGood;
    std::printf(isGood ? "all derivatives are right\n" : "derivatives are WRONG\n");
    return isGood ? 0 : 1;
  } catch (const InputError &error) {
    std::fflush(stdout);
    std::fprintf(stderr, "gradcheck: %s\n", error.what());
    return 2;
  }
}

} // namespace gradcheck

#endif // PULLBACK_GRADCHECK_PROGRAM_REPORT_H
