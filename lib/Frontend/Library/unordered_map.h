// std::unordered_map as the tool reads it: a std::map whose elements are found, but not visited one after the other,
// since their order, and so what sums over them round to, is the library's.
#ifndef PULLBACK_LIBRARY_UNORDERED_MAP
#define PULLBACK_LIBRARY_UNORDERED_MAP

#include <bits/functional_hash.h>
#include <bits/pullback_ordered_keys.h>
#include <map>

namespace std {

template <class Key, class Value, class Hash = hash<Key>, class Equal = equal_to<Key>,
          class Allocator = allocator<pair<const Key, Value>>>
class unordered_map {
  using items_type = map<Key, Value>;
  static_assert(__is_ordered<Key>::value && __is_same(Equal, equal_to<Key>),
                "such keys are found by their hash alone, not by an order");

public:
  using key_type = Key;
  using mapped_type = Value;
  using value_type = pair<const Key, Value>;
  using hasher = Hash;
  using key_equal = Equal;
  using allocator_type = Allocator;
  using size_type = size_t;

  struct iterator {
    typename items_type::iterator place;
    value_type &operator*() const { return *place; }
    value_type *operator->() const { return &*place; }
    bool operator==(const iterator &other) const { return place == other.place; }
    bool operator!=(const iterator &other) const { return place != other.place; }
  };
  struct const_iterator {
    typename items_type::const_iterator place;
    const value_type &operator*() const { return *place; }
    const value_type *operator->() const { return &*place; }
    bool operator==(const const_iterator &other) const { return place == other.place; }
    bool operator!=(const const_iterator &other) const { return place != other.place; }
  };

  unordered_map() = default;
  explicit unordered_map(size_type, const Hash & = Hash(), const Equal & = Equal()) {}
  unordered_map(initializer_list<value_type> list) : items(list) {}

  bool empty() const noexcept { return items.empty(); }
  size_type size() const noexcept { return items.size(); }
  void clear() noexcept { items.clear(); }
  void reserve(size_type) {}
  void swap(unordered_map &other) { items.swap(other.items); }

  iterator end() noexcept { return iterator{items.end()}; }
  const_iterator end() const noexcept { return const_iterator{items.end()}; }
  iterator find(const Key &key) { return iterator{items.find(key)}; }
  const_iterator find(const Key &key) const { return const_iterator{items.find(key)}; }
  size_type count(const Key &key) const { return items.count(key); }
  bool contains(const Key &key) const { return items.contains(key); }
  Value &operator[](const Key &key) { return items[key]; }
  Value &at(const Key &key) { return items.at(key); }
  const Value &at(const Key &key) const { return items.at(key); }

  pair<iterator, bool> insert(const value_type &value) { return try_emplace(value.first, value.second); }
  pair<iterator, bool> insert(value_type &&value) { return emplace(value.first, std::move(value.second)); }
  template <class First, class Second> pair<iterator, bool> insert(pair<First, Second> &&value) {
    return emplace(value.first, std::forward<Second>(value.second));
  }
  /// The library makes the element first, so that the value is gone also where the key is there already.
  template <class Item> pair<iterator, bool> emplace(const Key &key, Item &&value) {
    Value made(std::forward<Item>(value));
    return try_emplace(key, std::move(made));
  }
  template <class... Items> pair<iterator, bool> try_emplace(const Key &key, Items &&...arguments) {
    const auto entered = items.try_emplace(key, std::forward<Items>(arguments)...);
    return pair<iterator, bool>(iterator{entered.first}, entered.second);
  }
  template <class Item> pair<iterator, bool> insert_or_assign(const Key &key, Item &&value) {
    const auto entered = items.insert_or_assign(key, std::forward<Item>(value));
    return pair<iterator, bool>(iterator{entered.first}, entered.second);
  }
  size_type erase(const Key &key) { return items.erase(key); }
  void erase(iterator position) { items.erase(position.place); } // which one comes next is the library's

private:
  items_type items;
};

template <class Key, class Value, class Hash = hash<Key>, class Equal = equal_to<Key>,
          class Allocator = allocator<pair<const Key, Value>>>
class unordered_multimap;

} // namespace std

#endif // PULLBACK_LIBRARY_UNORDERED_MAP
