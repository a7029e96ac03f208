// For --trace-nonfinite.
//
//   for (int i = 0; i < n; ++i)
//     x_bar[i] += s_bar * y[i]; // 4
// becomes
//   for (int i = 0; i < n; ++i) {
//     x_bar[i] += s_bar * y[i]; // 4
//     traceNonfinite(x_bar[i], "f_vjp", "f.cpp:7", "x_bar[i] += s_bar * y[i]", "i", i);
//   }
//
// Loops without a counter are not told apart: a while loop that the reverse sweep runs in forward order.
#include "Emit/Trace.h"

#include "Emit/Printer.h"

using namespace pullback::emit;

namespace {
class Tracer {
public:
  Tracer(Code &code, llvm::StringRef functionName) : code(code), functionName(functionName) {}
  void trace(Block &block);
  bool hasTraced = false;

private:
  Expr *quote(llvm::StringRef text);
  Stmt *report(const Stmt *stmt);

  Code &code;
  llvm::StringRef functionName;
  llvm::SmallVector<Variable *> counters; // of the loops around, outermost first
};
} // namespace

Expr *Tracer::quote(llvm::StringRef text) {
  std::string quoted;
  llvm::raw_string_ostream stream(quoted);
  stream << '"';
  stream.write_escaped(text);
  stream << '"';
  return code.makeText(quoted);
}

Stmt *Tracer::report(const Stmt *stmt) {
  bool isAssigned = stmt->kind == Stmt::Assign;
  Expr *target = isAssigned ? code.copy(stmt->target) : code.makeName(stmt->variable);
  std::string text = printExpr(target) + " " + (isAssigned ? stmt->text : "=") + " " + printExpr(stmt->value);
  llvm::SmallVector<Expr *> arguments = {target, quote(functionName), quote(stmt->place), quote(text)};
  if (code.isC())
    arguments.push_back(code.makeText(std::to_string(counters.size())));
  for (Variable *counter : counters) {
    Expr *number = code.makeName(counter);
    arguments.append({quote(counter->name), code.isC() ? code.cast("long long", number) : number});
  }
  Stmt *call = code.make(Stmt::Evaluate);
  call->value = code.call(code.isC() ? "pullback_trace" : "traceNonfinite", arguments);
  call->lines = stmt->lines; // no comment of its own
  hasTraced = true;
  return call;
}

void Tracer::trace(Block &block) {
  Block result;
  for (Stmt *stmt : block) {
    if (stmt->kind == Stmt::For)
      counters.push_back(stmt->variable);
    trace(stmt->body);
    if (stmt->kind == Stmt::For)
      counters.pop_back();
    trace(stmt->orElse);
    result.push_back(stmt);
    bool isSet = stmt->kind == Stmt::Assign || (stmt->kind == Stmt::Declare && stmt->value);
    if (isSet && !stmt->place.empty())
      result.push_back(report(stmt));
  }
  block = std::move(result);
}

void pullback::emit::traceAdjoints(Code &code, llvm::StringRef functionName, bool isEntry) {
  Tracer tracer(code, functionName);
  tracer.trace(code.body);
  if (!isEntry)
    return;
  Stmt *start = code.make(Stmt::Evaluate);
  start->value = code.makeText(code.isC() ? "pullback_is_reported = false" : "isNonfiniteReported = false");
  code.body.insert(code.body.begin(), start);
}
