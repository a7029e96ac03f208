// What is known about a function and its generated derivatives.
#ifndef PULLBACK_GRADCHECK_PROGRAM_FUNCTION_H
#define PULLBACK_GRADCHECK_PROGRAM_FUNCTION_H

#include "Numbers.h"

#include <functional>
#include <utility>

namespace gradcheck {

enum class Role { Independent, InOut, Output, Passive, Scratch };

struct Parameter {
  std::string name;
  Role role;
  Layout layout;
  std::size_t count;                        // of elements; 0 where the type does not say
  std::string lines;                        // of the primal, in which it is used: "energy.cpp:5, 7"
  std::function<long long(Objects)> length; // from the request, or null
};

/// vjp, value_and_vjp, gradient. `seed` is null where nothing is returned or the seed is 1.
struct ReverseMode {
  std::string name;
  bool givesValue, hasUnitSeed;
  std::function<void(Objects inputs, void *result, const void *seed, Objects adjoints)> call;
};

struct ForwardMode {
  std::string name;
  std::function<void(Objects inputs, void *result, Objects tangents, void *resultTangent)> call;
};

struct SplitMode {
  std::string name;
  std::function<std::shared_ptr<void>(Objects inputs, void *result, std::shared_ptr<void> used)> forward;
  std::function<void(Objects inputs, const void *saved, const void *seed, Objects adjoints)> reverse;
  std::function<std::shared_ptr<void>(const void *saved)> copy;
};

struct Function {
  std::string name, place; // "geo::energy", "energy.cpp:4"
  std::vector<Parameter> parameters;
  Layout result; // no leaves where nothing is returned
  std::function<void(Objects inputs, void *result)> primal;
  std::vector<ReverseMode> reverse;
  std::vector<ForwardMode> forward;
  std::vector<SplitMode> split;
  std::string withoutTangents;    // why there is no forward mode
  std::string withoutDifferences; // why differences say nothing; "" if they do
  bool roundsOtherwise = false;   // in the derivatives' values, as by another order of a matrix product's sums
  bool computesInFloat = false;   // somewhere on the way from inputs to outputs

  template <typename T>
  void add(const std::string &parameter, Role role, std::size_t count, const std::string &lines,
           std::function<long long(Objects)> length = nullptr) {
    parameters.push_back({parameter, role, getLayout<T>(parameter), count, lines, std::move(length)});
  }

  /// An object that no derivative is taken of, as a random engine: a new one for every call.
  template <typename T> void addObject(const std::string &parameter, const std::string &lines) {
    static const Container container = {
        [](std::size_t, std::size_t) -> std::shared_ptr<void> { return std::make_shared<T>(); },
        [](void *object) { return object; },
        [](const void *) { return std::size_t(1); },
        [](const void *) { return std::size_t(0); },
        false,
        false,
        false};
    Layout layout;
    layout.container = &container;
    parameters.push_back({parameter, Role::Passive, layout, 1, lines, nullptr});
  }

  template <typename Saved, typename Forward, typename Reverse>
  void addSplit(const std::string &mode, Forward forwardSweep, Reverse reverseSweep) {
    split.push_back({mode,
                     [=](Objects inputs, void *returned, std::shared_ptr<void> used) {
                       std::shared_ptr<void> saved = used ? used : std::make_shared<Saved>();
                       forwardSweep(inputs, returned, *static_cast<Saved *>(saved.get()));
                       return saved;
                     },
                     [=](Objects inputs, const void *saved, const void *seed, Objects adjoints) {
                       reverseSweep(inputs, *static_cast<const Saved *>(saved), seed, adjoints);
                     },
                     [](const void *saved) -> std::shared_ptr<void> {
                       return std::make_shared<Saved>(*static_cast<const Saved *>(saved));
                     }});
  }
};

} // namespace gradcheck

#endif // PULLBACK_GRADCHECK_PROGRAM_FUNCTION_H
