// Each of the other sources is parsed, and while its AST lives Clang's ASTImporter copies what is wanted:
//
//   a.cpp   double g(double);                     b.cpp   static double k = 2;
//           PULLBACK(vjp)                                 double g(double x) { return k * x; }
//           double f(double x) { return g(x); }
//
// The copy of g in the AST of a.cpp has its place in b.cpp. Functions are the same if Clang's index says so.
#include "Driver/OtherSources.h"

#include "Frontend/Report.h"

#include "clang/AST/ASTImporter.h"
#include "clang/AST/ASTImporterSharedState.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/Utils.h"
#include "clang/Index/USRGeneration.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringMap.h"

using namespace clang;
using namespace pullback;

//===------------------------------------------------------------------------------------------------------------===//
// What is missing
//===------------------------------------------------------------------------------------------------------------===//

namespace {
/// The functions that a body names.
class NameCollector : public RecursiveASTVisitor<NameCollector> {
public:
  explicit NameCollector(llvm::SetVector<const FunctionDecl *> &found) : found(found) {}
  bool shouldVisitImplicitCode() const { return true; }
  bool VisitDeclRefExpr(DeclRefExpr *use) { return add(use->getDecl()); }
  bool VisitMemberExpr(MemberExpr *use) { return add(use->getMemberDecl()); }
  bool VisitCXXConstructExpr(CXXConstructExpr *use) { return add(use->getConstructor()); }

private:
  bool add(const Decl *declaration) {
    if (auto *function = dyn_cast_or_null<FunctionDecl>(declaration))
      found.insert(function->getCanonicalDecl());
    return true;
  }
  llvm::SetVector<const FunctionDecl *> &found;
};
} // namespace

static std::string getIdentity(const Decl *declaration) {
  llvm::SmallString<128> text;
  return index::generateUSRForDecl(declaration, text) ? "" : text.str().str();
}

/// The functions without bodies that the requests reach and that no rule stands for.
static llvm::SmallVector<const FunctionDecl *> findMissing(const ASTContext &ast, llvm::ArrayRef<Request> requests,
                                                           const UserRules &rules,
                                                           const InactiveDeclarations &inactive) {
  llvm::SetVector<const FunctionDecl *> reached;
  for (const Request &request : requests)
    reached.insert(request.body->getCanonicalDecl());
  llvm::SmallVector<const FunctionDecl *> missing;
  for (size_t i = 0; i < reached.size(); ++i) { // grows on the way
    const FunctionDecl *function = reached[i], *definition = nullptr;
    bool isLibrary = ast.getSourceManager().isInSystemHeader(function->getLocation()) || function->getBuiltinID() != 0;
    if (isLibrary || inactive.contains(function) || !rules.getRules(function).empty())
      continue;
    if (function->hasBody(definition)) {
      auto *body = const_cast<FunctionDecl *>(definition);
      NameCollector collector(reached);
      collector.TraverseStmt(body->getBody());
      if (auto *constructor = dyn_cast<CXXConstructorDecl>(body))
        for (const CXXCtorInitializer *initializer : constructor->inits())
          collector.TraverseStmt(initializer->getInit());
    } else if (function->isExternallyVisible() && !function->isTemplateInstantiation() && !function->isImplicit() &&
               !function->isNoReturn()) {
      missing.push_back(function);
    }
  }
  return missing;
}

//===------------------------------------------------------------------------------------------------------------===//
// Another source
//===------------------------------------------------------------------------------------------------------------===//

namespace {
/// The functions that a source defines, by their identity.
class DefinitionCollector : public RecursiveASTVisitor<DefinitionCollector> {
public:
  explicit DefinitionCollector(const SourceManager &sources) : sources(sources) {}
  bool VisitFunctionDecl(FunctionDecl *function) {
    bool isWanted = function->doesThisDeclarationHaveABody() && !function->isDependentContext() &&
                    function->isExternallyVisible() &&
                    !sources.isInSystemHeader(sources.getFileLoc(function->getLocation()));
    if (isWanted)
      definitions[getIdentity(function)] = function;
    return true;
  }
  llvm::StringMap<FunctionDecl *> definitions;

private:
  const SourceManager &sources;
};

struct Borrower {
  ASTContext &to;
  FileManager &files;
  llvm::ArrayRef<Request> requests;
  const UserRules &rules;
  Borrowing borrowing;
  std::string source; // as the user names it
  Annotations annotations;
  unsigned count = 0;
  bool failed = false;

  void borrow(ASTContext &from, FileManager &fromFiles);
  void takeAnnotations(ASTImporter &importer, const FunctionDecl *taken);
};

class BorrowingConsumer : public ASTConsumer {
public:
  BorrowingConsumer(CompilerInstance &compiler, Borrower &borrower) : compiler(compiler), borrower(borrower) {}
  void HandleTranslationUnit(ASTContext &ast) override {
    if (!ast.getDiagnostics().hasErrorOccurred())
      borrower.borrow(ast, compiler.getFileManager());
  }

private:
  CompilerInstance &compiler;
  Borrower &borrower;
};

class BorrowingAction : public ASTFrontendAction {
public:
  explicit BorrowingAction(Borrower &borrower) : borrower(borrower) {}
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &compiler, llvm::StringRef) override {
    recordAnnotations(compiler, borrower.annotations);
    recordIncludes(compiler, borrower.borrowing.includes);
    return std::make_unique<BorrowingConsumer>(compiler, borrower);
  }

private:
  Borrower &borrower;
};
} // namespace

void Borrower::borrow(ASTContext &from, FileManager &fromFiles) {
  if (from.getLangOpts().CPlusPlus != to.getLangOpts().CPlusPlus)
    return;
  attachAnnotations(from, annotations);
  DefinitionCollector collector(from.getSourceManager());
  collector.TraverseDecl(from.getTranslationUnitDecl());
  auto state = std::make_shared<ASTImporterSharedState>(*to.getTranslationUnitDecl());
  ASTImporter importer(to, files, from, fromFiles, /*MinimalImport=*/false, state);
  llvm::SmallVector<FunctionDecl *> taken;
  for (bool progresses = true; progresses;) { // what is taken may call others
    progresses = false;
    for (const FunctionDecl *function : findMissing(to, requests, rules, borrowing.inactive)) {
      FunctionDecl *definition = collector.definitions.lookup(getIdentity(function));
      if (!definition || llvm::is_contained(taken, definition))
        continue;
      taken.push_back(definition);
      llvm::Expected<Decl *> copy = importer.Import(definition);
      const FunctionDecl *body = nullptr;
      if (!copy) {
        llvm::consumeError(copy.takeError());
      } else if (function->hasBody(body)) {
        ++count;
        progresses = true;
        takeAnnotations(importer, taken.back());
        reportAt(to.getDiagnostics(), DiagnosticsEngine::Remark, body->getLocation(),
                 "the body of '" + function->getNameAsString() + "' comes from '" + source + "'");
      }
    }
  }
}

void Borrower::takeAnnotations(ASTImporter &importer, const FunctionDecl *taken) {
  for (const Annotation &annotation : annotations) {
    if (annotation.kind == AnnotationKind::Inactive && annotation.declaration) {
      auto mark = [&](NamedDecl *declaration) {
        if (auto *copy = dyn_cast_or_null<NamedDecl>(importer.GetAlreadyImportedOrNull(declaration)))
          borrowing.inactive.mark(copy);
      };
      mark(annotation.declaration);
      llvm::for_each(annotation.others, mark);
      continue;
    }
    bool isHint = annotation.kind == AnnotationKind::Store || annotation.kind == AnnotationKind::Recompute ||
                  annotation.kind == AnnotationKind::Checkpoint;
    if (!isHint || !isWithin(annotation, taken))
      continue;
    failed = true;
    llvm::Expected<SourceLocation> copy = importer.Import(annotation.range.getBegin());
    SourceLocation at = copy ? *copy : SourceLocation();
    if (!copy)
      llvm::consumeError(copy.takeError());
    reportError(to.getDiagnostics(), at,
                "hints in functions that come from other sources are not supported yet [not-supported]");
    reportNote(to.getDiagnostics(), at, "remove the hint");
  }
}

bool pullback::borrowBodies(ASTContext &ast, const SourceJob &job, llvm::ArrayRef<Request> requests,
                            const UserRules &rules, Borrowing borrowing) {
  bool progresses = true, good = true;
  while (progresses) { // a body may come from one source and call functions of another
    progresses = false;
    for (const OtherSource &other : job.others) {
      if (findMissing(ast, requests, rules, borrowing.inactive).empty())
        return good;
      CompilerInput input = other.getInput();
      if (!input.invocation)
        continue; // reported where it is a source itself
      CompilerInstance compiler;
      compiler.setInvocation(std::make_shared<CompilerInvocation>(*input.invocation));
      compiler.createDiagnostics(new IgnoringDiagConsumer);
      compiler.createFileManager(input.files);
      auto dependencies = std::make_shared<DependencyCollector>();
      compiler.addDependencyCollector(dependencies);
      Borrower borrower{ast,  ast.getSourceManager().getFileManager(), requests, rules, borrowing, other.name, {}, 0,
                        false};
      BorrowingAction action(borrower);
      compiler.ExecuteAction(action);
      progresses |= borrower.count > 0;
      good &= !borrower.failed;
      if (borrower.count > 0)
        llvm::append_range(borrowing.dependencies, dependencies->getDependencies());
    }
  }
  return good;
}
