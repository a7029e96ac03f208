// Matrices, arrays and views of Eigen, as lib/Frontend/Library/Eigen defines them for the tool: what they are called in
// generated code, and how those that the caller owns are passed.
//
//   const Eigen::Matrix3d &A              an object of its class, as a std::array would be
//   const Eigen::VectorXd &x              %x: !pb.ptr<f64, const> {pb.container = "eigen vector ..."}, %x_size
//   Eigen::Map<const Eigen::MatrixXd> A   %A: !pb.ptr<f64, const> {pb.container = "eigen matrix ..."}, %A_rows, %A_cols
#include "Frontend/CompilerInputs.h"
#include "Frontend/EigenNames.h"
#include "Frontend/FunctionLowering.h"
#include "IR/Containers.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"

using namespace mlir;
using namespace pullback;

//===------------------------------------------------------------------------------------------------------------===//
// What they are
//===------------------------------------------------------------------------------------------------------------===//

static constexpr int64_t dynamic = -1;

bool TypeLowering::isOfEigen(const clang::Decl *declaration) {
  const clang::SourceManager &sources = declaration->getASTContext().getSourceManager();
  return sources.getFilename(sources.getFileLoc(declaration->getLocation())).starts_with(eigenFolder);
}

const clang::CXXRecordDecl *TypeLowering::findWhole(const clang::CXXRecordDecl *record) {
  auto *specialization = dyn_cast<clang::ClassTemplateSpecializationDecl>(record);
  if (!specialization || !isOfEigen(record) || specialization->getTemplateArgs().size() == 0 ||
      specialization->getTemplateArgs()[0].getKind() != clang::TemplateArgument::Type)
    return record;
  const clang::CXXRecordDecl *derived = specialization->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl();
  derived = derived ? derived->getDefinition() : nullptr;
  return derived && record->hasDefinition() && derived->isDerivedFrom(record) ? derived : record;
}

static EigenObject describePlain(clang::QualType type, ArrayRef<clang::TemplateArgument> arguments, bool isArray) {
  EigenObject object;
  object.plain = type.getUnqualifiedType();
  object.scalar = arguments[0].getAsType();
  object.rows = arguments[1].getAsIntegral().getExtValue();
  object.cols = arguments[2].getAsIntegral().getExtValue();
  int64_t options = arguments[3].getAsIntegral().getExtValue();
  object.isByRows = (options & 1) != 0;
  object.isUnaligned = (options & 2) != 0;
  object.mostRows = arguments[4].getAsIntegral().getExtValue();
  object.mostCols = arguments[5].getAsIntegral().getExtValue();
  object.isArray = isArray;
  return object;
}

/// True for the strides that Map and Ref have unless others are asked for.
static bool isUsualStride(clang::QualType stride, bool isRef) {
  auto *specialization = dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(stride->getAsCXXRecordDecl());
  if (!specialization)
    return false;
  auto numberAt = [&](unsigned i) { return specialization->getTemplateArgs()[i].getAsIntegral().getExtValue(); };
  return isRef ? specialization->getName() == "OuterStride" && numberAt(0) == dynamic
               : specialization->getName() == "Stride" && numberAt(0) == 0 && numberAt(1) == 0;
}

std::optional<EigenObject> TypeLowering::getEigenObject(clang::QualType type) {
  type = type.getNonReferenceType().getCanonicalType();
  auto *specialization = dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(type->getAsCXXRecordDecl());
  if (!specialization || !isOfEigen(specialization) || !specialization->getIdentifier())
    return std::nullopt;
  StringRef name = specialization->getName();
  ArrayRef<clang::TemplateArgument> arguments = specialization->getTemplateArgs().asArray();
  if (name == "Matrix" || name == "Array") {
    EigenObject object = describePlain(type, arguments, name == "Array");
    bool isVectorOfTruth = object.scalar->isBooleanType() && (object.rows == dynamic || object.cols == dynamic);
    return isVectorOfTruth ? std::nullopt : std::optional(object); // no std::vector: inside of functions alone
  }
  if (name != "Map" && name != "Ref")
    return std::nullopt;
  std::optional<EigenObject> object = getEigenObject(arguments[0].getAsType());
  if (!object || !isUsualStride(arguments[2].getAsType(), name == "Ref"))
    return std::nullopt;
  object->view = name;
  object->isViewOfConst = arguments[0].getAsType().isConstQualified();
  return object;
}

bool TypeLowering::isFixedEigen(clang::QualType type) {
  std::optional<EigenObject> object = getEigenObject(type);
  return object && object->view.empty() && object->rows != dynamic && object->cols != dynamic;
}

bool TypeLowering::isDynamicEigen(clang::QualType type) {
  std::optional<EigenObject> object = getEigenObject(type);
  return object && object->view.empty() && (object->rows == dynamic || object->cols == dynamic);
}

bool TypeLowering::keepsSizeOfEigen(const clang::CXXMethodDecl *method) {
  static const StringRef changing[] = {"resize",  "resizeLike", "conservativeResize", "swap",        "noalias",
                                       "setZero", "setOnes",    "setConstant",        "setIdentity", "derived"};
  return isOfEigen(method) && method->getIdentifier() && !llvm::is_contained(changing, method->getName());
}

//===------------------------------------------------------------------------------------------------------------===//
// What they are called
//===------------------------------------------------------------------------------------------------------------===//

static std::string spellExtent(int64_t extent) { return extent == dynamic ? "Eigen::Dynamic" : std::to_string(extent); }

/// "3" in Vector3d, "X" in VectorXd, "" where there is no such name.
static std::string abbreviate(int64_t extent) {
  return extent == dynamic ? "X" : extent >= 2 && extent <= 4 ? std::to_string(extent) : "";
}

/// Whether there is a greatest size of which memory is taken at once.
static bool hasOwnLimits(const EigenObject &object) {
  return object.mostRows != object.rows || object.mostCols != object.cols;
}

/// Eigen's own name for a matrix or array, as "Vector3d"; "" if it has none.
static std::string getShortName(const EigenObject &object, StringRef scalar) {
  std::string suffix = scalar == "double" ? "d" : scalar == "float" ? "f" : scalar == "int" ? "i" : "";
  std::string rows = abbreviate(object.rows), cols = abbreviate(object.cols);
  bool isRow = object.rows == 1, isColumn = object.cols == 1;
  bool isUsual = object.isByRows == (isRow && !isColumn) && !object.isUnaligned && !hasOwnLimits(object);
  if (suffix.empty() || !isUsual || (object.isArray && isRow))
    return "";
  std::string kind = object.isArray ? "Array" : isColumn ? "Vector" : isRow ? "RowVector" : "Matrix";
  if (isColumn || isRow) {
    std::string length = isColumn ? rows : cols;
    return length.empty() ? "" : kind + length + suffix;
  }
  if (rows.empty() || cols.empty())
    return "";
  bool isOne = rows == cols && !object.isArray; // MatrixXd, but ArrayXXd
  return (rows == cols || rows == "X" || cols == "X") ? kind + (isOne ? rows : rows + cols) + suffix : "";
}

std::string TypeLowering::printEigen(const EigenObject &object) { return spellEigen(object, printName(object.scalar)); }

std::string pullback::spellEigen(const EigenObject &object, StringRef scalar) {
  std::string known = getShortName(object, scalar);
  if (!known.empty())
    return "Eigen::" + known;
  std::string options, limits;
  if (object.isByRows != (object.rows == 1 && object.cols != 1) || object.isUnaligned || hasOwnLimits(object))
    options = object.isByRows ? ", Eigen::RowMajor" : ", Eigen::ColMajor";
  if (object.isUnaligned)
    options += " | Eigen::DontAlign";
  if (hasOwnLimits(object))
    limits = ", " + spellExtent(object.mostRows) + ", " + spellExtent(object.mostCols);
  return (object.isArray ? "Eigen::Array<" : "Eigen::Matrix<") + scalar.str() + ", " + spellExtent(object.rows) + ", " +
         spellExtent(object.cols) + options + limits + ">";
}

//===------------------------------------------------------------------------------------------------------------===//
// How they are passed
//===------------------------------------------------------------------------------------------------------------===//

bool ModuleLowering::isEigenInPlace(const clang::ParmVarDecl *parameter) {
  clang::QualType type = parameter->getType();
  std::optional<EigenObject> object = TypeLowering::getEigenObject(type);
  if (!object || !parameter->getDeclName() || type->isRValueReferenceType())
    return false;
  if (object->view.empty()) {
    bool keepsSize = type.getNonReferenceType().isConstQualified() || !object->isVector() ||
                     !isSetAnew(parameter, requestedBody); // of a matrix that is checked
    return type->isLValueReferenceType() && !TypeLowering::isFixedEigen(type) && keepsSize;
  }
  return !type->isReferenceType() || (object->isViewOfConst && type->getPointeeType().isConstQualified());
}

SmallVector<HiddenSize> ModuleLowering::getHiddenSizes(const clang::ParmVarDecl *parameter) {
  std::optional<EigenObject> object = TypeLowering::getEigenObject(parameter->getType());
  if (!object)
    return {{"size", "size", getSizeType(getContext())}};
  Type index = types.lower(ast.LongTy);
  SmallVector<HiddenSize> sizes;
  if (object->isVector()) {
    if (object->rows * object->cols < 0)
      sizes.push_back({"size", "size", index});
    return sizes;
  }
  if (object->rows == dynamic)
    sizes.push_back({"rows", "rows", index});
  if (object->cols == dynamic)
    sizes.push_back({"cols", "cols", index});
  return sizes;
}

/// Both forms of the parameter's type, that of const data and that of data that may be written.
std::string ModuleLowering::describeContainer(const clang::ParmVarDecl *parameter) {
  clang::QualType type = parameter->getType();
  std::optional<EigenObject> object = TypeLowering::getEigenObject(type);
  std::optional<std::string> span = TypeLowering::getSpanExtent(type);
  if (!object)
    return span ? "span" + *span : TypeLowering::isValarray(type.getNonReferenceType()) ? "valarray" : "vector";
  std::string plain = types.printEigen(*object), kind = object->isVector() ? "eigen vector " : "eigen matrix ";
  if (object->view.empty())
    return kind + "const " + plain + "&|" + plain + "&";
  std::string view = "Eigen::" + object->view.str() + "<";
  std::string constant = view + "const " + plain + ">";
  return kind + (type->isReferenceType() ? "const " + constant + "&" : constant) + "|" + view + plain + ">";
}

/// The number of elements, as an expression of the hidden sizes.
std::string ModuleLowering::describeLength(const clang::FunctionDecl *function, const clang::ParmVarDecl *parameter) {
  std::optional<EigenObject> object = TypeLowering::getEigenObject(parameter->getType());
  if (!object)
    return nameSize(function, parameter, "size");
  if (object->isVector())
    return object->rows * object->cols < 0 ? nameSize(function, parameter, "size")
                                           : std::to_string(object->rows * object->cols);
  auto extent = [&](int64_t known, StringRef suffix) {
    return known == dynamic ? nameSize(function, parameter, suffix) : std::to_string(known);
  };
  return extent(object->rows, "rows") + " * " + extent(object->cols, "cols");
}

/// Of a matrix or a view of one: also how many rows and columns.
void FunctionLowering::openEigen(const EigenObject &eigen, Value object, Value first, ValueRange sizes,
                                 SetPart setPart) {
  Location location = object.getLoc();
  Type index = module.getTypes().lower(ast.LongTy);
  auto next = [&](int64_t known) -> Value {
    if (known >= 0)
      return builder.create<ConstantOp>(location, index, known);
    Value size = sizes.front();
    sizes = sizes.drop_front();
    return size;
  };
  Value rows = next(eigen.rows), cols = next(eigen.cols);
  auto set = [&](StringRef field, Value value) {
    if (Value place = getField(location, object, field))
      setPart(place, value);
  };
  set("rows", rows);
  set("cols", cols);
  if (Value content = getField(location, object, kContent)) {
    Value size = eigen.rows == 1   ? cols
                 : eigen.cols == 1 ? rows
                                   : builder.create<BinaryOp>(location, BinaryKind::Mul, rows, cols).getResult();
    openVector(content, first, size, setPart);
    return;
  }
  set("data", first);
  for (StringRef stride : {"outer", "inner"}) // there are no gaps
    set(stride, builder.create<ConstantOp>(location, index, int64_t(0)));
}

//===------------------------------------------------------------------------------------------------------------===//
// How they are copied
//===------------------------------------------------------------------------------------------------------------===//

/// A std::vector of the caller, with the sizes of a matrix beside it. What is set to another size is a vector.
Type TypeLowering::lowerEigenAsCaller(const EigenObject &object) {
  Type scalar = lower(object.scalar), index = lower(ast.LongTy);
  if (!scalar)
    return {};
  SmallVector<StringAttr> names{StringAttr::get(context, kContent)};
  SmallVector<Type> types{StackType::get(scalar)};
  for (auto [name, extent] : {std::pair("rows", object.rows), std::pair("cols", object.cols)})
    if (!object.isVector() && extent == dynamic) {
      names.push_back(StringAttr::get(context, name));
      types.push_back(index);
    }
  return pullback::RecordType::get(context, printEigen(object), names, types);
}

/// Gives an object memory for `count` coefficients; sizes that are not listed are that number.
void FunctionLowering::setEigenSizes(Location location, Value object, Value count,
                                     ArrayRef<std::pair<StringRef, Value>> sizes) {
  makeElements(location, getField(location, object, kContent), count);
  for (StringRef name : {"rows", "cols"}) {
    Value place = getField(location, object, name);
    if (!place)
      continue;
    auto *known = llvm::find_if(sizes, [&](auto &size) { return size.first == name; });
    Value size = known == sizes.end() ? count : known->second;
    store(location, convert(location, size, cast<PtrType>(place.getType()).getPointee()), place);
  }
}

void FunctionLowering::copyEigenIn(Location location, const EigenObject &eigen, Value from, Value to) {
  Value stack = getField(location, from, kContent);
  Value count = builder.create<StackSizeOp>(nameLocation("count", location), getSizeType(builder.getContext()), stack);
  SmallVector<std::pair<StringRef, Value>> sizes;
  for (StringRef name : {"rows", "cols"})
    if (Value place = getField(location, from, name))
      sizes.push_back({name, load(location, place)});
  setEigenSizes(location, to, count, sizes);
  Value source = getElements(builder, location, stack);
  Value target = getVectorData(location, getField(location, to, kContent));
  copyPlain(location, source, target, count);
}

//===------------------------------------------------------------------------------------------------------------===//
// Derivatives that are known
//===------------------------------------------------------------------------------------------------------------===//

// without_derivative(x) and with_derivative(value, source) of Forward.h
bool FunctionLowering::lowerDerivativeCall(const clang::CallExpr *call, const clang::FunctionDecl *callee,
                                           Value &result) {
  bool isOurs = callee->getIdentifier() && !callee->hasBody() && TypeLowering::isOfEigen(callee);
  if (!isOurs || !callee->getName().ends_with("_derivative"))
    return false;
  Value first = lowerValue(call->getArg(0)), second = call->getNumArgs() > 1 ? lowerValue(call->getArg(1)) : first;
  if (!first || !second)
    expectReported();
  else if (call->getNumArgs() > 1)
    result = builder.create<WithDerivativeOp>(locate(call), first, second);
  else
    result = builder.create<InactiveOp>(locate(call), first);
  return true;
}
