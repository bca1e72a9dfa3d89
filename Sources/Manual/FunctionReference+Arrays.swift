import Arguments
import Calculus
import Numerics

/// The entries of operations on arrays.
extension FunctionReference {
  /// What an operation of brackets may be asked for by.
  static func keys(of operation: ArrayOperation) -> [String] {
    if case .brackets(_, let keys, _) = operation.form { return keys }
    return []
  }

  // MARK: - Signatures

  /// `sum(A)` and `sum(A, dim)`: with fewest arguments first.
  static func signatures(of operation: ArrayOperation) -> [String] {
    let names = operation.parameters
    switch operation.form {
    case .infix: return [names.joined(separator: " \(operation.name) ")]
    case .postfix: return [names[0] + operation.name]
    case .brackets(let signature, _, _): return [signature]
    case .function, .hidden: break
    }
    return operation.argumentCounts.map { count in
      var given = Array(names.prefix(count))
      if operation.dimensionIsThird, count == 2 { given.insert("[]", at: 1) }
      return "\(operation.name)(\(given.joined(separator: ", ")))"
    }
  }

  /// `sum(A), sum(A, dim)`.
  package static func signature(of operation: ArrayOperation) -> String {
    signatures(of: operation).joined(separator: ", ")
  }

  // MARK: - Entries

  /// The entry of an operation on arrays, as plain text.
  package static func entry(_ operation: ArrayOperation) -> String {
    render(
      signature: signature(of: operation), summary: operation.summary,
      rows: rows(of: operation))
  }

  private static func rows(of operation: ArrayOperation) -> [Row] {
    var rows: [Row] = []
    if operation.form == .hidden { rows.append(("use", ruleUse)) }
    if !operation.aliases.isEmpty {
      let names = operation.aliases.map { "\($0)(\(operation.parameters.joined(separator: ", ")))" }
      rows.append(("also", names.joined(separator: ", ")))
    }
    if operation.constants.contains(.dimension) {
      let without =
        reducesAll(operation)
        ? "all elements"
        : isColumnwise(operation) ? "down the columns" : "down the columns, or along a row"
      rows.append(("dim", "1 goes down the columns, 2 along the rows; without it \(without)"))
    }
    rows += derivatives(of: operation)
    rows += conditions(of: operation)
    if let convention = operation.convention { rows.append(("convention", convention)) }
    guard operation.form != .hidden else { return rows }
    rows.append(("LaTeX", latex(of: operation)))
    rows.append(("example", example(of: operation)))
    return rows
  }

  private static func isColumnwise(_ operation: ArrayOperation) -> Bool {
    if case .step(.columnwise, _) = operation.meaning { return true }
    return false
  }

  /// Where it has no value, no slope, or two.
  private static func conditions(
    of operation: ArrayOperation
  ) -> [Row] {
    var rows: [Row] = []
    let operand = operation.parameters[0]
    if let reach = operation.reach, !operation.structure.addsElements {
      rows.append(("taken", "the elements where \(reach)"))
    }
    switch operation.obstacle {
    case .singular: rows.append(("domain", "square matrices \(operand) that are not singular"))
    case .indefinite: rows.append(("domain", "positive definite matrices"))
    case .negativeDeterminant: rows.append(("domain", "square matrices with det(\(operand)) > 0"))
    case .repeatedEigenvalue: rows.append(("singular", "where eigenvalues are equal"))
    case nil: break
    }
    if operation.isSymmetric {
      rows.append(
        (
          "symmetry",
          "it acts on (\(operand) + \(operand)')/2; a matrix that is not symmetric is reported"
        ))
    }
    if let kink = operation.kink { rows.append(("kink", "where \(kink)")) }
    return rows
  }

  private static func latex(of operation: ArrayOperation) -> String {
    if case .brackets(_, _, let latex) = operation.form { return latex }
    switch operation.latex {
    case .raised(let text), .pattern(let text):
      return substituted(text, operation.parameters)
    case .command(let command):
      let shown = operation.parameters.dropLast(operation.optionalCount)
      return command + "(" + shown.joined(separator: ", ") + ")"
    }
  }

  // MARK: - Examples

  /// `grad` where the example's value is a number, else `eval`.
  static func example(of operation: ArrayOperation) -> String {
    Suggestions.commandLine(
      isNumber(operation) ? "grad" : "eval", Array(operation.example.utf8),
      operation.exampleBindings.map { Array($0.utf8) })
  }

  private static func isNumber(_ operation: ArrayOperation) -> Bool {
    if operation.example.hasPrefix("sum(") { return true }
    if case .count = operation.meaning { return false }
    guard operation.form == .function, operation.constants.count <= operation.optionalCount else {
      return false
    }
    return reducesAll(operation)
  }

  /// Whether a matrix becomes a number where no constants are given: of all shapes that a rule may
  /// ask for, a square one fits.
  private static func reducesAll(_ operation: ArrayOperation) -> Bool {
    let operands = [Shape](repeating: Shape(2, 2), count: operation.operandCount)
    return (try? operation.shape(operands, []))?.0 == .scalar
  }
}
