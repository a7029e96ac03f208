// What is known about places in memory at one point of a walk: by place, with answers to "which places may this write
// touch" that do not look at every place, and with scopes that undo what was learnt inside them.
#ifndef PULLBACK_TRANSFORMS_MEMORYTABLE_H
#define PULLBACK_TRANSFORMS_MEMORYTABLE_H

#include "Analysis/Aliasing.h"

#include "llvm/ADT/MapVector.h"

#include <map>
#include <set>
#include <vector>

namespace pullback {

class MemoryTable {
public:
  struct Entry {
    mlir::Value pointer;
    /// What the place holds, where the walk wants to know it.
    mlir::Value value;
    /// The place was stored to on every way here.
    bool stored = false;
  };

  /// The entry of exactly this place, or null. Two places are one if their paths are, index values being the same SSA
  /// values.
  const Entry *lookup(mlir::Value pointer);
  void insert(Entry entry);

  /// Forgets the places that an access through `pointer` may touch, but for those that `isApart` knows better.
  void forget(mlir::Value pointer, llvm::function_ref<bool(mlir::Value)> isApart = [](mlir::Value) { return false; });
  /// Forgets the places for which `touched` holds.
  void forgetIf(llvm::function_ref<bool(mlir::Value pointer)> touched);
  /// Forgets all places in objects that may be the one of `root`.
  void forgetObject(mlir::Value root);

  /// What happens from here on is undone by leave().
  size_t enter() const { return log.size(); }
  void leave(size_t mark);

private:
  using Key = std::vector<uint64_t>;
  using Bucket = std::map<Key, Entry>;
  using Buckets = std::map<Key, Bucket>;
  struct Object {
    mlir::Value root;
    /// Places by the shape of their path (the first field, then all index values and fields), then by the constant
    /// parts of its offsets.
    Buckets buckets;
    unsigned number = 0; ///< in `objects`
  };
  struct Place {
    PointerPath path;
    Key shape, constants;
  };
  struct Change {
    mlir::Value root;
    Key shape, constants;
    Entry old; ///< pointer is null if there was none
  };

  static Place locate(mlir::Value pointer);
  void note(Object &object);
  void erase(Object &object, Buckets::iterator bucket, Bucket::iterator entry);
  void forgetIn(Object &object, const Place &place, llvm::function_ref<bool(mlir::Value)> isApart);
  void forgetIn(Object &object, const Place &place, llvm::function_ref<bool(mlir::Value)> isApart,
                Buckets::iterator begin, Buckets::iterator end);
  /// Calls `visit` for the objects that may be the one of `root`, other than itself.
  void forEachOther(mlir::Value root, llvm::function_ref<void(Object &)> visit);

  llvm::MapVector<mlir::Value, Object> objects;
  /// The numbers of the objects that have places: the many arrays of a large function have theirs one after the other.
  std::set<unsigned> filled;
  /// The roots that are not objects of the function's own; own ones meet nothing but these where they are unknown.
  llvm::SmallVector<mlir::Value> foreign;
  std::vector<Change> log;
};

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_MEMORYTABLE_H
