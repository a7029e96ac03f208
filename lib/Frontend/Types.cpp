// C++ types to types of the pb dialect.
//
//   double            f64                 Color (in a header)  !pb.int<"ns::Color", 32, false>
//   std::size_t       !pb.int<"unsigned long", 64, false>
//   const double *    !pb.ptr<f64, const> double[3]            !pb.array<3, f64>
//   struct P {double x;}                  !pb.record<"P", ["x"], (f64)>
//
//   struct C : B {int n;} !pb.record<"C", [":B", "n"], (!pb.record<"B", ...>, ...)>
//   [&x](double t) {...}  !pb.record<"lambda", ["x"], (!pb.ptr<f64>)>
//
// An enumeration that generated code cannot name is its underlying integer type. A class that generated code cannot use
// under its own name, because it has private members, bases or constructors or stands in the source, is defined there
// anew, with its fields alone. A std::vector is the place of its elements, their number, and how many there is memory
// for. Not handled, refused: most unions, virtual bases, destructors that others see, other containers.
#include "Frontend/Types.h"
#include "Frontend/CopyFunctions.h"

#include "Frontend/CompilerInputs.h"
#include "Frontend/Includes.h"
#include "Frontend/ModuleLowering.h"
#include "Frontend/Places.h"
#include "IR/Containers.h"
#include "IR/VoidPointers.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/PrettyPrinter.h"
#include "clang/Basic/IdentifierTable.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/TargetInfo.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace mlir;
using namespace pullback;

Type TypeLowering::refuse(Obstacle obstacle, clang::QualType type) {
  problem = {obstacle, type.getAsString(ast.getPrintingPolicy())};
  return {};
}

bool TypeLowering::isInHeader(const clang::Decl *declaration) {
  clang::SourceManager &sources = ast.getSourceManager();
  // Other sources, from which bodies may come, are included by nobody, like the main file.
  clang::SourceLocation place = sources.getFileLoc(getPlace(declaration));
  return place.isInvalid() || getIncluder(sources, place).isValid();
}

std::string TypeLowering::printName(clang::QualType type) {
  clang::PrintingPolicy policy = ast.getPrintingPolicy();
  policy.SuppressTagKeyword = language == OutputLanguage::Cxx; // C has tags in a name space of their own
  policy.FullyQualifiedName = true;
  policy.SuppressUnwrittenScope = true;
  policy.Bool = true;
  policy.PrintCanonicalTypes = true; // not the arguments of a specialisation as they are written in its namespace
  return qualify(type.getCanonicalType().getUnqualifiedType().getAsString(policy));
}

void TypeLowering::collectHiddenNames(const clang::DeclContext *context) {
  for (const clang::Decl *declaration : context->decls()) {
    auto *named = dyn_cast<clang::NamedDecl>(declaration);
    const clang::IdentifierInfo *name = named ? named->getIdentifier() : nullptr;
    if (!context->isTranslationUnit() && name && !ast.getTranslationUnitDecl()->lookup(name).empty())
      hiddenNames->insert(name->getName());
    auto *space = dyn_cast<clang::NamespaceDecl>(declaration);
    if (space && !ast.getSourceManager().isInSystemHeader(space->getLocation()))
      collectHiddenNames(space);
  }
}

std::string TypeLowering::qualify(StringRef names) {
  if (!hiddenNames) {
    hiddenNames.emplace();
    collectHiddenNames(ast.getTranslationUnitDecl());
  }
  auto isInName = [](char c) { return clang::isAsciiIdentifierContinue(c); };
  std::string result;
  while (!names.empty()) {
    StringRef word = names.take_while(isInName);
    bool isFirst = !StringRef(result).ends_with("::");
    result += isFirst && hiddenNames->contains(word) ? "::" : "";
    result += word.empty() ? names.take_front() : word;
    names = names.drop_front(std::max<size_t>(word.size(), 1));
  }
  return result;
}

bool TypeLowering::hasMutable(const clang::CXXRecordDecl *record) {
  record = record->getDefinition();
  if (!record || TypeLowering::isFromStandardLibrary(record))
    return false;
  auto isMutable = [&](clang::QualType type) {
    const clang::CXXRecordDecl *inner = record->getASTContext().getBaseElementType(type)->getAsCXXRecordDecl();
    return inner && hasMutable(inner);
  };
  return record->hasMutableFields() ||
         llvm::any_of(record->bases(), [&](auto &base) { return isMutable(base.getType()); }) ||
         llvm::any_of(record->fields(), [&](auto *field) { return isMutable(field->getType()); });
}

PtrType TypeLowering::lowerPointerTo(clang::QualType pointee) {
  llvm::SaveAndRestore<bool> keep(isPointee, pointee->isRecordType());
  Type type = nameBeingLowered(pointee);
  if (!type)
    type = lower(pointee);
  // The constness of an array is that of its elements. Members that are mutable can be written all the same.
  clang::QualType element = ast.getBaseElementType(pointee);
  const auto *record = element->getAsCXXRecordDecl();
  bool isConst = element.isConstQualified() && !(record && hasMutable(record));
  return type ? PtrType::get(type, isConst) : PtrType();
}

Type TypeLowering::lower(clang::QualType type) {
  type = type.getCanonicalType().getNonReferenceType();
  const auto *empty = type->getAsCXXRecordDecl(); // in which nothing can change
  if (ast.getBaseElementType(type).isVolatileQualified() && !(empty && empty->hasDefinition() && empty->isEmpty()))
    return refuse(Obstacle::Volatile, type);
  if (auto *builtin = type->getAs<clang::BuiltinType>())
    return lowerBuiltin(builtin);
  if (auto *enumeration = type->getAs<clang::EnumType>())
    return lowerEnum(enumeration);
  if (refersToFunction(type))
    return getIntType(context); // which function; see FunctionPointers.cpp
  if (type->isPointerType())
    return lowerPointer(type);
  if (auto *array = ast.getAsConstantArrayType(type)) {
    Type element = lower(array->getElementType());
    return element ? pullback::ArrayType::get(array->getSize().getZExtValue(), element) : Type();
  }
  if (type->isVariableArrayType())
    return refuse(Obstacle::VariableLengthArray, type);
  if (type->isVectorType())
    return refuse(Obstacle::VectorType, type);
  if (type->isAtomicType())
    return refuse(Obstacle::Atomic, type);
  if (std::optional<clang::QualType> part = getComplexPart(type))
    return lowerComplex(*part);
  if (isString(type))
    return lowerString();
  if (auto *record = type->getAs<clang::RecordType>())
    return lowerRecord(record);
  return refuse(Obstacle::UnsupportedType, type);
}

Type TypeLowering::lowerBuiltin(const clang::BuiltinType *type) {
  switch (type->getKind()) {
  case clang::BuiltinType::Bool: return IntegerType::get(context, 1);
  case clang::BuiltinType::Float: return Float32Type::get(context);
  case clang::BuiltinType::Double: return Float64Type::get(context);
  case clang::BuiltinType::LongDouble:
    if (&ast.getTargetInfo().getLongDoubleFormat() == &llvm::APFloat::x87DoubleExtended())
      return Float80Type::get(context);
    return refuse(Obstacle::UnsupportedType, clang::QualType(type, 0));
  case clang::BuiltinType::Int128:
  case clang::BuiltinType::UInt128: return refuse(Obstacle::UnsupportedType, clang::QualType(type, 0));
  default: break;
  }
  if (!type->isInteger())
    return refuse(Obstacle::UnsupportedType, clang::QualType(type, 0));
  return pullback::IntType::get(context, type->getName(ast.getPrintingPolicy()),
                                ast.getIntWidth(clang::QualType(type, 0)), type->isSignedInteger());
}

Type TypeLowering::lowerEnum(const clang::EnumType *type) {
  const clang::EnumDecl *declaration = type->getDecl()->getDefinition();
  if (!declaration)
    return refuse(Obstacle::UnsupportedType, clang::QualType(type, 0));
  Type underlying = lower(declaration->getIntegerType());
  auto integer = dyn_cast_or_null<pullback::IntType>(underlying);
  if (!integer)
    return refuse(Obstacle::UnsupportedType, clang::QualType(type, 0));
  // In C, integers become enumerators without a cast.
  bool canBeNamed = ast.getLangOpts().CPlusPlus && isInHeader(declaration) && !isOfEigen(declaration) &&
                    !declaration->getParentFunctionOrMethod() &&
                    (declaration->getDeclName() || declaration->getTypedefNameForAnonDecl());
  if (!canBeNamed)
    return integer;
  return pullback::IntType::get(context, printName(clang::QualType(type, 0)), integer.getWidth(),
                                integer.getIsSigned());
}

Type TypeLowering::lowerPointer(clang::QualType type) {
  clang::QualType pointee = type->getPointeeType();
  if (pointee->isVoidType()) // a pointer to an object whose type has to become known: see CastOp::fold
    return PtrType::get(pullback::RecordType::get(context, kVoid, {}, {}), pointee.isConstQualified());
  return lowerPointerTo(pointee);
}

bool TypeLowering::isFromStandardLibrary(const clang::Decl *declaration) {
  auto *space = dyn_cast<clang::NamespaceDecl>(declaration->getDeclContext()->getEnclosingNamespaceContext());
  return declaration->isInStdNamespace() || (space && space->getName() == "__gnu_cxx");
}

Obstacle TypeLowering::describeStandardClass(const clang::CXXRecordDecl *record) {
  StringRef name = record->getIdentifier() ? record->getName() : "";
  if (name.starts_with("atomic") || name.starts_with("__atomic"))
    return Obstacle::Atomic;
  static const StringRef containers[] = {"vector", "deque",    "list",          "forward_list",      "map",
                                         "set",    "multimap", "multiset",      "basic_string",      "unordered_map",
                                         "bitset", "valarray", "unordered_set", "unordered_multimap"};
  return llvm::is_contained(containers, name) ? Obstacle::Container : Obstacle::StandardLibrary;
}

/// Classes of the standard library that own memory or hide what they hold. The others are lowered as they are written.
static bool isOpaque(const clang::CXXRecordDecl *record) {
  if (TypeLowering::isReadable(record))
    return false;
  StringRef name = record->getIdentifier() ? record->getName() : "";
  static const StringRef opaque[] = {"function",  "unique_ptr", "shared_ptr",        "weak_ptr",      "any",
                                     "variant",   "allocator",  "_Vector_base",      "_Rb_tree",      "exception",
                                     "thread",    "mutex",      "basic_string_view", "basic_ostream", "basic_istream",
                                     "basic_ios", "ios_base"};
  return TypeLowering::describeStandardClass(record) != Obstacle::StandardLibrary || llvm::is_contained(opaque, name) ||
         name.starts_with("basic_");
}

Type TypeLowering::lowerRecordOnce(const clang::RecordType *type) {
  clang::QualType written(type, 0);
  if (const OpaqueClass *opaque = getOpaque(type->getDecl()))
    return pullback::RecordType::get(context, opaque->name, {}, {});
  if (!ast.getLangOpts().CPlusPlus)
    return lowerRecordOfC(type->getDecl()->getDefinition(), written);
  const auto *record = dyn_cast_or_null<clang::CXXRecordDecl>(type->getDecl()->getDefinition());
  if (!record)
    return refuse(Obstacle::UnsupportedType, written);
  record = findWhole(record);
  bool isReferredTo = std::exchange(isPointee, false); // what it consists of is not
  if (isScopeGuard(written) && !isReferredTo)
    return refuse(Obstacle::NotPlain, written);
  bool isAlternative = record->isInStdNamespace() && record->getName() == "variant_rooms";
  if (isAlternative && llvm::any_of(record->fields(), [](auto *field) {
        return changesInCopies(field->getType()->getAsCXXRecordDecl());
      }))
    return refuse(Obstacle::ChangedCopy, written);
  bool isVector = getVectorElement(written).has_value();
  std::optional<clang::QualType> pointee = getSmartPointee(written);
  if (isFromStandardLibrary(record) && isOpaque(record) && !isVector && !pointee && !isStdFunction(written))
    return refuse(describeStandardClass(record), written);
  auto [place, isNew] = records.try_emplace(record);
  if (!isNew)
    return refuseUnlessKnown(written, place->second);
  Type lowered = isVector                    ? lowerVector(record, *getVectorElement(written), written)
                 : pointee                   ? lowerSmartPointer(record, *pointee)
                 : isBitClass(record)        ? lowerBitClass(record)
                 : isStdFunction(written)    ? lowerStdFunction(written)
                 : getOptionalValue(written) ? lowerOptional(record, *getOptionalValue(written))
                                             : lowerFields(record, written);
  if (!lowered)
    records.erase(record);
  else
    records[record] = lowered;
  return lowered;
}

/// True for a name that C++ does not take, as `new` in C.
static bool isKeyword(StringRef name) {
  static clang::LangOptions language;
  language.CPlusPlus = language.CPlusPlus11 = language.CPlusPlus17 = language.CXXOperatorNames = language.Bool = 1;
  static clang::IdentifierTable table(language);
  return table.get(name).getTokenID() != clang::tok::identifier || table.get(name).isCPlusPlusOperatorKeyword();
}

/// The name that generated code uses.
std::string TypeLowering::nameRecordOfC(const clang::RecordDecl *record, clang::QualType type) {
  bool hasName = record->getDeclName() || record->getTypedefNameForAnonDecl();
  bool isVisible = isInHeader(record) && hasName && !record->getParentFunctionOrMethod() && !holdsFunction(type),
       writesC = language == OutputLanguage::C;
  if (isVisible)
    return printName(type);
  std::string name = record->getNameAsString();
  if (name.empty() && record->getTypedefNameForAnonDecl())
    name = record->getTypedefNameForAnonDecl()->getNameAsString();
  name = name.empty() ? "record" : isKeyword(name) && !writesC ? name + "_" : name;
  name.insert(0, writesC ? "struct " : "");
  std::string base = name;
  auto isTaken = [&] { return llvm::is_contained(sourceRecords, name); };
  for (unsigned number = 2; isTaken(); ++number)
    name = base + "_" + std::to_string(number);
  sourceRecords.push_back(name);
  return name;
}

/// A struct of C: nothing but fields. Generated code sees it if it stands in a header.
Type TypeLowering::lowerRecordOfC(const clang::RecordDecl *record, clang::QualType type) {
  if (!record)
    return refuse(Obstacle::UnsupportedType, type);
  auto [place, isNew] = records.try_emplace(record);
  if (!isNew)
    return refuseUnlessKnown(type, place->second);
  SmallVector<StringAttr> names;
  SmallVector<Type> types;
  SmallVector<FoundBitField> bits;
  auto fields = getOwnFields(record);
  if (!fields) {
    records.erase(record);
    return refuse(Obstacle::Union, type);
  }
  for (const clang::FieldDecl *field : *fields) {
    bool isNamed = !field->getName().empty() || field->isBitField();
    Type lowered = isNamed ? lowerField(field, bits) : refuse(Obstacle::NotPlain, type);
    if (!lowered) {
      records.erase(record);
      return {};
    }
    names.push_back(StringAttr::get(context, getFieldName(field)));
    types.push_back(lowered);
  }
  return records[record] = makeRecord(nameRecordOfC(record, type), names, types, bits);
}

bool TypeLowering::holdsPointerInC(clang::QualType type) {
  type = type.getCanonicalType();
  while (type->isPointerType() || type->isArrayType())
    type = type->isPointerType() ? type->getPointeeType() : ast.getBaseElementType(type);
  const clang::RecordDecl *record = type->getAsRecordDecl();
  record = record ? record->getDefinition() : nullptr;
  return record && llvm::any_of(record->fields(), [&](const clang::FieldDecl *field) {
           return ast.getBaseElementType(field->getType())->isPointerType() || holdsPointerInC(field->getType());
         });
}

/// The capture that a field of a closure belongs to; null for other fields.
static const clang::LambdaCapture *findCapture(const clang::FieldDecl *field) {
  auto *record = dyn_cast<clang::CXXRecordDecl>(field->getParent());
  if (!record || !record->isLambda())
    return nullptr;
  return record->getCapture(field->getFieldIndex());
}

StringRef TypeLowering::getFieldName(const clang::FieldDecl *field) {
  if (!ast.getLangOpts().CPlusPlus && language == OutputLanguage::Cxx && isKeyword(field->getName()))
    return StringAttr::get(context, field->getName() + "_"); // lives as long as the context
  if (const clang::LambdaCapture *capture = findCapture(field))
    return capture->capturesThis() ? "self" : capture->getCapturedVar()->getName();
  if (isOfEigen(field))
    return field->getName() == "values" ? StringRef(kContent) : field->getName().rtrim('_');
  return field->getName();
}

std::string TypeLowering::getBaseName(const clang::CXXRecordDecl *base) {
  if (base->isLambda()) // several may be bases of one class
    return "lambda_" + std::to_string(baseLambdas.try_emplace(base, baseLambdas.size() + 1).first->second);
  return findWhole(base) == base ? nameOwnRecord(base) + "_base" : std::string();
}

/// The fields of a class and of its bases.
static void collectFields(const clang::CXXRecordDecl *record, SmallVectorImpl<const clang::FieldDecl *> &fields) {
  for (const clang::CXXBaseSpecifier &base : record->bases())
    collectFields(base.getType()->getAsCXXRecordDecl(), fields);
  llvm::append_range(fields, record->fields());
}

std::string TypeLowering::getKindName(const clang::CXXRecordDecl *root) {
  SmallVector<const clang::FieldDecl *> fields;
  collectFields(root, fields);
  std::string name = "kind";
  while (llvm::any_of(fields, [&](auto *field) { return getFieldName(field) == name; }))
    name += '_';
  return name;
}

/// A name that no file of the user has: the class's own with its template arguments.
std::string TypeLowering::nameOwnRecord(const clang::CXXRecordDecl *record) {
  std::string text = record->isLambda() ? "lambda" : record->getNameAsString();
  if (text.empty())
    text = "record";
  if (auto *specialization = dyn_cast<clang::ClassTemplateSpecializationDecl>(record)) {
    clang::PrintingPolicy policy = ast.getPrintingPolicy();
    policy.SuppressTagKeyword = true;
    policy.SuppressScope = true;
    policy.AnonymousTagLocations = false;
    llvm::raw_string_ostream stream(text);
    auto print = [&](const clang::TemplateArgument &argument) {
      if (argument.getKind() == clang::TemplateArgument::Integral)
        stream << " " << argument.getAsIntegral();
      else
        argument.print(policy, stream << " ", /*IncludeType=*/false);
    };
    for (const clang::TemplateArgument &argument : specialization->getTemplateArgs().asArray())
      if (argument.getKind() == clang::TemplateArgument::Pack)
        llvm::for_each(argument.pack_elements(), print);
      else
        print(argument);
  }
  std::string name;
  for (char c : text)
    if (llvm::isAlnum(c) || c == '_')
      name += c;
    else if (!name.empty() && name.back() != '_' && c != '>')
      name += '_';
  return isInHeader(record) ? name + "_fields" : name;
}

Type TypeLowering::lowerField(const clang::FieldDecl *field, SmallVectorImpl<FoundBitField> &found) {
  clang::QualType type = field->getType();
  if (!field->isBitField()) {
    bool isReference = type->isReferenceType() && !isFunctionReference(type);
    return isReference ? Type(lowerPointerTo(type->getPointeeType())) : lower(type);
  }
  std::optional<BitField> bits = lowerBitField(field);
  if (!bits)
    return {};
  found.emplace_back(StringAttr::get(context, getFieldName(field)), *bits);
  return bits->computed;
}

Type TypeLowering::makeRecord(const Twine &name, ArrayRef<StringAttr> names, ArrayRef<Type> types,
                              ArrayRef<FoundBitField> found) {
  Type record = pullback::RecordType::get(context, name.str(), names, types);
  for (const auto &[field, bits] : found) {
    bitFields[{record, field}] = bits;
    bool isOwn = llvm::is_contained(sourceRecords, name.str());
    bool isCut = bits.computed == getIntType(context) && !bits.isSigned && !isOwn;
    std::string limit = (name + "::" + field.getValue() + "=" + Twine((uint64_t(1) << bits.width) - 1)).str();
    if (isCut && !llvm::is_contained(bitFieldLimits, limit))
      bitFieldLimits.push_back(limit);
  }
  return record;
}

Type TypeLowering::lowerFields(const clang::CXXRecordDecl *record, clang::QualType type) {
  if (record->getNumVBases() != 0 || !(hasHarmlessDestructor(record) || isScopeGuard(type)))
    return refuse(Obstacle::NotPlain, type);
  SmallVector<StringAttr> names;
  SmallVector<Type> types;
  SmallVector<FoundBitField> bits;
  auto add = [&](const Twine &name, Type lowered) {
    names.push_back(StringAttr::get(context, name));
    types.push_back(lowered);
    return lowered != nullptr;
  };
  bool isVirtualRoot = record->isPolymorphic() && llvm::none_of(record->bases(), [](auto &base) {
                         return base.getType()->getAsCXXRecordDecl()->isPolymorphic();
                       });
  if (isVirtualRoot)
    add(getKindName(record), getIntType(context)); // of which class the object is
  SmallVector<const clang::FieldDecl *> fields;
  for (const clang::CXXBaseSpecifier &base : record->bases()) {
    const clang::CXXRecordDecl *baseRecord = base.getType()->getAsCXXRecordDecl();
    if (findWhole(baseRecord) != baseRecord)
      collectFields(baseRecord, fields);
    else if (!add(getBaseName(baseRecord), lower(base.getType())))
      return {};
  }
  auto own = getOwnFields(record);
  if (!own)
    return refuse(Obstacle::Union, type);
  llvm::append_range(fields, *own);
  bool isWhole = true;
  for (const clang::FieldDecl *field : fields) {
    if (isSelfCapture(field))
      continue; // the closure itself
    if (isLeftOut(field)) {
      isWhole = false;
      continue;
    }
    StringRef name = getFieldName(field);
    if (name.empty())
      return refuse(field->isBitField() ? Obstacle::BitField : Obstacle::NotPlain, type);
    if (!add(name, lowerField(field, bits)))
      return {};
  }
  llvm::SmallDenseSet<StringAttr> distinct;
  for (StringAttr name : names)
    if (!distinct.insert(name).second) // a base is there twice
      return refuse(Obstacle::NotPlain, type);
  if (isStdArray(record) && !definesRecord(record)) {
    clang::QualType elementType = ast.getAsArrayType((*record->field_begin())->getType())->getElementType();
    std::string name = "std::array<" + printName(elementType) + ", " +
                       std::to_string(cast<pullback::ArrayType>(types[0]).getExtent()) + ">";
    return pullback::RecordType::get(context, name, names, types);
  }
  if (isFixedEigen(type) && !definesRecord(record)) {
    std::string name = printEigen(*getEigenObject(type));
    initializedRecords.push_back(name); // an object of it starts with any numbers
    return pullback::RecordType::get(context, name, names, types);
  }
  if (!definesRecord(record)) {
    for (const clang::FieldDecl *field : *own)
      if (field->getAccess() != clang::AS_public && !getComplexPart(type))
        privateFields.push_back(printName(type) + "::" + getFieldName(field).str());
    for (const clang::CXXBaseSpecifier &base : record->bases())
      baseFields.push_back(printName(type) + "::" + getBaseName(base.getType()->getAsCXXRecordDecl()));
    if (!startsAsZero(record))
      (hasInitializersAlone(record) ? initializedRecords : constructedRecords).push_back(printName(type));
    return makeRecord(printName(type), names, types, bits);
  }
  std::string scope = getQualifier(getPrintedScope(record));
  std::string name = scope.empty() ? nameOwnRecord(record) : qualify(scope + "::" + nameOwnRecord(record));
  if (!llvm::is_contained(sourceRecords, name))
    sourceRecords.push_back(name);
  if (!isWhole)
    partialRecords.insert(name);
  return makeRecord(name, names, types, bits);
}

//===------------------------------------------------------------------------------------------------------------===//
// Spellings
//===------------------------------------------------------------------------------------------------------------===//

static bool isStandardInteger(StringRef name) {
  if (name == "size_t" || name == "ptrdiff_t")
    return true;
  bool isSized = name.consume_back("_t") && (name.consume_front("int") || name.consume_front("uint"));
  if (!isSized)
    return false;
  name.consume_front("_fast") || name.consume_front("_least");
  return llvm::is_contained({"8", "16", "32", "64", "ptr", "max"}, name);
}

static clang::QualType getInnermost(clang::ASTContext &ast, clang::QualType type) {
  while (true) {
    if (auto *adjusted = type->getAs<clang::AdjustedType>())
      type = adjusted->getOriginalType();
    else if (!type->getAs<clang::TypedefType>() && (type->isPointerType() || type->isReferenceType()))
      type = type->getPointeeType();
    else if (auto *array = type->getAs<clang::TypedefType>() ? nullptr : ast.getAsArrayType(type))
      type = array->getElementType();
    else
      return type;
  }
}

std::string TypeLowering::getSpelling(clang::QualType type) {
  type = getInnermost(ast, type).getUnqualifiedType();
  auto *alias = type->getAs<clang::TypedefType>();
  if (!alias || !isInHeader(alias->getDecl()))
    return {};
  StringRef name = alias->getDecl()->getName();
  if (isStandardInteger(name))
    return ("std::" + name).str();
  bool isArithmetic = type->isArithmeticType() || type->isEnumeralType();
  bool isHidden =
      name.starts_with("_") || alias->getDecl()->getParentFunctionOrMethod() || isFromStandardLibrary(alias->getDecl());
  return isArithmetic && !isHidden ? qualify(alias->getDecl()->getQualifiedNameAsString()) : std::string();
}

const clang::TagDecl *TypeLowering::findTypeNotInHeader(clang::QualType type) {
  type = type.getCanonicalType().getNonReferenceType();
  while (type->isPointerType() || type->isArrayType())
    type = type->isPointerType() ? type->getPointeeType() : ast.getBaseElementType(type);
  const clang::TagDecl *tag = type->getAsTagDecl();
  return tag && !isInHeader(tag) ? tag : nullptr;
}

StringRef TypeLowering::getTagName(const clang::TagDecl *tag) {
  const clang::TypedefNameDecl *alias = tag->getTypedefNameForAnonDecl();
  return alias ? alias->getName() : tag->getName();
}
