// std::variant as the tool reads it: the number of the alternative that it holds, and room for each of them. What
// std::visit does is decided by comparing that number.
#ifndef PULLBACK_LIBRARY_VARIANT
#define PULLBACK_LIBRARY_VARIANT

#if __cplusplus >= 201703L

#include <cstddef>
#include <exception>
#include <initializer_list>
#include <optional>
#include <type_traits>
#include <utility>

namespace std {

struct monostate {};
constexpr bool operator==(monostate, monostate) noexcept { return true; }
constexpr bool operator!=(monostate, monostate) noexcept { return false; }
constexpr bool operator<(monostate, monostate) noexcept { return false; }
constexpr bool operator>(monostate, monostate) noexcept { return false; }
constexpr bool operator<=(monostate, monostate) noexcept { return true; }
constexpr bool operator>=(monostate, monostate) noexcept { return true; }

class bad_variant_access : public exception {
public:
  const char *what() const noexcept override { return "std::get: wrong index for variant"; }
};

inline constexpr size_t variant_npos = -1;

template <class... Types> class variant;

/// An alternative is there from the start, or optional where it cannot start empty.
template <class T>
inline constexpr bool starts_empty =
    is_trivially_default_constructible_v<T> || (is_default_constructible_v<T> && !is_trivially_copyable_v<T>);
template <class... Types> struct variant_rooms {};
template <class First, class... Others> struct variant_rooms<First, Others...> {
  conditional_t<starts_empty<First>, First, optional<First>> first;
  variant_rooms<Others...> others;
};

template <size_t I, class First, class... Others> auto &find_held(variant_rooms<First, Others...> &rooms) {
  if constexpr (I > 0)
    return std::find_held<I - 1>(rooms.others);
  else if constexpr (starts_empty<First>)
    return rooms.first;
  else
    return *rooms.first;
}
template <size_t I, class First, class... Others> const auto &find_held(const variant_rooms<First, Others...> &rooms) {
  if constexpr (I > 0)
    return std::find_held<I - 1>(rooms.others);
  else if constexpr (starts_empty<First>)
    return rooms.first;
  else
    return *rooms.first;
}
template <size_t I, class Value, class First, class... Others>
void set_held(variant_rooms<First, Others...> &rooms, Value &&value) {
  if constexpr (I > 0)
    std::set_held<I - 1>(rooms.others, std::move(value));
  else
    rooms.first = std::move(value);
}

template <size_t I, class Variant> struct variant_alternative;
template <size_t I, class First, class... Others>
struct variant_alternative<I, variant<First, Others...>> : variant_alternative<I - 1, variant<Others...>> {};
template <class First, class... Others> struct variant_alternative<0, variant<First, Others...>> {
  using type = First;
};
template <size_t I, class Variant> struct variant_alternative<I, const Variant> {
  using type = const typename variant_alternative<I, Variant>::type;
};
template <size_t I, class Variant> using variant_alternative_t = typename variant_alternative<I, Variant>::type;

template <class Variant> struct variant_size;
template <class... Types> struct variant_size<variant<Types...>> : integral_constant<size_t, sizeof...(Types)> {};
template <class Variant> struct variant_size<const Variant> : variant_size<Variant> {};
template <class Variant> inline constexpr size_t variant_size_v = variant_size<Variant>::value;

/// The number of a type among others.
template <class T, class... Types> constexpr size_t find_alternative() {
  size_t found = sizeof...(Types), i = 0;
  ((found = is_same_v<T, Types> && found == sizeof...(Types) ? i : found, ++i), ...);
  return found;
}

/// Which alternative a value of another type becomes: as an overload for each of them, without narrowing, is chosen.
template <class T> struct variant_array {
  T one[1];
};
template <size_t I, class T, class Alternative, class = void> struct variant_overload {
  void operator()() const;
};
template <size_t I, class T, class Alternative>
struct variant_overload<I, T, Alternative, void_t<decltype(variant_array<Alternative>{{declval<T>()}})>> {
  integral_constant<size_t, I> operator()(Alternative, T &&) const;
};
template <class T, class Numbers, class... Types> struct variant_overloads;
template <class T, size_t... I, class... Types>
struct variant_overloads<T, index_sequence<I...>, Types...> : variant_overload<I, T, Types>... {
  using variant_overload<I, T, Types>::operator()...;
};
template <class T, class... Types>
using variant_choice =
    decltype(declval<variant_overloads<T, index_sequence_for<Types...>, Types...>>()(declval<T>(), declval<T>()));

template <class... Types> class variant {
  template <size_t I> using alternative = variant_alternative_t<I, variant>;

public:
  variant() { emplace<0>(); }
  variant(const variant &) = default;
  variant(variant &&) = default;
  variant &operator=(const variant &) = default;
  variant &operator=(variant &&) = default;

  template <class T, class Choice = variant_choice<T &&, Types...>,
            class = enable_if_t<!is_same_v<remove_cv_t<remove_reference_t<T>>, variant>>>
  variant(T &&value) {
    emplace<Choice::value>(std::forward<T>(value));
  }
  template <class T, class... Arguments> explicit variant(in_place_type_t<T>, Arguments &&...arguments) {
    emplace<T>(std::forward<Arguments>(arguments)...);
  }
  template <size_t I, class... Arguments> explicit variant(in_place_index_t<I>, Arguments &&...arguments) {
    emplace<I>(std::forward<Arguments>(arguments)...);
  }
  template <class T, class Item, class... Arguments>
  explicit variant(in_place_type_t<T>, initializer_list<Item> items, Arguments &&...arguments) {
    emplace<T>(items, std::forward<Arguments>(arguments)...);
  }
  template <class T, class Choice = variant_choice<T &&, Types...>,
            class = enable_if_t<!is_same_v<remove_cv_t<remove_reference_t<T>>, variant>>>
  variant &operator=(T &&value) {
    emplace<Choice::value>(std::forward<T>(value));
    return *this;
  }

  template <size_t I, class... Arguments> alternative<I> &emplace(Arguments &&...arguments) {
    std::set_held<I>(held, alternative<I>(std::forward<Arguments>(arguments)...));
    number = I;
    return std::find_held<I>(held);
  }
  template <class T, class... Arguments> T &emplace(Arguments &&...arguments) {
    return emplace<find_alternative<T, Types...>()>(std::forward<Arguments>(arguments)...);
  }

  template <size_t I, class Item, class... Arguments>
  alternative<I> &emplace(initializer_list<Item> items, Arguments &&...arguments) {
    std::set_held<I>(held, alternative<I>(items, std::forward<Arguments>(arguments)...));
    number = I;
    return std::find_held<I>(held);
  }
  template <class T, class Item, class... Arguments>
  T &emplace(initializer_list<Item> items, Arguments &&...arguments) {
    return emplace<find_alternative<T, Types...>()>(items, std::forward<Arguments>(arguments)...);
  }

  size_t index() const noexcept { return number; }
  bool valueless_by_exception() const noexcept { return false; }
  void swap(variant &other) {
    variant before = *this;
    *this = other;
    other = before;
  }

  variant_rooms<Types...> held;

private:
  size_t number = 0;
};

template <class... Types> void swap(variant<Types...> &a, variant<Types...> &b) { a.swap(b); }

template <class T, class... Types> bool holds_alternative(const variant<Types...> &one) noexcept {
  return one.index() == find_alternative<T, Types...>();
}

template <size_t I, class... Types> auto &get(variant<Types...> &one) {
  if (one.index() != I)
    throw bad_variant_access();
  return std::find_held<I>(one.held);
}
template <size_t I, class... Types> const auto &get(const variant<Types...> &one) {
  if (one.index() != I)
    throw bad_variant_access();
  return std::find_held<I>(one.held);
}
template <size_t I, class... Types> auto &&get(variant<Types...> &&one) { return std::move(std::get<I>(one)); }
template <class T, class... Types> T &get(variant<Types...> &one) {
  return std::get<find_alternative<T, Types...>()>(one);
}
template <class T, class... Types> const T &get(const variant<Types...> &one) {
  return std::get<find_alternative<T, Types...>()>(one);
}
template <class T, class... Types> T &&get(variant<Types...> &&one) {
  return std::move(std::get<find_alternative<T, Types...>()>(one));
}

template <size_t I, class... Types> auto get_if(variant<Types...> *one) noexcept {
  using T = variant_alternative_t<I, variant<Types...>>;
  return one->index() == I ? &std::find_held<I>(one->held) : static_cast<T *>(nullptr);
}
template <size_t I, class... Types> auto get_if(const variant<Types...> *one) noexcept {
  using T = variant_alternative_t<I, variant<Types...>>;
  return one->index() == I ? &std::find_held<I>(one->held) : static_cast<const T *>(nullptr);
}
template <class T, class... Types> T *get_if(variant<Types...> *one) noexcept {
  return std::get_if<find_alternative<T, Types...>()>(one);
}
template <class T, class... Types> const T *get_if(const variant<Types...> *one) noexcept {
  return std::get_if<find_alternative<T, Types...>()>(one);
}

/// The alternative that a variant is known to hold, of the category of the variant.
template <size_t I, class Variant> decltype(auto) get_held(Variant &&one) {
  auto &value = std::find_held<I>(one.held);
  if constexpr (is_lvalue_reference_v<Variant>)
    return (value);
  else
    return std::move(value);
}

template <class Result, size_t I, class Visitor, class Variant> Result visit_from(Visitor &&visitor, Variant &&one) {
  if constexpr (I + 1 < variant_size_v<remove_reference_t<Variant>>) {
    if (one.index() != I)
      return std::visit_from<Result, I + 1>(std::forward<Visitor>(visitor), std::forward<Variant>(one));
  }
  return static_cast<Visitor &&>(visitor)(std::get_held<I>(std::forward<Variant>(one)));
}

template <class Visitor, class... Variants>
using visit_result = decltype(declval<Visitor>()(std::get_held<0>(declval<Variants>())...));

template <class Result, class Visitor, class First, class... Others>
Result visit(Visitor &&visitor, First &&first, Others &&...others) {
  if constexpr (sizeof...(Others) == 0)
    return std::visit_from<Result, 0>(std::forward<Visitor>(visitor), std::forward<First>(first));
  else
    return std::visit_from<Result, 0>(
        [&](auto &&held) -> Result {
          return std::visit<Result>(
              [&](auto &&...rest) -> Result {
                return static_cast<Visitor &&>(visitor)(static_cast<decltype(held) &&>(held),
                                                        static_cast<decltype(rest) &&>(rest)...);
              },
              std::forward<Others>(others)...);
        },
        std::forward<First>(first));
}
template <class Visitor, class First, class... Others>
visit_result<Visitor, First, Others...> visit(Visitor &&visitor, First &&first, Others &&...others) {
  return std::visit<visit_result<Visitor, First, Others...>>(std::forward<Visitor>(visitor), std::forward<First>(first),
                                                             std::forward<Others>(others)...);
}

template <size_t I = 0, class... Types> bool are_equal(const variant<Types...> &a, const variant<Types...> &b) {
  if constexpr (I + 1 < sizeof...(Types)) {
    if (a.index() != I)
      return std::are_equal<I + 1>(a, b);
  }
  return std::get_held<I>(a) == std::get_held<I>(b);
}
template <class... Types> bool operator==(const variant<Types...> &a, const variant<Types...> &b) {
  return a.index() == b.index() && std::are_equal(a, b);
}
template <class... Types> bool operator!=(const variant<Types...> &a, const variant<Types...> &b) { return !(a == b); }

template <size_t I = 0, class... Types> bool is_less(const variant<Types...> &a, const variant<Types...> &b) {
  if constexpr (I + 1 < sizeof...(Types)) {
    if (a.index() != I)
      return std::is_less<I + 1>(a, b);
  }
  return std::get_held<I>(a) < std::get_held<I>(b);
}
template <class... Types> bool operator<(const variant<Types...> &a, const variant<Types...> &b) {
  return a.index() != b.index() ? a.index() < b.index() : std::is_less(a, b);
}
template <class... Types> bool operator>(const variant<Types...> &a, const variant<Types...> &b) { return b < a; }
template <class... Types> bool operator<=(const variant<Types...> &a, const variant<Types...> &b) {
  return a.index() < b.index() || (a.index() == b.index() && !std::is_less(b, a));
}
template <class... Types> bool operator>=(const variant<Types...> &a, const variant<Types...> &b) { return b <= a; }

} // namespace std

#endif // __cplusplus >= 201703L

#endif // PULLBACK_LIBRARY_VARIANT
