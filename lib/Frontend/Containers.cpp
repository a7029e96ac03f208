// std::vector as a record of the place of its elements and their number.
//
//   std::vector<double> v(n);    ->   %d = pb.alloc vector "v"[%n]; v.data = %d; v.size = %n
//   v[i], v.size(), v.begin()    ->   pb.element of v.data, v.size, an iterator that holds v.data
//   v.push_back(x)               ->   v.data, v.capacity = pb.grow v.data[v.size + 1]; the element; v.size += 1
//   w = v                        ->   w.data, w.capacity = pb.grow w.data[v.size]; the elements one by one; w.size =
//   v.size
//
// Memory is made once for each object, where it is constructed, and never shrinks. A vector of zeros is empty and has
// no memory, so that elements which are vectors need not be made one by one; moving the fields of an object moves the
// object. What is done to each element follows from its class (Objects.cpp). Not handled, refused: allocators.
#include "IR/Containers.h"
#include "Frontend/FunctionLowering.h"

using namespace mlir;
using namespace pullback;

bool FunctionLowering::isVector(clang::QualType type) {
  return TypeLowering::getVectorElement(type.getNonReferenceType()).has_value();
}

static bool isEmptyWhenZero(clang::QualType type);

/// True for std::pair and std::tuple of which an object made without values is all zeros.
static bool isTupleOfZeros(clang::QualType type) {
  const auto *record = dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(type->getAsCXXRecordDecl());
  if (!record || !record->isInStdNamespace() || (record->getName() != "pair" && record->getName() != "tuple"))
    return false;
  auto isZero = [](const clang::TemplateArgument &argument) {
    clang::QualType part = argument.getAsType();
    const clang::CXXRecordDecl *inner = part->getAsCXXRecordDecl();
    return inner ? inner->hasTrivialDefaultConstructor() || isEmptyWhenZero(part) : part->isScalarType();
  };
  return llvm::all_of(record->getTemplateArgs().asArray(), [&](const clang::TemplateArgument &argument) {
    return argument.getKind() == clang::TemplateArgument::Pack ? llvm::all_of(argument.pack_elements(), isZero)
                                                               : isZero(argument);
  });
}

/// True for classes of the library of which an object without anything in it is all zeros.
static bool isEmptyWhenZero(clang::QualType type) {
  return TypeLowering::getVectorElement(type) || TypeLowering::getSmartPointee(type) ||
         TypeLowering::getOptionalValue(type) || isTupleOfZeros(type);
}

//===------------------------------------------------------------------------------------------------------------===//
// The fields
//===------------------------------------------------------------------------------------------------------------===//

Value FunctionLowering::getVectorData(Location location, Value vector) {
  emptyVectors.erase(vector);
  return load(location, getField(location, vector, "data"));
}

Value FunctionLowering::getVectorSize(Location location, Value vector) {
  return load(location, getField(location, vector, "size"));
}

Value FunctionLowering::getLastIndex(Location location, Value vector) {
  Value size = getVectorSize(location, vector);
  return arithmetic(location, clang::BO_Sub, size, makeSize(location, 1));
}

Value FunctionLowering::getVectorCapacity(Location location, Value vector) {
  return load(location, getField(location, vector, "capacity"));
}

void FunctionLowering::setVectorSize(Location location, Value vector, Value size) {
  store(location, size, getField(location, vector, "size"));
}

/// A name for the elements of the vector at `place`.
static std::string nameElements(Value place) {
  Operation *op = place.getDefiningOp();
  if (auto local = dyn_cast_or_null<LocalOp>(op); local && !local.getName().empty())
    return local.getName().str();
  if (auto field = dyn_cast_or_null<FieldOp>(op)) {
    std::string outer = nameElements(field.getPointer());
    return (outer == "values" ? "" : outer + "_") + field.getName().str();
  }
  return "values";
}

void FunctionLowering::makeElements(Location location, Value vector, Value count) {
  emptyVectors.erase(vector);
  Value field = getField(location, vector, "data");
  auto type = cast<PtrType>(cast<PtrType>(field.getType()).getPointee());
  Location named = nameLocation(nameElements(vector), location);
  auto memory = builder.create<AllocOp>(named, type, AllocKind::Vector, nameElements(vector), count);
  auto stored = builder.create<StoreOp>(location, memory, field);
  setVectorSize(location, vector, count);
  store(location, count, getField(location, vector, "capacity"));
  if (auto constant = count.getDefiningOp<ConstantOp>(); constant && getConstantInt(count) == 0)
    emptyVectors[vector] = {memory, stored};
}

/// True in members of containers of the library that the tool reads as vectors, and whose elements stay where they are,
/// for the container's own vector. An element that is a vector is one as elsewhere.
static bool isInStableContainer(const clang::FunctionDecl *function, Value vector) {
  while (auto field = vector.getDefiningOp<FieldOp>())
    vector = field.getPointer();
  auto self = dyn_cast<BlockArgument>(vector);
  auto *method = dyn_cast_or_null<clang::CXXMethodDecl>(function);
  static const StringRef stable[] = {"deque", "list", "map", "set"};
  bool isAssigned = method && method->getOverloadedOperator() == clang::OO_Equal; // other elements
  return self && self.getArgNumber() == 0 && method && !isAssigned && method->getParent()->isInStdNamespace() &&
         llvm::is_contained(stable, method->getParent()->getName());
}

/// Gives the vector memory for `count` elements, of which it keeps the first `kept`, and yields the place of the first.
Value FunctionLowering::growVector(Location location, Value vector, Value kept, Value count) {
  Value data = getVectorData(location, vector), capacity = getVectorCapacity(location, vector);
  auto grown = builder.create<GrowOp>(location, data.getType(), capacity.getType(), data, kept, capacity, count);
  if (isInStableContainer(declaration, vector)) {
    bool isInDeque = cast<clang::CXXMethodDecl>(declaration)->getParent()->getName() == "deque";
    StringRef name = declaration->getIdentifier() ? declaration->getName() : "";
    bool mayBeInFront = name == "push_front" || (isInDeque && name == "insert");
    grown->setAttr(mayBeInFront ? kShifts : kStays, builder.getUnitAttr());
  }
  store(location, grown.getData(), getField(location, vector, "data"));
  store(location, grown.getNewCapacity(), getField(location, vector, "capacity"));
  return grown.getData();
}

/// Gives the vector memory for `count` elements, keeps the first `kept`, and sets its size. A vector that has just been
/// made empty gets its memory anew. True if all elements are new, and zero.
bool FunctionLowering::reserveElements(Location location, Value vector, Value kept, Value count) {
  auto empty = emptyVectors.find(vector);
  if (empty != emptyVectors.end() && empty->second.memory->getBlock() == builder.getInsertionBlock()) {
    EmptyVector old = empty->second;
    old.stored->erase();
    old.memory->erase();
    makeElements(location, vector, count);
    return true;
  }
  growVector(location, vector, kept, count);
  setVectorSize(location, vector, count);
  return false;
}

/// `for (std::size_t k = first; k < last; ++k) visit(data + k)`
void FunctionLowering::forEachIn(Location location, Value data, Value first, Value last,
                                 llvm::function_ref<void(Value)> visit) {
  if (getConstantInt(first) == 0)
    return makeCountedLoop(location, last,
                           [&](Value index) { visit(builder.create<ElementOp>(location, data, index)); });
  Value counter = makeTemporary(location, last.getType(), "index");
  store(location, first, counter);
  auto step = [&] {
    Value now = load(location, counter);
    Value next = arithmetic(location, clang::BO_Add, now, makeSize(location, 1));
    nameValue(next, "index");
    store(location, next, counter);
  };
  makeLoop(
      location, /*isDoWhile=*/false, [&] { return compare(location, clang::BO_LT, load(location, counter), last); },
      [&] { visit(builder.create<ElementOp>(location, data, load(location, counter))); }, step);
}

/// Sets the elements from `first` on to the value that `fill` gives, or to zero.
bool FunctionLowering::fillElements(const clang::Expr *place, clang::QualType element, Value data, Value first,
                                    Value last, const clang::Expr *fill, bool isNew) {
  Location location = locate(place);
  Value value, object;
  if (fill && element->isRecordType())
    object = lowerReferred(fill, "fill");
  else if (fill)
    value = lowerFill(fill);
  if (fill && !value && !object)
    return false;
  const auto *record = element->getAsCXXRecordDecl();
  forEachIn(location, data, first, last, [&](Value target) {
    if (object)
      return isVector(element) && !isNew ? assignVector(place, element, object, target, /*isMove=*/false)
                                         : copyInto(place, element, object, target, /*isMove=*/false);
    if (value)
      return store(location, convertElement(location, value, target), target);
    setZero(location, target);
    if (record && !record->hasTrivialDefaultConstructor() && !isEmptyWhenZero(element))
      constructElement(place, record, target);
  });
  return true;
}

/// The constructors of a class, and what those that are templates were made into, as a std::pair's.
static SmallVector<const clang::CXXConstructorDecl *> collectConstructors(const clang::CXXRecordDecl *record) {
  SmallVector<const clang::CXXConstructorDecl *> all(record->ctors());
  for (const clang::Decl *member : record->decls())
    if (auto *pattern = dyn_cast<clang::FunctionTemplateDecl>(member))
      for (const clang::FunctionDecl *one : pattern->specializations())
        if (auto *constructor = dyn_cast<clang::CXXConstructorDecl>(one); constructor && constructor->isDefined())
          all.push_back(constructor);
  return all;
}

void FunctionLowering::constructElement(const clang::Expr *place, const clang::CXXRecordDecl *record, Value target) {
  for (const clang::CXXConstructorDecl *constructor : collectConstructors(record)) {
    if (!constructor->isDefaultConstructor() || constructor->isDeleted())
      continue;
    SmallVector<const clang::Expr *> arguments;
    for (const clang::ParmVarDecl *parameter : constructor->parameters())
      if (parameter->hasDefaultArg() && !parameter->hasUninstantiatedDefaultArg())
        arguments.push_back(parameter->getDefaultArg());
    if (arguments.size() != constructor->getNumParams())
      break;
    if (constructor->isUserProvided())
      emitCall(place, constructor, target, arguments, {});
    else
      initializeMembers(constructor, target);
    return;
  }
  report(Obstacle::Constructor, place->getSourceRange(), "the constructor of '" + record->getName() + "'");
}

/// The initial value of the elements, which is passed by const reference.
Value FunctionLowering::lowerFill(const clang::Expr *argument) {
  const clang::Expr *inner = argument->IgnoreParens();
  if (auto *temporary = dyn_cast<clang::MaterializeTemporaryExpr>(inner))
    inner = temporary->getSubExpr();
  if (TypeLowering::isBitClass(inner->getType()->getAsCXXRecordDecl())) {
    Value bit = findBit(inner);
    return bit ? convertToBool(locate(inner), load(locate(inner), bit)) : Value();
  }
  if (inner->isPRValue())
    return lowerValue(inner);
  auto *use = dyn_cast<clang::DeclRefExpr>(inner->IgnoreParenImpCasts());
  auto *variable = use ? dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  Value constant = variable ? lowerConstantVariable(variable, use) : Value();
  return constant ? constant : load(locate(inner), lowerPlace(inner));
}

//===------------------------------------------------------------------------------------------------------------===//
// Construction and assignment
//===------------------------------------------------------------------------------------------------------------===//

static SmallVector<const clang::Expr *> getWrittenArguments(ArrayRef<const clang::Expr *> arguments) {
  SmallVector<const clang::Expr *> written;
  for (const clang::Expr *argument : arguments)
    if (!isa<clang::CXXDefaultArgExpr>(argument))
      written.push_back(argument);
  return written;
}

/// Copies a range of the elements' type, or numbers that are converted to it. False if it holds something else.
bool FunctionLowering::copyRange(const clang::Expr *at, clang::QualType element, Value source, Value target,
                                 Value count) {
  Type from = cast<PtrType>(source.getType()).getPointee(), to = cast<PtrType>(target.getType()).getPointee();
  if (from == to) {
    copyElements(at, element, source, target, count, /*isMove=*/false);
    return true;
  }
  bool isOfComplex = isComplex(target);
  auto isNumber = [](Type type) { return isScalar(type) && !isa<PtrType>(type); };
  if (!isNumber(from) || !(isNumber(to) || isOfComplex))
    return false;
  Location location = locate(at);
  Type number = isOfComplex ? cast<pullback::RecordType>(to).getFieldTypes()[0] : to;
  makeCountedLoop(location, count, [&](Value index) {
    Value place = builder.create<ElementOp>(location, source, index);
    Value value = load(location, place);
    value = convert(location, element->isBooleanType() ? convertToBool(location, value) : value, number);
    Value converted = builder.create<ElementOp>(location, target, index);
    isOfComplex ? storeComplex(location, {value, Value()}, converted) : store(location, value, converted);
  });
  return true;
}

static const clang::InitListExpr *getList(const clang::Expr *argument) {
  argument = argument->IgnoreImplicit();
  while (auto *construction = dyn_cast<clang::CXXConstructExpr>(argument)) {
    if (construction->getNumArgs() != 1)
      return nullptr;
    argument = construction->getArg(0)->IgnoreImplicit();
  }
  auto *list = dyn_cast<clang::CXXStdInitializerListExpr>(argument);
  return list ? dyn_cast<clang::InitListExpr>(list->getSubExpr()->IgnoreImplicit()) : nullptr;
}

bool pullback::isInitializerList(clang::QualType type) {
  const auto *record = type.getNonReferenceType()->getAsCXXRecordDecl();
  return record && record->isInStdNamespace() && record->getIdentifier() && record->getName() == "initializer_list";
}

/// What a vector is made from or assigned: a count, a count and a value, a list in braces or by name, a range. `make`
/// gives it memory for so many elements, yields where they are, and says whether they are zero. False if it is
/// something else.
bool FunctionLowering::lowerContent(const clang::Expr *place, clang::QualType vector, Arguments arguments,
                                    MakeElements make) {
  Location location = locate(place);
  clang::QualType element = *TypeLowering::getVectorElement(vector);
  if (const clang::InitListExpr *list = arguments.size() == 1 ? getList(arguments[0]) : nullptr) {
    SmallVector<Value> values; // may use what the vector holds
    bool isRecord = element->isRecordType();
    for (const clang::Expr *one : list->inits())
      values.push_back(isRecord ? lowerRecord(one, "item") : lowerValue(one));
    if (llvm::is_contained(values, Value()))
      return expectReported(), true;
    Value data = make(makeSize(location, values.size())).first;
    for (auto [index, value] : llvm::enumerate(values)) {
      Value target = builder.create<ElementOp>(location, data, makeSize(location, index));
      if (!isRecord)
        store(location, convertElement(location, value, target), target);
      else if (list->getInit(index)->isGLValue())
        copyInto(list->getInit(index), element, value, target, /*isMove=*/false);
      else
        copyObject(location, value, target);
    }
    return true;
  }
  if (arguments.size() == 1 && isInitializerList(arguments[0]->getType())) {
    Value list = lowerRecord(arguments[0], "list");
    auto record =
        list ? cast<pullback::RecordType>(cast<PtrType>(list.getType()).getPointee()) : pullback::RecordType();
    if (!record || record.getFieldTypes().size() != 2)
      return expectReported(), true;
    Value first = load(location, getField(location, list, record.getFieldNames()[0]));
    Value count = load(location, getField(location, list, record.getFieldNames()[1]));
    copyElements(place, element, first, make(count).first, count, /*isMove=*/false);
    return true;
  }
  if (arguments.size() == 2 && !arguments[0]->getType()->isIntegerType()) {
    Value first = lowerIterator(arguments[0]), last = lowerIterator(arguments[1]);
    if (!first || !last || first.getType() != last.getType())
      return copyByIterators(place, element, arguments, make);
    Value count = builder.create<PtrDiffOp>(location, getPtrdiffType(builder.getContext()), last, first);
    count = convert(location, count, getSizeType(builder.getContext()));
    Value data = make(count).first;
    return copyRange(place, element, first, data, count);
  }
  if (arguments.empty() || arguments.size() > 2 || !arguments[0]->getType()->isIntegerType())
    return false;
  Value count = lowerValue(arguments[0]);
  if (!count)
    return true;
  count = convert(location, count, getSizeType(builder.getContext()));
  const clang::Expr *fill = arguments.size() == 2 ? arguments[1] : nullptr;
  auto [data, isZero] = make(count);
  const auto *record = element->getAsCXXRecordDecl();
  if (!isZero || fill || (record && !record->hasTrivialDefaultConstructor() && !isEmptyWhenZero(element)))
    fillElements(place, element, data, makeSize(location, 0), count, fill, isZero);
  return true;
}

void FunctionLowering::constructVector(const clang::CXXConstructExpr *construction, clang::QualType type, Value place) {
  Location location = locate(construction);
  SmallVector<const clang::Expr *> arguments =
      getWrittenArguments(ArrayRef(construction->getArgs(), construction->getNumArgs()));
  const clang::CXXConstructorDecl *constructor = construction->getConstructor();
  if (arguments.empty())
    return makeElements(location, place, makeSize(location, 0));
  if (constructor->isCopyOrMoveConstructor() && arguments.size() == 1)
    return constructor->isMoveConstructor() ? moveVector(arguments[0], place) : copyVector(arguments[0], place);
  auto make = [&](Value count) -> std::pair<Value, bool> {
    makeElements(location, place, count);
    return {getVectorData(location, place), true};
  };
  if (!lowerContent(construction, type, arguments, make))
    report(Obstacle::Container, construction->getSourceRange(), "this construction of a vector");
}

void FunctionLowering::copyVector(const clang::Expr *from, Value place) {
  Value source = lowerRecord(from, "copied");
  if (source)
    copyVector(from, from->getType(), source, place);
  else
    expectReported();
}

void FunctionLowering::copyVector(const clang::Expr *at, clang::QualType type, Value source, Value place) {
  Location location = locate(at);
  Value count = getVectorSize(location, source), from = getVectorData(location, source); // which may be the same vector
  makeElements(location, place, count);
  Value to = getVectorData(location, place);
  copyElements(at, *TypeLowering::getVectorElement(type), from, to, count, /*isMove=*/false, /*isNew=*/true);
}

/// The new vector takes the memory, and the old one is empty.
void FunctionLowering::moveVector(const clang::Expr *from, Value place) {
  Location location = locate(from);
  Value source = lowerRecord(from, "moved");
  if (!source)
    return expectReported();
  moveVector(location, source, place, /*isReused=*/!from->IgnoreImplicit()->isPRValue());
}

void FunctionLowering::moveVector(Location location, Value source, Value place, bool isReused) {
  Value data = getVectorData(location, source);
  store(location, data, getField(location, place, "data"));
  setVectorSize(location, place, getVectorSize(location, source));
  Value capacity = getVectorCapacity(location, source);
  store(location, capacity, getField(location, place, "capacity"));
  if (isReused)
    makeElements(location, source, makeSize(location, 0));
}

/// Assigns the elements of a vector. Moving leaves the source empty.
void FunctionLowering::assignVector(const clang::Expr *at, clang::QualType type, Value source, Value target,
                                    bool isMove) {
  Location location = locate(at);
  Value count = getVectorSize(location, source);
  Value from = getVectorData(location, source);
  reserveElements(location, target, makeSize(location, 0), count);
  copyElements(at, *TypeLowering::getVectorElement(type), from, getVectorData(location, target), count, isMove);
  if (!isMove)
    return;
  setVectorSize(location, source, makeSize(location, 0));
  Value none = makeSize(location, 0); // references follow the elements, of which the target has copies
  Operation *moved = growVector(location, source, none, none).getDefiningOp();
  moved->setAttr(kReserves, builder.getUnitAttr());
  moved->setAttr(kShifts, builder.getUnitAttr());
}

//===------------------------------------------------------------------------------------------------------------===//
// Members
//===------------------------------------------------------------------------------------------------------------===//

void FunctionLowering::resizeVector(const clang::CallExpr *call, clang::QualType type, Value vector,
                                    ArrayRef<const clang::Expr *> arguments) {
  Location location = locate(call);
  Value count = lowerValue(arguments[0]);
  if (!count)
    return expectReported();
  count = convert(location, count, getSizeType(builder.getContext()));
  const clang::Expr *fill = arguments.size() > 1 ? arguments[1] : nullptr;
  Value before = getVectorSize(location, vector);
  bool isNew = reserveElements(location, vector, before, count);
  const auto *record = TypeLowering::getVectorElement(type).value()->getAsCXXRecordDecl();
  bool isConstructed = record && !record->hasTrivialDefaultConstructor() && !isEmptyWhenZero(ast.getRecordType(record));
  if (!isNew || fill || isConstructed)
    fillElements(call, *TypeLowering::getVectorElement(type), getVectorData(location, vector),
                 isNew ? makeSize(location, 0) : before, count, fill, isNew);
}

void FunctionLowering::appendToVector(const clang::CallExpr *call, clang::QualType type, Value vector,
                                      ArrayRef<const clang::Expr *> arguments) {
  Location location = locate(call);
  clang::QualType element = *TypeLowering::getVectorElement(type);
  const clang::FunctionDecl *callee = call->getDirectCallee();
  bool isMove = callee->getNumParams() == 1 && callee->getParamDecl(0)->getType()->isRValueReferenceType();
  Value value, object; // before the vector grows: it may be one of its elements
  if (!element->isRecordType()) {
    Type lowered = module.getTypes().lower(element);
    value = arguments.empty() ? zeroOf(location, lowered) : convert(location, lowerFill(arguments[0]), lowered);
  } else if (callee->getIdentifier() && callee->getName() == "emplace_back") {
    object = constructInPlace(call, element, arguments);
  } else {
    object = makeTemporary(location, module.getTypes().lower(element), "item");
    copyInto(call, element, lowerReferred(arguments[0], "item"), object, isMove);
  }
  if (!value && !object)
    return expectReported();
  Value size = getVectorSize(location, vector);
  Value next = arithmetic(location, clang::BO_Add, size, makeSize(location, 1));
  Value data = growVector(location, vector, size, next);
  setVectorSize(location, vector, next);
  Value target = builder.create<ElementOp>(location, data, size);
  object ? copyObject(location, object, target) : store(location, convertElement(location, value, target), target);
}

static bool isVectorMember(StringRef name, std::initializer_list<StringRef> names) {
  return llvm::is_contained(names, name);
}

/// A member that yields a number or a place.
Value FunctionLowering::lowerVectorAccess(const clang::CallExpr *call, StringRef name, Value vector,
                                          ArrayRef<const clang::Expr *> arguments) {
  Location location = locate(call);
  if (name == "size")
    return getVectorSize(location, vector);
  if (name == "empty") {
    Value size = getVectorSize(location, vector);
    return compare(location, clang::BO_EQ, size, makeSize(location, 0));
  }
  bool isConst = !call->isGLValue() ? cast<PtrType>(vector.getType()).getIsConst() : call->getType().isConstQualified();
  Value data = getVectorData(location, vector);
  auto type = cast<PtrType>(data.getType());
  if (isConst)
    data = addConst(location, data, PtrType::get(type.getPointee(), true));
  if (name == "data" || name == "front")
    return data;
  Value index = name == "back" ? getLastIndex(location, vector) : lowerValue(arguments[0]);
  if (!index)
    return {};
  if (name == "at") {
    Value position = convert(location, index, getSizeType(builder.getContext()));
    Value isOutside = compare(location, clang::BO_GE, position, getVectorSize(location, vector));
    branch(location, isOutside, [&] { throwOutOfRange(location, "vector::at"); });
    index = position;
  }
  Value element = builder.create<ElementOp>(location, data, index);
  return call->getType()->isBooleanType() && call->isPRValue() ? convertToBool(location, load(location, element))
                                                               : element;
}

/// A member that changes the vector. False if it is not known.
bool FunctionLowering::lowerVectorChange(const clang::CallExpr *call, clang::QualType type, StringRef name,
                                         Value vector, ArrayRef<const clang::Expr *> arguments) {
  Location location = locate(call);
  if (name == "clear" || name == "pop_back") {
    Value size = name == "clear" ? makeSize(location, 0) : getLastIndex(location, vector);
    setVectorSize(location, vector, size);
    emptyVectors.erase(vector);
  } else if (name == "reserve") {
    Value count = convert(location, lowerValue(arguments[0]), getSizeType(builder.getContext()));
    Value data = count ? growVector(location, vector, getVectorSize(location, vector), count) : Value();
    if (data)
      data.getDefiningOp()->setAttr(kReserves, builder.getUnitAttr());
  } else if (name == "shrink_to_fit") {
  } else if (name == "resize") {
    resizeVector(call, type, vector, arguments);
  } else if (name == "push_back" || name == "emplace_back") {
    appendToVector(call, type, vector, arguments);
  } else if (name == "assign" || (name == "operator=" && isInitializerList(arguments[0]->getType()))) {
    auto make = [&](Value count) -> std::pair<Value, bool> {
      bool isNew = reserveElements(location, vector, makeSize(location, 0), count);
      return {getVectorData(location, vector), isNew};
    };
    return lowerContent(call, type, arguments, make);
  } else if (name == "operator=") {
    Value source = lowerRecord(arguments[0], "assigned");
    auto *method = dyn_cast_or_null<clang::CXXMethodDecl>(call->getDirectCallee());
    bool isMove = method && method->isMoveAssignmentOperator() && !arguments[0]->IgnoreImplicit()->isPRValue();
    if (source)
      assignVector(call, type, source, vector, isMove);
  } else if (name == "swap") {
    swapObjects(location, vector, lowerPlace(arguments[0]));
  } else {
    return false;
  }
  return true;
}

bool FunctionLowering::lowerVectorCall(const clang::CallExpr *call, Value &result) {
  const clang::Expr *object = nullptr;
  auto arguments = ArrayRef(call->getArgs(), call->getNumArgs());
  auto *method = dyn_cast_or_null<clang::CXXMethodDecl>(call->getDirectCallee());
  if (auto *member = dyn_cast<clang::CXXMemberCallExpr>(call)) {
    object = member->getImplicitObjectArgument();
  } else if (isa<clang::CXXOperatorCallExpr>(call) && method) {
    object = arguments.front();
    arguments = arguments.drop_front();
  }
  if (!object || !method)
    return false;
  clang::QualType type = object->getType();
  if (type->isPointerType())
    type = type->getPointeeType();
  if (!isVector(type))
    return false;
  if (isRefused(object)) {
    lowerArgumentsForEffects(call);
    return true;
  }
  Value vector = object->getType()->isPointerType() ? lowerValue(object)
                 : object->isGLValue()              ? lowerPlace(object)
                                                    : lowerRecord(object, "range");
  if (!vector) {
    expectReported();
    return true;
  }
  SmallVector<const clang::Expr *> written = getWrittenArguments(arguments);
  std::string name = method->getOverloadedOperator() == clang::OO_Subscript ? "[]" : method->getNameAsString();
  if (isVectorMember(name, {"size", "empty", "data", "front", "back", "at", "[]"})) {
    result = lowerVectorAccess(call, name, vector, written);
  } else if (!lowerVectorChange(call, type, name, vector, written)) {
    report(Obstacle::Container, call->getSourceRange(), "the call to '" + method->getNameAsString() + "'");
    lowerArgumentsForEffects(call);
  } else if (name == "operator=") {
    result = vector;
  } else if (name == "emplace_back" && !call->getType()->isVoidType()) {
    result = lowerVectorAccess(call, "back", vector, {});
  }
  return true;
}
