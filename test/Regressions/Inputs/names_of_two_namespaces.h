extern double weights[2];
struct Pair {
  double first, second;
};
enum class Kind { low, high };

namespace mine {
extern double weights[2];
struct Pair {
  double second, first;
};
enum class Kind { high, low };
} // namespace mine
