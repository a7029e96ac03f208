// std::set as the tool reads it: the keys in their order. Iterators are pointers to them, which do not survive changes:
// a set has no member that takes one and changes it.
#ifndef PULLBACK_LIBRARY_SET
#define PULLBACK_LIBRARY_SET

#include <bits/stl_function.h>
#include <bits/stl_pair.h>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <vector>

namespace std {

template <class Key, class Compare = less<Key>, class Allocator = allocator<Key>> class set {
public:
  using key_type = Key;
  using value_type = Key;
  using key_compare = Compare;
  using value_compare = Compare;
  using allocator_type = Allocator;
  using size_type = size_t;
  using difference_type = ptrdiff_t;
  using reference = Key &;
  using const_reference = const Key &;
  using iterator = const Key *;
  using const_iterator = const Key *;
  using reverse_iterator = std::reverse_iterator<iterator>;
  using const_reverse_iterator = std::reverse_iterator<iterator>;

  set() = default;
  set(initializer_list<Key> list) {
    for (const Key &one : list)
      insert(one);
  }
  template <class Iterator, class = typename iterator_traits<Iterator>::iterator_category>
  set(Iterator from, Iterator to) {
    for (; from != to; ++from)
      insert(*from);
  }

  bool empty() const noexcept { return keys.empty(); }
  size_type size() const noexcept { return keys.size(); }
  void clear() noexcept { keys.clear(); }
  iterator begin() const noexcept { return keys.data(); }
  iterator end() const noexcept { return keys.data() + keys.size(); }
  iterator cbegin() const noexcept { return begin(); }
  iterator cend() const noexcept { return end(); }
  reverse_iterator rbegin() const noexcept { return reverse_iterator(end()); }
  reverse_iterator rend() const noexcept { return reverse_iterator(begin()); }

  iterator lower_bound(const Key &key) const { return begin() + lower(key); }
  iterator upper_bound(const Key &key) const {
    const size_t place = lower(key);
    return begin() + (holds(place, key) ? place + 1 : place);
  }
  iterator find(const Key &key) const {
    const size_t place = lower(key);
    return holds(place, key) ? begin() + place : end();
  }
  size_type count(const Key &key) const { return holds(lower(key), key) ? 1 : 0; }
  bool contains(const Key &key) const { return holds(lower(key), key); }

  pair<iterator, bool> insert(const Key &key) {
    const size_t place = lower(key);
    const bool isNew = !holds(place, key);
    if (isNew)
      keys.insert(keys.begin() + place, key);
    return pair<iterator, bool>(begin() + place, isNew);
  }
  template <class Iterator, class = typename iterator_traits<Iterator>::iterator_category>
  void insert(Iterator from, Iterator to) {
    for (; from != to; ++from)
      insert(*from);
  }
  pair<iterator, bool> emplace(const Key &key) { return insert(key); }
  size_type erase(const Key &key) {
    const size_t place = lower(key);
    if (!holds(place, key))
      return 0;
    keys.erase(keys.begin() + place);
    return 1;
  }

private:
  size_t lower(const Key &key) const {
    size_t low = 0, high = keys.size();
    while (low < high) {
      const size_t middle = low + (high - low) / 2;
      if (Compare()(keys[middle], key))
        low = middle + 1;
      else
        high = middle;
    }
    return low;
  }
  bool holds(size_t place, const Key &key) const { return place < keys.size() && !Compare()(key, keys[place]); }

  vector<Key> keys;
};

} // namespace std

#endif // PULLBACK_LIBRARY_SET
