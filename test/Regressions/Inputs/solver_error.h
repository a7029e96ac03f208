#pragma once
#include <stdexcept>
#include <string>

namespace solver {
class StepError : public std::runtime_error {
public:
  StepError(const std::string &what, int code) : std::runtime_error(what), code_(code) {}
  int code() const { return code_; }

private:
  int code_;
};
} // namespace solver
