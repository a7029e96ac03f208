// std::bitset as the tool reads it: an array of bool.
#ifndef PULLBACK_LIBRARY_BITSET
#define PULLBACK_LIBRARY_BITSET

#include <cstddef>
#include <iosfwd>
#include <stdexcept>
#include <string>

namespace std {

template <size_t N> class bitset {
public:
  class reference {
  public:
    constexpr explicit reference(bool &bit) : bit(bit) {}
    constexpr reference(const reference &) = default;
    _GLIBCXX14_CONSTEXPR reference &operator=(bool value) {
      bit = value;
      return *this;
    }
    _GLIBCXX14_CONSTEXPR reference &operator=(const reference &other) {
      bit = other.bit;
      return *this;
    }
    _GLIBCXX14_CONSTEXPR operator bool() const { return bit; }
    _GLIBCXX14_CONSTEXPR bool operator~() const { return !bit; }
    _GLIBCXX14_CONSTEXPR reference &flip() {
      bit = !bit;
      return *this;
    }

  private:
    bool &bit;
  };

  constexpr bitset() noexcept = default;
  _GLIBCXX14_CONSTEXPR bitset(unsigned long long value) noexcept {
    for (size_t i = 0; i < N && i < 8 * sizeof(value); ++i)
      bits[i] = (value >> i & 1) != 0;
  }
  template <class Char, class Traits, class Allocator>
  explicit bitset(const basic_string<Char, Traits, Allocator> &text, size_t from = 0, size_t count = -1,
                  Char zero = Char('0'), Char one = Char('1'));
  template <class Char>
  explicit bitset(const Char *text, size_t count = -1, Char zero = Char('0'), Char one = Char('1'));

  _GLIBCXX14_CONSTEXPR bool operator[](size_t i) const { return bits[i]; }
  _GLIBCXX14_CONSTEXPR reference operator[](size_t i) { return reference(bits[i]); }
  _GLIBCXX14_CONSTEXPR bool test(size_t i) const {
    check(i);
    return bits[i];
  }
  constexpr size_t size() const noexcept { return N; }
  _GLIBCXX14_CONSTEXPR size_t count() const noexcept {
    size_t found = 0;
    for (size_t i = 0; i < N; ++i)
      found += bits[i] ? 1 : 0;
    return found;
  }
  _GLIBCXX14_CONSTEXPR bool any() const noexcept {
    for (size_t i = 0; i < N; ++i)
      if (bits[i])
        return true;
    return false;
  }
  _GLIBCXX14_CONSTEXPR bool none() const noexcept { return !any(); }
  _GLIBCXX14_CONSTEXPR bool all() const noexcept {
    for (size_t i = 0; i < N; ++i)
      if (!bits[i])
        return false;
    return true;
  }

  _GLIBCXX14_CONSTEXPR bitset &set() noexcept {
    for (size_t i = 0; i < N; ++i)
      bits[i] = true;
    return *this;
  }
  _GLIBCXX14_CONSTEXPR bitset &set(size_t i, bool value = true) {
    check(i);
    bits[i] = value;
    return *this;
  }
  _GLIBCXX14_CONSTEXPR bitset &reset() noexcept {
    for (size_t i = 0; i < N; ++i)
      bits[i] = false;
    return *this;
  }
  _GLIBCXX14_CONSTEXPR bitset &reset(size_t i) {
    check(i);
    bits[i] = false;
    return *this;
  }
  _GLIBCXX14_CONSTEXPR bitset &flip() noexcept {
    for (size_t i = 0; i < N; ++i)
      bits[i] = !bits[i];
    return *this;
  }
  _GLIBCXX14_CONSTEXPR bitset &flip(size_t i) {
    check(i);
    bits[i] = !bits[i];
    return *this;
  }

  _GLIBCXX14_CONSTEXPR bitset &operator&=(const bitset &other) noexcept {
    for (size_t i = 0; i < N; ++i)
      bits[i] = bits[i] && other.bits[i];
    return *this;
  }
  _GLIBCXX14_CONSTEXPR bitset &operator|=(const bitset &other) noexcept {
    for (size_t i = 0; i < N; ++i)
      bits[i] = bits[i] || other.bits[i];
    return *this;
  }
  _GLIBCXX14_CONSTEXPR bitset &operator^=(const bitset &other) noexcept {
    for (size_t i = 0; i < N; ++i)
      bits[i] = bits[i] != other.bits[i];
    return *this;
  }
  _GLIBCXX14_CONSTEXPR bitset &operator<<=(size_t shift) noexcept {
    for (size_t i = N; i > 0; --i)
      bits[i - 1] = i > shift && bits[i - 1 - shift];
    return *this;
  }
  _GLIBCXX14_CONSTEXPR bitset &operator>>=(size_t shift) noexcept {
    for (size_t i = 0; i < N; ++i)
      bits[i] = shift < N - i && bits[i + shift];
    return *this;
  }
  _GLIBCXX14_CONSTEXPR bitset operator<<(size_t shift) const noexcept {
    bitset result = *this;
    result <<= shift;
    return result;
  }
  _GLIBCXX14_CONSTEXPR bitset operator>>(size_t shift) const noexcept {
    bitset result = *this;
    result >>= shift;
    return result;
  }
  _GLIBCXX14_CONSTEXPR bitset operator~() const noexcept {
    bitset result = *this;
    result.flip();
    return result;
  }
  _GLIBCXX14_CONSTEXPR bool operator==(const bitset &other) const noexcept {
    for (size_t i = 0; i < N; ++i)
      if (bits[i] != other.bits[i])
        return false;
    return true;
  }
  _GLIBCXX14_CONSTEXPR bool operator!=(const bitset &other) const noexcept { return !(*this == other); }

  _GLIBCXX14_CONSTEXPR unsigned long to_ulong() const { return to_ullong(); }
  _GLIBCXX14_CONSTEXPR unsigned long long to_ullong() const {
    unsigned long long value = 0;
    for (size_t i = 0; i < N; ++i)
      if (bits[i]) {
        if (i >= 8 * sizeof(value))
          throw overflow_error("_Base_bitset::_M_do_to_ullong");
        value |= 1ULL << i;
      }
    return value;
  }
  template <class Char = char, class Traits = char_traits<Char>, class Allocator = allocator<Char>>
  basic_string<Char, Traits, Allocator> to_string(Char zero = Char('0'), Char one = Char('1')) const;

private:
  _GLIBCXX14_CONSTEXPR void check(size_t i) const {
    if (i >= N)
      throw out_of_range("bitset");
  }

  bool bits[N > 0 ? N : 1] = {};
};

template <size_t N> _GLIBCXX14_CONSTEXPR bitset<N> operator&(const bitset<N> &a, const bitset<N> &b) noexcept {
  bitset<N> result = a;
  result &= b;
  return result;
}
template <size_t N> _GLIBCXX14_CONSTEXPR bitset<N> operator|(const bitset<N> &a, const bitset<N> &b) noexcept {
  bitset<N> result = a;
  result |= b;
  return result;
}
template <size_t N> _GLIBCXX14_CONSTEXPR bitset<N> operator^(const bitset<N> &a, const bitset<N> &b) noexcept {
  bitset<N> result = a;
  result ^= b;
  return result;
}

template <class Char, class Traits, size_t N>
basic_ostream<Char, Traits> &operator<<(basic_ostream<Char, Traits> &stream, const bitset<N> &bits);
template <class Char, class Traits, size_t N>
basic_istream<Char, Traits> &operator>>(basic_istream<Char, Traits> &stream, bitset<N> &bits);

} // namespace std

#endif // PULLBACK_LIBRARY_BITSET
