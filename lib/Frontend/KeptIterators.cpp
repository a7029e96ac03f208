#include "Frontend/KeptIterators.h"

#include "Frontend/Traversal.h"
#include "Frontend/Types.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

#include "llvm/Support/SaveAndRestore.h"

using namespace mlir;
using namespace pullback;

using Records = llvm::SmallSetVector<const clang::CXXRecordDecl *, 4>;

/// The class that a type in a container stands for, as `iterator`; null if there is none.
static const clang::CXXRecordDecl *getMemberType(const clang::CXXRecordDecl *container, StringRef name) {
  clang::ASTContext &ast = container->getASTContext();
  for (const clang::NamedDecl *member : container->lookup(&ast.Idents.get(name))) {
    if (auto *alias = dyn_cast<clang::TypedefNameDecl>(member))
      return alias->getUnderlyingType()->getAsCXXRecordDecl();
    if (auto *record = dyn_cast<clang::CXXRecordDecl>(member); record && !record->isInjectedClassName())
      return record;
  }
  return nullptr;
}

static bool isContainer(const clang::CXXRecordDecl *record) {
  return TypeLowering::isReadable(record) && getMemberType(record, "iterator") != nullptr;
}

/// Visits the classes of which objects of `type` consist, and those that the library's classes are made for.
static void collect(clang::QualType type, Records &found) {
  type = type.getCanonicalType().getNonReferenceType();
  const auto *record = type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  record = record ? record->getDefinition() : nullptr;
  if (!record || !found.insert(record) || (TypeLowering::isReadable(record) && !isContainer(record)))
    return; // an iterator, whose type names its container
  if (auto *instance = dyn_cast<clang::ClassTemplateSpecializationDecl>(record))
    for (const clang::TemplateArgument &argument : instance->getTemplateArgs().asArray()) {
      auto parts = argument.getKind() == clang::TemplateArgument::Pack ? argument.pack_elements() : ArrayRef(argument);
      for (const clang::TemplateArgument &part : parts)
        if (part.getKind() == clang::TemplateArgument::Type)
          collect(part.getAsType(), found);
    }
  if (TypeLowering::isFromStandardLibrary(record))
    return;
  for (const clang::CXXBaseSpecifier &base : record->bases())
    collect(base.getType(), found);
  for (const clang::FieldDecl *field : record->fields())
    collect(field->getType(), found);
}

static bool isIteratorOf(const clang::CXXRecordDecl *record, const clang::CXXRecordDecl *container) {
  return llvm::any_of(ArrayRef<StringRef>{"iterator", "const_iterator"}, [&](StringRef name) {
    const clang::CXXRecordDecl *iterator = getMemberType(container, name);
    return iterator && iterator->getCanonicalDecl() == record->getCanonicalDecl();
  });
}

/// True if iterators of a container among `containers` are among `others`.
static bool haveIterators(const Records &containers, const Records &others) {
  return llvm::any_of(containers, [&](auto *container) {
    return isContainer(container) &&
           llvm::any_of(others, [&](auto *record) { return isIteratorOf(record, container); });
  });
}

bool pullback::keepsOwnIterators(const clang::CXXRecordDecl *record) {
  if (!record || !record->hasDefinition() || TypeLowering::isFromStandardLibrary(record))
    return false;
  Records parts;
  collect(record->getASTContext().getRecordType(record), parts);
  return haveIterators(parts, parts);
}

namespace {

class MoveFinder : public clang::RecursiveASTVisitor<MoveFinder> {
public:
  MoveFinder(const clang::FunctionDecl *function, ObstacleReporter &obstacles)
      : function(function), sources(function->getASTContext().getSourceManager()), obstacles(obstacles) {}
  void run();

  bool VisitCXXConstructExpr(clang::CXXConstructExpr *construction);
  bool VisitCallExpr(clang::CallExpr *call);
  bool VisitDeclRefExpr(clang::DeclRefExpr *use);
  bool VisitStmt(clang::Stmt *statement);
  bool TraverseReturnStmt(clang::ReturnStmt *statement);

private:
  struct Move {
    clang::QualType type;
    clang::SourceRange range;
    bool isLast; // nothing follows
  };
  struct Use {
    const clang::VarDecl *variable;
    clang::SourceLocation place;
  };

  void addMove(clang::QualType type, clang::SourceRange range) { moves.push_back({type, range, isReturned}); }
  bool isUsedAfter(const Move &move, const Records &moved);

  const clang::FunctionDecl *function;
  const clang::SourceManager &sources;
  ObstacleReporter &obstacles;
  bool isReturned = false;
  llvm::SmallVector<Move> moves;
  llvm::SmallVector<Use> uses; // of iterators
  llvm::SmallVector<clang::SourceRange> loops;
};

} // namespace

bool MoveFinder::TraverseReturnStmt(clang::ReturnStmt *statement) {
  llvm::SaveAndRestore<bool> keep(isReturned, true);
  return RecursiveASTVisitor::TraverseReturnStmt(statement);
}

/// `std::move(x)`, which is a move by itself.
static bool isMoveCall(const clang::Expr *expr) {
  auto *call = dyn_cast<clang::CallExpr>(expr->IgnoreImplicit());
  const clang::FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  return callee && callee->isInStdNamespace() && callee->getIdentifier() && callee->getName() == "move" &&
         call->getNumArgs() == 1;
}

bool MoveFinder::VisitCXXConstructExpr(clang::CXXConstructExpr *construction) {
  bool isMove = construction->getConstructor()->isMoveConstructor();
  const clang::Expr *source = isMove ? construction->getArg(0)->IgnoreImplicit() : nullptr;
  if (source && !source->isPRValue() && !isMoveCall(source))
    addMove(construction->getType(), construction->getSourceRange());
  return true;
}

/// Assignments, and exchanges by std::swap, std::exchange and members of that name.
bool MoveFinder::VisitCallExpr(clang::CallExpr *call) {
  const clang::FunctionDecl *callee = call->getDirectCallee();
  auto *method = dyn_cast_or_null<clang::CXXMethodDecl>(callee);
  StringRef name = callee && callee->getIdentifier() ? callee->getName() : "";
  bool isAssignment = method && method->isMoveAssignmentOperator() && !isMoveCall(call->getArg(call->getNumArgs() - 1));
  if (auto *member = dyn_cast<clang::CXXMemberCallExpr>(call); member && name == "swap")
    addMove(member->getObjectType(), call->getSourceRange());
  else if (isMoveCall(call) || isAssignment || (call->getNumArgs() > 0 && (name == "swap" || name == "exchange")))
    addMove(call->getArg(0)->getType(), call->getSourceRange());
  return true;
}

bool MoveFinder::VisitDeclRefExpr(clang::DeclRefExpr *use) {
  if (auto *variable = dyn_cast<clang::VarDecl>(use->getDecl()); variable && variable->getType()->isRecordType())
    uses.push_back({variable, use->getLocation()});
  return true;
}

bool MoveFinder::VisitStmt(clang::Stmt *statement) {
  if (isa<clang::ForStmt, clang::WhileStmt, clang::DoStmt, clang::CXXForRangeStmt>(statement))
    loops.push_back(statement->getSourceRange());
  return true;
}

/// Behind the move, or in a loop around it that the iterator outlives.
bool MoveFinder::isUsedAfter(const Move &move, const Records &moved) {
  auto isBefore = [&](clang::SourceLocation one, clang::SourceLocation other) {
    return sources.isBeforeInTranslationUnit(sources.getFileLoc(one), sources.getFileLoc(other));
  };
  auto isIn = [&](clang::SourceLocation place, clang::SourceRange range) {
    return !isBefore(place, range.getBegin()) && !isBefore(range.getEnd(), place);
  };
  return llvm::any_of(uses, [&](const Use &use) {
    Records parts;
    collect(use.variable->getType(), parts);
    if (llvm::any_of(parts, isContainer) || !haveIterators(moved, parts))
      return false;
    return isBefore(move.range.getEnd(), use.place) || llvm::any_of(loops, [&](clang::SourceRange loop) {
             return isIn(move.range.getBegin(), loop) && isIn(use.place, loop) &&
                    !isIn(use.variable->getLocation(), loop);
           });
  });
}

void MoveFinder::run() {
  traverseDefinition(*this, function);
  auto *method = dyn_cast<clang::CXXMethodDecl>(function);
  Records own;
  if (method && keepsOwnIterators(method->getParent()))
    collect(function->getASTContext().getRecordType(method->getParent()), own);
  for (const Move &move : moves) {
    Records moved;
    collect(move.type, moved);
    bool isOwn = llvm::any_of(moved, keepsOwnIterators) || haveIterators(moved, own);
    if (llvm::any_of(moved, isContainer) && (isOwn || (!move.isLast && isUsedAfter(move, moved))))
      obstacles.report(Obstacle::Container, move.range, "the move of a container of which iterators are kept");
  }
}

void pullback::checkKeptIterators(const clang::FunctionDecl *function, ObstacleReporter &obstacles) {
  bool isOfUser = !function->isDefaulted() && !TypeLowering::isFromStandardLibrary(function);
  auto *method = dyn_cast<clang::CXXMethodDecl>(function);
  if (isOfUser && !(method && TypeLowering::isReadable(method->getParent())))
    MoveFinder(function, obstacles).run();
}
