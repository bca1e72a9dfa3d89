import Calculus

/// A formula that overflows, underflows or cancels on the way to a value that is a number, and the
/// function that does not.
///
/// # How to add one
///
/// Add one element to `StableForm.all`: both forms as text in the tool's own language, in which `a`
/// and `b` are anything and `A` is an array.
package struct StableForm: Sendable {
  let written: Pattern
  private let stablePattern: Pattern
  /// What is written instead; its letters stand for the text of what they are bound to.
  package let stable: String
  /// The formula as it is written here.
  package let text: String
  /// What must be 0 for the stable form to have another value; nil: it always has the same one.
  private let limit: Pattern.Letter?

  /// Whether the stable form has another value where something is 0.
  package var isLimit: Bool { limit != nil }

  init(_ text: String, _ stable: String, limitAt limit: Pattern.Letter? = nil) {
    written = Pattern(text)
    stablePattern = Pattern(stable)
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
    StableForm("a*log(b)", "xlogy(a, b)", limitAt: .a),
  ]

  /// The form at a node of a graph, and what is inside it.
  package struct Match {
    package let form: StableForm
    package let root: Node
    /// The steps of the form, the root among them.
    package let steps: [Node]
    let letters: [(letter: Pattern.Letter, node: Node)]

    /// What the letters of the stable form stand for.
    package var arguments: [(letter: String, node: Node)] {
      letters.map { ($0.letter.rawValue, $0.node) }
    }

    /// The stable form's value.
    ///
    /// - Parameter value: the value of a node at the point in question.
    package func stableValue(_ value: (Node) -> Double) -> Double {
      func evaluate(_ part: Int) -> Double {
        switch form.stablePattern.parts[part] {
        case .letter(let letter), .filled(let letter, like: _):
          letters.first { $0.letter == letter }.map { value($0.node) } ?? .nan
        case .number(let number): number
        case .step(let operation, let parts):
          operation.primitive.value.apply(parts.map { evaluate($0) })
        }
      }
      return evaluate(form.stablePattern.root)
    }
  }

  /// The largest form among the first nodes of a graph that has a node as one of its steps and
  /// whose stable form is a number.
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
    var matcher = Matcher(written, in: graph, keepsSteps: true)
    guard matcher.matches(written.root, node.index), let steps = matcher.steps else { return nil }
    let letters = Pattern.Letter.allCases.filter { matcher.bound[$0] >= 0 }
    return Match(
      form: self, root: node, steps: steps.map { Node($0) },
      letters: letters.map { ($0, Node(matcher.bound[$0])) })
  }
}
