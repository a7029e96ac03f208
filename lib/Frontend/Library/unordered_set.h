// std::unordered_set as the tool reads it: a std::set whose elements are found, but not visited one after the other,
// since their order is the library's.
#ifndef PULLBACK_LIBRARY_UNORDERED_SET
#define PULLBACK_LIBRARY_UNORDERED_SET

#include <bits/functional_hash.h>
#include <bits/pullback_ordered_keys.h>
#include <set>

namespace std {

template <class Key, class Hash = hash<Key>, class Equal = equal_to<Key>, class Allocator = allocator<Key>>
class unordered_set {
  using items_type = set<Key>;
  static_assert(__is_ordered<Key>::value && __is_same(Equal, equal_to<Key>),
                "such keys are found by their hash alone, not by an order");

public:
  using key_type = Key;
  using value_type = Key;
  using hasher = Hash;
  using key_equal = Equal;
  using allocator_type = Allocator;
  using size_type = size_t;

  struct iterator {
    typename items_type::iterator place;
    const Key &operator*() const { return *place; }
    const Key *operator->() const { return &*place; }
    bool operator==(const iterator &other) const { return place == other.place; }
    bool operator!=(const iterator &other) const { return place != other.place; }
  };
  using const_iterator = iterator;

  unordered_set() = default;
  explicit unordered_set(size_type, const Hash & = Hash(), const Equal & = Equal()) {}
  unordered_set(initializer_list<Key> list) : items(list) {}
  template <class Iterator, class = typename iterator_traits<Iterator>::iterator_category>
  unordered_set(Iterator from, Iterator to) : items(from, to) {}

  bool empty() const noexcept { return items.empty(); }
  size_type size() const noexcept { return items.size(); }
  void clear() noexcept { items.clear(); }
  void reserve(size_type) {}

  iterator end() const noexcept { return iterator{items.end()}; }
  iterator find(const Key &key) const { return iterator{items.find(key)}; }
  size_type count(const Key &key) const { return items.count(key); }
  bool contains(const Key &key) const { return items.contains(key); }

  pair<iterator, bool> insert(const Key &key) {
    const bool isNew = !items.contains(key);
    return pair<iterator, bool>(iterator{items.insert(key).first}, isNew);
  }
  template <class Iterator, class = typename iterator_traits<Iterator>::iterator_category>
  void insert(Iterator from, Iterator to) {
    items.insert(from, to);
  }
  void insert(initializer_list<Key> list) { items.insert(list); }
  pair<iterator, bool> emplace(const Key &key) { return insert(key); }
  size_type erase(const Key &key) { return items.erase(key); }
  void erase(iterator position) { items.erase(position.place); } // which one comes next is the library's

private:
  items_type items;
};

template <class Key, class Hash = hash<Key>, class Equal = equal_to<Key>, class Allocator = allocator<Key>>
class unordered_multiset;

} // namespace std

#endif // PULLBACK_LIBRARY_UNORDERED_SET
