// Pointers that flow into each other, through branches, loops and the memory that holds them.
#ifndef PULLBACK_TRANSFORMS_POINTERGROUPS_H
#define PULLBACK_TRANSFORMS_POINTERGROUPS_H

#include "IR/Pullback.h"

#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

namespace pullback {

/// The value that elements and casts are taken of.
mlir::Value getBase(mlir::Value pointer);
/// The value that a place is a part of.
mlir::Value getRoot(mlir::Value place);

/// What kind of memory a pointer is kept in: a field of a record type, or else elements of one pointer type.
using Cell = std::pair<mlir::Type, llvm::StringRef>;

struct PointerGroup;

/// Objects of one class that are made from time to time, some in loops: they lie in memory of their own. Or parts of
/// objects that lie elsewhere: in the memory that the pointers of another group lead to, or in an array.
struct MadeObjects {
  llvm::SetVector<mlir::Operation *> allocations;
  /// Of parts, that other group, and which of its `made` if these are one class of several; or the array.
  PointerGroup *owner = nullptr;
  std::optional<unsigned> within;
  mlir::Value array;
  llvm::SetVector<mlir::Value> parts; ///< as they are taken
  /// The bases that pointers go to in each object, from the whole on; none where they go to all of it.
  llvm::SmallVector<FieldOp> bases;
  /// Where they go to elements of an array in each object: how many there are. The place of element k is that of the
  /// object times the extent, plus k.
  std::optional<int64_t> extent;
  mlir::Value shared;
  mlir::Value used; // how many elements of it

  bool areElsewhere() const { return owner || array; }
};

/// Pointers that flow into each other.
struct PointerGroup {
  /// Some are kept in memory; or vectors grow after they have been exchanged, or memory is made in branches.
  bool hasCells = false;
  bool hasNull = false, hasOffsets = false;
  bool areCompared = false; // with each other
  llvm::SetVector<mlir::Operation *> allocations;
  llvm::SetVector<mlir::Value> objects; // that exist before
  llvm::DenseSet<mlir::Value> walked;   // those of which elements are pointed to
  llvm::SmallVector<LoadOp> loads;
  llvm::SmallVector<StoreOp> stores;
  llvm::SmallVector<GrowOp> grown;
  llvm::SmallVector<mlir::Operation *> slots;
  llvm::SmallVector<mlir::OpOperand *> nulls;
  /// The bases that the pointers go to in each allocation, from the whole object on; none where they go to all of it.
  llvm::SmallVector<FieldOp> bases;
  /// Where the pointers go to objects of several classes of which some are made in loops: those of each class. They
  /// have the numbers behind those of `objects`, and their places are offsets.
  llvm::SmallVector<MadeObjects, 0> made;
  /// What the pointers become in memory.
  mlir::Type kept;
  AllocOp shared;
  mlir::Value used;

  bool isShared() const { return made.empty() && (objects.empty() || !allocations.empty() || !grown.empty()); }
  /// Whether it has to be kept which object it is; null, where there is one, is number 0.
  bool isNumbered() const { return objects.size() + made.size() + hasNull > 1; }
  bool keepsOffset() const { return hasOffsets || !made.empty(); }
  int64_t getNumber(size_t object) const { return static_cast<int64_t>(object) + hasNull; }
  /// The type of one of the pointers.
  PtrType getType() {
    mlir::Type type = !allocations.empty() ? allocations.front()->getResult(0).getType()
                      : !grown.empty()     ? grown.front().getData().getType()
                      : !loads.empty()     ? loads.front().getType()
                                           : stores.front().getValue().getType();
    return PtrType::get(llvm::cast<PtrType>(type).getPointee());
  }
};

/// The groups of a function.
class PointerGroups {
public:
  /// Pointers that are kept in memory of one kind flow into each other; or, by `holders`, the groups that were found
  /// so, those that are kept in one object, where nothing but the function itself reaches it.
  explicit PointerGroups(FuncOp func, const PointerGroups *holders = nullptr);

  /// Whether all pointers that are kept in memory of one kind become numbers of one kind.
  bool haveOneForm() const;

  /// The group of a pointer; null for the address of an object of the function's own.
  PointerGroup *find(mlir::Value pointer);
  /// The innermost block around all that the group does, and around the objects that its cells lie in, and around what
  /// holds these.
  mlir::Block *findScope(const PointerGroup &group);
  /// The same, and around all that groups do whose pointers go to parts of its objects.
  mlir::Block *findScopeOfMemory(const PointerGroup &group);
  /// True for a value that is loaded, carried or chosen: the pointers of a group, other than addresses of objects.
  bool isMember(mlir::Value value) const { return nodes.count(value) != 0; }
  /// The group of the pointers that are kept there; null where none is.
  PointerGroup *findKept(Cell cell);

  auto begin() { return groups.begin(); }
  auto end() { return groups.end(); }

private:
  mlir::Block *findScope(const PointerGroup &group, llvm::SmallPtrSetImpl<const PointerGroup *> &visited);
  unsigned getNode(mlir::Value value);
  unsigned getCellNode(mlir::Value place);
  void findHolders(FuncOp func, const PointerGroups &whole);
  const void *getHolder(mlir::Value root) const;
  void addMember(unsigned node, mlir::Operation *op) { members.push_back({node, op}); }
  void addFlow(unsigned node, mlir::OpOperand &incoming) { flows.push_back({node, &incoming}); }
  void visit(mlir::Operation *op);
  void unite();
  void noteComparison(CmpOp op);
  void addOrigin(PointerGroup &group, mlir::OpOperand &incoming);
  PointerGroup &getGroup(unsigned node) { return groups[classes.getLeaderValue(node)]; }

  llvm::DenseMap<mlir::Value, unsigned> nodes;
  llvm::MapVector<std::pair<Cell, const void *>, unsigned> cells; // by the holder
  const PointerGroups *whole = nullptr;
  llvm::DenseMap<mlir::Value, const void *> holders; // of the objects that are not their own
  llvm::EquivalenceClasses<const void *> copied;     // holders between which whole objects are copied
  llvm::DenseSet<unsigned> open; // the leaders of groups that lead to objects of which other pointers lead to a part
  unsigned count = 0;
  llvm::EquivalenceClasses<unsigned> classes;
  llvm::MapVector<unsigned, PointerGroup> groups;
  llvm::SmallVector<std::pair<unsigned, mlir::Operation *>> members;
  llvm::SmallVector<std::pair<unsigned, mlir::OpOperand *>> flows;
};

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_POINTERGROUPS_H
