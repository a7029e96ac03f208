// Clang's AST does not show macros that expand to nothing, so they are recorded while the file is preprocessed and tied
// to declarations by position:
//
//   PULLBACK(vjp) [[nodiscard]] PULLBACK_INACTIVE static double f(PULLBACK_INACTIVE double x);
//   ^ f           (through these)^ f                              ^ x
//
// An annotation inside a declaration, left of its name, belongs to that declaration; otherwise it belongs to the first
// declaration that begins after it, if only attributes, specifiers and other annotations stand between. In the body of
// a macro, this holds for the text of the body; only where the body ends after the annotation, the text behind the use
// of the macro is looked at.
#include "Frontend/Annotations.h"
#include "Frontend/Report.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/MacroArgs.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"

#include <optional>

using namespace clang;
using namespace pullback;

//===------------------------------------------------------------------------------------------------------------===//
// Recording
//===------------------------------------------------------------------------------------------------------------===//

static std::optional<AnnotationKind> getKind(llvm::StringRef macro) {
  static const llvm::StringMap<AnnotationKind> kinds = {
      {"PULLBACK", AnnotationKind::Request},       {"PULLBACK_DIFFERENTIATE", AnnotationKind::Differentiate},
      {"PULLBACK_RULE", AnnotationKind::Rule},     {"PULLBACK_INACTIVE", AnnotationKind::Inactive},
      {"PULLBACK_STORE", AnnotationKind::Store},   {"PULLBACK_RECOMPUTE", AnnotationKind::Recompute},
      {"PULLBACK_ACCESS", AnnotationKind::Access}, {"PULLBACK_CHECKPOINT", AnnotationKind::Checkpoint}};
  if (!macro.starts_with("PULLBACK"))
    return std::nullopt;
  auto found = kinds.find(macro);
  return found == kinds.end() ? std::nullopt : std::optional(found->second);
}

namespace {
class Recorder : public PPCallbacks {
public:
  Recorder(Preprocessor &preprocessor, Annotations &annotations)
      : preprocessor(preprocessor), annotations(annotations) {}

  void MacroExpands(const Token &name, const MacroDefinition &, SourceRange range,
                    const MacroArgs *arguments) override {
    std::optional<AnnotationKind> kind = getKind(name.getIdentifierInfo()->getName());
    if (!kind)
      return;
    SourceManager &sources = preprocessor.getSourceManager();
    Annotation annotation{*kind, {sources.getFileLoc(range.getBegin()), sources.getFileLoc(range.getEnd())}, {}, range};
    if (arguments && arguments->getNumMacroArguments() > 0)
      for (const Token *token = arguments->getUnexpArgument(0); token->isNot(tok::eof); ++token)
        annotation.tokens.push_back({preprocessor.getSpelling(*token), token->getLocation(), *token});
    annotations.push_back(std::move(annotation));
  }

private:
  Preprocessor &preprocessor;
  Annotations &annotations;
};
} // namespace

void pullback::recordAnnotations(CompilerInstance &compiler, Annotations &annotations) {
  Preprocessor &preprocessor = compiler.getPreprocessor();
  preprocessor.addPPCallbacks(std::make_unique<Recorder>(preprocessor, annotations));
}

//===------------------------------------------------------------------------------------------------------------===//
// Attaching
//===------------------------------------------------------------------------------------------------------------===//

namespace {
/// Where a token is written: an offset in a file, or in the body of a macro as one use of it expands to.
struct Place {
  FileID text;
  unsigned offset;
};

struct Candidate {
  NamedDecl *declaration;
  unsigned begin, name; // offsets in the same text
};

using Candidates = llvm::DenseMap<FileID, std::vector<Candidate>>;

/// Collects the declarations of the files and macro bodies that hold annotations.
class CandidateCollector : public RecursiveASTVisitor<CandidateCollector> {
public:
  CandidateCollector(SourceManager &sources, Candidates &candidates) : sources(sources), candidates(candidates) {}

  bool TraverseDecl(Decl *declaration) {
    bool isTopLevel = declaration && isa<TranslationUnitDecl, NamespaceDecl, LinkageSpecDecl>(declaration);
    if (!declaration || (!isTopLevel && !isLookedAt(sources.getFileID(sources.getFileLoc(declaration->getLocation())))))
      return true;
    return RecursiveASTVisitor::TraverseDecl(declaration);
  }

  bool VisitNamedDecl(NamedDecl *declaration) {
    if (declaration->isImplicit() ||
        !isa<FunctionDecl, FunctionTemplateDecl, VarDecl, FieldDecl, TagDecl, ClassTemplateDecl, TypedefNameDecl>(
            declaration))
      return true;
    llvm::SmallVector<Place, 4> begins, names;
    collectPlaces(declaration->getBeginLoc(), begins);
    collectPlaces(declaration->getLocation(), names);
    for (Place begin : begins)
      for (Place name : names)
        if (begin.text == name.text)
          candidates[begin.text].push_back({declaration, begin.offset, name.offset});
    return true;
  }

private:
  bool isLookedAt(FileID text) const { return text.isValid() && candidates.contains(text); }

  /// The places of a token in all texts with annotations: an argument of a macro stands in the file and in the body.
  void collectPlaces(SourceLocation location, llvm::SmallVectorImpl<Place> &places) {
    std::pair<FileID, unsigned> place = sources.getDecomposedLoc(location);
    if (isLookedAt(place.first) && llvm::none_of(places, [&](Place one) { return one.text == place.first; }))
      places.push_back({place.first, place.second});
    if (!location.isMacroID())
      return;
    if (sources.isMacroArgExpansion(location))
      collectPlaces(sources.getImmediateSpellingLoc(location), places);
    collectPlaces(sources.getImmediateExpansionRange(location).getBegin(), places);
  }

  SourceManager &sources;
  Candidates &candidates;
};
} // namespace

/// True if the text holds only what may stand between an annotation and its declaration.
static bool isTransparent(const std::string &text, const LangOptions &language) {
  Lexer lexer(SourceLocation(), language, text.data(), text.data(), text.data() + text.size()); // ends with a zero byte
  unsigned depth = 0;
  for (Token token; !lexer.LexFromRawLexer(token) || token.isNot(tok::eof);) {
    if (token.isOneOf(tok::l_paren, tok::l_square))
      ++depth;
    else if (token.isOneOf(tok::r_paren, tok::r_square) && depth > 0)
      --depth;
    else if (depth == 0 && token.isOneOf(tok::semi, tok::l_brace, tok::r_brace, tok::comma, tok::r_paren))
      return false;
  }
  return true;
}

/// Finds what the annotation between two offsets of a text stands before. False if that cannot stand behind the text.
static bool attach(Annotation &annotation, const std::vector<Candidate> &candidates, unsigned begin, unsigned end,
                   llvm::StringRef text, const LangOptions &language) {
  const Candidate *around = nullptr, *after = nullptr;
  for (const Candidate &candidate : candidates) {
    if (candidate.begin <= begin && end < candidate.name && (!around || candidate.begin > around->begin))
      around = &candidate;
    if (candidate.begin > begin && (!after || candidate.begin < after->begin))
      after = &candidate;
  }
  const Candidate *found = around ? around : after;
  if (!around && !isTransparent(text.slice(end, after ? after->begin : text.size()).str(), language))
    return false;
  if (!found)
    return true;
  annotation.declaration = found->declaration;
  if (!isa<TagDecl>(found->declaration))
    for (const Candidate &other : candidates)
      if (other.begin == found->begin && end < other.name && other.declaration != found->declaration &&
          isa<VarDecl, FieldDecl, FunctionDecl>(other.declaration))
        annotation.others.push_back(other.declaration);
  return true;
}

void pullback::attachAnnotations(ASTContext &ast, Annotations &annotations) {
  SourceManager &sources = ast.getSourceManager();
  auto leaveArgument = [&](SourceLocation location) {
    while (sources.isMacroArgExpansion(location))
      location = sources.getImmediateSpellingLoc(location);
    return location;
  };
  Candidates candidates;
  for (const Annotation &annotation : annotations)
    for (SourceLocation location = leaveArgument(annotation.written.getBegin());;
         location = leaveArgument(sources.getImmediateExpansionRange(location).getBegin())) {
      candidates.try_emplace(sources.getFileID(location));
      if (!location.isMacroID())
        break;
    }
  if (candidates.empty())
    return;
  CandidateCollector(sources, candidates).TraverseDecl(ast.getTranslationUnitDecl());
  for (Annotation &annotation : annotations) {
    SourceLocation first = leaveArgument(annotation.written.getBegin());
    SourceLocation last = leaveArgument(annotation.written.getEnd());
    while (true) {
      auto [text, begin] = sources.getDecomposedLoc(first);
      unsigned end = begin, lastOffset = sources.getDecomposedLoc(last).second;
      end = std::max(end, lastOffset) +
            Lexer::MeasureTokenLength(sources.getSpellingLoc(last), sources, ast.getLangOpts());
      // The text of a body is that of the macro's definition.
      unsigned start = sources.getFileOffset(sources.getSpellingLoc(first)) - begin;
      unsigned size = sources.getFileIDSize(text);
      llvm::StringRef whole = sources.getBufferData(sources.getFileID(sources.getSpellingLoc(first)));
      if (!attach(annotation, candidates[text], begin, end, whole.substr(start, size), ast.getLangOpts()) ||
          annotation.declaration || !first.isMacroID())
        break;
      CharSourceRange use = sources.getImmediateExpansionRange(first);
      first = leaveArgument(use.getBegin());
      last = leaveArgument(use.getEnd());
    }
  }
}

bool pullback::checkInactive(DiagnosticsEngine &diagnostics, const Annotations &annotations) {
  bool isFine = true;
  for (const Annotation &annotation : annotations) {
    if (annotation.kind != AnnotationKind::Inactive || annotation.declaration)
      continue;
    isFine = false;
    reportError(diagnostics, annotation.range, "PULLBACK_INACTIVE stands before no declaration [misplaced-annotation]");
    reportNote(diagnostics, annotation.range, "put it before a function, a parameter, a variable, a member or a type");
  }
  return isFine;
}

//===------------------------------------------------------------------------------------------------------------===//
// PULLBACK_INACTIVE
//===------------------------------------------------------------------------------------------------------------===//

bool pullback::isWithin(const Annotation &annotation, const FunctionDecl *function) {
  const SourceManager &sources = function->getASTContext().getSourceManager();
  SourceLocation place = annotation.range.getBegin();
  SourceRange range = function->getSourceRange();
  return !sources.isBeforeInTranslationUnit(place, range.getBegin()) &&
         !sources.isBeforeInTranslationUnit(range.getEnd(), place);
}

InactiveDeclarations::InactiveDeclarations(const Annotations &annotations) {
  for (const Annotation &annotation : annotations)
    if (annotation.kind == AnnotationKind::Inactive && annotation.declaration) {
      mark(annotation.declaration);
      llvm::for_each(annotation.others, [&](const NamedDecl *other) { mark(other); });
    }
}

void InactiveDeclarations::mark(const NamedDecl *declaration) {
  if (auto *variable = dyn_cast<VarDecl>(declaration); variable && variable->isLocalVarDecl())
    locals.insert(variable->getLocation());
  if (auto *functionTemplate = dyn_cast<FunctionTemplateDecl>(declaration))
    declaration = functionTemplate->getTemplatedDecl();
  if (auto *classTemplate = dyn_cast<ClassTemplateDecl>(declaration))
    declaration = classTemplate->getTemplatedDecl();
  if (auto *parameter = dyn_cast<ParmVarDecl>(declaration))
    if (auto *function = dyn_cast<FunctionDecl>(parameter->getDeclContext()))
      parameters.insert({function->getCanonicalDecl(), parameter->getFunctionScopeIndex()});
  marked.insert(declaration->getCanonicalDecl());
}

bool InactiveDeclarations::isMarked(const Decl *declaration) const {
  return marked.contains(declaration->getCanonicalDecl());
}

static const Decl *getPattern(const Decl *declaration) {
  if (auto *function = dyn_cast<FunctionDecl>(declaration))
    return function->getTemplateInstantiationPattern();
  if (auto *record = dyn_cast<CXXRecordDecl>(declaration))
    return record->getTemplateInstantiationPattern();
  return nullptr;
}

bool InactiveDeclarations::contains(const Decl *declaration) const {
  if (marked.empty())
    return false;
  if (auto *variable = dyn_cast<VarDecl>(declaration); variable && variable->isLocalVarDecl())
    if (locals.contains(variable->getLocation()))
      return true;
  if (const Decl *pattern = getPattern(declaration))
    return isMarked(pattern) || isMarked(declaration);
  if (auto *variable = dyn_cast<DeclaratorDecl>(declaration); variable && isa<VarDecl, FieldDecl>(declaration)) {
    QualType type = variable->getType().getNonReferenceType();
    while (type->isAnyPointerType() || type->isArrayType())
      type = type->isAnyPointerType() ? type->getPointeeType() : QualType(type->getArrayElementTypeNoTypeQual(), 0);
    for (const auto *alias = type->getAs<TypedefType>(); alias; alias = alias->desugar()->getAs<TypedefType>())
      if (isMarked(alias->getDecl()))
        return true;
    if (const TagDecl *tag = type->getAsTagDecl(); tag && contains(tag))
      return true;
  }
  if (auto *parameter = dyn_cast<ParmVarDecl>(declaration))
    if (auto *function = dyn_cast<FunctionDecl>(parameter->getDeclContext())) {
      unsigned index = parameter->getFunctionScopeIndex();
      const FunctionDecl *pattern = function->getTemplateInstantiationPattern();
      return parameters.contains({function->getCanonicalDecl(), index}) ||
             (pattern && parameters.contains({pattern->getCanonicalDecl(), index}));
    }
  // A field of an instance of a template is marked where the template is.
  if (auto *field = dyn_cast<FieldDecl>(declaration))
    if (auto *record = dyn_cast<CXXRecordDecl>(field->getParent()))
      if (const CXXRecordDecl *pattern = record->getTemplateInstantiationPattern())
        for (const FieldDecl *other : pattern->fields())
          if (other->getDeclName() == field->getDeclName() && isMarked(other))
            return true;
  return isMarked(declaration);
}
