import Algebra
import Calculus
import Graph
import Language
import Notation
import Numerics

/// Writes formulas in a notation, with statements for what they have in common.
struct FormulaText {
  /// How formulas are written.
  enum Notation: String, Choice {
    case infix, latex, c

    /// Where neither the notation nor the format is asked for.
    static let usual = Notation.infix
  }

  let notation: Notation
  let graph: ExpressionGraph
  /// The names of inputs, by node.
  let names: [Int32: String]
  /// What the program calls other nodes.
  let definitions: [Int32: String]
  /// Names that mean something already.
  private let taken: Set<String>

  init(
    _ notation: Notation, _ graph: ExpressionGraph, names: [Int32: String],
    definitions: [Int32: String], taken: Set<String>
  ) {
    self.notation = notation
    self.graph = graph
    self.names = names
    self.definitions = definitions
    self.taken = taken
  }

  /// The statements, the formula last.
  func text(_ root: Node) -> String {
    let naming = Naming(
      of: root, in: graph, leaf: leafLength, preferred: definitions, isTaken: taken.contains)
    switch notation {
    case .infix:
      return write(root, naming, ProgramText(taken: taken)) { "\($0) = \($1); " }
    case .latex:
      return write(root, naming, LaTeX(taken: taken)) { #"\#(LaTeX.symbol($0)) = \#($1), \quad "# }
    case .c:
      return write(root, naming, CSyntax(bringsFunctions: false)) { "const double \($0) = \($1); " }
    }
  }

  private func write(
    _ root: Node, _ naming: Naming, _ style: some Spelling,
    statement: (String, String) -> String
  ) -> String {
    let printer = ExpressionPrinter(graph, style) { names[$0.index] ?? naming[$0] }
    var text = ""
    for node in naming.nodes {
      guard let name = naming[node] else { preconditionFailure("a node that is named has a name") }
      text += statement(name, printer.printOperation(node).text)
    }
    return text + printer.print(root).text
  }

  private func leafLength(_ node: Node) -> Int {
    if let name = names[node.index] { return name.utf8.count }
    guard let value = graph.constantValue(node) else { return 1 }
    return ProgramText(taken: taken).number(value).text.utf8.count
  }
}
