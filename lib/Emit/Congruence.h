// Which SSA values share a C++ variable.
#ifndef PULLBACK_EMIT_CONGRUENCE_H
#define PULLBACK_EMIT_CONGRUENCE_H

#include "Emit/Code.h"
#include "Emit/Liveness.h"

namespace pullback::emit {

class Congruence {
public:
  Congruence(FuncOp function, Liveness &liveness, const Needed &needed, const Folding &folding);

  /// Both values live in one variable.
  bool sameVariable(mlir::Value left, mlir::Value right) { return find(left) == find(right); }
  /// The variable of a value, made on demand in `code`.
  Variable *getVariable(Code &code, mlir::Value value);
  /// True if nothing reads the variable.
  bool isUnused(mlir::Value value);

  /// Operations whose value is copied into another variable at a yield, is used nowhere else, and could be printed
  /// there.
  llvm::DenseSet<mlir::Operation *> findLateCopies();

private:
  struct Class {
    LiveRange range;
    std::string name;
    bool isNameWeak = true; // the name of a value used once, given up for any other
    bool isParameter = false;
    bool isOneValue = true;
    bool isPinned = false; // induction variables and references share with nobody
    unsigned uses = 0;
    mlir::Block *scope = nullptr; // encloses all that mentions it
    Variable *variable = nullptr;
  };
  struct Copy {
    mlir::Value source, target;
    unsigned depth;
    size_t number; // in the order of the text
  };

  mlir::Value find(mlir::Value value);
  void makeClass(FuncOp function, mlir::Value value, Liveness &liveness);
  void collectCopies(mlir::Block &block, unsigned depth);
  void addCopies(mlir::ValueRange sources, mlir::ValueRange targets, unsigned depth);
  bool merge(mlir::Value left, mlir::Value right);
  void mergeByName(llvm::ArrayRef<mlir::Value> variables);
  mlir::Block *getCommonScope(mlir::Block *left, mlir::Block *right) const;

  const Needed &needed;
  const Folding &folding;
  llvm::DenseMap<mlir::Value, mlir::Value> parents;
  llvm::DenseMap<mlir::Value, Class> classes;
  llvm::SmallVector<Copy> copies;
};

/// The name that the user gave to what a value holds; "" if there is none.
std::string getUserName(FuncOp function, mlir::Value value);

} // namespace pullback::emit

#endif // PULLBACK_EMIT_CONGRUENCE_H
