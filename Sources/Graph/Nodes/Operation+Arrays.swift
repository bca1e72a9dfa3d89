import Calculus

/// Operations on whole arrays.
extension Operation {
  /// An element of the table: `.array(.determinant)`.
  package static func array(_ operation: ArrayOperation) -> Operation {
    Operation(array: ArrayRegistry.index(of: operation))
  }

  /// Whether the step picks elements. Asked so, not by `==`, a program of numbers makes no table.
  package var isIndex: Bool { isArray && self == .index }

  /// Whether the step repeats its operand.
  package var isExpand: Bool { isArray && self == .expand }

  /// Whether the step is its operand, held as what a program differentiates by.
  package var isHold: Bool { isArray && self == .hold }

  /// Whether the function takes any number of operands, and of a single array the elements: an
  /// operation on arrays has its name.
  var isOfWholeArrayToo: Bool {
    isPrimitive && primitive.isVariadic && ArrayRegistry.isCalled(primitive.name)
  }

  /// The operation of that name.
  var ofWholeArray: Operation {
    guard let index = ArrayRegistry.index(named: name) else {
      preconditionFailure("\(name) is an operation on arrays too")
    }
    return Operation(array: index)
  }

  /// What a step on arrays does with elements.
  package var structure: Structure { array.structure }

  /// Whether each element of the result hangs on all elements of its column.
  package var isColumnwise: Bool {
    if isArray, case .step(.columnwise, _) = array.meaning { return true }
    return false
  }

  /// Whether the step holds a body, which only who evaluates the whole graph can run.
  package var holdsBody: Bool {
    if isArray, case .body = structure { return true }
    return false
  }

  // Those that builders and sweeps ask for often.
  package static let expand = array(.expand)
  package static let sum = array(.sum)
  package static let place = array(.place)
  package static let index = array(.index)
  package static let beside = array(.beside)
  package static let stack = array(.stack)
  package static let transpose = array(.transpose)
  package static let product = array(.product)
  package static let reshape = array(.reshape)
  package static let softmax = array(.softmax)
  package static let hold = array(.hold)
}
