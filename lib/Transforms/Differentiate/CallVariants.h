// Derivative functions of callees that are not inlined (recursive ones): one for each way in which they are called.
#ifndef PULLBACK_TRANSFORMS_DIFFERENTIATE_CALLVARIANTS_H
#define PULLBACK_TRANSFORMS_DIFFERENTIATE_CALLVARIANTS_H

#include "Analysis/Activity.h"

#include "llvm/ADT/StringMap.h"

#include <deque>
#include <string>

namespace pullback {

/// How a call uses its callee: which arguments take part in the derivative, and through which pointers it reads memory
/// that stays as it is until the reverse sweep.
struct CallUse {
  llvm::SmallVector<std::string> roles; // per argument: "wrt", "inout", "passive"
  llvm::SmallVector<bool> stable;
  llvm::SmallVector<bool> isNull; // an output that is not wanted
  std::string key() const;
};

/// A function that runs forwards and keeps what its reverse needs, and that reverse. `forward` names a function that
/// does both at once, in "pb.combined", if all adjoints are only added to; `reverse` has "pb.reverse_of" then.
struct SplitVariant {
  FuncOp forward, reverse;
  SavedDefOp saved;
};

/// A copy of a primal that is still to become a derivative. `mode` is "vjp", "value_and_vjp", "gradient", "split" or
/// "jvp".
struct Job {
  FuncOp function;
  std::string mode;
};

class CallVariants {
public:
  explicit CallVariants(mlir::ModuleOp module) : module(module) {}

  /// `isActive` is asked about scalar operands and pointers.
  CallUse describe(CallOp call, llvm::function_ref<bool(mlir::Value)> isActive);
  /// Declares (the first time) the two functions for this use of the callee and leaves a job that will define them, so
  /// that a recursive callee finds itself.
  SplitVariant getSplit(CallOp call, const CallUse &use);
  /// The tangent function for this use of the callee.
  FuncOp getTangent(CallOp call, const CallUse &use);
  /// The callee itself as a function of the generated code.
  FuncOp getPrimal(CallOp call);

  /// Declares `NAME_fwd`, `NAME_rev` and `NAME_saved` for `function`, whose parameters have roles, and leaves the job.
  SplitVariant declareSplit(FuncOp function, llvm::StringRef name, llvm::StringRef role);

  bool hasJobs() const { return !jobs.empty(); }
  Job takeJob();
  void addJob(Job job) { jobs.push_back(job); }

private:
  void declareCombined(CallOp call, const CallUse &use, SplitVariant split);
  FuncOp cloneFor(CallOp call, const CallUse &use, llvm::StringRef name);
  std::string freshName(llvm::StringRef wanted, llvm::ArrayRef<llvm::StringRef> suffixes = {""});

  mlir::ModuleOp module;
  std::deque<Job> jobs;
  llvm::StringMap<SplitVariant> splits;
  llvm::StringMap<FuncOp> tangents;
  llvm::DenseMap<mlir::Operation *, FuncOp> primals;
};

} // namespace pullback

#endif // PULLBACK_TRANSFORMS_DIFFERENTIATE_CALLVARIANTS_H
