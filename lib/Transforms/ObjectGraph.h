// Which objects the pointers of a program lead to, over all functions that what is requested calls.
#ifndef PULLBACK_TRANSFORMS_OBJECTGRAPH_H
#define PULLBACK_TRANSFORMS_OBJECTGRAPH_H

#include "IR/Pullback.h"

#include "llvm/ADT/SetVector.h"

#include <map>
#include <set>

namespace pullback {

/// An inclusion analysis after Andersen ("Program Analysis and Specialization for the C Programming Language", 1994):
/// an object is what a pb.local, a pb.alloc or a parameter of a request stands for, in all calls together; fields are
/// told apart, elements are not. Integer constants in fields are followed as well: numbers of classes.
class ObjectGraph {
public:
  explicit ObjectGraph(mlir::ModuleOp module);

  /// The constants that are stored to where `pointer` leads; nothing where others may be.
  std::optional<llvm::SmallVector<int64_t>> getNumbers(mlir::Value pointer);
  /// The type of which all objects are that have what `pointer` leads to as their base `name`; null if there are
  /// several or it is not known.
  mlir::Type findWhole(mlir::Value pointer, mlir::StringAttr &name);

private:
  /// An object, or a part of it.
  struct Place {
    mlir::Type type;
    bool isForeign; ///< the caller's
    unsigned around = 0;
    mlir::StringAttr field; ///< null for an object
  };
  struct Pointers {
    llvm::SmallSetVector<unsigned, 4> places;
    bool isUnknown = false;
  };
  struct Content : Pointers {
    std::set<int64_t> numbers;
    bool isOtherNumber = false;
  };

  void findReached(mlir::ModuleOp module);
  void visit(mlir::Operation *op);
  void visitCall(CallOp call);
  void visitField(FieldOp field);
  void visitDowncast(DowncastOp downcast);
  void visitLoad(LoadOp load);
  void visitStore(StoreOp store);
  void visitCopy(CopyOp copy);
  void copyContent(unsigned from, unsigned to, mlir::Type type);
  void flow(mlir::Value from, mlir::Value to);
  void flow(mlir::ValueRange from, mlir::ValueRange to);
  bool include(Pointers &target, const Pointers &source);
  void makeUnknown(mlir::Operation *op);
  void addObject(mlir::Value object, bool isForeign);
  std::optional<unsigned> getPart(unsigned place, mlir::StringAttr field);

  llvm::SetVector<mlir::Operation *> reached; // functions
  llvm::DenseSet<mlir::Operation *> called;
  std::vector<Place> places;
  llvm::DenseMap<mlir::Value, unsigned> objects;
  std::map<std::pair<unsigned, const void *>, unsigned> parts;
  llvm::DenseMap<mlir::Value, Pointers> pointers;
  std::map<unsigned, Content> contents; // of pointers and integers
  bool changed = false;
  /// A pointer is taken for one to something else, or leaves the program: nothing is known then.
  bool isBroken = false;
};

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_OBJECTGRAPH_H
