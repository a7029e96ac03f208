// Where operations of one function stand in its text, and which memory is written between two places.
#ifndef PULLBACK_EMIT_ORDER_H
#define PULLBACK_EMIT_ORDER_H

#include "IR/Pullback.h"

namespace pullback::emit {

/// Numbers the function's operations and blocks in the order of the text. An operation with regions has a start and,
/// behind its regions, an end.
class Order {
public:
  explicit Order(FuncOp function);

  unsigned start(mlir::Operation *op) const { return starts.lookup(op); }
  unsigned end(mlir::Operation *op) const { return ends.lookup(op); }
  unsigned start(mlir::Block *block) const { return blocks.lookup(block); }

  /// True if memory that a load through `pointer` at position `from` reads may be written before position `to`.
  bool mayBeWritten(mlir::Value pointer, unsigned from, unsigned to) const;

private:
  struct Write {
    unsigned position;
    mlir::Value pointer; // null: may write anything
  };
  void visit(mlir::Block &block);
  void recordWrites(mlir::Operation *op);
  bool mayAlias(mlir::Value left, mlir::Value right) const;

  unsigned counter = 0;
  bool argumentsAreDistinct; // the contract of derivatives: arguments overlap only if none is written
  llvm::DenseMap<mlir::Operation *, unsigned> starts, ends;
  llvm::DenseMap<mlir::Block *, unsigned> blocks;
  std::vector<Write> writes; // sorted by position
};

/// The object that a pointer points into: behind elements, fields, decays and casts to const.
mlir::Value getBaseObject(mlir::Value pointer);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_ORDER_H
