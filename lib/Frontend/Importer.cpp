// Functions: which are lowered, what they are called, and their signatures. Callees.cpp has those that are called.
//
//   double f(const double *x, std::size_t n)
//   ->  pb.func @f(%x: !pb.ptr<f64, const> {pb.name = "x"},
//                  %n: !pb.int<"unsigned long", 64, false> {pb.name = "n", pb.spelling = "std::size_t"}) -> f64
//
// A requested function is lowered each time anew; a called one once for the module, and never shared with a request.
#include "Frontend/Importer.h"
#include "Frontend/FunctionLowering.h"
#include "Frontend/ModuleLowering.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"

using namespace mlir;
using namespace pullback;

Importer::Importer(clang::ASTContext &ast, ModuleOp module, ImportHooks hooks)
    : implementation(std::make_unique<ModuleLowering>(ast, module, std::move(hooks))) {}
Importer::~Importer() = default;
FuncOp Importer::import(const clang::FunctionDecl *function, const clang::FunctionDecl *body, StringRef symbolName,
                        ArrayRef<StringRef> roles) {
  return implementation->import(function, body, symbolName, roles);
}

ModuleLowering::ModuleLowering(clang::ASTContext &ast, ModuleOp module, ImportHooks hooks)
    : ast(ast), module(module), hooks(std::move(hooks)), types(ast, module.getContext(), ::getLanguage(module)),
      obstacles(ast.getDiagnostics()) {
  module.getContext()->loadDialect<PullbackDialect, arith::ArithDialect, scf::SCFDialect>();
}

FuncOp ModuleLowering::import(const clang::FunctionDecl *function, const clang::FunctionDecl *body,
                              StringRef symbolName, ArrayRef<StringRef> roles) {
  unsigned before = obstacles.getCount();
  obstacles.beginRequest();
  created.clear();
  const clang::FunctionDecl *definition = body->getDefinition();
  if (!definition || !definition->doesThisDeclarationHaveABody()) {
    obstacles.report(Obstacle::NoBody, function->getLocation(), "the function '" + function->getNameAsString() + "'",
                     function->getName());
    return {};
  }
  if (function == body)
    function = definition;
  // Which functions a pointer may lead to is asked for each request anew.
  bool isChoosing = !dispatchers.empty() || !storedFunctions.empty() || virtualCalls.areThere;
  bool isSame = types.nameSignature(function, {});
  if (OpaqueClasses opaque = findOpaqueClasses(function, roles); !opaque.empty())
    isSame = types.nameSignature(function, opaque) && isSame;
  bool hadCopiedViews = std::exchange(viewsAreCopied, hasCopiedViews(function));
  if (!isSame || isChoosing || hadCopiedViews != viewsAreCopied)
    forgetCallees();
  requestedBody = definition;
  requestedRoles.assign(roles.begin(), roles.end());
  LogicalResult isDifferentiable = checkRequested(function);
  virtualCalls = {};
  FuncOp requested = lowerRequested(function, definition, symbolName);
  while (virtualCalls.areThere && !virtualCalls.areComplete()) {
    eraseCreated();
    requested = lowerRequested(function, definition, symbolName);
  }
  refuseGuardedThrows();
  auto list = [&](StringRef attribute, ArrayRef<std::string> names) {
    if (!names.empty())
      module->setAttr(attribute, Builder(module.getContext()).getStrArrayAttr(SmallVector<StringRef>(names)));
  };
  list("pb.source_records", types.getSourceRecords());
  list("pb.constructed_records", types.getConstructedRecords());
  list("pb.initialized_records", types.getInitializedRecords());
  list("pb.filled_records", types.getFilledRecords());
  list("pb.private_fields", types.getPrivateFields());
  list("pb.base_fields", types.getBaseFields());
  list("pb.bit_fields", types.getBitFields());
  if (succeeded(isDifferentiable) && requested && obstacles.getCount() == before)
    return requested;
  eraseCreated();
  return {};
}

/// True for functions that use globals, or are no code of ours and take or yield, what holds objects with a class of
/// their own.
static bool canMeetObjectsOfOthers(FuncOp function) {
  auto holdsKind = [](Type type) {
    auto hasKind = [](pullback::RecordType record) {
      return TypeLowering::mayHaveKind(record) ? WalkResult::interrupt() : WalkResult::advance();
    };
    return type.walk(hasKind).wasInterrupted();
  };
  if (function.isDeclaration())
    return holdsKind(function.getFunctionType());
  auto isOne = [&](GlobalOp global) {
    return holdsKind(global.getType()) ? WalkResult::interrupt() : WalkResult::advance();
  };
  return function.walk(isOne).wasInterrupted();
}

/// The requested function, and all that it calls.
FuncOp ModuleLowering::lowerRequested(const clang::FunctionDecl *function, const clang::FunctionDecl *definition,
                                      StringRef symbolName) {
  bool hasContainers = hasCallersObjects(function);
  FuncOp requested = declare(function, symbolName, "primal", definition->getLocation(), hasContainers);
  if (ArrayAttr lines = requested ? getSourceLines(definition) : ArrayAttr())
    requested.setSourceLinesAttr(lines);
  if (requested && hasContainers)
    wrapContainers(requested, function, definition);
  else if (requested)
    pending.push_back({requested, definition, {}, {}});
  lowerPending();
  virtualCalls.meetObjectsOfOthers |= llvm::any_of(created, canMeetObjectsOfOthers);
  return requested;
}

void ModuleLowering::eraseCreated() {
  for (FuncOp one : created)
    one.erase();
  forgetCreated();
  forgetCallees();
}

void ModuleLowering::forgetCallees() {
  callees.clear();
  specialized.clear();
  reached.clear();
  dispatchers.clear();
  storedFunctions.clear();
}

void ModuleLowering::lowerPending() {
  do {
    while (!pending.empty()) {
      Pending next = pending.pop_back_val();
      obstacles.setCaller(next.caller);
      FunctionLowering(*this, next.function, next.declaration, next.functions).run();
      if (viewsAreCopied)
        checkCopiedViews(next.declaration);
      checkLazyResults(next.declaration);
    }
    obstacles.setCaller({});
  } while (declareTargets());
  fillDispatchers();
  fillChoosers();
}

/// Classes in a signature are those of the user: generated code must be able to reach their members.
void ModuleLowering::checkSignatureType(clang::QualType type, clang::SourceRange range, const Twine &subject) {
  if (types.holdsFunction(type))
    return obstacles.report(Obstacle::FunctionPointer, range,
                            subject + " of type '" + type.getAsString(ast.getPrintingPolicy()) + "'");
  if (!ast.getLangOpts().CPlusPlus && types.holdsPointerInC(type))
    return obstacles.report(Obstacle::PointerMember, range,
                            subject + " of type '" + type.getAsString(ast.getPrintingPolicy()) + "'");
  const clang::CXXRecordDecl *hidden = types.findHiddenRecord(type);
  if (!hidden || !types.lower(type))
    return;
  if (const clang::CXXRecordDecl *closed = types.findClosedRecord(type))
    return obstacles.report(Obstacle::PrivateMembers, range,
                            subject + " of type '" + type.getAsString(ast.getPrintingPolicy()) + "'",
                            closed->getName());
  bool hasPointer = llvm::any_of(hidden->fields(), [](const clang::FieldDecl *field) {
    return field->getType()->isPointerType() || field->getType()->isReferenceType();
  });
  Obstacle obstacle = TypeLowering::isFromStandardLibrary(hidden) ? TypeLowering::describeStandardClass(hidden)
                      : hasPointer                                ? Obstacle::PointerMember
                                                                  : Obstacle::NotPlain;
  obstacles.report(obstacle, range, subject + " of type '" + type.getAsString(ast.getPrintingPolicy()) + "'");
}

/// What the vector of a parameter holds: numbers, or classes that generated code can use.
void ModuleLowering::checkElementType(clang::QualType element, const clang::ParmVarDecl *parameter,
                                      const Twine &subject) {
  const auto *record = element->getAsCXXRecordDecl();
  std::string whole = (subject + " of type '" + parameter->getType().getAsString(ast.getPrintingPolicy()) + "'").str();
  bool isLibrary = record && TypeLowering::isFromStandardLibrary(record) && !TypeLowering::isStdArray(record) &&
                   !TypeLowering::getComplexPart(element) && !TypeLowering::isTuple(record);
  if (element->isBooleanType() || element->isPointerType() || isLibrary)
    obstacles.report(Obstacle::Container, parameter->getSourceRange(), whole);
  else if (const clang::TagDecl *hidden = types.findTypeNotInHeader(element))
    obstacles.report(Obstacle::TypeNotInHeader, parameter->getSourceRange(), subject, TypeLowering::getTagName(hidden));
  else
    checkSignatureType(element, parameter->getSourceRange(), subject);
}

void ModuleLowering::checkCallersObject(clang::QualType type, clang::SourceRange range, const Twine &subject) {
  if (types.lower(type.getNonReferenceType()) && !types.lowerAsCaller(type))
    reportType(range, subject);
}

/// True for pointers to pointers, and arrays of pointers.
static bool isPointerToPointer(clang::QualType type) {
  type = type.getNonReferenceType().getCanonicalType();
  bool isPointer = type->isPointerType();
  if (isPointer)
    type = type->getPointeeType();
  bool isArray = type->isArrayType();
  return (isPointer || isArray) && clang::QualType(type->getBaseElementTypeUnsafe(), 0)->isPointerType();
}

static bool isWrittenByReference(clang::QualType type) {
  return type->isReferenceType() && !type->getPointeeType().isConstQualified();
}

/// What a function must be so that generated functions can have signatures that belong to it.
LogicalResult ModuleLowering::checkRequested(const clang::FunctionDecl *function) {
  unsigned before = obstacles.getCount();
  std::string name = "the function '" + function->getNameAsString() + "'";
  clang::QualType result = function->getReturnType();
  if (function->isVariadic())
    obstacles.report(Obstacle::Varargs, function->getLocation(), name);
  if (result->isPointerType() || result->isReferenceType())
    obstacles.report(Obstacle::ReturnType, function->getReturnTypeSourceRange(), name);
  else if (const clang::TagDecl *hidden = types.findTypeNotInHeader(result))
    obstacles.report(Obstacle::TypeNotInHeader, function->getReturnTypeSourceRange(), name,
                     TypeLowering::getTagName(hidden));
  else if (holdsText(result))
    obstacles.report(Obstacle::String, function->getReturnTypeSourceRange(), "what " + name + " returns");
  else if (types.isCallersObject(result) && types.lower(result) && types.holdsOpaque(types.lower(result)))
    obstacles.report(Obstacle::OpaqueObject, function->getReturnTypeSourceRange(), "what " + name + " returns");
  else if (!canMakeResult(function))
    obstacles.report(Obstacle::NotPlain, function->getReturnTypeSourceRange(),
                     name + " of type '" + result.getAsString(ast.getPrintingPolicy()) + "'");
  else if (isCallersResult(function))
    checkCallersObject(result, function->getReturnTypeSourceRange(), name);
  else
    checkSignatureType(result, function->getReturnTypeSourceRange(), name);
  for (const clang::ParmVarDecl *parameter : function->parameters()) {
    clang::QualType type = parameter->getType();
    std::string subject = "the parameter '" + parameter->getNameAsString() + "'";
    if (refersToFunction(type))
      obstacles.report(Obstacle::FunctionPointer, parameter->getSourceRange(), subject);
    else if (type->isVoidPointerType())
      obstacles.report(Obstacle::VoidPointer, parameter->getSourceRange(), subject);
    else if (isPointerToPointer(type))
      obstacles.report(Obstacle::PointerToPointer, parameter->getSourceRange(), subject);
    else if (getVariableRow(ast, type))
      obstacles.report(Obstacle::VariableLengthArray, parameter->getSourceRange(), subject);
    else if (type->isRValueReferenceType() || (type->isReferenceType() && type->getPointeeType()->isPointerType()))
      obstacles.report(Obstacle::ParameterType, parameter->getSourceRange(), subject);
    else if (types.isOpaqueParameter(type))
      continue;
    else if (const clang::TagDecl *hidden = types.findTypeNotInHeader(type); hidden && types.lower(type))
      obstacles.report(Obstacle::TypeNotInHeader, parameter->getSourceRange(), subject,
                       TypeLowering::getTagName(hidden));
    else if (isOpened(parameter))
      continue;
    else if (isWrittenByReference(type) && types.holdsPartialElements(type))
      obstacles.report(Obstacle::OpaqueObject, parameter->getSourceRange(), subject);
    else if (isContainer(parameter))
      checkElementType(getContainerElement(parameter), parameter, subject);
    else if (isWrittenByReference(type) && holdsText(type))
      obstacles.report(Obstacle::String, parameter->getSourceRange(), "what is written to " + subject);
    else if (types.isCallersObject(type) && requestedRole(parameter) == "scratch")
      obstacles.report(Obstacle::ParameterType, parameter->getSourceRange(), subject);
    else if (types.isCallersObject(type) && requestedRole(parameter) == "of" &&
             !isAlwaysSetAnew(parameter, requestedBody))
      obstacles.report(Obstacle::OutputShape, parameter->getSourceRange(), subject, parameter->getName());
    else if (types.isCallersObject(type))
      checkCallersObject(type, parameter->getSourceRange(), subject);
    else
      checkSignatureType(type, parameter->getSourceRange(), subject);
  }
  return success(obstacles.getCount() == before);
}

//===------------------------------------------------------------------------------------------------------------===//
// Signatures
//===------------------------------------------------------------------------------------------------------------===//

FuncOp ModuleLowering::declare(const clang::FunctionDecl *function, StringRef symbol, StringRef role,
                               clang::SourceRange place, bool opensContainers, const FunctionArguments &functions) {
  SmallVector<Type> arguments;
  SmallVector<DictionaryAttr> attributes;
  if (failed(lowerSignature(function, place, role, opensContainers, functions, arguments, attributes)))
    return {};
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  clang::QualType result = function->getReturnType();
  SmallVector<Type> results;
  if (result->isReferenceType())
    results.push_back(types.lowerPointerTo(result->getPointeeType()));
  else if (!result->isVoidType() && !isObject(result))
    results.push_back(types.lower(result));
  auto declared =
      builder.create<FuncOp>(locate(function->getLocation()), symbol, builder.getFunctionType(arguments, results),
                             getPrintedName(function), getPrintedScope(function), role);
  declared.setAllArgAttrs(attributes);
  if (result->isReferenceType())
    declared.setResultAttr(0, "pb.ref", builder.getUnitAttr());
  if (ArrayAttr lines = getSourceLines(function))
    declared.setSourceLinesAttr(lines);
  noteCreated(function, declared);
  return declared;
}

static std::optional<int64_t> getWrittenExtent(clang::ASTContext &ast, clang::QualType type) {
  if (auto *adjusted = type->getAs<clang::DecayedType>())
    type = adjusted->getOriginalType();
  else if (type->isReferenceType())
    type = type->getPointeeType();
  else
    return std::nullopt;
  auto *array = ast.getAsConstantArrayType(type);
  if (array && array->getSizeModifier() != clang::ArraySizeModifier::Static) // which may be longer, in C
    return array->getSize().getZExtValue();
  return std::nullopt;
}

static bool isEigenView(clang::QualType type) {
  std::optional<EigenObject> object = TypeLowering::getEigenObject(type);
  return object && !object->view.empty();
}

LogicalResult ModuleLowering::lowerSignature(const clang::FunctionDecl *function, clang::SourceRange place,
                                             StringRef role, bool opensContainers, const FunctionArguments &functions,
                                             SmallVectorImpl<Type> &arguments,
                                             SmallVectorImpl<DictionaryAttr> &attributes) {
  Builder builder(getContext());
  clang::QualType result = function->getReturnType();
  std::string subject = "the function '" + function->getNameAsString() + "'";
  bool isFine = result->isVoidType() || types.lower(result);
  if (!isFine)
    reportType(place, subject);
  if (hasThis(function)) {
    PtrType self = types.lowerPointerTo(cast<clang::CXXMethodDecl>(function)->getThisType()->getPointeeType());
    if (!self)
      reportType(place, subject);
    isFine &= self != nullptr;
    arguments.push_back(self);
    attributes.push_back(builder.getDictionaryAttr({builder.getNamedAttr("pb.name", builder.getStringAttr("self")),
                                                    builder.getNamedAttr("pb.ref", builder.getUnitAttr())}));
  }
  for (const clang::ParmVarDecl *parameter : function->parameters()) {
    clang::QualType type = parameter->getType();
    const clang::FunctionDecl *target = functions.empty() ? nullptr : functions[parameter->getFunctionScopeIndex()];
    if (refersToFunction(type) && target)
      continue; // known where the function is called
    if (isStdFunction(type) && target) {
      if (hasThis(target)) {
        clang::QualType closure = ast.getRecordType(cast<clang::CXXMethodDecl>(target)->getParent());
        PtrType object = types.lowerPointerTo(closure);
        if (!object)
          reportType(parameter->getSourceRange(), "the parameter '" + parameter->getNameAsString() + "'");
        isFine &= object != nullptr;
        arguments.push_back(object);
        attributes.push_back(
            builder.getDictionaryAttr({builder.getNamedAttr("pb.name", builder.getStringAttr(parameter->getName())),
                                       builder.getNamedAttr("pb.ref", builder.getUnitAttr())}));
      }
      continue;
    }
    if (role == "external" && isTextInput(type)) { // as its characters, or the object that has them
      arguments.push_back(types.lowerPointerTo(ast.CharTy.withConst()));
      attributes.push_back(builder.getDictionaryAttr(
          {builder.getNamedAttr("pb.name", builder.getStringAttr(parameter->getName())),
           builder.getNamedAttr("pb.text", builder.getStringAttr(types.printTextInput(type)))}));
      continue;
    }
    if (savedByRule && type->isReferenceType() &&
        declaresSameEntity(savedByRule, type->getPointeeType()->getAsCXXRecordDecl())) {
      arguments.push_back(PtrType::get(getSavedType(savedByRule), type->getPointeeType().isConstQualified()));
      attributes.push_back(
          builder.getDictionaryAttr({builder.getNamedAttr("pb.name", builder.getStringAttr(parameter->getName())),
                                     builder.getNamedAttr("pb.ref", builder.getUnitAttr())}));
      continue;
    }
    if (opensContainers && isOpened(parameter)) {
      lowerOpened(parameter, arguments, attributes);
      continue;
    }
    bool isRecord = isObject(type);
    bool isReference = type->isReferenceType() && !isFunctionReference(type);
    if (getVariableRow(ast, type) && role != "external") // in C
      type = ast.getPointerType(getElementOfRows(ast, type->getPointeeType()));
    Type lowered = isReference || isRecord ? Type(types.lowerPointerTo(type.getNonReferenceType())) : types.lower(type);
    if (isRecord && !types.lower(type)) // whose destructor is not called
      lowered = Type();
    if (!lowered) {
      reportType(parameter->getSourceRange(), "the parameter '" + parameter->getNameAsString() + "'");
      isFine = false;
      continue;
    }
    NamedAttrList list;
    if (opensContainers && isContainer(parameter)) {
      PtrType elements = types.lowerPointerTo(getContainerElement(parameter));
      bool isView = TypeLowering::getSpanExtent(type) || isEigenView(type);
      bool isConst = elements.getIsConst() || (!isView && cast<PtrType>(lowered).getIsConst());
      arguments.push_back(PtrType::get(elements.getPointee(), isConst));
      list.set("pb.name", builder.getStringAttr(parameter->getName()));
      list.set("pb.container", builder.getStringAttr(describeContainer(parameter)));
      list.set("pb.length", builder.getStringAttr(describeLength(function, parameter)));
      attributes.push_back(list.getDictionary(getContext()));
      continue;
    }
    if (opensContainers && types.isCallersObject(type)) {
      Type whole = types.lowerAsCaller(type);
      if (!whole)
        return failure(); // reported
      bool isConst = !type->isReferenceType() || type->getPointeeType().isConstQualified();
      arguments.push_back(PtrType::get(whole, isConst && type->isReferenceType()));
      list.set("pb.name", builder.getStringAttr(parameter->getName()));
      list.set(type->isReferenceType() ? "pb.ref" : "pb.byval", builder.getUnitAttr());
      if (!isConst)
        list.set("pb.copied_out", builder.getUnitAttr());
      attributes.push_back(list.getDictionary(getContext()));
      continue;
    }
    if (parameter->getDeclName())
      list.set("pb.name", builder.getStringAttr(parameter->getName()));
    if (isReference)
      list.set("pb.ref", builder.getUnitAttr());
    if (isRecord) { // a class that is not plain comes as an object that is the callee's alone
      list.set(types.findHiddenRecord(type) ? "pb.ref" : "pb.byval", builder.getUnitAttr());
      lowered = PtrType::get(cast<PtrType>(lowered).getPointee());
    }
    if (std::string spelling = types.getSpelling(type); !spelling.empty())
      list.set("pb.spelling", builder.getStringAttr(spelling));
    if (std::optional<int64_t> extent = getWrittenExtent(ast, type))
      list.set("pb.extent", builder.getI64IntegerAttr(*extent));
    if (isInactive(parameter))
      list.set("pb.inactive", builder.getUnitAttr());
    arguments.push_back(lowered);
    attributes.push_back(list.getDictionary(getContext()));
  }
  if (isFine && isObject(result)) {
    bool isCallers = opensContainers && isCallersResult(function);
    Type whole = isCallers ? types.lowerAsCaller(result) : types.lower(result);
    if (!whole)
      return failure(); // reported
    arguments.push_back(PtrType::get(whole));
    NamedAttrList list;
    list.set("pb.sret", builder.getUnitAttr());
    if (isCallers)
      list.set("pb.copied_out", builder.getUnitAttr());
    attributes.push_back(list.getDictionary(getContext()));
  }
  for (const clang::ParmVarDecl *parameter : function->parameters())
    if (isFine && opensContainers && isContainer(parameter))
      for (const HiddenSize &size : getHiddenSizes(parameter)) {
        arguments.push_back(size.type);
        attributes.push_back(builder.getDictionaryAttr(
            {builder.getNamedAttr("pb.name", builder.getStringAttr(nameSize(function, parameter, size.suffix))),
             builder.getNamedAttr("pb.role", builder.getStringAttr("passive")),
             builder.getNamedAttr("pb.size_by", builder.getStringAttr(size.method)),
             builder.getNamedAttr("pb.size_of", builder.getStringAttr(parameter->getName()))}));
      }
  for (const clang::ParmVarDecl *parameter : function->parameters())
    if (isFine && opensContainers && isOpened(parameter))
      lowerMembers(parameter, arguments, attributes);
  return success(isFine);
}

//===------------------------------------------------------------------------------------------------------------===//
// Containers of the caller
//===------------------------------------------------------------------------------------------------------------===//

/// True for vectors that are used where they are, and for spans: their elements and their number are passed.
bool ModuleLowering::isContainer(const clang::ParmVarDecl *parameter) {
  return (TypeLowering::getSpanExtent(parameter->getType()) && parameter->getDeclName()) || isEigenInPlace(parameter) ||
         isUsedInPlace(parameter, requestedBody);
}

clang::QualType ModuleLowering::getContainerElement(const clang::ParmVarDecl *parameter) {
  clang::QualType type = parameter->getType().getNonReferenceType();
  if (std::optional<EigenObject> object = TypeLowering::getEigenObject(type))
    return object->isViewOfConst ? object->scalar.withConst() : object->scalar;
  std::optional<clang::QualType> element = TypeLowering::getSequenceElement(type);
  return element ? *element : TypeLowering::getSpanElement(type);
}

StringRef ModuleLowering::requestedRole(const clang::ParmVarDecl *parameter) {
  unsigned index = parameter->getFunctionScopeIndex();
  return index < requestedRoles.size() ? requestedRoles[index] : "";
}

bool ModuleLowering::hasCallersObjects(const clang::FunctionDecl *function) {
  return isCallersResult(function) || llvm::any_of(function->parameters(), [&](const clang::ParmVarDecl *parameter) {
           return isContainer(parameter) || types.isCallersObject(parameter->getType()) || isOpened(parameter);
         });
}

std::string ModuleLowering::nameSize(const clang::FunctionDecl *function, const clang::ParmVarDecl *parameter,
                                     StringRef suffix) {
  std::string name = (parameter->getName() + "_" + suffix).str();
  while (llvm::any_of(function->parameters(), [&](auto *other) { return other->getName() == name; }))
    name += "_";
  return name;
}

/// The body of a requested function to which the caller passes vectors: it makes the objects that the function's own
/// text works on, and calls that.
void ModuleLowering::wrapContainers(FuncOp requested, const clang::FunctionDecl *function,
                                    const clang::FunctionDecl *definition) {
  FuncOp inner = declare(definition, makeSymbol(definition), "primal", definition->getLocation());
  if (!inner)
    return;
  inner->setAttr("pb.requested", UnitAttr::get(getContext()));
  pending.push_back({inner, definition, {}, {}});
  FunctionLowering(*this, requested, definition, {}).runAsCaller(inner, function, requestedRoles);
}

//===------------------------------------------------------------------------------------------------------------===//
// Names and places
//===------------------------------------------------------------------------------------------------------------===//

bool pullback::refersToFunction(clang::QualType type) {
  type = type.getNonReferenceType();
  return type->isFunctionType() || type->isFunctionPointerType() || type->isMemberFunctionPointerType();
}

bool pullback::isObject(clang::QualType type) { return type->isRecordType() || type->isAnyComplexType(); }

bool pullback::hasThis(const clang::FunctionDecl *function) {
  auto *method = dyn_cast<clang::CXXMethodDecl>(function);
  return method && !method->isStatic();
}

std::string pullback::getPrintedName(const clang::FunctionDecl *function) {
  if (auto *method = dyn_cast<clang::CXXMethodDecl>(function); method && method->getParent()->isLambda())
    return "lambda"; // types of lambdas have no names, and clang's tell of folders
  std::string name = function->getNameAsString();
  const clang::TemplateArgumentList *arguments = function->getTemplateSpecializationArgs();
  if (!arguments)
    return name;
  clang::PrintingPolicy policy = function->getASTContext().getPrintingPolicy();
  policy.SuppressTagKeyword = true;
  policy.FullyQualifiedName = true;
  policy.SuppressUnwrittenScope = true;
  policy.AnonymousTagLocations = false; // of lambdas, which would tell of folders
  llvm::raw_string_ostream stream(name);
  clang::printTemplateArgumentList(stream, arguments->asArray(), policy);
  return name;
}

std::string pullback::getPrintedScope(const clang::Decl *declaration) {
  SmallVector<std::string> names;
  for (const clang::DeclContext *context = declaration->getDeclContext(); context; context = context->getParent())
    if (auto *space = dyn_cast<clang::NamespaceDecl>(context))
      if (!space->isAnonymousNamespace())
        names.push_back((space->isInline() ? "inline " : "") + space->getNameAsString());
  return llvm::join(llvm::reverse(names), "::");
}

/// True if something else has the name where a copy of the variable stands, as y1 of the C library.
static bool isNameOfAnother(const clang::VarDecl *variable, StringRef name, bool isGlobal) {
  clang::ASTContext &ast = variable->getASTContext();
  const clang::DeclContext *context = variable->getDeclContext()->getEnclosingNamespaceContext();
  while (!context->isTranslationUnit() && (isGlobal || cast<clang::NamespaceDecl>(context)->isAnonymousNamespace()))
    context = context->getParent();
  return llvm::any_of(context->lookup(&ast.Idents.get(name)),
                      [&](auto *other) { return other->getCanonicalDecl() != variable->getCanonicalDecl(); });
}

std::string ModuleLowering::nameGlobal(const clang::VarDecl *variable, StringRef scope, bool isCopied) {
  std::string base = variable->getNameAsString();
  // A header may be included, and define the constant itself, or declare it extern.
  if (isCopied && llvm::any_of(variable->redecls(), [&](auto *one) { return types.isInHeader(one); }))
    base += "_copy";
  std::string name = base;
  const clang::VarDecl *canonical = variable->getCanonicalDecl();
  auto isTaken = [&] {
    return (isCopied && isNameOfAnother(variable, name, scope.empty())) ||
           globals.try_emplace((scope + "::" + name).str(), canonical).first->second != canonical;
  };
  for (unsigned number = 2; isTaken(); ++number)
    name = base + (llvm::isDigit(base.back()) ? "_" : "") + std::to_string(number);
  return name;
}

ArrayAttr ModuleLowering::getSourceLines(const clang::FunctionDecl *function) {
  if (!function->doesThisDeclarationHaveABody())
    return {};
  clang::SourceManager &sources = ast.getSourceManager();
  auto getLine = [&](clang::SourceLocation location) {
    return sources.getExpansionLineNumber(sources.getFileLoc(location));
  };
  unsigned first = getLine(function->getLocation());
  if (clang::SourceLocation type = function->getReturnTypeSourceRange().getBegin(); type.isValid())
    first = std::min(first, getLine(type));
  return Builder(getContext()).getI64ArrayAttr({first, getLine(function->getBodyRBrace())});
}

Location ModuleLowering::locate(clang::SourceLocation location) {
  clang::SourceManager &sources = ast.getSourceManager();
  if (location.isInvalid())
    return UnknownLoc::get(getContext());
  location = sources.getFileLoc(location);
  return FileLineColLoc::get(getContext(), sources.getFilename(location), sources.getSpellingLineNumber(location),
                             sources.getSpellingColumnNumber(location));
}

void ModuleLowering::reportType(clang::SourceRange range, const Twine &subject) {
  TypeProblem problem = types.getProblem();
  obstacles.report(problem.obstacle, range, subject + " of type '" + problem.name + "'", problem.name);
}

std::optional<std::string> ModuleLowering::getStorageHint(const clang::VarDecl *variable) const {
  return hooks.storageHint ? hooks.storageHint(variable) : std::nullopt;
}

std::optional<SnapshotCount> ModuleLowering::getSnapshotCount(const clang::Stmt *loop) const {
  return hooks.snapshotCount ? hooks.snapshotCount(loop) : std::nullopt;
}
