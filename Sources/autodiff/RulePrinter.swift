import Calculus
import Differentiation
import Evaluation
import Graph
import Notation

/// Writes the rules of a trace from its arcs, with the program's own names.
protocol RulePrinter {
  func printOperation(_ node: Node) -> Piece
  func print(_ node: Node) -> Piece
  /// An arc's share with a derivative that has a name.
  func print(_ share: Arc.Share, given: String) -> String
  func name(of node: Node) -> String
  func adjoint(of node: Node) -> String
  func tangent(of node: Node) -> String
  func negated(_ text: String) -> String
  func product(_ left: String, _ right: String) -> String
  func gated(_ condition: String, _ text: String) -> String
  func parenthesised(_ text: String) -> String
}

extension RulePrinter {
  /// One arc's share: derivative times partial, in the order of the mode (`first`: the derivative
  /// first).
  func term(_ arc: Arc, _ derivative: String, first: Bool) -> String {
    if let share = arc.share { return print(share, given: derivative) }
    let share: String
    switch arc.partial {
    case .none, .one, .linear: share = derivative
    case .minusOne: share = negated(derivative)
    case .node(let partial):
      let piece = print(partial)
      // A product or a quotient stands beside the derivative as it is; a sum or a sign does not.
      let isLoose = piece.precedence < Precedence.product || piece.text.hasPrefix("-")
      let factor = isLoose ? parenthesised(piece.text) : piece.text
      share = first ? product(derivative, factor) : product(factor, derivative)
    }
    return arc.reach.map { gated(print($0).text, share) } ?? share
  }

  func sum(_ terms: [String]) -> String {
    var text = terms.first ?? ""
    for term in terms.dropFirst() {
      text += term.hasPrefix("-") ? " - " + term.dropFirst() : " + " + term
    }
    return text
  }
}

/// Rules in the program's notation: `w_bar * cos(v)`.
struct TextRules: RulePrinter {
  let graph: ExpressionGraph
  let trace: Trace
  /// Names of the program's own.
  let taken: Set<String>

  private var printer: ExpressionPrinter<ProgramText> {
    ExpressionPrinter(graph, ProgramText(taken: taken)) { trace.name(of: $0) }
  }

  func printOperation(_ node: Node) -> Piece { printer.printOperation(node) }
  func print(_ node: Node) -> Piece { printer.print(node) }
  func print(_ share: Arc.Share, given: String) -> String {
    ExpressionPrinter(graph, ProgramText(taken: taken)) {
      $0 == share.given ? given : trace.name(of: $0)
    }.print(share.node).text
  }
  func name(of node: Node) -> String { trace.name(of: node) ?? printer.print(node).text }
  func adjoint(of node: Node) -> String { name(of: node) + "_bar" }
  func tangent(of node: Node) -> String { name(of: node) + "_dot" }
  func negated(_ text: String) -> String { "-" + text }
  func product(_ left: String, _ right: String) -> String { left + " * " + right }
  func gated(_ condition: String, _ text: String) -> String { "if(\(condition), \(text), 0)" }
  func parenthesised(_ text: String) -> String { "(" + text + ")" }
}

/// Rules in LaTeX: `\bar{w} \, \cos\left(v\right)`.
struct LatexRules: RulePrinter {
  let graph: ExpressionGraph
  let trace: Trace
  /// Names of the program's own.
  let taken: Set<String>

  private var printer: ExpressionPrinter<LaTeX> {
    ExpressionPrinter(graph, LaTeX(taken: taken)) { trace.name(of: $0) }
  }

  func printOperation(_ node: Node) -> Piece { printer.printOperation(node) }
  func print(_ node: Node) -> Piece { printer.print(node) }
  func print(_ share: Arc.Share, given: String) -> String {
    ExpressionPrinter(graph, LaTeX(spellsNames: false, taken: taken)) {
      $0 == share.given ? given : trace.name(of: $0).map { LaTeX.symbol($0) }
    }.print(share.node).text
  }
  func name(of node: Node) -> String {
    trace.name(of: node).map { LaTeX.symbol($0) } ?? printer.print(node).text
  }
  func adjoint(of node: Node) -> String { LaTeX.accented(#"\bar"#, name(of: node)) }
  func tangent(of node: Node) -> String { LaTeX.accented(#"\dot"#, name(of: node)) }
  func negated(_ text: String) -> String { "-" + text }
  func product(_ left: String, _ right: String) -> String { LaTeX.product(left, right) }
  func gated(_ condition: String, _ text: String) -> String {
    #"\begin{cases} \#(text) & \text{if } \#(condition) \\ 0 & \text{otherwise} \end{cases}"#
  }
  func parenthesised(_ text: String) -> String { #"\left("# + text + #"\right)"# }
}
