import Arguments
import Calculus
import Numerics

/// The entries of operations on arrays.
extension FunctionReference {
  /// How brackets write an operation: its signature, what it may be asked for by, and its LaTeX.
  private static func notation(
    of operation: ArrayOperation
  ) -> (signature: String, keys: [String], latex: String)? {
    switch operation.name {
    case "beside":
      ("[A, B, ...]", ["[", "[]", "[,]"], #"\begin{bmatrix} A & B \end{bmatrix}"#)
    case "stack":
      ("[A; B; ...]", ["[", "[]", "[;]"], #"\begin{bmatrix} A \\ B \end{bmatrix}"#)
    case "index": ("A[i, j], A[k]", ["[", "[]"], "A_{i, j}")
    case "ramp": ("a:b, a:s:b", [":"], "(a:s:b)")
    default: nil
    }
  }

  /// What an operation of brackets may be asked for by.
  static func keys(of operation: ArrayOperation) -> [String] {
    operation.form == .brackets ? notation(of: operation)?.keys ?? [] : []
  }

  // MARK: - Signatures

  /// `sum(A)` and `sum(A, dim)`: with fewest arguments first.
  static func signatures(of operation: ArrayOperation) -> [String] {
    let names = operation.parameters
    switch operation.form {
    case .infix: return [names.joined(separator: " \(operation.name) ")]
    case .postfix: return [names[0] + operation.name]
    case .brackets:
      if let notation = notation(of: operation) { return [notation.signature] }
    case .function, .hidden: break
    }
    return operation.argumentCounts.map { count in
      var given = Array(names.prefix(count))
      // The second place of these is the other operand's.
      if isExtreme(operation), count == 2 { given.insert("[]", at: 1) }
      return "\(operation.name)(\(given.joined(separator: ", ")))"
    }
  }

  /// `sum(A), sum(A, dim)`.
  package static func signature(of operation: ArrayOperation) -> String {
    signatures(of: operation).joined(separator: ", ")
  }

  private static func isExtreme(_ operation: ArrayOperation) -> Bool {
    Registry.primitives.contains { $0.name == operation.name && $0.isVariadic }
  }

  // MARK: - Entries

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
    if operation.parameters.contains("dim") {
      rows.append(("dim", "1 goes down the columns, 2 along the rows; without it all elements"))
    }
    rows += derivatives(of: operation)
    rows += conditions(of: operation)
    if let convention = operation.convention { rows.append(("convention", convention)) }
    guard operation.form != .hidden else { return rows }
    rows.append(("LaTeX", latex(of: operation)))
    rows.append(("example", example(of: operation)))
    return rows
  }

  /// Where it has no value, no slope, or two.
  private static func conditions(
    of operation: ArrayOperation
  ) -> [Row] {
    var rows: [Row] = []
    let operand = operation.parameters[0]
    if let reach = operation.reach, operation.pattern != .indexMap {
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
    if let notation = notation(of: operation) { return notation.latex }
    let latex = operation.latex
    if latex.contains("#1") { return substituted(latex, operation.parameters) }
    return latex + "("
      + operation.parameters.dropLast(operation.optionalCount)
      .joined(separator: ", ") + ")"
  }

  // MARK: - Examples

  /// `grad` where the example's value is a number, else `eval`.
  static func example(of operation: ArrayOperation) -> String {
    Suggestions.commandLine(
      isNumber(operation) ? "grad" : "eval", Array(operation.example.utf8),
      operation.exampleBindings.map { Array($0.utf8) })
  }

  private static func isNumber(_ operation: ArrayOperation) -> Bool {
    if operation.example.hasPrefix("sum(") || operation.pattern == .reduction { return true }
    let needsNoConstants = operation.constantCount <= operation.optionalCount
    guard case .step = operation.meaning, needsNoConstants else { return false }
    // Of all shapes that a rule may ask for, a square one fits.
    let square = Shape(2, 2)
    let operands = [Shape](repeating: square, count: operation.operandCount)
    let result = try? operation.shape(operands, [])
    return result?.0 == .scalar && operation.form == .function
  }
}
