// How many elements an array has, so that it can be copied as a whole: what it was made with, the length that a
// parameter is given, or, where a parameter has none, what a loop goes over in any case.
#ifndef PULLBACK_TRANSFORMS_STORAGE_EXTENTS_H
#define PULLBACK_TRANSFORMS_STORAGE_EXTENTS_H

#include "Analysis/Ranges.h"
#include "Transforms/Storage/Mirrors.h"

namespace pullback {

/// What is loaded or stored is an element of an array, or a field of one: `array[subscript].fields[0].fields[1]`.
struct RowPlace {
  mlir::Value array, subscript;
  llvm::SmallVector<mlir::Operation *, 2> fields; // pb.field
};
std::optional<RowPlace> getRowPlace(mlir::Value pointer);

/// `length` elements; or, without a length, as many as the loop `walk` has iterations and `beyond` more, none if it has
/// none.
struct Extent {
  mlir::Value length;
  ForOp walk;
  int64_t beyond = 0;

  /// Behind the last element.
  Limit getEnd() const;
  /// True if all that the subscript is, wherever it is used, lies within. Of a known length that is taken for granted.
  bool holds(mlir::Value subscript) const;
};

class Extents {
public:
  explicit Extents(const Mirrors &mirrors);
  /// The extents that the array may have at `nest`, a loop of the forward sweep: what is read there is there.
  llvm::SmallVector<Extent> find(mlir::Value array, mlir::Operation *nest);

private:
  struct Access {
    mlir::Operation *op;
    ForOp walk; // whose counter the subscript is, give or take a constant
    int64_t shift;
  };
  mlir::Value getParameterLength(mlir::BlockArgument argument);
  mlir::Value getLength(mlir::Value array);
  void addWalks(mlir::Value array, mlir::Operation *nest, llvm::SmallVectorImpl<Extent> &found) const;

  llvm::DenseMap<mlir::Value, llvm::SmallVector<Access, 4>> accesses;
  llvm::DenseMap<mlir::Value, mlir::Value> lengths; // of parameters
};

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_STORAGE_EXTENTS_H
