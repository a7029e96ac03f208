// Keys of hashed containers, which the tool finds by their order instead.
#ifndef PULLBACK_LIBRARY_ORDERED_KEYS
#define PULLBACK_LIBRARY_ORDERED_KEYS

#include <array>
#include <string>
#include <tuple>
#include <utility>

namespace std {

/// Whether enumerators are compared by functions of the user's, which may have an order or an equality of their own.
template <class Key, class = void> struct __has_own_equality {
  static constexpr bool value = false;
};
template <class Key> struct __has_own_equality<Key, decltype(void(operator==(declval<Key>(), declval<Key>())))> {
  static constexpr bool value = true;
};
template <class Key, class = void> struct __has_own_order {
  static constexpr bool value = false;
};
template <class Key> struct __has_own_order<Key, decltype(void(operator<(declval<Key>(), declval<Key>())))> {
  static constexpr bool value = true;
};

/// Whether two keys are equal where neither is less than the other.
template <class Key> struct __is_ordered {
  static constexpr bool value =
      __is_integral(Key) || (__is_enum(Key) && !__has_own_equality<Key>::value && !__has_own_order<Key>::value);
};
template <class First, class Second> struct __is_ordered<pair<First, Second>> {
  static constexpr bool value = __is_ordered<First>::value && __is_ordered<Second>::value;
};
template <class T, size_t count> struct __is_ordered<array<T, count>> : __is_ordered<T> {};
template <class First, class... Rest> struct __is_ordered<tuple<First, Rest...>> {
  static constexpr bool value = __is_ordered<First>::value && __is_ordered<tuple<Rest...>>::value;
};
template <> struct __is_ordered<tuple<>> {
  static constexpr bool value = true;
};
template <> struct __is_ordered<string> {
  static constexpr bool value = true;
};

} // namespace std

#endif // PULLBACK_LIBRARY_ORDERED_KEYS
