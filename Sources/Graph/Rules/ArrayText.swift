import Calculus

/// Which text of an operation on arrays.
enum ArrayText: Hashable {
  /// The rules of the array operand with this number.
  case tangent(Int), adjoint(Int)
  /// Those of the first operand where they are differentiated again.
  case tangentAgain, adjointAgain
  case reach, kink, square, analytic
  /// The formula for so many arguments.
  case formula(Int)

  func text(of array: ArrayOperation) -> String? {
    switch self {
    case .tangent(let operand): array.tangents[operand]
    case .adjoint(let operand): array.adjoints[operand]
    case .tangentAgain: array.tangentAgain
    case .adjointAgain: array.adjointAgain
    case .reach: array.reach
    case .kink: array.kink
    case .square: array.square
    case .analytic: array.analytic
    case .formula(let count): array.formula(arguments: count)
    }
  }

  /// What the text may name, in the order of the template's arguments.
  func names(of array: ArrayOperation) -> [String] {
    let operands = Array(array.parameters.prefix(array.operandCount))
    switch self {
    case .tangent, .adjoint, .tangentAgain, .adjointAgain, .reach, .kink, .square:
      return operands + ["R", "G"] + operands.map { "d" + $0 } + ["J", "G1", "G2"]
    case .analytic:
      return operands + ["R"] + operands.map { $0 + "_re" }
    case .formula(let count):
      return Array(array.parameters.prefix(count))
    }
  }
}
