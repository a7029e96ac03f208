#include "Transforms/MemoryTable.h"

#include "Analysis/Objects.h"

using namespace mlir;
using namespace pullback;

/// Places that share a shape but differ in more than one constant are compared one by one up to this many.
static constexpr size_t comparedOneByOne = 16;

// Field names are uniqued, so their address tells them apart.
static uint64_t getFieldKey(ArrayRef<StringRef> fields, size_t i) {
  return i < fields.size() && !fields[i].empty() ? reinterpret_cast<uint64_t>(fields[i].data()) : 0;
}

MemoryTable::Place MemoryTable::locate(Value pointer) {
  Place place{getPath(pointer), {}, {}};
  place.shape.push_back(getFieldKey(place.path.fields, 0));
  for (auto [i, offset] : llvm::enumerate(place.path.offsets)) {
    SmallVector<uint64_t> bases;
    for (Value base : offset.bases)
      bases.push_back(reinterpret_cast<uint64_t>(base.getAsOpaquePointer()));
    llvm::sort(bases);
    place.shape.insert(place.shape.end(), bases.begin(), bases.end());
    if (i < place.path.fields.size()) {
      place.shape.push_back(1); // no value's address
      place.shape.push_back(getFieldKey(place.path.fields, i));
    }
    place.constants.push_back(static_cast<uint64_t>(offset.constant));
  }
  return place;
}

const MemoryTable::Entry *MemoryTable::lookup(Value pointer) {
  Place place = locate(pointer);
  auto object = objects.find(place.path.root);
  if (object == objects.end())
    return nullptr;
  auto bucket = object->second.buckets.find(place.shape);
  if (bucket == object->second.buckets.end())
    return nullptr;
  auto entry = bucket->second.find(place.constants);
  return entry == bucket->second.end() ? nullptr : &entry->second;
}

void MemoryTable::insert(Entry entry) {
  Place place = locate(entry.pointer);
  Value root = place.path.root;
  auto [object, isNew] = objects.insert({root, Object{root, {}, static_cast<unsigned>(objects.size())}});
  if (isNew && !isLocalObject(root))
    foreign.push_back(root);
  Entry &slot = object->second.buckets[place.shape][place.constants];
  log.push_back({root, place.shape, place.constants, slot});
  slot = entry;
  note(object->second);
}

/// To be called after a change of what places an object has.
void MemoryTable::note(Object &object) {
  if (object.buckets.empty())
    filled.erase(object.number);
  else
    filled.insert(object.number);
}

void MemoryTable::erase(Object &object, Buckets::iterator bucket, Bucket::iterator entry) {
  log.push_back({object.root, bucket->first, entry->first, entry->second});
  bucket->second.erase(entry);
  if (bucket->second.empty())
    object.buckets.erase(bucket);
  note(object);
}

void MemoryTable::leave(size_t mark) {
  while (log.size() > mark) {
    Change &change = log.back();
    Object &object = objects.find(change.root)->second;
    Buckets &buckets = object.buckets;
    if (change.old.pointer) {
      buckets[change.shape][change.constants] = change.old;
    } else {
      auto bucket = buckets.find(change.shape);
      bucket->second.erase(change.constants);
      if (bucket->second.empty())
        buckets.erase(bucket);
    }
    note(object);
    log.pop_back();
  }
}

/// Forgets the places of the object itself that `place` may touch.
void MemoryTable::forgetIn(Object &object, const Place &place, llvm::function_ref<bool(Value)> isApart) {
  uint64_t field = place.shape.front();
  if (field == 0)
    return forgetIn(object, place, isApart, object.buckets.begin(), object.buckets.end());
  // Different fields are different places, so what lies in others need not be looked at.
  for (uint64_t other : {uint64_t(0), field})
    forgetIn(object, place, isApart, object.buckets.lower_bound({other}), object.buckets.lower_bound({other + 1}));
}

void MemoryTable::forgetIn(Object &object, const Place &place, llvm::function_ref<bool(Value)> isApart,
                           Buckets::iterator begin, Buckets::iterator end) {
  for (auto next = begin; next != end;) {
    auto bucket = next++;
    if (bucket->first == place.shape && place.constants.size() == 1) {
      // One offset, the same values: another constant is another place.
      if (auto entry = bucket->second.find(place.constants); entry != bucket->second.end())
        erase(object, bucket, entry);
      continue;
    }
    bool compare = bucket->second.size() <= comparedOneByOne;
    bool apart = !compare && getPath(bucket->second.begin()->second.pointer).fields != place.path.fields &&
                 comparePaths(getPath(bucket->second.begin()->second.pointer), place.path) == Alias::No;
    if (apart)
      continue;
    SmallVector<Key> touched;
    for (auto &[constants, entry] : bucket->second)
      if (!compare || (comparePaths(getPath(entry.pointer), place.path) != Alias::No && !isApart(entry.pointer)))
        touched.push_back(constants);
    for (const Key &constants : touched)
      erase(object, bucket, bucket->second.find(constants));
  }
}

void MemoryTable::forEachOther(Value root, llvm::function_ref<void(Object &)> visit) {
  auto visitIfMet = [&](Value other) {
    if (other != root && rootsMayMeet(root, other))
      visit(objects.find(other)->second);
  };
  for (Value other : foreign)
    visitIfMet(other);
  // Only a pointer from an unknown place may point to an object of the function's own under another root.
  if (getObject(root))
    return;
  for (unsigned number : SmallVector<unsigned>(filled.begin(), filled.end()))
    if (Value other = std::next(objects.begin(), number)->first; isLocalObject(other))
      visitIfMet(other);
}

static SmallVector<std::pair<std::vector<uint64_t>, std::vector<uint64_t>>>
collectKeys(const std::map<std::vector<uint64_t>, std::map<std::vector<uint64_t>, MemoryTable::Entry>> &buckets,
            llvm::function_ref<bool(Value)> touched) {
  SmallVector<std::pair<std::vector<uint64_t>, std::vector<uint64_t>>> keys;
  for (auto &[shape, bucket] : buckets)
    for (auto &[constants, entry] : bucket)
      if (touched(entry.pointer))
        keys.push_back({shape, constants});
  return keys;
}

void MemoryTable::forget(Value pointer, llvm::function_ref<bool(Value)> isApart) {
  Place place = locate(pointer);
  Value root = place.path.root;
  if (auto object = objects.find(root); object != objects.end())
    forgetIn(object->second, place, isApart);
  Type type = cast<PtrType>(pointer.getType()).getPointee();
  forEachOther(root, [&](Object &object) {
    auto overlaps = [&](Value other) { return typesMayOverlap(type, cast<PtrType>(other.getType()).getPointee()); };
    for (auto &[shape, constants] : collectKeys(object.buckets, overlaps)) {
      auto bucket = object.buckets.find(shape);
      erase(object, bucket, bucket->second.find(constants));
    }
  });
}

void MemoryTable::forgetIf(llvm::function_ref<bool(Value)> touched) {
  for (unsigned number : SmallVector<unsigned>(filled.begin(), filled.end())) {
    Object &object = std::next(objects.begin(), number)->second;
    for (auto &[shape, constants] : collectKeys(object.buckets, touched)) {
      auto bucket = object.buckets.find(shape);
      erase(object, bucket, bucket->second.find(constants));
    }
  }
}

void MemoryTable::forgetObject(Value root) {
  auto all = [](Value) { return true; };
  auto clear = [&](Object &object) {
    for (auto &[shape, constants] : collectKeys(object.buckets, all)) {
      auto bucket = object.buckets.find(shape);
      erase(object, bucket, bucket->second.find(constants));
    }
  };
  if (auto object = objects.find(root); object != objects.end())
    clear(object->second);
  forEachOther(root, clear);
}
