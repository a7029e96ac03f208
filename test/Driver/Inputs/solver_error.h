#pragma once
#include <stdexcept>
#include <string>

namespace solver {
enum class Cause { input, steps };

class Error : public std::exception {
  std::string message;

public:
  Error(const std::string& text, Cause cause, double at = 0)
      : message(text + (cause == Cause::input ? " (input, " : " (steps, ") + std::to_string(at) + ")") {}
  const char* what() const noexcept override { return message.c_str(); }
};
} // namespace solver
