// Matrices, arrays and views of Eigen, as lib/Frontend/Library/Eigen defines them for the tool: what they are called in
// generated code, and how those that the caller owns are passed.
//
//   const Eigen::Matrix3d &A              an object of its class, as a std::array would be
//   const Eigen::VectorXd &x              %x: !pb.ptr<f64, const> {pb.container = "eigen vector ..."}, %x_size
//   Eigen::Map<const Eigen::MatrixXd> A   %A: !pb.ptr<f64, const> {pb.container = "eigen matrix ..."}, %A_rows, %A_cols
#include "Frontend/CompilerInputs.h"
#include "Frontend/ModuleLowering.h"

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

static std::optional<EigenObject> describePlain(clang::QualType type, ArrayRef<clang::TemplateArgument> arguments,
                                                bool isArray) {
  EigenObject object;
  object.plain = type.getUnqualifiedType();
  object.scalar = arguments[0].getAsType();
  object.rows = arguments[1].getAsIntegral().getExtValue();
  object.cols = arguments[2].getAsIntegral().getExtValue();
  object.isByRows = (arguments[3].getAsIntegral().getExtValue() & 1) != 0;
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
  if (name == "Matrix" || name == "Array")
    return describePlain(type, arguments, name == "Array");
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

//===------------------------------------------------------------------------------------------------------------===//
// What they are called
//===------------------------------------------------------------------------------------------------------------===//

static std::string spellExtent(int64_t extent) { return extent == dynamic ? "Eigen::Dynamic" : std::to_string(extent); }

/// "3" in Vector3d, "X" in VectorXd, "" where there is no such name.
static std::string abbreviate(int64_t extent) {
  return extent == dynamic ? "X" : extent >= 2 && extent <= 4 ? std::to_string(extent) : "";
}

/// Eigen's own name for a matrix or array, as "Vector3d"; "" if it has none.
static std::string getShortName(const EigenObject &object, StringRef scalar) {
  std::string suffix = scalar == "double" ? "d" : scalar == "float" ? "f" : scalar == "int" ? "i" : "";
  std::string rows = abbreviate(object.rows), cols = abbreviate(object.cols);
  bool isRow = object.rows == 1, isColumn = object.cols == 1;
  if (suffix.empty() || object.isByRows != (isRow && !isColumn) || (object.isArray && isRow))
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

std::string TypeLowering::printEigen(const EigenObject &object) {
  std::string scalar = printName(object.scalar), known = getShortName(object, scalar);
  if (!known.empty())
    return "Eigen::" + known;
  bool isUsual = object.isByRows == (object.rows == 1 && object.cols != 1);
  return (object.isArray ? "Eigen::Array<" : "Eigen::Matrix<") + scalar + ", " + spellExtent(object.rows) + ", " +
         spellExtent(object.cols) +
         (isUsual           ? ""
          : object.isByRows ? ", Eigen::RowMajor"
                            : ", Eigen::ColMajor") +
         ">";
}

//===------------------------------------------------------------------------------------------------------------===//
// How they are passed
//===------------------------------------------------------------------------------------------------------------===//

bool ModuleLowering::isEigenInPlace(const clang::ParmVarDecl *parameter) {
  clang::QualType type = parameter->getType();
  std::optional<EigenObject> object = TypeLowering::getEigenObject(type);
  if (!object || !parameter->getDeclName() || type->isRValueReferenceType())
    return false;
  if (object->view.empty())
    return type->isLValueReferenceType() && !TypeLowering::isFixedEigen(type);
  if (object->view == "Ref" && !object->isVector()) // its columns may lie further apart than those of its adjoint
    return false;
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
    return span ? "span" + *span : "vector";
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
