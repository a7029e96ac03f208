// Where saved values lie between the sweeps.
#ifndef PULLBACK_TRANSFORMS_STORAGE_SAVEBUFFERS_H
#define PULLBACK_TRANSFORMS_STORAGE_SAVEBUFFERS_H

#include "Transforms/Storage/Rows.h"
#include "Transforms/Storage/Triangles.h"

namespace pullback {

class SaveBuffers {
public:
  /// `reverse` is where the reverse sweep of the whole function begins.
  SaveBuffers(const Mirrors &mirrors, ReverseOp reverse) : mirrors(mirrors), functionReverse(reverse) {}

  /// Makes room for `value` and reads it at the place of `reverse` (in its block's mirror). The writes to the room are
  /// held back until `writeAll`, so that code of the forward sweep can still be copied without them.
  ///
  /// - in no loop: a variable;
  /// - in counted loops whose bounds are known before the outermost: an array of exactly the product of their trips. In
  ///   a loop that runs a primal iteration and its reverse together it is made before that loop, once for all
  ///   iterations, and has the size that the largest needs; a triangle lies in the rectangle around it there;
  /// - in counted loops of which one makes a trip more, or less, for each of one around it: an array of exactly the
  ///   triangle;
  /// - in counted loops whose bounds follow from the counters around them in other ways: an array of exactly the size
  ///   that is counted before, filled one by one and read backwards;
  /// - otherwise: a buffer that grows, read backwards.
  ///
  /// `reason` says why it is saved.
  mlir::Value save(mlir::Value value, mlir::OpBuilder &reverse, llvm::StringRef reason);

  /// True if there can be an array for all of the row's contents: the loops around its nest have bounds, and it a
  /// length, that are known before the outermost.
  bool canKeep(const Row &row);
  /// The first element of the row at the place of `reverse`, in the mirror of the nest's block. The copying in the
  /// forward sweep is held back like other writes.
  mlir::Value keep(const Row &row, mlir::OpBuilder &reverse);
  /// Takes a note that `value` is found in the row.
  void noteFound(const Row &row, mlir::Value value) const;
  void writeAll();

private:
  void note(mlir::Value value, llvm::StringRef where, mlir::Value count = {}) const;
  /// A load whose value for each iteration of a number of loops lies in an array.
  struct SavedLoad {
    LoadOp load;
    mlir::Value array;
    size_t loops;
  };
  const SavedLoad *findShared(mlir::Value value, llvm::ArrayRef<mlir::Operation *> loops) const;
  mlir::Value saveInVariable(mlir::Value value, mlir::OpBuilder &reverse);
  mlir::Value saveInArray(mlir::Value value, llvm::ArrayRef<mlir::Operation *> loops,
                          const std::optional<Triangle> &triangle, mlir::OpBuilder &reverse);
  mlir::Value saveOneByOne(mlir::Value value, llvm::ArrayRef<mlir::Operation *> loops, mlir::OpBuilder &reverse);
  mlir::Value saveOnStack(mlir::Value value, mlir::OpBuilder &reverse);
  bool mayMakeNoSense(llvm::ArrayRef<mlir::Operation *> loops);
  bool hasKnownBounds(llvm::ArrayRef<mlir::Operation *> loops);
  bool canCount(llvm::ArrayRef<mlir::Operation *> loops);
  /// A counter in memory that runs up and down again; how far it gets; and what it is in the mirror block.
  struct Running {
    mlir::Value next, count, index;
    bool isSure = true; // that the count makes sense
  };
  Running &getRunning(mlir::Block *block, llvm::ArrayRef<mlir::Operation *> loops, mlir::OpBuilder &reverse);
  std::string makeName(mlir::Value value);
  std::optional<Triangle> findTriangle(llvm::ArrayRef<mlir::Operation *> loops);
  mlir::Value getSize(llvm::ArrayRef<mlir::Operation *> loops, mlir::Operation *place,
                      const std::optional<Triangle> &triangle, llvm::SmallVectorImpl<mlir::Value> &counts);
  mlir::Value buildIndexAt(mlir::OpBuilder &builder, llvm::ArrayRef<mlir::Operation *> loops,
                           llvm::ArrayRef<mlir::Value> counts, const std::optional<Triangle> &triangle,
                           bool inReverse) const;
  mlir::Operation *getPlaceOfArray(mlir::Operation *outermost);
  mlir::Value getLength(const Extent &extent, mlir::Operation *place, mlir::Location location);
  mlir::Value getTripCount(ForOp loop, mlir::Operation *before);
  mlir::Value countTrips(ForOp loop, mlir::Operation *before);

  const Mirrors &mirrors;
  ReverseOp functionReverse;
  std::string reason;                      // of the value that is being saved
  mlir::Operation *reverseStart = nullptr; // arrays of the reverse sweep are made in front of it
  llvm::SmallVector<std::function<void()>> writes;
  llvm::SmallVector<SavedLoad> savedLoads;
  llvm::DenseMap<mlir::Operation *, mlir::Value> tripCounts;
  llvm::DenseSet<mlir::Operation *> unsure; // loops whose trips make no sense where branches around are not taken
  llvm::DenseMap<mlir::Block *, Running> running;
  llvm::DenseMap<const Row *, mlir::Value> keptRows;
};

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_STORAGE_SAVEBUFFERS_H
