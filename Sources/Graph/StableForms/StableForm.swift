import Calculus
import Language

/// A formula that overflows, underflows or cancels on the way to a value that is a number, and the
/// function that does not.
///
/// # How to add one
///
/// Add one element to `StableForm.all`: both forms as text in the tool's own language, in which `a`
/// and `b` are anything and `A` is an array.
package struct StableForm: Sendable {
  let written: FormPattern
  private let stablePattern: FormPattern
  /// What is written instead; its letters stand for the text of what they are bound to.
  package let stable: String
  /// The formula as it is written here.
  package let text: String
  /// What must be 0 for the stable form to have another value; nil: it always has the same one.
  package let limit: String?

  init(_ text: String, _ stable: String, limitAt limit: String? = nil) {
    written = FormPattern(text)
    stablePattern = FormPattern(stable)
    self.text = text
    self.stable = stable
    self.limit = limit
  }

  /// Larger forms stand before the ones that they contain.
  static let all: [StableForm] = [
    StableForm("log(1/(1 + exp(-a)))", "logsigmoid(a)"),
    StableForm("log(sigmoid(a))", "logsigmoid(a)"),
    StableForm("1/(1 + exp(-a))", "sigmoid(a)"),
    StableForm("1/(1 + exp(a))", "sigmoid(-a)"),
    StableForm("exp(a)/(1 + exp(a))", "sigmoid(a)"),
    StableForm("log(1 + exp(a))", "softplus(a)"),
    StableForm("log1p(exp(a))", "softplus(a)"),
    StableForm("log(1 - exp(-a))", "log1mexp(a)"),
    StableForm("log(1 - exp(a))", "log1mexp(-a)"),
    StableForm("log(exp(a) + exp(b))", "logaddexp(a, b)"),
    StableForm("log(normcdf(a))", "lognormcdf(a)"),
    StableForm("normpdf(a)/normcdf(a)", "lognormcdfderivative(1, a)"),
    StableForm("exp(a^2)*erfc(a)", "erfcx(a)"),
    StableForm("sqrt(a^2 + b^2)", "hypot(a, b)"),
    StableForm("a*log(b)", "xlogy(a, b)", limitAt: "a"),
  ]

  /// The form at a node of a graph, and what is inside it.
  package struct Match {
    package let form: StableForm
    package let root: Node
    /// The steps of the form, the root among them.
    package let steps: [Node]
    package let letters: [(letter: String, node: Node)]

    /// The stable form's value.
    ///
    /// - Parameter value: the value of a node at the point in question.
    package func stableValue(_ value: (Node) -> Double) -> Double {
      func evaluate(_ part: Int) -> Double {
        switch form.stablePattern.parts[part] {
        case .letter(let letter):
          letters.first { $0.letter == letter }.map { value($0.node) } ?? .nan
        case .number(let number): number
        case .step(let operation, let parts):
          operation.primitive.value.apply(parts.map { evaluate($0) })
        }
      }
      return evaluate(form.stablePattern.root)
    }
  }

  /// The largest form among the first nodes of a graph that has a node as one of its steps and whose
  /// stable form is a number.
  ///
  /// - Parameter value: the value of a node at the point in question.
  package static func around(
    _ node: Node, in graph: ExpressionGraph, first count: Int, value: (Node) -> Double
  ) -> Match? {
    var best: Match?
    for index in Int(node.index)..<count {
      for form in all {
        guard let match = form.match(at: Node(index), in: graph), match.steps.contains(node),
          match.steps.count > best?.steps.count ?? 0, match.stableValue(value).isFinite
        else { continue }
        let isLimit =
          form.limit.map { limit in
            match.letters.contains { $0.letter == limit && value($0.node) == 0 }
          } ?? true
        if isLimit { best = match }
      }
    }
    return best
  }

  private func match(at node: Node, in graph: ExpressionGraph) -> Match? {
    var matching = Matching(pattern: written, graph: graph)
    guard matching.matches(written.root, node.index) else { return nil }
    return Match(
      form: self, root: node, steps: matching.steps.map { Node($0) },
      letters: matching.bound.map { ($0.letter, Node($0.node)) })
  }

  /// A pattern laid on a graph as it was written, where nothing is simplified.
  private struct Matching {
    let pattern: FormPattern
    let graph: ExpressionGraph
    var bound: [(letter: String, node: Int32)] = []
    var steps: [Int32] = []

    mutating func matches(_ part: Int, _ node: Int32) -> Bool {
      switch pattern.parts[part] {
      case .letter(let letter):
        if let known = bound.first(where: { $0.letter == letter }) { return known.node == node }
        bound.append((letter, node))
        return true
      case .number(let expected): return graph.constantValue(Node(node)) == expected
      case .step(let operation, let parts):
        let record = graph.records[Int(node)]
        steps.append(node)
        // e^x is exp(x).
        if operation == .exp, record.operation == .power,
          graph.constantValue(Node(record.a)) == StableForm.e
        {
          return matches(parts[0], record.b)
        }
        guard record.operation == operation else { return false }
        let operands = graph.operands(of: Node(node)).map(\.index)
        guard operands.count == parts.count else { return false }
        let before = self
        if zip(parts, operands).allSatisfy({ matches($0, $1) }) { return true }
        guard operation == .add || operation == .multiply else { return false }
        self = before
        return matches(parts[0], operands[1]) && matches(parts[1], operands[0])
      }
    }
  }

  private static let e = LanguageWords.constant("e")
}
